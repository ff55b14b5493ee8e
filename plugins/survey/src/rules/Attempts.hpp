#pragma once

#include <string_view>
#include <vector>

namespace survey {

/// When to try again: so many days after today, at a minute of the day.
struct NextAttempt
{
	int days = 0;
	int minute = 0;
};

/// SV-05: a better time is another time of day than the ones tried. Of the slots that still lie at least two hours
/// ahead today, then of tomorrow's, the first that no earlier attempt was near to; if all were tried, tomorrow's first.
/// `slots` and `tried` in minutes of the local day, `slots` not empty, ascending.
NextAttempt nextAttempt(const std::vector<int>& slots, const std::vector<int>& tried, int nowMinute);

/// SV-05: true when a round has seen so many attempts without an answer that the task is closed as not reachable.
constexpr bool exhausted(int attempts, int allowed)
{
	return attempts >= allowed;
}

/// "09:30" → 570; -1 if it is not a time of day.
int minuteOfDay(std::string_view text);

} // namespace survey
