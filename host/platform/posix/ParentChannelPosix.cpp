#include "host/platform/ChildProcess.hpp"
#include "host/platform/posix/LinePipe.hpp"

#include <cstdio>

#include <fcntl.h>
#include <unistd.h>

namespace erphost {

struct ParentChannel::Impl
{
	LineWriter writer;
	LineReader reader;
	Impl(int input, int output): writer(output), reader(input) {}
};

ParentChannel::ParentChannel(std::unique_ptr<Impl> impl): _impl(std::move(impl)) {}
ParentChannel::~ParentChannel() = default;

std::unique_ptr<ParentChannel> ParentChannel::takeOver()
{
	ignoreBrokenPipes();
	std::fflush(stdout);
	const int input = ::fcntl(0, F_DUPFD_CLOEXEC, 3);
	const int output = ::fcntl(1, F_DUPFD_CLOEXEC, 3);
	// Whatever reads standard input finds it empty; whatever prints, prints to standard error.
	if (const int nothing = ::open("/dev/null", O_RDONLY | O_CLOEXEC); nothing >= 0)
	{
		::dup2(nothing, 0);
		if (nothing != 0) ::close(nothing);
	}
	::dup2(2, 1);
	return std::unique_ptr<ParentChannel>(new ParentChannel(std::make_unique<Impl>(input, output)));
}

bool ParentChannel::send(const std::string& line)
{
	return _impl->writer.send(line);
}

void ParentChannel::start(std::function<void(std::optional<std::string>)> onLine)
{
	_impl->reader.start(std::move(onLine));
}

} // namespace erphost
