#include "surface/FollowUpRoutes.hpp"

#include "erphost/Page.hpp"
#include "erphost/Rows.hpp"
#include "store/Fines.hpp"
#include "store/RoundSql.hpp"

#include <array>

namespace survey {

using erphost::Reply;
using erphost::Request;
using erphost::Sorting;
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

const std::array kSortings{
	Sorting{"answeredAt", sql::kPassedOn, sql::kPassedOn, true},
	Sorting{"-answeredAt", sql::kPassedOnDown, sql::kPassedOnDown, true},
};

json next(const std::string& cursor)
{
	return cursor.empty() ? json() : json(cursor);
}

} // namespace

Result<void> FollowUpRoutes::addTo(erphost::Registry& registry) const
{
	const json filters = {{"sort", {{"enum", {"proposedAt", "-proposedAt"}}}},
	                      {"state", {{"enum", {"proposed", "withdrawn"}}}},
	                      {"offence", {{"type", "string"}, {"maxLength", 60}}}};
	EH_CHECK(registry.route({"GET", "/fines", "listFineProposals", "Fines that call-backs propose, newest first.",
	                         kReaders, pageQuery(filters), nullptr, pageSchema(), false,
	                         [this](Tx& tx, const Request& request) { return fines(tx, request); }}));
	return registry.route({"GET", "/passed-on", "listPassedOn",
	                       "Call-backs about work of manufacturers and partners, for purchasing, newest first.",
	                       kReaders, pageQuery({{"sort", {{"enum", {"answeredAt", "-answeredAt"}}}}}), nullptr,
	                       pageSchema(), false,
	                       [this](Tx& tx, const Request& request) { return passedOn(tx, request); }});
}

Result<Reply> FollowUpRoutes::fines(Tx& tx, const Request& request) const
{
	const FineFilter filter{branchList(request.caller.branches(kReaders)), request.queryText("state"),
	                        request.queryText("offence"), request.queryText("branch")};
	EH_TRY(const FinePage page,
	       listFines(tx, filter, request.queryText("sort", "-proposedAt"), request.queryText("cursor"),
	                 static_cast<int>(request.queryInteger("limit", kPage))));
	json items = json::array();
	for (const Fine& fine : page.fines) items.push_back(toJson(fine));
	return Reply{200, {{"items", items}, {"next", next(page.next)}}, {}};
}

Result<Reply> FollowUpRoutes::passedOn(Tx& tx, const Request& request) const
{
	EH_TRY(const Sorting* sorting, erphost::sortingNamed(kSortings, request.queryText("sort", "-answeredAt")));
	EH_TRY(const auto last, erphost::readCursor(request.queryText("cursor"), sorting->numeric));
	const int limit = static_cast<int>(request.queryInteger("limit", kPage));
	EH_TRY(auto rows, tx.query(sorting->all, branchList(request.caller.branches(kReaders)), request.queryText("branch"),
	                           last.number, last.id, last.given, limit + 1));
	EH_TRY(auto items, erphost::allRows(rows, [](const erphost::Query& row) {
			   return json{{"answeredAt", row.integer(0)}, {"taskId", row.text(1)},      {"performedBy", row.text(2)},
		                   {"number", row.text(3)},        {"orderNumber", row.text(4)}, {"branchId", row.text(5)},
		                   {"branchName", row.text(6)},    {"brand", row.text(7)},       {"model", row.text(8)},
		                   {"level", row.text(9)},         {"words", row.text(10)}};
		   }));
	std::string cursor;
	if (erphost::cutToPage(items, limit))
		cursor = erphost::cursorOf(items.back()["answeredAt"], items.back()["taskId"]);
	return Reply{200, {{"items", items}, {"next", next(cursor)}}, {}};
}

} // namespace survey
