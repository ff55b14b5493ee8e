#pragma once

#include "erphost/Sql.hpp"

/// SQL of the clocks, their pauses and warnings.
namespace complaints::sql {

using erphost::Sql;

// Column order: see store/Clocks.cpp.
#define COMPLAINTS_CLOCK_COLUMNS                                                                                       \
	"k.id, k.clock, k.subject, k.case_id, k.case_number, k.sheet_id, k.kind, k.branch_id, k.branch_name, k.erp_key, "  \
	"k.order_number, k.person_kind, k.person_key, k.person_name, k.started_at, k.unit, k.count, k.until_at, k.lead1, " \
	"k.lead2, k.lead3, k.offence, k.calendar, k.due_at, k.due_provisional, k.next_at, k.level, k.state, k.paused_by, " \
	"k.paused_since, k.done_at, k.basis, k.late, k.proposal, k.version"

/// The version rises with every write.
inline constexpr Sql kPutClock{
	"complaints.put_clock",
	"INSERT INTO complaints_clock (id, clock, subject, case_id, case_number, sheet_id, kind, branch_id, branch_name, "
	"erp_key, order_number, person_kind, person_key, person_name, started_at, unit, count, until_at, lead1, lead2, "
	"lead3, offence, calendar, due_at, due_provisional, next_at, level, state, paused_by, paused_since, done_at, "
	"basis, late, proposal, version) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, "
	"?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, ?32, ?33, ?34, 1) "
	"ON CONFLICT (id) DO UPDATE SET branch_name = excluded.branch_name, order_number = excluded.order_number, "
	"person_kind = excluded.person_kind, person_key = excluded.person_key, person_name = excluded.person_name, "
	"started_at = excluded.started_at, unit = excluded.unit, count = excluded.count, until_at = excluded.until_at, "
	"lead1 = excluded.lead1, lead2 = excluded.lead2, lead3 = excluded.lead3, offence = excluded.offence, "
	"calendar = excluded.calendar, due_at = excluded.due_at, due_provisional = excluded.due_provisional, "
	"next_at = excluded.next_at, level = excluded.level, state = excluded.state, paused_by = excluded.paused_by, "
	"paused_since = excluded.paused_since, done_at = excluded.done_at, basis = excluded.basis, late = excluded.late, "
	"proposal = excluded.proposal, version = complaints_clock.version + 1"};

inline constexpr Sql kClock{"complaints.clock",
                            "SELECT " COMPLAINTS_CLOCK_COLUMNS " FROM complaints_clock k WHERE k.id = ?1"};
inline constexpr Sql kClocksOfOrder{"complaints.clocks_of_order",
                                    "SELECT " COMPLAINTS_CLOCK_COLUMNS
                                    " FROM complaints_clock k WHERE k.kind = ?1 AND k.branch_id = ?2 AND "
                                    "k.erp_key = ?3 AND k.subject = 'order' ORDER BY k.clock"};
inline constexpr Sql kClocksOfCase{"complaints.clocks_of_case",
                                   "SELECT " COMPLAINTS_CLOCK_COLUMNS
                                   " FROM complaints_clock k WHERE k.case_id = ?1 AND k.state = ?2 "
                                   "ORDER BY k.due_at"};
inline constexpr Sql kClockOfSheet{"complaints.clock_of_sheet",
                                   "SELECT " COMPLAINTS_CLOCK_COLUMNS
                                   " FROM complaints_clock k WHERE k.sheet_id = ?1 ORDER BY k.started_at DESC "
                                   "LIMIT 1"};

/// What must be looked at by now; ?2 = 1: the ERP is away, the clocks of orders stand still.
inline constexpr Sql kClocksDue{"complaints.clocks_due",
                                "SELECT " COMPLAINTS_CLOCK_COLUMNS
                                " FROM complaints_clock k WHERE k.state = 'running' AND k.next_at <= ?1 "
                                "AND (CAST(?2 AS BIGINT) = 0 OR k.subject <> 'order') ORDER BY k.next_at LIMIT ?3"};

/// Running clocks that were computed with another calendar are looked at again.
inline constexpr Sql kClocksOfOtherCalendar{
	"complaints.clocks_of_other_calendar",
	"UPDATE complaints_clock SET next_at = 0 WHERE state = 'running' AND calendar <> ?1 AND next_at > 0"};

/// After an outage the clocks of orders that ran in it are looked at again: it was a pause of theirs.
inline constexpr Sql kClocksAfterOutage{
	"complaints.clocks_after_outage",
	"UPDATE complaints_clock SET next_at = 0 WHERE state = 'running' AND started_at < ?1 AND subject = 'order' "
	"AND next_at > 0"};

// ---- Lists
// ------------------------------------------------------------------------------------------------------------

// ?1 the branches the caller may see, "|01|02|" or "*".
#define COMPLAINTS_CLOCK_FILTER                                                                                        \
	"k.state = ?2 AND (?1 = '*' OR REPLACE(?1, '|' || k.branch_id || '|', '') <> ?1) AND (?3 = '' OR k.clock = ?3) "   \
	"AND (?4 = '' OR k.subject = ?4) AND (?5 = '' OR k.case_id = ?5) AND (?6 = '' OR k.branch_id = ?6) "               \
	"AND k.level >= ?7 AND k.late >= ?8 AND (?9 = '' OR k.order_number LIKE ?9 OR k.case_number LIKE ?9 "              \
	"OR k.person_name LIKE ?9)"
// Keyset pages: ?10 and ?11 are sort value and id of the last row seen (?12 = 0: the first page); ?13 rows.
#define COMPLAINTS_CLOCK_PAGE(column, after, direction)                                                                \
	"SELECT " COMPLAINTS_CLOCK_COLUMNS " FROM complaints_clock k WHERE " COMPLAINTS_CLOCK_FILTER                       \
	" AND (CAST(?12 AS BIGINT) = 0 OR (k." column ", k.id) " after " (?10, ?11)) ORDER BY k." column " " direction     \
	", k.id " direction " LIMIT ?13"
inline constexpr Sql kCountClocks{"complaints.count_clocks",
                                  "SELECT COUNT(*) FROM complaints_clock k WHERE " COMPLAINTS_CLOCK_FILTER};
inline constexpr Sql kClocksByDue{"complaints.clocks_by_due", COMPLAINTS_CLOCK_PAGE("due_at", ">", "ASC")};
inline constexpr Sql kClocksByDueDown{"complaints.clocks_by_due_down", COMPLAINTS_CLOCK_PAGE("due_at", "<", "DESC")};
inline constexpr Sql kClocksByStart{"complaints.clocks_by_start", COMPLAINTS_CLOCK_PAGE("started_at", ">", "ASC")};
inline constexpr Sql kClocksByStartDown{"complaints.clocks_by_start_down",
                                        COMPLAINTS_CLOCK_PAGE("started_at", "<", "DESC")};
#undef COMPLAINTS_CLOCK_PAGE
#undef COMPLAINTS_CLOCK_FILTER
#undef COMPLAINTS_CLOCK_COLUMNS

/// The board: what is watched now, per clock. ?3 the branches, ?2 one branch or ''.
inline constexpr Sql kClockBoard{
	"complaints.clock_board",
	"SELECT k.clock, COUNT(*), SUM(k.late), SUM(CASE WHEN k.level = 1 THEN 1 ELSE 0 END), "
	"SUM(CASE WHEN k.level = 2 THEN 1 ELSE 0 END), SUM(CASE WHEN k.level = 3 THEN 1 ELSE 0 END), MIN(k.due_at) "
	"FROM complaints_clock k WHERE k.state = ?1 AND (?2 = '' OR k.branch_id = ?2) "
	"AND (?3 = '*' OR REPLACE(?3, '|' || k.branch_id || '|', '') <> ?3) GROUP BY k.clock ORDER BY k.clock"};

// ---- Pauses and warnings
// -------------------------------------------------------------------------------------------------

inline constexpr Sql kAddPause{
	"complaints.add_pause",
	"INSERT INTO complaints_pause (clock_id, from_at, to_at, reason, note, by_name) VALUES (?1, ?2, NULL, ?3, ?4, ?5) "
	"ON CONFLICT (clock_id, from_at) DO UPDATE SET to_at = NULL, reason = excluded.reason, note = excluded.note, "
	"by_name = excluded.by_name"};
inline constexpr Sql kEndPause{"complaints.end_pause",
                               "UPDATE complaints_pause SET to_at = ?2 WHERE clock_id = ?1 AND to_at IS NULL"};
inline constexpr Sql kPauses{
	"complaints.pauses",
	"SELECT from_at, to_at, reason, note, by_name FROM complaints_pause WHERE clock_id = ?1 ORDER BY from_at"};

inline constexpr Sql kAddWarning{
	"complaints.add_warning",
	"INSERT INTO complaints_warning (id, clock_id, level, at, due_at, branch_id) VALUES (?6, ?1, ?2, ?3, ?4, ?5) "
	"ON CONFLICT (clock_id, level) DO NOTHING"};
inline constexpr Sql kWarningsOfClock{
	"complaints.warnings_of_clock",
	"SELECT level, at, due_at FROM complaints_warning WHERE clock_id = ?1 ORDER BY level"};
/// Newest first; ?5 and ?6: instant and id of the last row seen (?4 = 0: the first page), ?7 rows.
inline constexpr Sql kWarnings{
	"complaints.warnings",
	"SELECT w.clock_id, w.level, w.at, w.due_at, k.clock, w.branch_id, k.order_number, k.case_id, k.case_number, "
	"k.sheet_id, w.id FROM complaints_warning w JOIN complaints_clock k ON k.id = w.clock_id "
	"WHERE (?1 = '*' OR REPLACE(?1, '|' || w.branch_id || '|', '') <> ?1) AND (?2 = '' OR w.branch_id = ?2) "
	"AND (CAST(?3 AS BIGINT) = 0 OR w.level = ?3) AND (CAST(?4 AS BIGINT) = 0 OR (w.at, w.id) < (?5, ?6)) "
	"ORDER BY w.at DESC, w.id DESC LIMIT ?7"};
inline constexpr Sql kCountWarnings{
	"complaints.count_warnings",
	"SELECT COUNT(*) FROM complaints_warning w WHERE (?1 = '*' OR REPLACE(?1, '|' || w.branch_id || '|', '') <> ?1) "
	"AND (?2 = '' OR w.branch_id = ?2) AND (CAST(?3 AS BIGINT) = 0 OR w.level = ?3)"};

// ---- What the customer confirmed, when the ERP was away, what a timestamp is worth
// -----------------------------------------------------------------------------------

inline constexpr Sql kPutConfirmation{
	"complaints.put_confirmation",
	"INSERT INTO complaints_confirmation (kind, branch_id, erp_key, clock, in_time, task, at) "
	"VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (kind, branch_id, erp_key, clock) DO UPDATE SET "
	"in_time = excluded.in_time, task = excluded.task, at = excluded.at"};
inline constexpr Sql kDropConfirmation{
	"complaints.drop_confirmation",
	"DELETE FROM complaints_confirmation WHERE kind = ?1 AND branch_id = ?2 AND erp_key = ?3 AND clock = ?4 AND "
	"task = ?5"};
inline constexpr Sql kConfirmation{
	"complaints.confirmation",
	"SELECT in_time, task, at FROM complaints_confirmation WHERE kind = ?1 AND branch_id = ?2 AND erp_key = ?3 "
	"AND clock = ?4"};
inline constexpr Sql kOutages{
	"complaints.outages",
	"SELECT from_ms, to_ms FROM erp_outage WHERE link = 'pull' AND (to_ms IS NULL OR to_ms > ?1) ORDER BY from_ms"};
inline constexpr Sql kFieldBases{"complaints.field_bases",
                                 "SELECT field, basis FROM erp_field_basis WHERE entity = ?1"};
inline constexpr Sql kMark{"complaints.mark", "SELECT value FROM complaints_mark WHERE name = ?1"};
inline constexpr Sql kSetMark{"complaints.set_mark", "INSERT INTO complaints_mark (name, value) VALUES (?1, ?2) "
                                                     "ON CONFLICT (name) DO UPDATE SET value = excluded.value"};

// ---- Orders as their clocks see them
// ----------------------------------------------------------------------------------

inline constexpr Sql kChangedServiceOrders{
	"complaints.changed_service_orders",
	"SELECT w.branch_id, w.erp_key, COALESCE(w.number, ''), COALESCE(b.name, w.branch_name, w.branch_id), "
	"COALESCE(w.service_type, ''), COALESCE(w.service_mode, ''), COALESCE(w.status, ''), w.deleted, "
	"COALESCE(w.distance_km, ''), 0, COALESCE(w.waiting_for_parts, 0), COALESCE(w.technician_number, ''), "
	"COALESCE(w.technician_name, ''), COALESCE(w.completion_basis, ''), w.ordered_at, w.dispatched_at, "
	"w.first_contact_at, w.appointment_at, w.arrived_at, w.completed_at, w.delivered_at, "
	"COALESCE(b.manager_number, '') FROM erp_work_order w "
	"LEFT JOIN erp_branch b ON b.erp_key = w.branch_id AND b.deleted = 0 "
	"WHERE w.change_seq > ?1 AND w.change_seq <= ?2 ORDER BY w.change_seq"};
inline constexpr Sql kChangedDeliveryOrders{
	"complaints.changed_delivery_orders",
	"SELECT w.branch_id, w.erp_key, COALESCE(w.number, ''), COALESCE(b.name, w.branch_name, w.branch_id), "
	"'', '', COALESCE(w.status, ''), w.deleted, COALESCE(w.distance_km, ''), COALESCE(w.in_town, 0), 0, "
	"COALESCE(w.driver_number, ''), COALESCE(w.driver_name, ''), '', w.ordered_at, w.dispatched_at, NULL, "
	"w.appointment_at, NULL, w.completed_at, NULL, COALESCE(b.manager_number, '') FROM erp_delivery w "
	"LEFT JOIN erp_branch b ON b.erp_key = w.branch_id AND b.deleted = 0 "
	"WHERE w.change_seq > ?1 AND w.change_seq <= ?2 ORDER BY w.change_seq"};

inline constexpr const Sql* kClockStatements[] = {&kPutClock,
                                                  &kClock,
                                                  &kClocksOfOrder,
                                                  &kClocksOfCase,
                                                  &kClockOfSheet,
                                                  &kClocksDue,
                                                  &kClocksOfOtherCalendar,
                                                  &kClocksAfterOutage,
                                                  &kCountClocks,
                                                  &kClocksByDue,
                                                  &kClocksByDueDown,
                                                  &kClocksByStart,
                                                  &kClocksByStartDown,
                                                  &kClockBoard,
                                                  &kAddPause,
                                                  &kEndPause,
                                                  &kPauses,
                                                  &kAddWarning,
                                                  &kWarningsOfClock,
                                                  &kWarnings,
                                                  &kCountWarnings,
                                                  &kPutConfirmation,
                                                  &kDropConfirmation,
                                                  &kConfirmation,
                                                  &kOutages,
                                                  &kFieldBases,
                                                  &kMark,
                                                  &kSetMark,
                                                  &kChangedServiceOrders,
                                                  &kChangedDeliveryOrders};

} // namespace complaints::sql
