#pragma once

#include "erphost/Sql.hpp"

#include <span>

/// SQL of the improvement plans (SV-55).
namespace survey::sql {

using erphost::Sql;

#define SURVEY_PLAN_COLUMNS                                                                                            \
	"p.id, p.number, p.month, p.branch_id, p.branch_name, p.state, p.step, p.cycle, p.target, p.numerator, "           \
	"p.denominator, p.due_on, p.closed_month, p.created_at, p.version"

/// ?1 id; ?2 number; ?3 month; ?4 branch and ?5 name; ?6 target; ?7 numerator; ?8 denominator; ?9 due; ?10 now.
inline constexpr Sql kAddPlan{
	"survey.add_plan",
	"INSERT INTO survey_plan (id, number, month, branch_id, branch_name, state, step, cycle, target, numerator, "
	"denominator, due_on, closed_month, created_at, version) VALUES (?1, ?2, ?3, ?4, ?5, 'open', 'plan', 1, ?6, ?7, "
	"?8, ?9, NULL, ?10, 1) ON CONFLICT (id) DO NOTHING"};

inline constexpr Sql kPlan{"survey.plan", "SELECT " SURVEY_PLAN_COLUMNS " FROM survey_plan p WHERE p.id = ?1"};

inline constexpr Sql kOpenPlans{"survey.open_plans",
                                "SELECT " SURVEY_PLAN_COLUMNS
                                " FROM survey_plan p WHERE p.state = 'open' ORDER BY p.due_on, p.id"};

/// ?1 plan; ?2 step; ?3 cycle; ?4 due; ?5 state; ?6 month that closed it.
inline constexpr Sql kMovePlan{"survey.move_plan",
                               "UPDATE survey_plan SET step = ?2, cycle = ?3, due_on = ?4, state = ?5, closed_month = "
                               "?6, version = version + 1 WHERE id = ?1"};

inline constexpr Sql kTouchPlan{"survey.touch_plan", "UPDATE survey_plan SET version = version + 1 WHERE id = ?1"};

inline constexpr Sql kDropCauses{"survey.drop_causes",
                                 "DELETE FROM survey_plan_cause WHERE plan_id = ?1 AND cycle = ?2"};
inline constexpr Sql kAddCause{"survey.add_cause",
                               "INSERT INTO survey_plan_cause (plan_id, cycle, item, text) VALUES (?1, ?2, ?3, ?4)"};
inline constexpr Sql kCauses{"survey.causes",
                             "SELECT cycle, item, text FROM survey_plan_cause WHERE plan_id = ?1 ORDER BY cycle, item"};
inline constexpr Sql kDropMeasures{"survey.drop_measures",
                                   "DELETE FROM survey_plan_measure WHERE plan_id = ?1 AND cycle = ?2"};
inline constexpr Sql kAddMeasure{
	"survey.add_measure", "INSERT INTO survey_plan_measure (plan_id, cycle, item, text, person, due_on, done_on, "
						  "result) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"};
inline constexpr Sql kMeasures{"survey.measures",
                               "SELECT cycle, item, text, person, due_on, done_on, result FROM survey_plan_measure "
                               "WHERE plan_id = ?1 ORDER BY cycle, item"};

inline constexpr Sql kAddPlanStep{
	"survey.add_plan_step",
	"INSERT INTO survey_plan_step (plan_id, number, cycle, from_step, to_step, at, who, note) VALUES (?1, (SELECT "
	"COALESCE(MAX(s.number), 0) + 1 FROM survey_plan_step s WHERE s.plan_id = ?1), ?2, ?3, ?4, ?5, ?6, ?7)"};
inline constexpr Sql kPlanSteps{"survey.plan_steps", "SELECT cycle, from_step, to_step, at, who, note FROM "
                                                     "survey_plan_step WHERE plan_id = ?1 ORDER BY number"};

inline constexpr Sql kAddPlanResult{
	"survey.add_plan_result", "INSERT INTO survey_plan_result (plan_id, month, numerator, denominator, reached) VALUES "
							  "(?1, ?2, ?3, ?4, ?5) ON CONFLICT (plan_id, month) DO NOTHING"};
inline constexpr Sql kPlanResults{"survey.plan_results",
                                  "SELECT month, numerator, denominator, reached FROM survey_plan_result WHERE plan_id "
                                  "= ?1 ORDER BY month"};

// ?1 branches the caller may see; ?2 branch; ?3 state; ?4 step; ?5 month; ?6 today where only overdue ones are wanted,
// else
// ''.
#define SURVEY_PLAN_FILTER                                                                                             \
	"(?1 = '*' OR REPLACE(?1, '|' || p.branch_id || '|', '') <> ?1) AND (?2 = '' OR p.branch_id = ?2) "                \
	"AND (?3 = '' OR p.state = ?3) AND (?4 = '' OR p.step = ?4) AND (?5 = '' OR p.month = ?5) "                        \
	"AND (?6 = '' OR (p.state = 'open' AND (p.due_on < ?6 OR EXISTS (SELECT 1 FROM survey_plan_measure m WHERE "       \
	"m.plan_id = p.id AND m.cycle = p.cycle AND m.done_on IS NULL AND m.due_on < ?6)))) "
// ?7 today; ?8 and ?9 sort value and id of the last row seen (?10 = 0: the first page); ?11 rows.
#define SURVEY_PLAN_PAGE(column, after, direction)                                                                     \
	"SELECT " SURVEY_PLAN_COLUMNS                                                                                      \
	", (SELECT COUNT(*) FROM survey_plan_measure m WHERE m.plan_id = p.id AND m.cycle = "                              \
	"p.cycle AND m.done_on IS NULL AND m.due_on < ?7) FROM survey_plan p WHERE " SURVEY_PLAN_FILTER                    \
	"AND (CAST(?10 AS BIGINT) = 0 OR (p." column ", p.id) " after " (?8, ?9)) ORDER BY p." column " " direction        \
	", p.id " direction " LIMIT ?11"
inline constexpr Sql kPlansByNumber{"survey.plans_by_number", SURVEY_PLAN_PAGE("number", ">", "ASC")};
inline constexpr Sql kPlansByNumberDown{"survey.plans_by_number_down", SURVEY_PLAN_PAGE("number", "<", "DESC")};
inline constexpr Sql kPlansByDue{"survey.plans_by_due", SURVEY_PLAN_PAGE("due_on", ">", "ASC")};
inline constexpr Sql kPlansByDueDown{"survey.plans_by_due_down", SURVEY_PLAN_PAGE("due_on", "<", "DESC")};
inline constexpr Sql kCountPlans{"survey.count_plans", "SELECT COUNT(*) FROM survey_plan p WHERE " SURVEY_PLAN_FILTER};

inline constexpr Sql kPlanAll[] = {
	kAddPlan,     kPlan,          kOpenPlans,         kMovePlan,   kTouchPlan,      kDropCauses, kAddCause,
	kCauses,      kDropMeasures,  kAddMeasure,        kMeasures,   kAddPlanStep,    kPlanSteps,  kAddPlanResult,
	kPlanResults, kPlansByNumber, kPlansByNumberDown, kPlansByDue, kPlansByDueDown, kCountPlans};

/// Every statement, for the tests that prepare them on each engine.
inline std::span<const Sql> planStatements()
{
	return kPlanAll;
}

} // namespace survey::sql
