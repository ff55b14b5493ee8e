#include "surface/StockImport.hpp"

#include "erphost/Rows.hpp"
#include "rules/ImportedStock.hpp"
#include "rules/Paper.hpp"
#include "store/LineMoves.hpp"
#include "store/Places.hpp"
#include "store/StockImportSql.hpp"
#include "surface/Roles.hpp"

namespace parts {

using erphost::imports::Batch;
using erphost::imports::Checked;
using erphost::imports::Column;
using erphost::imports::Made;
using erphost::imports::Problem;
using erphost::imports::Reading;
using erphost::imports::SheetLine;

namespace {

/// Rows of the sheet that share a paper.
constexpr std::int64_t kPaperRows = 200;

} // namespace

struct StockImport::Read
{
	NamedPlace store;
	Item item;
	ImportedStock stock;
	std::vector<Problem> problems;
};

StockImport::StockImport(const erphost::Host& host): _work(host) {}

const std::vector<std::string>& StockImport::roles() const
{
	return kCentralKeeper;
}

std::vector<Column> StockImport::columns() const
{
	return importedStockColumns();
}

Result<StockImport::Read> StockImport::read(Tx& tx, const Batch& batch, const SheetLine& line) const
{
	Reading reading(importedStockColumns(), line);
	Read found;
	if (const std::string cell = reading.text("place"); !cell.empty())
	{
		EH_TRY(auto rows, tx.query(sql::kImportStore, cell));
		EH_TRY(const auto ids, erphost::allRows(rows, [](const erphost::Query& row) { return row.text(0); }));
		if (ids.size() == 1)
		{
			EH_TRY(auto store, findPlace(tx, ids.front()));
			if (batch.forBranch(store->place.branchId)) found.store = *std::move(store);
			else reading.wrong("place", "branch_not_yours", {{"given", cell}});
		}
		else reading.wrong("place", ids.empty() ? "parts.place_unknown" : "parts.place_ambiguous", {{"given", cell}});
	}
	if (const std::string code = reading.text("item"); !code.empty())
	{
		EH_TRY(auto item, findItem(tx, code));
		if (item && item->active) found.item = *std::move(item);
		else reading.wrong("item", item ? "parts.item_inactive" : "parts.item_unknown", {{"given", code}});
	}
	if (!found.item.code.empty())
	{
		const Item& item = found.item;
		found.stock = readImportedStock(
			reading, {item.code, item.name, item.specification, item.unit, item.unitSize, item.costFen});
		if (!found.store.id.empty())
		{
			EH_TRY(auto opened, tx.query(sql::kOpenedAlready, found.store.id, item.code));
			EH_TRY([[maybe_unused]] const bool row, opened.next());
			if (opened.integer(0) > 0)
				reading.wrong("item", "parts.opened_already", {{"given", item.code}, {"place", found.store.name}});
		}
	}
	found.problems = std::move(reading).problems();
	return found;
}

Result<Checked> StockImport::check(Tx& tx, const Batch& batch, const SheetLine& line) const
{
	EH_TRY(Read found, read(tx, batch, line));
	const bool known = !found.store.id.empty() && !found.item.code.empty();
	return Checked{known ? found.store.id + "|" + found.item.code : std::string(), std::move(found.problems)};
}

Result<Paper> StockImport::paperOf(Tx& tx, const Batch& batch, const NamedPlace& store, std::int64_t row) const
{
	const std::string id =
		batch.id + ":" + std::to_string(batch.round) + ":" + store.id + ":" + std::to_string(row / kPaperRows);
	EH_TRY(auto known, findPaper(tx, id));
	if (known) return *std::move(known);
	const erphost::Host& host = _work.host();
	Paper paper;
	paper.id = id;
	paper.kind = "opening";
	paper.branchId = store.place.branchId;
	paper.createdAt = host.nowMs();
	paper.businessDate = host.localDate(paper.createdAt);
	paper.reason = batch.fileName;
	paper.actor = {batch.appliedBy.id, batch.appliedBy.name};
	const Place from = placeOf("difference", paper.branchId);
	paper.fromPlace = from.id();
	paper.toPlace = store.id;
	EH_TRY(paper.number, nextNumber(tx, seriesOf(paper.kind), paper.branchId, store.name, paper.businessDate));
	EH_CHECK(rememberPlace(tx, from));
	EH_CHECK(addPaper(tx, paper));
	return paper;
}

Result<Made> StockImport::make(Tx& tx, const Batch& batch, const SheetLine& line) const
{
	EH_TRY(const Read found, read(tx, batch, line));
	EH_TRY(const Paper paper, paperOf(tx, batch, found.store, line.row));
	PaperLine row;
	row.ref = {paper.id, line.row};
	row.itemCode = found.item.code;
	row.quantity = found.stock.quantity;
	row.placeId = found.store.id;
	EH_CHECK(addLine(tx, row));
	Posting posting = _work.posting(paper, "opening", line.row, row.itemCode, row.quantity,
	                                placeOf("difference", paper.branchId), found.store.place);
	posting.costFen = found.stock.costFen;
	posting.postedAt = _work.host().nowMs();
	EH_TRY(const Movement posted, moveLine(tx, std::move(posting)));
	return Made{posted.id, paper.number};
}

Result<std::optional<Problem>> StockImport::builtOn(Tx& tx, const Batch&, const std::string& recordId) const
{
	EH_TRY(auto row, tx.query(sql::kImportMovedSince, recordId));
	EH_TRY(const bool found, row.next());
	if (!found) return std::optional<Problem>{};
	return std::optional(Problem{"", "parts.moved_since", {{"number", row.text(0)}}});
}

Result<void> StockImport::takeBack(Tx& tx, const Batch& batch, const std::string& recordId) const
{
	EH_TRY(const auto opening, findMovement(tx, recordId));
	EH_TRY(const std::int64_t before, reversedQuantity(tx, recordId));
	// A keeper may have taken it back by hand already.
	if (!opening || before >= opening->quantity) return {};
	Posting counter;
	counter.id = recordId + ":back";
	counter.reason = batch.reason.empty() ? batch.fileName : batch.reason;
	counter.actor = {batch.undoneBy.id, batch.undoneBy.name};
	counter.postedAt = _work.host().nowMs();
	counter.businessDate = _work.host().localDate(counter.postedAt);
	EH_TRY([[maybe_unused]] const Movement taken, parts::takeBack(tx, recordId, counter));
	return {};
}

} // namespace parts
