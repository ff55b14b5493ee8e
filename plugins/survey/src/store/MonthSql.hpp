#pragma once

#include "erphost/Sql.hpp"

#include <span>

/// SQL of a month's closing (SV-56).
namespace survey::sql {

using erphost::Sql;

#define SURVEY_MONTH_COLUMNS                                                                                           \
	"month, state, basis, proposed_at, computed_at, computed_by, signed_at, signed_by, remark, version"

inline constexpr Sql kMonth{"survey.month", "SELECT " SURVEY_MONTH_COLUMNS " FROM survey_month WHERE month = ?1"};

inline constexpr Sql kMonths{"survey.months",
                             "SELECT " SURVEY_MONTH_COLUMNS
                             " FROM survey_month WHERE month >= ?1 AND month <= ?2 ORDER BY month DESC"};

/// Of a range, those that are frozen, as they were closed.
inline constexpr Sql kSignedMonths{"survey.signed_months",
                                   "SELECT month FROM survey_month WHERE month >= ?1 AND month <= ?2 AND state = "
                                   "'signed' AND basis = ?3 ORDER BY month"};

/// Which of an outcome's two months have a copy. ?1 month of the answer; ?2 of the completion.
inline constexpr Sql kClosedMonths{
	"survey.closed_months", "SELECT month, basis FROM survey_month WHERE month IN (?1, ?2) AND state <> 'open' AND "
							"((basis = 'answered' AND month = ?1) OR (basis = 'completed' AND month = ?2))"};

inline constexpr Sql kProposeMonth{
	"survey.propose_month", "INSERT INTO survey_month (month, state, basis, proposed_at, remark, version) VALUES (?1, "
							"'open', ?2, ?3, '', 1) ON CONFLICT (month) DO NOTHING"};

/// ?1 month; ?2 basis; ?3 now; ?4 who.
inline constexpr Sql kComputeMonth{
	"survey.compute_month",
	"INSERT INTO survey_month (month, state, basis, computed_at, computed_by, remark, version) VALUES (?1, 'computed', "
	"?2, ?3, ?4, '', 1) ON CONFLICT (month) DO UPDATE SET state = 'computed', basis = excluded.basis, computed_at = "
	"excluded.computed_at, computed_by = excluded.computed_by, version = survey_month.version + 1 "
	"WHERE survey_month.state <> 'signed'"};

inline constexpr Sql kSignMonth{
	"survey.sign_month", "UPDATE survey_month SET state = 'signed', signed_at = ?2, signed_by = ?3, remark = ?4, "
						 "version = version + 1 WHERE month = ?1 AND state = 'computed'"};

inline constexpr Sql kDropCopy{"survey.drop_copy", "DELETE FROM survey_month_figure WHERE month = ?1"};

/// ?1 month; ?2 basis. By indicator and dimension, each an index range.
inline constexpr Sql kCopyMonth{
	"survey.copy_month",
	"INSERT INTO survey_month_figure (month, indicator, dimension, item, branch_id, name, very_yes, yes, average, no, "
	"very_no, invalid, refused, not_reached) SELECT f.month, f.indicator, f.dimension, f.item, f.branch_id, f.name, "
	"f.very_yes, f.yes, f.average, f.no, f.very_no, f.invalid, f.refused, f.not_reached FROM survey_indicator i "
	"CROSS JOIN (SELECT 'branch' AS dimension UNION ALL SELECT 'stage' UNION ALL SELECT 'product' UNION ALL SELECT "
	"'service_type' UNION ALL SELECT 'service_mode' UNION ALL SELECT 'technician' UNION ALL SELECT 'provider' UNION "
	"ALL SELECT 'brand' UNION ALL SELECT 'store' UNION ALL SELECT 'respondent' UNION ALL SELECT 'questionnaire') d "
	"CROSS JOIN survey_figure f WHERE f.basis = ?2 AND f.indicator = i.indicator AND f.dimension = d.dimension AND "
	"f.month = ?1"};

/// ?1 month; ?2 when; ?3 subject; ?4 indicator; ?5 branch and ?6 name; ?7, ?8 before; ?9, ?10 after; ?11 reason; ?12
/// who.
inline constexpr Sql kAmend{
	"survey.amend",
	"INSERT INTO survey_amendment (month, at, subject, indicator, subject_number, branch_id, branch_name, "
	"before_numerator, before_denominator, after_numerator, after_denominator, reason, who) VALUES (?1, ?2, ?3, ?4, "
	"COALESCE((SELECT number FROM survey_task WHERE id = ?3), ''), ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12) "
	"ON CONFLICT (month, at, subject, indicator) DO UPDATE SET after_numerator = excluded.after_numerator, "
	"after_denominator = excluded.after_denominator"};

inline constexpr Sql kDropAmendments{"survey.drop_amendments", "DELETE FROM survey_amendment WHERE month = ?1"};

inline constexpr Sql kCountAmendments{
	"survey.count_amendments",
	"SELECT COUNT(*) FROM survey_amendment f WHERE f.month = ?2 AND (?1 = '*' OR REPLACE(?1, '|' || f.branch_id || "
	"'|', '') <> ?1) AND (?3 = '' OR f.branch_id = ?3) AND (?4 = '' OR f.indicator = ?4)"};

// ?1 branches; ?2 month; ?3 branch; ?4 indicator; ?5 when, ?6 subject and ?7 indicator of the last row seen (?8 = 0:
// the first page); ?9 rows.
#define SURVEY_AMENDMENTS(after, direction)                                                                            \
	"SELECT f.at, f.subject, f.indicator, f.subject_number, f.branch_id, f.branch_name, f.before_numerator, "          \
	"f.before_denominator, f.after_numerator, f.after_denominator, f.reason, f.who FROM survey_amendment f "           \
	"WHERE f.month = ?2 AND (?1 = '*' OR REPLACE(?1, '|' || f.branch_id || '|', '') <> ?1) AND (?3 = '' OR "           \
	"f.branch_id "                                                                                                     \
	"= ?3) AND (?4 = '' OR f.indicator = ?4) AND (CAST(?8 AS BIGINT) = 0 OR (f.at, f.subject, f.indicator) " after     \
	" (CAST(?5 AS BIGINT), ?6, ?7)) ORDER BY f.at " direction ", f.subject " direction ", f.indicator " direction      \
	" LIMIT ?9"
inline constexpr Sql kAmendments{"survey.amendments", SURVEY_AMENDMENTS(">", "ASC")};
inline constexpr Sql kAmendmentsDown{"survey.amendments_down", SURVEY_AMENDMENTS("<", "DESC")};
#undef SURVEY_AMENDMENTS

inline constexpr Sql kMonthAll[] = {kMonth,          kMonths,          kSignedMonths, kClosedMonths,  kProposeMonth,
                                    kComputeMonth,   kSignMonth,       kDropCopy,     kCopyMonth,     kAmend,
                                    kDropAmendments, kCountAmendments, kAmendments,   kAmendmentsDown};

/// Every statement, for the tests that prepare them on each engine.
inline std::span<const Sql> monthStatements()
{
	return kMonthAll;
}

} // namespace survey::sql
