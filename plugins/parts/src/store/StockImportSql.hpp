#pragma once

#include "erphost/imports/Sql.hpp"

/// SQL of the go-live import.
namespace parts::sql {

using erphost::Sql;

inline constexpr erphost::imports::Statements kImport = ERPHOST_IMPORT_SQL("parts");

/// The central store or a store of a branch by its id or what people call it.
inline constexpr Sql kImportStore{"parts.import_store",
                                  "SELECT p.id FROM parts_place p WHERE p.kind IN ('central', 'store') AND p.active = "
                                  "1 AND (p.id = ?1 OR p.name = ?1) ORDER BY p.id LIMIT 2"};

/// What was opened of an item at a place and not taken back.
inline constexpr Sql kOpenedAlready{
	"parts.opened_already",
	"SELECT COALESCE(SUM(CASE WHEN m.to_place = ?1 THEN m.quantity ELSE -m.quantity END), 0) FROM parts_movement m "
	"WHERE m.item_code = ?2 AND m.kind = 'opening' AND (m.to_place = ?1 OR m.from_place = ?1)"};

/// The first paper that moved the item at the place after a movement (?1) and stands.
inline constexpr Sql kImportMovedSince{
	"parts.import_moved_since",
	"SELECT COALESCE(d.number, m.id) FROM parts_movement o JOIN parts_movement m ON m.item_code = o.item_code AND "
	"m.sequence > o.sequence AND (m.from_place = o.to_place OR m.to_place = o.to_place) LEFT JOIN parts_document d ON "
	"d.id = m.document_id WHERE o.id = ?1 AND m.reverses = '' AND m.quantity > COALESCE((SELECT SUM(r.quantity) FROM "
	"parts_movement r WHERE r.reverses = m.id AND r.reverses <> ''), 0) ORDER BY m.sequence LIMIT 1"};

/// A work order by its number or key. ?1 branch.
inline constexpr Sql kImportOrder{"parts.import_order", "SELECT w.erp_key, COALESCE(w.number, w.erp_key) FROM "
                                                        "erp_work_order w WHERE w.branch_id = ?1 AND w.deleted = 0 AND "
                                                        "(w.erp_key = ?2 OR w.number = ?2) ORDER BY w.erp_key LIMIT 2"};
/// The old part of an order's item. ?1 branch, ?2 key, ?3 item.
inline constexpr Sql kImportOldPart{
	"parts.import_old_part", "SELECT id, number, due, back, lost, version, sent FROM parts_old_part WHERE kind = "
							 "'work_order' AND branch_id = ?1 AND erp_key = ?2 AND item_code = ?3"};
inline constexpr Sql kImportedOldPart{"parts.imported_old_part",
                                      "SELECT number, version, back, branch_id, erp_key, order_number FROM "
                                      "parts_old_part WHERE id = ?1"};
/// ?2 owed from before; ?7 how much the version grows.
inline constexpr Sql kOweFromBefore{"parts.owe_from_before",
                                    "UPDATE parts_old_part SET due = due + ?2, imported = ?2, person = ?3, person_name "
                                    "= ?4, due_on = ?5, deposit_fen = "
                                    "?6, state = 'open', version = version + ?7 WHERE id = ?1"};
/// ?2 of it that was handed over already.
inline constexpr Sql kOweNoMore{
	"parts.owe_no_more",
	"UPDATE parts_old_part SET due = due - imported, back = back - ?2, imported = 0, deposit_fen = 0, state = CASE "
	"WHEN "
	"due - imported > back - ?2 + lost THEN 'open' ELSE 'done' END, version = version + 1 WHERE id = ?1"};

inline constexpr const Sql* kOwnImportStatements[] = {&kImportStore,   &kOpenedAlready, &kImportMovedSince,
                                                      &kImportOrder,   &kImportOldPart, &kImportedOldPart,
                                                      &kOweFromBefore, &kOweNoMore};

} // namespace parts::sql
