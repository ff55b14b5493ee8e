#pragma once

#include "erphost/Result.hpp"
#include "host/entities/TimeZone.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace erphost::calendar {

/// A local date and time as a wall clock shows it.
struct LocalTime
{
	int year = 1970;
	int month = 1; ///< 1–12
	int day = 1;   ///< 1–31
	int hour = 0;
	int minute = 0;
	int second = 0;
	int millisecond = 0;
};

/// The company's local time: business dates and times of day ⇄ instants. The zone itself (shipped table, rule of today,
/// no tz database) is entities::TimeZone; this is what people's dates need on top of it.
///
/// Where the clock jumps forward, a time that was skipped means the moment of the jump; where it is set back, a time
/// that occurs twice means its first occurrence. Immutable, any thread.
class TimeZone
{
public:
	/// By IANA name. "erp.time_zone_unknown" (configuration, param "zone").
	static Result<TimeZone> named(std::string_view iana);

	/// Milliseconds UTC of a local time. "calendar.date_invalid" (permanent, param "date") for a day or time that no
	/// calendar has; 24:00:00 is the end of the day.
	Result<std::int64_t> toUtcMs(const LocalTime& local) const;

	/// The wall clock at an instant.
	LocalTime toLocal(std::int64_t instantMs) const;

	/// The local date of an instant as ISO text "2026-11-21".
	std::string businessDate(std::int64_t instantMs) const;

	/// The instant of a minute of a local day, 0…1440. "calendar.date_invalid" as above.
	Result<std::int64_t> instantOf(std::string_view date, std::int32_t minuteOfDay) const;

	const std::string& name() const { return _zone.name(); }

private:
	explicit TimeZone(entities::TimeZone zone): _zone(std::move(zone)) {}
	entities::TimeZone _zone;
};

} // namespace erphost::calendar
