#include "store/CashCounts.hpp"

#include "erphost/Page.hpp"
#include "erphost/Rows.hpp"
#include "store/CashSql.hpp"

namespace fees {

using erphost::allRows;
using erphost::Query;

namespace {

CashCount toCount(const Query& row)
{
	CashCount count;
	int at = 0;
	for (std::string* each : {&count.id, &count.number, &count.stage, &count.branchId, &count.technician,
	                          &count.technicianName, &count.businessDate})
		*each = row.text(at++);
	count.expectedFen = row.integer(at++);
	count.countedFen = row.integer(at++);
	for (std::string* each : {&count.state, &count.reason, &count.passedBy}) *each = row.text(at++);
	count.at = row.integer(at++);
	count.whoName = row.text(at++);
	count.version = row.integer(at);
	return count;
}

CashDay toDay(const Query& row)
{
	CashDay day;
	day.branchId = row.text(0);
	day.technician = row.text(1);
	day.day = row.text(2);
	day.expectedFen = row.integer(3);
	day.handedFen = row.integer(4);
	day.differenceFen = row.integer(5);
	day.reason = row.text(6);
	day.closedAt = row.integer(7);
	day.closedName = row.text(8);
	day.technicianName = row.text(9);
	return day;
}

} // namespace

Result<void> addCount(Tx& tx, const CashCount& count, const Person& who)
{
	EH_TRY([[maybe_unused]] const auto added,
	       tx.execute(sql::kAddCount, count.id, count.number, count.stage, count.branchId, count.technician,
	                  count.technicianName, count.businessDate, count.expectedFen, count.countedFen, count.state,
	                  count.reason, count.passedBy, count.at, who.name, who.id));
	std::int64_t number = 0;
	for (const auto& line : count.lines)
	{
		EH_TRY([[maybe_unused]] const auto kept,
		       tx.execute(sql::kAddCountLine, count.id, ++number, line.key.kind, line.key.erpKey, line.orderNumber,
		                  line.expectedFen, line.countedFen));
	}
	return {};
}

Result<std::optional<CashCount>> findCount(Tx& tx, const std::string& id)
{
	std::optional<CashCount> found;
	{
		EH_TRY(auto rows, tx.query(sql::kCount, id));
		EH_TRY(found, erphost::firstRow(rows, toCount));
	}
	if (!found) return found;
	EH_TRY(auto rows, tx.query(sql::kCountLines, id));
	EH_TRY(
		found->lines, allRows(rows, [&](const Query& row) {
			return CountLine{{row.text(0), found->branchId, row.text(1)}, row.text(2), row.integer(3), row.integer(4)};
		}));
	return found;
}

Result<void> moveCount(Tx& tx, const CashCount& count)
{
	EH_TRY([[maybe_unused]] const auto moved,
	       tx.execute(sql::kMoveCount, count.id, count.state, count.reason, count.passedBy));
	return {};
}

Result<std::vector<CashCount>> waitingCounts(Tx& tx, const std::string& branchId)
{
	EH_TRY(auto rows, tx.query(sql::kWaitingCounts, branchId));
	return allRows(rows, toCount);
}

Result<std::vector<CashCount>> passedCounts(Tx& tx, const CashCount& handOver)
{
	EH_TRY(auto rows, tx.query(sql::kPassedCounts, handOver.id, handOver.branchId));
	return allRows(rows, toCount);
}

Result<CountPage> listCounts(Tx& tx, const CountFilter& filter, const std::string& text, int limit)
{
	EH_TRY(const auto cursor, erphost::readCursor(text, true));
	EH_TRY(auto rows, tx.query(sql::kCounts, filter.branches, filter.branch, filter.technician, cursor.number,
	                           cursor.id, cursor.given, limit + 1, filter.stage));
	CountPage page;
	EH_TRY(page.counts, allRows(rows, toCount));
	if (erphost::cutToPage(page.counts, limit))
		page.next = erphost::cursorOf(page.counts.back().at, page.counts.back().id);
	return page;
}

Result<std::vector<std::string>> entriesOfRef(Tx& tx, const std::string& ref)
{
	EH_TRY(auto rows, tx.query(sql::kEntriesOfRef, ref));
	return allRows(rows, [](const Query& row) { return row.text(0); });
}

Result<Fen> inHandOfOrder(Tx& tx, const OrderKey& key, const std::string& technician)
{
	EH_TRY(auto row, tx.query(sql::kInHandOfOrder, key.kind, key.branchId, key.erpKey, technician));
	EH_TRY([[maybe_unused]] const bool found, row.next());
	return row.integer(0);
}

Result<std::vector<CashHolder>> techniciansWithCash(Tx& tx, const std::string& branches, const std::string& branch)
{
	EH_TRY(auto rows, tx.query(sql::kTechniciansWithCash, branches, branch));
	return allRows(rows, [](const Query& row) {
		return CashHolder{
			row.text(0), row.text(1), {row.text(2), row.text(0), row.text(3)}, row.text(4), row.integer(5)};
	});
}

Result<CashDay> cashDay(Tx& tx, const std::string& branchId, const std::string& technician, const std::string& day)
{
	{
		EH_TRY(auto rows, tx.query(sql::kDayOf, branchId, technician, day));
		EH_TRY(auto closed, erphost::firstRow(rows, toDay));
		if (closed) return *closed;
	}
	CashDay open{branchId, technician, {}, day, 0, 0, 0, 0, {}, {}, {}};
	EH_TRY(open.technicianName, technicianNameOf(tx, branchId, technician));
	{
		EH_TRY(auto row, tx.query(sql::kHandedOn, branchId, technician, day));
		EH_TRY([[maybe_unused]] const bool found, row.next());
		open.handedFen = row.integer(0);
		open.handIns = row.integer(1);
	}
	EH_TRY(auto row, tx.query(sql::kInHandOn, branchId, technician, day));
	EH_TRY([[maybe_unused]] const bool found, row.next());
	// What he still has is what is missing; below zero he handed in more than there are receipts for.
	open.differenceFen = -row.integer(0);
	open.expectedFen = open.handedFen - open.differenceFen;
	return open;
}

Result<void> closeDay(Tx& tx, const CashDay& day, const Person& who)
{
	EH_TRY([[maybe_unused]] const auto closed,
	       tx.execute(sql::kCloseDay, day.branchId, day.technician, day.day, day.expectedFen, day.handedFen,
	                  day.differenceFen, day.reason, day.closedAt, who.id, who.name));
	return {};
}

Result<std::string> lastClosedDay(Tx& tx, const std::string& branchId, const std::string& technician)
{
	EH_TRY(auto row, tx.query(sql::kLastClosedDay, branchId, technician));
	EH_TRY([[maybe_unused]] const bool found, row.next());
	return row.text(0);
}

Result<void> requireOpenDay(Tx& tx, const std::string& branchId, const std::string& technician, const std::string& day)
{
	EH_TRY(const auto last, lastClosedDay(tx, branchId, technician));
	if (day > last) return {};
	return erphost::conflict("fees.day.closed", "The day was closed.")
	    .with("technician", technician)
	    .with("day", last)
	    .with("pointer", "/day");
}

Result<DayPage> listDays(Tx& tx, const std::string& branches, const std::string& branch, const std::string& from,
                         const std::string& to, const std::string& text, int limit)
{
	EH_TRY(const auto cursor, erphost::readCursor(text, false));
	EH_TRY(auto rows,
	       tx.query(sql::kDays, branches, branch, from, to, cursor.text, cursor.id, cursor.given, limit + 1));
	DayPage page;
	EH_TRY(page.days, allRows(rows, toDay));
	if (erphost::cutToPage(page.days, limit))
		page.next =
			erphost::cursorOf(page.days.back().day, page.days.back().branchId + "|" + page.days.back().technician);
	return page;
}

} // namespace fees
