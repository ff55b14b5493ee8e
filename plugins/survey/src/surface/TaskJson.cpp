#include "surface/TaskJson.hpp"

namespace survey {

using nlohmann::json;

namespace {

template <typename T>
json orNull(const std::optional<T>& value)
{
	return value ? json(*value) : json();
}

json nullable(const char* type)
{
	return {{"type", json::array({type, "null"})}};
}

} // namespace

json toJson(const Task& task, const std::string& today, std::int64_t nowMs)
{
	json lease;
	if (task.leaseUser && task.leaseUntil > nowMs)
		lease = {
			{"userId", *task.leaseUser}, {"userName", task.leaseUserName.value_or("")}, {"until", task.leaseUntil}};
	return {{"id", task.id},
	        {"number", task.number},
	        {"kind", task.kind},
	        {"branchId", task.branchId},
	        {"branchName", task.branchName},
	        {"orderKey", task.erpKey},
	        {"orderNumber", task.orderNumber},
	        {"stage", task.stage},
	        {"productType", task.productType},
	        {"serviceType", orNull(task.serviceType)},
	        {"brand", task.brand},
	        {"model", task.model},
	        {"customerName", task.customerName},
	        {"phone", task.phone},
	        {"address", task.address},
	        {"technicianName", task.technicianName},
	        {"providerName", task.provider},
	        {"serviceMode", task.serviceMode.empty() ? json() : json(task.serviceMode)},
	        {"performedBy", task.performedBy.empty() ? json() : json(task.performedBy)},
	        {"completedAt", task.completedAt},
	        {"dueOn", task.dueOn},
	        {"dueProvisional", task.dueProvisional},
	        {"overdue", task.state == "open" && task.dueOn < today},
	        {"state", task.state},
	        {"round", task.round},
	        {"attempts", task.attempts},
	        {"plannedAt", orNull(task.plannedAt)},
	        {"level", orNull(task.level)},
	        {"lease", lease},
	        {"origin", task.takenOver() ? json(task.origin) : json()},
	        {"version", task.version}};
}

json taskSchema()
{
	const json text = {{"type", "string"}};
	const json integer = {{"type", "integer"}};
	const json boolean = {{"type", "boolean"}};
	json properties = {
		{"serviceType", nullable("string")}, {"plannedAt", nullable("integer")}, {"serviceMode", nullable("string")},
		{"performedBy", nullable("string")}, {"level", nullable("string")},      {"lease", nullable("object")},
		{"origin", nullable("string")},      {"dueProvisional", boolean},        {"overdue", boolean}};
	for (const char* name :
	     {"id", "number", "kind", "branchId", "branchName", "orderKey", "orderNumber", "stage", "productType", "brand",
	      "model", "customerName", "phone", "address", "technicianName", "providerName", "dueOn", "state"})
		properties[name] = text;
	for (const char* name : {"completedAt", "round", "attempts", "version"}) properties[name] = integer;
	json required = json::array();
	for (const auto& [name, schema] : properties.items()) required.push_back(name);
	return {{"type", "object"}, {"properties", properties}, {"required", required}};
}

json consequenceSchema()
{
	const json text = {{"type", "string"}};
	return {{"type", "object"},
	        {"required", {"what", "key", "value"}},
	        {"properties", {{"what", text}, {"key", text}, {"value", json::object()}}}};
}

json taskDetailSchema()
{
	json schema = taskSchema();
	schema["properties"]["rounds"] = {{"type", "array"}, {"items", {{"type", "object"}}}};
	schema["properties"]["siblings"] = {{"type", "array"}, {"items", taskSchema()}};
	schema["properties"]["attemptsAllowed"] = {{"type", "integer"}};
	schema["properties"]["explanation"] = nullable("object");
	schema["properties"]["consequences"] = {{"type", "array"}, {"items", consequenceSchema()}};
	for (const char* name : {"rounds", "siblings", "attemptsAllowed", "explanation", "consequences"})
		schema["required"].push_back(name);
	return schema;
}

} // namespace survey
