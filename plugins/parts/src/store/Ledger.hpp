#pragma once

#include "erphost/Tx.hpp"
#include "rules/Place.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace parts {

using erphost::Result;
using erphost::Tx;

/// An order of the ERP (plugins/README.md); kind '' : none.
struct OrderRef
{
	std::string kind, branchId, key, number;
	explicit operator bool() const { return !key.empty(); }
	bool operator==(const OrderRef&) const = default;
};

/// A line of a paper.
struct LineRef
{
	std::string documentId;
	std::int64_t line = 0;
	bool operator==(const LineRef&) const = default;
};

struct Actor
{
	std::string id, name;
	bool operator==(const Actor&) const = default;
};

/// One balanced transfer of the ledger (PT-02, PT-03, PT-19), as somebody wants it posted.
struct Posting
{
	std::string id; ///< made by the client or from the paper's: the same id again is the same movement
	std::string kind;
	std::string itemCode;
	std::int64_t quantity = 0; ///< smallest units, above 0
	Place from, to;
	/// Value that goes with it, in fen. nullopt: its share of what lies at `from` (moving average). Never more than
	/// lies there: of a place inside, the last piece takes all that is left.
	std::optional<std::int64_t> costFen{};
	std::string branchId; ///< whose movement it is
	std::string brand, warranty;
	OrderRef order;
	std::string person, personName;
	LineRef document, origin; ///< the paper's line that posts it; the line whose quantity it moves on
	std::string businessDate; ///< ISO
	std::int64_t depositFen = 0;
	std::int64_t chargedFen = 0;
	std::string reason;
	std::string reverses; ///< set by reverse()
	Actor actor;
	std::int64_t postedAt = 0;
};

struct Movement : Posting
{
	std::int64_t sequence = 0; ///< order of entry
	bool repeated = false;     ///< it stood there already: nothing was changed
};

/// Posts a movement and moves the balances, in the caller's transaction (after an error roll it back). An "old_part"
/// that names an order counts in old_back of parts_v_order_part (PT-11). "parts.stock_short" (conflict: item, place,
/// there, wanted; PT-04), "parts.id_taken" (conflict: the id stands for something else), "parts.movement.invalid" (bug:
/// no transfer).
Result<Movement> post(Tx& tx, Posting posting);

/// The counter-entry of a movement, or of a part of it: the same the other way round, at the same cost unless
/// `posting.costFen` says another. Of `posting` are read besides: id, quantity (0: all that is left), reason, actor,
/// postedAt, businessDate.
/// "parts.movement.not_found", "parts.movement.is_reversal", "parts.movement.over_reversed" (left, wanted),
/// "parts.stock_short".
Result<Movement> reverse(Tx& tx, const std::string& movementId, const Posting& posting);

Result<std::optional<Movement>> findMovement(Tx& tx, const std::string& id);
/// How much of a movement was taken back.
Result<std::int64_t> reversedQuantity(Tx& tx, const std::string& movementId);
Result<std::vector<Movement>> reversalsOf(Tx& tx, const std::string& movementId);

struct Balance
{
	std::int64_t quantity = 0;
	std::int64_t valueFen = 0;
	std::int64_t sequence = 0; ///< of the last movement; 0: none yet
};
/// What lies at a place; zeros where nothing ever did.
Result<Balance> balanceOf(Tx& tx, const std::string& placeId, const std::string& itemCode);
/// PT-04 in words: what is wanted where, what is there (params item, itemName, place, placeName, there, thereText,
/// wanted, wantedText; the texts in units).
erphost::Error stockShort(Tx& tx, const std::string& placeId, const std::string& itemCode, std::int64_t there,
                          std::int64_t wanted);
/// The last movement of all; 0 while there is none.
Result<std::int64_t> ledgerHead(Tx& tx);

struct MovementFilter
{
	std::string branches = "*"; ///< "|01|02|" that the caller may see
	std::string itemCode, placeId, person, documentId, branchId;
	OrderRef order;
	std::int64_t afterSequence = 0; ///< only later ones
	bool oldestFirst = false;
};
/// A movement with the names that people read.
struct ShownMovement : Movement
{
	std::string itemName, unit, fromName, toName, documentNumber;
	std::int64_t unitSize = 1;
};
struct MovementPage
{
	std::vector<ShownMovement> movements;
	std::string next;
};
/// The newest first. One of the filters is needed: the first of order, document, item, place, person, branch finds them
/// by its index; a place or branch may stand beside the others.
Result<MovementPage> listMovements(Tx& tx, const MovementFilter& filter, const std::string& cursor, int limit);

/// What lies somewhere, with the names that people read.
struct Stock
{
	std::string placeId, placeName, placeKind, branchId, itemCode, itemName, specification, unit;
	std::int64_t unitSize = 1, quantity = 0, valueFen = 0, minimum = 0;
};
struct StockPage
{
	std::vector<Stock> stock;
	std::string next;
};
struct StockFilter
{
	std::string branches = "*", placeId, itemCode; ///< one of the two
	std::string search;
	bool belowMinimum = false;
	std::string valueSort; ///< "valueFen", "-valueFen"; otherwise by code or place
};
/// Of a place by item, of an item by place inside the company.
Result<StockPage> listStock(Tx& tx, const StockFilter& filter, const std::string& cursor, int limit);

/// True while nothing lies there.
Result<bool> placeIsEmpty(Tx& tx, const std::string& placeId);
/// True if something came or went after a movement.
Result<bool> placeMovedAfter(Tx& tx, const std::string& placeId, std::int64_t sequence);
/// True once an item has a movement: from then on its smallest unit is what its quantities mean.
Result<bool> itemHasMoved(Tx& tx, const std::string& itemCode);

} // namespace parts
