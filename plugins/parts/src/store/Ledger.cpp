#include "store/Ledger.hpp"

#include "erphost/Page.hpp"
#include "erphost/Rows.hpp"
#include "rules/Decimal.hpp"
#include "rules/Share.hpp"
#include "store/Items.hpp"
#include "store/OrderParts.hpp"
#include "store/Places.hpp"
#include "store/StockLedgerSql.hpp"

#include <algorithm>

namespace parts {

using erphost::allRows;
using erphost::Cursor;
using erphost::cursorOf;
using erphost::cutToPage;
using erphost::firstRow;
using erphost::pattern;
using erphost::Query;
using erphost::readCursor;

namespace {

void fill(Movement& movement, const Query& row)
{
	int at = 0;
	const auto text = [&] { return row.text(at++); };
	const auto number = [&] { return row.integer(at++); };
	movement.id = text();
	movement.sequence = number();
	movement.kind = text();
	movement.itemCode = text();
	movement.quantity = number();
	movement.from = placeNamed(text());
	movement.to = placeNamed(text());
	movement.costFen = number();
	movement.branchId = text();
	movement.brand = text();
	movement.warranty = text();
	movement.order.kind = text();
	movement.order.branchId = text();
	movement.order.key = text();
	movement.order.number = text();
	movement.person = text();
	movement.personName = text();
	movement.document.documentId = text();
	movement.document.line = number();
	movement.origin.documentId = text();
	movement.origin.line = number();
	movement.businessDate = text();
	movement.postedAt = number();
	movement.actor.id = text();
	movement.actor.name = text();
	movement.depositFen = number();
	movement.chargedFen = number();
	movement.reason = text();
	movement.reverses = text();
}

constexpr int kMovementColumns = 29;

Movement toMovement(const Query& row)
{
	Movement movement;
	fill(movement, row);
	return movement;
}

ShownMovement toShown(const Query& row)
{
	ShownMovement shown;
	fill(shown, row);
	int at = kMovementColumns;
	shown.itemName = row.text(at++);
	shown.unit = row.text(at++);
	shown.unitSize = row.integer(at++);
	shown.fromName = row.text(at++);
	shown.toName = row.text(at++);
	shown.documentNumber = row.text(at);
	return shown;
}

erphost::Error idTaken(const std::string& id)
{
	return erphost::conflict("parts.id_taken", "The id stands for something else.").with("id", id);
}

/// PT-19: whether a movement that stands is the one that is told again. Who tells it, when, and at what share of the
/// stock's value it is told, may differ.
bool same(const Movement& stored, const Posting& told)
{
	return stored.kind == told.kind && stored.itemCode == told.itemCode && stored.quantity == told.quantity &&
	       stored.from == told.from && stored.to == told.to && stored.branchId == told.branchId &&
	       stored.warranty == told.warranty && stored.order == told.order && stored.person == told.person &&
	       stored.document == told.document && stored.origin == told.origin && stored.depositFen == told.depositFen &&
	       stored.chargedFen == told.chargedFen && stored.reason == told.reason && stored.reverses == told.reverses;
}

/// The value that goes with a movement out of a place inside: what was asked for or the average, never more than is
/// there, and all of it with the last piece.
std::int64_t costOf(const Posting& posting, const Balance& there)
{
	if (posting.quantity == there.quantity) return there.valueFen;
	if (posting.costFen) return std::min(*posting.costFen, there.valueFen);
	return shareOf(there.valueFen, posting.quantity, there.quantity);
}

Result<void> bring(Tx& tx, const Place& place, const Movement& movement, int sign)
{
	EH_TRY([[maybe_unused]] const auto brought,
	       tx.execute(sql::kBring, place.id(), movement.itemCode, place.outside(), sign * movement.quantity,
	                  sign * *movement.costFen, movement.sequence));
	return {};
}

/// PT-04: what goes out of a place inside must be there in the same moment.
Result<void> take(Tx& tx, const Movement& movement, const Balance& there)
{
	if (movement.from.outside()) return bring(tx, movement.from, movement, -1);
	EH_TRY(const auto taken, tx.execute(sql::kTake, movement.from.id(), movement.itemCode, movement.quantity,
	                                    *movement.costFen, movement.sequence));
	if (taken == 0) return stockShort(tx, movement.from.id(), movement.itemCode, there.quantity, movement.quantity);
	return {};
}

} // namespace

erphost::Error stockShort(Tx& tx, const std::string& placeId, const std::string& itemCode, std::int64_t there,
                          std::int64_t wanted)
{
	const auto item = findItem(tx, itemCode);
	if (!item) return item.error();
	const auto place = findPlace(tx, placeId);
	if (!place) return place.error();
	const Item named = item->value_or(Item{});
	const auto text = [&](std::int64_t quantity) { return decimalText(quantity, named.unitSize) + " " + named.unit; };
	return erphost::conflict("parts.stock_short", "There is less at the place than is wanted.")
	    .with("item", itemCode)
	    .with("itemName", named.name)
	    .with("place", placeId)
	    .with("placeName", *place ? (*place)->name : placeId)
	    .with("there", std::to_string(there))
	    .with("thereText", text(there))
	    .with("wanted", std::to_string(wanted))
	    .with("wantedText", text(wanted));
}

Result<Movement> post(Tx& tx, Posting posting)
{
	if (posting.id.empty() || posting.quantity <= 0 || posting.from == posting.to || posting.from.kind.empty() ||
	    posting.to.kind.empty() || posting.costFen.value_or(0) < 0)
		return erphost::bug("parts.movement.invalid", "This is no transfer between two places.")
		    .with("item", posting.itemCode);
	EH_TRY(const auto known, findMovement(tx, posting.id));
	if (known)
	{
		if (!same(*known, posting)) return idTaken(posting.id);
		Movement again = *known;
		again.repeated = true;
		return again;
	}
	Balance there;
	if (!posting.from.outside())
	{
		EH_TRY(there, balanceOf(tx, posting.from.id(), posting.itemCode));
		if (there.quantity < posting.quantity)
			return stockShort(tx, posting.from.id(), posting.itemCode, there.quantity, posting.quantity);
		posting.costFen = costOf(posting, there);
	}
	Movement movement;
	static_cast<Posting&>(movement) = std::move(posting);
	movement.costFen = movement.costFen.value_or(0);
	{
		EH_TRY(auto row,
		       tx.query(sql::kAddMovement, movement.id, movement.kind, movement.itemCode, movement.quantity,
		                movement.from.id(), movement.to.id(), *movement.costFen, movement.branchId, movement.brand,
		                movement.warranty, movement.order.kind, movement.order.branchId, movement.order.key,
		                movement.order.number, movement.person, movement.personName, movement.document.documentId,
		                movement.document.line, movement.origin.documentId, movement.origin.line, movement.businessDate,
		                movement.postedAt, movement.actor.id, movement.actor.name, movement.depositFen,
		                movement.chargedFen, movement.reason, movement.reverses));
		EH_TRY([[maybe_unused]] const bool added, row.next());
		movement.sequence = row.integer(0);
		EH_TRY([[maybe_unused]] const bool more, row.next());
	}
	EH_CHECK(take(tx, movement, there));
	EH_CHECK(bring(tx, movement.to, movement, 1));
	// PT-11: an old part belongs to no line; its order counts it here, back and forth.
	if (movement.kind == "old_part")
		EH_CHECK(countForOrder(tx, movement, movement.kind, movement.reverses.empty() ? 1 : -1, false));
	return movement;
}

Result<Movement> reverse(Tx& tx, const std::string& movementId, const Posting& posting)
{
	EH_TRY(const auto original, findMovement(tx, movementId));
	if (!original)
		return erphost::permanent("parts.movement.not_found", "There is no such movement.").with("id", movementId);
	if (!original->reverses.empty())
		return erphost::conflict("parts.movement.is_reversal", "A counter-entry is not taken back; post it anew.")
		    .with("id", movementId);
	EH_TRY(const auto known, findMovement(tx, posting.id));
	if (known)
	{
		if (known->reverses != movementId || (posting.quantity != 0 && posting.quantity != known->quantity) ||
		    known->reason != posting.reason)
			return idTaken(posting.id);
		Movement again = *known;
		again.repeated = true;
		return again;
	}
	EH_TRY(const std::int64_t before, reversedQuantity(tx, movementId));
	const std::int64_t left = original->quantity - before;
	const std::int64_t wanted = posting.quantity == 0 ? left : posting.quantity;
	if (wanted <= 0 || wanted > left)
		return erphost::conflict("parts.movement.over_reversed", "More would be taken back than was moved.")
		    .with("id", movementId)
		    .with("left", std::to_string(left))
		    .with("wanted", std::to_string(wanted));
	// Piece by piece it adds up to what the movement carried, to the fen; sums of money have the other sign.
	const auto mirrored = [&](std::int64_t sum) {
		const std::int64_t share = nextShare(sum < 0 ? -sum : sum, before, wanted, original->quantity);
		return sum < 0 ? share : -share;
	};
	Posting counter = *original;
	counter.id = posting.id;
	counter.quantity = wanted;
	std::swap(counter.from, counter.to);
	counter.costFen = posting.costFen ? *posting.costFen : -mirrored(*original->costFen);
	counter.depositFen = mirrored(original->depositFen);
	counter.chargedFen = mirrored(original->chargedFen);
	counter.reason = posting.reason;
	counter.reverses = movementId;
	counter.actor = posting.actor;
	counter.postedAt = posting.postedAt;
	counter.businessDate = posting.businessDate;
	return post(tx, std::move(counter));
}

Result<std::optional<Movement>> findMovement(Tx& tx, const std::string& id)
{
	EH_TRY(auto rows, tx.query(sql::kMovement, id));
	return firstRow(rows, toMovement);
}

Result<std::int64_t> reversedQuantity(Tx& tx, const std::string& movementId)
{
	EH_TRY(auto row, tx.query(sql::kReversed, movementId));
	EH_TRY([[maybe_unused]] const bool found, row.next());
	return row.integer(0);
}

Result<std::vector<Movement>> reversalsOf(Tx& tx, const std::string& movementId)
{
	EH_TRY(auto rows, tx.query(sql::kReversals, movementId));
	return allRows(rows, toMovement);
}

Result<Balance> balanceOf(Tx& tx, const std::string& placeId, const std::string& itemCode)
{
	EH_TRY(auto row, tx.query(sql::kBalance, placeId, itemCode));
	EH_TRY(const bool found, row.next());
	if (!found) return Balance{};
	return Balance{row.integer(0), row.integer(1), row.integer(2)};
}

Result<std::int64_t> ledgerHead(Tx& tx)
{
	EH_TRY(auto row, tx.query(sql::kLedgerHead));
	EH_TRY([[maybe_unused]] const bool found, row.next());
	return row.integer(0);
}

Result<MovementPage> listMovements(Tx& tx, const MovementFilter& filter, const std::string& cursor, int limit)
{
	EH_TRY(const Cursor last, readCursor(cursor, true));
	const int rowsWanted = limit + 1;
	// What the narrowest filter asks of its index stands behind what all have.
	const auto by = [&](const erphost::Sql& newest, const erphost::Sql& oldest, const auto&... values) {
		return tx.query(filter.oldestFirst ? oldest : newest, filter.branches, filter.branchId, filter.afterSequence,
		                filter.itemCode, filter.placeId, last.number, last.given, rowsWanted, filter.person, values...);
	};
	EH_TRY(
		auto rows,
		filter.order                 ? by(sql::kMovementsOfOrder, sql::kMovementsOfOrderOldest, filter.order.kind,
	                                      filter.order.branchId, filter.order.key)
		: !filter.documentId.empty() ? by(sql::kMovementsOfDocument, sql::kMovementsOfDocumentOldest, filter.documentId)
		: !filter.itemCode.empty()   ? by(sql::kMovementsOfItem, sql::kMovementsOfItemOldest, filter.itemCode)
		: !filter.placeId.empty() ? tx.query(filter.oldestFirst ? sql::kMovementsOfPlaceOldest : sql::kMovementsOfPlace,
	                                         filter.branches, filter.placeId, filter.afterSequence, last.number,
	                                         last.given, rowsWanted, filter.branchId, filter.person)
		: !filter.person.empty() ? by(sql::kMovementsOfPerson, sql::kMovementsOfPersonOldest, filter.person)
								 : by(sql::kMovementsOfBranch, sql::kMovementsOfBranchOldest, filter.branchId));
	MovementPage page;
	EH_TRY(page.movements, allRows(rows, toShown));
	if (cutToPage(page.movements, limit))
		page.next = cursorOf(page.movements.back().sequence, page.movements.back().id);
	return page;
}

Result<StockPage> listStock(Tx& tx, const StockFilter& filter, const std::string& cursor, int limit)
{
	const bool byValue = !filter.valueSort.empty(), down = filter.valueSort.starts_with('-');
	EH_TRY(const Cursor last, readCursor(cursor, byValue));
	const bool ofPlace = !filter.placeId.empty();
	const std::string search = pattern(filter.search), &key = ofPlace ? filter.placeId : filter.itemCode;
	const auto& sorted = ofPlace ? down ? sql::kStockOfPlaceByValueDown : sql::kStockOfPlaceByValue
	                     : down  ? sql::kStockOfItemByValueDown
	                             : sql::kStockOfItemByValue;
	EH_TRY(auto rows, byValue ? tx.query(sorted, filter.branches, search, filter.belowMinimum, last.id, limit + 1, key,
	                                     last.number, last.given)
	                          : tx.query(ofPlace ? sql::kStockOfPlace : sql::kStockOfItem, filter.branches, search,
	                                     filter.belowMinimum, last.text, limit + 1, key));
	StockPage page;
	EH_TRY(page.stock, allRows(rows, [](const Query& row) {
			   return Stock{row.text(0), row.text(1), row.text(2),    row.text(3),    row.text(4),     row.text(5),
		                    row.text(6), row.text(7), row.integer(8), row.integer(9), row.integer(10), row.integer(11)};
		   }));
	if (cutToPage(page.stock, limit))
	{
		const Stock& end = page.stock.back();
		const std::string& shown = ofPlace ? end.itemCode : end.placeId;
		page.next = byValue ? cursorOf(end.valueFen, shown) : cursorOf(shown, "");
	}
	return page;
}

Result<bool> placeIsEmpty(Tx& tx, const std::string& placeId)
{
	EH_TRY(auto row, tx.query(sql::kPlaceIsEmpty, placeId));
	EH_TRY(const bool something, row.next());
	return !something;
}

Result<bool> placeMovedAfter(Tx& tx, const std::string& placeId, std::int64_t sequence)
{
	EH_TRY(auto row, tx.query(sql::kPlaceMovedAfter, placeId, sequence));
	return row.next();
}

Result<bool> itemHasMoved(Tx& tx, const std::string& itemCode)
{
	EH_TRY(auto row, tx.query(sql::kItemHasMoved, itemCode));
	return row.next();
}

} // namespace parts
