#include "store/MoneyExceptions.hpp"

#include "erphost/Page.hpp"
#include "erphost/Rows.hpp"
#include "store/ExceptionSql.hpp"

namespace fees {

using erphost::allRows;
using erphost::Query;
using nlohmann::json;

namespace {

MoneyException toException(const Query& row)
{
	MoneyException item;
	int at = 0;
	for (std::string* each : {&item.id, &item.what, &item.key.kind, &item.key.branchId, &item.key.erpKey,
	                          &item.orderNumber, &item.technician, &item.technicianName})
		*each = row.text(at++);
	item.differenceFen = row.integer(at++);
	item.facts = json::parse(row.view(at++), nullptr, false);
	for (std::string* each : {&item.state, &item.reason, &item.outcome}) *each = row.text(at++);
	item.openedAt = row.integer(at++);
	item.changedAt = row.integer(at++);
	item.changedName = row.text(at++);
	item.reopened = row.integer(at++);
	item.told = row.integer(at++) != 0;
	item.version = row.integer(at);
	return item;
}

} // namespace

Result<void> saveException(Tx& tx, const MoneyException& item, const Person& who)
{
	EH_TRY([[maybe_unused]] const auto kept,
	       tx.execute(sql::kSaveException, item.id, item.what, item.key.kind, item.key.branchId, item.key.erpKey,
	                  item.orderNumber, item.technician, item.technicianName, item.differenceFen, item.facts.dump(),
	                  item.state, item.reason, item.outcome, item.openedAt, item.changedAt, who.name, item.reopened,
	                  item.told, who.id));
	EH_TRY([[maybe_unused]] const auto added, tx.execute(sql::kAddExceptionStep, item.id, item.state, item.reason,
	                                                     item.facts.dump(), item.changedAt, who.id, who.name));
	return {};
}

Result<std::optional<MoneyException>> findException(Tx& tx, const std::string& id)
{
	EH_TRY(auto rows, tx.query(sql::kException, id));
	return erphost::firstRow(rows, toException);
}

Result<std::vector<MoneyException>> exceptionsOf(Tx& tx, const OrderKey& key)
{
	EH_TRY(auto rows, tx.query(sql::kExceptionsOfOrder, key.kind, key.branchId, key.erpKey));
	return allRows(rows, toException);
}

Result<ExceptionPage> listExceptions(Tx& tx, const ExceptionFilter& filter, const std::string& text, int limit)
{
	EH_TRY(const auto cursor, erphost::readCursor(text, true));
	EH_TRY(auto rows, tx.query(sql::kExceptions, filter.branches, filter.state, filter.what, filter.branch,
	                           cursor.number, cursor.id, cursor.given, limit + 1));
	ExceptionPage page;
	EH_TRY(page.items, allRows(rows, toException));
	if (erphost::cutToPage(page.items, limit))
		page.next = erphost::cursorOf(page.items.back().openedAt, page.items.back().id);
	return page;
}

Result<std::vector<ExceptionStep>> stepsOf(Tx& tx, const std::string& id)
{
	EH_TRY(auto rows, tx.query(sql::kExceptionSteps, id));
	return allRows(rows, [](const Query& row) {
		return ExceptionStep{row.text(0), row.text(1), json::parse(row.view(2), nullptr, false), row.integer(3),
		                     row.text(4)};
	});
}

} // namespace fees
