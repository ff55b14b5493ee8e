#pragma once

#include "erphost/Sql.hpp"

#include <span>

/// SQL of the clerks' day and of the duty roster (SV-06, SV-07).
namespace survey::sql {

using erphost::Sql;

/// What is due until a day, by date and kind of work. ?1 branches the caller may see; ?2 branch; ?3 today; ?4 the
/// instant at which today ends: what is planned for later is not due.
inline constexpr Sql kDueWork{
	"survey.due_work",
	"SELECT t.branch_id, MAX(t.branch_name), t.product_type, COALESCE(t.service_type, ''), t.stage, t.due_on, COUNT(*) "
	"FROM survey_task t WHERE t.state = 'open' AND t.due_on <= ?3 AND (t.planned_at IS NULL OR t.planned_at < ?4) AND "
	"(?1 = '*' OR REPLACE(?1, '|' || t.branch_id || '|', '') <> ?1) AND (?2 = '' OR t.branch_id = ?2) "
	"GROUP BY t.due_on, t.branch_id, t.product_type, COALESCE(t.service_type, ''), t.stage"};

inline constexpr Sql kDuty{"survey.duty", "SELECT d.day, d.person, d.from_minute, d.to_minute FROM survey_duty d WHERE "
                                          "d.day >= ?1 AND d.day <= ?2 ORDER BY d.day, d.item"};
inline constexpr Sql kDutyDays{"survey.duty_days",
                               "SELECT day, version FROM survey_duty_day WHERE day >= ?1 AND day <= ?2 ORDER BY day"};
/// ?1 day; ?2 the version it was read with. No row changed: somebody was faster.
inline constexpr Sql kTouchDutyDay{
	"survey.touch_duty_day",
	"INSERT INTO survey_duty_day (day, version) VALUES (?1, 1) ON CONFLICT (day) DO UPDATE SET version = "
	"survey_duty_day.version + 1 WHERE survey_duty_day.version = ?2"};
inline constexpr Sql kDropDuty{"survey.drop_duty", "DELETE FROM survey_duty WHERE day = ?1"};
inline constexpr Sql kAddDuty{
	"survey.add_duty",
	"INSERT INTO survey_duty (day, item, person, from_minute, to_minute) VALUES (?1, ?2, ?3, ?4, ?5)"};

/// A sale counts on the day on which it was made, drawn or not.
inline constexpr Sql kPutSale{"survey.put_sale",
                              "INSERT INTO survey_sale (branch_id, erp_key, day) VALUES (?1, ?2, ?3) "
                              "ON CONFLICT (branch_id, erp_key) DO UPDATE SET day = excluded.day"};
inline constexpr Sql kDropSale{"survey.drop_sale", "DELETE FROM survey_sale WHERE branch_id = ?1 AND erp_key = ?2"};
/// ?1 first and ?2 last day.
inline constexpr Sql kSalesOfDays{
	"survey.sales_of_days",
	"SELECT s.day, COUNT(*) FROM survey_sale s WHERE s.day >= ?1 AND s.day <= ?2 GROUP BY s.day"};

inline constexpr Sql kDayAll[] = {kDueWork, kDuty,    kDutyDays, kTouchDutyDay, kDropDuty,
                                  kAddDuty, kPutSale, kDropSale, kSalesOfDays};

/// Every statement, for the tests that prepare them on each engine.
inline std::span<const Sql> dayStatements()
{
	return kDayAll;
}

} // namespace survey::sql
