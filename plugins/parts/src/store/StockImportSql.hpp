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

inline constexpr const Sql* kOwnImportStatements[] = {&kImportStore, &kOpenedAlready, &kImportMovedSince};

} // namespace parts::sql
