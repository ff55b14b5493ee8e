#pragma once

#include "erphost/Sql.hpp"

/// SQL of settlements (FE-40).
namespace fees::sql {

using erphost::Sql;

#define FEES_SETTLEMENT                                                                                                \
	"SELECT id, number, branch_id, branch_name, payee, payee_name, month, state, orders, orders_fen, offset_fen, "     \
	"deposit_fen, total_fen, paid_fen, carried_fen, grade, factor, content, answered, waiting, drafted_at, "           \
	"drafted_by, "                                                                                                     \
	"drafted_name, checked_at, checked_by, checked_name, approved_at, approved_by, approved_name, paid_at, paid_by, "  \
	"paid_name, paid_on, reference, dropped_why, version FROM fees_settlement WHERE "
inline constexpr Sql kAddSettlement{
	"fees.add_settlement",
	"INSERT INTO fees_settlement (id, number, branch_id, branch_name, payee, payee_name, month, state, orders, "
	"orders_fen, "
	"offset_fen, deposit_fen, total_fen, paid_fen, carried_fen, grade, factor, content, answered, waiting, drafted_at, "
	"drafted_by, drafted_name, checked_at, checked_by, checked_name, approved_at, approved_by, approved_name, paid_at, "
	"paid_by, paid_name, paid_on, reference, dropped_why, version) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 'draft', 0, 0, "
	"0, 0, "
	"0, 0, 0, '', 1000, 0, 0, 0, ?8, ?9, ?10, NULL, '', '', NULL, '', '', NULL, '', '', '', '', '', 1)"};
inline constexpr Sql kSaveSettlement{
	"fees.save_settlement",
	"UPDATE fees_settlement SET state = ?2, orders = ?3, orders_fen = ?4, offset_fen = ?5, deposit_fen = ?6, total_fen "
	"= "
	"?7, paid_fen = ?8, carried_fen = ?9, grade = ?10, factor = ?11, content = ?12, answered = ?13, waiting = ?14, "
	"drafted_at = ?15, drafted_by = ?16, drafted_name = ?17, checked_at = ?18, checked_by = ?19, checked_name = ?20, "
	"approved_at = ?21, approved_by = ?22, approved_name = ?23, paid_at = ?24, paid_by = ?25, paid_name = ?26, paid_on "
	"= "
	"?27, reference = ?28, dropped_why = ?29, version = version + 1 WHERE id = ?1"};
inline constexpr Sql kSettlement{"fees.settlement", FEES_SETTLEMENT "id = ?1"};
inline constexpr Sql kOpenSettlement{"fees.open_settlement",
                                     FEES_SETTLEMENT "branch_id = ?1 AND payee = ?2 AND state IN ('draft', 'checked', "
                                                     "'approved') LIMIT 1"};
// ?1 branches; ?2 branch; ?3 month; ?4 payee; ?5 ?6 last row seen if ?7 = 1; ?8 rows.
#define FEES_SETTLEMENT_FILTER                                                                                         \
	"(?1 = '*' OR REPLACE(?1, '|' || branch_id || '|', '') <> ?1) AND (?2 = '' OR branch_id = ?2) AND (?3 = '' OR "    \
	"month "                                                                                                           \
	"= ?3) AND (?4 = '' OR payee = ?4) AND (CAST(?7 AS BIGINT) = 0 OR (drafted_at, id) < (?5, ?6)) ORDER BY "          \
	"drafted_at "                                                                                                      \
	"DESC, id DESC LIMIT ?8"
inline constexpr Sql kSettlements{"fees.settlements", FEES_SETTLEMENT FEES_SETTLEMENT_FILTER};
inline constexpr Sql kSettlementsOfState{"fees.settlements_of_state",
                                         FEES_SETTLEMENT "state = ?9 AND " FEES_SETTLEMENT_FILTER};
#undef FEES_SETTLEMENT_FILTER
#undef FEES_SETTLEMENT
inline constexpr Sql kAddLine{
	"fees.add_settlement_line",
	"INSERT INTO fees_settlement_line (id, settlement_id, sequence, type, ref, order_number, text, "
	"base_fen, factor, sum_fen) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"};
/// Of one that is not paid: a draft is worked out again.
inline constexpr Sql kDropLines{"fees.drop_settlement_lines",
                                "DELETE FROM fees_settlement_line WHERE settlement_id = ?1 AND EXISTS (SELECT 1 FROM "
                                "fees_settlement s WHERE s.id = ?1 AND s.state <> 'paid')"};
#define FEES_SETTLEMENT_LINE                                                                                           \
	"SELECT id, sequence, type, ref, order_number, text, base_fen, factor, sum_fen, settlement_id FROM "               \
	"fees_settlement_line WHERE "
/// ?1 settlement; ?2 sequence of the last row seen; ?3 rows.
inline constexpr Sql kLines{"fees.settlement_lines",
                            FEES_SETTLEMENT_LINE "settlement_id = ?1 AND sequence > ?2 ORDER BY sequence LIMIT ?3"};
inline constexpr Sql kLine{"fees.settlement_line", FEES_SETTLEMENT_LINE "id = ?1"};
#undef FEES_SETTLEMENT_LINE
/// ?1 branches; ?2 branch; ?3 last payee seen; ?4 rows.
inline constexpr Sql kDepositors{
	"fees.depositors",
	"SELECT m.branch_id, m.key, COALESCE((SELECT w.payee_name FROM fees_work w WHERE w.performer = 'outsourced' AND "
	"w.branch_id = m.branch_id AND w.payee = m.key ORDER BY w.state DESC, w.completed_on DESC, w.id DESC LIMIT 1), "
	"m.key), m.balance_fen, m.branch_id || '|' || m.key FROM "
	"fees_money_balance m WHERE m.account = 'deposit' AND (?1 = '*' OR REPLACE(?1, '|' || m.branch_id || '|', '') <> "
	"?1) "
	"AND (?2 = '' OR m.branch_id = ?2) AND m.branch_id || '|' || m.key > ?3 ORDER BY m.branch_id || '|' || m.key LIMIT "
	"?4"};

/// What was paid for an order and taken back: lines of paid settlements about the work or an offset of it (s.state ||
/// '': no index of it, the lines come first).
inline constexpr Sql kPaymentsOfWork{
	"fees.payments_of_work", "SELECT s.paid_at, l.type, l.sum_fen, s.id, s.number, s.paid_name FROM "
							 "fees_settlement_line l JOIN fees_settlement s ON "
							 "s.id = l.settlement_id AND s.state || '' = 'paid' WHERE l.ref = ?1 OR l.ref IN (SELECT "
							 "o.id FROM fees_offset o WHERE o.ref = "
							 "?1) ORDER BY s.paid_at, l.sequence"};

inline constexpr const Sql* kSettlementStatements[] = {
	&kAddSettlement, &kSaveSettlement, &kSettlement, &kOpenSettlement, &kSettlements, &kSettlementsOfState,
	&kAddLine,       &kDropLines,      &kLines,      &kLine,           &kDepositors,  &kPaymentsOfWork};

} // namespace fees::sql
