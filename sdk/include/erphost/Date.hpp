#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

/// Business dates as ISO texts ("2026-11-21"): they compare as texts, and lie in the store as such.
namespace erphost {

namespace detail {

inline int digitsAt(std::string_view text, std::size_t at, std::size_t count)
{
	int value = 0;
	for (const char digit : text.substr(at, count)) value = value * 10 + (digit - '0');
	return value;
}

} // namespace detail

/// The parts of a text that has the shape of a date; ok() of the result says whether there is such a day.
inline std::chrono::year_month_day dateOf(std::string_view text)
{
	using namespace std::chrono;
	return {year(detail::digitsAt(text, 0, 4)), month(static_cast<unsigned>(detail::digitsAt(text, 5, 2))),
	        day(static_cast<unsigned>(detail::digitsAt(text, 8, 2)))};
}

/// True for a day that exists, written with all its ten characters.
inline bool isIsoDate(std::string_view text)
{
	if (text.size() != 10) return false;
	for (std::size_t i = 0; i < text.size(); ++i)
		if (i == 4 || i == 7 ? text[i] != '-' : text[i] < '0' || text[i] > '9') return false;
	const std::chrono::year_month_day date = dateOf(text);
	return date.ok() && date.year() > std::chrono::year(0);
}

/// "2026-11-21", for the years 1 to 9999.
inline std::string isoDate(const std::chrono::year_month_day& date)
{
	const auto padded = [](unsigned value, std::size_t width) {
		const std::string digits = std::to_string(value);
		return std::string(width - std::min(width, digits.size()), '0') + digits;
	};
	return padded(static_cast<unsigned>(static_cast<int>(date.year())), 4) + "-" +
	       padded(static_cast<unsigned>(date.month()), 2) + "-" + padded(static_cast<unsigned>(date.day()), 2);
}

/// The date so many calendar days later; earlier if negative. `date` must be one.
inline std::string daysAfter(std::string_view date, int days)
{
	return isoDate(std::chrono::sys_days(dateOf(date)) + std::chrono::days(days));
}

/// Calendar days from one date to another; negative if that lies before. Both must be dates.
inline int daysBetween(std::string_view from, std::string_view to)
{
	using std::chrono::sys_days;
	return static_cast<int>((sys_days(dateOf(to)) - sys_days(dateOf(from))).count());
}

} // namespace erphost
