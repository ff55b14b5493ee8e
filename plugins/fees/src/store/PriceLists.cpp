#include "store/PriceLists.hpp"

#include "erphost/Page.hpp"
#include "erphost/Rows.hpp"
#include "store/ListSql.hpp"

namespace fees {

using erphost::allRows;
using erphost::firstRow;
using erphost::Query;

namespace {

PriceList toList(const Query& row)
{
	PriceList list;
	list.id = row.text(0);
	list.number = row.text(1);
	list.kind = row.text(2);
	list.branchId = row.text(3);
	list.name = row.text(4);
	list.sample = row.integer(5) != 0;
	list.validFrom = row.text(6);
	list.validTo = row.text(7);
	list.state = row.text(8);
	list.rowCount = row.integer(9);
	list.createdAt = row.integer(10);
	list.createdName = row.text(11);
	list.publishedAt = row.optionalInteger(12);
	list.publishedName = row.text(13);
	list.version = row.integer(14);
	return list;
}

ListRow toRow(const Query& row)
{
	return {row.integer(0), row.text(1), row.text(2), row.text(3), row.text(4),
	        row.text(5),    row.text(6), row.text(7), row.text(8), row.integer(9)};
}

Result<void> addRows(Tx& tx, const std::string& listId, const std::vector<ListRow>& rows)
{
	for (const auto& row : rows)
	{
		EH_TRY([[maybe_unused]] const auto added,
		       tx.execute(sql::kAddListRow, listId, row.line, row.what, row.code, row.name, row.serviceType,
		                  row.productType, row.brand, row.model, row.unit, row.amount));
	}
	return {};
}

} // namespace

Result<void> addList(Tx& tx, const PriceList& list, const Person& who, const std::vector<ListRow>& rows)
{
	EH_TRY([[maybe_unused]] const auto added,
	       tx.execute(sql::kAddList, list.id, list.number, list.kind, list.branchId, list.name, list.sample,
	                  list.validFrom, list.validTo, static_cast<std::int64_t>(rows.size()), list.createdAt, who.name,
	                  who.id));
	return addRows(tx, list.id, rows);
}

Result<void> rewriteList(Tx& tx, const PriceList& list, const std::vector<ListRow>& rows)
{
	EH_TRY([[maybe_unused]] const auto gone, tx.execute(sql::kClearListRows, list.id));
	EH_TRY([[maybe_unused]] const auto kept,
	       tx.execute(sql::kRewriteList, list.id, list.branchId, list.name, list.sample, list.validFrom, list.validTo,
	                  static_cast<std::int64_t>(rows.size())));
	return addRows(tx, list.id, rows);
}

Result<std::optional<PriceList>> findList(Tx& tx, const std::string& id)
{
	EH_TRY(auto rows, tx.query(sql::kList, id));
	return firstRow(rows, toList);
}

Result<std::vector<ListRow>> rowsOf(Tx& tx, const std::string& listId)
{
	EH_TRY(auto rows, tx.query(sql::kListRows, listId));
	return allRows(rows, toRow);
}

Result<std::vector<ListRow>> rowsFor(Tx& tx, const std::string& listId, const std::vector<std::string>& partCodes)
{
	std::string codes = "|";
	for (const auto& code : partCodes) codes += code + "|";
	EH_TRY(auto rows, tx.query(sql::kRowsFor, listId, codes));
	return allRows(rows, toRow);
}

Result<void> publishList(Tx& tx, const std::string& id, const Person& who, std::int64_t nowMs)
{
	EH_TRY([[maybe_unused]] const auto done, tx.execute(sql::kPublishList, id, nowMs, who.id, who.name));
	return {};
}

Result<void> endList(Tx& tx, const std::string& id, const std::string& on)
{
	EH_TRY([[maybe_unused]] const auto done, tx.execute(sql::kEndList, id, on));
	return {};
}

Result<void> dropList(Tx& tx, const std::string& id)
{
	EH_TRY([[maybe_unused]] const auto done, tx.execute(sql::kDropList, id));
	return {};
}

Result<std::vector<PriceList>> overlapping(Tx& tx, const PriceList& list)
{
	EH_TRY(auto rows, tx.query(sql::kOverlapping, list.kind, list.branchId, list.validFrom, list.validTo));
	return allRows(rows, toList);
}

Result<std::optional<PriceList>> listInForce(Tx& tx, const std::string& kind, const std::string& branchId,
                                             const std::string& day)
{
	EH_TRY(auto rows, tx.query(sql::kListInForce, kind, branchId, day));
	return firstRow(rows, toList);
}

Result<ListPage> listLists(Tx& tx, const std::string& kind, const std::string& branch, const std::string& state,
                           const std::string& text, int limit)
{
	EH_TRY(const auto cursor, erphost::readCursor(text, false));
	EH_TRY(auto rows, tx.query(sql::kLists, kind, branch, state, cursor.text, cursor.id, cursor.given, limit + 1));
	ListPage page;
	EH_TRY(page.lists, allRows(rows, toList));
	if (erphost::cutToPage(page.lists, limit))
		page.next = erphost::cursorOf(page.lists.back().validFrom, page.lists.back().id);
	return page;
}

} // namespace fees
