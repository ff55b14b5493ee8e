#pragma once

#include "rules/Pause.hpp"
#include "rules/WorkingTime.hpp"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace complaints {

enum class TargetUnit
{
	minutes,       ///< elapsed, night and day
	hours,         ///< elapsed, night and day
	officeMinutes, ///< in office hours only
	workingDays,   ///< the start day does not count; ends at close of business
	sameDay        ///< ends at close of business; begun after it, or on a day off: of the next working day
};

constexpr TargetUnit kTargetUnits[] = {TargetUnit::minutes, TargetUnit::hours, TargetUnit::officeMinutes,
                                       TargetUnit::workingDays, TargetUnit::sameDay};

constexpr std::string_view name(TargetUnit unit)
{
	switch (unit)
	{
	case TargetUnit::minutes: return "minutes";
	case TargetUnit::hours: return "hours";
	case TargetUnit::officeMinutes: return "office_minutes";
	case TargetUnit::workingDays: return "working_days";
	case TargetUnit::sameDay: return "same_day";
	}
	return "";
}

std::optional<TargetUnit> targetUnitNamed(std::string_view text);

/// CP-11: how long something may take.
struct Target
{
	TargetUnit unit = TargetUnit::workingDays;
	std::int64_t count = 1;
};

/// The way of one clock: where it begins to run, in which time, and how much of it there is. Made once of start, target
/// and calendar; pauses come in only when it is asked.
struct Course
{
	bool office = false;     ///< runs in office hours only
	std::int64_t from = 0;   ///< ms UTC
	std::int64_t budget = 0; ///< ms of the time in which it runs
	bool provisional = false;
};

/// An instant that a clock reaches.
struct Due
{
	std::int64_t at = 0;
	bool provisional = false; ///< days were counted that the calendar does not cover yet
};

/// "complaints.calendar.endless" (configuration) if no working day is to be found within ten years.
erphost::Result<Course> courseOf(std::int64_t start, const Target& target, WorkingTime& time);

/// A course that ends at an agreed instant (CP-18, the appointment).
Course courseUntil(std::int64_t start, std::int64_t end);

/// CP-11, CP-12: when the clock has used so many percent of its time; 100: the deadline. It is never kept as a
/// countdown: it follows from start, target, calendar and pauses, each time anew.
erphost::Result<Due> dueAt(const Course& course, int percent, WorkingTime& time, const std::vector<Stretch>& pauses);

/// The ms that the clock has used at `now`; not more than ten years of office days are looked at.
erphost::Result<std::int64_t> usedAt(const Course& course, std::int64_t now, WorkingTime& time,
                                     const std::vector<Stretch>& pauses);

} // namespace complaints
