#include "store/Clocks.hpp"

#include "erphost/Page.hpp"
#include "erphost/Rows.hpp"
#include "store/ClockSql.hpp"

#include <algorithm>
#include <array>

namespace complaints {

using erphost::allRows;
using erphost::Cursor;
using erphost::cursorOf;
using erphost::cutToPage;
using erphost::firstRow;
using erphost::pattern;
using erphost::Query;
using erphost::readCursor;
using erphost::Sorting;
using erphost::sortingNamed;
using erphost::Sql;

namespace {

WatchedClock toClock(const Query& row)
{
	WatchedClock clock;
	clock.id = row.text(0);
	clock.clock = row.text(1);
	clock.subject = row.text(2);
	clock.caseId = row.text(3);
	clock.caseNumber = row.text(4);
	clock.sheetId = row.text(5);
	clock.kind = row.text(6);
	clock.branchId = row.text(7);
	clock.branchName = row.text(8);
	clock.erpKey = row.text(9);
	clock.orderNumber = row.text(10);
	clock.personKind = row.text(11);
	clock.personKey = row.text(12);
	clock.personName = row.text(13);
	clock.startedAt = row.integer(14);
	if (const auto unit = targetUnitNamed(row.view(15))) clock.target = Target{*unit, row.integer(16)};
	clock.untilAt = row.optionalInteger(17);
	clock.leads = {static_cast<int>(row.integer(18)), static_cast<int>(row.integer(19)),
	               static_cast<int>(row.integer(20))};
	clock.offence = row.text(21);
	clock.calendar = row.text(22);
	clock.dueAt = row.integer(23);
	clock.dueProvisional = row.integer(24) != 0;
	clock.nextAt = row.integer(25);
	clock.level = static_cast<int>(row.integer(26));
	clock.state = row.text(27);
	clock.pausedBy = row.text(28);
	clock.pausedSince = row.optionalInteger(29);
	clock.doneAt = row.optionalInteger(30);
	if (const auto basis = row.view(31); !basis.empty())
		clock.basis = basis == name(Basis::event) ? Basis::event : Basis::typed;
	clock.late = row.integer(32) != 0;
	clock.proposal = row.text(33);
	clock.version = row.integer(34);
	return clock;
}

const std::array kSortings{
	Sorting{"dueAt", sql::kClocksByDue, sql::kClocksByDue, true},
	Sorting{"-dueAt", sql::kClocksByDueDown, sql::kClocksByDueDown, true},
	Sorting{"startedAt", sql::kClocksByStart, sql::kClocksByStart, true},
	Sorting{"-startedAt", sql::kClocksByStartDown, sql::kClocksByStartDown, true},
};

} // namespace

Result<void> putClock(Tx& tx, WatchedClock& clock)
{
	EH_TRY([[maybe_unused]] const auto put,
	       tx.execute(sql::kPutClock, clock.id, clock.clock, clock.subject, clock.caseId, clock.caseNumber,
	                  clock.sheetId, clock.kind, clock.branchId, clock.branchName, clock.erpKey, clock.orderNumber,
	                  clock.personKind, clock.personKey, clock.personName, clock.startedAt,
	                  clock.target ? name(clock.target->unit) : std::string_view(),
	                  clock.target ? clock.target->count : std::int64_t{0}, clock.untilAt, clock.leads[0],
	                  clock.leads[1], clock.leads[2], clock.offence, clock.calendar, clock.dueAt, clock.dueProvisional,
	                  clock.nextAt, clock.level, clock.state, clock.pausedBy, clock.pausedSince, clock.doneAt,
	                  clock.basis ? name(*clock.basis) : std::string_view(), clock.late, clock.proposal));
	++clock.version;
	return {};
}

Result<std::optional<WatchedClock>> findClock(Tx& tx, const std::string& id)
{
	EH_TRY(auto rows, tx.query(sql::kClock, id));
	return firstRow(rows, toClock);
}

Result<std::vector<WatchedClock>> clocksOfOrder(Tx& tx, const std::string& kind, const std::string& branchId,
                                                const std::string& erpKey)
{
	EH_TRY(auto rows, tx.query(sql::kClocksOfOrder, kind, branchId, erpKey));
	return allRows(rows, toClock);
}

Result<std::vector<WatchedClock>> clocksOfCase(Tx& tx, const std::string& caseId, const std::string& state)
{
	EH_TRY(auto rows, tx.query(sql::kClocksOfCase, caseId, state));
	return allRows(rows, toClock);
}

Result<std::optional<WatchedClock>> clockOfSheet(Tx& tx, const std::string& sheetId)
{
	EH_TRY(auto rows, tx.query(sql::kClockOfSheet, sheetId));
	return firstRow(rows, toClock);
}

Result<std::vector<WatchedClock>> clocksDue(Tx& tx, std::int64_t now, bool erpAway, int limit)
{
	EH_TRY(auto rows, tx.query(sql::kClocksDue, now, erpAway, limit));
	return allRows(rows, toClock);
}

Result<void> touchOtherCalendars(Tx& tx, const std::string& version)
{
	EH_TRY([[maybe_unused]] const auto touched, tx.execute(sql::kClocksOfOtherCalendar, version));
	return {};
}

Result<void> touchAfterOutage(Tx& tx, std::int64_t endMs)
{
	EH_TRY([[maybe_unused]] const auto touched, tx.execute(sql::kClocksAfterOutage, endMs));
	return {};
}

Result<void> addPause(Tx& tx, const std::string& clockId, std::int64_t from, const std::string& reason,
                      const std::string& note, const std::string& byName)
{
	EH_TRY([[maybe_unused]] const auto added, tx.execute(sql::kAddPause, clockId, from, reason, note, byName));
	return {};
}

Result<void> endPause(Tx& tx, const std::string& clockId, std::int64_t to)
{
	EH_TRY([[maybe_unused]] const auto ended, tx.execute(sql::kEndPause, clockId, to));
	return {};
}

Result<std::vector<PauseRow>> pausesOf(Tx& tx, const std::string& clockId)
{
	EH_TRY(auto rows, tx.query(sql::kPauses, clockId));
	return allRows(rows, [](const Query& row) {
		return PauseRow{{row.integer(0), row.optionalInteger(1)}, row.text(2), row.text(3), row.text(4)};
	});
}

Result<std::vector<Pause>> outagesSince(Tx& tx, std::int64_t from)
{
	EH_TRY(auto rows, tx.query(sql::kOutages, from));
	return allRows(rows, [](const Query& row) { return Pause{row.integer(0), row.optionalInteger(1)}; });
}

Result<bool> addWarning(Tx& tx, const WatchedClock& clock, int level, std::int64_t at)
{
	EH_TRY(const auto added, tx.execute(sql::kAddWarning, clock.id, level, at, clock.dueAt, clock.branchId,
	                                    clock.id + "-" + std::to_string(level)));
	return added > 0;
}

Result<std::vector<WarningRow>> warningsOf(Tx& tx, const std::string& clockId)
{
	EH_TRY(auto rows, tx.query(sql::kWarningsOfClock, clockId));
	return allRows(rows, [&](const Query& row) {
		WarningRow warning;
		warning.clockId = clockId;
		warning.level = static_cast<int>(row.integer(0));
		warning.at = row.integer(1);
		warning.dueAt = row.integer(2);
		return warning;
	});
}

Result<void> putConfirmation(Tx& tx, const std::string& kind, const std::string& branchId, const std::string& erpKey,
                             const std::string& clock, const Confirmation& confirmation)
{
	EH_TRY([[maybe_unused]] const auto put, tx.execute(sql::kPutConfirmation, kind, branchId, erpKey, clock,
	                                                   confirmation.inTime, confirmation.task, confirmation.at));
	return {};
}

Result<void> dropConfirmation(Tx& tx, const std::string& kind, const std::string& branchId, const std::string& erpKey,
                              const std::string& clock, const std::string& task)
{
	EH_TRY([[maybe_unused]] const auto gone, tx.execute(sql::kDropConfirmation, kind, branchId, erpKey, clock, task));
	return {};
}

Result<std::optional<Confirmation>> confirmationOf(Tx& tx, const WatchedClock& clock)
{
	EH_TRY(auto rows, tx.query(sql::kConfirmation, clock.kind, clock.branchId, clock.erpKey, clock.clock));
	return firstRow(rows, [](const Query& row) {
		return Confirmation{row.integer(0) != 0, row.text(1), row.integer(2)};
	});
}

Result<std::string> markOf(Tx& tx, const std::string& name)
{
	EH_TRY(auto rows, tx.query(sql::kMark, name));
	EH_TRY(const auto found, firstRow(rows, [](const Query& row) { return row.text(0); }));
	return found.value_or("");
}

Result<void> setMark(Tx& tx, const std::string& name, const std::string& value)
{
	EH_TRY([[maybe_unused]] const auto set, tx.execute(sql::kSetMark, name, value));
	return {};
}

Result<ClockPage> listClocks(Tx& tx, const ClockFilter& filter, const std::string& sort, const std::string& cursor,
                             int limit)
{
	EH_TRY(const Sorting* sorting, sortingNamed(kSortings, sort));
	EH_TRY(const Cursor last, readCursor(cursor, sorting->numeric));
	const std::string search = pattern(filter.search);
	EH_TRY(auto rows,
	       tx.query(sorting->all, filter.branches, filter.state, filter.clock, filter.subject, filter.caseId,
	                filter.branch, filter.level, filter.late, search, last.number, last.id, last.given, limit + 1));
	ClockPage page;
	EH_TRY(page.clocks, allRows(rows, toClock));
	if (cutToPage(page.clocks, limit))
		page.next = cursorOf(sort.ends_with("dueAt") ? page.clocks.back().dueAt : page.clocks.back().startedAt,
		                     page.clocks.back().id);
	EH_TRY(auto count, tx.query(sql::kCountClocks, filter.branches, filter.state, filter.clock, filter.subject,
	                            filter.caseId, filter.branch, filter.level, filter.late, search));
	EH_TRY([[maybe_unused]] const bool counted, count.next());
	page.total = count.integer(0);
	return page;
}

Result<std::vector<BoardLine>> clockBoard(Tx& tx, const std::string& state, const std::string& branch,
                                          const std::string& branches)
{
	EH_TRY(auto rows, tx.query(sql::kClockBoard, state, branch, branches));
	return allRows(rows, [](const Query& row) {
		return BoardLine{row.text(0),    row.integer(1), row.integer(2), row.integer(3),
		                 row.integer(4), row.integer(5), row.integer(6)};
	});
}

Result<WarningPage> listWarnings(Tx& tx, const std::string& branches, const std::string& branch, int level,
                                 const std::string& cursor, int limit)
{
	EH_TRY(const Cursor last, readCursor(cursor, true));
	EH_TRY(auto rows, tx.query(sql::kWarnings, branches, branch, level, last.given, last.number, last.id, limit + 1));
	WarningPage page;
	EH_TRY(page.warnings, allRows(rows, [](const Query& row) {
			   return WarningRow{row.text(0),    static_cast<int>(row.integer(1)),
		                         row.integer(2), row.integer(3),
		                         row.text(4),    row.text(5),
		                         row.text(6),    row.text(7),
		                         row.text(8),    row.text(9),
		                         row.text(10)};
		   }));
	if (cutToPage(page.warnings, limit)) page.next = cursorOf(page.warnings.back().at, page.warnings.back().id);
	EH_TRY(auto count, tx.query(sql::kCountWarnings, branches, branch, level));
	EH_TRY([[maybe_unused]] const bool counted, count.next());
	page.total = count.integer(0);
	return page;
}

} // namespace complaints
