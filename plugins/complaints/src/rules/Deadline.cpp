#include "rules/Deadline.hpp"

#include "erphost/Date.hpp"

#include <algorithm>
#include <utility>

namespace complaints {

using erphost::daysAfter;

using erphost::Result;

namespace {

constexpr std::int64_t kMinute = 60'000;
constexpr int kFarthestDays = 3660;

erphost::Error endless()
{
	return erphost::misconfigured("complaints.calendar.endless",
	                              "The calendar has no working day in the ten years that were looked at.");
}

/// Takes what lies unpaused in [from, to) off `left`; the instant at which nothing is left, if that is reached.
std::optional<std::int64_t> spend(std::int64_t from, std::int64_t to, const std::vector<Stretch>& pauses,
                                  std::int64_t& left)
{
	std::int64_t at = from;
	for (const Stretch& pause : pauses)
	{
		if (pause.to <= at) continue;
		if (pause.from >= to) break;
		const std::int64_t run = std::max<std::int64_t>(pause.from - at, 0);
		if (run >= left) break;
		left -= run;
		at = pause.to;
		if (at >= to) return std::nullopt;
	}
	const std::int64_t run = to - at;
	if (run < left)
	{
		left -= run;
		return std::nullopt;
	}
	at += left;
	left = 0;
	return at;
}

struct Window
{
	std::int64_t from = 0;
	std::int64_t to = 0;
	bool open = false;
	bool provisional = false;
};

Result<Window> windowOf(const std::string& date, WorkingTime& time)
{
	EH_TRY(const WorkingTime::Day day, time.day(date));
	Window window;
	window.provisional = day.provisional;
	if (!day.hours) return window;
	window.open = true;
	EH_TRY(window.from, time.instantOf(date, day.hours->openMinute));
	EH_TRY(window.to, time.instantOf(date, day.hours->closeMinute));
	return window;
}

Result<Course> sameDay(std::int64_t start, WorkingTime& time)
{
	Course course{true, start, 0, false};
	std::string date = time.dateOf(start);
	for (int i = 0; i < kFarthestDays; ++i, date = daysAfter(date, 1))
	{
		EH_TRY(const Window window, windowOf(date, time));
		course.provisional |= window.provisional;
		if (!window.open || window.to <= start) continue;
		course.from = std::max(start, window.from);
		course.budget = window.to - course.from;
		return course;
	}
	return endless();
}

Result<Course> workingDays(std::int64_t start, std::int64_t count, WorkingTime& time)
{
	Course course{true, 0, 0, false};
	std::string date = daysAfter(time.dateOf(start), 1);
	EH_TRY(course.from, time.instantOf(date, 0));
	for (int i = 0; i < kFarthestDays && count > 0; ++i, date = daysAfter(date, 1))
	{
		EH_TRY(const Window window, windowOf(date, time));
		course.provisional |= window.provisional;
		if (!window.open) continue;
		course.budget += window.to - window.from;
		--count;
	}
	if (count > 0) return endless();
	return course;
}

} // namespace

std::optional<TargetUnit> targetUnitNamed(std::string_view text)
{
	for (const TargetUnit unit : kTargetUnits)
		if (name(unit) == text) return unit;
	return std::nullopt;
}

Result<Course> courseOf(std::int64_t start, const Target& target, WorkingTime& time)
{
	switch (target.unit)
	{
	case TargetUnit::minutes: return Course{false, start, target.count * kMinute, false};
	case TargetUnit::hours: return Course{false, start, target.count * 60 * kMinute, false};
	case TargetUnit::officeMinutes: return Course{true, start, target.count * kMinute, false};
	case TargetUnit::workingDays: return workingDays(start, target.count, time);
	case TargetUnit::sameDay: break;
	}
	return sameDay(start, time);
}

Course courseUntil(std::int64_t start, std::int64_t end)
{
	return {false, start, std::max<std::int64_t>(end - start, 0), false};
}

Result<Due> dueAt(const Course& course, int percent, WorkingTime& time, const std::vector<Stretch>& pauses)
{
	std::int64_t left = course.budget / 100 * percent + course.budget % 100 * percent / 100;
	Due due{course.from, course.provisional};
	if (left <= 0) return due;
	if (!course.office)
	{
		due.at = *spend(course.from, INT64_MAX, pauses, left);
		return due;
	}
	std::string date = time.dateOf(course.from);
	for (int i = 0; i < kFarthestDays; ++i, date = daysAfter(date, 1))
	{
		EH_TRY(const Window window, windowOf(date, time));
		due.provisional |= window.provisional;
		if (!window.open || window.to <= course.from) continue;
		if (const auto at = spend(std::max(course.from, window.from), window.to, pauses, left))
		{
			due.at = *at;
			return due;
		}
	}
	return endless();
}

Result<std::int64_t> usedAt(const Course& course, std::int64_t now, WorkingTime& time,
                            const std::vector<Stretch>& pauses)
{
	constexpr std::int64_t kPlenty = INT64_MAX;
	std::int64_t left = kPlenty;
	if (now <= course.from) return std::int64_t{0};
	if (!course.office)
	{
		spend(course.from, now, pauses, left);
		return kPlenty - left;
	}
	std::string date = time.dateOf(course.from);
	for (int i = 0; i < kFarthestDays; ++i, date = daysAfter(date, 1))
	{
		EH_TRY(const std::int64_t midnight, time.instantOf(date, 0));
		if (midnight >= now) break;
		EH_TRY(const Window window, windowOf(date, time));
		if (!window.open) continue;
		const std::int64_t from = std::max(course.from, window.from), to = std::min(now, window.to);
		if (from < to) spend(from, to, pauses, left);
	}
	return kPlenty - left;
}

} // namespace complaints
