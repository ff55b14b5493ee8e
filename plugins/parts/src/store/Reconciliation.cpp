#include "store/Reconciliation.hpp"

#include "erphost/Page.hpp"
#include "erphost/Rows.hpp"
#include "rules/Decimal.hpp"
#include "store/StockReconcileSql.hpp"

namespace parts {

using erphost::allRows;
using erphost::Cursor;
using erphost::cursorOf;
using erphost::cutToPage;
using erphost::firstRow;
using erphost::Query;
using erphost::readCursor;

namespace {

Agreement toAgreement(const Query& row)
{
	Agreement agreement;
	agreement.placeId = row.text(0);
	agreement.itemCode = row.text(1);
	agreement.agreedAt = row.optionalInteger(2);
	agreement.agreedSequence = row.integer(3);
	agreement.state = row.text(4);
	agreement.what = row.text(5);
	agreement.ours = row.integer(6);
	agreement.theirs = row.optionalInteger(7);
	agreement.theirsText = row.text(8);
	agreement.differsSince = row.optionalInteger(9);
	agreement.checkedAt = row.integer(10);
	agreement.explanation = row.text(11);
	agreement.explainedBy = row.text(12);
	agreement.told = row.text(13);
	agreement.number = row.text(14);
	agreement.version = row.integer(15);
	agreement.placeName = row.text(16);
	agreement.branchId = row.text(17);
	agreement.itemName = row.text(18);
	agreement.specification = row.text(19);
	agreement.unit = row.text(20);
	agreement.unitSize = row.integer(21);
	return agreement;
}

Result<std::vector<ErpStock>> grouped(Query& rows)
{
	std::vector<ErpStock> found;
	for (;;)
	{
		EH_TRY(const bool row, rows.next());
		if (!row) return found;
		if (found.empty() || found.back().itemCode != rows.view(0)) found.push_back({rows.text(0), {}});
		found.back().quantities.push_back(rows.text(1));
	}
}

} // namespace

std::optional<std::int64_t> quantityOf(const ErpStock& stock, std::int64_t unitSize)
{
	std::int64_t sum = 0;
	for (const auto& text : stock.quantities)
	{
		const auto quantity = scaled(text, unitSize);
		if (!quantity) return std::nullopt;
		sum += *quantity;
	}
	return sum;
}

Result<std::vector<ErpStock>> erpStockOf(Tx& tx, const NamedPlace& store)
{
	if (store.erpBranch.empty()) return std::vector<ErpStock>{};
	EH_TRY(auto rows, tx.query(sql::kErpStock, store.erpBranch, store.erpWarehouse));
	return grouped(rows);
}

Result<std::optional<ErpStock>> erpStockOf(Tx& tx, const NamedPlace& store, const std::string& itemCode)
{
	EH_TRY(auto rows, tx.query(sql::kErpStockOfItem, store.erpBranch, store.erpWarehouse, itemCode));
	EH_TRY(auto found, grouped(rows));
	if (found.empty()) return std::optional<ErpStock>{};
	return std::optional(std::move(found.front()));
}

Result<void>
changedErpStock(Tx& tx, std::int64_t from, std::int64_t to,
                const std::function<Result<void>(const std::string& erpBranch, const std::string& itemCode)>& use)
{
	EH_TRY(auto rows, tx.query(sql::kChangedStock, from, to));
	for (;;)
	{
		EH_TRY(const bool row, rows.next());
		if (!row) return {};
		const std::string branch = rows.text(0), key = rows.text(1), code = rows.text(2);
		std::string before;
		{
			EH_TRY(auto known, tx.query(sql::kKnownErpStock, branch, key));
			EH_TRY(const bool found, known.next());
			if (found) before = known.text(0);
		}
		const bool deleted = rows.integer(5) != 0;
		EH_TRY([[maybe_unused]] const auto kept,
		       deleted ? tx.execute(sql::kDropErpStock, branch, key)
		               : tx.execute(sql::kPutErpStock, branch, key, code, rows.text(3), rows.text(4)));
		EH_CHECK(use(branch, code));
		if (!before.empty() && before != code) EH_CHECK(use(branch, before));
	}
}

Result<std::optional<Agreement>> findAgreement(Tx& tx, const std::string& placeId, const std::string& itemCode)
{
	EH_TRY(auto rows, tx.query(sql::kAgreement, placeId, itemCode));
	return firstRow(rows, toAgreement);
}

Result<void> putAgreement(Tx& tx, const Agreement& agreement)
{
	EH_TRY([[maybe_unused]] const auto put,
	       tx.execute(sql::kPutAgreement, agreement.placeId, agreement.itemCode, agreement.agreedAt,
	                  agreement.agreedSequence, agreement.state, agreement.what, agreement.ours, agreement.theirs,
	                  agreement.theirsText, agreement.differsSince, agreement.checkedAt, agreement.explanation,
	                  agreement.explainedBy, agreement.told, agreement.number));
	return {};
}

Result<DifferencePage> listDifferences(Tx& tx, const DifferenceFilter& filter, const std::string& cursor, int limit)
{
	// By age the cursor's id is a cursor itself: place and item.
	const bool bySince = !filter.sort.empty();
	EH_TRY(const Cursor last, readCursor(cursor, bySince));
	EH_TRY(const Cursor key, readCursor(bySince ? last.id : cursor, false));
	EH_TRY(auto rows,
	       bySince ? tx.query(filter.sort.starts_with('-') ? sql::kDifferencesBySinceDown : sql::kDifferencesBySince,
	                          filter.branches, filter.placeId, filter.branch, key.text, key.id, limit + 1, last.number,
	                          last.given)
	               : tx.query(sql::kDifferences, filter.branches, filter.placeId, filter.branch, key.text, key.id,
	                          limit + 1));
	DifferencePage page;
	EH_TRY(page.differences, allRows(rows, toAgreement));
	if (!cutToPage(page.differences, limit)) return page;
	const Agreement& end = page.differences.back();
	const std::string shown = cursorOf(end.placeId, end.itemCode);
	page.next = bySince ? cursorOf(end.differsSince.value_or(0), shown) : shown;
	return page;
}

Result<std::vector<std::string>> itemsToCheck(Tx& tx, const NamedPlace& store, const std::string& after, int limit)
{
	EH_TRY(auto rows, tx.query(sql::kItemsToCheck, store.id, store.erpBranch, after, limit));
	return allRows(rows, [](const Query& row) { return row.text(0); });
}

Result<std::vector<Moved>> movedSince(Tx& tx, std::int64_t sequence, int limit)
{
	EH_TRY(auto rows, tx.query(sql::kMovedSince, sequence, limit));
	return allRows(rows, [](const Query& row) { return Moved{row.integer(0), row.text(1), row.text(2), row.text(3)}; });
}

Result<std::string> markOf(Tx& tx, const std::string& name)
{
	EH_TRY(auto row, tx.query(sql::kMark, name));
	EH_TRY(const bool found, row.next());
	return found ? row.text(0) : std::string();
}

Result<void> setMark(Tx& tx, const std::string& name, const std::string& value)
{
	EH_TRY([[maybe_unused]] const auto set, tx.execute(sql::kSetMark, name, value));
	return {};
}

} // namespace parts
