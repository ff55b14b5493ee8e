#include "surface/CaseRoutes.hpp"

#include "store/Actions.hpp"
#include "store/Cases.hpp"
#include "store/HandOvers.hpp"
#include "store/Notices.hpp"
#include "store/People.hpp"
#include "surface/CaseAccess.hpp"
#include "surface/CaseDetail.hpp"
#include "surface/CaseJson.hpp"
#include "surface/Roles.hpp"

namespace complaints {

using erphost::Reply;
using erphost::Request;
using nlohmann::json;

namespace {

/// Unread notices count for so long; then they are history.
constexpr std::int64_t kNoticeMs = std::int64_t{90} * 86'400'000;

json casesQuery()
{
	json query = listQuery({"branch", "search", "step"});
	json& properties = query["properties"];
	properties["state"] = {{"enum", {"open", "closed", "voided"}}};
	properties["kind"] = {{"enum", {"store", "logistics", "after_sales"}}};
	properties["class"] = {{"type", "integer"}, {"minimum", 1}, {"maximum", 3}};
	properties["warning"] = {{"type", "integer"}, {"minimum", 0}, {"maximum", 3}};
	properties["mine"] = {{"enum", {"true", "false"}}};
	properties["sort"] = {{"enum", {"urgency", "-urgency", "receivedAt", "-receivedAt", "number", "-number"}}};
	return query;
}

} // namespace

Result<void> CaseRoutes::addTo(erphost::Registry& registry) const
{
	EH_CHECK(registry.route({"GET", "/cases", "listCases", "Complaints: filtered, sorted, in pages.", kReaders,
	                         casesQuery(), nullptr, listSchema(caseSchema()), false,
	                         [this](Tx& tx, const Request& request) { return list(tx, request); }}));
	EH_CHECK(registry.route({"GET", "/cases/{id}", "getCase", "One complaint with everything that belongs to it.",
	                         kReaders, nullptr, nullptr, caseDetailSchema(), false,
	                         [this](Tx& tx, const Request& request) -> Result<Reply> {
								 EH_TRY(const Case item, requireCase(tx, request, request.param("id")));
								 return caseDetail(tx, _host, item, request);
							 }}));
	EH_CHECK(registry.route({"GET", "/counters", "countCases", "What is open, by what makes it urgent.", kReaders,
	                         nullptr, nullptr, anObject(), false,
	                         [this](Tx& tx, const Request& request) { return count(tx, request); }}));
	EH_CHECK(registry.route({"GET", "/notices", "listNotices", "What the caller is to know, the newest first.",
	                         kEverybody, listQuery({"unread"}), nullptr, listSchema(anObject()), false,
	                         [this](Tx& tx, const Request& request) { return notices(tx, request); }}));
	const json ids = objectSchema({{"ids", {{"type", "array"}, {"maxItems", 200}, {"items", idSchema()}}}}, {"ids"});
	return registry.route({"POST", "/notices/read", "readNotices", "Marks notices as read by the caller.", kEverybody,
	                       nullptr, ids, nullptr, false,
	                       [this](Tx& tx, const Request& request) { return markAsRead(tx, request); }});
}

Result<Reply> CaseRoutes::list(Tx& tx, const Request& request) const
{
	CaseFilter filter;
	filter.branches = branchList(request.caller.branches(kReaders));
	filter.state = request.queryText("state");
	filter.step = request.queryText("step");
	filter.kind = request.queryText("kind");
	filter.branch = request.queryText("branch");
	filter.search = request.queryText("search");
	if (request.queryText("mine") == "true") filter.mine = request.caller.id;
	filter.severity = static_cast<int>(request.queryInteger("class", 0));
	filter.warning = static_cast<int>(request.queryInteger("warning", -1));
	EH_TRY(const CasePage page, listCases(tx, filter, request.queryText("sort", "urgency"), request.queryText("cursor"),
	                                      static_cast<int>(request.queryInteger("limit", 50))));
	const std::int64_t now = _host.nowMs();
	json items = json::array();
	for (const auto& item : page.cases) items.push_back(toJson(item, request.caller, now));
	return Reply{
		200,
		{{"items", items}, {"next", page.next.empty() ? json() : json(page.next)}, {"total", orNull(page.total)}},
		{}};
}

Result<Reply> CaseRoutes::count(Tx& tx, const Request& request) const
{
	const std::int64_t now = _host.nowMs();
	const std::string today = _host.localDate(now);
	const std::string branches = branchList(request.caller.branches(kReaders));
	EH_TRY(const Counters board, counters(tx, branches, now, request.caller.id));
	EH_TRY(const auto unread, countUnread(tx, request.caller.id, grantList(request.caller), now - kNoticeMs));
	EH_TRY(const auto careDue, countCareDue(tx, branches, today));
	EH_TRY(const auto actions, countActionsOverdue(tx, branches, today));
	EH_TRY(const auto offers, listHandOvers(tx, "offered", branches));
	std::int64_t forMe = 0;
	for (const auto& offer : offers) forMe += toJson(offer, request.caller)["forMe"].get<bool>() ? 1 : 0;
	return Reply{200,
	             {{"open", board.open},
	              {"waiting", board.waiting},
	              {"overdue", board.overdue},
	              {"unowned", board.unowned},
	              {"mine", board.mine},
	              {"class2", board.class2},
	              {"class3", board.class3},
	              {"warned", board.warned},
	              {"notices", unread},
	              {"handOvers", forMe},
	              {"careDue", careDue},
	              {"actionsOverdue", actions}},
	             {}};
}

Result<Reply> CaseRoutes::notices(Tx& tx, const Request& request) const
{
	EH_TRY(const NoticePage page,
	       noticesFor(tx, request.caller.id, grantList(request.caller), request.queryText("unread") == "true",
	                  request.queryText("cursor"), limitOf(request)));
	json items = json::array();
	for (const auto& notice : page.notices)
		items.push_back({{"id", notice.id},
		                 {"what", notice.what},
		                 {"params", notice.params},
		                 {"caseId", notice.caseId},
		                 {"branchId", notice.branchId},
		                 {"at", notice.at},
		                 {"read", notice.read}});
	return pageReply(std::move(items), page.next);
}

Result<Reply> CaseRoutes::markAsRead(Tx& tx, const Request& request) const
{
	const std::string grants = grantList(request.caller);
	for (const std::string id : request.body.at("ids"))
		EH_CHECK(markRead(tx, request.caller.id, grants, id, _host.nowMs()));
	return Reply{204, nullptr, {}};
}

} // namespace complaints
