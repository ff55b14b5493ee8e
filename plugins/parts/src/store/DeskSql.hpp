#pragma once

#include "erphost/Sql.hpp"
#include "store/OrderedSql.hpp"

#include <span>
#include <string_view>

/// SQL that all of the desk's records share.
namespace parts::sql {

using erphost::Sql;

inline constexpr Sql kAddStep{"parts.add_step",
                              "INSERT INTO parts_step (record_id, version, at, what, actor, actor_name, note) VALUES "
                              "(?1, ?2, ?3, ?4, ?5, ?6, ?7)"};
inline constexpr std::string_view kStepColumns[] = {"#at", "what", "by", "note"};
inline constexpr Sql kSteps{
	"parts.steps", "SELECT at, what, actor_name, note FROM parts_step WHERE record_id = ?1 ORDER BY version LIMIT 500"};

inline constexpr std::string_view kDeskItemColumns[] = {
	"itemCode", "itemName", "specification", "unit", "#unitSize", "kind", "class", "#costFen", "?hazardous", "brand"};
inline constexpr Sql kDeskItem{"parts.desk_item", "SELECT code, name, specification, unit, unit_size, kind, class, "
                                                  "cost_fen, hazardous, brand FROM parts_item WHERE code = ?1"};
inline constexpr std::string_view kDeskOrderColumns[] = {"number", "brand",    "technician",   "technicianName",
                                                         "status", "?waiting", "customerName", "phone"};
inline constexpr Sql kDeskOrder{
	"parts.desk_order",
	"SELECT COALESCE(number, erp_key), COALESCE(brand, ''), COALESCE(technician_number, ''), "
	"COALESCE(technician_name, ''), COALESCE(status, ''), COALESCE(waiting_for_parts, 0), COALESCE(customer_name, ''), "
	"COALESCE(customer_phone, '') FROM erp_work_order WHERE branch_id = ?1 AND erp_key = ?2 AND deleted = 0"};

inline constexpr Sql kAddDeskMessage{"parts.add_message",
                                     "INSERT INTO parts_message (id, about, record_id, told) VALUES (?1, ?2, ?3, ?4) "
                                     "ON CONFLICT (id) DO NOTHING"};
inline constexpr std::string_view kDeskMessageColumns[] = {"about", "recordId", "told"};
inline constexpr Sql kDeskMessage{"parts.message", "SELECT about, record_id, told FROM parts_message WHERE id = ?1"};

inline constexpr std::string_view kChargeColumns[] = {
	"id",      "number",   "branchId",   "person.kind",     "person.key", "person.name",
	"reason",  "sourceId", "movementId", "itemCode",        "itemName",   "#quantity",
	"#sumFen", "text",     "order.kind", "order.branchId",  "order.key",  "order.number",
	"#at",     "by",       "state",      "withdrawnReason", "#version"};
#define PARTS_CHARGE                                                                                                   \
	"SELECT t.id, t.number, t.branch_id, t.person_kind, t.person, t.person_name, t.reason, t.source_id, "              \
	"t.movement_id, t.item_code, COALESCE(i.name, ''), t.quantity, t.sum_fen, t.text, t.kind, t.order_branch, "        \
	"t.erp_key, t.order_number, t.raised_at, t.raised_name, t.state, t.withdrawn_reason, t.version FROM parts_charge " \
	"t LEFT JOIN parts_item i ON i.code = t.item_code "
inline constexpr Sql kCharge{"parts.charge", PARTS_CHARGE "WHERE t.id = ?1"};
inline constexpr Sql kChargesOfSource{"parts.charges_of_source",
                                      PARTS_CHARGE "WHERE t.source_id = ?1 ORDER BY t.raised_at, t.id LIMIT 500"};
// ?1 branches; ?2 branch; ?3 state; ?4 ?5 last row seen if ?6 = 1; ?7 rows.
#define PARTS_CHARGE_PAGE(condition, value, after, way)                                                                \
	PARTS_CHARGE                                                                                                       \
	"WHERE " condition " AND (?1 = '*' OR REPLACE(?1, '|' || t.branch_id || '|', '') <> ?1) AND (?2 = '' "             \
	"OR t.branch_id = ?2) AND (CAST(?6 AS BIGINT) = 0 OR (" value ", t.id) " after " (?4, ?5)) ORDER BY " value        \
	" " way ", t.id " way " LIMIT ?7"
PARTS_ORDERED(kCharges, "charges", PARTS_CHARGE_PAGE, "t.state", "t.raised_at");
PARTS_ORDERED(kChargesBySum, "charges_by_sum", PARTS_CHARGE_PAGE, "t.state", "t.sum_fen");
#undef PARTS_CHARGE_PAGE
#undef PARTS_CHARGE
inline constexpr Sql kAddCharge{
	"parts.add_charge",
	"INSERT INTO parts_charge (id, number, branch_id, person_kind, person, person_name, reason, source_id, "
	"movement_id, item_code, quantity, sum_fen, text, kind, order_branch, erp_key, order_number, raised_at, "
	"raised_name, state, withdrawn_reason, version) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, "
	"?14, ?15, ?16, ?17, ?18, ?19, 'raised', '', 1)"};
inline constexpr Sql kWithdrawCharge{"parts.withdraw_charge",
                                     "UPDATE parts_charge SET state = 'withdrawn', withdrawn_reason = ?2, version = "
                                     "version + 1 WHERE id = ?1"};

// The desk's counters, each by its index. ?1 branches; ?2 branch; ?3 now; ?4 today; ?5 ready before this is overdue.
#define PARTS_MINE(t)                                                                                                  \
	" (?1 = '*' OR REPLACE(?1, '|' || " t ".branch_id || '|', '') <> ?1) AND (?2 = '' OR " t ".branch_id = ?2)"
inline constexpr std::string_view kDeskCounterColumns[] = {
	"#stocktakesOpen", "#stocktakesToApprove", "#waitingOpen",  "#waitingOverdue",     "#toTell",
	"#oldOverdue",     "#lotsOverdue",         "#loansOverdue", "#disposalsToApprove", "#defectivesOpen",
	"#carryInsReady",  "#carryInsOverdue",     "#shortages"};
inline constexpr Sql kDeskCounters{
	"parts.desk_counters",
	"SELECT (SELECT COUNT(*) FROM parts_stocktake s WHERE s.state IN ('planned', 'counting', 'recounting') "
	"AND" PARTS_MINE("s") "), (SELECT COUNT(*) FROM parts_stocktake s WHERE s.state = 'explaining' AND" PARTS_MINE("s") "), (SELECT COUNT(*) FROM parts_waiting w WHERE w.state = 'waiting' AND" PARTS_MINE(
		"w") "), (SELECT "
			 "COUNT(*) FROM "
			 "parts_waiting "
			 "w WHERE "
			 "w.state = "
			 "'waiting' AND "
			 "w.due_at < ?3 "
			 "AND" PARTS_MINE(
				 "w") "), "
					  "(SELECT COUNT(*) FROM parts_waiting w WHERE w.state = 'waiting' AND ((w.supplier_date <> '' AND "
					  "w.supplier_date "
					  "<> w.told_date) OR (w.due_at < ?3 AND COALESCE(w.told_at, 0) < w.due_at)) AND" PARTS_MINE(
						  "w") "), "
							   "(SELECT COUNT(*) FROM parts_old_part o WHERE o.state = 'open' AND o.due_on < ?4 "
							   "AND" PARTS_MINE(
								   "o") "), "
										"(SELECT COUNT(*) FROM parts_old_lot l WHERE l.state = 'sent' AND l.due_on < "
										"?4 AND" PARTS_MINE(
											"l") "), "
												 "(SELECT COUNT(*) FROM parts_loan n WHERE n.state = 'out' AND "
												 "n.due_on < ?4 AND" PARTS_MINE(
													 "n") "), "
														  "(SELECT COUNT(*) FROM parts_disposal d WHERE d.state = "
														  "'planned' AND" PARTS_MINE(
															  "d") "), "
																   "(SELECT COUNT(*) FROM parts_defective f WHERE "
																   "f.open = 1 AND" PARTS_MINE(
																	   "f") "), "
																			"(SELECT COUNT(*) FROM parts_carry_in c "
																			"WHERE c.state IN ('ready', 'told') "
																			"AND" PARTS_MINE(
																				"c") "), "
																					 "(SELECT COUNT(*) FROM "
																					 "parts_carry_in c WHERE c.state "
																					 "IN ('ready', 'told') AND "
																					 "c.ready_at < ?5 AND" PARTS_MINE(
																						 "c") "), (SELECT COUNT(*) "
																							  "FROM parts_reorder r "
																							  "WHERE r.warning = "
																							  "'shortage' "
																							  "AND" PARTS_MINE(
																								  "r") ")"};
#undef PARTS_MINE

inline constexpr const Sql* kDeskStatements[] = {&kAddStep,
                                                 &kSteps,
                                                 &kDeskItem,
                                                 &kDeskOrder,
                                                 &kAddDeskMessage,
                                                 &kDeskMessage,
                                                 &kCharge,
                                                 &kChargesOfSource,
                                                 PARTS_ORDERED_STATEMENTS(kCharges),
                                                 PARTS_ORDERED_STATEMENTS(kChargesBySum),
                                                 &kAddCharge,
                                                 &kWithdrawCharge,
                                                 &kDeskCounters};

} // namespace parts::sql
