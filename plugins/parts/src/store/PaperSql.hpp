#pragma once

#include "erphost/Sql.hpp"

/// SQL of papers and their lines, and of the parts of orders.
namespace parts::sql {

using erphost::Sql;

inline constexpr Sql kNextNumber{
	"parts.next_number",
	"INSERT INTO parts_counter (series, branch_id, day, last) VALUES (?1, ?2, ?3, 1) "
	"ON CONFLICT (series, branch_id, day) DO UPDATE SET last = parts_counter.last + 1 RETURNING last"};

#define PARTS_DOCUMENT                                                                                                 \
	"SELECT d.id, d.number, d.kind, d.state, d.branch_id, d.from_place, d.to_place, d.order_kind, d.order_branch, "    \
	"d.order_key, d.order_number, d.warranty, d.person, d.person_name, d.supplier, d.reference, d.reason, d.urgent, "  \
	"d.transport_fen, d.carrier, d.tracking, d.business_date, d.created_at, d.actor, d.actor_name, d.settled_at, "     \
	"d.settled_by, d.settled_name, d.settled_note, d.frozen_sequence, d.content, d.version, "                          \
	"COALESCE(f.name, d.from_place), COALESCE(t.name, d.to_place), COALESCE(f.branch_id, ''), "                        \
	"COALESCE(t.branch_id, '') FROM parts_document d LEFT JOIN parts_place f ON f.id = d.from_place LEFT JOIN "        \
	"parts_place t ON t.id = d.to_place "
inline constexpr Sql kDocument{"parts.document", PARTS_DOCUMENT "WHERE d.id = ?1"};
// ?1 branches (of the paper or of its other end), ?2 branch, ?3 part of the number, ?4 ?5 last row seen if ?6 = 1, ?7
// rows; then kind and state, as the index needs them.
#define PARTS_DOCUMENTS(condition, after, way)                                                                         \
	PARTS_DOCUMENT                                                                                                     \
	"WHERE " condition " (?1 = '*' OR REPLACE(?1, '|' || d.branch_id || '|', '') <> ?1 OR REPLACE(?1, '|' || "         \
	"COALESCE(t.branch_id, d.branch_id) || '|', '') <> ?1) AND (?2 = '' OR d.branch_id = ?2 OR t.branch_id = ?2) AND " \
	"(?3 = '' OR d.number LIKE ?3) AND (CAST(?6 AS BIGINT) = 0 OR (d.created_at, d.id) " after " (?4, ?5)) "           \
	"ORDER BY d.created_at " way ", d.id " way " LIMIT ?7"
/// The newest first, and the oldest first.
#define PARTS_DOCUMENTS_BOTH(constant, name, condition)                                                                \
	inline constexpr Sql constant{"parts." name, PARTS_DOCUMENTS(condition, "<", "DESC")};                             \
	inline constexpr Sql constant##Oldest                                                                              \
	{                                                                                                                  \
		"parts." name "_oldest", PARTS_DOCUMENTS(condition, ">", "ASC")                                                \
	}
PARTS_DOCUMENTS_BOTH(kDocuments, "documents", "");
PARTS_DOCUMENTS_BOTH(kUrgentDocuments, "urgent_documents",
                     "d.urgent = 1 AND (?8 = '' OR d.kind = ?8) AND (?9 = '' OR d.state = ?9) AND");
PARTS_DOCUMENTS_BOTH(kDocumentsOfKind, "documents_of_kind", "d.kind = ?8 AND");
PARTS_DOCUMENTS_BOTH(kDocumentsOfState, "documents_of_state", "d.state = ?8 AND");
PARTS_DOCUMENTS_BOTH(kDocumentsOfKindAndState, "documents_of_kind_and_state", "d.state = ?9 AND d.kind = ?8 AND");
#undef PARTS_DOCUMENTS_BOTH
#undef PARTS_DOCUMENTS
#undef PARTS_DOCUMENT
inline constexpr Sql kAddDocument{
	"parts.add_document",
	"INSERT INTO parts_document (id, number, kind, state, branch_id, from_place, to_place, order_kind, order_branch, "
	"order_key, order_number, warranty, person, person_name, supplier, reference, reason, urgent, transport_fen, "
	"carrier, tracking, business_date, created_at, actor, actor_name, settled_at, settled_by, settled_name, "
	"settled_note, frozen_sequence, content, version) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, "
	"?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, NULL, '', '', '', ?26, ?27, 1)"};
inline constexpr Sql kSaveDocument{"parts.save_document",
                                   "UPDATE parts_document SET state = ?2, settled_at = ?3, settled_by = ?4, "
                                   "settled_name = ?5, settled_note = ?6, version = version + 1 WHERE id = ?1"};

#define PARTS_LINE                                                                                                     \
	"SELECT l.document_id, l.line, l.item_code, l.quantity, l.cost_fen, l.held, l.held_cost_fen, l.done, l.back, "     \
	"l.lost, l.exchange_due, l.exchange_cost_fen, l.place_id, l.person, l.origin_document, l.origin_line, l.counted, " \
	"l.faulty, l.charged_fen, l.note, COALESCE(i.name, ''), COALESCE(i.specification, ''), COALESCE(i.unit, ''), "     \
	"COALESCE(i.unit_size, 1), COALESCE(i.brand, ''), d.number, d.kind, d.branch_id, d.from_place, d.order_kind, "     \
	"d.order_branch, d.order_key, d.order_number, d.warranty, d.person_name, d.business_date FROM parts_line l "       \
	"JOIN parts_document d ON d.id = l.document_id LEFT JOIN parts_item i ON i.code = l.item_code "
inline constexpr Sql kLine{"parts.line", PARTS_LINE "WHERE l.document_id = ?1 AND l.line = ?2"};
inline constexpr Sql kLines{"parts.lines", PARTS_LINE "WHERE l.document_id = ?1 ORDER BY l.line"};
// What technicians hold, found among the lines of which something is held, not among all issues of all years (d.kind ||
// '': no index of it): ?1 branches, ?2 last document and ?3 line seen, ?4 rows, ?5 branch.
#define PARTS_HELD                                                                                                     \
	"l.held > 0 AND d.kind || '' = 'issue' AND (?1 = '*' OR REPLACE(?1, '|' || d.branch_id || '|', '') <> ?1) AND "    \
	"(?5 = '' OR d.branch_id = ?5) AND (l.document_id, l.line) > (?2, ?3) ORDER BY l.document_id, l.line LIMIT ?4"
inline constexpr Sql kHeldByPerson{"parts.held_by_person", PARTS_LINE "WHERE l.person = ?6 AND " PARTS_HELD};
inline constexpr Sql kHeldForOrder{
	"parts.held_for_order",
	PARTS_LINE "WHERE d.order_kind = ?6 AND d.order_branch = ?7 AND d.order_key = ?8 AND " PARTS_HELD};
inline constexpr Sql kHeldInBranch{"parts.held_in_branch", PARTS_LINE "WHERE " PARTS_HELD};
#undef PARTS_HELD
#undef PARTS_LINE
inline constexpr Sql kAddLine{
	"parts.add_line",
	"INSERT INTO parts_line (document_id, line, item_code, quantity, cost_fen, held, held_cost_fen, done, back, lost, "
	"exchange_due, exchange_cost_fen, place_id, person, origin_document, origin_line, counted, faulty, charged_fen, "
	"note) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)"};
inline constexpr Sql kSaveLine{
	"parts.save_line",
	"UPDATE parts_line SET cost_fen = ?3, held = ?4, held_cost_fen = ?5, done = ?6, back = ?7, lost = "
	"?8, exchange_due = ?9, exchange_cost_fen = ?10, counted = ?11 WHERE document_id = ?1 AND line = ?2"};

inline constexpr Sql kAddTest{"parts.add_test",
                              "INSERT INTO parts_test (id, document_id, line, serial, passed, note, tested_at, actor, "
                              "actor_name) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"};
inline constexpr Sql kTests{"parts.tests", "SELECT line, serial, passed, note, tested_at, actor_name FROM parts_test "
                                           "WHERE document_id = ?1 ORDER BY line, tested_at, id"};
inline constexpr Sql kSampled{"parts.sampled",
                              "INSERT INTO parts_sampled (place_id, item_code, sampled_on) VALUES (?1, ?2, ?3) ON "
                              "CONFLICT (place_id, item_code) DO UPDATE SET sampled_on = excluded.sampled_on WHERE "
                              "parts_sampled.sampled_on < excluded.sampled_on"};
inline constexpr Sql kSamplable{
	"parts.samplable",
	"SELECT b.item_code, b.quantity, i.unit_size, COALESCE(s.sampled_on, ''), i.name, i.unit FROM parts_balance b "
	"JOIN parts_item i ON i.code = b.item_code LEFT JOIN parts_sampled s ON s.place_id = b.place_id AND s.item_code = "
	"b.item_code WHERE b.place_id = ?1 AND b.quantity > 0 ORDER BY b.item_code"};

// ---- Parts of an order -------------------------------------------------------------------------------------------

inline constexpr Sql kOrderPart{"parts.order_part",
                                "SELECT warranty, issued, returned FROM parts_order_part WHERE kind = ?1 AND "
                                "branch_id = ?2 AND erp_key = ?3 AND item_code = ?4"};
inline constexpr Sql kOrderParts{
	"parts.order_parts",
	"SELECT p.order_number, p.item_code, i.name, i.specification, i.unit, i.unit_size, p.warranty, p.issued, "
	"p.returned, p.cost_fen, p.charged_fen, CASE WHEN p.warranty = 'in' AND i.kind = 'part' THEN p.issued - p.returned "
	"ELSE 0 END, p.old_back FROM parts_order_part p JOIN parts_item i ON i.code = p.item_code WHERE p.kind = ?1 AND "
	"p.branch_id = ?2 AND p.erp_key = ?3 ORDER BY p.item_code"};
inline constexpr Sql kAddOrderPart{
	"parts.add_order_part",
	"INSERT INTO parts_order_part (kind, branch_id, erp_key, item_code, order_number, warranty, issued, returned, "
	"cost_fen, charged_fen, old_back) VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0, 0, 0, 0, 0) ON CONFLICT (kind, branch_id, "
	"erp_key, item_code) DO UPDATE SET warranty = CASE WHEN parts_order_part.issued = parts_order_part.returned AND "
	"excluded.warranty <> '' THEN excluded.warranty ELSE parts_order_part.warranty END"};
inline constexpr Sql kMoveOrderPart{
	"parts.move_order_part",
	"UPDATE parts_order_part SET issued = issued + ?5, returned = returned + ?6, cost_fen = CASE WHEN cost_fen + ?7 < "
	"0 "
	"THEN 0 ELSE cost_fen + ?7 END, charged_fen = charged_fen + ?8, old_back = old_back + ?9 WHERE kind = ?1 AND "
	"branch_id = ?2 AND erp_key = ?3 AND item_code = ?4"};
inline constexpr Sql kFreeApproval{"parts.free_approval",
                                   "SELECT reason, approved_at, actor_name FROM parts_free_approval WHERE kind = ?1 "
                                   "AND branch_id = ?2 AND erp_key = ?3"};
inline constexpr Sql kApproveFree{"parts.approve_free",
                                  "INSERT INTO parts_free_approval (kind, branch_id, erp_key, order_number, reason, "
                                  "approved_at, actor, actor_name) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT "
                                  "(kind, branch_id, erp_key) DO NOTHING"};

inline constexpr Sql kErpWorkOrder{"parts.erp_work_order",
                                   "SELECT COALESCE(number, erp_key) FROM erp_work_order WHERE branch_id = ?1 AND "
                                   "erp_key = ?2 AND deleted = 0"};

inline constexpr const Sql* kPaperStatements[] = {&kNextNumber,
                                                  &kDocument,
                                                  &kDocuments,
                                                  &kDocumentsOldest,
                                                  &kUrgentDocuments,
                                                  &kUrgentDocumentsOldest,
                                                  &kDocumentsOfKind,
                                                  &kDocumentsOfKindOldest,
                                                  &kDocumentsOfState,
                                                  &kDocumentsOfStateOldest,
                                                  &kDocumentsOfKindAndState,
                                                  &kDocumentsOfKindAndStateOldest,
                                                  &kAddDocument,
                                                  &kSaveDocument,
                                                  &kLine,
                                                  &kLines,
                                                  &kHeldByPerson,
                                                  &kHeldForOrder,
                                                  &kHeldInBranch,
                                                  &kAddLine,
                                                  &kSaveLine,
                                                  &kAddTest,
                                                  &kTests,
                                                  &kSampled,
                                                  &kSamplable,
                                                  &kOrderPart,
                                                  &kOrderParts,
                                                  &kAddOrderPart,
                                                  &kMoveOrderPart,
                                                  &kFreeApproval,
                                                  &kApproveFree,
                                                  &kErpWorkOrder};

} // namespace parts::sql
