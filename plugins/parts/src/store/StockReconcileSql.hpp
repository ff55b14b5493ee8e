#pragma once

#include "erphost/Sql.hpp"

/// SQL of the reconciliation with the ERP's stock (PT-05). The ERP's tables are read, never written.
namespace parts::sql {

using erphost::Sql;

inline constexpr Sql kChangedStock{
	"parts.changed_stock",
	"SELECT branch_id, erp_key, COALESCE(part_code, erp_key), COALESCE(warehouse, ''), COALESCE(quantity, ''), deleted "
	"FROM erp_stock_balance WHERE change_seq > ?1 AND change_seq <= ?2 ORDER BY change_seq"};
/// What row of ours it was before; its item may have been another one.
inline constexpr Sql kKnownErpStock{"parts.known_erp_stock",
                                    "SELECT item_code FROM parts_erp_stock WHERE erp_branch = ?1 AND erp_key = ?2"};
inline constexpr Sql kPutErpStock{
	"parts.put_erp_stock",
	"INSERT INTO parts_erp_stock (erp_branch, erp_key, item_code, warehouse, quantity) VALUES (?1, ?2, ?3, ?4, ?5) ON "
	"CONFLICT (erp_branch, erp_key) DO UPDATE SET item_code = excluded.item_code, warehouse = excluded.warehouse, "
	"quantity = excluded.quantity"};
inline constexpr Sql kDropErpStock{"parts.drop_erp_stock", "DELETE FROM parts_erp_stock WHERE erp_branch = ?1 AND "
                                                           "erp_key = ?2"};

// A store without a warehouse of its own has all that no other store of the branch has.
#define PARTS_OF_STORE                                                                                                 \
	"(e.warehouse = ?2 OR (?2 = '' AND NOT EXISTS (SELECT 1 FROM parts_place p WHERE p.erp_branch = e.erp_branch AND " \
	"p.kind IN ('central', 'store') AND p.erp_warehouse <> '' AND p.erp_warehouse = e.warehouse)))"
/// ?1 branch and ?2 warehouse of the ERP.
inline constexpr Sql kErpStock{"parts.erp_stock", "SELECT e.item_code, e.quantity FROM parts_erp_stock e WHERE "
                                                  "e.erp_branch = ?1 AND " PARTS_OF_STORE " ORDER BY e.item_code"};
inline constexpr Sql kErpStockOfItem{
	"parts.erp_stock_of_item", "SELECT e.item_code, e.quantity FROM parts_erp_stock e WHERE e.erp_branch = ?1 AND "
							   "e.item_code = ?3 AND " PARTS_OF_STORE};
#undef PARTS_OF_STORE
/// Items to look at in a store, from either side: ?1 place, ?2 branch of the ERP, ?3 last item seen, ?4 rows.
inline constexpr Sql kItemsToCheck{
	"parts.items_to_check",
	"SELECT item_code FROM parts_balance WHERE place_id = ?1 AND item_code > ?3 UNION SELECT item_code FROM "
	"parts_erp_stock WHERE erp_branch = ?2 AND item_code > ?3 ORDER BY 1 LIMIT ?4"};
/// Movements after ?1, ?2 rows.
inline constexpr Sql kMovedSince{"parts.moved_since", "SELECT sequence, item_code, from_place, to_place FROM "
                                                      "parts_movement WHERE sequence > ?1 ORDER BY sequence LIMIT ?2"};

#define PARTS_AGREEMENT                                                                                                \
	"SELECT a.place_id, a.item_code, a.agreed_at, a.agreed_sequence, a.state, a.what, a.ours, a.theirs, "              \
	"a.theirs_text, a.differs_since, a.checked_at, a.explanation, a.explained_by, a.told, a.number, a.version, "       \
	"COALESCE(p.name, "                                                                                                \
	"a.place_id), COALESCE(p.branch_id, ''), COALESCE(i.name, ''), COALESCE(i.specification, ''), COALESCE(i.unit, "   \
	"''), COALESCE(i.unit_size, 1) FROM parts_agreement a LEFT JOIN parts_place p ON p.id = a.place_id LEFT JOIN "     \
	"parts_item i ON i.code = a.item_code "
inline constexpr Sql kAgreement{"parts.agreement", PARTS_AGREEMENT "WHERE a.place_id = ?1 AND a.item_code = ?2"};
/// ?1 branches, ?2 place, ?3 branch, ?4 ?5 place and item seen last, ?6 rows.
#define PARTS_DIFFERENCES(after, order)                                                                                \
	PARTS_AGREEMENT "WHERE a.state = 'differs' AND (?1 = '*' OR REPLACE(?1, '|' || COALESCE(p.branch_id, '') || '|', " \
					"'') <> ?1) AND (?2 = '' OR a.place_id = ?2) AND (?3 = '' OR p.branch_id = ?3) AND " after         \
					" ORDER BY " order " LIMIT ?6"
inline constexpr Sql kDifferences{"parts.differences",
                                  PARTS_DIFFERENCES("(a.place_id, a.item_code) > (?4, ?5)", "a.place_id, a.item_code")};
/// By age, what differs at a time: ?7 the last one's if ?8 = 1.
inline constexpr Sql kDifferencesBySince{
	"parts.differences_by_since",
	PARTS_DIFFERENCES("(CAST(?8 AS BIGINT) = 0 OR (a.differs_since, a.place_id, a.item_code) > (?7, ?4, ?5))",
                      "a.differs_since, a.place_id, a.item_code")};
inline constexpr Sql kDifferencesBySinceDown{
	"parts.differences_by_since_down",
	PARTS_DIFFERENCES("(CAST(?8 AS BIGINT) = 0 OR (a.differs_since, a.place_id, a.item_code) < (?7, ?4, ?5))",
                      "a.differs_since DESC, a.place_id DESC, a.item_code DESC")};
#undef PARTS_DIFFERENCES
#undef PARTS_AGREEMENT
inline constexpr Sql kPutAgreement{
	"parts.put_agreement",
	"INSERT INTO parts_agreement (place_id, item_code, agreed_at, agreed_sequence, state, what, ours, theirs, "
	"theirs_text, differs_since, checked_at, explanation, explained_by, told, number, version) VALUES (?1, ?2, ?3, ?4, "
	"?5, ?6, "
	"?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, 1) ON CONFLICT (place_id, item_code) DO UPDATE SET agreed_at = "
	"excluded.agreed_at, agreed_sequence = excluded.agreed_sequence, state = excluded.state, what = excluded.what, "
	"ours "
	"= excluded.ours, theirs = excluded.theirs, theirs_text = excluded.theirs_text, differs_since = "
	"excluded.differs_since, checked_at = excluded.checked_at, explanation = excluded.explanation, explained_by = "
	"excluded.explained_by, told = excluded.told, number = excluded.number, version = parts_agreement.version + 1"};

inline constexpr Sql kMark{"parts.mark", "SELECT value FROM parts_mark WHERE name = ?1"};
inline constexpr Sql kSetMark{"parts.set_mark",
                              "INSERT INTO parts_mark (name, value) VALUES (?1, ?2) ON CONFLICT (name) "
                              "DO UPDATE SET value = excluded.value"};

inline constexpr const Sql* kReconcileStatements[] = {
	&kChangedStock,       &kKnownErpStock,          &kPutErpStock,  &kDropErpStock, &kErpStock,
	&kErpStockOfItem,     &kItemsToCheck,           &kMovedSince,   &kAgreement,    &kDifferences,
	&kDifferencesBySince, &kDifferencesBySinceDown, &kPutAgreement, &kMark,         &kSetMark};

} // namespace parts::sql
