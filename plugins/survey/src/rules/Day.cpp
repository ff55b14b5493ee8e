#include "Day.hpp"

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

} // namespace survey
