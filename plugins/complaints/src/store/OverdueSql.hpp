#pragma once

#include "erphost/Sql.hpp"

/// SQL of overdue orders and what their customers are offered (CP-17).
namespace complaints::sql {

using erphost::Sql;

inline constexpr Sql kPutOverdue{
	"complaints.put_overdue",
	"INSERT INTO complaints_overdue (id, kind, branch_id, branch_name, erp_key, order_number, since_at, state, "
	"next_at, "
	"closed_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 'open', ?8, NULL) ON CONFLICT (id) DO UPDATE SET "
	"since_at = excluded.since_at, next_at = excluded.next_at, state = 'open', closed_at = NULL, "
	"order_number = excluded.order_number, branch_name = excluded.branch_name "
	"WHERE complaints_overdue.state <> 'open' OR complaints_overdue.since_at <> excluded.since_at"};
inline constexpr Sql kCloseOverdue{
	"complaints.close_overdue",
	"UPDATE complaints_overdue SET state = 'closed', closed_at = ?2 WHERE id = ?1 AND state = 'open'"};
inline constexpr Sql kOverdueDue{
	"complaints.overdue_due",
	"SELECT id, kind, branch_id, branch_name, erp_key, order_number, since_at FROM complaints_overdue "
	"WHERE state = 'open' AND next_at <= ?1 ORDER BY next_at LIMIT ?2"};
inline constexpr Sql kOverdueNext{"complaints.overdue_next",
                                  "UPDATE complaints_overdue SET next_at = ?2 WHERE id = ?1"};

// ?1 the branches the caller may see, "|01|02|" or "*"; ?3 and ?4: waiting since, after the one and up to the other.
#define COMPLAINTS_OVERDUE_FILTER                                                                                      \
	"o.state = 'open' AND (?1 = '*' OR REPLACE(?1, '|' || o.branch_id || '|', '') <> ?1) "                             \
	"AND (?2 = '' OR o.branch_id = ?2) AND o.since_at > ?3 AND o.since_at <= ?4 AND (?5 = '' OR o.order_number LIKE "  \
	"?5)"
// With what is offered already: at most one row of each remedy.
#define COMPLAINTS_OVERDUE_PAGE(after, direction)                                                                      \
	"SELECT o.id, o.kind, o.branch_id, o.branch_name, o.erp_key, o.order_number, o.since_at, "                         \
	"c.id, c.state, c.sum_fen, c.version, e.id, e.state, e.sum_fen, e.version FROM complaints_overdue o "              \
	"LEFT JOIN complaints_remedy c ON c.overdue_id = o.id AND c.remedy = 'compensation' "                              \
	"LEFT JOIN complaints_remedy e ON e.overdue_id = o.id AND e.remedy = 'exchange' "                                  \
	"WHERE " COMPLAINTS_OVERDUE_FILTER " AND (CAST(?8 AS BIGINT) = 0 OR (o.since_at, o.id) " after                     \
	" (?6, ?7)) ORDER BY o.since_at " direction ", o.id " direction " LIMIT ?9"
inline constexpr Sql kOverdue{"complaints.overdue", COMPLAINTS_OVERDUE_PAGE(">", "ASC")};
inline constexpr Sql kOverdueDown{"complaints.overdue_down", COMPLAINTS_OVERDUE_PAGE("<", "DESC")};
inline constexpr Sql kCountOverdue{"complaints.count_overdue",
                                   "SELECT COUNT(*) FROM complaints_overdue o WHERE " COMPLAINTS_OVERDUE_FILTER};
#undef COMPLAINTS_OVERDUE_PAGE
#undef COMPLAINTS_OVERDUE_FILTER

#define COMPLAINTS_REMEDY_COLUMNS                                                                                      \
	"r.id, r.overdue_id, r.remedy, r.state, r.sum_fen, r.kind, r.branch_id, r.branch_name, r.erp_key, "                \
	"r.order_number, "                                                                                                 \
	"r.hours, r.proposed_at, r.decided_at, r.decided_by_name, r.reason, r.version"
inline constexpr Sql kAddRemedy{
	"complaints.add_remedy",
	"INSERT INTO complaints_remedy (id, overdue_id, remedy, state, sum_fen, kind, branch_id, branch_name, erp_key, "
	"order_number, hours, proposed_at, decided_at, decided_by_name, reason, version) "
	"VALUES (?1, ?2, ?3, 'proposed', ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, NULL, '', '', 1) ON CONFLICT (id) DO NOTHING"};
inline constexpr Sql kDecideRemedy{
	"complaints.decide_remedy",
	"UPDATE complaints_remedy SET state = ?2, sum_fen = ?3, decided_at = ?4, decided_by_name = ?5, reason = ?6, "
	"version = version + 1 WHERE id = ?1 AND state = 'proposed' AND version = ?7"};
inline constexpr Sql kRemedy{"complaints.remedy",
                             "SELECT " COMPLAINTS_REMEDY_COLUMNS " FROM complaints_remedy r WHERE r.id = ?1"};
inline constexpr Sql kRemedies{
	"complaints.remedies",
	"SELECT " COMPLAINTS_REMEDY_COLUMNS " FROM complaints_remedy r WHERE r.state = ?1 "
	"AND (?2 = '*' OR REPLACE(?2, '|' || r.branch_id || '|', '') <> ?2) AND (?3 = '' OR r.branch_id = ?3) "
	"AND (CAST(?6 AS BIGINT) = 0 OR (r.proposed_at, r.id) < (?4, ?5)) "
	"ORDER BY r.proposed_at DESC, r.id DESC LIMIT ?7"};
inline constexpr Sql kCountRemedies{
	"complaints.count_remedies",
	"SELECT COUNT(*) FROM complaints_remedy r WHERE r.state = ?1 "
	"AND (?2 = '*' OR REPLACE(?2, '|' || r.branch_id || '|', '') <> ?2) AND (?3 = '' OR r.branch_id = ?3)"};
#undef COMPLAINTS_REMEDY_COLUMNS

inline constexpr const Sql* kOverdueStatements[] = {&kPutOverdue,   &kCloseOverdue, &kOverdueDue,   &kOverdueNext,
                                                    &kOverdue,      &kOverdueDown,  &kCountOverdue, &kAddRemedy,
                                                    &kDecideRemedy, &kRemedy,       &kRemedies,     &kCountRemedies};

} // namespace complaints::sql
