#include "host/front/Peers.hpp"

namespace erphost::front {

using nlohmann::json;

namespace {

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
	if (!processes.is_array()) return;
	for (const auto& process : processes)
		if (process.is_object()) _processes.push_back(process);
}

json Peers::all() const
{
	const std::lock_guard lock(_mutex);
	return _processes;
}

Result<int> Peers::portOf(const std::string& name) const
{
	const std::lock_guard lock(_mutex);
	for (const auto& process : _processes)
	{
		if (text(process, "name") != name) continue;
		const auto state = text(process, "state");
		if (state == "ready" && portIn(process) > 0) return portIn(process);
		if (state == "disabled") return misconfigured("worker.disabled", "disabled").with("process", name);
		if (state == "quarantined") return transient("worker.quarantined", "set aside").with("process", name);
		return transient("worker.away", "not ready").with("process", name);
	}
	// Before the supervisor's first word nothing is known about anybody.
	if (_processes.empty()) return transient("worker.away", "not known yet").with("process", name);
	return Error{"worker.unknown", ErrorClass::permanent, "no such process", {}}.with("process", name);
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
