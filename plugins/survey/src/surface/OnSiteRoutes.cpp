#include "surface/OnSiteRoutes.hpp"

#include "surface/EntryJson.hpp"
#include "surface/TaskJson.hpp"

#include <algorithm>

namespace survey {

using erphost::Reply;
using erphost::Request;
using nlohmann::json;

namespace {

constexpr std::int64_t kDayMs = 86'400'000;
constexpr int kCallsShown = 50;

template <typename T>
json orNull(const std::optional<T>& value)
{
	return value ? json(*value) : json();
}

json toJson(const OnSiteOrder& order)
{
	json task;
	if (order.task)
		task = {{"id", order.task->id},
		        {"number", order.task->number},
		        {"state", order.task->state},
		        {"version", order.task->version}};
	return {{"branchId", order.branchId},
	        {"branchName", order.branchName},
	        {"orderKey", order.orderKey},
	        {"orderNumber", order.orderNumber},
	        {"status", order.status},
	        {"productType", order.productType},
	        {"serviceType", orNull(order.serviceType)},
	        {"brand", order.brand},
	        {"model", order.model},
	        {"customerName", order.customerName},
	        {"phone", order.phone},
	        {"phone2", order.phone2},
	        {"address", order.address},
	        {"technicianName", order.technicianName},
	        {"providerName", order.providerName},
	        {"completedAt", orNull(order.completedAt)},
	        {"task", task}};
}

json toJson(const DeskCall& call)
{
	return {{"taskId", call.taskId},
	        {"number", call.number},
	        {"orderNumber", call.orderNumber},
	        {"branchId", call.branchId},
	        {"branchName", call.branchName},
	        {"brand", call.brand},
	        {"model", call.model},
	        {"technicianName", call.technicianName},
	        {"at", call.at},
	        {"clerkName", call.clerkName},
	        {"disposition", call.disposition},
	        {"level", orNull(call.level)},
	        {"mismatch", call.mismatch},
	        {"courtesy", call.courtesy}};
}

json ordersQuery()
{
	return {
		{"type", "object"},
		{"additionalProperties", false},
		{"required", {"last4"}},
		{"properties",
	     {{"last4", {{"type", "string"}, {"maxLength", 20}}}, {"branch", {{"type", "string"}, {"maxLength", 100}}}}}};
}

json callSchema()
{
	json properties = entryProperties();
	properties.erase("channel");
	properties.erase("plannedAt");
	properties["disposition"] = {{"enum", {"answered", "refused", "not_finished"}}};
	properties.update(onSiteProperties());
	properties["branchId"] = {{"type", "string"}, {"maxLength", 100}};
	properties["orderKey"] = {{"type", "string"}, {"maxLength", 200}};
	properties["version"] = {{"type", "integer"}, {"minimum", 1}};
	return {{"type", "object"},
	        {"additionalProperties", false},
	        {"required", {"branchId", "orderKey", "callerNumber", "checks", "courtesy"}},
	        {"properties", properties}};
}

} // namespace

Result<void> OnSiteRoutes::addTo(erphost::Registry& registry) const
{
	const json list = {{"type", "object"},
	                   {"required", {"items"}},
	                   {"properties", {{"items", {{"type", "array"}, {"items", {{"type", "object"}}}}}}}};
	EH_CHECK(registry.route({"GET", "/onsite/orders", "findOnSiteOrders",
	                         "Orders, open or done, by the last four digits of the customer's phone.", kClerks,
	                         ordersQuery(), nullptr, list, false,
	                         [this](Tx& tx, const Request& request) { return orders(tx, request); }}));
	const json branch = {{"type", "object"},
	                     {"additionalProperties", false},
	                     {"properties", {{"branch", {{"type", "string"}, {"maxLength", 100}}}}}};
	EH_CHECK(registry.route({"GET", "/onsite/calls", "listOnSiteCalls",
	                         "The calls of the business day, newest first, at most 50, with counts over all of them.",
	                         kClerks, branch, nullptr, list, false,
	                         [this](Tx& tx, const Request& request) { return today(tx, request); }}));
	return registry.route({"POST", "/onsite/calls", "recordOnSiteCall",
	                       "Records the call-back that the technician made from the customer's home.", kClerks, nullptr,
	                       callSchema(), taskDetailSchema(), true,
	                       [this](Tx& tx, const Request& request) { return record(tx, request); }});
}

Result<Reply> OnSiteRoutes::orders(Tx& tx, const Request& request) const
{
	const std::string last4 = request.queryText("last4");
	if (last4.size() != 4 || !std::all_of(last4.begin(), last4.end(), [](char c) { return c >= '0' && c <= '9'; }))
		return erphost::permanent("survey.onsite.last4.invalid", "Four digits are needed.").with("pointer", "/last4");
	const std::int64_t now = _host.nowMs();
	SettingsByDate settings(_host);
	EH_TRY(const Settings set, settings.at(_host.localDate(now)));
	EH_TRY(const auto found, ordersByTail(tx, last4, branchList(request.caller.branches(kClerks)),
	                                      request.queryText("branch"), now - set.onSite.findableDays * kDayMs));
	json items = json::array();
	for (const auto& order : found) items.push_back(toJson(order));
	return Reply{200, {{"items", items}}, {}};
}

Result<Reply> OnSiteRoutes::today(Tx& tx, const Request& request) const
{
	const std::string date = _host.localDate(_host.nowMs());
	EH_TRY(const std::int64_t midnight, _host.instantOf(date, 0));
	EH_TRY(const DeskDay day, callsSince(tx, midnight, branchList(request.caller.branches(kClerks)),
	                                     request.queryText("branch"), kCallsShown));
	json items = json::array();
	for (const auto& call : day.calls) items.push_back(toJson(call));
	return Reply{200,
	             {{"date", date},
	              {"items", items},
	              {"total", day.total},
	              {"mismatches", day.mismatches},
	              {"notContent", day.notContent},
	              {"withoutCourtesy", day.withoutCourtesy}},
	             {}};
}

Result<Task> OnSiteRoutes::taskOf(Tx& tx, const Business& business) const
{
	EH_TRY(const auto known, findTaskOf(tx, name(business.kind), business.branchId, business.erpKey));
	// One that the ERP took back lives again: the technician stands in the customer's home.
	if (known && known->state != "cancelled") return *known;
	SettingsByDate settings(_host);
	EH_TRY(const TaskFrame frame, _work.frameOf(business, settings));
	EH_CHECK(createTask(tx, business, frame));
	EH_TRY(auto made, findTaskOf(tx, name(business.kind), business.branchId, business.erpKey));
	return *std::move(made);
}

Result<Reply> OnSiteRoutes::record(Tx& tx, const Request& request) const
{
	const json& body = request.body;
	EH_TRY(Entry entry, readEntry(body));
	entry.channel = Channel::onSite;
	SettingsByDate settings(_host);
	EH_TRY(const Settings set, settings.at(_host.localDate(_host.nowMs())));
	EH_TRY(entry.onSite, readOnSite(body, set.fines));
	EH_CHECK(_recorder.check(entry));

	const std::string branch = body.at("branchId"), key = body.at("orderKey");
	EH_TRY(const auto business, findBusiness(tx, Kind::workOrder, branch, key));
	if (!business || business->deleted || business->status == "cancelled" || !request.caller.may(kClerks, branch))
		return erphost::permanent("survey.onsite.order_not_found", "There is no such order.").with("order", key);
	// SV-16: before the go-live date nothing has effects.
	const std::string day = _host.localDate(business->completedAt.value_or(_host.nowMs()));
	const auto goLive = tx.goLiveDate();
	if (!goLive || day < *goLive)
		return erphost::permanent("survey.onsite.before_go_live", "The order was finished before the go-live date.")
		    .with("order", business->orderNumber);
	EH_TRY(const Task task, taskOf(tx, *business));
	if (body.contains("version"))
		EH_CHECK(_tasks.requireMatch(tx, task, std::to_string(body.at("version").get<std::int64_t>())));
	if (task.state != "open")
		return erphost::conflict("survey.task_closed", "The task is not open any more.").with("number", task.number);
	EH_CHECK(_tasks.requireFree(tx, task.id, request.caller.id));
	entry.onSite->callerIsCustomer = isCustomersNumber(entry.onSite->callerNumber, business->phone, business->phone2);
	EH_TRY([[maybe_unused]] const int attempt,
	       _recorder.record(tx, task, entry, {request.caller.id, request.caller.name}));
	EH_TRY(const auto changed, findTask(tx, task.id));
	return _tasks.detail(tx, *changed, request.caller);
}

} // namespace survey
