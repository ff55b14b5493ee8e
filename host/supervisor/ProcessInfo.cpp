#include "host/supervisor/ProcessInfo.hpp"

namespace erphost::supervisor {
namespace {

std::string textOf(const nlohmann::json& object, const char* member)
{
	const auto found = object.find(member);
	return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

} // namespace

nlohmann::json toJson(const Error& error)
{
	auto params = nlohmann::json::object();
	for (const auto& [key, value] : error.params) params[key] = value;
	return {
		{"code", error.code}, {"class", name(error.cls)}, {"message", error.message}, {"params", std::move(params)}};
}

Error errorFromJson(const nlohmann::json& json)
{
	Error error;
	if (!json.is_object()) return bug("worker.exited", "the worker gave no reason");
	error.code = textOf(json, "code");
	error.message = textOf(json, "message");
	const auto className = textOf(json, "class");
	for (const auto candidate : {ErrorClass::transient, ErrorClass::permanent, ErrorClass::conflict,
	                             ErrorClass::configuration, ErrorClass::bug})
		if (name(candidate) == className) error.cls = candidate;
	if (const auto params = json.find("params"); params != json.end() && params->is_object())
		for (const auto& [key, value] : params->items())
			error.params.emplace_back(key, value.is_string() ? value.get<std::string>() : value.dump());
	return error;
}

nlohmann::json ProcessInfo::toJson() const
{
	return {{"name", name},
	        {"state", supervisor::name(state)},
	        {"pid", pid},
	        {"port", port},
	        {"restarts", restarts},
	        {"since", since},
	        {"residentKiB", residentKiB},
	        {"error", error ? supervisor::toJson(*error) : nlohmann::json()},
	        {"nextStartAt", nextStartAt ? nlohmann::json(*nextStartAt) : nlohmann::json()}};
}

} // namespace erphost::supervisor
