#include "host/calendar/TimeZone.hpp"

#include "host/calendar/IsoDate.hpp"

#include <fmt/format.h>

namespace erphost::calendar {

namespace {

constexpr std::int64_t kSecondsPerDay = 86'400;

std::int64_t floorDiv(std::int64_t value, std::int64_t by)
{
	return value / by - (value % by < 0 ? 1 : 0);
}

} // namespace

Result<TimeZone> TimeZone::named(std::string_view iana)
{
	EH_TRY(auto zone, entities::TimeZone::find(iana));
	return TimeZone(std::move(zone));
}

Result<std::int64_t> TimeZone::toUtcMs(const LocalTime& t) const
{
	EH_TRY(const auto day, parseIsoDate(fmt::format("{:04}-{:02}-{:02}", t.year, t.month, t.day)));
	const bool endOfDay = t.hour == 24 && t.minute == 0 && t.second == 0 && t.millisecond == 0;
	const bool inDay = t.hour >= 0 && t.hour < 24 && t.minute >= 0 && t.minute < 60 && t.second >= 0 && t.second < 60 &&
	                   t.millisecond >= 0 && t.millisecond < 1000;
	if (!inDay && !endOfDay)
		return permanent("calendar.date_invalid", "not a time of day")
		    .with("date", fmt::format("{} {:02}:{:02}:{:02}", isoDate(day), t.hour, t.minute, t.second));
	const std::int64_t seconds =
		std::int64_t{day.time_since_epoch().count()} * kSecondsPerDay + t.hour * 3600 + t.minute * 60 + t.second;
	return _zone.toUtcSeconds(seconds) * 1000 + t.millisecond;
}

LocalTime TimeZone::toLocal(std::int64_t instantMs) const
{
	const auto utcSeconds = floorDiv(instantMs, 1000);
	const auto seconds = _zone.toLocalSeconds(utcSeconds);
	const auto day = floorDiv(seconds, kSecondsPerDay);
	const auto rest = static_cast<int>(seconds - day * kSecondsPerDay);
	const date::year_month_day ymd{date::local_days(date::days(day))};
	return {static_cast<int>(ymd.year()),
	        static_cast<int>(static_cast<unsigned>(ymd.month())),
	        static_cast<int>(static_cast<unsigned>(ymd.day())),
	        rest / 3600,
	        rest / 60 % 60,
	        rest % 60,
	        static_cast<int>(instantMs - utcSeconds * 1000)};
}

std::string TimeZone::businessDate(std::int64_t instantMs) const
{
	const auto seconds = _zone.toLocalSeconds(floorDiv(instantMs, 1000));
	return isoDate(date::local_days(date::days(floorDiv(seconds, kSecondsPerDay))));
}

Result<std::int64_t> TimeZone::instantOf(std::string_view date, std::int32_t minuteOfDay) const
{
	EH_TRY(const auto day, parseIsoDate(date));
	if (minuteOfDay < 0 || minuteOfDay > 1440)
		return permanent("calendar.date_invalid", "not a minute of a day")
		    .with("date", fmt::format("{} +{} min", date, minuteOfDay));
	return _zone.toUtcSeconds(std::int64_t{day.time_since_epoch().count()} * kSecondsPerDay + minuteOfDay * 60) * 1000;
}

} // namespace erphost::calendar
