#include "surface/FigureRoutes.hpp"

#include "store/SurveySql.hpp"
#include "surface/TaskRoutes.hpp"

namespace survey {

using erphost::Reply;
using erphost::Request;
using nlohmann::json;

namespace {

const json kItems = {{"type", "object"}, {"required", {"items"}}, {"properties", {{"items", {{"type", "array"}}}}}};

} // namespace

Result<void> FigureRoutes::addTo(erphost::Registry& registry) const
{
	EH_CHECK(registry.route({"GET",
	                         "/counters",
	                         "getCounters",
	                         "How much work there is.",
	                         kClerks,
	                         nullptr,
	                         nullptr,
	                         {{"type", "object"}},
	                         false,
	                         [this](Tx& tx, const Request& request) { return counters(tx, request); }}));
	const json byDate = {{"type", "object"},
	                     {"additionalProperties", false},
	                     {"required", {"date"}},
	                     {"properties", {{"date", {{"type", "string"}, {"pattern", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}}}}}};
	return registry.route({"GET", "/draws", "getDraws", "What the draws of a business day took, and why (SV-01).",
	                       kReaders, byDate, nullptr, kItems, false,
	                       [this](Tx& tx, const Request& request) { return draws(tx, request); }});
}

Result<Reply> FigureRoutes::counters(Tx& tx, const Request& request) const
{
	const std::string branches = branchList(request.caller.branches(kClerks));
	const std::int64_t now = _host.nowMs();
	const std::string today = _host.localDate(now);
	EH_TRY(auto row, tx.query(sql::kCounters, branches, today, now, request.caller.id));
	EH_TRY([[maybe_unused]] const bool found, row.next());
	EH_TRY(const std::int64_t midnight, _host.instantOf(today, 0));
	EH_TRY(auto done, tx.query(sql::kAnsweredSince, branches, midnight));
	EH_TRY([[maybe_unused]] const bool counted, done.next());
	return Reply{200,
	             {{"open", row.integer(0)},
	              {"dueToday", row.integer(1)},
	              {"overdue", row.integer(2)},
	              {"planned", row.integer(3)},
	              {"leasedByMe", row.integer(4)},
	              {"afterSales", row.integer(5)},
	              {"doneToday", done.integer(0)}},
	             {}};
}

Result<Reply> FigureRoutes::draws(Tx& tx, const Request& request) const
{
	EH_TRY(auto rows, tx.query(sql::kDraws, request.queryText("date")));
	json items = json::array();
	for (;;)
	{
		EH_TRY(const bool row, rows.next());
		if (!row) break;
		if (!request.caller.may(kReaders, rows.view(1))) continue;
		items.push_back({{"period", rows.text(0)},
		                 {"branchId", rows.text(1)},
		                 {"stage", rows.text(2)},
		                 {"productType", rows.text(3)},
		                 {"kind", rows.integer(4) == 1 ? "main" : "top_up"},
		                 {"rate", static_cast<double>(rows.integer(5)) / 10'000.0},
		                 {"candidates", rows.integer(6)},
		                 {"taken", rows.integer(7)},
		                 {"carryBefore", static_cast<double>(rows.integer(8)) / 10'000.0},
		                 {"carryAfter", static_cast<double>(rows.integer(9)) / 10'000.0},
		                 {"drawnAt", rows.integer(10)}});
	}
	return Reply{200, {{"items", items}}, {}};
}

} // namespace survey
