#pragma once

#include "erphost/Sql.hpp"

/// SQL of the month-end desk and of the way from a payment back to what it rests on.
namespace fees::sql {

using erphost::Sql;

#define FEES_MINE(branch) "(?1 = '*' OR REPLACE(?1, '|' || " branch " || '|', '') <> ?1)"
// What stands at each branch at the end of a month. ?1 branches, ?2 month, ?3 today.
inline constexpr Sql kDeskBranches{
	"fees.desk_branches", "SELECT erp_key, COALESCE(name, erp_key) FROM erp_branch WHERE deleted = 0 AND " FEES_MINE(
							  "erp_key") " ORDER BY erp_key"};
/// Counted among what waits.
inline constexpr Sql kDeskWorks{
	"fees.desk_works",
	"SELECT branch_id || '', verdict, COUNT(*), SUM(CASE WHEN rate_fen IS NULL THEN 1 ELSE 0 END) FROM "
	"fees_work WHERE performer = 'outsourced' AND state IN ('waiting', 'taken_back') AND month <= "
	"?2 AND " FEES_MINE("branch_id") " GROUP BY 1, 2"};
inline constexpr Sql kDeskHr{
	"fees.desk_hr", "SELECT branch_id, state, sum_fen FROM fees_hr_month WHERE month = ?2 AND " FEES_MINE("branch_id")};
inline constexpr Sql kDeskFines{
	"fees.desk_fines",
	"SELECT branch_id, COUNT(*) FROM fees_fine WHERE state IN ('proposed', 'checked') AND " FEES_MINE(
		"branch_id") " GROUP BY branch_id"};
inline constexpr Sql kDeskRewards{
	"fees.desk_rewards", "SELECT branch_id, COUNT(*) FROM fees_reward WHERE state IN ('proposed', 'stated') AND "
						 "month <= ?2 AND " FEES_MINE("branch_id") " GROUP BY branch_id"};
inline constexpr Sql kDeskSettlements{
	"fees.desk_settlements", "SELECT branch_id, state, COUNT(*), SUM(total_fen) FROM fees_settlement WHERE month = "
							 "?2 AND " FEES_MINE("branch_id") " GROUP BY branch_id, state"};
inline constexpr Sql kDeskNotices{
	"fees.desk_notices",
	"SELECT branch_id, SUM(CASE WHEN confirmed_on = '' THEN 1 ELSE 0 END), COUNT(*), SUM(CASE WHEN pay_by < ?2 THEN 1 "
	"ELSE 0 "
	"END), SUM(sum_fen) FROM fees_notice WHERE state = 'open' AND " FEES_MINE("branch_id") " GROUP BY branch_id"};
inline constexpr Sql kDeskMissingCards{
	"fees.desk_missing_cards", "SELECT branch_id, COUNT(*) FROM fees_card_due WHERE state = 'missing' AND month <= "
							   "?2 AND " FEES_MINE("branch_id") " GROUP BY branch_id"};
inline constexpr Sql kDeskCards{
	"fees.desk_cards",
	"SELECT branch_id, SUM(CASE WHEN double_of <> '' THEN 1 ELSE 0 END), SUM(CASE WHEN state = 'collected' AND "
	"double_of = '' "
	"AND condition <> 'lost' THEN 1 ELSE 0 END), SUM(CASE WHEN state IN ('entered', 'in_lot') THEN 1 ELSE 0 END) FROM "
	"fees_card WHERE state IN ('collected', 'entered', 'in_lot') AND month <= ?2 AND " FEES_MINE(
		"branch_id") " GROUP BY branch_id"};

/// What still blocks. ?1 branches; ?2 month; ?3 branch; ?4 what; ?5 ?6 last row seen if ?7 = 1; ?8 rows.
inline constexpr Sql kBlockers{
	"fees.blockers",
	"SELECT x.what, x.id, x.number, x.branch_id, x.payee, x.payee_name, x.sum_fen, x.at FROM ("
	"SELECT CASE WHEN verdict = 'payable' THEN 'no_rate' ELSE verdict END AS what, id, order_number AS number, "
	"branch_id, "
	"payee, payee_name, rate_fen AS sum_fen, completed_at AS at FROM fees_work WHERE performer = 'outsourced' AND "
	"state IN "
	"('waiting', 'taken_back') AND month <= ?2 AND (verdict IN ('waits_assessment', 'waits_complaint', "
	"'waits_release') OR "
	"(verdict = 'payable' AND rate_fen IS NULL)) "
	"UNION ALL SELECT 'fine_' || state, id, number, branch_id, liable_key, liable_name, COALESCE(sum_fen, "
	"proposed_fen), "
	"proposed_at FROM fees_fine WHERE state IN ('proposed', 'checked') "
	"UNION ALL SELECT 'reward_open', id, number, branch_id, person, person_name, sum_fen, proposed_at FROM fees_reward "
	"WHERE "
	"state IN ('proposed', 'stated') AND month <= ?2 "
	"UNION ALL SELECT CASE WHEN confirmed_on = '' THEN 'notice_unconfirmed' ELSE 'notice_unpaid' END, id, number, "
	"branch_id, "
	"provider, provider_name, sum_fen, issued_at FROM fees_notice WHERE state = 'open' AND month <= ?2 "
	"UNION ALL SELECT 'card_missing', branch_id || '|' || erp_key, order_number, branch_id, technician, "
	"technician_name, "
	"NULL, completed_at FROM fees_card_due WHERE state = 'missing' AND month <= ?2 "
	"UNION ALL SELECT 'card_double', id, number, branch_id, '', brand, NULL, collected_at FROM fees_card WHERE "
	"double_of <> "
	"'' AND state = 'collected' AND month <= ?2 "
	"UNION ALL SELECT 'settlement_open', id, number, branch_id, payee, payee_name, total_fen, drafted_at FROM "
	"fees_settlement "
	"WHERE state IN ('draft', 'checked', 'approved') AND month <= ?2) x WHERE " FEES_MINE(
		"x.branch_id") " AND (?3 = '' OR x.branch_id = ?3) AND (?4 = '' OR x.what = ?4) AND (CAST(?7 AS BIGINT) = 0 OR "
					   "(x.at, x.id) > (?5, ?6)) "
					   "ORDER BY x.at, x.id LIMIT ?8"};
/// ?1 branch; ?2 month; ?3 payee or ''; ?4 rows. Found among what waits, not among all that the branch ever did.
inline constexpr Sql kReleasable{"fees.releasable",
                                 "SELECT id FROM fees_work WHERE performer = 'outsourced' AND branch_id || '' = ?1 AND "
                                 "month || '' <= ?2 AND state IN ('waiting', 'taken_back') AND verdict = "
                                 "'waits_release' AND (?3 = '' OR payee = ?3) ORDER BY completed_at + 0, id LIMIT ?4"};
inline constexpr Sql kPapersSettlements{
	"fees.papers_settlements", "SELECT id, number, payee, payee_name, branch_id, state FROM fees_settlement WHERE "
							   "month = ?2 AND state <> 'dropped' AND (?3 = '' OR branch_id = ?3) AND " FEES_MINE(
								   "branch_id") " ORDER BY branch_id, payee_name, id"};
inline constexpr Sql kPapersPeople{
	"fees.papers_people",
	"SELECT branch_id, person, MAX(person_name) FROM fees_hr_line WHERE month = ?2 AND (?3 = "
	"'' OR branch_id = ?3) AND " FEES_MINE("branch_id") " GROUP BY branch_id, person ORDER BY branch_id, person"};

// The manager's workbook. ?1 branches, ?2 month, ?3 branch, ?4 rows.
#define FEES_BOOK(branch) " AND (?3 = '' OR " branch " = ?3) AND " FEES_MINE(branch)
inline constexpr Sql kBookSettlements{
	"fees.book_settlements",
	"SELECT number, branch_name, payee_name, state, orders, orders_fen, offset_fen, deposit_fen, total_fen, paid_fen, "
	"carried_fen, grade, factor, waiting FROM fees_settlement WHERE month = ?2 AND state <> 'dropped'" FEES_BOOK(
		"branch_id") " ORDER BY branch_id, payee, id LIMIT ?4"};
inline constexpr Sql kBookLines{
	"fees.book_lines",
	"SELECT s.number, s.payee_name, l.type, l.order_number, l.text, l.base_fen, l.factor, l.sum_fen FROM "
	"fees_settlement s "
	"JOIN fees_settlement_line l ON l.settlement_id = s.id WHERE s.month = ?2 AND s.state <> 'dropped'" FEES_BOOK(
		"s.branch_id") " ORDER BY s.branch_id, s.payee, s.id, l.sequence LIMIT ?4"};
inline constexpr Sql kBookWaiting{
	"fees.book_waiting", "SELECT branch_name, order_number, payee_name, technician_name, completed_on, verdict, "
						 "rate_fen FROM fees_work WHERE "
						 "performer = 'outsourced' AND state IN ('waiting', 'taken_back') AND month <= ?2" FEES_BOOK(
							 "branch_id") " ORDER BY completed_at, id LIMIT ?4"};
inline constexpr Sql kBookHr{
	"fees.book_hr",
	"SELECT branch_id, person, person_name, kind, number, order_number, text, sum_fen, at, origin "
	"FROM fees_hr_line WHERE month = ?2" FEES_BOOK("branch_id") " ORDER BY branch_id, person, at, id LIMIT ?4"};
inline constexpr Sql kBookFines{"fees.book_fines", "SELECT number, branch_name, order_number, offence, liable_name, "
                                                   "reason, sum_fen, state, checked_name, decided_name, "
                                                   "decided_at FROM fees_fine WHERE month = ?2" FEES_BOOK(
													   "branch_id") " ORDER BY branch_id, decided_at, id LIMIT ?4"};
inline constexpr Sql kBookNotices{"fees.book_notices",
                                  "SELECT number, provider_name, person, order_number, offence, sum_fen, confirmed_on, "
                                  "pay_by, state, paid_on, dunning FROM "
                                  "fees_notice WHERE month = ?2 AND state <> 'void'" FEES_BOOK(
									  "branch_id") " ORDER BY branch_id, provider, issued_at, id LIMIT ?4"};
#undef FEES_BOOK
#undef FEES_MINE

/// entries of a fine's notice or share lead to it; a line of HR's list or a settlement leads to what it names.
inline constexpr Sql kOffsetForTrace{"fees.offset_for_trace",
                                     "SELECT type, ref, sum_fen, at, text FROM fees_offset WHERE id = ?1"};
inline constexpr Sql kFineOfNotice{
	"fees.fine_of_notice", "SELECT fine_id, number, sum_fen, issued_at, provider_name FROM fees_notice WHERE id = "
						   "?1"};
inline constexpr Sql kFineOfEntry{
	"fees.fine_of_entry", "SELECT fine_id, sum_fen, why, at, who_name, person_name FROM fees_fine_entry WHERE id = "
						  "?1"};

inline constexpr const Sql* kMonthDeskStatements[] = {
	&kDeskBranches, &kDeskWorks,        &kDeskHr,       &kDeskFines,   &kDeskRewards, &kDeskSettlements,
	&kDeskNotices,  &kDeskMissingCards, &kDeskCards,    &kBlockers,    &kReleasable,  &kPapersSettlements,
	&kPapersPeople, &kBookSettlements,  &kBookLines,    &kBookWaiting, &kBookHr,      &kBookFines,
	&kBookNotices,  &kOffsetForTrace,   &kFineOfNotice, &kFineOfEntry};

} // namespace fees::sql
