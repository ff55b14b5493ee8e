#include "surface/FollowUpRoutes.hpp"

#include "store/Fines.hpp"
#include "store/RoundSql.hpp"
#include "store/TimeCursor.hpp"

namespace survey {

using erphost::Reply;
using erphost::Request;
using nlohmann::json;

namespace {

constexpr int kPage = 50;

json pageQuery(json filters)
{
	filters["branch"] = {{"type", "string"}, {"maxLength", 100}};
	filters["limit"] = {{"type", "integer"}, {"minimum", 1}, {"maximum", 200}};
	filters["cursor"] = {{"type", "string"}, {"maxLength", 400}};
	return {{"type", "object"}, {"additionalProperties", false}, {"properties", filters}};
}

json pageSchema()
{
	return {
		{"type", "object"},
		{"required", {"items", "next"}},
		{"properties",
	     {{"items", {{"type", "array"}, {"items", {{"type", "object"}}}}}, {"next", {{"type", {"string", "null"}}}}}}};
}

template <typename T>
json orNull(const std::optional<T>& value)
{
	return value ? json(*value) : json();
}

json toJson(const Fine& fine)
{
	return {{"id", fine.id},
	        {"taskId", orNull(fine.act.taskId)},
	        {"kind", fine.act.kind},
	        {"branchId", fine.act.branchId},
	        {"orderKey", fine.act.erpKey},
	        {"orderNumber", fine.act.orderNumber},
	        {"offence", fine.offence},
	        {"sumFen", orNull(fine.sumFen)},
	        {"liable", {{"kind", fine.liableKind}, {"key", fine.liableKey}, {"name", fine.liableName}}},
	        {"reason", fine.reason},
	        {"evidence", orNull(fine.evidence)},
	        {"noticeDueOn", fine.noticeDueOn.empty() ? json() : json(fine.noticeDueOn)},
	        {"state", fine.proposed ? "proposed" : "withdrawn"},
	        {"proposedAt", fine.proposedAt},
	        {"withdrawnAt", orNull(fine.withdrawnAt)},
	        {"withdrawnReason", orNull(fine.withdrawnReason)}};
}

json next(const std::string& cursor)
{
	return cursor.empty() ? json() : json(cursor);
}

} // namespace

Result<void> FollowUpRoutes::addTo(erphost::Registry& registry) const
{
	const json filters = {{"state", {{"enum", {"proposed", "withdrawn"}}}},
	                      {"offence", {{"type", "string"}, {"maxLength", 60}}}};
	EH_CHECK(registry.route({"GET", "/fines", "listFineProposals", "Fines that call-backs propose, newest first.",
	                         kReaders, pageQuery(filters), nullptr, pageSchema(), false,
	                         [this](Tx& tx, const Request& request) { return fines(tx, request); }}));
	return registry.route({"GET", "/passed-on", "listPassedOn",
	                       "Call-backs about work of manufacturers and partners, for purchasing, newest first.",
	                       kReaders, pageQuery(json::object()), nullptr, pageSchema(), false,
	                       [this](Tx& tx, const Request& request) { return passedOn(tx, request); }});
}

Result<Reply> FollowUpRoutes::fines(Tx& tx, const Request& request) const
{
	const FineFilter filter{branchList(request.caller.branches(kReaders)), request.queryText("state"),
	                        request.queryText("offence"), request.queryText("branch")};
	EH_TRY(const FinePage page,
	       listFines(tx, filter, request.queryText("cursor"), static_cast<int>(request.queryInteger("limit", kPage))));
	json items = json::array();
	for (const Fine& fine : page.fines) items.push_back(toJson(fine));
	return Reply{200, {{"items", items}, {"next", next(page.next)}}, {}};
}

Result<Reply> FollowUpRoutes::passedOn(Tx& tx, const Request& request) const
{
	EH_TRY(const TimeCursor last, timeCursor(request.queryText("cursor")));
	const auto limit = static_cast<std::size_t>(request.queryInteger("limit", kPage));
	EH_TRY(auto rows,
	       tx.query(sql::kPassedOn, branchList(request.caller.branches(kReaders)), request.queryText("branch"), last.at,
	                last.id, last.first ? 0 : 1, static_cast<std::int64_t>(limit) + 1));
	json items = json::array();
	std::string cursor;
	for (;;)
	{
		EH_TRY(const bool row, rows.next());
		if (!row) break;
		if (items.size() == limit)
		{
			cursor = cursorText(items.back()["at"].get<std::int64_t>(), items.back()["taskId"]);
			break;
		}
		items.push_back({{"at", rows.integer(0)},
		                 {"taskId", rows.text(1)},
		                 {"performedBy", rows.text(2)},
		                 {"number", rows.text(3)},
		                 {"orderNumber", rows.text(4)},
		                 {"branchId", rows.text(5)},
		                 {"branchName", rows.text(6)},
		                 {"brand", rows.text(7)},
		                 {"model", rows.text(8)},
		                 {"level", rows.text(9)},
		                 {"words", rows.text(10)}});
	}
	return Reply{200, {{"items", items}, {"next", next(cursor)}}, {}};
}

} // namespace survey
