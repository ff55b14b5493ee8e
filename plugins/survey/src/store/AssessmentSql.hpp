#pragma once

#include "erphost/Sql.hpp"

#include <span>

/// SQL of the orders that are examined or rewarded (SV-58): not those from before (SV-16).
namespace survey::sql {

using erphost::Sql;

// ?1 branches the caller may see; ?2 month; ?3 branch; ?4 search with % on both sides, or ''; ?5, ?6, ?7 classes of
// satisfaction (survey_count.satisfaction); ?8 "open", "examined" or ''.
#define SURVEY_ASSESSMENT_FROM                                                                                         \
	"FROM survey_count c JOIN survey_task t ON t.id = c.subject LEFT JOIN survey_examination e ON e.task_id = "        \
	"c.subject "                                                                                                       \
	"WHERE t.origin = '' AND c.answered_month = ?2 AND c.live = 1 AND c.satisfaction IN (?5, ?6, ?7) AND (?1 = '*' "   \
	"OR REPLACE(?1, '|' "                                                                                              \
	"|| c.branch_id || '|', '') <> ?1) AND (?3 = '' OR c.branch_id = ?3) AND (?4 = '' OR t.number LIKE ?4 OR "         \
	"t.order_number LIKE ?4 OR t.technician_name LIKE ?4) AND (?8 = '' OR (?8 = 'open' AND e.task_id IS NULL) OR (?8 " \
	"= 'examined' AND e.task_id IS NOT NULL)) "
#define SURVEY_ASSESSMENT_COLUMNS                                                                                      \
	"SELECT c.subject, t.number, t.order_number, c.branch_id, c.branch_name, c.technician_name, c.satisfaction, "      \
	"COALESCE((SELECT MAX(a.at) FROM survey_attempt a WHERE a.task_id = c.subject AND a.round = 1 AND a.disposition "  \
	"= 'answered'), 0) AS answered_at, e.finding, e.measure, e.examined_by, e.examined_at, COALESCE(e.version, 0) AS " \
	"version "

// ?9 and ?10 sort value and task of the last row seen (?11 = 0: the first page); ?12 rows.
#define SURVEY_ASSESSMENT_PAGE(column, after, direction)                                                               \
	"SELECT x.subject, x.number, x.order_number, x.branch_id, x.branch_name, x.technician_name, x.satisfaction, "      \
	"x.answered_at, x.finding, x.measure, x.examined_by, x.examined_at, x.version FROM (" SURVEY_ASSESSMENT_COLUMNS    \
		SURVEY_ASSESSMENT_FROM ") x WHERE (CAST(?11 AS BIGINT) = 0 OR (x." column ", x.subject) " after                \
	" (?9, ?10)) ORDER BY x." column " " direction ", x.subject " direction " LIMIT ?12"
inline constexpr Sql kAssessmentsByAnswer{"survey.assessments_by_answer",
                                          SURVEY_ASSESSMENT_PAGE("answered_at", ">", "ASC")};
inline constexpr Sql kAssessmentsByAnswerDown{"survey.assessments_by_answer_down",
                                              SURVEY_ASSESSMENT_PAGE("answered_at", "<", "DESC")};
inline constexpr Sql kAssessmentsByNumber{"survey.assessments_by_number", SURVEY_ASSESSMENT_PAGE("number", ">", "ASC")};
inline constexpr Sql kAssessmentsByNumberDown{"survey.assessments_by_number_down",
                                              SURVEY_ASSESSMENT_PAGE("number", "<", "DESC")};
#undef SURVEY_ASSESSMENT_PAGE

/// How many of each class.
inline constexpr Sql kCountAssessments{
	"survey.count_assessments", "SELECT c.satisfaction, COUNT(*) " SURVEY_ASSESSMENT_FROM "GROUP BY c.satisfaction"};

/// One task's, newest.
inline constexpr Sql kAssessment{
	"survey.assessment", SURVEY_ASSESSMENT_COLUMNS
	"FROM survey_count c JOIN survey_task t ON t.id = c.subject LEFT JOIN survey_examination e "
	"ON e.task_id = c.subject WHERE t.origin = '' AND c.subject = ?1 AND c.live = 1 AND c.satisfaction IN "
	"('Y', 'y', 'a', 'n', 'N') ORDER BY c.number DESC LIMIT 1"};

/// ?1 task; ?2 finding; ?3 measure; ?4 who; ?5 now.
inline constexpr Sql kExamine{
	"survey.examine",
	"INSERT INTO survey_examination (task_id, finding, measure, examined_by, examined_at, version) VALUES (?1, ?2, ?3, "
	"?4, ?5, 1) ON CONFLICT (task_id) DO UPDATE SET finding = excluded.finding, measure = excluded.measure, "
	"examined_by "
	"= excluded.examined_by, examined_at = excluded.examined_at, version = survey_examination.version + 1"};

inline constexpr Sql kAssessmentAll[] = {kAssessmentsByAnswer,
                                         kAssessmentsByAnswerDown,
                                         kAssessmentsByNumber,
                                         kAssessmentsByNumberDown,
                                         kCountAssessments,
                                         kAssessment,
                                         kExamine};

/// Every statement, for the tests that prepare them on each engine.
inline std::span<const Sql> assessmentStatements()
{
	return kAssessmentAll;
}

} // namespace survey::sql
