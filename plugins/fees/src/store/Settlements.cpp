#include "store/Settlements.hpp"

#include "erphost/Page.hpp"
#include "erphost/Rows.hpp"
#include "store/SettlementSql.hpp"

namespace fees {

using erphost::Query;

namespace {

Settlement toSettlement(const Query& row)
{
	Settlement item;
	int at = 0;
	const auto text = [&](std::string& into) { into = row.text(at++); };
	const auto number = [&](std::int64_t& into) { into = row.integer(at++); };
	for (std::string* each : {&item.id, &item.number, &item.branchId, &item.branchName, &item.payee, &item.payeeName,
	                          &item.month, &item.state})
		text(*each);
	for (std::int64_t* each : {&item.orders, &item.ordersFen, &item.offsetFen, &item.depositFen, &item.totalFen,
	                           &item.paidFen, &item.carriedFen})
		number(*each);
	text(item.grade);
	for (std::int64_t* each : {&item.factor, &item.content, &item.answered, &item.waiting, &item.draftedAt})
		number(*each);
	text(item.drafter.id), text(item.drafter.name);
	item.checkedAt = row.optionalInteger(at++);
	text(item.checker.id), text(item.checker.name);
	item.approvedAt = row.optionalInteger(at++);
	text(item.approver.id), text(item.approver.name);
	item.paidAt = row.optionalInteger(at++);
	for (std::string* each : {&item.payer.id, &item.payer.name, &item.paidOn, &item.reference, &item.droppedWhy})
		text(*each);
	item.version = row.integer(at);
	return item;
}

} // namespace

Result<void> insertSettlement(Tx& tx, const Settlement& item)
{
	EH_TRY([[maybe_unused]] const auto added,
	       tx.execute(sql::kAddSettlement, item.id, item.number, item.branchId, item.branchName, item.payee,
	                  item.payeeName, item.month, item.draftedAt, item.drafter.id, item.drafter.name));
	return {};
}

Result<void> saveSettlement(Tx& tx, Settlement& item)
{
	EH_TRY([[maybe_unused]] const auto saved,
	       tx.execute(sql::kSaveSettlement, item.id, item.state, item.orders, item.ordersFen, item.offsetFen,
	                  item.depositFen, item.totalFen, item.paidFen, item.carriedFen, item.grade, item.factor,
	                  item.content, item.answered, item.waiting, item.draftedAt, item.drafter.id, item.drafter.name,
	                  item.checkedAt, item.checker.id, item.checker.name, item.approvedAt, item.approver.id,
	                  item.approver.name, item.paidAt, item.payer.id, item.payer.name, item.paidOn, item.reference,
	                  item.droppedWhy));
	++item.version;
	return {};
}

Result<std::optional<Settlement>> findSettlement(Tx& tx, const std::string& id)
{
	EH_TRY(auto rows, tx.query(sql::kSettlement, id));
	return erphost::firstRow(rows, toSettlement);
}

Result<std::optional<Settlement>> openSettlementOf(Tx& tx, const std::string& branchId, const std::string& payee)
{
	EH_TRY(auto rows, tx.query(sql::kOpenSettlement, branchId, payee));
	return erphost::firstRow(rows, toSettlement);
}

Result<SettlementPage> listSettlements(Tx& tx, const SettlementFilter& filter, const std::string& cursor, int limit)
{
	EH_TRY(const auto last, erphost::readCursor(cursor, true));
	const auto ask = [&](const erphost::Sql& sql, const auto&... more) {
		return tx.query(sql, filter.branches, filter.branch, filter.month, filter.payee, last.number, last.id,
		                last.given, limit + 1, more...);
	};
	EH_TRY(auto rows, filter.state.empty() ? ask(sql::kSettlements) : ask(sql::kSettlementsOfState, filter.state));
	SettlementPage page;
	EH_TRY(page.settlements, erphost::allRows(rows, toSettlement));
	if (erphost::cutToPage(page.settlements, limit))
		page.next = erphost::cursorOf(page.settlements.back().draftedAt, page.settlements.back().id);
	return page;
}

} // namespace fees
