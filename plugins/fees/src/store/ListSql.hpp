#pragma once

#include "erphost/Sql.hpp"

/// SQL of versions of price lists, commission tables and warranty policies.
namespace fees::sql {

using erphost::Sql;

#define FEES_LIST_COLUMNS                                                                                              \
	"id, number, kind, branch_id, name, sample, valid_from, valid_to, state, row_count, created_at, created_name, "    \
	"published_at, published_name, version"
inline constexpr Sql kAddList{"fees.add_list",
                              "INSERT INTO fees_list (" FEES_LIST_COLUMNS
                              ", created_by, published_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 'draft', ?9, ?10, "
                              "?11, NULL, '', 1, ?12, '')"};
inline constexpr Sql kList{"fees.list", "SELECT " FEES_LIST_COLUMNS " FROM fees_list WHERE id = ?1"};
inline constexpr Sql kRewriteList{"fees.rewrite_list",
                                  "UPDATE fees_list SET branch_id = ?2, name = ?3, sample = ?4, valid_from = ?5, "
                                  "valid_to = ?6, row_count = ?7, version = version + 1 "
                                  "WHERE id = ?1 AND state = 'draft'"};
inline constexpr Sql kPublishList{"fees.publish_list",
                                  "UPDATE fees_list SET state = 'published', published_at = ?2, published_by = ?3, "
                                  "published_name = ?4, version = version + 1 WHERE "
                                  "id = ?1 AND state = 'draft'"};
inline constexpr Sql kEndList{
	"fees.end_list", "UPDATE fees_list SET valid_to = ?2, version = version + 1 WHERE id = ?1 AND state = 'published'"};
inline constexpr Sql kDropList{
	"fees.drop_list",
	"UPDATE fees_list SET state = 'dropped', version = version + 1 WHERE id = ?1 AND state = 'draft'"};
/// Published versions that overlap [?3, ?4).
inline constexpr Sql kOverlapping{
	"fees.overlapping_lists",
	"SELECT " FEES_LIST_COLUMNS
	" FROM fees_list WHERE kind = ?1 AND branch_id = ?2 AND state = 'published' AND valid_from < ?4 AND "
	"valid_to > ?3 ORDER BY valid_from LIMIT 10"};
/// What is in force for a branch on a day: its own before everybody's.
inline constexpr Sql kListInForce{
	"fees.list_in_force",
	"SELECT " FEES_LIST_COLUMNS
	" FROM fees_list WHERE kind = ?1 AND state = 'published' AND (branch_id = ?2 OR branch_id = '*') AND "
	"valid_from <= ?3 AND valid_to > ?3 ORDER BY CASE WHEN branch_id = '*' THEN 1 ELSE 0 END, valid_from DESC LIMIT 1"};
/// ?1 kind; ?2 branch; ?3 state; ?4 ?5 last row seen if ?6 = 1; ?7 rows.
inline constexpr Sql kLists{
	"fees.lists", "SELECT " FEES_LIST_COLUMNS
				  " FROM fees_list WHERE kind = ?1 AND (?2 = '' OR branch_id = ?2) AND (?3 = '' OR state = ?3) AND "
				  "(CAST(?6 AS BIGINT) = 0 OR (valid_from, id) < (?4, ?5)) ORDER BY valid_from DESC, id DESC LIMIT ?7"};
#undef FEES_LIST_COLUMNS

inline constexpr Sql kAddListRow{"fees.add_list_row",
                                 "INSERT INTO fees_list_row (list_id, line, what, code, name, service_type, "
                                 "product_type, brand, model, unit, amount) VALUES (?1, ?2, "
                                 "?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"};
/// Of a draft only: what was published stays.
inline constexpr Sql kClearListRows{
	"fees.clear_list_rows",
	"DELETE FROM fees_list_row WHERE list_id = (SELECT id FROM fees_list WHERE id = ?1 AND state = 'draft')"};
#define FEES_LIST_ROW                                                                                                  \
	"SELECT line, what, code, name, service_type, product_type, brand, model, unit, amount FROM fees_list_row "
inline constexpr Sql kListRows{"fees.list_rows", FEES_LIST_ROW "WHERE list_id = ?1 ORDER BY line"};
/// The rows that may price an order: labour and visit, and those of the items in question. ?2 '|P1|P2|'.
inline constexpr Sql kRowsFor{
	"fees.rows_for",
	FEES_LIST_ROW "WHERE list_id = ?1 AND (what <> 'part' OR REPLACE(?2, '|' || code || '|', '') <> ?2) ORDER BY line"};
#undef FEES_LIST_ROW

inline constexpr const Sql* kListStatements[] = {
	&kAddList,     &kList,  &kRewriteList, &kPublishList,   &kEndList,  &kDropList, &kOverlapping,
	&kListInForce, &kLists, &kAddListRow,  &kClearListRows, &kListRows, &kRowsFor};

} // namespace fees::sql
