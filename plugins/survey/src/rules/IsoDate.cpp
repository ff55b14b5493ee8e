#include "rules/IsoDate.hpp"

#include <date/date.h>

#include <sstream>

namespace survey {

std::string plusDays(const std::string& isoDate, int days)
{
	std::istringstream in(isoDate);
	date::sys_days day;
	in >> date::parse("%F", day);
	return date::format("%F", day + date::days(days));
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
