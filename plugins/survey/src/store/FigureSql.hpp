#pragma once

#include "erphost/Sql.hpp"

#include <span>

/// SQL of the figures: what is counted where, and how it is read.
namespace survey::sql {

using erphost::Sql;

#define SURVEY_OUTCOMES "very_yes, yes, average, no, very_no, invalid, refused, not_reached"
#define SURVEY_SUMS                                                                                                    \
	"SUM(f.very_yes), SUM(f.yes), SUM(f.average), SUM(f.no), SUM(f.very_no), SUM(f.invalid), SUM(f.refused), "         \
	"SUM(f.not_reached)"
#define SURVEY_COUNT_COLUMNS                                                                                           \
	"subject, number, answered_month, completed_month, facts, satisfaction, live, branch_id, branch_name, stage, "     \
	"product_type, service_type, technician, technician_name, provider, brand, store, respondent, questionnaire"

/// Where an outcome of a task goes. ?1 task; ?2 month of the answer; ?3 facts; ?4 class of satisfaction; ?5 respondent;
/// ?6 questionnaire.
inline constexpr Sql kAddCount{
	"survey.add_count",
	"INSERT INTO survey_count (" SURVEY_COUNT_COLUMNS ") SELECT t.id, "
	"(SELECT COALESCE(MAX(n.number), 0) + 1 FROM survey_count n WHERE n.subject = ?1), ?2, SUBSTR(t.completed_on, 1, "
	"7), ?3, ?4, 1, t.branch_id, t.branch_name, t.stage, t.product_type, COALESCE(t.service_type, ''), "
	"CASE WHEN t.technician = '' THEN t.technician_name ELSE t.technician END, t.technician_name, t.provider, t.brand, "
	"t.store, ?5, ?6 FROM survey_task t WHERE t.id = ?1 RETURNING number, answered_month, completed_month, branch_id, "
	"branch_name"};

/// The same for a contact besides orders, which knows less. ?1 contact; ?2 month; ?3 facts; ?4 branch; ?5 its name; ?6
/// whom (as provider); ?7 respondent; ?8 the kind of contact (as questionnaire).
inline constexpr Sql kAddContactCount{
	"survey.add_contact_count",
	"INSERT INTO survey_count (" SURVEY_COUNT_COLUMNS ") VALUES (?1, 1, ?2, ?2, ?3, NULL, 1, ?4, ?5, '', '', '', '', "
	"'', ?6, '', '', ?7, ?8) RETURNING number, answered_month, completed_month, branch_id, branch_name"};

/// The newest outcome of a subject that was counted so.
inline constexpr Sql kFindCount{
	"survey.find_count",
	"SELECT number, answered_month, completed_month, branch_id, branch_name FROM survey_count WHERE subject = ?1 AND "
	"answered_month = ?2 AND facts = ?3 AND live = 1 ORDER BY number DESC LIMIT 1"};

inline constexpr Sql kTakeBackCount{"survey.take_back_count",
                                    "UPDATE survey_count SET live = 0 WHERE subject = ?1 AND number = ?2"};

inline constexpr Sql kAddIndicator{
	"survey.add_indicator", "INSERT INTO survey_indicator (indicator) VALUES (?1) ON CONFLICT (indicator) DO NOTHING"};

/// One statement for all dimensions and both bases. ?1 subject and ?2 number in survey_count; ?3 indicator; ?4 … ?11
/// what is added to each outcome.
inline constexpr Sql kCount{
	"survey.count",
	"INSERT INTO survey_figure (basis, indicator, dimension, month, item, branch_id, name, " SURVEY_OUTCOMES ") "
	"SELECT b.basis, CAST(?3 AS TEXT), d.dimension, "
	"CASE b.basis WHEN 'answered' THEN c.answered_month ELSE c.completed_month END, "
	"CASE d.dimension WHEN 'branch' THEN c.branch_id WHEN 'stage' THEN c.stage WHEN 'product' THEN c.product_type "
	"WHEN 'service_type' THEN c.service_type WHEN 'service_mode' THEN CASE WHEN c.stage IN ('on_site', 'carry_in') "
	"THEN c.stage ELSE '' END WHEN 'technician' THEN c.technician WHEN 'provider' THEN c.provider WHEN 'brand' THEN "
	"c.brand WHEN 'store' THEN c.store WHEN 'respondent' THEN c.respondent ELSE c.questionnaire END, c.branch_id, "
	"CASE d.dimension WHEN 'branch' THEN c.branch_name WHEN 'technician' THEN c.technician_name WHEN 'provider' THEN "
	"c.provider WHEN 'brand' THEN c.brand WHEN 'store' THEN c.store ELSE '' END, CAST(?4 AS BIGINT), CAST(?5 AS "
	"BIGINT), CAST(?6 AS BIGINT), CAST(?7 AS BIGINT), CAST(?8 AS BIGINT), CAST(?9 AS BIGINT), CAST(?10 AS BIGINT), "
	"CAST(?11 AS BIGINT) FROM survey_count c "
	"CROSS JOIN (SELECT 'answered' AS basis UNION ALL SELECT 'completed') b "
	"CROSS JOIN (SELECT 'branch' AS dimension UNION ALL SELECT 'stage' UNION ALL SELECT 'product' UNION ALL SELECT "
	"'service_type' UNION ALL SELECT 'service_mode' UNION ALL SELECT 'technician' UNION ALL SELECT 'provider' UNION "
	"ALL SELECT 'brand' UNION ALL SELECT 'store' UNION ALL SELECT 'respondent' UNION ALL SELECT 'questionnaire') d "
	"WHERE c.subject = ?1 AND c.number = ?2 "
	"ON CONFLICT (basis, indicator, dimension, month, item, branch_id) DO UPDATE SET "
	"name = CASE WHEN excluded.name = '' THEN survey_figure.name ELSE excluded.name END, "
	"very_yes = survey_figure.very_yes + excluded.very_yes, yes = survey_figure.yes + excluded.yes, "
	"average = survey_figure.average + excluded.average, no = survey_figure.no + excluded.no, "
	"very_no = survey_figure.very_no + excluded.very_no, invalid = survey_figure.invalid + excluded.invalid, "
	"refused = survey_figure.refused + excluded.refused, "
	"not_reached = survey_figure.not_reached + excluded.not_reached"};

/// One branch's figure, before it changes. ?1 basis; ?2 indicator; ?3 month; ?4 branch.
inline constexpr Sql kBranchFigure{
	"survey.branch_figure", "SELECT " SURVEY_OUTCOMES " FROM survey_figure WHERE basis = ?1 AND indicator = ?2 AND "
							"dimension = 'branch' AND month = ?3 AND item = ?4 AND branch_id = ?4"};

// ?1 branches the caller may see, '*' or '|01|02|'; ?2 one of them, or ''.
#define SURVEY_FIGURE_BRANCHES                                                                                         \
	"(?1 = '*' OR REPLACE(?1, '|' || f.branch_id || '|', '') <> ?1) AND (?2 = '' OR f.branch_id = ?2) "

/// What a dimension of an indicator counts in a range of months, as it is now. ?3 basis; ?4 indicator; ?5 dimension; ?6
/// first and ?7 last month.
inline constexpr Sql kLiveFigures{
	"survey.live_figures",
	"SELECT f.month, f.item, MAX(f.name), " SURVEY_SUMS " FROM survey_figure f WHERE " SURVEY_FIGURE_BRANCHES
	"AND f.basis = ?3 AND f.indicator = ?4 AND f.dimension = ?5 AND f.month >= ?6 AND f.month <= ?7 "
	"GROUP BY f.month, f.item ORDER BY f.month, f.item"};

/// The same of one month's copy. ?3 indicator; ?4 dimension; ?5 month.
inline constexpr Sql kCopiedFigures{"survey.copied_figures",
                                    "SELECT f.month, f.item, MAX(f.name), " SURVEY_SUMS
                                    " FROM survey_month_figure f WHERE " SURVEY_FIGURE_BRANCHES
                                    "AND f.indicator = ?3 AND f.dimension = ?4 AND f.month = ?5 "
                                    "GROUP BY f.month, f.item ORDER BY f.month, f.item"};

/// All indicators of a month in one dimension. ?3 basis; ?4 dimension; ?5 month; ?6 key of the dimension, or ''.
inline constexpr Sql kLiveIndicators{
	"survey.live_indicators",
	"SELECT f.month, i.indicator, '', " SURVEY_SUMS " FROM survey_indicator i CROSS JOIN survey_figure f "
	"WHERE " SURVEY_FIGURE_BRANCHES "AND f.basis = ?3 AND f.indicator = i.indicator AND f.dimension = ?4 AND f.month = "
	"?5 AND (?6 = '' OR f.item = ?6) GROUP BY f.month, i.indicator ORDER BY i.indicator"};

/// The same of one month's copy. ?3 dimension; ?4 month; ?5 key of the dimension, or ''.
inline constexpr Sql kCopiedIndicators{
	"survey.copied_indicators",
	"SELECT f.month, i.indicator, '', " SURVEY_SUMS " FROM survey_indicator i CROSS JOIN survey_month_figure f "
	"WHERE " SURVEY_FIGURE_BRANCHES "AND f.month = ?4 AND f.indicator = i.indicator AND f.dimension = ?3 "
	"AND (?5 = '' OR f.item = ?5) GROUP BY f.month, i.indicator ORDER BY i.indicator"};

/// The first month in which an indicator was counted. ?1 basis; ?2 indicator.
inline constexpr Sql kFirstMonth{
	"survey.first_month",
	"SELECT MIN(month) FROM survey_figure WHERE basis = ?1 AND indicator = ?2 AND dimension = 'branch'"};

// ---- What was recorded before the figures were kept -----------------------------------------------------------------

inline constexpr Sql kUncounted{
	"survey.uncounted",
	"SELECT u.task_id, u.attempt, a.month, a.disposition, a.level FROM survey_uncounted u LEFT JOIN survey_attempt a "
	"ON a.task_id = u.task_id AND a.round = 1 AND a.attempt = u.attempt ORDER BY u.task_id, u.attempt LIMIT ?1"};

inline constexpr Sql kUncountedOf{
	"survey.uncounted_of",
	"SELECT u.task_id, u.attempt, a.month, a.disposition, a.level FROM survey_uncounted u LEFT JOIN survey_attempt a "
	"ON a.task_id = u.task_id AND a.round = 1 AND a.attempt = u.attempt WHERE u.task_id = ?1 ORDER BY u.attempt"};

inline constexpr Sql kDropUncounted{"survey.drop_uncounted",
                                    "DELETE FROM survey_uncounted WHERE task_id = ?1 AND attempt = ?2"};

inline constexpr Sql kFigureAll[] = {kAddCount,      kAddContactCount, kFindCount,        kTakeBackCount,
                                     kAddIndicator,  kCount,           kBranchFigure,     kLiveFigures,
                                     kCopiedFigures, kLiveIndicators,  kCopiedIndicators, kFirstMonth,
                                     kUncounted,     kUncountedOf,     kDropUncounted};

/// Every statement, for the tests that prepare them on each engine.
inline std::span<const Sql> figureStatements()
{
	return kFigureAll;
}

} // namespace survey::sql
