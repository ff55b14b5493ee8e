#pragma once

#include "host/calendar/TimeZone.hpp"

#include <cstdint>
#include <string>

namespace erphost::demoerp {

/// Local seconds since 1970-01-01: this ERP, like most, knows local time only.
using LocalSeconds = std::int64_t;

constexpr LocalSeconds kMinute = 60;
constexpr LocalSeconds kHour = 3'600;
constexpr LocalSeconds kDay = 86'400;

constexpr LocalSeconds dayOf(LocalSeconds t)
{
	return t / kDay * kDay;
}

/// What a wall clock shows, as local seconds.
LocalSeconds localSecondsOf(const calendar::LocalTime& t);

std::string dateText(LocalSeconds t);     ///< "2026-11-21"
std::string compactDate(LocalSeconds t);  ///< "20261121"
std::string timeText(LocalSeconds t);     ///< "08:30:05"
std::string dateTimeText(LocalSeconds t); ///< "2026-11-21 08:30:05"
int monthOf(LocalSeconds t);              ///< 1–12
int weekdayOf(LocalSeconds t);            ///< 0 Sunday … 6 Saturday

/// The same day of the month `months` earlier (the 28th at most), at midnight.
LocalSeconds monthsBefore(LocalSeconds t, int months);

/// Filled up with blanks to `characters` characters, as a CHAR column does; the text is UTF-8.
std::string padded(std::string text, std::size_t characters);

/// "460.40" from fen.
std::string moneyText(std::int64_t fen);

} // namespace erphost::demoerp
