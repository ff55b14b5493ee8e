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

inline constexpr Sql kOnSiteStatements[] = {kPutTail, kDropTails,  kPruneTails,   kOrdersByTail, kAddCall,
                                            kCalls,   kExpectCall, kExpectNoCall, kDueCalls,     kSettleCall};

inline std::span<const Sql> onSiteStatements()
{
	return kOnSiteStatements;
}

} // namespace survey::sql
