#include "store/Overdue.hpp"

#include "erphost/Page.hpp"
#include "erphost/Rows.hpp"
#include "store/OverdueSql.hpp"

#include <utility>

namespace complaints {

using erphost::allRows;
using erphost::Cursor;
using erphost::cursorOf;
using erphost::cutToPage;
using erphost::firstRow;
using erphost::pattern;
using erphost::Query;
using erphost::readCursor;

namespace {

OverdueOrder toOrder(const Query& row)
{
	return {row.text(0), row.text(1), row.text(2), row.text(3), row.text(4), row.text(5), row.integer(6)};
}

ListedOrder toListed(const Query& row)
{
	ListedOrder listed{toOrder(row), {}};
	for (const auto& [column, remedy] : {std::pair{7, "compensation"}, {11, "exchange"}})
		if (!row.isNull(column))
			listed.offers.push_back({row.text(column), remedy, row.text(column + 1), row.optionalInteger(column + 2),
			                         row.integer(column + 3)});
	return listed;
}

RemedyRow toRemedy(const Query& row)
{
	RemedyRow remedy;
	remedy.id = row.text(0);
	remedy.overdueId = row.text(1);
	remedy.remedy = row.text(2);
	remedy.state = row.text(3);
	remedy.sumFen = row.optionalInteger(4);
	remedy.kind = row.text(5);
	remedy.branchId = row.text(6);
	remedy.branchName = row.text(7);
	remedy.erpKey = row.text(8);
	remedy.orderNumber = row.text(9);
	remedy.hours = row.integer(10);
	remedy.proposedAt = row.integer(11);
	remedy.decidedAt = row.optionalInteger(12);
	remedy.decidedByName = row.text(13);
	remedy.reason = row.text(14);
	remedy.version = row.integer(15);
	return remedy;
}

} // namespace

Result<void> putOverdue(Tx& tx, const OverdueOrder& order, std::int64_t nextAt)
{
	EH_TRY([[maybe_unused]] const auto put,
	       tx.execute(sql::kPutOverdue, order.id, order.kind, order.branchId, order.branchName, order.erpKey,
	                  order.orderNumber, order.since, nextAt));
	return {};
}

Result<void> closeOverdue(Tx& tx, const std::string& id, std::int64_t nowMs)
{
	EH_TRY([[maybe_unused]] const auto closed, tx.execute(sql::kCloseOverdue, id, nowMs));
	return {};
}

Result<std::vector<OverdueOrder>> overdueDue(Tx& tx, std::int64_t nowMs, int limit)
{
	EH_TRY(auto rows, tx.query(sql::kOverdueDue, nowMs, limit));
	return allRows(rows, toOrder);
}

Result<void> setOverdueNext(Tx& tx, const std::string& id, std::int64_t nextAt)
{
	EH_TRY([[maybe_unused]] const auto set, tx.execute(sql::kOverdueNext, id, nextAt));
	return {};
}

Result<bool> addRemedy(Tx& tx, const RemedyRow& remedy)
{
	EH_TRY(const auto added, tx.execute(sql::kAddRemedy, remedy.id, remedy.overdueId, remedy.remedy, remedy.sumFen,
	                                    remedy.kind, remedy.branchId, remedy.branchName, remedy.erpKey,
	                                    remedy.orderNumber, remedy.hours, remedy.proposedAt));
	return added > 0;
}

Result<void> decideRemedy(Tx& tx, RemedyRow& remedy)
{
	EH_TRY(const auto decided, tx.execute(sql::kDecideRemedy, remedy.id, remedy.state, remedy.sumFen, remedy.decidedAt,
	                                      remedy.decidedByName, remedy.reason, remedy.version));
	if (decided == 0)
		return erphost::conflict("complaints.remedy.stale", "The proposal was decided or changed meanwhile.");
	++remedy.version;
	return {};
}

Result<std::optional<RemedyRow>> findRemedy(Tx& tx, const std::string& id)
{
	EH_TRY(auto rows, tx.query(sql::kRemedy, id));
	return firstRow(rows, toRemedy);
}

Result<std::int64_t> countOverdue(Tx& tx, const OverdueFilter& filter)
{
	EH_TRY(auto count, tx.query(sql::kCountOverdue, filter.branches, filter.branch, filter.after, filter.upTo,
	                            pattern(filter.search)));
	EH_TRY([[maybe_unused]] const bool counted, count.next());
	return count.integer(0);
}

Result<OverduePage> listOverdue(Tx& tx, const OverdueFilter& filter, const std::string& sort, const std::string& cursor,
                                int limit)
{
	EH_TRY(const Cursor last, readCursor(cursor, true));
	EH_TRY(auto rows,
	       tx.query(sort == "-since" ? sql::kOverdueDown : sql::kOverdue, filter.branches, filter.branch, filter.after,
	                filter.upTo, pattern(filter.search), last.number, last.id, last.given, limit + 1));
	OverduePage page;
	EH_TRY(page.orders, allRows(rows, toListed));
	if (cutToPage(page.orders, limit))
		page.next = cursorOf(page.orders.back().order.since, page.orders.back().order.id);
	EH_TRY(page.total, countOverdue(tx, filter));
	return page;
}

Result<RemedyPage> listRemedies(Tx& tx, const std::string& state, const std::string& branches,
                                const std::string& branch, const std::string& cursor, int limit)
{
	EH_TRY(const Cursor last, readCursor(cursor, true));
	EH_TRY(auto rows, tx.query(sql::kRemedies, state, branches, branch, last.number, last.id, last.given, limit + 1));
	RemedyPage page;
	EH_TRY(page.remedies, allRows(rows, toRemedy));
	if (cutToPage(page.remedies, limit)) page.next = cursorOf(page.remedies.back().proposedAt, page.remedies.back().id);
	EH_TRY(auto count, tx.query(sql::kCountRemedies, state, branches, branch));
	EH_TRY([[maybe_unused]] const bool counted, count.next());
	page.total = count.integer(0);
	return page;
}

} // namespace complaints
