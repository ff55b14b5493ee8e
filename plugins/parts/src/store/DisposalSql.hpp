#pragma once

#include "erphost/Sql.hpp"
#include "store/OrderedSql.hpp"

#include <string_view>

/// SQL of disposals (PT-16) and defective units (PT-17).
namespace parts::sql {

using erphost::Sql;

inline constexpr std::string_view kDisposalColumns[] = {
	"id",      "number",   "branchId",     "place",       "placeName",  "kind",
	"state",   "method",   "plannedOn",    "plannedById", "plannedBy",  "approvedBy",
	"#doneAt", "receiver", "#proceedsFen", "#costFen",    "#createdAt", "#version"};
#define PARTS_DISPOSAL                                                                                                 \
	"SELECT t.id, t.number, t.branch_id, t.place_id, t.place_name, t.kind, t.state, t.method, t.planned_on, "          \
	"t.planned_by, t.planned_name, t.approved_name, t.done_at, t.receiver, t.proceeds_fen, t.cost_fen, t.created_at, " \
	"t.version FROM parts_disposal t WHERE "
inline constexpr Sql kDisposal{"parts.disposal", PARTS_DISPOSAL "t.id = ?1"};
#define PARTS_DISPOSAL_PAGE(condition, value, after, way)                                                              \
	PARTS_DISPOSAL condition                                                                                           \
		" AND (?1 = '*' OR REPLACE(?1, '|' || t.branch_id || '|', '') <> ?1) AND (?2 = '' OR t.branch_id = ?2) AND "   \
		"(CAST(?6 AS BIGINT) = 0 OR (" value ", t.id) " after " (?4, ?5)) ORDER BY " value " " way ", t.id " way       \
		" LIMIT ?7"
PARTS_ORDERED(kDisposals, "disposals", PARTS_DISPOSAL_PAGE, "t.state", "t.created_at");
PARTS_ORDERED(kDisposalsByPlan, "disposals_by_plan", PARTS_DISPOSAL_PAGE, "t.state", "t.planned_on");
#undef PARTS_DISPOSAL_PAGE
#undef PARTS_DISPOSAL
inline constexpr std::string_view kDisposalLineColumns[] = {"itemCode",  "itemName",  "specification", "unit",
                                                            "#unitSize", "#quantity", "#costFen"};
inline constexpr Sql kDisposalLines{
	"parts.disposal_lines", "SELECT l.item_code, i.name, i.specification, i.unit, i.unit_size, l.quantity, l.cost_fen "
							"FROM parts_disposal_line l "
							"JOIN parts_item i ON i.code = l.item_code WHERE l.disposal_id = ?1 ORDER BY l.item_code"};
inline constexpr Sql kAddDisposal{
	"parts.add_disposal",
	"INSERT INTO parts_disposal (id, number, branch_id, place_id, place_name, kind, state, method, planned_on, "
	"planned_by, planned_name, approved_name, done_at, receiver, proceeds_fen, cost_fen, created_at, version) VALUES "
	"(?1, ?2, ?3, ?4, ?5, ?6, 'planned', ?7, ?8, ?9, ?10, '', NULL, '', NULL, 0, ?11, 1)"};
inline constexpr Sql kAddDisposalLine{"parts.add_disposal_line",
                                      "INSERT INTO parts_disposal_line (disposal_id, item_code, quantity, cost_fen) "
                                      "VALUES (?1, ?2, ?3, 0)"};
inline constexpr Sql kDecideDisposal{"parts.decide_disposal", "UPDATE parts_disposal SET state = ?2, approved_name = "
                                                              "?3, version = version + 1 WHERE id = ?1"};
inline constexpr Sql kCancelDisposal{"parts.cancel_disposal",
                                     "UPDATE parts_disposal SET state = 'cancelled', version = "
                                     "version + 1 WHERE id = ?1"};
inline constexpr Sql kDisposeLine{"parts.dispose_line",
                                  "UPDATE parts_disposal_line SET cost_fen = ?3 WHERE disposal_id "
                                  "= ?1 AND item_code = ?2"};
inline constexpr Sql kDispose{"parts.dispose",
                              "UPDATE parts_disposal SET state = 'done', done_at = ?2, receiver = ?3, proceeds_fen = "
                              "?4, cost_fen = ?5, version = version + 1 WHERE id = ?1"};

inline constexpr std::string_view kDefectiveColumns[] = {
	"id",    "number", "branchId", "productCode", "productType", "brand",       "model",    "serialNumber", "fault",
	"cause", "state",  "?open",    "?passed",     "#foundAt",    "#stateSince", "#endedAt", "#version"};
#define PARTS_DEFECTIVE                                                                                                \
	"SELECT t.id, t.number, t.branch_id, t.product_code, t.product_type, t.brand, t.model, t.serial, t.fault, "        \
	"t.cause, t.state, t.open, t.passed, t.found_at, t.state_since, t.ended_at, t.version FROM parts_defective t "     \
	"WHERE "
inline constexpr Sql kDefective{"parts.defective", PARTS_DEFECTIVE "t.id = ?1"};
inline constexpr Sql kDefectiveOfSerial{"parts.defective_of_serial",
                                        PARTS_DEFECTIVE "t.branch_id = ?1 AND t.serial = ?2 AND t.open = 1"};
/// The oldest first. ?8 1: only those whose path has not ended.
#define PARTS_DEFECTIVE_PAGE(condition, value, after, way)                                                             \
	PARTS_DEFECTIVE condition                                                                                          \
		" AND (?1 = '*' OR REPLACE(?1, '|' || t.branch_id || '|', '') <> ?1) AND (?2 = '' OR t.branch_id = ?2) AND "   \
		"t.open >= CAST(?8 AS BIGINT) AND (CAST(?6 AS BIGINT) = 0 OR (" value ", t.id) " after                         \
		" (?4, ?5)) ORDER BY " value " " way ", t.id " way " LIMIT ?7"
PARTS_ORDERED(kDefectives, "defectives", PARTS_DEFECTIVE_PAGE, "t.state", "t.found_at");
#undef PARTS_DEFECTIVE_PAGE
#undef PARTS_DEFECTIVE
inline constexpr Sql kAddDefective{
	"parts.add_defective",
	"INSERT INTO parts_defective (id, number, branch_id, product_code, product_type, brand, model, serial, fault, "
	"cause, state, open, passed, found_at, state_since, ended_at, version) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, "
	"'', 'found', 1, NULL, ?10, ?10, NULL, 1)"};
inline constexpr Sql kMoveDefective{"parts.move_defective",
                                    "UPDATE parts_defective SET state = ?2, passed = ?3, cause = ?4, state_since = ?5, "
                                    "ended_at = ?6, open = ?7, version = version + 1 WHERE id = ?1"};
/// Of open units: ?1 branches; ?2 branch; ?3 now. One row a branch and state.
inline constexpr std::string_view kDefectiveStateColumns[] = {"branchId", "state", "#count", "#oldest", "#ages"};
inline constexpr Sql kDefectiveStates{
	"parts.defective_states",
	"SELECT t.branch_id, t.state, COUNT(*), MIN(t.found_at), SUM((CAST(?3 AS BIGINT) - t.found_at) / 86400000) FROM "
	"parts_defective t WHERE t.open = 1 AND (?1 = '*' OR REPLACE(?1, '|' || t.branch_id || '|', '') <> ?1) AND (?2 = "
	"'' "
	"OR t.branch_id = ?2) GROUP BY t.branch_id, t.state ORDER BY t.branch_id, t.state"};
/// Of units whose path ended since ?3.
inline constexpr std::string_view kDefectiveEndColumns[] = {"branchId", "state", "#count"};
inline constexpr Sql kDefectiveEnds{
	"parts.defective_ends",
	"SELECT t.branch_id, t.state, COUNT(*) FROM parts_defective t WHERE t.ended_at >= ?3 AND (?1 = '*' OR REPLACE(?1, "
	"'|' || t.branch_id || '|', '') <> ?1) AND (?2 = '' OR t.branch_id = ?2) GROUP BY t.branch_id, t.state ORDER BY "
	"t.branch_id, t.state"};

inline constexpr const Sql* kDisposalStatements[] = {&kDisposal,
                                                     PARTS_ORDERED_STATEMENTS(kDisposals),
                                                     PARTS_ORDERED_STATEMENTS(kDisposalsByPlan),
                                                     &kDisposalLines,
                                                     &kAddDisposal,
                                                     &kAddDisposalLine,
                                                     &kDecideDisposal,
                                                     &kCancelDisposal,
                                                     &kDisposeLine,
                                                     &kDispose,
                                                     &kDefective,
                                                     &kDefectiveOfSerial,
                                                     PARTS_ORDERED_STATEMENTS(kDefectives),
                                                     &kAddDefective,
                                                     &kMoveDefective,
                                                     &kDefectiveStates,
                                                     &kDefectiveEnds};

} // namespace parts::sql
