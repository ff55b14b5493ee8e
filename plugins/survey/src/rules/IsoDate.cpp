#include "rules/IsoDate.hpp"

#include <date/date.h>

#include <sstream>

namespace survey {

namespace {

date::sys_days dayOf(const std::string& isoDate)
{
	std::istringstream in(isoDate);
	date::sys_days day;
	in >> date::parse("%F", day);
	return day;
}

} // namespace

std::string plusDays(const std::string& isoDate, int days)
{
	return date::format("%F", dayOf(isoDate) + date::days(days));
}

int daysBetween(const std::string& from, const std::string& to)
{
	return static_cast<int>((dayOf(to) - dayOf(from)).count());
}

bool isIsoDate(const std::string& text)
{
	std::istringstream in(text);
	date::sys_days day;
	in >> date::parse("%F", day);
	// Parsing alone would take "2026-1-6" and what follows a date.
	return !in.fail() && date::format("%F", day) == text;
}

} // namespace survey
