#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace timekeeping {

/// HR-02, as set: what each day of a run of absences costs, in per cent of the day's wage, and from when on it ends the
/// employment.
struct AbsenceRates
{
	std::vector<int> percent{200, 300, 400}; ///< by the run's length; a longer one counts as the last
	int leavingAfter = 3;                    ///< in a row: counted as leaving
	int dismissalAfter = 3;                  ///< in total
};

struct AbsenceVerdict
{
	int days = 0;
	int wagePercent = 0; ///< in all
	bool leaving = false;
	bool dismissal = false; ///< only ever proposed
};

/// HR-02. `absent` are somebody's working days of a month in their order: days in between that are no working days, and
/// days of leave, do not stand in it, so they do not end a run.
inline AbsenceVerdict judgeAbsence(const std::vector<bool>& absent, const AbsenceRates& rates)
{
	AbsenceVerdict verdict;
	std::size_t run = 0;
	const auto close = [&] {
		if (run == 0 || rates.percent.empty()) return;
		verdict.wagePercent += static_cast<int>(run) * rates.percent[std::min(run, rates.percent.size()) - 1];
		verdict.leaving = verdict.leaving || static_cast<int>(run) >= rates.leavingAfter;
		run = 0;
	};
	for (const bool day : absent)
	{
		if (!day)
		{
			close();
			continue;
		}
		++run;
		++verdict.days;
	}
	close();
	verdict.dismissal = verdict.days >= rates.dismissalAfter;
	return verdict;
}

} // namespace timekeeping
