#include "host/doctor/Judgement.hpp"

#include "host/platform/Files.hpp"

namespace erphost::doctor {
namespace {

constexpr const char* kArea = "host";

} // namespace

void judgeHost(const Facts& facts, Findings& into)
{
	const auto& host = facts.host;
	into.push_back({kArea, Level::green, "",
	                misconfigured("doctor.versions", "versions")
	                    .with("version", host.version)
	                    .with("bits", std::to_string(host.bits))
	                    .with("system", facts.machine.system)});
	if (!host.running)
	{
		if (facts.data.access.exists)
			into.push_back(
				{kArea, Level::amber, "",
			     misconfigured("doctor.host_stopped", "not running").with("data", toUtf8(facts.data.folder))});
		return;
	}
	if (!host.runningVersion.empty() && host.runningVersion != host.version)
		into.push_back({kArea, Level::amber, "",
		                misconfigured("doctor.version_differs", "another version runs")
		                    .with("running", host.runningVersion)
		                    .with("version", host.version)});
	bool all = true;
	for (const auto& process : host.processes)
	{
		if (process.state != "backoff" && process.state != "quarantined") continue;
		all = false;
		const auto why = process.error ? process.error->code : std::string("-");
		into.push_back({kArea, Level::red, process.name,
		                misconfigured("doctor.process_failing", "a process fails")
		                    .with("process", process.name)
		                    .with("code", why)});
		// Its own words say what to do.
		if (process.error) into.push_back({kArea, Level::red, process.name, *process.error});
	}
	if (all)
		into.push_back({kArea, Level::green, "",
		                misconfigured("doctor.host_running", "runs")
		                    .with("pid", host.pid)
		                    .with("processes", std::to_string(host.processes.size()))});
}

} // namespace erphost::doctor
