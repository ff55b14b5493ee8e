#pragma once

#include "erphost/Sql.hpp"

#include <span>

/// SQL of on-site calls (SV-14, SV-20…24).
namespace survey::sql {

using erphost::Sql;

inline constexpr Sql kPutTail{
	"survey.put_tail",
	"INSERT INTO survey_order_tail (branch_id, erp_key, last4, touched_at) VALUES (?1, ?2, ?3, ?4) ON CONFLICT "
	"(branch_id, erp_key, last4) DO UPDATE SET touched_at = excluded.touched_at"};

/// Except for two numbers that are the order's still.
inline constexpr Sql kDropTails{
	"survey.drop_tails",
	"DELETE FROM survey_order_tail WHERE branch_id = ?1 AND erp_key = ?2 AND last4 NOT IN (?3, ?4)"};

inline constexpr Sql kPruneTails{"survey.prune_tails", "DELETE FROM survey_order_tail WHERE touched_at < ?1"};

/// ?1 last four digits; ?2 branches; ?3 branch; ?4 touched since.
inline constexpr Sql kOrdersByTail{
	"survey.orders_by_tail",
	"SELECT w.branch_id, COALESCE(b.name, w.branch_name, w.branch_id), w.erp_key, COALESCE(w.number, ''), "
	"COALESCE(w.status, ''), COALESCE(w.product_type, 'other'), w.service_type, COALESCE(w.brand, ''), "
	"COALESCE(w.model, ''), COALESCE(w.customer_name, ''), COALESCE(w.customer_phone, ''), "
	"COALESCE(w.customer_phone2, ''), COALESCE(w.customer_address, ''), COALESCE(w.technician_name, ''), "
	"COALESCE(w.provider_name, ''), w.completed_at, t.id, t.number, t.state, t.version "
	"FROM survey_order_tail s JOIN erp_work_order w ON w.branch_id = s.branch_id AND w.erp_key = s.erp_key "
	"LEFT JOIN erp_branch b ON b.erp_key = w.branch_id AND b.deleted = 0 "
	"LEFT JOIN survey_task t ON t.kind = 'work_order' AND t.branch_id = s.branch_id AND t.erp_key = s.erp_key "
	"WHERE s.last4 = ?1 AND s.touched_at >= ?4 AND (?2 = '*' OR REPLACE(?2, '|' || s.branch_id || '|', '') <> ?2) "
	"AND (?3 = '' OR s.branch_id = ?3) AND w.deleted = 0 AND COALESCE(w.status, '') <> 'cancelled' "
	"ORDER BY s.touched_at DESC LIMIT 50"};

#define SURVEY_CALL_COLUMNS                                                                                            \
	"caller_number, caller_is_customer, name_result, name_said, phone_result, phone_said, brand_result, brand_said, "  \
	"courtesy, conduct_found, conduct_outcome, conduct_offence, notice_due_on"
inline constexpr Sql kAddCall{"survey.add_call",
                              "INSERT INTO survey_onsite_call (task_id, round, attempt, " SURVEY_CALL_COLUMNS
                              ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)"};

inline constexpr Sql kCalls{"survey.calls", "SELECT round, attempt, " SURVEY_CALL_COLUMNS
                                            " FROM survey_onsite_call WHERE task_id = ?1 ORDER BY round, attempt"};
#undef SURVEY_CALL_COLUMNS

/// ?1 since; ?2 branches; ?3 branch. What a correction replaced is not among them.
#define SURVEY_CALLS_SINCE                                                                                             \
	"FROM survey_attempt a JOIN survey_onsite_call c ON c.task_id = a.task_id AND c.round = a.round AND c.attempt = "  \
	"a.attempt JOIN survey_task t ON t.id = a.task_id WHERE a.at >= ?1 AND a.channel = 'on_site' AND "                 \
	"a.disposition <> 'corrected' AND (?2 = '*' OR REPLACE(?2, '|' || a.branch_id || '|', '') <> ?2) "                 \
	"AND (?3 = '' OR a.branch_id = ?3) "
#define SURVEY_MISMATCH                                                                                                \
	"CASE WHEN c.name_result = 'mismatch' OR c.phone_result = 'mismatch' OR c.brand_result = 'mismatch' THEN 1 ELSE "  \
	"0 END"
inline constexpr Sql kCallsSince{"survey.calls_since",
                                 "SELECT a.task_id, t.number, t.order_number, a.branch_id, t.branch_name, t.brand, "
                                 "t.model, t.technician_name, a.at, a.clerk_name, a.disposition, "
                                 "a.level, " SURVEY_MISMATCH ", c.courtesy " SURVEY_CALLS_SINCE
                                 "ORDER BY a.at DESC, a.task_id, a.attempt DESC LIMIT ?4"};

inline constexpr Sql kCountCallsSince{
	"survey.count_calls_since",
	"SELECT COUNT(*), COALESCE(SUM(" SURVEY_MISMATCH "), 0), "
	"COALESCE(SUM(CASE WHEN a.level IN ('dissatisfied', 'very_dissatisfied') THEN 1 ELSE 0 END), 0), "
	"COALESCE(SUM(CASE WHEN c.courtesy = 0 THEN 1 ELSE 0 END), 0) " SURVEY_CALLS_SINCE};
#undef SURVEY_MISMATCH
#undef SURVEY_CALLS_SINCE

inline constexpr Sql kExpectCall{
	"survey.expect_call", "INSERT INTO survey_onsite_expected (branch_id, erp_key, due_at, state) VALUES (?1, ?2, ?3, "
						  "'waiting') ON CONFLICT (branch_id, erp_key) DO NOTHING"};

inline constexpr Sql kExpectNoCall{
	"survey.expect_no_call",
	"DELETE FROM survey_onsite_expected WHERE branch_id = ?1 AND erp_key = ?2 AND state = 'waiting'"};

inline constexpr Sql kDueCalls{
	"survey.due_calls",
	"SELECT branch_id, erp_key FROM survey_onsite_expected WHERE state = 'waiting' AND due_at <= ?1 "
	"ORDER BY due_at LIMIT ?2"};

inline constexpr Sql kSettleCall{"survey.settle_call",
                                 "UPDATE survey_onsite_expected SET state = ?3 WHERE branch_id = ?1 AND erp_key = ?2"};

inline constexpr Sql kOnSiteStatements[] = {kPutTail,    kDropTails,    kPruneTails, kOrdersByTail,
                                            kAddCall,    kCalls,        kCallsSince, kCountCallsSince,
                                            kExpectCall, kExpectNoCall, kDueCalls,   kSettleCall};

inline std::span<const Sql> onSiteStatements()
{
	return kOnSiteStatements;
}

} // namespace survey::sql
