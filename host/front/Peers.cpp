#include "host/front/Peers.hpp"

#include <algorithm>

namespace erphost::front {

using nlohmann::json;
using Steady = std::chrono::steady_clock;

namespace {

/// The supervisor sees that a process is gone within a turn, and says so.
constexpr std::chrono::milliseconds kUntilCorrected{1'000};

std::string text(const json& process, const char* member)
{
	const auto found = process.find(member);
	return found != process.end() && found->is_string() ? found->get<std::string>() : std::string();
}

int portIn(const json& process)
{
	const auto found = process.find("port");
	return found != process.end() && found->is_number_integer() ? found->get<int>() : 0;
}

} // namespace

void Peers::set(const json& processes)
{
	const std::lock_guard lock(_mutex);
	_processes = json::array();
	if (processes.is_array())
		for (const auto& process : processes)
			if (process.is_object()) _processes.push_back(process);
	_changed.notify_all();
}

json Peers::all() const
{
	const std::lock_guard lock(_mutex);
	return _processes;
}

const json* Peers::find(const std::string& name) const
{
	const auto found = std::find_if(_processes.begin(), _processes.end(),
	                                [&](const json& process) { return text(process, "name") == name; });
	return found == _processes.end() ? nullptr : &*found;
}

Result<int> Peers::portHeld(const std::string& name) const
{
	const json* process = find(name);
	// Before the supervisor's first word nothing is known about anybody.
	if (!process && _processes.empty()) return transient("worker.away", "not known yet").with("process", name);
	if (!process) return Error{"worker.unknown", ErrorClass::permanent, "no such process", {}}.with("process", name);
	const auto state = text(*process, "state");
	if (state == "ready" && portIn(*process) > 0) return portIn(*process);
	if (state == "disabled") return misconfigured("worker.disabled", "disabled").with("process", name);
	if (state == "quarantined") return transient("worker.quarantined", "set aside").with("process", name);
	return transient("worker.away", "not ready").with("process", name);
}

Result<int> Peers::portOf(const std::string& name) const
{
	const std::lock_guard lock(_mutex);
	return portHeld(name);
}

Result<int> Peers::awaitPort(const std::string& name, int stale, Steady::time_point until) const
{
	std::unique_lock lock(_mutex);
	// One that does not answer although it is said to be ready: the supervisor knows better in a moment.
	const auto corrected = std::min(until, Steady::now() + kUntilCorrected);
	for (;;)
	{
		auto port = portHeld(name);
		if (port && *port != stale) return port;
		const json* process = find(name);
		const auto state = process ? text(*process, "state") : std::string();
		if (!port && state != "starting" && state != "stopping") return port;
		const auto limit = port ? corrected : until;
		if (Steady::now() >= limit) return transient("worker.away", "cannot be reached").with("process", name);
		_changed.wait_until(lock, limit);
	}
}

std::vector<std::string> Peers::ready() const
{
	const std::lock_guard lock(_mutex);
	std::vector<std::string> names;
	for (const auto& process : _processes)
		if (text(process, "state") == "ready" && portIn(process) > 0) names.push_back(text(process, "name"));
	return names;
}

} // namespace erphost::front
