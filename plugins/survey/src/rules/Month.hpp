#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace survey {

/// Months are "YYYY-MM" of local dates; they compare as texts.

/// True for "2026-11", not for "2026-13" or anything else.
bool isMonth(std::string_view text);

/// The month of an ISO date.
inline std::string monthOf(std::string_view isoDate)
{
	return std::string(isoDate.substr(0, 7));
}

/// The month so many later; earlier when negative.
std::string monthPlus(std::string_view month, int months);

/// `count` months that end with `until`, ascending.
std::vector<std::string> monthsUntil(std::string_view until, int count);

/// "2026-11" → "202611", as it stands in numbers.
std::string compactMonth(std::string_view month);

/// SV-56: a month can be closed when its last day is past.
inline bool isOver(std::string_view month, std::string_view today)
{
	return month < today.substr(0, 7);
}

} // namespace survey
