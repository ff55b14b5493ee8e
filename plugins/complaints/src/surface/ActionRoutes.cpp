#include "surface/ActionRoutes.hpp"

#include "rules/Id.hpp"
#include "store/Actions.hpp"
#include "surface/CaseAccess.hpp"
#include "surface/CaseDetail.hpp"
#include "surface/CaseJson.hpp"
#include "surface/Roles.hpp"

namespace complaints {

using erphost::Reply;
using erphost::Request;
using nlohmann::json;

namespace {

const json kMonth = {{"type", "string"}, {"pattern", "^[0-9]{4}-(0[1-9]|1[0-2])$"}};
const json kDate = {{"type", "string"}, {"pattern", "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"}};

} // namespace

Result<void> ActionRoutes::addTo(erphost::Registry& registry) const
{
	EH_CHECK(registry.route({"GET", "/pareto", "readPareto", "Causes of complaints by frequency.", kReaders,
	                         objectSchema({{"month", kMonth}, {"to", kMonth}, {"branch", textSchema(100)}}, {"month"}),
	                         nullptr, anObject(), false,
	                         [this](Tx& tx, const Request& request) { return pareto(tx, request); }}));
	json query = listQuery({"cause", "branch"});
	query["properties"]["state"] = {{"enum", {"open", "done", "checked"}}};
	query["properties"]["sort"] = {{"enum", {"dueOn", "-dueOn"}}};
	EH_CHECK(registry.route({"GET", "/actions", "listActions", "Corrective and preventive actions, the earliest first.",
	                         kReaders, query, nullptr, listSchema(anObject()), false,
	                         [this](Tx& tx, const Request& request) { return list(tx, request); }}));
	EH_CHECK(registry.route({"POST", "/actions", "addAction", "An action against a cause.", kWorkers, nullptr,
	                         objectSchema({{"cause", idSchema()},
	                                       {"branchId", idSchema()},
	                                       {"caseId", textSchema(100)},
	                                       {"type", {{"enum", {"corrective", "preventive"}}}},
	                                       {"what", textSchema(2000)},
	                                       {"person", textSchema(100)},
	                                       {"dueOn", kDate}},
	                                      {"cause", "branchId", "type", "what", "person", "dueOn"}),
	                         anObject(), true, [this](Tx& tx, const Request& request) { return add(tx, request); }}));
	return registry.route(
		{"POST", "/actions/{id}/progress", "moveAction", "An action was done, or its effect was checked.", kWorkers,
	     nullptr,
	     objectSchema({{"state", {{"enum", {"done", "checked"}}}}, {"doneOn", kDate}, {"effect", textSchema(2000)}},
	                  {"state"}),
	     anObject(), true, [this](Tx& tx, const Request& request) { return move(tx, request); }});
}

Result<Reply> ActionRoutes::pareto(Tx& tx, const Request& request) const
{
	const std::string from = request.queryText("month"), to = request.queryText("to", from);
	EH_TRY(auto counts,
	       causeCounts(tx, from, to, branchList(request.caller.branches(kReaders)), request.queryText("branch")));
	std::int64_t total = 0;
	json items = json::array();
	for (const auto& bar : paretoOf(std::move(counts)))
	{
		total += bar.count;
		items.push_back(
			{{"cause", bar.cause}, {"count", bar.count}, {"share", bar.share}, {"cumulative", bar.cumulative}});
	}
	return Reply{200, {{"from", from}, {"to", to}, {"total", total}, {"items", items}}, {}};
}

Result<Reply> ActionRoutes::list(Tx& tx, const Request& request) const
{
	EH_TRY(const ActionPage page,
	       listActions(tx, branchList(request.caller.branches(kReaders)), request.queryText("state", "open"),
	                   request.queryText("cause"), request.queryText("branch"), request.queryText("sort", "dueOn"),
	                   request.queryText("cursor"), limitOf(request)));
	const std::string today = _host.localDate(_host.nowMs());
	json items = json::array();
	for (const auto& action : page.actions) items.push_back(toJson(action, today));
	return pageReply(std::move(items), page.next);
}

Result<Reply> ActionRoutes::add(Tx& tx, const Request& request) const
{
	const json& body = request.body;
	const std::int64_t now = _host.nowMs();
	Action action;
	action.branchId = body.at("branchId");
	action.cause = body.at("cause");
	action.caseId = body.value("caseId", "");
	action.type = body.at("type");
	EH_TRY(action.what, requireText(body, "what"));
	EH_TRY(action.person, requireText(body, "person"));
	action.dueOn = body.at("dueOn");
	const bool everywhere = request.caller.branches(kWorkers) == std::vector<std::string>{"*"};
	if (action.branchId == "*" ? !everywhere : !request.caller.may(kWorkers, action.branchId))
		return erphost::permanent("complaints.branch.invalid", "The branch is none of the caller's.")
		    .with("pointer", "/branchId");
	EH_TRY(const Settings settings, settingsAt(_host, _host.localDate(now)));
	if (!settings.cause(action.cause))
		return erphost::permanent("complaints.cause.invalid", "The cause needs one of the cause codes.")
		    .with("pointer", "/cause");
	if (!action.caseId.empty())
	{
		EH_TRY([[maybe_unused]] const Case item, requireCase(tx, request, action.caseId));
	}
	action.id = newId(now);
	EH_CHECK(addAction(tx, action, now));
	return Reply{201, toJson(action, _host.localDate(now)), "1"};
}

Result<Reply> ActionRoutes::move(Tx& tx, const Request& request) const
{
	const std::string id = request.param("id");
	EH_TRY(auto action, findAction(tx, id));
	if (!action || !(action->branchId == "*" ? !request.caller.branches(kWorkers).empty()
	                                         : request.caller.may(kWorkers, action->branchId)))
		return erphost::permanent("complaints.action.not_found", "There is no such action.").with("action", id);
	if (request.ifMatch.empty())
		return erphost::permanent("request.match_required", "The action's version is needed in If-Match.");
	const std::string state = request.body.at("state");
	const bool follows = state == "done" ? action->state == "open" : action->state == "done";
	if (request.ifMatch != std::to_string(action->version) || !follows)
		return erphost::conflict("complaints.action.stale", "The action has moved on.").with("state", action->state);
	const std::string today = _host.localDate(_host.nowMs());
	action->effect = request.body.value("effect", action->effect);
	if (state == "checked")
	{
		EH_TRY([[maybe_unused]] const std::string effect, requireText(request.body, "effect"));
	}
	else action->doneOn = request.body.value("doneOn", today);
	action->state = state;
	EH_CHECK(moveAction(tx, *action));
	++action->version;
	return Reply{200, toJson(*action, today), std::to_string(action->version)};
}

} // namespace complaints
