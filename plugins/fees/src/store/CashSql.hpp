#pragma once

#include "erphost/Sql.hpp"

/// SQL of the cash chain (FE-05).
namespace fees::sql {

using erphost::Sql;

#define FEES_COUNT_COLUMNS                                                                                             \
	"id, number, stage, branch_id, technician, technician_name, business_date, expected_fen, counted_fen, state, "     \
	"reason, passed_by, at, who_name, version"
inline constexpr Sql kAddCount{"fees.add_count",
                               "INSERT INTO fees_count (" FEES_COUNT_COLUMNS
                               ", who) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, 1, ?15)"};
inline constexpr Sql kCount{"fees.count", "SELECT " FEES_COUNT_COLUMNS " FROM fees_count WHERE id = ?1"};
inline constexpr Sql kMoveCount{
	"fees.move_count",
	"UPDATE fees_count SET state = ?2, reason = ?3, passed_by = ?4, version = version + 1 WHERE id = ?1"};
/// ?1 branches; ?2 branch; ?3 technician; ?4 ?5 last row seen if ?6 = 1; ?7 rows; ?8 stage.
inline constexpr Sql kCounts{
	"fees.counts",
	"SELECT " FEES_COUNT_COLUMNS
	" FROM fees_count WHERE stage = ?8 AND (?1 = '*' OR REPLACE(?1, '|' || branch_id || '|', '') <> ?1) AND "
	"(?2 = '' OR branch_id = ?2) AND (?3 = '' OR technician = ?3) AND (CAST(?6 AS BIGINT) = 0 OR (at, id) < (?4, ?5)) "
	"ORDER BY at DESC, id "
	"DESC LIMIT ?7"};
/// Hand-ins that the cashier has not taken over.
inline constexpr Sql kWaitingCounts{
	"fees.waiting_counts",
	"SELECT " FEES_COUNT_COLUMNS
	" FROM fees_count WHERE stage = 'hand_in' AND branch_id = ?1 AND passed_by = '' AND state <> 'reversed' "
	"ORDER BY at, id LIMIT 1000"};
/// What hand-over ?1 took over.
inline constexpr Sql kPassedCounts{"fees.passed_counts",
                                   "SELECT " FEES_COUNT_COLUMNS
                                   " FROM fees_count WHERE stage = 'hand_in' AND branch_id = ?2 AND "
                                   "passed_by = ?1 ORDER BY at, id"};
#undef FEES_COUNT_COLUMNS
inline constexpr Sql kAddCountLine{"fees.add_count_line",
                                   "INSERT INTO fees_count_line (count_id, line, kind, erp_key, order_number, "
                                   "expected_fen, counted_fen) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"};
inline constexpr Sql kCountLines{"fees.count_lines", "SELECT kind, erp_key, order_number, expected_fen, counted_fen "
                                                     "FROM fees_count_line WHERE count_id = ?1 ORDER BY line"};
/// Of a count, say. COALESCE: no index of reverses, which nearly all entries have empty.
inline constexpr Sql kEntriesOfRef{
	"fees.entries_of_ref",
	"SELECT id FROM fees_money_entry WHERE ref = ?1 AND COALESCE(reverses, '') = '' ORDER BY position"};

/// What a technician has of one order's cash.
inline constexpr Sql kInHandOfOrder{"fees.in_hand_of_order",
                                    "SELECT COALESCE(SUM(l.delta_fen), 0) FROM fees_money_entry e JOIN fees_money_line "
                                    "l ON l.entry_id = e.id WHERE e.kind = ?1 AND "
                                    "e.branch_id = ?2 AND e.erp_key = ?3 AND l.account = 'technician' AND l.key = ?4"};
/// Who has cash of which orders; no sums, the count is blind.
/// An order's counts are found by it (h.stage || '': no index of it, else all later hand-ins would be read).
inline constexpr Sql kTechniciansWithCash{"fees.technicians_with_cash",
                                          "SELECT o.branch_id, r.technician, o.kind, o.erp_key, o.order_number, "
                                          "COUNT(*) FROM fees_order o JOIN fees_receipt r ON r.kind = o.kind "
                                          "AND r.branch_id = o.branch_id AND r.erp_key = o.erp_key WHERE o.money_state "
                                          "IN ('technician', 'differs') AND r.what = 'charge' AND "
                                          "r.method = 'cash' AND (?1 = '*' OR REPLACE(?1, '|' || o.branch_id || '|', "
                                          "'') <> ?1) AND (?2 = '' OR o.branch_id = ?2) AND NOT EXISTS "
                                          "(SELECT 1 FROM fees_receipt m WHERE m.mirrors = r.id) AND NOT EXISTS "
                                          "(SELECT 1 FROM fees_count_line c JOIN fees_count h ON h.id = "
                                          "c.count_id WHERE h.stage || '' = 'hand_in' AND h.state <> 'reversed' AND "
                                          "h.branch_id = o.branch_id AND h.technician = r.technician AND "
                                          "c.erp_key = o.erp_key AND h.at >= r.at) GROUP BY o.branch_id, r.technician, "
                                          "o.kind, o.erp_key, o.order_number ORDER BY o.branch_id, "
                                          "r.technician, o.order_number LIMIT 2000"};
/// His cash by the business dates up to a day.
inline constexpr Sql kInHandOn{"fees.in_hand_on", "SELECT COALESCE(SUM(l.delta_fen), 0) FROM fees_money_line l JOIN "
                                                  "fees_money_entry e ON e.id = l.entry_id WHERE l.branch_id = ?1 AND "
                                                  "l.account = 'technician' AND l.key = ?2 AND e.business_date <= ?3"};
inline constexpr Sql kHandedOn{"fees.handed_on", "SELECT COALESCE(SUM(counted_fen), 0), COUNT(*) FROM fees_count WHERE "
                                                 "stage = 'hand_in' AND branch_id = ?1 AND technician = ?2 AND "
                                                 "business_date = ?3 AND state <> 'reversed'"};
#define FEES_DAY_COLUMNS                                                                                               \
	"d.branch_id, d.technician, d.day, d.expected_fen, d.handed_fen, d.difference_fen, d.reason, d.closed_at, "        \
	"d.closed_name, COALESCE(t.name, '') FROM fees_day d LEFT JOIN erp_technician t ON t.branch_id = d.branch_id AND " \
	"t.number = "                                                                                                      \
	"d.technician AND t.deleted = 0 "
inline constexpr Sql kDayOf{"fees.day",
                            "SELECT " FEES_DAY_COLUMNS "WHERE d.branch_id = ?1 AND d.technician = ?2 AND d.day = ?3"};
inline constexpr Sql kLastClosedDay{
	"fees.last_closed_day", "SELECT COALESCE(MAX(day), '') FROM fees_day WHERE branch_id = ?1 AND technician = ?2"};
inline constexpr Sql kCloseDay{"fees.close_day",
                               "INSERT INTO fees_day (branch_id, technician, day, expected_fen, handed_fen, "
                               "difference_fen, reason, closed_at, closed_by, closed_name) "
                               "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"};
/// ?1 branches; ?2 branch; ?3 ?4 from and to; ?5 ?6 last day and branch|technician if ?7 = 1; ?8 rows.
inline constexpr Sql kDays{
	"fees.days",
	"SELECT " FEES_DAY_COLUMNS
	"WHERE (?1 = '*' OR REPLACE(?1, '|' || d.branch_id || '|', '') <> ?1) AND (?2 = '' OR d.branch_id = ?2) AND "
	"d.day >= ?3 AND d.day <= ?4 AND (CAST(?7 AS BIGINT) = 0 OR (d.day, d.branch_id || '|' || d.technician) < (?5, "
	"?6)) ORDER BY d.day DESC, "
	"d.branch_id || '|' || d.technician DESC LIMIT ?8"};
#undef FEES_DAY_COLUMNS

inline constexpr Sql kChangedCashEntries{"fees.changed_cash_entries",
                                         "SELECT branch_id, erp_key, COALESCE(number, erp_key), COALESCE(kind, ''), "
                                         "COALESCE(order_number, ''), COALESCE(receipt_number, ''), "
                                         "COALESCE(method, 'cash'), COALESCE(amount, ''), COALESCE(entered_at, 0), "
                                         "deleted FROM erp_cash_entry WHERE change_seq > ?1 AND "
                                         "change_seq <= ?2 ORDER BY change_seq"};
/// Those of an order that was not known when they came.
inline constexpr Sql kWaitingCashEntries{
	"fees.waiting_cash_entries",
	"SELECT e.branch_id, e.erp_key, COALESCE(e.number, e.erp_key), COALESCE(e.kind, ''), COALESCE(e.order_number, ''), "
	"COALESCE(e.receipt_number, ''), COALESCE(e.method, 'cash'), COALESCE(e.amount, ''), COALESCE(e.entered_at, 0), "
	"e.deleted FROM "
	"fees_cash_entry c JOIN erp_cash_entry e ON e.branch_id = c.branch_id AND e.erp_key = c.erp_key WHERE c.branch_id "
	"= ?1 AND "
	"c.order_number = ?2 AND c.problem = 'unknown_order'"};
inline constexpr Sql kCashEntry{"fees.cash_entry", "SELECT order_kind, order_key, method, amount_fen, changes, problem "
                                                   "FROM fees_cash_entry WHERE branch_id = ?1 AND erp_key = ?2"};
inline constexpr Sql kPutCashEntry{
	"fees.put_cash_entry",
	"INSERT INTO fees_cash_entry (branch_id, erp_key, number, entry_kind, order_number, receipt_number, order_kind, "
	"order_key, method, "
	"amount_fen, at, changes, problem) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13) ON CONFLICT "
	"(branch_id, erp_key) DO "
	"UPDATE SET number = excluded.number, entry_kind = excluded.entry_kind, order_number = excluded.order_number, "
	"receipt_number = "
	"excluded.receipt_number, order_kind = excluded.order_kind, order_key = excluded.order_key, method = "
	"excluded.method, amount_fen = "
	"excluded.amount_fen, at = excluded.at, changes = excluded.changes, problem = excluded.problem"};
inline constexpr Sql kOrderOfReceipt{
	"fees.order_of_receipt", "SELECT kind, branch_id, erp_key FROM fees_receipt WHERE number = ?1 AND branch_id = ?2"};
/// ?1 branches; ?2 problem; ?3 ?4 last row seen if ?5 = 1; ?6 rows.
inline constexpr Sql kCashEntries{"fees.cash_entries",
                                  "SELECT branch_id, erp_key, number, entry_kind, order_number, receipt_number, "
                                  "method, amount_fen, at, problem FROM fees_cash_entry WHERE "
                                  "problem = ?2 AND (?1 = '*' OR REPLACE(?1, '|' || branch_id || '|', '') <> ?1) AND "
                                  "(CAST(?5 AS BIGINT) = 0 OR (at, erp_key) < (?3, ?4)) "
                                  "ORDER BY at DESC, erp_key DESC LIMIT ?6"};

inline constexpr const Sql* kCashStatements[] = {&kAddCount,
                                                 &kCount,
                                                 &kMoveCount,
                                                 &kCounts,
                                                 &kWaitingCounts,
                                                 &kPassedCounts,
                                                 &kAddCountLine,
                                                 &kCountLines,
                                                 &kEntriesOfRef,
                                                 &kInHandOfOrder,
                                                 &kTechniciansWithCash,
                                                 &kInHandOn,
                                                 &kHandedOn,
                                                 &kDayOf,
                                                 &kLastClosedDay,
                                                 &kCloseDay,
                                                 &kDays,
                                                 &kChangedCashEntries,
                                                 &kWaitingCashEntries,
                                                 &kCashEntry,
                                                 &kPutCashEntry,
                                                 &kOrderOfReceipt,
                                                 &kCashEntries};

} // namespace fees::sql
