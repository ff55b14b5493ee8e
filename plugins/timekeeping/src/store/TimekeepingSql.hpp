#pragma once

#include <erphost/Sql.hpp>

#include <vector>

/// All SQL of the plugin. "|01|02|" or "*" stands for the branches that somebody may see.
namespace timekeeping::sql {

using erphost::Sql;

// ---- Days

/// Entries that changed: ?1 < change_seq <= ?2.
inline constexpr Sql kChanged{
	"timekeeping.changed",
	"SELECT employee, on_date, branch_id, came_at, left_at, COALESCE(signed_by, ''), deleted FROM erp_attendance WHERE "
	"change_seq > ?1 AND change_seq <= ?2 AND employee IS NOT NULL AND on_date IS NOT NULL ORDER BY change_seq"};
/// A branch's day of those who have no leaving time: once the day is over that means something.
inline constexpr Sql kUnfinished{
	"timekeeping.unfinished",
	"SELECT employee, on_date, branch_id, came_at, left_at, signed_by, 0 FROM timekeeping_day WHERE on_date = ?2 AND "
	"branch_id = ?1 AND left_at IS NULL AND came_at IS NOT NULL ORDER BY employee"};
/// A day that is judged again keeps nothing of its earlier verdict.
inline constexpr Sql kPutDay{
	"timekeeping.put_day",
	"INSERT INTO timekeeping_day (employee, on_date, branch_id, came_at, left_at, late_ms, early_ms, verdict, "
	"fine_fen, "
	"signed_by, proxy_fen, changed_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12) ON CONFLICT "
	"(employee, "
	"on_date) DO UPDATE SET branch_id = excluded.branch_id, came_at = excluded.came_at, left_at = excluded.left_at, "
	"late_ms = excluded.late_ms, early_ms = excluded.early_ms, verdict = excluded.verdict, fine_fen = "
	"excluded.fine_fen, signed_by = excluded.signed_by, proxy_fen = excluded.proxy_fen, changed_at = "
	"excluded.changed_at"};
inline constexpr Sql kRemoveDay{"timekeeping.remove_day",
                                "DELETE FROM timekeeping_day WHERE employee = ?1 AND on_date = ?2"};
/// How often somebody signed for others before a day, in its year: ?1 who, ?2 first of January, ?3 the day.
inline constexpr Sql kSignedBefore{
	"timekeeping.signed_before",
	"SELECT COUNT(*) FROM timekeeping_day WHERE signed_by = ?1 AND on_date >= ?2 AND on_date < ?3"};
/// ?1 branches; ?2 verdict; ?3 branch; ?4 employee; ?5 ?6 last row seen, if ?7 = 1; ?8 rows.
inline constexpr Sql kDays{
	"timekeeping.days",
	"SELECT d.employee, d.on_date, d.branch_id, COALESCE(e.name, ''), d.came_at, d.left_at, d.verdict, d.fine_fen, "
	"d.signed_by FROM timekeeping_day d LEFT JOIN erp_employee e ON e.number = d.employee AND e.deleted = 0 WHERE (?1 "
	"= '*' OR REPLACE(?1, '|' || d.branch_id || '|', '') <> ?1) AND (?2 = '' OR d.verdict = ?2) AND (?3 = '' OR "
	"d.branch_id = ?3) AND (?4 = '' OR d.employee = ?4) AND (CAST(?7 AS BIGINT) = 0 OR (d.on_date, d.employee) < (?5, "
	"?6)) ORDER BY d.on_date DESC, d.employee DESC LIMIT ?8"};

// ---- Days without an entry

/// When the entity was last read in full: what was entered before is here.
inline constexpr Sql kReadAt{"timekeeping.read_at",
                             "SELECT last_begin_at, last_ok_at FROM erp_entity WHERE entity = 'attendance'"};
inline constexpr Sql kBranches{
	"timekeeping.branches",
	"SELECT e.branch_id, COALESCE((SELECT MAX(c.on_date) FROM timekeeping_closed_day c WHERE c.branch_id = "
	"e.branch_id), '') FROM erp_employee e WHERE e.deleted = 0 AND e.active = 1 GROUP BY e.branch_id ORDER BY "
	"e.branch_id"};
inline constexpr Sql kCloseDay{"timekeeping.close_day", "INSERT INTO timekeeping_closed_day (branch_id, on_date) "
                                                        "VALUES (?1, ?2) ON CONFLICT (branch_id, on_date) DO NOTHING"};
inline constexpr Sql kIsClosed{"timekeeping.is_closed",
                               "SELECT 1 FROM timekeeping_closed_day WHERE branch_id = ?1 AND on_date = ?2"};
/// Who works in branch ?1, has no entry on ?2 and no leave either; ?3 now. An ERP that holds a person twice, or one
/// without a number, keeps nobody else from being judged.
inline constexpr Sql kPutAbsent{
	"timekeeping.put_absent",
	"INSERT INTO timekeeping_day (employee, on_date, branch_id, came_at, left_at, late_ms, early_ms, verdict, "
	"fine_fen, signed_by, proxy_fen, changed_at) SELECT e.number, ?2, ?1, CAST(NULL AS BIGINT), CAST(NULL AS BIGINT), "
	"0, 0, 'absent', 0, '', 0, CAST(?3 AS BIGINT) FROM erp_employee e WHERE e.branch_id = ?1 AND e.deleted = 0 AND "
	"e.active = 1 AND e.number IS NOT NULL AND COALESCE(e.hired_on, '') <= ?2 AND (COALESCE(e.left_on, '') = '' OR "
	"e.left_on >= ?2) AND NOT EXISTS (SELECT 1 FROM timekeeping_day d WHERE d.employee = e.number AND d.on_date = ?2) "
	"AND NOT EXISTS (SELECT 1 FROM timekeeping_leave l WHERE l.employee = e.number AND l.state = 'approved' AND "
	"l.from_date <= ?2 AND l.to_date >= ?2) ON CONFLICT (employee, on_date) DO NOTHING"};

// ---- Leave

inline constexpr Sql kEmployee{"timekeeping.employee",
                               "SELECT branch_id, COALESCE(position, ''), COALESCE(hired_on, '') FROM erp_employee "
                               "WHERE number = ?1 AND deleted = 0"};
inline constexpr Sql kAddLeave{
	"timekeeping.add_leave",
	"INSERT INTO timekeeping_leave (id, branch_id, employee, kind, from_date, to_date, hours, state, approver, "
	"asked_by, asked_at, decided_by, decided_at) SELECT COALESCE(MAX(id), 0) + 1, ?1, ?2, ?3, ?4, ?5, CAST(?6 AS "
	"BIGINT), 'asked', ?7, ?8, CAST(?9 AS BIGINT), '', CAST(NULL AS BIGINT) FROM timekeeping_leave RETURNING id"};
/// One that touches the days and is not refused: ?1 employee, ?2 from, ?3 to, with them.
inline constexpr Sql kOverlapping{
	"timekeeping.overlapping",
	"SELECT id FROM timekeeping_leave WHERE employee = ?1 AND state <> 'refused' AND from_date <= ?3 AND to_date >= ?2 "
	"LIMIT 1"};
/// Hours of a kind from a day on to another, asked or approved.
inline constexpr Sql kTaken{"timekeeping.taken",
                            "SELECT COALESCE(SUM(hours), 0) FROM timekeeping_leave WHERE employee = ?1 AND kind = ?2 "
                            "AND state <> 'refused' AND from_date >= ?3 AND from_date <= ?4"};
inline constexpr Sql kLeave{
	"timekeeping.leave",
	"SELECT branch_id, state, approver, asked_by, from_date, to_date FROM timekeeping_leave WHERE id = ?1"};
inline constexpr Sql kDecide{"timekeeping.decide",
                             "UPDATE timekeeping_leave SET state = ?2, decided_by = ?3, decided_at = ?4 WHERE id = ?1 "
                             "AND state = 'asked'"};
/// ?1 branches; ?2 state; ?3 branch; ?4 ?5 last row seen, if ?6 = 1; ?7 rows.
inline constexpr Sql kLeaves{
	"timekeeping.leaves",
	"SELECT l.id, l.branch_id, l.employee, COALESCE(e.name, ''), l.kind, l.from_date, l.to_date, l.hours, l.state, "
	"l.approver FROM timekeeping_leave l LEFT JOIN erp_employee e ON e.number = l.employee AND e.deleted = 0 WHERE (?1 "
	"= '*' OR REPLACE(?1, '|' || l.branch_id || '|', '') <> ?1) AND (?2 = '' OR l.state = ?2) AND (?3 = '' OR "
	"l.branch_id = ?3) AND (CAST(?6 AS BIGINT) = 0 OR (l.from_date, l.id) < (?4, CAST(?5 AS BIGINT))) ORDER BY "
	"l.from_date DESC, l.id DESC LIMIT ?7"};

// ---- The month's list; ?1 branches or one as "|01|", ?2 first and ?3 last day

inline constexpr Sql kMonthPeople{
	"timekeeping.month_people",
	"SELECT number, branch_id, COALESCE(name, ''), COALESCE(position, '') FROM erp_employee WHERE deleted = 0 AND (?1 "
	"= "
	"'*' OR REPLACE(?1, '|' || branch_id || '|', '') <> ?1) AND COALESCE(hired_on, '') <= ?3 AND (COALESCE(left_on, "
	"'') = '' OR left_on >= ?2) AND number IS NOT NULL ORDER BY number"};
inline constexpr Sql kMonthDays{
	"timekeeping.month_days",
	"SELECT employee, on_date, verdict, fine_fen, signed_by, proxy_fen FROM timekeeping_day WHERE on_date >= ?2 AND "
	"on_date <= ?3 AND (?1 = '*' OR REPLACE(?1, '|' || branch_id || '|', '') <> ?1) ORDER BY employee, on_date"};
/// What persons of these branches signed for others, wherever those work.
inline constexpr Sql kMonthProxies{
	"timekeeping.month_proxies",
	"SELECT d.signed_by, SUM(d.proxy_fen) FROM timekeeping_day d WHERE d.on_date >= ?1 AND d.on_date <= ?2 AND "
	"d.signed_by <> '' GROUP BY d.signed_by"};
inline constexpr Sql kMonthLeaves{
	"timekeeping.month_leaves",
	"SELECT employee, kind, from_date, to_date, hours FROM timekeeping_leave WHERE state = 'approved' AND from_date <= "
	"?3 AND to_date >= ?2 AND (?1 = '*' OR REPLACE(?1, '|' || branch_id || '|', '') <> ?1)"};
inline constexpr Sql kLines{
	"timekeeping.lines",
	"SELECT employee, branch_id, days, late, late_fen, proxy_fen, absent, wage_percent, leave_fen, rest_fen, "
	"consequence, closed_at FROM timekeeping_line WHERE month = ?2 AND (?1 = '*' OR REPLACE(?1, '|' || branch_id || "
	"'|', '') <> ?1) ORDER BY employee"};
inline constexpr Sql kClosedBranch{"timekeeping.closed_branch",
                                   "SELECT 1 FROM timekeeping_line WHERE month = ?1 AND branch_id = ?2 LIMIT 1"};
inline constexpr Sql kPutLine{
	"timekeeping.put_line",
	"INSERT INTO timekeeping_line (month, employee, branch_id, days, late, late_fen, proxy_fen, absent, wage_percent, "
	"leave_fen, rest_fen, consequence, closed_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13) ON "
	"CONFLICT (month, employee) DO NOTHING"};

inline const std::vector<const Sql*>& statements()
{
	static const std::vector<const Sql*> all = {
		&kChanged,     &kUnfinished, &kPutDay,       &kRemoveDay, &kSignedBefore, &kDays,      &kReadAt,
		&kBranches,    &kCloseDay,   &kIsClosed,     &kPutAbsent, &kEmployee,     &kAddLeave,  &kOverlapping,
		&kTaken,       &kLeave,      &kDecide,       &kLeaves,    &kMonthPeople,  &kMonthDays, &kMonthProxies,
		&kMonthLeaves, &kLines,      &kClosedBranch, &kPutLine};
	return all;
}

} // namespace timekeeping::sql
