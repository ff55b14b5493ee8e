#include "surface/TaskRoutes.hpp"

#include "rules/Draw.hpp"
#include "store/RoundSql.hpp"
#include "store/Rounds.hpp"
#include "store/SurveySql.hpp"
#include "surface/CallHours.hpp"
#include "surface/RoundJson.hpp"
#include "surface/Settings.hpp"
#include "surface/TaskJson.hpp"

namespace survey {

using erphost::Reply;
using erphost::Request;
using nlohmann::json;

namespace {

const json kFilterText = {{"type", "string"}, {"maxLength", 100}};

json listQuery()
{
	return {{"type", "object"},
	        {"additionalProperties", false},
	        {"properties",
	         {{"state", {{"enum", {"open", "after_sales", "done", "not_reachable", "cancelled"}}}},
	          {"branch", kFilterText},
	          {"stage", {{"enum", {"sales_counter", "logistics", "on_site", "carry_in", "case"}}}},
	          {"product", kFilterText},
	          {"due", {{"enum", {"overdue", "today", "all"}}}},
	          {"search", kFilterText},
	          {"sort", {{"enum", {"dueOn", "-dueOn", "number", "-number", "completedAt", "-completedAt"}}}},
	          {"limit", {{"type", "integer"}, {"minimum", 1}, {"maximum", 200}}},
	          {"cursor", {{"type", "string"}, {"maxLength", 400}}}}}};
}

json listSchema()
{
	return {{"type", "object"},
	        {"required", {"items", "next", "total"}},
	        {"properties",
	         {{"items", {{"type", "array"}, {"items", taskSchema()}}},
	          {"next", {{"type", {"string", "null"}}}},
	          {"total", {{"type", {"integer", "null"}}}}}}};
}

} // namespace

std::string branchList(const std::vector<std::string>& branches)
{
	if (branches == std::vector<std::string>{"*"}) return "*";
	std::string list = "|";
	for (const auto& branch : branches) list += branch + "|";
	return list;
}

Result<void> TaskRoutes::addTo(erphost::Registry& registry) const
{
	EH_CHECK(registry.route({"GET", "/tasks", "listTasks", "Call-back tasks: filtered, sorted, in pages.", kClerks,
	                         listQuery(), nullptr, listSchema(), false,
	                         [this](Tx& tx, const Request& request) { return list(tx, request); }}));
	EH_CHECK(registry.route({"GET", "/tasks/{id}", "getTask",
	                         "One task with its rounds, its siblings and why it was drawn.", kClerks, nullptr, nullptr,
	                         taskDetailSchema(), false, [this](Tx& tx, const Request& request) -> Result<Reply> {
								 EH_TRY(const Task task, require(tx, request));
								 return detail(tx, task, request.caller);
							 }}));
	const json filter = {{"type", "object"},
	                     {"additionalProperties", false},
	                     {"properties", {{"branch", kFilterText}, {"stage", kFilterText}, {"product", kFilterText}}}};
	EH_CHECK(registry.route({"POST", "/tasks/next", "takeNextTask", "Takes the most urgent task that nobody works on.",
	                         kClerks, nullptr, filter, taskDetailSchema(), true,
	                         [this](Tx& tx, const Request& request) { return next(tx, request); }}));
	EH_CHECK(registry.route({"POST", "/tasks/{id}/lease", "leaseTask",
	                         "Takes a task, so that nobody else calls the customer.", kClerks, nullptr, nullptr,
	                         taskDetailSchema(), true, [this](Tx& tx, const Request& request) -> Result<Reply> {
								 EH_TRY(const Task task, require(tx, request));
								 return lease(tx, request, task.id);
							 }}));
	return registry.route({"DELETE", "/tasks/{id}/lease", "releaseTask", "Gives a taken task back.", kClerks, nullptr,
	                       nullptr, nullptr, false,
	                       [this](Tx& tx, const Request& request) { return release(tx, request); }});
}

Result<Task> TaskRoutes::require(Tx& tx, const Request& request) const
{
	const std::string id = request.param("id");
	EH_TRY(const auto task, findTask(tx, id));
	// A task of another branch does not exist for the caller: its existence is none of his business.
	if (!task || !request.caller.may(kClerks, task->branchId))
		return erphost::permanent("survey.task.not_found", "There is no such call-back task.").with("task", id);
	return *task;
}

Result<void> TaskRoutes::requireFree(Tx& tx, const std::string& taskId, const std::string& userId) const
{
	EH_TRY(auto row, tx.query(sql::kBusy, taskId, _host.nowMs(), userId));
	EH_TRY(const bool busy, row.next());
	if (!busy) return {};
	return erphost::conflict("survey.leased", "Another clerk is on the phone with this customer.")
	    .with("clerk", row.text(0))
	    .with("number", row.text(1));
}

Result<Reply> TaskRoutes::list(Tx& tx, const Request& request) const
{
	TaskFilter filter;
	filter.branches = branchList(request.caller.branches(kClerks));
	filter.state = request.queryText("state");
	filter.branch = request.queryText("branch");
	filter.stage = request.queryText("stage");
	filter.product = request.queryText("product");
	filter.search = request.queryText("search");
	const std::int64_t now = _host.nowMs();
	const std::string today = _host.localDate(now);
	const std::string due = request.queryText("due");
	if (due == "today") filter.dueFrom = filter.dueTo = today;
	if (due == "overdue") filter.dueTo = _host.localDate(now - 86'400'000);
	EH_TRY(const TaskPage page, listTasks(tx, filter, request.queryText("sort", "dueOn"), request.queryText("cursor"),
	                                      static_cast<int>(request.queryInteger("limit", 50))));
	json items = json::array();
	for (const auto& task : page.tasks) items.push_back(toJson(task, today, now));
	return Reply{200,
	             {{"items", items},
	              {"next", page.next.empty() ? json() : json(page.next)},
	              {"total", page.total ? json(*page.total) : json()}},
	             {}};
}

Result<void> TaskRoutes::requireMatch(Tx& tx, const Task& task, const std::string& ifMatch) const
{
	if (ifMatch.empty()) return erphost::permanent("request.match_required", "The task's ETag is needed in If-Match.");
	if (ifMatch == std::to_string(task.version)) return {};
	std::string clerk, disposition;
	EH_TRY(auto rows, tx.query(sql::kAttempts, task.id));
	for (;;)
	{
		EH_TRY(const bool row, rows.next());
		if (!row) break;
		clerk = rows.text(4);
		disposition = rows.text(6);
	}
	return erphost::conflict("survey.task.stale", "The task has changed since it was read.")
	    .with("number", task.number)
	    .with("clerk", clerk)
	    .with("disposition", disposition);
}

Result<Reply> TaskRoutes::detail(Tx& tx, const Task& task, const erphost::Caller& caller) const
{
	const std::int64_t now = _host.nowMs();
	const std::string today = _host.localDate(now);
	json body = toJson(task, today, now);
	EH_TRY(body["rounds"], roundsJson(tx, task.id));
	json siblings = json::array();
	EH_TRY(const auto others, siblingsOf(tx, task, branchList(caller.branches(kClerks))));
	for (const auto& other : others) siblings.push_back(toJson(other, today, now));
	body["siblings"] = siblings;
	SettingsByDate settings(_host);
	EH_TRY(const Settings set, settings.at(today));
	body["attemptsAllowed"] = set.attempts;
	EH_TRY(const History history, historyOf(tx, task.id, set.attempts));
	EH_TRY(const Surroundings about, _consequences.surroundings(task));
	// SV-16: nothing followed here from what was answered before.
	body["consequences"] = toJson(task.takenOver() ? std::vector<ListedConsequence>{} : consequencesOf(history, about));
	EH_TRY(auto draw, tx.query(sql::kDrawOfTask, task.kind, task.branchId, task.erpKey));
	EH_TRY(const bool found, draw.next());
	body["explanation"] = nullptr;
	if (found)
		body["explanation"] = {{"period", draw.text(0)},
		                       {"rate", static_cast<double>(draw.integer(1)) / static_cast<double>(kWhole)},
		                       {"candidates", draw.integer(2)},
		                       {"taken", draw.integer(3)},
		                       {"topUp", draw.integer(4) > 1}};
	return Reply{200, body, std::to_string(task.version)};
}

Result<Reply> TaskRoutes::next(Tx& tx, const Request& request) const
{
	const json filter = request.body.is_null() ? json::object() : request.body;
	std::string id;
	{
		EH_TRY(auto row,
		       tx.query(sql::kNextTask, branchList(request.caller.branches(kClerks)), filter.value("branch", ""),
		                filter.value("stage", ""), filter.value("product", ""), _host.nowMs(), request.caller.id));
		EH_TRY(const bool found, row.next());
		if (!found) return Reply{204, nullptr, {}};
		id = row.text(0);
	}
	return lease(tx, request, id);
}

Result<Reply> TaskRoutes::lease(Tx& tx, const Request& request, const std::string& taskId) const
{
	EH_CHECK(requireCallHours(tx, _host));
	EH_CHECK(requireFree(tx, taskId, request.caller.id));
	const std::int64_t now = _host.nowMs();
	SettingsByDate settings(_host);
	EH_TRY(const Settings set, settings.at(_host.localDate(now)));
	EH_TRY(const auto taken, tx.execute(sql::kLease, taskId, request.caller.id, request.caller.name,
	                                    now + std::int64_t{set.leaseMinutes} * 60'000));
	if (taken == 0)
		return erphost::conflict("survey.task_closed", "The task is not open any more.").with("task", taskId);
	EH_TRY(const auto task, findTask(tx, taskId));
	// SV-13: one customer, one call.
	EH_TRY([[maybe_unused]] const auto siblings,
	       tx.execute(sql::kLeaseCustomer, task->phone, request.caller.id, request.caller.name, task->leaseUntil,
	                  branchList(request.caller.branches(kClerks))));
	return detail(tx, *task, request.caller);
}

Result<Reply> TaskRoutes::release(Tx& tx, const Request& request) const
{
	EH_TRY(const Task task, require(tx, request));
	EH_TRY([[maybe_unused]] const auto released, tx.execute(sql::kRelease, task.id, request.caller.id));
	EH_TRY([[maybe_unused]] const auto siblings, tx.execute(sql::kReleaseCustomer, task.phone, request.caller.id));
	return Reply{204, nullptr, {}};
}

} // namespace survey
