#include "rules/FeeMonth.hpp"

#include "erphost/Date.hpp"

#include <algorithm>
#include <chrono>

namespace fees {

using namespace std::chrono;
using erphost::isoDate;

namespace {

year_month_day firstOf(std::string_view month)
{
	return erphost::dateOf(std::string(month) + "-01");
}

} // namespace

bool isDate(std::string_view date)
{
	return erphost::isIsoDate(date) && date >= "2000";
}

bool isMonth(std::string_view month)
{
	return isDate(std::string(month) + "-01");
}

std::string monthAfter(std::string_view month, int count)
{
	return isoDate(firstOf(month) + months(count)).substr(0, 7);
}

std::string dayOfMonth(std::string_view month, int which)
{
	const year_month_day first = firstOf(month);
	const year_month_day last{first.year() / first.month() / std::chrono::last};
	const unsigned wanted = std::min(static_cast<unsigned>(which), static_cast<unsigned>(last.day()));
	return isoDate(first.year() / first.month() / day(wanted));
}

} // namespace fees
