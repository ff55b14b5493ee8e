#pragma once

#include "erphost/Sql.hpp"

/// SQL of HR's list, penalty notices, offsets of a provider's settlement, and rewards (FE-21, FE-22, FE-50).
namespace fees::sql {

using erphost::Sql;

inline constexpr Sql kAddHrLine{
	"fees.add_hr_line",
	"INSERT INTO fees_hr_line (id, branch_id, month, person, person_name, kind, ref, number, order_number, text, "
	"sum_fen, at, origin) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13) ON CONFLICT (id) DO NOTHING"};
inline constexpr Sql kGrowHrMonth{
	"fees.grow_hr_month",
	"INSERT INTO fees_hr_month (branch_id, month, state, lines, sum_fen, closed_at, closed_by, closed_name, version) "
	"VALUES (?1, ?2, 'open', 1, ?3, NULL, '', '', 1) ON CONFLICT (branch_id, month) DO UPDATE SET lines = "
	"fees_hr_month.lines + 1, sum_fen = fees_hr_month.sum_fen + excluded.sum_fen, version = fees_hr_month.version + 1"};
#define FEES_HR_MONTH                                                                                                  \
	"SELECT m.branch_id, COALESCE(b.name, m.branch_id), m.month, m.state, m.lines, (SELECT COUNT(DISTINCT l.person) "  \
	"FROM fees_hr_line l WHERE l.branch_id = m.branch_id AND l.month = m.month), m.sum_fen, m.closed_at, "             \
	"m.closed_name, m.version FROM fees_hr_month m LEFT JOIN erp_branch b ON b.erp_key = m.branch_id AND b.deleted = " \
	"0 "
inline constexpr Sql kHrMonth{"fees.hr_month", FEES_HR_MONTH "WHERE m.branch_id = ?1 AND m.month = ?2"};
/// ?1 branches; ?2 branch; ?3 ?4 last row seen if ?5 = 1; ?6 rows.
inline constexpr Sql kHrMonths{
	"fees.hr_months",
	FEES_HR_MONTH "WHERE (?1 = '*' OR REPLACE(?1, '|' || m.branch_id || '|', '') <> ?1) AND (?2 = '' OR m.branch_id = "
				  "?2) AND (CAST(?5 AS BIGINT) = 0 OR (m.month, m.branch_id) < (?3, ?4)) ORDER BY m.month DESC, "
				  "m.branch_id DESC LIMIT ?6"};
#undef FEES_HR_MONTH
inline constexpr Sql kHrMonthState{"fees.hr_month_state",
                                   "SELECT state FROM fees_hr_month WHERE branch_id = ?1 AND month "
                                   "= ?2"};
inline constexpr Sql kCloseHrMonth{
	"fees.close_hr_month",
	"INSERT INTO fees_hr_month (branch_id, month, state, lines, sum_fen, closed_at, closed_by, closed_name, version) "
	"VALUES (?1, ?2, 'closed', 0, 0, ?3, ?4, ?5, 1) ON CONFLICT (branch_id, month) DO UPDATE SET state = 'closed', "
	"closed_at = excluded.closed_at, closed_by = excluded.closed_by, closed_name = excluded.closed_name, version = "
	"fees_hr_month.version + 1 WHERE fees_hr_month.state = 'open'"};
inline constexpr Sql kHrPeople{
	"fees.hr_people",
	"SELECT person, MAX(person_name), SUM(CASE WHEN kind = 'fine' THEN sum_fen ELSE 0 END), SUM(CASE WHEN kind = "
	"'reward' "
	"THEN sum_fen ELSE 0 END), SUM(CASE WHEN kind = 'bonus' THEN sum_fen ELSE 0 END), SUM(CASE WHEN kind = 'charge' "
	"THEN "
	"sum_fen ELSE 0 END), SUM(CASE WHEN kind = 'commission' THEN sum_fen ELSE 0 END), SUM(sum_fen), COUNT(*) FROM "
	"fees_hr_line WHERE branch_id = ?1 AND month = ?2 GROUP BY person ORDER BY person"};
#define FEES_HR_LINE                                                                                                   \
	"SELECT id, branch_id, month, person, person_name, kind, ref, number, order_number, text, sum_fen, at, origin "    \
	"FROM "                                                                                                            \
	"fees_hr_line WHERE "
/// ?1 branch; ?2 month; ?3 person; ?4 kind; ?5 ?6 last row seen if ?7 = 1; ?8 rows.
inline constexpr Sql kHrLines{"fees.hr_lines", FEES_HR_LINE
                              "branch_id = ?1 AND month = ?2 AND (?3 = '' OR person = ?3) AND (?4 = '' OR "
                              "kind = ?4) AND (CAST(?7 AS BIGINT) = 0 OR (at, id) > (?5, ?6)) ORDER BY at, "
                              "id LIMIT ?8"};
inline constexpr Sql kHrLine{"fees.hr_line", FEES_HR_LINE "id = ?1"};
#undef FEES_HR_LINE

inline constexpr Sql kItem{"fees.item", "SELECT state, times, sum_fen, branch_id, payee, person, person_name, "
                                        "order_number, text FROM fees_item WHERE what = ?1 AND id = ?2"};
inline constexpr Sql kPutItem{"fees.put_item", "INSERT INTO fees_item (what, id, state, times, sum_fen, branch_id, "
                                               "payee, person, person_name, order_number, text) "
                                               "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) ON CONFLICT "
                                               "(what, id) DO UPDATE SET state = excluded.state, "
                                               "times = excluded.times, sum_fen = excluded.sum_fen, payee = "
                                               "excluded.payee, person = excluded.person, person_name = "
                                               "excluded.person_name, text = excluded.text"};

inline constexpr Sql kAddOffset{
	"fees.add_offset",
	"INSERT INTO fees_offset (id, branch_id, payee, payee_name, type, ref, order_number, text, sum_fen, at, month, "
	"state, "
	"settlement_id) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, 'open', '') ON CONFLICT (id) DO NOTHING"};
#define FEES_OFFSET                                                                                                    \
	"SELECT id, branch_id, payee, payee_name, type, ref, order_number, text, sum_fen, at, state, settlement_id FROM "  \
	"fees_offset WHERE "
inline constexpr Sql kOffset{"fees.offset", FEES_OFFSET "id = ?1"};
inline constexpr Sql kOffsetsOfRef{"fees.offsets_of_ref", FEES_OFFSET "ref = ?1 ORDER BY at, id"};
/// Open ones of a payee until a month, and those that his draft holds already. ?1 branch, ?2 payee, ?3 month, ?4
/// settlement.
inline constexpr Sql kOpenOffsets{"fees.open_offsets", FEES_OFFSET
                                  "branch_id = ?1 AND payee = ?2 AND (state = 'open' OR (state = 'taken' AND "
                                  "settlement_id = ?4)) AND month <= ?3 ORDER BY at, id"};
#undef FEES_OFFSET
inline constexpr Sql kMoveOffset{"fees.move_offset",
                                 "UPDATE fees_offset SET state = ?3, settlement_id = ?4 WHERE id = ?1 "
                                 "AND state = ?2"};
inline constexpr Sql kFreeOffsets{"fees.free_offsets",
                                  "UPDATE fees_offset SET state = 'open', settlement_id = '' WHERE "
                                  "settlement_id = ?1 AND state = 'taken'"};
inline constexpr Sql kSettleOffsets{"fees.settle_offsets",
                                    "UPDATE fees_offset SET state = 'settled' WHERE settlement_id = "
                                    "?1 AND state = 'taken'"};
/// Payees with something open, of a branch until a month.
inline constexpr Sql kPayeesWithOffsets{
	"fees.payees_with_offsets", "SELECT payee, MAX(payee_name) FROM fees_offset WHERE branch_id = ?1 AND state = "
								"'open' AND month <= ?2 GROUP BY payee ORDER BY payee"};

#define FEES_NOTICE                                                                                                    \
	"SELECT n.id, n.number, n.fine_id, f.number, n.branch_id, n.provider, n.provider_name, n.person, n.offence, "      \
	"n.order_number, n.reason, n.sum_fen, n.issued_at, n.confirm_by, n.confirmed_on, n.confirmed_by, n.month, "        \
	"n.pay_by, "                                                                                                       \
	"n.state, n.paid_on, n.receipt, n.dunning, n.version FROM fees_notice n JOIN fees_fine f ON f.id = n.fine_id "     \
	"WHERE "
inline constexpr Sql kAddNotice{
	"fees.add_notice",
	"INSERT INTO fees_notice (id, number, fine_id, line, branch_id, provider, provider_name, person, order_number, "
	"offence, reason, sum_fen, issued_at, confirm_by, confirmed_on, confirmed_by, month, pay_by, state, paid_on, "
	"receipt, "
	"payment_id, dunning, version) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, '', '', ?15, "
	"?16, "
	"'open', '', '', '', 0, 1)"};
inline constexpr Sql kOneNotice{"fees.one_notice", FEES_NOTICE "n.id = ?1"};
// ?1 branches; ?2 branch; ?3 provider; ?4 month; ?5 pattern; ?6 ?7 last row seen if ?8 = 1; ?9 rows; ?10 date, '' any:
// what is overdue on it; ?11 1: not confirmed.
#define FEES_NOTICE_FILTER                                                                                             \
	"(?1 = '*' OR REPLACE(?1, '|' || n.branch_id || '|', '') <> ?1) AND (?2 = '' OR n.branch_id = ?2) AND (?3 = '' "   \
	"OR "                                                                                                              \
	"n.provider = ?3) AND (?4 = '' OR n.month = ?4) AND (?5 = '' OR n.number LIKE ?5 OR n.provider_name LIKE ?5 OR "   \
	"n.order_number LIKE ?5) AND (?10 = '' OR (n.state = 'open' AND n.pay_by < ?10)) AND (CAST(?11 AS BIGINT) = 0 OR " \
	"(n.confirmed_on = '' AND n.state <> 'void')) AND (CAST(?8 AS BIGINT) = 0 OR (n.issued_at, n.id) < (?6, ?7)) "     \
	"ORDER BY n.issued_at DESC, n.id DESC LIMIT ?9"
inline constexpr Sql kNotices{"fees.notices", FEES_NOTICE FEES_NOTICE_FILTER};
inline constexpr Sql kNoticesOfState{"fees.notices_of_state", FEES_NOTICE "n.state = ?12 AND " FEES_NOTICE_FILTER};
#undef FEES_NOTICE_FILTER
inline constexpr Sql kOpenNoticesOfMonth{"fees.open_notices_of_month", FEES_NOTICE
                                         "n.branch_id = ?1 AND n.provider = ?2 AND n.month = ?3 AND n.state = "
                                         "'open' ORDER BY n.issued_at, n.id"};
inline constexpr Sql kNoticesOfPayment{"fees.notices_of_payment",
                                       FEES_NOTICE "n.payment_id = ?1 ORDER BY n.issued_at, n.id"};
/// Open notices that are overdue. ?1 today; ?2 ?3 last one seen; ?4 rows.
inline constexpr Sql kOverdueNotices{"fees.overdue_notices", FEES_NOTICE
                                     "n.state = 'open' AND n.pay_by < ?1 AND (n.pay_by, n.id) > (?2, ?3) ORDER "
                                     "BY n.pay_by, n.id LIMIT ?4"};
#undef FEES_NOTICE
inline constexpr Sql kConfirmNotice{
	"fees.confirm_notice", "UPDATE fees_notice SET confirmed_on = ?2, confirmed_by = ?3, version = version + 1 "
						   "WHERE id = ?1 AND confirmed_on = ''"};
inline constexpr Sql kEndNotice{
	"fees.end_notice", "UPDATE fees_notice SET state = ?2, paid_on = ?3, receipt = ?4, payment_id = ?5, version = "
					   "version + 1 WHERE id = ?1 AND state = 'open'"};
inline constexpr Sql kReopenNotice{
	"fees.reopen_notice", "UPDATE fees_notice SET state = 'open', paid_on = '', version = version + 1 WHERE id = "
						  "?1 AND state = 'offset'"};
inline constexpr Sql kOpenNoticesOfFine{
	"fees.open_notices_of_fine", "SELECT id, line, state FROM fees_notice WHERE fine_id = ?1 AND state <> 'void' "
								 "ORDER BY issued_at DESC, line"};
inline constexpr Sql kAddPayment{
	"fees.add_notice_payment",
	"INSERT INTO fees_notice_payment (id, number, branch_id, provider, month, sum_fen, paid_on, receipt, at, who, "
	"who_name) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"};
inline constexpr Sql kRaiseDunning{
	"fees.raise_dunning", "UPDATE fees_notice SET dunning = ?2, version = version + 1 WHERE id = ?1 AND dunning < "
						  "?2"};
inline constexpr Sql kAddDunning{"fees.add_dunning",
                                 "INSERT INTO fees_notice_dunning (notice_id, level, at, overdue_days) "
                                 "VALUES (?1, ?2, ?3, ?4) ON CONFLICT (notice_id, level) DO NOTHING"};
/// ?1 branches; ?2 ?3 last row seen if ?4 = 1; ?5 rows.
inline constexpr Sql kDunnings{
	"fees.dunnings",
	"SELECT d.notice_id || ':' || d.level, d.notice_id, n.number, n.provider, n.provider_name, d.level, d.at, "
	"n.sum_fen, "
	"d.overdue_days FROM fees_notice_dunning d JOIN fees_notice n ON n.id = d.notice_id WHERE (?1 = '*' OR REPLACE(?1, "
	"'|' || n.branch_id || '|', '') <> ?1) AND (CAST(?4 AS BIGINT) = 0 OR (d.at, d.notice_id || ':' || d.level) < (?2, "
	"?3)) ORDER BY d.at DESC, d.notice_id || ':' || d.level DESC LIMIT ?5"};
/// ?1 branches; ?2 branch; ?3 provider; ?4 ?5 last row seen (month, provider|branch) if ?6 = 1; ?7 rows.
inline constexpr Sql kNoticeMonths{
	"fees.notice_months",
	"SELECT n.provider || '|' || n.branch_id, n.provider, MAX(n.provider_name), n.branch_id, n.month, COUNT(*), "
	"SUM(n.sum_fen), SUM(CASE WHEN n.state = 'open' THEN n.sum_fen ELSE 0 END), MIN(n.pay_by), MAX(CASE WHEN n.state = "
	"'open' THEN n.dunning ELSE 0 END) FROM fees_notice n WHERE n.state <> 'void' AND (?1 = '*' OR REPLACE(?1, '|' || "
	"n.branch_id || '|', '') <> ?1) AND (?2 = '' OR n.branch_id = ?2) AND (?3 = '' OR n.provider = ?3) AND (CAST(?6 AS "
	"BIGINT) = 0 OR (n.month, n.provider || '|' || n.branch_id) < (?4, ?5)) GROUP BY n.month, n.provider, n.branch_id "
	"ORDER BY n.month DESC, n.provider || '|' || n.branch_id DESC LIMIT ?7"};

#define FEES_REWARD                                                                                                    \
	"SELECT id, number, branch_id, branch_name, code, person, person_name, sum_fen, month, reason, state, statement, " \
	"proposed_at, proposed_name, stated_at, stated_name, decided_at, decided_name, why, version, stated_by, "          \
	"proposed_by "                                                                                                     \
	"FROM fees_reward WHERE "
inline constexpr Sql kAddReward{
	"fees.add_reward",
	"INSERT INTO fees_reward (id, number, branch_id, branch_name, code, person, person_name, sum_fen, month, reason, "
	"state, "
	"statement, proposed_at, proposed_by, proposed_name, stated_at, stated_by, stated_name, decided_at, decided_by, "
	"decided_name, why, version) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, 'proposed', '', ?11, ?12, ?13, NULL, "
	"'', "
	"'', NULL, '', '', '', 1)"};
inline constexpr Sql kOneReward{"fees.one_reward", FEES_REWARD "id = ?1"};
// ?1 branches; ?2 branch; ?3 month; ?4 ?5 last row seen if ?6 = 1; ?7 rows.
#define FEES_REWARD_FILTER                                                                                             \
	"(?1 = '*' OR REPLACE(?1, '|' || branch_id || '|', '') <> ?1) AND (?2 = '' OR branch_id = ?2) AND (?3 = '' OR "    \
	"month "                                                                                                           \
	"= ?3) AND (CAST(?6 AS BIGINT) = 0 OR (proposed_at, id) < (?4, ?5)) ORDER BY proposed_at DESC, id DESC LIMIT ?7"
inline constexpr Sql kRewards{"fees.rewards", FEES_REWARD FEES_REWARD_FILTER};
inline constexpr Sql kRewardsOfState{"fees.rewards_of_state", FEES_REWARD "state = ?8 AND " FEES_REWARD_FILTER};
#undef FEES_REWARD_FILTER
#undef FEES_REWARD
inline constexpr Sql kSameReward{
	"fees.same_reward", "SELECT COUNT(*) FROM fees_reward WHERE person = ?1 AND code = ?2 AND month = ?3 AND state "
						"<> 'refused'"};
inline constexpr Sql kStateReward{
	"fees.state_reward", "UPDATE fees_reward SET state = 'stated', statement = ?2, stated_at = ?3, stated_by = ?4, "
						 "stated_name = ?5, version = version + 1 WHERE id = ?1"};
inline constexpr Sql kDecideReward{"fees.decide_reward",
                                   "UPDATE fees_reward SET state = ?2, why = ?3, decided_at = ?4, decided_by = ?5, "
                                   "decided_name = ?6, version = version + 1 WHERE id = ?1"};

/// FE-07: what was paid to a customer and who is charged for it.
inline constexpr Sql kPaidCompensation{"fees.paid_compensation",
                                       "SELECT number, branch_id, order_number, sum_fen, liable, what FROM "
                                       "fees_compensation WHERE id = ?1 AND state = 'paid'"};

inline constexpr const Sql* kPayeeStatements[] = {&kPaidCompensation,
                                                  &kAddHrLine,
                                                  &kGrowHrMonth,
                                                  &kHrMonth,
                                                  &kHrMonths,
                                                  &kHrMonthState,
                                                  &kCloseHrMonth,
                                                  &kHrPeople,
                                                  &kHrLines,
                                                  &kHrLine,
                                                  &kItem,
                                                  &kPutItem,
                                                  &kAddOffset,
                                                  &kOffset,
                                                  &kOffsetsOfRef,
                                                  &kOpenOffsets,
                                                  &kMoveOffset,
                                                  &kFreeOffsets,
                                                  &kSettleOffsets,
                                                  &kPayeesWithOffsets,
                                                  &kAddNotice,
                                                  &kOneNotice,
                                                  &kNotices,
                                                  &kNoticesOfState,
                                                  &kOpenNoticesOfMonth,
                                                  &kNoticesOfPayment,
                                                  &kOverdueNotices,
                                                  &kConfirmNotice,
                                                  &kEndNotice,
                                                  &kReopenNotice,
                                                  &kOpenNoticesOfFine,
                                                  &kAddPayment,
                                                  &kRaiseDunning,
                                                  &kAddDunning,
                                                  &kDunnings,
                                                  &kNoticeMonths,
                                                  &kAddReward,
                                                  &kOneReward,
                                                  &kRewards,
                                                  &kRewardsOfState,
                                                  &kSameReward,
                                                  &kStateReward,
                                                  &kDecideReward};

} // namespace fees::sql
