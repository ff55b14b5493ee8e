#pragma once

#include "erphost/Date.hpp"

#include <string>
#include <string_view>

/// Months as "YYYY-MM" and dates as ISO texts: both compare as texts.
namespace fees {

using erphost::daysAfter;
using erphost::daysBetween;

inline std::string monthOfDate(std::string_view date)
{
	return std::string(date.substr(0, 7));
}

/// A month that a person may have typed.
bool isMonth(std::string_view text);
/// A date that a person may have typed.
bool isDate(std::string_view text);
std::string monthAfter(std::string_view month, int months);
/// The day of a month; its last day where the month is shorter.
std::string dayOfMonth(std::string_view month, int day);

} // namespace fees
