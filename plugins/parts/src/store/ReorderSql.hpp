#pragma once

#include "erphost/Sql.hpp"
#include "store/OrderedSql.hpp"

#include <string_view>

/// SQL of reorder proposals (PT-08).
namespace parts::sql {

using erphost::Sql;

inline constexpr std::string_view kReorderColumns[] = {"itemCode",         "itemName",
                                                       "specification",    "unit",
                                                       "#unitSize",        "id",
                                                       "branchId",         "place",
                                                       "placeName",        "computedOn",
                                                       "#onHand",          "#onOrder",
                                                       "method",           "#demandPerMonth",
                                                       "#leadDays",        "#servicePerMille",
                                                       "#safetyStock",     "#reorderPoint",
                                                       "#orderUpTo",       "#minimum",
                                                       "#proposedMinimum", "#orderQuantity",
                                                       "warning",          "lastIssuedOn",
                                                       "#idleDays",        "#valueFen",
                                                       "decidedOn",        "decidedBy",
                                                       "#version"};
#define PARTS_REORDER                                                                                                  \
	"SELECT t.item_code, i.name, i.specification, i.unit, i.unit_size, t.id, t.branch_id, t.place_id, "                \
	"COALESCE(p.name, t.place_id), t.computed_on, t.on_hand, t.on_order, t.method, t.demand_month, t.lead_days, "      \
	"t.service, t.safety_stock, t.reorder_point, t.order_up_to, t.minimum, t.proposed_minimum, t.order_quantity, "     \
	"t.warning, t.last_issued_on, t.idle_days, t.value_fen, t.decided_on, t.decided_by, t.version FROM parts_reorder " \
	"t JOIN parts_item i ON i.code = t.item_code LEFT JOIN parts_place p ON p.id = t.place_id WHERE "
inline constexpr Sql kReorder{"parts.reorder", PARTS_REORDER "t.id = ?1"};
/// The most valuable first. The state of this list is the warning.
#define PARTS_REORDER_PAGE(condition, value, after, way)                                                               \
	PARTS_REORDER condition                                                                                            \
		" AND (?1 = '*' OR REPLACE(?1, '|' || t.branch_id || '|', '') <> ?1) AND (?2 = '' OR t.branch_id = ?2) AND "   \
		"(CAST(?6 AS BIGINT) = 0 OR (" value ", t.id) " after " (?4, ?5)) ORDER BY " value " " way ", t.id " way       \
		" LIMIT ?7"
PARTS_ORDERED(kReorders, "reorders", PARTS_REORDER_PAGE, "t.warning", "t.value_fen");
#undef PARTS_REORDER_PAGE
#undef PARTS_REORDER
/// What was decided stays through every computation.
inline constexpr Sql kPutReorder{
	"parts.put_reorder",
	"INSERT INTO parts_reorder (id, place_id, item_code, branch_id, computed_on, on_hand, on_order, method, "
	"demand_month, lead_days, service, safety_stock, reorder_point, order_up_to, minimum, proposed_minimum, "
	"order_quantity, warning, last_issued_on, idle_days, value_fen, decided_minimum, decided_on, decided_by, version) "
	"VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, NULL, "
	"NULL, '', 1) ON CONFLICT (place_id, item_code) DO UPDATE SET computed_on = excluded.computed_on, on_hand = "
	"excluded.on_hand, on_order = excluded.on_order, method = excluded.method, demand_month = excluded.demand_month, "
	"lead_days = excluded.lead_days, service = excluded.service, safety_stock = excluded.safety_stock, reorder_point = "
	"excluded.reorder_point, order_up_to = excluded.order_up_to, minimum = excluded.minimum, proposed_minimum = "
	"excluded.proposed_minimum, order_quantity = excluded.order_quantity, warning = excluded.warning, last_issued_on = "
	"excluded.last_issued_on, idle_days = excluded.idle_days, value_fen = excluded.value_fen"};
inline constexpr Sql kDecideReorder{"parts.decide_reorder",
                                    "UPDATE parts_reorder SET decided_minimum = ?2, decided_on = ?3, decided_by = ?4, "
                                    "version = version + 1 WHERE id = ?1"};
/// A store, the next after ?1; of one branch if ?3 = 1.
inline constexpr Sql kNextStore{"parts.next_store",
                                "SELECT id, branch_id FROM parts_place WHERE id > ?1 AND kind IN ('central', 'store') "
                                "AND active = 1 AND (CAST(?3 AS BIGINT) = 0 OR branch_id = ?2) ORDER BY id LIMIT 1"};
/// What lies at a place, item by item after ?2, or only ?3. ?4 branch.
inline constexpr std::string_view kStockedColumns[] = {
	"itemCode", "#unitSize", "class",           "#costFen",    "#fileMinimum", "#onHand",   "#valueFen",
	"#decided", "#leadDays", "#unitsInService", "#perMillion", "#lastIssued",  "#firstCame"};
inline constexpr Sql kStocked{
	"parts.stocked",
	"SELECT b.item_code, i.unit_size, i.class, i.cost_fen, i.minimum, b.quantity, b.value_fen, r.decided_minimum, "
	"COALESCE(s.lead_days, 0), COALESCE(f.units_in_service, 0), COALESCE(f.per_million_year, 0), (SELECT "
	"m.posted_at FROM parts_movement m WHERE m.from_place = b.place_id AND m.item_code = b.item_code AND m.kind IN "
	"('issue', 'transfer_out') ORDER BY m.sequence DESC LIMIT 1), (SELECT m.posted_at FROM parts_movement m WHERE "
	"m.to_place = b.place_id AND m.item_code = b.item_code ORDER BY m.sequence LIMIT 1) FROM parts_balance b JOIN "
	"parts_item i ON i.code = b.item_code AND i.kind <> 'tool' AND i.active = 1 LEFT JOIN parts_reorder r ON "
	"r.place_id "
	"= b.place_id AND r.item_code = b.item_code LEFT JOIN parts_supplier s ON s.code = i.supplier LEFT JOIN "
	"parts_failure_rate f ON f.branch_id = ?4 AND f.item_code = b.item_code WHERE b.place_id = ?1 AND b.item_code > ?2 "
	"AND (?3 = '' OR b.item_code = ?3) ORDER BY b.item_code LIMIT 200"};
/// Demand of an item at a place by week since ?3: what left less what came back unused.
inline constexpr std::string_view kDemandColumns[] = {"#week", "#quantity"};
inline constexpr Sql kDemand{
	"parts.demand",
	"SELECT (m.posted_at - CAST(?3 AS BIGINT)) / 604800000, SUM(m.sign * m.quantity) FROM (SELECT o.posted_at, "
	"o.quantity, 1 AS sign FROM parts_movement o WHERE o.from_place = ?1 AND o.item_code = ?2 AND o.posted_at >= ?3 "
	"AND "
	"o.kind IN ('issue', 'return', 'transfer_out') UNION ALL SELECT c.posted_at, c.quantity, -1 FROM parts_movement c "
	"WHERE c.to_place = ?1 AND c.item_code = ?2 AND c.posted_at >= ?3 AND c.kind IN ('issue', 'return', "
	"'transfer_out')) m GROUP BY (m.posted_at - CAST(?3 AS BIGINT)) / 604800000"};
/// What is on its way to a place: received and not inspected yet, or in transit.
inline constexpr Sql kOnOrder{"parts.on_order",
                              "SELECT COALESCE(SUM(l.held), 0) FROM parts_line l JOIN parts_document d ON d.id = "
                              "l.document_id WHERE l.item_code = ?2 AND l.held > 0 AND d.to_place = ?1 AND d.state = "
                              "'open' AND d.kind IN ('receipt', 'transfer')"};
inline constexpr std::string_view kFailureRateColumns[] = {"itemCode",        "itemName",        "branchId",
                                                           "#unitsInService", "#perMillionYear", "#version"};
#define PARTS_FAILURE_RATE                                                                                             \
	"SELECT t.item_code, COALESCE(i.name, ''), t.branch_id, t.units_in_service, t.per_million_year, t.version FROM "   \
	"parts_failure_rate t LEFT JOIN parts_item i ON i.code = t.item_code WHERE "
/// ?1 branches; ?2 branch.
inline constexpr Sql kFailureRates{"parts.failure_rates",
                                   PARTS_FAILURE_RATE "(?1 = '*' OR REPLACE(?1, '|' || t.branch_id || '|', '') <> ?1) "
                                                      "AND (?2 = '' OR t.branch_id = ?2) ORDER BY t.branch_id, "
                                                      "t.item_code LIMIT 1000"};
inline constexpr Sql kFailureRate{"parts.failure_rate", PARTS_FAILURE_RATE "t.branch_id = ?1 AND t.item_code = ?2"};
#undef PARTS_FAILURE_RATE
inline constexpr Sql kPutFailureRate{
	"parts.put_failure_rate",
	"INSERT INTO parts_failure_rate (branch_id, item_code, units_in_service, per_million_year, version) VALUES (?1, "
	"?2, "
	"?3, ?4, 1) ON CONFLICT (branch_id, item_code) DO UPDATE SET units_in_service = excluded.units_in_service, "
	"per_million_year = excluded.per_million_year, version = parts_failure_rate.version + 1"};
inline constexpr Sql kDeskMark{"parts.desk_mark", "SELECT value FROM parts_mark WHERE name = ?1"};
inline constexpr Sql kSetDeskMark{
	"parts.set_desk_mark", "INSERT INTO parts_mark (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET "
						   "value = excluded.value"};

inline constexpr const Sql* kReorderStatements[] = {&kReorder,        PARTS_ORDERED_STATEMENTS(kReorders),
                                                    &kPutReorder,     &kDecideReorder,
                                                    &kNextStore,      &kStocked,
                                                    &kDemand,         &kOnOrder,
                                                    &kFailureRates,   &kFailureRate,
                                                    &kPutFailureRate, &kDeskMark,
                                                    &kSetDeskMark};

} // namespace parts::sql
