#pragma once

#include "erphost/Sql.hpp"

/// SQL of orders and their fee.
namespace fees::sql {

using erphost::Sql;

// Column order: see store/FeeOrders.cpp.
#define FEES_ERP_ORDER                                                                                                 \
	"SELECT w.branch_id, w.erp_key, COALESCE(w.number, w.erp_key), COALESCE(w.status, ''), COALESCE(w.service_type, "  \
	"''), "                                                                                                            \
	"COALESCE(w.product_type, ''), COALESCE(w.brand, ''), COALESCE(w.model, ''), COALESCE(w.serial_number, ''), "      \
	"COALESCE(w.fault_code, ''), COALESCE(w.fault, ''), COALESCE(w.technician_number, ''), "                           \
	"COALESCE(w.technician_name, ''), "                                                                                \
	"COALESCE(w.provider_number, ''), COALESCE(w.provider_name, ''), COALESCE(w.outsourced, 0), w.completed_at, "      \
	"w.ordered_at, COALESCE(w.warranty, ''), COALESCE(w.purchased_on, ''), COALESCE(w.invoice_number, w.sale_number, " \
	"''), "                                                                                                            \
	"COALESCE(w.quantity, 1), COALESCE(w.service_mode, ''), COALESCE(p.warranty_months, -1), w.deleted FROM "          \
	"erp_work_order w LEFT JOIN erp_product p ON p.branch_id = w.branch_id AND p.erp_key = w.product_code AND "        \
	"p.deleted = 0 "
inline constexpr Sql kErpOrder{"fees.erp_order", FEES_ERP_ORDER "WHERE w.branch_id = ?1 AND w.erp_key = ?2"};
inline constexpr Sql kChangedErpOrders{
	"fees.changed_erp_orders",
	"SELECT branch_id, erp_key FROM erp_work_order WHERE change_seq > ?1 AND change_seq <= ?2 ORDER BY change_seq"};
#undef FEES_ERP_ORDER
inline constexpr Sql kFeeBranchName{
	"fees.branch_name", "SELECT COALESCE(name, erp_key) FROM erp_branch WHERE erp_key = ?1 AND deleted = 0 LIMIT 1"};
inline constexpr Sql kFeeTechnicianName{
	"fees.technician_name",
	"SELECT COALESCE(name, '') FROM erp_technician WHERE branch_id = ?1 AND number = ?2 AND deleted = 0 LIMIT 1"};
inline constexpr Sql kFeeCustomerName{
	"fees.customer_name",
	"SELECT COALESCE(customer_name, '') FROM erp_work_order WHERE branch_id = ?1 AND erp_key = ?2 AND deleted = 0"};

#define FEES_ORDER_COLUMNS                                                                                             \
	"kind, branch_id, erp_key, order_number, status, service_type, product_type, brand, model, serial_number, "        \
	"fault_key, technician, technician_name, provider, provider_name, outsourced, completed_at, completed_on, "        \
	"verdict, verdict_reason, covered_until, purchased_on, warranty_months, warranty_source, warranty_list, "          \
	"repair_of, erp_warranty, generation, computed_fen, charged_fen, handed_fen, passed_fen, cashed_fen, named_fen, "  \
	"refunded_fen, money_state, exception, touched_at"
inline constexpr Sql kFeeOrder{"fees.order", "SELECT " FEES_ORDER_COLUMNS
                                             ", settlement_state, version FROM fees_order WHERE kind = ?1 "
                                             "AND branch_id = ?2 AND erp_key = ?3"};
inline constexpr Sql kSaveFeeOrder{
	"fees.save_order",
	"INSERT INTO fees_order (" FEES_ORDER_COLUMNS
	", settlement_state, version) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, "
	"?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, "
	"?32, ?33, ?34, ?35, ?36, ?37, ?38, '', 1) ON CONFLICT (kind, branch_id, erp_key) DO UPDATE SET order_number = "
	"excluded.order_number, status = excluded.status, service_type = excluded.service_type, product_type = "
	"excluded.product_type, brand = excluded.brand, model = excluded.model, serial_number = excluded.serial_number, "
	"fault_key = excluded.fault_key, technician = excluded.technician, technician_name = excluded.technician_name, "
	"provider = excluded.provider, provider_name = excluded.provider_name, outsourced = excluded.outsourced, "
	"completed_at = excluded.completed_at, completed_on = excluded.completed_on, verdict = excluded.verdict, "
	"verdict_reason = excluded.verdict_reason, covered_until = excluded.covered_until, purchased_on = "
	"excluded.purchased_on, warranty_months = excluded.warranty_months, warranty_source = excluded.warranty_source, "
	"warranty_list = excluded.warranty_list, repair_of = excluded.repair_of, erp_warranty = excluded.erp_warranty, "
	"generation = excluded.generation, computed_fen = excluded.computed_fen, charged_fen = excluded.charged_fen, "
	"handed_fen = excluded.handed_fen, passed_fen = excluded.passed_fen, cashed_fen = excluded.cashed_fen, named_fen = "
	"excluded.named_fen, refunded_fen = excluded.refunded_fen, money_state = excluded.money_state, exception = "
	"excluded.exception, touched_at = excluded.touched_at, version = fees_order.version + 1"};
inline constexpr Sql kOrdersOfNumber{
	"fees.orders_of_number",
	"SELECT kind, branch_id, erp_key FROM fees_order WHERE order_number = ?1 AND branch_id = ?2 "
	"ORDER BY erp_key LIMIT 2"};
/// FE-09: the last repair of the same fault of the same unit before this one.
inline constexpr Sql kEarlierRepair{
	"fees.earlier_repair",
	"SELECT order_number, completed_on FROM fees_order WHERE serial_number = ?1 AND fault_key = ?2 AND completed_at < "
	"?3 AND "
	"service_type = 'repair' AND NOT (branch_id = ?4 AND erp_key = ?5) ORDER BY completed_at DESC LIMIT 1"};

// ?1 branches; ?2 branch; ?3 order number; ?4 ?5 touched_at and key of the last row if ?6 = 1; ?7 rows; ?8 money state.
#define FEES_ORDER_PAGE(state)                                                                                         \
	"SELECT " FEES_ORDER_COLUMNS ", settlement_state, version FROM fees_order WHERE " state                            \
	"(?1 = '*' OR REPLACE(?1, '|' || branch_id || '|', '') <> ?1) AND (?2 = '' OR branch_id = ?2) AND (?3 = '' OR "    \
	"order_number = ?3) AND (CAST(?6 AS BIGINT) = 0 OR (touched_at, erp_key) < (?4, ?5)) ORDER BY touched_at DESC, "   \
	"erp_key DESC LIMIT ?7"
inline constexpr Sql kFeeOrders{"fees.orders", FEES_ORDER_PAGE("")};
inline constexpr Sql kFeeOrdersOfState{"fees.orders_of_state", FEES_ORDER_PAGE("money_state = ?8 AND ")};
inline constexpr Sql kFeeOrdersOfNumber{"fees.orders_of_this_number", FEES_ORDER_PAGE("order_number = ?3 AND ")};
#undef FEES_ORDER_PAGE
#undef FEES_ORDER_COLUMNS

inline constexpr Sql kAddWarrantyNote{
	"fees.add_warranty_note", "INSERT INTO fees_warranty_note (id, kind, branch_id, erp_key, exclusion, proof, "
							  "purchased_on, reason, who, who_name, at) "
							  "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) ON CONFLICT (id) DO NOTHING"};
inline constexpr Sql kWarrantyNotes{"fees.warranty_notes",
                                    "SELECT id, exclusion, proof, purchased_on, reason, who_name, at FROM "
                                    "fees_warranty_note WHERE kind = ?1 AND branch_id = ?2 AND "
                                    "erp_key = ?3 ORDER BY at, id"};

inline constexpr Sql kPublishedParts{"fees.published_parts",
                                     "SELECT item_code, item_name, unit, unit_size, used, COALESCE(cost_fen, 0), "
                                     "COALESCE(free_approval, '') FROM parts_v_order_part "
                                     "WHERE kind = ?1 AND branch_id = ?2 AND erp_key = ?3 ORDER BY item_code"};
inline constexpr Sql kDropOrderParts{"fees.drop_order_parts",
                                     "DELETE FROM fees_order_part WHERE kind = ?1 AND branch_id = ?2 AND erp_key = ?3"};
inline constexpr Sql kAddOrderPart{
	"fees.add_order_part",
	"INSERT INTO fees_order_part (kind, branch_id, erp_key, item_code, item_name, unit, unit_size, used, cost_fen, "
	"free_approval) "
	"VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) ON CONFLICT (kind, branch_id, erp_key, item_code) DO UPDATE SET "
	"used = "
	"fees_order_part.used + excluded.used, cost_fen = fees_order_part.cost_fen + excluded.cost_fen"};
inline constexpr Sql kOrderParts{"fees.order_parts",
                                 "SELECT item_code, item_name, unit, unit_size, used, cost_fen, free_approval FROM "
                                 "fees_order_part WHERE kind = ?1 AND branch_id = "
                                 "?2 AND erp_key = ?3 ORDER BY item_code"};

inline constexpr Sql kAddComputation{"fees.add_computation",
                                     "INSERT INTO fees_computation (kind, branch_id, erp_key, generation, at, cause, "
                                     "verdict, verdict_reason, total_fen) VALUES (?1, ?2, "
                                     "?3, ?4, ?5, ?6, ?7, ?8, ?9)"};
inline constexpr Sql kComputations{"fees.computations",
                                   "SELECT generation, at, cause, total_fen, verdict, verdict_reason FROM "
                                   "fees_computation WHERE kind = ?1 AND branch_id = ?2 AND erp_key "
                                   "= ?3 ORDER BY generation"};
inline constexpr Sql kAddComputedLine{"fees.add_computed_line",
                                      "INSERT INTO fees_computed_line (kind, branch_id, erp_key, generation, line, "
                                      "what, code, name, quantity, unit, unit_size, price_fen, "
                                      "amount_fen, basis, list_id, list_line) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, "
                                      "?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)"};
inline constexpr Sql kComputedLines{"fees.computed_lines",
                                    "SELECT l.what, l.code, l.name, l.quantity, l.unit, l.unit_size, l.price_fen, "
                                    "l.amount_fen, l.basis, l.list_id, l.list_line, "
                                    "COALESCE(v.number, '') FROM fees_computed_line l LEFT JOIN fees_list v ON v.id = "
                                    "l.list_id WHERE l.kind = ?1 AND l.branch_id = ?2 "
                                    "AND l.erp_key = ?3 AND l.generation = ?4 ORDER BY l.line"};

inline constexpr Sql kPutNamed{"fees.put_named",
                               "INSERT INTO fees_named (id, kind, branch_id, erp_key, finding, amount_fen, said, "
                               "position, at, withdrawn) VALUES (?1, ?2, ?3, ?4, ?5, "
                               "?6, ?7, ?8, ?9, ?10) ON CONFLICT (id) DO UPDATE SET amount_fen = excluded.amount_fen, "
                               "said = excluded.said, position = "
                               "excluded.position, at = excluded.at, withdrawn = excluded.withdrawn WHERE "
                               "fees_named.position < excluded.position"};
/// The last amount that a customer named and did not take back.
inline constexpr Sql kNamed{"fees.named", "SELECT amount_fen FROM fees_named WHERE kind = ?1 AND branch_id = ?2 AND "
                                          "erp_key = ?3 AND withdrawn = 0 AND amount_fen IS NOT NULL "
                                          "ORDER BY position DESC LIMIT 1"};

inline constexpr const Sql* kFeeOrderStatements[] = {
	&kErpOrder,        &kChangedErpOrders, &kFeeBranchName,    &kFeeTechnicianName,
	&kFeeCustomerName, &kFeeOrder,         &kSaveFeeOrder,     &kOrdersOfNumber,
	&kEarlierRepair,   &kFeeOrders,        &kFeeOrdersOfState, &kFeeOrdersOfNumber,
	&kAddWarrantyNote, &kWarrantyNotes,    &kPublishedParts,   &kDropOrderParts,
	&kAddOrderPart,    &kOrderParts,       &kAddComputation,   &kComputations,
	&kAddComputedLine, &kComputedLines,    &kPutNamed,         &kNamed};

} // namespace fees::sql
