#include "surface/CaseJson.hpp"

#include "rules/Mask.hpp"
#include "rules/Step.hpp"
#include "surface/Roles.hpp"

namespace complaints {

using nlohmann::json;

namespace {

json person(const std::string& id, const std::string& name)
{
	// A clerk of the old register has a name and no account.
	return name.empty() && id.empty() ? json() : json{{"id", id}, {"name", name}};
}

bool waiting(const Case& item)
{
	return item.state == "open" && item.step == name(Step::prevention);
}

} // namespace

bool seesContact(const Case& item, const erphost::Caller& caller)
{
	const Viewer viewer{item.owner == caller.id, item.handler == caller.id, caller.may(kClerks, item.branchId)};
	return needsContact(viewer, item.state == "open", waiting(item));
}

json toJson(const Case& item, const erphost::Caller& caller, std::int64_t nowMs)
{
	const bool shown = seesContact(item, caller);
	const auto step = stepNamed(item.step);
	const auto next = item.state == "open" && step ? nextStep(*step) : std::nullopt;
	return {{"id", item.id},
	        {"number", item.number},
	        {"source", item.source},
	        {"sourceDetail", item.sourceDetail},
	        {"kind", item.kind},
	        {"branchId", item.branchId},
	        {"branchName", item.branchName},
	        {"orderKey", item.erpKey},
	        {"orderNumber", item.orderNumber},
	        {"productType", item.productType},
	        {"brand", item.brand},
	        {"model", item.model},
	        {"store", item.store},
	        {"provider", item.provider},
	        {"providerName", item.providerName},
	        {"technician", item.technician},
	        {"technicianName", item.technicianName},
	        {"customerName", item.customerName},
	        {"phone", shown ? item.phone : maskedPhone(item.phone)},
	        {"address", shown ? item.address : maskedAddress(item.address)},
	        {"masked", !shown},
	        {"complaintKind", item.complaintKind},
	        {"subKind", item.subKind},
	        {"words", item.words},
	        {"class", item.severity},
	        {"classReason", item.severityReason},
	        {"department", item.department},
	        {"warningLevel", item.warningLevel},
	        {"dueAt", orNull(item.dueAt)},
	        {"overdue", item.state == "open" && item.dueAt && *item.dueAt < nowMs},
	        {"state", item.state},
	        {"step", item.step},
	        {"nextStep", next ? json(name(*next)) : json()},
	        {"waiting", waiting(item)},
	        {"round", item.round},
	        {"rework", item.rework},
	        {"cause", item.cause},
	        {"owner", person(item.owner, item.ownerName)},
	        {"handler", person(item.handler, item.handlerName)},
	        {"mine", item.owner == caller.id || item.handler == caller.id},
	        {"taskId", item.task},
	        {"taskNumber", item.taskNumber},
	        {"vip", item.vip},
	        {"earlier", item.earlier},
	        {"repeats", item.repeats},
	        {"receivedAt", item.receivedAt},
	        {"handledAt", orNull(item.handledAt)},
	        {"closedAt", orNull(item.closedAt)},
	        {"origin", item.takenOver() ? json(item.origin) : json()},
	        {"version", item.version}};
}

json caseSchema()
{
	const json text = {{"type", "string"}}, integer = {{"type", "integer"}}, boolean = {{"type", "boolean"}};
	const auto nullable = [](const char* type) { return json{{"type", json::array({type, "null"})}}; };
	json properties = {{"dueAt", nullable("integer")},    {"handledAt", nullable("integer")},
	                   {"closedAt", nullable("integer")}, {"nextStep", nullable("string")},
	                   {"owner", nullable("object")},     {"handler", nullable("object")},
	                   {"origin", nullable("string")}};
	for (const char* each :
	     {"id",         "number",   "source",        "sourceDetail", "kind",           "branchId",
	      "branchName", "orderKey", "orderNumber",   "productType",  "brand",          "model",
	      "store",      "provider", "providerName",  "technician",   "technicianName", "customerName",
	      "phone",      "address",  "complaintKind", "subKind",      "words",          "classReason",
	      "department", "state",    "step",          "cause",        "taskId",         "taskNumber"})
		properties[each] = text;
	for (const char* each : {"class", "warningLevel", "round", "rework", "earlier", "repeats", "receivedAt", "version"})
		properties[each] = integer;
	for (const char* each : {"masked", "overdue", "waiting", "mine", "vip"}) properties[each] = boolean;
	json required = json::array();
	for (const auto& [each, schema] : properties.items()) required.push_back(each);
	return {{"type", "object"}, {"properties", properties}, {"required", required}};
}

json caseDetailSchema()
{
	json schema = caseSchema();
	for (const char* each : {"history", "deeds", "deedsMissing", "deedsPossible", "linked", "fines", "handOvers",
	                         "actions", "looks", "findings", "documents", "attachments"})
	{
		schema["properties"][each] = {{"type", "array"}};
		schema["required"].push_back(each);
	}
	schema["properties"]["reworkLimit"] = {{"type", "integer"}};
	schema["properties"]["customer"] = {{"type", {"object", "null"}}};
	return schema;
}

json listSchema(const json& item)
{
	return {{"type", "object"},
	        {"required", {"items", "next", "total"}},
	        {"properties",
	         {{"items", {{"type", "array"}, {"items", item}}},
	          {"next", {{"type", {"string", "null"}}}},
	          {"total", {{"type", {"integer", "null"}}}}}}};
}

} // namespace complaints
