#pragma once

#include "erphost/Sql.hpp"

/// SQL of the ledger. Nothing here updates or deletes a movement, and nothing else may (PT-02; RulesOfSql.test.cpp).
namespace parts::sql {

using erphost::Sql;

#define PARTS_MOVEMENT                                                                                                 \
	"m.id, m.sequence, m.kind, m.item_code, m.quantity, m.from_place, m.to_place, m.cost_fen, m.branch_id, m.brand, "  \
	"m.warranty, m.order_kind, m.order_branch, m.order_key, m.order_number, m.person, m.person_name, m.document_id, "  \
	"m.line, m.origin_document, m.origin_line, m.business_date, m.posted_at, m.actor, m.actor_name, m.deposit_fen, "   \
	"m.charged_fen, m.reason, m.reverses"

inline constexpr Sql kMovement{"parts.movement", "SELECT " PARTS_MOVEMENT " FROM parts_movement m WHERE m.id = ?1"};
inline constexpr Sql kAddMovement{
	"parts.add_movement",
	"INSERT INTO parts_movement (id, sequence, kind, item_code, quantity, from_place, to_place, cost_fen, branch_id, "
	"brand, warranty, order_kind, order_branch, order_key, order_number, person, person_name, document_id, line, "
	"origin_document, origin_line, business_date, posted_at, actor, actor_name, deposit_fen, charged_fen, reason, "
	"reverses) VALUES (?1, (SELECT COALESCE(MAX(sequence), 0) + 1 FROM parts_movement), ?2, ?3, ?4, ?5, ?6, ?7, ?8, "
	"?9, "
	"?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28) RETURNING "
	"sequence"};
inline constexpr Sql kReversed{"parts.reversed",
                               "SELECT COALESCE(SUM(quantity), 0) FROM parts_movement WHERE reverses = ?1 AND "
                               "reverses <> ''"};
inline constexpr Sql kReversals{"parts.reversals", "SELECT " PARTS_MOVEMENT " FROM parts_movement m WHERE m.reverses = "
                                                   "?1 AND m.reverses <> '' ORDER BY m.sequence"};
inline constexpr Sql kLedgerHead{"parts.ledger_head", "SELECT COALESCE(MAX(sequence), 0) FROM parts_movement"};

inline constexpr Sql kBalance{"parts.balance", "SELECT quantity, value_fen, sequence FROM parts_balance WHERE place_id "
                                               "= ?1 AND item_code = ?2"};
/// PT-04: takes only what is there. ?1 place, ?2 item, ?3 quantity, ?4 value, ?5 sequence.
inline constexpr Sql kTake{"parts.take",
                           "UPDATE parts_balance SET quantity = quantity - ?3, value_fen = value_fen - ?4, sequence = "
                           "?5 WHERE place_id = ?1 AND item_code = ?2 AND quantity >= ?3 AND value_fen >= ?4"};
/// ?3 1: a place outside; ?4 quantity and ?5 value that come, negative where they go.
inline constexpr Sql kBring{"parts.bring",
                            "INSERT INTO parts_balance (place_id, item_code, outside, quantity, value_fen, sequence) "
                            "VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (place_id, item_code) DO UPDATE SET quantity "
                            "= parts_balance.quantity + excluded.quantity, value_fen = parts_balance.value_fen + "
                            "excluded.value_fen, sequence = excluded.sequence"};

#define PARTS_SHOWN                                                                                                    \
	"SELECT " PARTS_MOVEMENT                                                                                           \
	", COALESCE(i.name, ''), COALESCE(i.unit, ''), COALESCE(i.unit_size, 1), COALESCE(f.name, m.from_place), "         \
	"COALESCE(t.name, m.to_place), COALESCE(d.number, '') FROM parts_movement m "                                      \
	"LEFT JOIN parts_item i ON i.code = m.item_code LEFT JOIN parts_place f ON f.id = m.from_place "                   \
	"LEFT JOIN parts_place t ON t.id = m.to_place LEFT JOIN parts_document d ON d.id = m.document_id WHERE "
// ?1 branches; ?2 branch; ?3 only later ones; ?4 item; ?5 place; ?6 last row seen if ?7 = 1; ?8 rows; ?9 person; then
// what the index needs.
#define PARTS_MOVEMENTS(condition, after, way)                                                                         \
	PARTS_SHOWN condition                                                                                              \
		" AND (?1 = '*' OR REPLACE(?1, '|' || m.branch_id || '|', '') <> ?1) AND (?2 = '' OR m.branch_id = ?2) AND "   \
		"m.sequence > ?3 AND (?4 = '' OR m.item_code = ?4) AND (?5 = '' OR m.from_place = ?5 OR m.to_place = ?5) AND " \
		"(?9 = '' OR m.person = ?9) AND (CAST(?7 AS BIGINT) = 0 OR m.sequence " after " ?6) ORDER BY m.sequence " way  \
		" LIMIT ?8"
/// The newest first, and the oldest first.
#define PARTS_MOVEMENTS_BOTH(constant, name, condition)                                                                \
	inline constexpr Sql constant{"parts." name, PARTS_MOVEMENTS(condition, "<", "DESC")};                             \
	inline constexpr Sql constant##Oldest                                                                              \
	{                                                                                                                  \
		"parts." name "_oldest", PARTS_MOVEMENTS(condition, ">", "ASC")                                                \
	}
PARTS_MOVEMENTS_BOTH(kMovementsOfOrder, "movements_of_order",
                     "m.order_kind = ?10 AND m.order_branch = ?11 AND m.order_key = ?12");
PARTS_MOVEMENTS_BOTH(kMovementsOfDocument, "movements_of_document", "m.document_id = ?10");
PARTS_MOVEMENTS_BOTH(kMovementsOfItem, "movements_of_item", "m.item_code = ?10");
PARTS_MOVEMENTS_BOTH(kMovementsOfPerson, "movements_of_person", "m.person = ?10");
PARTS_MOVEMENTS_BOTH(kMovementsOfBranch, "movements_of_branch", "m.branch_id = ?10");
#undef PARTS_MOVEMENTS_BOTH
#undef PARTS_MOVEMENTS
/// Of a place: what came and what went, each by its index. ?1 branches, ?2 place, ?3 only later ones, ?4 last row seen
/// if ?5 = 1, ?6 rows, ?7 branch, ?8 person.
#define PARTS_OF_PLACE(column, after)                                                                                  \
	PARTS_SHOWN "m." column                                                                                            \
				" = ?2 AND (?1 = '*' OR REPLACE(?1, '|' || m.branch_id || '|', '') <> ?1) AND m.sequence > ?3 AND "    \
				"(?7 = '' OR m.branch_id = ?7) AND (?8 = '' OR m.person = ?8) AND (CAST(?5 AS BIGINT) = 0 OR "         \
				"m.sequence " after " ?4)"
inline constexpr Sql kMovementsOfPlace{
	"parts.movements_of_place",
	PARTS_OF_PLACE("from_place", "<") " UNION ALL " PARTS_OF_PLACE("to_place", "<") " ORDER BY 2 DESC LIMIT ?6"};
inline constexpr Sql kMovementsOfPlaceOldest{
	"parts.movements_of_place_oldest",
	PARTS_OF_PLACE("from_place", ">") " UNION ALL " PARTS_OF_PLACE("to_place", ">") " ORDER BY 2 LIMIT ?6"};
#undef PARTS_OF_PLACE
#undef PARTS_SHOWN

// Stock: ?1 branches; ?2 search; ?3 1: below the minimum only; ?4 last key seen; ?5 rows; ?6 place or item.
#define PARTS_STOCK(condition, order)                                                                                  \
	"SELECT b.place_id, COALESCE(p.name, b.place_id), COALESCE(p.kind, ''), COALESCE(p.branch_id, ''), b.item_code, "  \
	"i.name, i.specification, i.unit, i.unit_size, b.quantity, b.value_fen, i.minimum FROM parts_balance b "           \
	"JOIN parts_item i ON i.code = b.item_code LEFT JOIN parts_place p ON p.id = b.place_id WHERE " condition          \
	" AND (?1 = '*' OR REPLACE(?1, '|' || COALESCE(p.branch_id, '') || '|', '') <> ?1) AND (?2 = '' OR i.search LIKE " \
	"?2) AND (CAST(?3 AS BIGINT) = 0 OR b.quantity < i.minimum) ORDER BY " order " LIMIT ?5"
inline constexpr Sql kStockOfPlace{"parts.stock_of_place",
                                   PARTS_STOCK("b.place_id = ?6 AND b.item_code > ?4", "b.item_code")};
inline constexpr Sql kStockOfItem{"parts.stock_of_item",
                                  PARTS_STOCK("b.item_code = ?6 AND b.outside = 0 AND b.place_id > ?4", "b.place_id")};
// By value: ?7 the last one seen if ?8 = 1. One place's stock, or one item's places: sorted without an index.
#define PARTS_STOCK_BY_VALUE(condition, key, after, way)                                                               \
	PARTS_STOCK(condition " AND (CAST(?8 AS BIGINT) = 0 OR (b.value_fen, " key ") " after " (?7, ?4))",                \
	            "b.value_fen " way ", " key " " way)
inline constexpr Sql kStockOfPlaceByValue{"parts.stock_of_place_by_value",
                                          PARTS_STOCK_BY_VALUE("b.place_id = ?6", "b.item_code", ">", "ASC")};
inline constexpr Sql kStockOfPlaceByValueDown{"parts.stock_of_place_by_value_down",
                                              PARTS_STOCK_BY_VALUE("b.place_id = ?6", "b.item_code", "<", "DESC")};
inline constexpr Sql kStockOfItemByValue{
	"parts.stock_of_item_by_value",
	PARTS_STOCK_BY_VALUE("b.item_code = ?6 AND b.outside = 0", "b.place_id", ">", "ASC")};
inline constexpr Sql kStockOfItemByValueDown{
	"parts.stock_of_item_by_value_down",
	PARTS_STOCK_BY_VALUE("b.item_code = ?6 AND b.outside = 0", "b.place_id", "<", "DESC")};
#undef PARTS_STOCK_BY_VALUE
#undef PARTS_STOCK
#undef PARTS_MOVEMENT

inline constexpr Sql kPlaceIsEmpty{"parts.place_is_empty",
                                   "SELECT 1 FROM parts_balance WHERE place_id = ?1 AND quantity <> 0 LIMIT 1"};
inline constexpr Sql kPlaceMovedAfter{"parts.place_moved_after",
                                      "SELECT 1 FROM parts_balance WHERE place_id = ?1 AND sequence > ?2 LIMIT 1"};
inline constexpr Sql kItemHasMoved{"parts.item_has_moved", "SELECT 1 FROM parts_movement WHERE item_code = ?1 LIMIT 1"};

inline constexpr const Sql* kLedgerStatements[] = {&kMovement,
                                                   &kAddMovement,
                                                   &kReversed,
                                                   &kReversals,
                                                   &kLedgerHead,
                                                   &kBalance,
                                                   &kTake,
                                                   &kBring,
                                                   &kMovementsOfOrder,
                                                   &kMovementsOfOrderOldest,
                                                   &kMovementsOfDocument,
                                                   &kMovementsOfDocumentOldest,
                                                   &kMovementsOfItem,
                                                   &kMovementsOfItemOldest,
                                                   &kMovementsOfPerson,
                                                   &kMovementsOfPersonOldest,
                                                   &kMovementsOfBranch,
                                                   &kMovementsOfBranchOldest,
                                                   &kMovementsOfPlace,
                                                   &kMovementsOfPlaceOldest,
                                                   &kStockOfPlace,
                                                   &kStockOfItem,
                                                   &kStockOfPlaceByValue,
                                                   &kStockOfPlaceByValueDown,
                                                   &kStockOfItemByValue,
                                                   &kStockOfItemByValueDown,
                                                   &kPlaceIsEmpty,
                                                   &kPlaceMovedAfter,
                                                   &kItemHasMoved};

} // namespace parts::sql
