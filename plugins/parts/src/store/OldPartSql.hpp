#pragma once

#include "erphost/Sql.hpp"
#include "store/OrderedSql.hpp"

#include <string_view>

/// SQL of old parts that are owed, and their lots to the manufacturer (PT-11, PT-18).
namespace parts::sql {

using erphost::Sql;

inline constexpr std::string_view kOldPartColumns[] = {
	"itemCode", "itemName",    "specification", "unit",           "#unitSize", "id",
	"number",   "branchId",    "order.kind",    "order.branchId", "order.key", "order.number",
	"brand",    "person.kind", "person.key",    "person.name",    "#due",      "#back",
	"#lost",    "#sent",       "dueOn",         "#depositFen",    "state",     "#version"};
#define PARTS_OLD_PART                                                                                                 \
	"SELECT t.item_code, i.name, i.specification, i.unit, i.unit_size, t.id, t.number, t.branch_id, t.kind, "          \
	"t.branch_id, t.erp_key, t.order_number, t.brand, 'technician', t.person, t.person_name, t.due, t.back, t.lost, "  \
	"t.sent, t.due_on, t.deposit_fen, t.state, t.version FROM parts_old_part t JOIN parts_item i ON i.code = "         \
	"t.item_code WHERE "
inline constexpr Sql kOldPart{"parts.old_part", PARTS_OLD_PART "t.id = ?1"};
// The first due first. ?8 person; ?9 1: overdue only, before ?10 today.
#define PARTS_OLD_PAGE(condition, value, after, way)                                                                   \
	PARTS_OLD_PART condition                                                                                           \
		" AND (?1 = '*' OR REPLACE(?1, '|' || t.branch_id || '|', '') <> ?1) AND (?2 = '' OR t.branch_id = ?2) AND "   \
		"(?8 = '' OR t.person = ?8) AND (CAST(?9 AS BIGINT) = 0 OR (t.state = 'open' AND t.due_on < ?10)) AND "        \
		"(CAST(?6 AS BIGINT) = 0 OR (" value ", t.id) " after " (?4, ?5)) ORDER BY " value " " way ", t.id " way       \
		" LIMIT ?7"
PARTS_ORDERED(kOldParts, "old_parts", PARTS_OLD_PAGE, "t.state", "t.due_on");
PARTS_ORDERED(kOldPartsByDeposit, "old_parts_by_deposit", PARTS_OLD_PAGE, "t.state", "t.deposit_fen");
#undef PARTS_OLD_PAGE
#undef PARTS_OLD_PART
inline constexpr Sql kAddOldPart{
	"parts.add_old_part",
	"INSERT INTO parts_old_part (id, number, kind, branch_id, erp_key, order_number, item_code, brand, person, "
	"person_name, due, back, lost, sent, due_on, deposit_fen, state, version) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, "
	"?9, ?10, ?11, 0, 0, 0, ?12, ?13, 'open', 1)"};
inline constexpr Sql kSaveOldPart{"parts.save_old_part",
                                  "UPDATE parts_old_part SET due = ?2, back = ?3, lost = ?4, sent = ?5, state = ?6, "
                                  "version = version + 1 WHERE id = ?1"};
inline constexpr Sql kOldPartDeposit{"parts.old_part_deposit",
                                     "UPDATE parts_old_part SET deposit_fen = ?2 WHERE id = ?1"};
/// What an order owes now, of every item (PT-18), with what is recorded of it.
inline constexpr std::string_view kOrderOldColumns[] = {
	"itemCode", "itemName", "specification", "unit",        "#unitSize", "#issued", "#returned", "#used",
	"#oldDue",  "#oldBack", "#oldLost",      "orderNumber", "#costFen",  "brand",   "id"};
inline constexpr Sql kOrderOld{
	"parts.order_old",
	"SELECT v.item_code, v.item_name, i.specification, v.unit, v.unit_size, v.issued, v.returned, v.used, v.old_due + "
	"COALESCE(t.imported, 0), "
	"v.old_back, COALESCE(t.lost, 0), v.order_number, i.cost_fen, i.brand, t.id FROM parts_v_order_part v JOIN "
	"parts_item i ON i.code = v.item_code LEFT JOIN parts_old_part t ON t.kind = v.kind AND t.branch_id = v.branch_id "
	"AND t.erp_key = v.erp_key AND t.item_code = v.item_code WHERE v.kind = ?1 AND v.branch_id = ?2 AND v.erp_key = ?3 "
	"ORDER BY v.item_code"};
/// Who got an order's item last, and when it was first issued.
inline constexpr std::string_view kOrderHolderColumns[] = {"person", "personName", "issuedOn"};
inline constexpr Sql kOrderHolder{
	"parts.order_holder",
	"SELECT m.person, m.person_name, (SELECT MIN(f.business_date) FROM parts_movement f WHERE f.order_kind = ?1 AND "
	"f.order_branch = ?2 AND f.order_key = ?3 AND f.item_code = ?4) FROM parts_movement m WHERE m.order_kind = ?1 AND "
	"m.order_branch = ?2 AND m.order_key = ?3 AND m.item_code = ?4 AND m.person <> '' ORDER BY m.sequence DESC LIMIT "
	"1"};
inline constexpr std::string_view kOldByPersonColumns[] = {"person.kind", "person.key", "person.name", "branchId",
                                                           "#records",    "#pieces",    "oldestDueOn", "#depositFen"};
/// ?1 branches; ?2 branch; ?3 today.
inline constexpr Sql kOldByPerson{
	"parts.old_by_person",
	"SELECT 'technician', t.person, MAX(t.person_name), t.branch_id, COUNT(*), SUM(t.due - t.back - t.lost), "
	"MIN(t.due_on), SUM(t.deposit_fen) FROM parts_old_part t WHERE t.state = 'open' AND t.due_on < ?3 AND (?1 = '*' OR "
	"REPLACE(?1, '|' || t.branch_id || '|', '') <> ?1) AND (?2 = '' OR t.branch_id = ?2) GROUP BY t.person, "
	"t.branch_id ORDER BY 6 DESC, t.person LIMIT 500"};
inline constexpr std::string_view kOldToSendColumns[] = {"itemCode",  "itemName",  "specification", "unit",
                                                         "#unitSize", "oldPartId", "oldPartNumber", "orderNumber",
                                                         "brand",     "#quantity"};
inline constexpr Sql kOldToSend{
	"parts.old_to_send",
	"SELECT t.item_code, i.name, i.specification, i.unit, i.unit_size, t.id, t.number, t.order_number, t.brand, t.back "
	"- t.sent FROM parts_old_part t JOIN parts_item i ON i.code = t.item_code WHERE t.back > t.sent AND (?1 = '*' OR "
	"REPLACE(?1, '|' || t.branch_id || '|', '') <> ?1) AND (?2 = '' OR t.branch_id = ?2) AND (?3 = '' OR t.brand = ?3) "
	"ORDER BY t.branch_id, t.brand, t.id LIMIT 500"};

inline constexpr std::string_view kOldLotColumns[] = {
	"id",          "number",       "branchId",   "brand",      "state",      "#pieces",
	"carrier",     "tracking",     "dueOn",      "#sentAt",    "#arrivedAt", "#arrivedPieces",
	"#depositFen", "#releasedFen", "releaseRef", "#createdAt", "#version"};
#define PARTS_OLD_LOT                                                                                                  \
	"SELECT t.id, t.number, t.branch_id, t.brand, t.state, t.pieces, t.carrier, t.tracking, t.due_on, t.sent_at, "     \
	"t.arrived_at, t.arrived_pieces, t.deposit_fen, t.released_fen, t.release_ref, t.created_at, t.version FROM "      \
	"parts_old_lot t WHERE "
inline constexpr Sql kOldLot{"parts.old_lot", PARTS_OLD_LOT "t.id = ?1"};
#define PARTS_LOT_PAGE(condition, value, after, way)                                                                   \
	PARTS_OLD_LOT condition                                                                                            \
		" AND (?1 = '*' OR REPLACE(?1, '|' || t.branch_id || '|', '') <> ?1) AND (?2 = '' OR t.branch_id = ?2) AND "   \
		"(CAST(?6 AS BIGINT) = 0 OR (" value ", t.id) " after " (?4, ?5)) ORDER BY " value " " way ", t.id " way       \
		" LIMIT ?7"
PARTS_ORDERED(kOldLots, "old_lots", PARTS_LOT_PAGE, "t.state", "t.created_at");
PARTS_ORDERED(kOldLotsByDue, "old_lots_by_due", PARTS_LOT_PAGE, "t.state", "COALESCE(t.due_on, " PARTS_NEVER_DAY ")");
PARTS_ORDERED(kOldLotsByDeposit, "old_lots_by_deposit", PARTS_LOT_PAGE, "t.state", "t.deposit_fen");
#undef PARTS_LOT_PAGE
#undef PARTS_OLD_LOT
inline constexpr Sql kAddOldLot{
	"parts.add_old_lot",
	"INSERT INTO parts_old_lot (id, number, branch_id, brand, state, pieces, carrier, tracking, due_on, sent_at, "
	"arrived_at, arrived_pieces, deposit_fen, released_fen, release_ref, created_at, version) VALUES (?1, ?2, ?3, ?4, "
	"'open', ?5, '', '', NULL, NULL, NULL, NULL, ?6, NULL, '', ?7, 1)"};
inline constexpr Sql kAddOldLotEntry{"parts.add_old_lot_entry",
                                     "INSERT INTO parts_old_lot_entry (lot_id, old_part_id, item_code, quantity, "
                                     "missing, deposit_fen) VALUES (?1, ?2, ?3, ?4, 0, ?5)"};
inline constexpr std::string_view kOldLotEntryColumns[] = {
	"itemCode",    "itemName",   "specification",  "unit",      "#unitSize", "oldPartId", "oldPartNumber",
	"orderNumber", "order.kind", "order.branchId", "order.key", "#quantity", "#missing",  "#depositFen"};
inline constexpr Sql kOldLotEntries{
	"parts.old_lot_entries",
	"SELECT e.item_code, i.name, i.specification, i.unit, i.unit_size, t.id, t.number, t.order_number, t.kind, "
	"t.branch_id, t.erp_key, e.quantity, e.missing, e.deposit_fen FROM parts_old_lot_entry e JOIN parts_old_part t ON "
	"t.id = e.old_part_id JOIN parts_item i ON i.code = e.item_code WHERE e.lot_id = ?1 ORDER BY t.number"};
inline constexpr Sql kSendOldLot{"parts.send_old_lot",
                                 "UPDATE parts_old_lot SET state = 'sent', carrier = ?2, tracking = ?3, due_on = ?4, "
                                 "sent_at = ?5, version = version + 1 WHERE id = ?1"};
inline constexpr Sql kArriveOldLot{"parts.arrive_old_lot",
                                   "UPDATE parts_old_lot SET state = 'arrived', arrived_at = ?2, arrived_pieces = ?3, "
                                   "version = version + 1 WHERE id = ?1"};
inline constexpr Sql kMissOldLotEntry{"parts.miss_old_lot_entry",
                                      "UPDATE parts_old_lot_entry SET missing = ?3 WHERE lot_id = ?1 AND old_part_id = "
                                      "?2"};
inline constexpr Sql kReleaseOldLot{"parts.release_old_lot",
                                    "UPDATE parts_old_lot SET state = 'released', released_fen = ?2, release_ref = ?3, "
                                    "version = version + 1 WHERE id = ?1"};

inline constexpr const Sql* kOldPartStatements[] = {&kOldPart,
                                                    PARTS_ORDERED_STATEMENTS(kOldParts),
                                                    PARTS_ORDERED_STATEMENTS(kOldPartsByDeposit),
                                                    &kAddOldPart,
                                                    &kSaveOldPart,
                                                    &kOldPartDeposit,
                                                    &kOrderOld,
                                                    &kOrderHolder,
                                                    &kOldByPerson,
                                                    &kOldToSend,
                                                    &kOldLot,
                                                    PARTS_ORDERED_STATEMENTS(kOldLots),
                                                    PARTS_ORDERED_STATEMENTS(kOldLotsByDue),
                                                    PARTS_ORDERED_STATEMENTS(kOldLotsByDeposit),
                                                    &kAddOldLot,
                                                    &kAddOldLotEntry,
                                                    &kOldLotEntries,
                                                    &kSendOldLot,
                                                    &kArriveOldLot,
                                                    &kMissOldLotEntry,
                                                    &kReleaseOldLot};

} // namespace parts::sql
