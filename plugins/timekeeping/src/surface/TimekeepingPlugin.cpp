#include "surface/TimekeepingPlugin.hpp"

#include "store/TimekeepingSql.hpp"
#include "surface/Parts.hpp"

#include <erphost/Page.hpp>
#include <erphost/Rows.hpp>

#include <algorithm>

namespace timekeeping {

using erphost::Query;
using erphost::Reply;
using erphost::Request;
using erphost::Result;
using erphost::Tx;

namespace {

json orNull(const std::optional<std::int64_t>& value)
{
	return value ? json(*value) : json();
}

json toJson(const ShownLine& shown)
{
	const MonthLine& line = shown.line;
	return {{"employee", line.employee},
	        {"branchId", line.branchId},
	        {"name", line.name},
	        {"days", line.days},
	        {"late", line.late},
	        {"lateFen", line.lateFen},
	        {"proxyFen", line.proxyFen},
	        {"absent", line.absent},
	        {"wagePercent", line.wagePercent},
	        {"leaveFen", line.leaveFen},
	        {"restFen", line.restFen},
	        {"consequence", line.consequence},
	        {"closedAt", orNull(shown.closedAt)}};
}

} // namespace

Result<void> TimekeepingPlugin::start(erphost::Registry& registry)
{
	const json verdicts = {{"enum", {"present", "late", "leave_due", "absent", "signed_by_other"}}};
	EH_CHECK(registry.route(
		{"GET", "/days", "listDays", "Days as they were judged, the latest first.", kReaders,
	     listQuery({{"verdict", verdicts}, {"branch", textSchema(40)}, {"employee", textSchema(40)}}), nullptr,
	     listSchema(), false, [this](Tx& tx, const Request& request) { return listDays(tx, request); }}));
	EH_CHECK(
		registry.route({"GET", "/lines", "listLines", "A month's list, by number; the present month if left out.", kHr,
	                    listQuery({{"month", textSchema(7)}, {"branch", textSchema(40)}}), nullptr, listSchema(), false,
	                    [this](Tx& tx, const Request& request) { return listLines(tx, request); }}));
	EH_CHECK(registry.route(
		{"POST",
	     "/months/close",
	     "closeMonth",
	     "Closes a branch's month and brings it to the ERP.",
	     kHr,
	     nullptr,
	     objectSchema({{"branchId", textSchema(40, 1)}, {"month", textSchema(7, 7)}}, {"branchId", "month"}),
	     {{"type", "object"}},
	     true,
	     [this](Tx& tx, const Request& request) { return closeMonth(tx, request); }}));
	EH_CHECK(_leaves.addTo(registry));
	EH_CHECK(registry.watch("attendance", "attendance", [this](Tx& tx, std::int64_t from, std::int64_t to) {
		return _days.changed(tx, from, to);
	}));
	return registry.job("close_days", 60, [this](Tx& tx) { return _days.closeNext(tx); });
}

Result<Reply> TimekeepingPlugin::listDays(Tx& tx, const Request& request) const
{
	const int limit = static_cast<int>(request.queryInteger("limit", 50));
	EH_TRY(const auto cursor, erphost::readCursor(request.queryText("cursor"), false));
	EH_TRY(auto rows, tx.query(sql::kDays, branchesOf(request, kReaders), request.queryText("verdict"),
	                           request.queryText("branch"), request.queryText("employee"), cursor.text, cursor.id,
	                           cursor.given, limit + 1));
	EH_TRY(auto items, erphost::allRows(rows, [](const Query& row) -> json {
			   return {{"id", row.text(0) + "/" + row.text(1)},
		               {"employee", row.text(0)},
		               {"date", row.text(1)},
		               {"branchId", row.text(2)},
		               {"name", row.text(3)},
		               {"cameAt", orNull(row.optionalInteger(4))},
		               {"leftAt", orNull(row.optionalInteger(5))},
		               {"verdict", row.text(6)},
		               {"fineFen", row.integer(7)},
		               {"signedBy", row.text(8)}};
		   }));
	json next = nullptr;
	if (erphost::cutToPage(items, limit))
		next = erphost::cursorOf(items.back()["date"], items.back()["employee"].get<std::string>());
	return Reply{200, {{"items", std::move(items)}, {"next", std::move(next)}, {"total", nullptr}}, {}};
}

Result<Reply> TimekeepingPlugin::listLines(Tx& tx, const Request& request) const
{
	const auto limit = static_cast<std::size_t>(request.queryInteger("limit", 50));
	const std::string today = host().localDate(host().nowMs());
	const std::string month = request.queryText("month", today.substr(0, 7)), branch = request.queryText("branch");
	if (!isMonth(month))
		return erphost::permanent("timekeeping.month.invalid", "not a month")
		    .with("field", "month")
		    .with("month", month);
	EH_TRY(const auto cursor, erphost::readCursor(request.queryText("cursor"), false));
	std::string branches = branchesOf(request, kHr);
	// A branch that the caller may not see is as one without people.
	if (!branch.empty()) branches = request.caller.may(kHr, branch) ? "|" + branch + "|" : "";
	EH_TRY(const auto lines, _months.lines(tx, branches, month));
	json items = json::array();
	json next = nullptr;
	for (const auto& line : lines)
	{
		if (cursor.given && line.line.employee <= cursor.id) continue;
		if (items.size() == limit)
		{
			next = erphost::cursorOf("", items.back()["employee"].get<std::string>());
			break;
		}
		items.push_back(toJson(line));
	}
	return Reply{200, {{"items", std::move(items)}, {"next", std::move(next)}, {"total", lines.size()}}, {}};
}

Result<Reply> TimekeepingPlugin::closeMonth(Tx& tx, const Request& request) const
{
	const std::string branch = request.body.at("branchId"), month = request.body.at("month");
	if (!isMonth(month))
		return erphost::permanent("timekeeping.month.invalid", "not a month")
		    .with("field", "month")
		    .with("month", month);
	if (!request.caller.may(kHr, branch))
		return erphost::permanent("timekeeping.branch.forbidden", "not a branch of the caller").with("branch", branch);
	EH_TRY(const int lines, _months.close(tx, branch, month));
	return Reply{200, {{"month", month}, {"branchId", branch}, {"lines", lines}}, {}};
}

} // namespace timekeeping
