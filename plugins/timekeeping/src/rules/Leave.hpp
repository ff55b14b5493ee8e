#pragma once

#include <cstdint>
#include <string_view>

namespace timekeeping {

/// HR-04. Who decides on a leave of so many days: "superior" up to `superiorDays`, "branch_manager" up to `branchDays`,
/// "head_office" beyond. Half a day counts as one.
inline std::string_view approverOf(int halfDays, int superiorDays, int branchDays)
{
	const int days = (halfDays + 1) / 2;
	if (days <= superiorDays) return "superior";
	return days <= branchDays ? "branch_manager" : "head_office";
}

/// HR-04. What rest days that were not taken pay. More than there are taken pay nothing.
inline std::int64_t restPayFen(int takenHalfDays, int restDays, std::int64_t fenADay)
{
	const int left = restDays * 2 - takenHalfDays;
	return left <= 0 ? 0 : left * fenADay / 2;
}

/// HR-05. What unpaid or sick leave takes from the wage.
struct LeaveRates
{
	std::int64_t fenAnHour = 0; ///< within `hours` in total
	std::int64_t fenADay = 0;   ///< up to `days`
	int wagePercent = 100;      ///< of each day's wage, beyond
	int hours = 8;
	int days = 3;
};

struct LeaveDeduction
{
	std::int64_t fen = 0;
	int wagePercent = 0; ///< sum over the days, in per cent of one day's wage
};

/// HR-05. The month's total decides which rate holds for all of it: hours within one day's hours, then by day, then by
/// the wage. A day begun counts as half a day up to half its hours, else as a whole one.
inline LeaveDeduction leaveDeduction(int hours, const LeaveRates& rates)
{
	if (hours <= 0) return {};
	if (hours <= rates.hours) return {hours * rates.fenAnHour, 0};
	const int half = rates.hours / 2 > 0 ? rates.hours / 2 : 1;
	const int halfDays = (hours + half - 1) / half;
	if (halfDays <= rates.days * 2) return {halfDays * rates.fenADay / 2, 0};
	return {0, halfDays * rates.wagePercent / 2};
}

} // namespace timekeeping
