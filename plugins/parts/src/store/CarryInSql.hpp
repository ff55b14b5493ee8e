#pragma once

#include "erphost/Sql.hpp"
#include "store/OrderedSql.hpp"

#include <string_view>

/// SQL of the carry-in desk (PT-20) and of waiting orders (PT-07).
namespace parts::sql {

using erphost::Sql;

inline constexpr std::string_view kCarryInColumns[] = {
	"id",           "number",   "branchId", "order.kind",   "order.branchId", "order.key", "order.number",
	"productType",  "brand",    "model",    "serialNumber", "{accessories",   "fault",     "condition",
	"customerName", "phone",    "where",    "whereNote",    "state",          "result",    "#feeFen",
	"#takenAt",     "#readyAt", "#toldAt",  "#pickedUpAt",  "#version"};
#define PARTS_CARRY_IN                                                                                                 \
	"SELECT t.id, t.number, t.branch_id, t.kind, t.order_branch, t.erp_key, t.order_number, t.product_type, t.brand, " \
	"t.model, t.serial, t.accessories, t.fault, t.condition, t.customer_name, t.phone, t.place, t.place_note, "        \
	"t.state, t.result, t.fee_fen, t.taken_at, t.ready_at, t.told_at, t.picked_up_at, t.version FROM parts_carry_in "  \
	"t WHERE "
inline constexpr Sql kCarryIn{"parts.carry_in", PARTS_CARRY_IN "t.id = ?1"};
/// ?8 search with % on both sides.
#define PARTS_CARRY_PAGE(condition, value, after, way)                                                                 \
	PARTS_CARRY_IN condition                                                                                           \
		" AND (?1 = '*' OR REPLACE(?1, '|' || t.branch_id || '|', '') <> ?1) AND (?2 = '' OR t.branch_id = ?2) AND "   \
		"(?8 = '' OR t.number LIKE ?8 OR t.serial LIKE ?8 OR t.customer_name LIKE ?8 OR t.phone LIKE ?8) AND "         \
		"(CAST(?6 AS BIGINT) = 0 OR "                                                                                  \
		"(" value ", t.id) " after " (?4, ?5)) ORDER BY " value " " way ", t.id " way " LIMIT ?7"
PARTS_ORDERED(kCarryIns, "carry_ins", PARTS_CARRY_PAGE, "t.state", "t.taken_at");
#undef PARTS_CARRY_PAGE
#undef PARTS_CARRY_IN
inline constexpr Sql kAddCarryIn{
	"parts.add_carry_in",
	"INSERT INTO parts_carry_in (id, number, branch_id, kind, order_branch, erp_key, order_number, product_type, "
	"brand, "
	"model, serial, accessories, fault, condition, customer_name, phone, place, place_note, state, result, fee_fen, "
	"taken_at, ready_at, told_at, picked_up_at, version) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, "
	"?13, ?14, ?15, ?16, 'counter', '', 'taken_in', '', NULL, ?17, NULL, NULL, NULL, 1)"};
inline constexpr Sql kMoveCarryIn{"parts.move_carry_in", "UPDATE parts_carry_in SET place = ?2, place_note = ?3, "
                                                         "version = version + 1 WHERE id = ?1"};
inline constexpr Sql kReadyCarryIn{"parts.ready_carry_in",
                                   "UPDATE parts_carry_in SET state = 'ready', result = ?2, fee_fen = ?3, ready_at = "
                                   "?4, place = 'shelf', version = version + 1 WHERE id = ?1"};
inline constexpr Sql kTellCarryIn{"parts.tell_carry_in", "UPDATE parts_carry_in SET state = 'told', told_at = ?2, "
                                                         "version = version + 1 WHERE id = ?1"};
inline constexpr Sql kFetchCarryIn{"parts.fetch_carry_in",
                                   "UPDATE parts_carry_in SET state = 'picked_up', picked_up_at = ?2, version = "
                                   "version + 1 WHERE id = ?1"};

inline constexpr std::string_view kWaitingColumns[] = {
	"itemCode", "itemName",   "specification",  "unit",         "#unitSize",    "id",           "number",
	"branchId", "order.kind", "order.branchId", "order.key",    "order.number", "#quantity",    "#issuedBefore",
	"?special", "state",      "origin",         "#requestedAt", "#dueAt",       "supplierDate", "supplierReason",
	"#leftAt",  "toldDate",   "#toldAt",        "toldVia",      "#version"};
#define PARTS_WAITING                                                                                                  \
	"SELECT t.item_code, COALESCE(i.name, ''), COALESCE(i.specification, ''), COALESCE(i.unit, ''), "                  \
	"COALESCE(i.unit_size, 1), t.id, t.number, t.branch_id, t.kind, t.branch_id, t.erp_key, t.order_number, "          \
	"t.quantity, t.issued_before, t.special, t.state, t.origin, t.requested_at, t.due_at, t.supplier_date, "           \
	"t.supplier_reason, t.left_at, t.told_date, t.told_at, t.told_via, t.version FROM parts_waiting t LEFT JOIN "      \
	"parts_item i ON i.code = t.item_code WHERE "
inline constexpr Sql kWaiting{"parts.waiting", PARTS_WAITING "t.id = ?1"};
inline constexpr Sql kWaitingOfOrder{"parts.waiting_of_order",
                                     PARTS_WAITING "t.kind = ?1 AND t.branch_id = ?2 AND t.erp_key = ?3 AND t.state = "
                                                   "'waiting' ORDER BY t.requested_at, t.id"};
/// ?8 1: overdue only, before ?9 now.
#define PARTS_WAITING_AS(condition, of, value, after, way)                                                             \
	PARTS_WAITING condition                                                                                            \
		" AND (?1 = '*' OR REPLACE(?1, '|' || t.branch_id || '|', '') <> ?1) AND (?2 = '' OR t.branch_id = ?2) "       \
		"AND " of " AND (CAST(?6 AS BIGINT) = 0 OR (" value ", t.id) " after " (?4, ?5)) ORDER BY " value " " way      \
		", t.id " way " LIMIT ?7"
#define PARTS_WAITING_PAGE(condition, value, after, way)                                                               \
	PARTS_WAITING_AS(condition, "(CAST(?8 AS BIGINT) = 0 OR (t.state = 'waiting' AND t.due_at < ?9))", value, after,   \
	                 way)
PARTS_ORDERED(kWaitings, "waitings", PARTS_WAITING_PAGE, "t.state", "t.due_at");
/// Whose customer must be told: a date that he does not know, or one that was not kept. ?3 is not used; ?8 now.
#define PARTS_TO_CALL                                                                                                  \
	"((t.supplier_date <> '' AND t.supplier_date <> t.told_date) OR (t.due_at < CAST(?8 AS BIGINT) AND "               \
	"COALESCE(t.told_at, 0) < t.due_at))"
inline constexpr Sql kWaitingCalls{
	"parts.waiting_calls", PARTS_WAITING_AS("t.state = 'waiting' AND ?3 = ''", PARTS_TO_CALL, "t.due_at", ">", "ASC")};
inline constexpr Sql kWaitingCallsDown{
	"parts.waiting_calls_down",
	PARTS_WAITING_AS("t.state = 'waiting' AND ?3 = ''", PARTS_TO_CALL, "t.due_at", "<", "DESC")};
#undef PARTS_TO_CALL
#undef PARTS_WAITING_AS
#undef PARTS_WAITING_PAGE
#undef PARTS_WAITING
inline constexpr Sql kAddWaiting{
	"parts.add_waiting",
	"INSERT INTO parts_waiting (id, number, kind, branch_id, erp_key, order_number, item_code, quantity, "
	"issued_before, special, state, origin, requested_at, due_at, supplier_date, supplier_reason, left_at, told_date, "
	"told_at, told_via, version) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, 'waiting', ?11, ?12, ?13, '', '', "
	"NULL, '', NULL, '', 1)"};
inline constexpr Sql kSetWaitingItem{"parts.set_waiting_item",
                                     "UPDATE parts_waiting SET item_code = ?2, quantity = ?3, issued_before = ?4, "
                                     "special = ?5, due_at = ?6, version = version + 1 WHERE id = ?1"};
inline constexpr Sql kSetWaitingDate{"parts.set_waiting_date",
                                     "UPDATE parts_waiting SET supplier_date = ?2, supplier_reason = ?3, due_at = ?4, "
                                     "version = version + 1 WHERE id = ?1"};
inline constexpr Sql kTellWaiting{"parts.tell_waiting",
                                  "UPDATE parts_waiting SET told_date = ?2, told_at = ?3, told_via = ?4, version = "
                                  "version + 1 WHERE id = ?1"};
inline constexpr Sql kEndWaiting{"parts.end_waiting", "UPDATE parts_waiting SET state = ?2, left_at = ?3, version = "
                                                      "version + 1 WHERE id = ?1"};
/// What left for an order of an item until now: issued less returned.
inline constexpr Sql kOrderIssued{
	"parts.order_issued", "SELECT COALESCE(MAX(issued - returned), 0) FROM parts_order_part WHERE kind = ?1 AND "
						  "branch_id = ?2 AND erp_key = ?3 AND item_code = ?4"};
inline constexpr std::string_view kFlaggedOrderColumns[] = {"branchId", "key", "number", "?waiting", "?ended"};
inline constexpr Sql kFlaggedOrders{
	"parts.flagged_orders",
	"SELECT branch_id, erp_key, COALESCE(number, erp_key), COALESCE(waiting_for_parts, 0), CASE WHEN deleted = 1 OR "
	"COALESCE(status, '') IN ('done', 'cancelled') THEN 1 ELSE 0 END FROM erp_work_order WHERE change_seq > ?1 AND "
	"change_seq <= ?2"};

inline constexpr const Sql* kCarryInStatements[] = {&kCarryIn,        PARTS_ORDERED_STATEMENTS(kCarryIns),
                                                    &kAddCarryIn,     &kMoveCarryIn,
                                                    &kReadyCarryIn,   &kTellCarryIn,
                                                    &kFetchCarryIn,   &kWaiting,
                                                    &kWaitingOfOrder, PARTS_ORDERED_STATEMENTS(kWaitings),
                                                    &kWaitingCalls,   &kWaitingCallsDown,
                                                    &kAddWaiting,     &kSetWaitingItem,
                                                    &kSetWaitingDate, &kTellWaiting,
                                                    &kEndWaiting,     &kOrderIssued,
                                                    &kFlaggedOrders};

} // namespace parts::sql
