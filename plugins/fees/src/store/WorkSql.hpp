#pragma once

#include "erphost/Sql.hpp"

/// SQL of orders that somebody is paid for, and of the settlement gate (FE-40, X-02).
namespace fees::sql {

using erphost::Sql;

/// Orders of the ERP that changed. Column order: see store/Works.cpp.
inline constexpr Sql kChangedWork{
	"fees.changed_work",
	"SELECT w.branch_id, COALESCE(b.name, w.branch_name, w.branch_id), w.erp_key, COALESCE(w.number, w.erp_key), "
	"COALESCE(w.performed_by, CASE WHEN COALESCE(w.outsourced, 0) = 1 THEN 'outsourced' ELSE 'own' END), "
	"COALESCE(w.provider_number, ''), COALESCE(w.provider_name, ''), COALESCE(w.technician_number, ''), "
	"COALESCE(w.technician_name, ''), COALESCE(w.product_type, 'other'), COALESCE(w.service_type, ''), "
	"COALESCE(w.warranty, ''), COALESCE(w.brand, ''), COALESCE(w.model, ''), COALESCE(w.serial_number, ''), "
	"COALESCE(w.completed_at, 0), CASE WHEN w.deleted = 0 AND w.status = 'done' THEN 1 ELSE 0 END FROM erp_work_order "
	"w "
	"LEFT JOIN erp_branch b ON b.erp_key = w.branch_id AND b.deleted = 0 WHERE w.change_seq > ?1 AND w.change_seq <= "
	"?2 "
	"ORDER BY w.change_seq"};
/// New, or changed before it was paid.
inline constexpr Sql kPutWork{
	"fees.put_work",
	"INSERT INTO fees_work (id, kind, branch_id, branch_name, erp_key, order_number, performer, payee, payee_name, "
	"technician, technician_name, product_type, service_type, warranty, completed_at, completed_on, month, rate_fen, "
	"state, verdict, level, settlement_id, paid_fen, paid_at, times, released_at, released_by, release_reason) VALUES "
	"(?1, 'work_order', ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, 'waiting', "
	"'waits_assessment', '', '', 0, NULL, 0, NULL, '', '') ON CONFLICT (kind, branch_id, erp_key) DO UPDATE SET "
	"performer = excluded.performer, payee = excluded.payee, payee_name = excluded.payee_name, technician = "
	"excluded.technician, technician_name = excluded.technician_name, product_type = excluded.product_type, "
	"service_type = excluded.service_type, warranty = excluded.warranty, completed_at = excluded.completed_at, "
	"completed_on = excluded.completed_on, month = excluded.month, rate_fen = excluded.rate_fen, state = CASE WHEN "
	"fees_work.state = 'gone' THEN 'waiting' ELSE fees_work.state END WHERE fees_work.state IN ('waiting', 'gone')"};
inline constexpr Sql kWorkGone{"fees.work_gone",
                               "UPDATE fees_work SET state = 'gone' WHERE kind = 'work_order' AND "
                               "branch_id = ?1 AND erp_key = ?2 AND state IN ('waiting', 'drafted', 'taken_back')"};

// A work with what the gate looks at, all of it read in this transaction. Column order: see store/Works.cpp. Its
// complaints are found by the order (c.number || '': no index of it, else the least number would be looked for among
// all open complaints).
#define FEES_WORK                                                                                                      \
	"SELECT w.id, w.kind, w.branch_id, w.branch_name, w.erp_key, w.order_number, w.performer, w.payee, w.payee_name, " \
	"w.technician, w.technician_name, w.product_type, w.service_type, w.warranty, w.completed_at, w.completed_on, "    \
	"w.month, w.rate_fen, w.state, w.verdict, w.level, w.settlement_id, w.paid_fen, w.paid_at, w.times, "              \
	"w.released_at, "                                                                                                  \
	"w.released_by, w.release_reason, COALESCE(a.state, ''), COALESCE(a.level, ''), (SELECT COUNT(*) FROM "            \
	"complaints_v_case c WHERE c.kind = w.kind AND c.branch_id = w.branch_id AND c.erp_key = w.erp_key AND c.state = " \
	"'open'), (SELECT COUNT(*) FROM complaints_v_case c WHERE c.kind = w.kind AND c.branch_id = w.branch_id AND "      \
	"c.erp_key = w.erp_key AND c.state = 'closed'), (SELECT MIN(c.number || '') FROM complaints_v_case c WHERE "       \
	"c.kind = "                                                                                                        \
	"w.kind AND c.branch_id = w.branch_id AND c.erp_key = w.erp_key AND c.state = 'open'), (SELECT COUNT(*) FROM "     \
	"fees_fine f WHERE f.kind = w.kind AND f.branch_id = w.branch_id AND f.erp_key = w.erp_key AND f.canonical = "     \
	"'A-EXCHANGE-CAUSED' AND f.state IN ('final', 'outweighed')), (SELECT COUNT(*) FROM fees_fine f WHERE f.kind = "   \
	"w.kind AND f.branch_id = w.branch_id AND f.erp_key = w.erp_key AND f.state IN ('proposed', 'checked')) FROM "     \
	"fees_work w LEFT JOIN survey_v_assessment a ON a.kind = w.kind AND a.branch_id = w.branch_id AND a.erp_key = "    \
	"w.erp_key WHERE "
inline constexpr Sql kWork{"fees.work", FEES_WORK "w.id = ?1"};
inline constexpr Sql kWorkOfOrder{"fees.work_of_order",
                                  FEES_WORK "w.kind = ?1 AND w.branch_id = ?2 AND w.erp_key = ?3"};
/// What a payee's settlement looks at: all that is not paid, until a day, and what it holds. ?1 branch, ?2 payee, ?3
/// day, ?4 settlement.
inline constexpr Sql kUnpaidWork{"fees.unpaid_work", FEES_WORK
                                 "w.performer = 'outsourced' AND w.branch_id = ?1 AND w.payee = ?2 AND w.completed_on "
                                 "<= ?3 AND w.state IN ('waiting', 'taken_back', 'drafted') AND (w.state <> 'drafted' "
                                 "OR w.settlement_id = ?4) ORDER BY w.completed_on, w.id"};
inline constexpr Sql kWorkOfSettlement{"fees.work_of_settlement", FEES_WORK "w.settlement_id = ?1 ORDER BY w.id"};
// ?1 branches; ?2 branch; ?3 payee; ?4 month; ?5 pattern; ?6 ?7 last row seen if ?8 = 1; ?9 rows.
#define FEES_WORK_FILTER                                                                                               \
	"w.performer = 'outsourced' AND (?1 = '*' OR REPLACE(?1, '|' || w.branch_id || '|', '') <> ?1) AND (?2 = '' OR "   \
	"w.branch_id = ?2) AND (?3 = '' OR w.payee = ?3) AND (?4 = '' OR w.month = ?4) AND (?5 = '' OR w.order_number "    \
	"LIKE "                                                                                                            \
	"?5 OR w.payee_name LIKE ?5 OR w.technician_name LIKE ?5) AND (CAST(?8 AS BIGINT) = 0 OR (w.completed_at, w.id) "  \
	"> "                                                                                                               \
	"(?6, ?7)) ORDER BY w.completed_at, w.id LIMIT ?9"
inline constexpr Sql kWorks{"fees.works", FEES_WORK FEES_WORK_FILTER};
inline constexpr Sql kWorksOfState{"fees.works_of_state", FEES_WORK "w.state = ?10 AND " FEES_WORK_FILTER};
inline constexpr Sql kWorksOfVerdict{"fees.works_of_verdict",
                                     FEES_WORK "w.state = ?10 AND w.verdict = ?11 AND " FEES_WORK_FILTER};
#undef FEES_WORK_FILTER
/// Own technicians' work that has no commission yet. ?1 branch, ?2 month, ?3 rows, ?4 last id seen.
inline constexpr Sql kUncommissioned{"fees.uncommissioned", FEES_WORK
                                     "w.performer = 'own' AND w.branch_id = ?1 AND w.month <= ?2 AND w.state = "
                                     "'waiting' AND w.id > ?4 ORDER BY w.id LIMIT ?3"};
#undef FEES_WORK
inline constexpr Sql kSetVerdict{"fees.set_verdict", "UPDATE fees_work SET verdict = ?2, level = ?3 WHERE id = ?1"};
inline constexpr Sql kDraftWork{
	"fees.draft_work", "UPDATE fees_work SET state = 'drafted', settlement_id = ?2, verdict = 'payable' WHERE id = "
					   "?1 AND state IN ('waiting', 'taken_back') AND settlement_id = ''"};
inline constexpr Sql kFreeWork{"fees.free_work",
                               "UPDATE fees_work SET state = CASE WHEN state = 'gone' THEN 'gone' ELSE "
                               "'waiting' END, settlement_id = '' WHERE settlement_id = ?1 AND state IN "
                               "('drafted', 'gone')"};
inline constexpr Sql kPayWork{
	"fees.pay_work", "UPDATE fees_work SET state = 'paid', paid_fen = ?2, paid_at = ?3, times = times + 1 WHERE id "
					 "= ?1 AND state IN ('drafted', 'waiting')"};
inline constexpr Sql kTakeBackWork{
	"fees.take_back_work", "UPDATE fees_work SET state = 'taken_back', paid_fen = 0, settlement_id = '', times = "
						   "times + 1 WHERE id = ?1 AND state = 'paid'"};
inline constexpr Sql kReleaseWork{"fees.release_work", "UPDATE fees_work SET released_at = ?2, released_by = ?3, "
                                                       "release_reason = ?4, verdict = 'payable' WHERE id = ?1"};
inline constexpr Sql kAddRelease{"fees.add_release",
                                 "INSERT INTO fees_release (work_id, at, who, who_name, reason) VALUES "
                                 "(?1, ?2, ?3, ?4, ?5) ON CONFLICT (work_id, at) DO NOTHING"};
inline constexpr Sql kCasesOfOrder{
	"fees.cases_of_order", "SELECT case_id, number, state, opened_at, closed_at FROM complaints_v_case WHERE kind = "
						   "?1 AND branch_id = ?2 AND erp_key = ?3 ORDER BY opened_at"};
inline constexpr Sql kCaseOpenedAt{"fees.case_opened_at",
                                   "SELECT opened_at, state FROM complaints_v_case WHERE case_id = ?1"};
/// Payees with work that is not paid, of a branch until a day: found among what is not paid, not among all of the
/// branch.
inline constexpr Sql kPayeesWithWork{
	"fees.payees_with_work",
	"SELECT payee, MAX(payee_name) FROM fees_work WHERE performer = 'outsourced' AND "
	"branch_id || '' = ?1 AND completed_on <= ?2 AND state IN ('waiting', 'taken_back') GROUP BY payee ORDER BY payee"};
/// FE-42: a payee's satisfaction of a month, from the first round (SV-54).
inline constexpr Sql kSatisfactionOf{
	"fees.satisfaction_of",
	"SELECT COALESCE(SUM(CASE WHEN a.first_level IN ('very_satisfied', 'satisfied', 'average') THEN 1 ELSE 0 END), 0), "
	"COUNT(a.first_level) FROM fees_work w JOIN survey_v_assessment a ON a.kind = w.kind AND a.branch_id = w.branch_id "
	"AND "
	"a.erp_key = w.erp_key WHERE w.performer = 'outsourced' AND w.branch_id = ?1 AND w.payee = ?2 AND w.month = ?3"};
inline constexpr Sql kProviderDeposit{"fees.provider_deposit", "SELECT COALESCE(deposit, '') FROM erp_provider WHERE "
                                                               "branch_id = ?1 AND erp_key = ?2 AND deleted = 0"};
/// Whether a deposit can be somebody's: a provider, also one that left, or whoever did outsourced work. ?1 branch, ?2
/// payee.
inline constexpr Sql kKnownPayee{"fees.known_payee",
                                 "SELECT 1 FROM erp_provider WHERE branch_id = ?1 AND erp_key = ?2 UNION ALL SELECT 1 "
                                 "FROM fees_work WHERE performer = 'outsourced' AND branch_id = ?1 AND payee = ?2 "
                                 "LIMIT 1"};
/// How the order's own page shows its settlement.
inline constexpr Sql kSettlementState{
	"fees.settlement_state", "UPDATE fees_order SET settlement_state = ?4 WHERE kind = ?1 AND branch_id = ?2 AND "
							 "erp_key = ?3 AND settlement_state <> ?4"};

/// FE-41: commission by the published list of the day of completion; a branch's own goes before the common one, the row
/// that says most counts. ?1 branch, ?2 day, ?3 service type, ?4 product type.
inline constexpr Sql kCommission{
	"fees.commission",
	"SELECT r.amount, l.number FROM fees_list l JOIN fees_list_row r ON r.list_id = l.id AND r.what = 'commission' AND "
	"(r.service_type = '' OR r.service_type = ?3) AND (r.product_type = '' OR r.product_type = ?4) AND r.brand = '' "
	"AND "
	"r.model = '' WHERE l.kind = 'commission' AND l.state = 'published' AND l.branch_id IN (?1, '*') AND l.valid_from "
	"<= ?2 "
	"AND l.valid_to > ?2 ORDER BY CASE WHEN l.branch_id = ?1 THEN 0 ELSE 1 END, CASE WHEN r.product_type = '' THEN 1 "
	"ELSE 0 "
	"END, CASE WHEN r.service_type = '' THEN 1 ELSE 0 END, r.line LIMIT 1"};

inline constexpr const Sql* kWorkStatements[] = {
	&kChangedWork,      &kPutWork,        &kWorkGone,       &kWork,           &kWorkOfOrder,    &kUnpaidWork,
	&kWorkOfSettlement, &kWorks,          &kWorksOfState,   &kWorksOfVerdict, &kUncommissioned, &kSetVerdict,
	&kDraftWork,        &kFreeWork,       &kPayWork,        &kTakeBackWork,   &kReleaseWork,    &kAddRelease,
	&kCasesOfOrder,     &kCaseOpenedAt,   &kPayeesWithWork, &kSatisfactionOf, &kCommission,     &kProviderDeposit,
	&kKnownPayee,       &kSettlementState};

} // namespace fees::sql
