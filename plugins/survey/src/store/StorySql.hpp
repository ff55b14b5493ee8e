#pragma once

#include "erphost/Sql.hpp"

#include <span>

/// SQL of one order's story, and of what a customer may see of it.
namespace survey::sql {

using erphost::Sql;

// What the ERP says about an order, in one shape: ordered, dispatched, first contact, arrived, completed; basis of the
// completion; who did it; status.
inline constexpr Sql kStoryWorkOrder{
	"survey.story_work_order",
	"SELECT w.ordered_at, w.dispatched_at, w.first_contact_at, w.arrived_at, w.completed_at, w.completion_basis, "
	"COALESCE(w.technician_name, ''), COALESCE(w.status, '') FROM erp_work_order w WHERE w.branch_id = ?1 AND "
	"w.erp_key "
	"= ?2 AND w.deleted = 0"};
inline constexpr Sql kStoryDelivery{
	"survey.story_delivery",
	"SELECT w.ordered_at, w.dispatched_at, NULL, NULL, w.completed_at, NULL, COALESCE(w.driver_name, ''), "
	"COALESCE(w.status, '') FROM erp_delivery w WHERE w.branch_id = ?1 AND w.erp_key = ?2 AND w.deleted = 0"};
inline constexpr Sql kStorySale{
	"survey.story_sale",
	"SELECT w.ordered_at, NULL, NULL, NULL, w.completed_at, NULL, COALESCE(w.salesperson_name, ''), COALESCE(w.status, "
	"'') FROM erp_sale w WHERE w.branch_id = ?1 AND w.erp_key = ?2 AND w.deleted = 0"};

/// What happened to the order's task. ?1 task.
inline constexpr Sql kStoryTask{"survey.story_task",
                                "SELECT id, number, created_at, state, closed_at FROM survey_task WHERE id = ?1"};
inline constexpr Sql kStoryAttempts{
	"survey.story_attempts",
	"SELECT a.at, a.round, a.attempt, a.clerk_name, a.disposition, a.level, a.words FROM survey_attempt a "
	"WHERE a.task_id = ?1 "
	"ORDER BY a.round, a.attempt"};

/// The call-backs that were asked for after the first. ?1 task.
inline constexpr Sql kStoryRounds{
	"survey.story_rounds", "SELECT r.opened_at, r.round, COALESCE(r.case_number, ''), r.due_on FROM survey_round r "
						   "WHERE r.task_id = ?1 AND r.round > 1 ORDER BY r.round"};

/// Work orders of the last digits of a telephone number. ?1 last four digits; ?2 number.
inline constexpr Sql kOrderByTail{
	"survey.order_by_tail",
	"SELECT w.branch_id, w.erp_key FROM survey_order_tail s JOIN erp_work_order w ON w.branch_id = s.branch_id AND "
	"w.erp_key = s.erp_key WHERE s.last4 = ?1 AND w.number = ?2 AND w.deleted = 0 ORDER BY s.touched_at DESC LIMIT 5"};
/// Tasks of an order number, with the telephone number to compare. ?1 number.
inline constexpr Sql kOrderByNumber{"survey.order_by_number",
                                    "SELECT kind, branch_id, erp_key, phone FROM survey_task WHERE order_number = ?1 "
                                    "ORDER BY id LIMIT 20"};

inline constexpr Sql kStoryAll[] = {kStoryWorkOrder, kStoryDelivery, kStorySale,   kStoryTask,
                                    kStoryAttempts,  kStoryRounds,   kOrderByTail, kOrderByNumber};

/// Every statement, for the tests that prepare them on each engine.
inline std::span<const Sql> storyStatements()
{
	return kStoryAll;
}

} // namespace survey::sql
