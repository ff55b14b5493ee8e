#include "host/calendar/IsoDate.hpp"

#include <fmt/format.h>

#include <charconv>

namespace erphost::calendar {

namespace {

bool number(std::string_view text, int& value)
{
	for (const char c : text)
		if (c < '0' || c > '9') return false;
	return std::from_chars(text.data(), text.data() + text.size(), value).ec == std::errc();
}

} // namespace

Result<date::local_days> parseIsoDate(std::string_view text)
{
	int year = 0, month = 0, day = 0;
	if (text.size() == 10 && text[4] == '-' && text[7] == '-' && number(text.substr(0, 4), year) &&
	    number(text.substr(5, 2), month) && number(text.substr(8, 2), day))
	{
		const date::year_month_day ymd{date::year(year), date::month(static_cast<unsigned>(month)),
		                               date::day(static_cast<unsigned>(day))};
		if (ymd.ok()) return date::local_days(ymd);
	}
	return permanent("calendar.date_invalid", "not a date of the form YYYY-MM-DD").with("date", std::string(text));
}

std::string isoDate(date::local_days day)
{
	const date::year_month_day ymd(day);
	return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(ymd.year()), static_cast<unsigned>(ymd.month()),
	                   static_cast<unsigned>(ymd.day()));
}

} // namespace erphost::calendar
