#pragma once

#include <string>
#include <string_view>

/// Months as "YYYY-MM" and dates as ISO texts: both compare as texts.
namespace fees {

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
/// Days from one date to another; negative if it was earlier.
int daysBetween(std::string_view from, std::string_view to);
std::string dateAfter(std::string_view date, int days);

} // namespace fees
