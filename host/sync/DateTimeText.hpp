#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace erphost::sync {

/// A date and time as an ERP writes it down; no zone unless `offsetSeconds` says so.
struct DateTime
{
	int year = 0, month = 0, day = 0;
	int hour = 0, minute = 0, second = 0;
	int micros = 0;
	int fractionDigits = 0; ///< as given
	bool hasTime = false;
	std::optional<int> offsetSeconds;

	/// Seconds since 1970-01-01 of this local time.
	std::int64_t localSeconds() const;
	std::string dateText() const;      ///< yyyy-mm-dd
	std::string timestampText() const; ///< yyyy-mm-dd hh:mm:ss[.f…]
};

/// What a date-time cell holds.
enum class DateTimeKind
{
	empty,
	value,
	unreadable
};

/// Reads the ways in which ERPs write dates: yyyy-mm-dd, yyyy/m/d, yyyy.m.d, yyyymmdd, yyyy年m月d日, followed by a time
/// or not; yyyymmddhhmmss; a trailing zone offset. Blanks and zero dates ("0000-00-00", "00000000", "0") are empty.
DateTimeKind parseDateTime(std::string_view text, DateTime& out);

/// Reads a time of day: h:mm, hh:mm:ss[.f], hhmm, hhmmss, h时m分. Blank is midnight.
DateTimeKind parseTime(std::string_view text, DateTime& out);

/// The date-time of local seconds.
DateTime dateTimeOf(std::int64_t localSeconds);

std::int64_t daysFromCivil(int year, int month, int day);

} // namespace erphost::sync
