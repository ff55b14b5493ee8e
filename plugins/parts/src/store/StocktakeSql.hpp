#pragma once

#include "erphost/Sql.hpp"
#include "store/OrderedSql.hpp"

#include <string_view>

/// SQL of stocktakes (PT-06).
namespace parts::sql {

using erphost::Sql;

inline constexpr std::string_view kStocktakeColumns[] = {
	"id",         "number",    "branchId",    "place",     "placeName",    "scope",     "state",
	"#round",     "plannedOn", "plannedById", "plannedBy", "#frozenAt",    "#postedAt", "postedBy",
	"#createdAt", "#lines",    "#toCount",    "#counted",  "#differences", "#version"};
#define PARTS_STOCKTAKE                                                                                                \
	"SELECT t.id, t.number, t.branch_id, t.place_id, t.place_name, t.scope, t.state, t.round, t.planned_on, "          \
	"t.planned_by, t.planned_name, t.frozen_at, t.posted_at, t.posted_name, t.created_at, (SELECT COUNT(*) FROM "      \
	"parts_stocktake_line l WHERE l.stocktake_id = t.id), (SELECT COUNT(*) FROM parts_stocktake_line l WHERE "         \
	"l.stocktake_id = t.id AND l.asked = 1), (SELECT COUNT(*) FROM parts_stocktake_line l WHERE l.stocktake_id = "     \
	"t.id AND l.asked = 1 AND l.counted_round = t.round), (SELECT COUNT(*) FROM parts_stocktake_line l WHERE "         \
	"l.stocktake_id = t.id AND l.counted <> l.book), t.version FROM parts_stocktake t WHERE "
inline constexpr Sql kStocktake{"parts.stocktake", PARTS_STOCKTAKE "t.id = ?1"};
inline constexpr Sql kStocktakeNumbered{"parts.stocktake_numbered", PARTS_STOCKTAKE "t.number = ?1"};
#define PARTS_STOCKTAKE_PAGE(condition, value, after, way)                                                             \
	PARTS_STOCKTAKE condition                                                                                          \
		" AND (?1 = '*' OR REPLACE(?1, '|' || t.branch_id || '|', '') <> ?1) AND (?2 = '' OR t.branch_id = ?2) AND "   \
		"(CAST(?6 AS BIGINT) = 0 OR (" value ", t.id) " after " (?4, ?5)) ORDER BY " value " " way ", t.id " way       \
		" LIMIT ?7"
PARTS_ORDERED(kStocktakes, "stocktakes", PARTS_STOCKTAKE_PAGE, "t.state", "t.created_at");
PARTS_ORDERED(kStocktakesByPlan, "stocktakes_by_plan", PARTS_STOCKTAKE_PAGE, "t.state", "t.planned_on");
#undef PARTS_STOCKTAKE_PAGE
#undef PARTS_STOCKTAKE
inline constexpr Sql kAddStocktake{
	"parts.add_stocktake",
	"INSERT INTO parts_stocktake (id, number, branch_id, place_id, place_name, scope, state, round, planned_on, "
	"planned_by, planned_name, frozen_at, posted_at, posted_name, created_at, version) VALUES (?1, ?2, ?3, ?4, ?5, ?6, "
	"'planned', 1, ?7, ?8, ?9, NULL, NULL, '', ?10, 1)"};
inline constexpr Sql kMoveStocktake{"parts.move_stocktake",
                                    "UPDATE parts_stocktake SET state = ?2, round = ?3, version = version + 1 WHERE id "
                                    "= ?1"};
inline constexpr Sql kFreezeStocktake{
	"parts.freeze_stocktake", "UPDATE parts_stocktake SET state = 'counting', frozen_at = ?2, version = version "
							  "+ 1 WHERE id = ?1"};
inline constexpr Sql kPostStocktake{"parts.post_stocktake",
                                    "UPDATE parts_stocktake SET state = 'posted', posted_at = ?2, posted_name = ?3, "
                                    "version = version + 1 WHERE id = ?1"};

inline constexpr std::string_view kStocktakeLineColumns[] = {
	"itemCode", "itemName",    "specification", "unit",          "#unitSize",   "#costFen",   "valueClass",
	"?asked",   "#book",       "#counted",      "#countedRound", "countedById", "countedBy",  "lastCounter",
	"cause",    "explanation", "explainedBy",   "charge.kind",   "charge.key",  "charge.name"};
#define PARTS_COUNT_LINE                                                                                               \
	"SELECT l.item_code, i.name, i.specification, i.unit, i.unit_size, i.cost_fen, l.value_class, l.asked, l.book, "   \
	"l.counted, l.counted_round, l.counted_by, l.counted_name, l.last_counter, l.cause, l.explanation, "               \
	"l.explained_by, l.charge_kind, l.charge_person, l.charge_name FROM parts_stocktake_line l JOIN parts_item i ON "  \
	"i.code = l.item_code WHERE l.stocktake_id = ?1"
inline constexpr Sql kStocktakeLines{"parts.stocktake_lines", PARTS_COUNT_LINE " ORDER BY l.item_code"};
inline constexpr Sql kStocktakeLine{"parts.stocktake_line", PARTS_COUNT_LINE " AND l.item_code = ?2"};
#undef PARTS_COUNT_LINE
/// A line of an open stocktake of the place, if the item has one.
inline constexpr Sql kOpenCountOf{"parts.open_count_of",
                                  "SELECT t.number FROM parts_stocktake_line l JOIN parts_stocktake t ON t.id = "
                                  "l.stocktake_id WHERE l.place_id = ?1 AND l.item_code = ?2 AND l.open = 1"};
inline constexpr Sql kAddStocktakeLine{
	"parts.add_stocktake_line",
	"INSERT INTO parts_stocktake_line (stocktake_id, item_code, place_id, open, value_class, asked, book, counted, "
	"counted_round, counted_by, counted_name, last_counter, cause, explanation, explained_by, charge_kind, "
	"charge_person, charge_name) VALUES (?1, ?2, ?3, 1, ?4, 1, 0, NULL, 0, '', '', '', '', '', '', '', '', '')"};
/// The book quantity of every line as the ledger has it in this moment.
inline constexpr Sql kFreezeLines{
	"parts.freeze_lines",
	"UPDATE parts_stocktake_line SET book = COALESCE((SELECT b.quantity FROM parts_balance b WHERE b.place_id = "
	"parts_stocktake_line.place_id AND b.item_code = parts_stocktake_line.item_code), 0) WHERE stocktake_id = ?1"};
inline constexpr Sql kCountLine{"parts.count_line",
                                "UPDATE parts_stocktake_line SET counted = ?3, counted_round = ?4, counted_by = ?5, "
                                "counted_name = ?6 WHERE stocktake_id = ?1 AND item_code = ?2"};
inline constexpr Sql kAddCount{"parts.add_count",
                               "INSERT INTO parts_stocktake_count (id, stocktake_id, item_code, round, quantity, "
                               "counted_at, actor, actor_name, via) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"};
/// Who counts a line again is somebody else than who counted it last.
inline constexpr Sql kAskLine{
	"parts.ask_line", "UPDATE parts_stocktake_line SET asked = ?3, last_counter = counted_by WHERE stocktake_id "
					  "= ?1 AND item_code = ?2"};
inline constexpr Sql kExplainLine{"parts.explain_line",
                                  "UPDATE parts_stocktake_line SET cause = ?3, explanation = ?4, explained_by = ?5, "
                                  "charge_kind = ?6, charge_person = ?7, charge_name = ?8 WHERE stocktake_id = ?1 AND "
                                  "item_code = ?2"};
inline constexpr Sql kCloseLines{"parts.close_lines",
                                 "UPDATE parts_stocktake_line SET open = 0 WHERE stocktake_id = ?1"};
inline constexpr Sql kHasCounted{"parts.has_counted", "SELECT 1 FROM parts_stocktake_count WHERE stocktake_id = ?1 AND "
                                                      "actor = ?2 LIMIT 1"};
inline constexpr Sql kNoteCounted{
	"parts.note_counted",
	"INSERT INTO parts_counted (place_id, item_code, counted_at) SELECT l.place_id, l.item_code, CAST(?2 AS BIGINT) "
	"FROM "
	"parts_stocktake_line l WHERE l.stocktake_id = ?1 ON CONFLICT (place_id, item_code) DO UPDATE SET counted_at = "
	"excluded.counted_at"};
/// What lies at a place, with a year's turnover at cost and when it was last counted. ?2: of the movements since then.
inline constexpr std::string_view kCountableColumns[] = {"itemCode",  "itemName",  "specification", "unit",
                                                         "#unitSize", "#valueFen", "#turnoverFen",  "#lastCountedAt"};
inline constexpr Sql kCountable{
	"parts.countable",
	"SELECT b.item_code, i.name, i.specification, i.unit, i.unit_size, b.value_fen, COALESCE((SELECT SUM(m.cost_fen) "
	"FROM parts_movement m WHERE m.from_place = b.place_id AND m.item_code = b.item_code AND m.posted_at >= ?2 AND "
	"m.kind IN ('issue', 'transfer_out')), 0), c.counted_at FROM parts_balance b JOIN parts_item i ON i.code = "
	"b.item_code LEFT JOIN parts_counted c ON c.place_id = b.place_id AND c.item_code = b.item_code WHERE b.place_id = "
	"?1 ORDER BY b.item_code"};

inline constexpr std::string_view kCountEntryColumns[] = {"id",       "key",    "branchId", "number",    "itemCode",
                                                          "itemName", "unit",   "quantity", "countedBy", "#countedAt",
                                                          "state",    "reason", "#at"};
#define PARTS_COUNT_ENTRY_PAGE(condition, value, after, way)                                                           \
	"SELECT t.id, t.erp_key, t.branch_id, t.number, t.item_code, COALESCE(i.name, ''), COALESCE(i.unit, ''), "         \
	"t.quantity, t.counted_by, t.counted_at, t.state, t.reason, t.at FROM parts_count_entry t LEFT JOIN parts_item i " \
	"ON i.code = t.item_code WHERE " condition                                                                         \
	" AND (?1 = '*' OR REPLACE(?1, '|' || t.branch_id || '|', '') <> ?1) AND (?2 = '' OR t.branch_id = ?2) AND "       \
	"(CAST(?6 AS BIGINT) = 0 OR (" value ", t.id) " after " (?4, ?5)) ORDER BY " value " " way ", t.id " way           \
	" LIMIT ?7"
PARTS_ORDERED(kCountEntries, "count_entries", PARTS_COUNT_ENTRY_PAGE, "t.state", "t.at");
#undef PARTS_COUNT_ENTRY_PAGE
inline constexpr Sql kAddCountEntry{"parts.add_count_entry",
                                    "INSERT INTO parts_count_entry (id, erp_key, branch_id, number, item_code, "
                                    "quantity, counted_by, counted_at, state, reason, at) VALUES (?1, ?2, ?3, ?4, ?5, "
                                    "?6, ?7, ?8, ?9, ?10, ?11) ON CONFLICT (id) DO NOTHING"};
inline constexpr Sql kKnownCountEntry{"parts.known_count_entry", "SELECT 1 FROM parts_count_entry WHERE id = ?1"};
inline constexpr std::string_view kTypedCountColumns[] = {"key",      "branchId",  "number",    "itemCode",
                                                          "quantity", "countedBy", "#countedAt"};
inline constexpr Sql kTypedCounts{
	"parts.typed_counts",
	"SELECT erp_key, branch_id, COALESCE(count_number, ''), COALESCE(part_code, ''), COALESCE(quantity, ''), "
	"COALESCE(counted_by, ''), counted_at FROM erp_stock_count_entry WHERE change_seq > ?1 AND change_seq <= ?2 AND "
	"deleted = 0 ORDER BY change_seq"};

inline constexpr const Sql* kStocktakeStatements[] = {&kStocktake,
                                                      &kStocktakeNumbered,
                                                      PARTS_ORDERED_STATEMENTS(kStocktakes),
                                                      PARTS_ORDERED_STATEMENTS(kStocktakesByPlan),
                                                      &kAddStocktake,
                                                      &kMoveStocktake,
                                                      &kFreezeStocktake,
                                                      &kPostStocktake,
                                                      &kStocktakeLines,
                                                      &kStocktakeLine,
                                                      &kOpenCountOf,
                                                      &kAddStocktakeLine,
                                                      &kFreezeLines,
                                                      &kCountLine,
                                                      &kAddCount,
                                                      &kAskLine,
                                                      &kExplainLine,
                                                      &kCloseLines,
                                                      &kHasCounted,
                                                      &kNoteCounted,
                                                      &kCountable,
                                                      PARTS_ORDERED_STATEMENTS(kCountEntries),
                                                      &kAddCountEntry,
                                                      &kKnownCountEntry,
                                                      &kTypedCounts};

} // namespace parts::sql
