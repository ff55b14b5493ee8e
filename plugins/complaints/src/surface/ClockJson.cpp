#include "surface/ClockJson.hpp"

#include "rules/Pause.hpp"
#include "surface/CaseJson.hpp"

#include <algorithm>

namespace complaints {

using nlohmann::json;

json textOrNull(const std::string& text)
{
	return text.empty() ? json() : json(text);
}

json toJson(const WatchedClock& clock, std::optional<std::int64_t> usedPercent,
            std::optional<std::int64_t> erpAwaySince)
{
	const bool away = erpAwaySince && clock.ofOrder() && clock.state == "running";
	json paused = orNull(clock.pausedSince);
	if (away) paused = std::max(*erpAwaySince, clock.startedAt);
	return {{"id", clock.id},
	        {"clock", clock.clock},
	        {"subject", clock.subject},
	        {"caseId", textOrNull(clock.caseId)},
	        {"caseNumber", textOrNull(clock.caseNumber)},
	        {"sheetId", textOrNull(clock.sheetId)},
	        {"kind", clock.kind},
	        {"branchId", clock.branchId},
	        {"branchName", clock.branchName},
	        {"orderKey", clock.erpKey},
	        {"orderNumber", clock.orderNumber},
	        {"personKey", textOrNull(clock.personKey)},
	        {"personName", textOrNull(clock.personName)},
	        {"startedAt", clock.startedAt},
	        {"dueAt", clock.dueAt == kNever ? json() : json(clock.dueAt)},
	        {"dueProvisional", clock.dueProvisional},
	        {"usedPercent", orNull(usedPercent)},
	        {"state", away ? "paused" : clock.state},
	        {"pausedBy", away ? json(kErpAway) : textOrNull(clock.pausedBy)},
	        {"pausedSince", paused},
	        {"level", clock.level},
	        {"nextWarningAt", clock.nextAt == kNever || clock.state != "running" ? json() : json(clock.nextAt)},
	        {"doneAt", orNull(clock.doneAt)},
	        {"late", clock.late},
	        {"basis", clock.basis ? json(name(*clock.basis)) : json()},
	        {"proposal", clock.proposal},
	        {"version", clock.version}};
}

json clockSchema()
{
	json properties;
	for (const char* text :
	     {"id", "clock", "subject", "kind", "branchId", "branchName", "orderKey", "orderNumber", "state", "proposal"})
		properties[text] = {{"type", "string"}};
	for (const char* number : {"startedAt", "level", "version"}) properties[number] = {{"type", "integer"}};
	for (const char* number : {"dueAt", "usedPercent", "pausedSince", "nextWarningAt", "doneAt"})
		properties[number] = {{"type", {"integer", "null"}}};
	for (const char* text : {"caseId", "caseNumber", "sheetId", "personKey", "personName", "pausedBy", "basis"})
		properties[text] = {{"type", {"string", "null"}}};
	for (const char* flag : {"dueProvisional", "late"}) properties[flag] = {{"type", "boolean"}};
	json required = json::array();
	for (const auto& [name, schema] : properties.items()) required.push_back(name);
	return {{"type", "object"}, {"properties", properties}, {"required", required}};
}

json clockDetailSchema()
{
	json schema = clockSchema();
	for (const char* list : {"pauses", "warnings"})
	{
		schema["properties"][list] = {{"type", "array"}, {"items", {{"type", "object"}}}};
		schema["required"].push_back(list);
	}
	schema["properties"]["target"] = {{"type", {"object", "null"}}};
	schema["required"].push_back("target");
	return schema;
}

} // namespace complaints
