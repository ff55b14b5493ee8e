// `supervisor_test_host DIR`: a supervisor over test workers, for the tests that kill it or start it twice.
#include "host/platform/CommandLine.hpp"
#include "host/platform/Files.hpp"
#include "host/supervisor/ChildLauncher.hpp"
#include "host/supervisor/Supervisor.hpp"

#include <cstdio>

using namespace erphost;

int main(int argc, char** argv)
{
	const auto data = toPath(commandLine(argc, argv).at(1));
	const auto self = programFile();
	supervisor::ChildLauncher launcher(self.parent_path() / ("supervisor_test_worker" + self.extension().string()),
	                                   data);
	supervisor::Supervisor host({data, {}, nullptr, "test"}, launcher, systemClock());
	if (const auto opened = host.open(); !opened)
	{
		std::printf("%s %s\n", opened.error().code.c_str(), std::string(opened.error().param("pid")).c_str());
		std::fflush(stdout);
		return 1;
	}
	host.run([] {});
	return 0;
}
