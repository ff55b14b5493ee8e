#pragma once

#include <erphost/Date.hpp>

#include <string_view>

/// Rules are pure functions over plain types: no store, no clock, no I/O, so that a test tries them by the thousand.
namespace rules {

/// Where an open reminder stands today: "waiting", "near" from so many days before its date, "late" after it.
inline std::string_view stateOf(std::string_view dueOn, std::string_view today, int nearDays)
{
	const int left = erphost::daysBetween(today, dueOn);
	if (left < 0) return "late";
	return left <= nearDays ? "near" : "waiting";
}

} // namespace rules
