#pragma once

#include "erphost/Sql.hpp"

/// SQL of causes, actions, written reports (CP-15), and of the board's counters.
namespace complaints::sql {

using erphost::Sql;

/// ?1 ?2 months; ?3 branches; ?4 branch. Out of the index alone: month, cause, branch, state.
inline constexpr Sql kCauses{
	"complaints.causes",
	"SELECT c.cause, COUNT(*) FROM complaints_case c WHERE c.month >= ?1 AND c.month <= ?2 AND c.state <> 'voided' AND "
	"(?3 = '*' OR REPLACE(?3, '|' || c.branch_id || '|', '') <> ?3) AND (?4 = '' OR c.branch_id = ?4) GROUP BY c.cause "
	"ORDER BY c.cause"};

#define COMPLAINTS_ACTION                                                                                              \
	"SELECT a.id, a.branch_id, a.cause, a.case_id, a.type, a.what, a.person, a.due_on, a.state, a.done_on, a.effect, " \
	"a.version FROM complaints_action a "
inline constexpr Sql kAddAction{
	"complaints.add_action",
	"INSERT INTO complaints_action (id, branch_id, cause, case_id, type, what, person, due_on, state, done_on, effect, "
	"version, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 'open', NULL, '', 1, ?9)"};
inline constexpr Sql kAction{"complaints.action", COMPLAINTS_ACTION "WHERE a.id = ?1"};
inline constexpr Sql kActionsOfCase{"complaints.actions_of_case",
                                    COMPLAINTS_ACTION "WHERE a.case_id = ?1 ORDER BY a.due_on, a.id"};
// ?1 branches; ?2 state; ?3 cause; ?4 branch; ?5 ?6 last row seen if ?7 = 1; ?8 rows.
#define COMPLAINTS_ACTION_PAGE(after, direction)                                                                       \
	COMPLAINTS_ACTION                                                                                                  \
	"WHERE a.state = ?2 AND (?1 = '*' OR a.branch_id = '*' OR REPLACE(?1, '|' || a.branch_id || '|', '') <> ?1) AND "  \
	"(?3 = '' OR a.cause = ?3) AND (?4 = '' OR a.branch_id = ?4) AND (CAST(?7 AS BIGINT) = 0 OR (a.due_on, "           \
	"a.id) " after " (?5, ?6)) ORDER BY a.due_on " direction ", a.id " direction " LIMIT ?8"
inline constexpr Sql kActions{"complaints.actions", COMPLAINTS_ACTION_PAGE(">", "ASC")};
inline constexpr Sql kActionsDown{"complaints.actions_down", COMPLAINTS_ACTION_PAGE("<", "DESC")};
#undef COMPLAINTS_ACTION_PAGE
#undef COMPLAINTS_ACTION
inline constexpr Sql kMoveAction{"complaints.move_action",
                                 "UPDATE complaints_action SET state = ?2, done_on = ?3, effect = ?4, version = "
                                 "version + 1 WHERE id = ?1"};
inline constexpr Sql kCountActionsOverdue{
	"complaints.count_actions_overdue",
	"SELECT COUNT(*) FROM complaints_action a WHERE a.state = 'open' AND a.due_on < ?2 AND (?1 = '*' OR a.branch_id = "
	"'*' OR REPLACE(?1, '|' || a.branch_id || '|', '') <> ?1)"};

#define COMPLAINTS_DOCUMENT                                                                                            \
	"SELECT d.case_id, d.type, d.content, d.author_name, d.at, d.shared_at, d.version, c.number FROM "                 \
	"complaints_document d JOIN complaints_case c ON c.id = d.case_id "
inline constexpr Sql kDocument{"complaints.document", COMPLAINTS_DOCUMENT "WHERE d.case_id = ?1 AND d.type = ?2"};
// ?1 type; ?2 ?3 last row seen if ?4 = 1; ?5 rows.
#define COMPLAINTS_DOCUMENT_PAGE(after, direction)                                                                     \
	COMPLAINTS_DOCUMENT "WHERE d.type = ?1 AND d.shared_at IS NOT NULL AND (CAST(?4 AS BIGINT) = 0 OR "                \
						"(d.shared_at, d.case_id) " after " (?2, ?3)) ORDER BY d.shared_at " direction                 \
						", d.case_id " direction " LIMIT ?5"
inline constexpr Sql kDocuments{"complaints.documents", COMPLAINTS_DOCUMENT_PAGE(">", "ASC")};
inline constexpr Sql kDocumentsDown{"complaints.documents_down", COMPLAINTS_DOCUMENT_PAGE("<", "DESC")};
#undef COMPLAINTS_DOCUMENT_PAGE
#undef COMPLAINTS_DOCUMENT
inline constexpr Sql kDocumentsOfCase{"complaints.documents_of_case",
                                      "SELECT type FROM complaints_document WHERE case_id = ?1 ORDER BY type"};
inline constexpr Sql kPutDocument{
	"complaints.put_document",
	"INSERT INTO complaints_document (case_id, type, content, author, author_name, at, shared_at, version) VALUES (?1, "
	"?2, ?3, ?4, ?5, ?6, NULL, 1) ON CONFLICT (case_id, type) DO UPDATE SET content = excluded.content, author = "
	"excluded.author, author_name = excluded.author_name, at = excluded.at, version = complaints_document.version + 1"};
inline constexpr Sql kShareDocument{"complaints.share_document",
                                    "UPDATE complaints_document SET shared_at = ?3 WHERE case_id = ?1 AND type = ?2 "
                                    "AND shared_at IS NULL"};

/// ?1 branches; ?2 now; ?3 account.
inline constexpr Sql kCounters{
	"complaints.counters",
	"SELECT COUNT(*), COALESCE(SUM(CASE WHEN c.step = 'prevention' THEN 1 ELSE 0 END), 0), "
	"COALESCE(SUM(CASE WHEN c.due_at < ?2 THEN 1 ELSE 0 END), 0), "
	"COALESCE(SUM(CASE WHEN c.owner = '' THEN 1 ELSE 0 END), 0), "
	"COALESCE(SUM(CASE WHEN c.owner = ?3 OR c.handler = ?3 THEN 1 ELSE 0 END), 0), "
	"COALESCE(SUM(CASE WHEN c.class = 2 THEN 1 ELSE 0 END), 0), "
	"COALESCE(SUM(CASE WHEN c.class = 3 THEN 1 ELSE 0 END), 0), "
	"COALESCE(SUM(CASE WHEN c.warning_level > 0 THEN 1 ELSE 0 END), 0) FROM complaints_case c WHERE c.state = 'open' "
	"AND (?1 = '*' OR REPLACE(?1, '|' || c.branch_id || '|', '') <> ?1)"};

inline constexpr const Sql* kActionStatements[] = {
	&kCauses,      &kAddAction,           &kAction,   &kActionsOfCase, &kActions,       &kActionsDown,
	&kMoveAction,  &kCountActionsOverdue, &kDocument, &kDocuments,     &kDocumentsDown, &kDocumentsOfCase,
	&kPutDocument, &kShareDocument,       &kCounters};

} // namespace complaints::sql
