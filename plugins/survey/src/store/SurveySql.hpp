#pragma once

#include "erphost/Sql.hpp"

#include <span>

/// All SQL of the survey plugin.
namespace survey::sql {

using erphost::Sql;

// ---- Finished business
// ------------------------------------------------------------------------------------------------

// The three kinds of ERP records in one shape, by range of change_seq. Column order: see store/Business.cpp.
#define SURVEY_WORK_ORDER_COLUMNS                                                                                      \
	"SELECT w.branch_id, w.erp_key, COALESCE(w.number, ''), COALESCE(b.name, w.branch_name, w.branch_id), "            \
	"COALESCE(w.service_mode, ''), COALESCE(w.product_type, 'other'), w.service_type, COALESCE(w.brand, ''), "         \
	"COALESCE(w.model, ''), COALESCE(w.store_name, w.store, ''), COALESCE(w.provider_name, w.provider_number, ''), "   \
	"COALESCE(w.technician_number, ''), COALESCE(w.technician_name, ''), COALESCE(w.customer_name, ''), "              \
	"COALESCE(w.customer_phone, ''), COALESCE(w.customer_address, ''), COALESCE(w.customer_kind, ''), "                \
	"w.completed_at, COALESCE(w.status, ''), w.deleted, w.change_seq, COALESCE(w.performed_by, ''), "                  \
	"COALESCE(w.customer_phone2, ''), COALESCE(w.outsourced, 0) FROM erp_work_order w "                                \
	"LEFT JOIN erp_branch b ON b.erp_key = w.branch_id AND b.deleted = 0 "
#define SURVEY_DELIVERY_COLUMNS                                                                                        \
	"SELECT w.branch_id, w.erp_key, COALESCE(w.number, ''), COALESCE(b.name, w.branch_name, w.branch_id), "            \
	"'', COALESCE(w.product_type, 'other'), NULL, COALESCE(w.brand, ''), "                                             \
	"COALESCE(w.model, ''), COALESCE(w.store_name, w.store, ''), COALESCE(w.provider_name, w.provider_number, ''), "   \
	"COALESCE(w.driver_number, ''), COALESCE(w.driver_name, ''), COALESCE(w.customer_name, ''), "                      \
	"COALESCE(w.customer_phone, ''), COALESCE(w.customer_address, ''), COALESCE(w.customer_kind, ''), "                \
	"w.completed_at, COALESCE(w.status, ''), w.deleted, w.change_seq, '', '', 0 FROM erp_delivery w "                  \
	"LEFT JOIN erp_branch b ON b.erp_key = w.branch_id AND b.deleted = 0 "
#define SURVEY_SALE_COLUMNS                                                                                            \
	"SELECT w.branch_id, w.erp_key, COALESCE(w.number, ''), COALESCE(b.name, w.branch_name, w.branch_id), "            \
	"'', COALESCE(w.product_type, 'other'), NULL, COALESCE(w.brand, ''), "                                             \
	"COALESCE(w.model, ''), COALESCE(w.store_name, w.store, ''), '', "                                                 \
	"COALESCE(w.salesperson_number, ''), COALESCE(w.salesperson_name, ''), COALESCE(w.customer_name, ''), "            \
	"COALESCE(w.customer_phone, ''), COALESCE(w.customer_address, ''), COALESCE(w.customer_kind, ''), "                \
	"w.completed_at, COALESCE(w.status, ''), w.deleted, w.change_seq, '', '', 0 FROM erp_sale w "                      \
	"LEFT JOIN erp_branch b ON b.erp_key = w.branch_id AND b.deleted = 0 "
#define SURVEY_CHANGED "WHERE w.change_seq > ?1 AND w.change_seq <= ?2 ORDER BY w.change_seq"
#define SURVEY_ONE "WHERE w.branch_id = ?1 AND w.erp_key = ?2"

inline constexpr Sql kChangedWorkOrders{"survey.changed_work_orders", SURVEY_WORK_ORDER_COLUMNS SURVEY_CHANGED};
inline constexpr Sql kChangedDeliveries{"survey.changed_deliveries", SURVEY_DELIVERY_COLUMNS SURVEY_CHANGED};
inline constexpr Sql kChangedSales{"survey.changed_sales", SURVEY_SALE_COLUMNS SURVEY_CHANGED};
inline constexpr Sql kOneWorkOrder{"survey.one_work_order", SURVEY_WORK_ORDER_COLUMNS SURVEY_ONE};
inline constexpr Sql kOneDelivery{"survey.one_delivery", SURVEY_DELIVERY_COLUMNS SURVEY_ONE};
inline constexpr Sql kOneSale{"survey.one_sale", SURVEY_SALE_COLUMNS SURVEY_ONE};

#undef SURVEY_WORK_ORDER_COLUMNS
#undef SURVEY_DELIVERY_COLUMNS
#undef SURVEY_SALE_COLUMNS
#undef SURVEY_CHANGED
#undef SURVEY_ONE

/// When the ERP was last read to the end without an error: only then is a business day known in full.
inline constexpr Sql kLastRead{"survey.last_read",
                               "SELECT last_begin_at, last_ok_at, change_seq FROM erp_entity WHERE entity = ?1"};

// ---- Draws
// ------------------------------------------------------------------------------------------------------------

inline constexpr Sql kPutCandidate{
	"survey.put_candidate",
	"INSERT INTO survey_candidate (kind, branch_id, erp_key, stage, product_type, period, state) "
	"VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'waiting') "
	"ON CONFLICT (kind, branch_id, erp_key) DO UPDATE SET stage = excluded.stage, product_type = "
	"excluded.product_type, "
	"period = excluded.period WHERE survey_candidate.state = 'waiting'"};

inline constexpr Sql kWithdrawCandidate{
	"survey.withdraw_candidate",
	"DELETE FROM survey_candidate WHERE kind = ?1 AND branch_id = ?2 AND erp_key = ?3 AND state = 'waiting'"};

inline constexpr Sql kNextPeriod{"survey.next_period",
                                 "SELECT MIN(period) FROM survey_candidate WHERE state = 'waiting' AND kind = ?1"};

inline constexpr Sql kPeriodCandidates{
	"survey.period_candidates",
	"SELECT branch_id, stage, product_type, erp_key FROM survey_candidate "
	"WHERE state = 'waiting' AND kind = ?1 AND period = ?2 ORDER BY branch_id, stage, product_type, erp_key"};

inline constexpr Sql kSettleCandidate{
	"survey.settle_candidate",
	"UPDATE survey_candidate SET state = ?4 WHERE kind = ?1 AND branch_id = ?2 AND erp_key = ?3"};

inline constexpr Sql kCarry{
	"survey.carry", "SELECT carry FROM survey_stratum WHERE branch_id = ?1 AND stage = ?2 AND product_type = ?3"};

inline constexpr Sql kSetCarry{
	"survey.set_carry", "INSERT INTO survey_stratum (branch_id, stage, product_type, carry) VALUES (?1, ?2, ?3, ?4) "
						"ON CONFLICT (branch_id, stage, product_type) DO UPDATE SET carry = excluded.carry"};

inline constexpr Sql kAddDraw{
	"survey.add_draw",
	"INSERT INTO survey_draw (period, branch_id, stage, product_type, sequence, rate, candidates, taken, carry_before, "
	"carry_after, drawn_at) VALUES (?1, ?2, ?3, ?4, "
	"(SELECT COALESCE(MAX(sequence), 0) + 1 FROM survey_draw WHERE period = ?1 AND branch_id = ?2 AND stage = ?3 "
	"AND product_type = ?4), ?5, ?6, ?7, ?8, ?9, ?10)"};

inline constexpr Sql kDraws{"survey.draws",
                            "SELECT period, branch_id, stage, product_type, sequence, rate, candidates, taken, "
                            "carry_before, carry_after, drawn_at "
                            "FROM survey_draw WHERE period = ?1 ORDER BY branch_id, stage, product_type, sequence"};

inline constexpr Sql kDrawOfTask{
	"survey.draw_of_task",
	"SELECT d.period, d.rate, d.candidates, d.taken, d.sequence FROM survey_candidate c "
	"JOIN survey_draw d ON d.period = c.period AND d.branch_id = c.branch_id AND d.stage = c.stage AND d.product_type "
	"= c.product_type "
	"WHERE c.kind = ?1 AND c.branch_id = ?2 AND c.erp_key = ?3 AND c.state = 'drawn' ORDER BY d.sequence LIMIT 1"};

// ---- Tasks
// ------------------------------------------------------------------------------------------------------------

/// ?24 created at, ?28 the round that it begins with: 1, or 2 where a case was the first.
inline constexpr Sql kAddTask{
	"survey.add_task",
	"INSERT INTO survey_task (id, number, kind, branch_id, branch_name, erp_key, order_number, stage, product_type, "
	"service_type, brand, model, store, provider, technician, technician_name, customer_name, phone, address, "
	"completed_at, completed_on, due_on, due_provisional, state, round, attempts, planned_at, level, lease_user, "
	"lease_user_name, lease_until, version, created_at, closed_at, customer_kind, performed_by, service_mode) "
	"VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, "
	"'open', ?28, 0, NULL, NULL, NULL, NULL, 0, 1, ?24, NULL, ?25, ?26, ?27) "
	"ON CONFLICT (kind, branch_id, erp_key) DO NOTHING"};

inline constexpr Sql kTaskOfOrder{
	"survey.task_of_order",
	"SELECT id, state, attempts FROM survey_task WHERE kind = ?1 AND branch_id = ?2 AND erp_key = ?3"};

/// The ERP corrects names, phones and products until the last minute: an unanswered task follows.
inline constexpr Sql kRefreshTask{"survey.refresh_task",
                                  "UPDATE survey_task SET brand = ?2, model = ?3, technician = ?4, technician_name = "
                                  "?5, customer_name = ?6, phone = ?7, "
                                  "address = ?8, version = version + 1 WHERE id = ?1 AND state = 'open' AND (brand <> "
                                  "?2 OR model <> ?3 OR technician <> ?4 "
                                  "OR technician_name <> ?5 OR customer_name <> ?6 OR phone <> ?7 OR address <> ?8)"};

/// The ERP took the order back before anybody called.
inline constexpr Sql kCancelTask{
	"survey.cancel_task", "UPDATE survey_task SET state = 'cancelled', closed_at = ?2, lease_user = NULL, "
						  "lease_user_name = NULL, lease_until = 0, "
						  "version = version + 1 WHERE id = ?1 AND state = 'open' AND attempts = 0 AND round = 1"};

/// And finished it again.
inline constexpr Sql kReviveTask{
	"survey.revive_task",
	"UPDATE survey_task SET state = 'open', closed_at = NULL, completed_at = ?2, completed_on = ?3, due_on = ?4, "
	"due_provisional = ?5, planned_at = NULL, version = version + 1 WHERE id = ?1 AND state = 'cancelled'"};

inline constexpr Sql kNextNumber{
	"survey.next_number", "INSERT INTO survey_counter (branch_id, day, last) VALUES (?1, ?2, 1) "
						  "ON CONFLICT (branch_id, day) DO UPDATE SET last = survey_counter.last + 1 RETURNING last"};

inline constexpr Sql kBranchName{"survey.branch_name",
                                 "SELECT COALESCE(name, erp_key) FROM erp_branch WHERE erp_key = ?1 AND deleted = 0"};

#define SURVEY_TASK_COLUMNS                                                                                            \
	"t.id, t.number, t.kind, t.branch_id, t.branch_name, t.erp_key, t.order_number, t.stage, t.product_type, "         \
	"t.service_type, t.brand, t.model, t.technician_name, t.customer_name, t.phone, t.address, t.completed_at, "       \
	"t.due_on, t.due_provisional, t.state, t.round, t.attempts, t.planned_at, t.level, t.lease_user, "                 \
	"t.lease_user_name, t.lease_until, t.version, t.provider, t.technician, t.completed_on, t.customer_kind, "         \
	"t.performed_by, t.service_mode, t.origin"

inline constexpr Sql kTask{"survey.task", "SELECT " SURVEY_TASK_COLUMNS " FROM survey_task t WHERE t.id = ?1"};

/// ?3 branches: what lies in others is none of the caller's business.
inline constexpr Sql kSiblings{"survey.siblings", "SELECT " SURVEY_TASK_COLUMNS
                                                  " FROM survey_task t WHERE t.phone = ?1 AND t.phone <> '' AND "
                                                  "t.state = 'open' AND t.id <> ?2 AND (?3 = '*' OR REPLACE(?3, '|' || "
                                                  "t.branch_id || '|', '') <> ?3) ORDER BY t.due_on, t.id"};

// Filters that are not wanted are ''. ?1 '|01|02|' the branches the caller may see, or '*'; ?2 state; ?3 branch; ?4
// stage; ?5 product; ?6 due from; ?7 due to; ?8 search with % on both sides.
#define SURVEY_TASK_FILTER                                                                                             \
	"(?1 = '*' OR REPLACE(?1, '|' || t.branch_id || '|', '') <> ?1) AND (?2 = '' OR t.state = ?2) "                    \
	"AND (?3 = '' OR t.branch_id = ?3) AND (?4 = '' OR t.stage = ?4) AND (?5 = '' OR t.product_type = ?5) "            \
	"AND (?6 = '' OR t.due_on >= ?6) AND (?7 = '' OR t.due_on <= ?7) "                                                 \
	"AND (?8 = '' OR t.number LIKE ?8 OR t.order_number LIKE ?8 OR t.phone LIKE ?8 OR t.customer_name LIKE ?8)"

/// ?9 where to stop counting: what was done in years is not read for a number.
inline constexpr Sql kCountTasks{"survey.count_tasks",
                                 "SELECT COUNT(*) FROM (SELECT 1 FROM survey_task t WHERE " SURVEY_TASK_FILTER
                                 " LIMIT ?9) counted"};
inline constexpr Sql kCountStateTasks{
	"survey.count_state_tasks",
	"SELECT COUNT(*) FROM (SELECT 1 FROM survey_task t WHERE t.state = ?2 AND " SURVEY_TASK_FILTER
	" LIMIT ?9) counted"};

// Keyset pages: ?9 and ?10 are sort value and id of the last row seen (?11 = 0: the first page); ?12 rows.
#define SURVEY_TASK_PAGE(state, column, after, direction)                                                              \
	"SELECT " SURVEY_TASK_COLUMNS " FROM survey_task t WHERE " state SURVEY_TASK_FILTER                                \
	" AND (CAST(?11 AS BIGINT) = 0 OR (t." column ", t.id) " after " (?9, ?10)) ORDER BY t." column " " direction      \
	", t.id " direction " LIMIT ?12"
inline constexpr Sql kTasksByDue{"survey.tasks_by_due", SURVEY_TASK_PAGE("", "due_on", ">", "ASC")};
inline constexpr Sql kTasksByDueDown{"survey.tasks_by_due_down", SURVEY_TASK_PAGE("", "due_on", "<", "DESC")};
inline constexpr Sql kTasksByNumber{"survey.tasks_by_number", SURVEY_TASK_PAGE("", "number", ">", "ASC")};
inline constexpr Sql kTasksByNumberDown{"survey.tasks_by_number_down", SURVEY_TASK_PAGE("", "number", "<", "DESC")};
inline constexpr Sql kTasksByCompletion{"survey.tasks_by_completion", SURVEY_TASK_PAGE("", "completed_at", ">", "ASC")};
inline constexpr Sql kTasksByCompletionDown{"survey.tasks_by_completion_down",
                                            SURVEY_TASK_PAGE("", "completed_at", "<", "DESC")};
// Of one state, which is what a clerk looks at: the rows come out of an index in order, the others are not read.
inline constexpr Sql kStateTasksByDue{"survey.state_tasks_by_due",
                                      SURVEY_TASK_PAGE("t.state = ?2 AND ", "due_on", ">", "ASC")};
inline constexpr Sql kStateTasksByDueDown{"survey.state_tasks_by_due_down",
                                          SURVEY_TASK_PAGE("t.state = ?2 AND ", "due_on", "<", "DESC")};
inline constexpr Sql kStateTasksByNumber{"survey.state_tasks_by_number",
                                         SURVEY_TASK_PAGE("t.state = ?2 AND ", "number", ">", "ASC")};
inline constexpr Sql kStateTasksByNumberDown{"survey.state_tasks_by_number_down",
                                             SURVEY_TASK_PAGE("t.state = ?2 AND ", "number", "<", "DESC")};
inline constexpr Sql kStateTasksByCompletion{"survey.state_tasks_by_completion",
                                             SURVEY_TASK_PAGE("t.state = ?2 AND ", "completed_at", ">", "ASC")};
inline constexpr Sql kStateTasksByCompletionDown{"survey.state_tasks_by_completion_down",
                                                 SURVEY_TASK_PAGE("t.state = ?2 AND ", "completed_at", "<", "DESC")};
#undef SURVEY_TASK_PAGE

/// SV-06: the most urgent task that this clerk can take now, of one date in the order of work: not planned for later,
/// not leased, and nobody else is on the phone with the same customer. ?1 branches; ?2 branch; ?3 stage; ?4 product; ?5
/// now; ?6 user.
inline constexpr Sql kNextTask{
	"survey.next_task",
	"SELECT t.id FROM survey_task t WHERE t.state = 'open' AND (?1 = '*' OR REPLACE(?1, '|' || t.branch_id || '|', '') "
	"<> ?1) "
	"AND (?2 = '' OR t.branch_id = ?2) AND (?3 = '' OR t.stage = ?3) AND (?4 = '' OR t.product_type = ?4) "
	"AND (t.planned_at IS NULL OR t.planned_at <= ?5) AND (t.lease_until <= ?5 OR t.lease_user = ?6) "
	"AND NOT EXISTS (SELECT 1 FROM survey_task o WHERE o.phone = t.phone AND t.phone <> '' AND o.state = 'open' "
	"AND o.lease_until > ?5 AND o.lease_user <> ?6) ORDER BY t.due_on, t.branch_id, t.product_type, "
	"COALESCE(t.service_type, ''), t.stage, t.id LIMIT 1"};

/// Who is busy with the customer of a task: the holder of its lease, or of another open task of the same phone number.
inline constexpr Sql kBusy{
	"survey.busy", "SELECT t.lease_user_name, t.number FROM survey_task t "
				   "WHERE t.id = ?1 AND t.state = 'open' AND t.lease_until > ?2 AND t.lease_user <> ?3 UNION ALL "
				   "SELECT o.lease_user_name, o.number FROM survey_task t JOIN survey_task o ON o.phone = t.phone "
				   "WHERE t.id = ?1 AND t.phone <> '' AND o.state = 'open' AND o.lease_until > ?2 AND "
				   "o.lease_user <> ?3 LIMIT 1"};

inline constexpr Sql kLease{
	"survey.lease",
	"UPDATE survey_task SET lease_user = ?2, lease_user_name = ?3, lease_until = ?4 WHERE id = ?1 AND state = 'open'"};

/// SV-13: one customer, one call. ?1 phone; ?5 branches.
inline constexpr Sql kLeaseCustomer{
	"survey.lease_customer",
	"UPDATE survey_task SET lease_user = ?2, lease_user_name = ?3, lease_until = ?4 WHERE phone = ?1 AND phone <> '' "
	"AND state = 'open' AND (?5 = '*' OR REPLACE(?5, '|' || branch_id || '|', '') <> ?5)"};

inline constexpr Sql kRelease{"survey.release", "UPDATE survey_task SET lease_user = NULL, lease_user_name = NULL, "
                                                "lease_until = 0 WHERE id = ?1 AND lease_user = ?2"};

inline constexpr Sql kReleaseCustomer{
	"survey.release_customer", "UPDATE survey_task SET lease_user = NULL, lease_user_name = NULL, lease_until = 0 "
							   "WHERE phone = ?1 AND phone <> '' AND state = 'open' AND lease_user = ?2"};

inline constexpr Sql kAfterAttempt{
	"survey.after_attempt",
	"UPDATE survey_task SET state = ?2, round = ?3, attempts = ?4, planned_at = ?5, level = ?6, closed_at = ?7, "
	"due_on = COALESCE(?8, due_on), lease_user = NULL, lease_user_name = NULL, lease_until = 0, version = version + 1 "
	"WHERE id = ?1"};

/// ?1 branches; ?2 today; ?3 now; ?4 user.
inline constexpr Sql kCounters{
	"survey.counters",
	"SELECT COALESCE(SUM(CASE WHEN t.state = 'open' THEN 1 ELSE 0 END), 0), "
	"COALESCE(SUM(CASE WHEN t.state = 'open' AND t.due_on = ?2 THEN 1 ELSE 0 END), 0), "
	"COALESCE(SUM(CASE WHEN t.state = 'open' AND t.due_on < ?2 THEN 1 ELSE 0 END), 0), "
	"COALESCE(SUM(CASE WHEN t.state = 'open' AND t.planned_at > ?3 THEN 1 ELSE 0 END), 0), "
	"COALESCE(SUM(CASE WHEN t.state = 'open' AND t.lease_until > ?3 AND t.lease_user = ?4 THEN 1 ELSE 0 END), 0), "
	"COALESCE(SUM(CASE WHEN t.state = 'after_sales' THEN 1 ELSE 0 END), 0) "
	"FROM survey_task t WHERE t.state IN ('open', 'after_sales') AND (?1 = '*' OR REPLACE(?1, '|' || t.branch_id || "
	"'|', '') <> ?1)"};

inline constexpr Sql kAnsweredSince{
	"survey.answered_since", "SELECT COUNT(*) FROM survey_attempt a WHERE a.at >= ?2 AND a.disposition = 'answered' "
							 "AND (?1 = '*' OR REPLACE(?1, '|' || a.branch_id || '|', '') <> ?1)"};

#undef SURVEY_TASK_FILTER
#undef SURVEY_TASK_COLUMNS

inline constexpr Sql kProgress{"survey.progress", "SELECT value FROM survey_progress WHERE name = ?1"};
inline constexpr Sql kSetProgress{"survey.set_progress", "INSERT INTO survey_progress (name, value) VALUES (?1, ?2) ON "
                                                         "CONFLICT (name) DO UPDATE SET value = excluded.value"};

inline constexpr Sql kAll[] = {kChangedWorkOrders,
                               kChangedDeliveries,
                               kChangedSales,
                               kOneWorkOrder,
                               kOneDelivery,
                               kOneSale,
                               kLastRead,
                               kPutCandidate,
                               kWithdrawCandidate,
                               kNextPeriod,
                               kPeriodCandidates,
                               kSettleCandidate,
                               kCarry,
                               kSetCarry,
                               kAddDraw,
                               kDraws,
                               kDrawOfTask,
                               kAddTask,
                               kTaskOfOrder,
                               kRefreshTask,
                               kCancelTask,
                               kReviveTask,
                               kNextNumber,
                               kBranchName,
                               kTask,
                               kSiblings,
                               kCountTasks,
                               kCountStateTasks,
                               kTasksByDue,
                               kStateTasksByDue,
                               kTasksByDueDown,
                               kStateTasksByDueDown,
                               kTasksByNumber,
                               kStateTasksByNumber,
                               kTasksByNumberDown,
                               kStateTasksByNumberDown,
                               kTasksByCompletion,
                               kStateTasksByCompletion,
                               kTasksByCompletionDown,
                               kStateTasksByCompletionDown,
                               kNextTask,
                               kBusy,
                               kLease,
                               kLeaseCustomer,
                               kRelease,
                               kReleaseCustomer,
                               kAfterAttempt,
                               kCounters,
                               kAnsweredSince,
                               kProgress,
                               kSetProgress};

/// Every statement, for the tests that prepare them on each engine.
inline std::span<const Sql> statements()
{
	return kAll;
}

} // namespace survey::sql
