#pragma once

#include "rules/Absence.hpp"
#include "rules/Leave.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace timekeeping {

/// One day of somebody's month, as it was judged.
struct JudgedDay
{
	std::string date;
	std::string verdict;
	std::int64_t fineFen = 0;
};

/// A leave that was approved, cut to the month.
struct TakenLeave
{
	std::string kind, from, to;
	int hours = 0; ///< that lie in the month
};

/// One line of the month's list.
struct MonthLine
{
	std::string employee, branchId, name;
	int days = 0, late = 0, absent = 0, wagePercent = 0;
	std::int64_t lateFen = 0, proxyFen = 0, leaveFen = 0, restFen = 0;
	std::string consequence; ///< "", "leaving", "dismissal"
};

struct MonthRates
{
	AbsenceRates absence;
	LeaveRates unpaid, sick;
	int restDays = 3;
	std::int64_t restFen = 0;
};

/// True if somebody had leave on a day.
inline bool onLeave(const std::vector<TakenLeave>& leaves, const std::string& date)
{
	for (const auto& leave : leaves)
		if (leave.from <= date && date <= leave.to) return true;
	return false;
}

/// HR-01 to HR-05 over a month. A day of leave is no absence, whenever the leave was filed; half a day's leave that is
/// due and was not filed is one (HR-01), and then the sum for coming late falls away: one act, one consequence.
/// `days` in their order. `worked` false: nobody is paid for rest in a month in which he was not there at all.
inline void sumUp(MonthLine& line, const std::vector<JudgedDay>& days, const std::vector<TakenLeave>& leaves,
                  const MonthRates& rates)
{
	std::vector<bool> absent;
	bool worked = false;
	for (const auto& day : days)
	{
		const bool leave = onLeave(leaves, day.date);
		const bool missing = day.verdict == "absent" || day.verdict == "signed_by_other" || day.verdict == "leave_due";
		if (missing && day.verdict != "leave_due" && leave) continue;
		++line.days;
		if (missing && !leave)
		{
			absent.push_back(true);
			continue;
		}
		absent.push_back(false);
		worked = true;
		if (day.verdict == "present") continue;
		++line.late;
		line.lateFen += day.fineFen;
	}
	const auto verdict = judgeAbsence(absent, rates.absence);
	line.absent = verdict.days;
	line.wagePercent = verdict.wagePercent;
	line.consequence = verdict.leaving ? "leaving" : verdict.dismissal ? "dismissal" : "";

	int rest = 0, unpaid = 0, sick = 0;
	for (const auto& leave : leaves)
	{
		if (leave.kind == "rest") rest += leave.hours;
		else if (leave.kind == "unpaid") unpaid += leave.hours;
		else if (leave.kind == "sick") sick += leave.hours;
	}
	for (const auto& deduction : {leaveDeduction(unpaid, rates.unpaid), leaveDeduction(sick, rates.sick)})
	{
		line.leaveFen += deduction.fen;
		line.wagePercent += deduction.wagePercent;
	}
	if (worked) line.restFen = restPayFen((rest + 3) / 4, rates.restDays, rates.restFen);
}

} // namespace timekeeping
