#include "Attempts.hpp"

#include <algorithm>
#include <cstdlib>

namespace survey {

namespace {

constexpr int kAheadMinutes = 120;

/// The slot that a time of day belongs to: the nearest.
int nearest(const std::vector<int>& slots, int minute)
{
	return *std::min_element(slots.begin(), slots.end(),
	                         [&](int a, int b) { return std::abs(a - minute) < std::abs(b - minute); });
}

} // namespace

NextAttempt nextAttempt(const std::vector<int>& slots, const std::vector<int>& tried, int nowMinute)
{
	const auto wasTried = [&](int slot) {
		return std::any_of(tried.begin(), tried.end(), [&](int minute) { return nearest(slots, minute) == slot; });
	};
	for (const int slot : slots)
		if (slot >= nowMinute + kAheadMinutes && !wasTried(slot)) return {0, slot};
	for (const int slot : slots)
		if (!wasTried(slot)) return {1, slot};
	return {1, slots.front()};
}

int minuteOfDay(std::string_view text)
{
	const auto digit = [](char c) { return c >= '0' && c <= '9'; };
	if (text.size() != 5 || text[2] != ':' || !digit(text[0]) || !digit(text[1]) || !digit(text[3]) || !digit(text[4]))
		return -1;
	const int hour = (text[0] - '0') * 10 + (text[1] - '0');
	const int minute = (text[3] - '0') * 10 + (text[4] - '0');
	return hour < 24 && minute < 60 ? hour * 60 + minute : -1;
}

} // namespace survey
