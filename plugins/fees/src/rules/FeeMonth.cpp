#include "rules/FeeMonth.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdio>

namespace fees {

using namespace std::chrono;

namespace {

int number(std::string_view text)
{
	int value = 0;
	std::from_chars(text.data(), text.data() + text.size(), value);
	return value;
}

bool digitsBut(std::string_view text, std::string_view shape)
{
	if (text.size() != shape.size()) return false;
	for (std::size_t i = 0; i < text.size(); ++i)
		if (shape[i] == '-' ? text[i] != '-' : text[i] < '0' || text[i] > '9') return false;
	return true;
}

year_month_day ymd(std::string_view date)
{
	return {year(number(date.substr(0, 4))), month(static_cast<unsigned>(number(date.substr(5, 2)))),
	        day(static_cast<unsigned>(number(date.substr(8, 2))))};
}

std::string text(const year_month_day& date)
{
	std::array<char, 32> buffer{};
	std::snprintf(buffer.data(), buffer.size(), "%04d-%02u-%02u", static_cast<int>(date.year()),
	              static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
	return buffer.data();
}

} // namespace

bool isDate(std::string_view date)
{
	return digitsBut(date, "0000-00-00") && ymd(date).ok() && number(date.substr(0, 4)) >= 2000;
}

bool isMonth(std::string_view month)
{
	return digitsBut(month, "0000-00") && isDate(std::string(month) + "-01");
}

std::string monthAfter(std::string_view month, int count)
{
	const year_month_day first = ymd(std::string(month) + "-01");
	return text(year_month_day(first.year() / first.month() / day(1)) + months(count)).substr(0, 7);
}

std::string dayOfMonth(std::string_view month, int which)
{
	const year_month_day first = ymd(std::string(month) + "-01");
	const year_month_day last{first.year() / first.month() / std::chrono::last};
	const unsigned wanted = std::min(static_cast<unsigned>(which), static_cast<unsigned>(last.day()));
	return text(first.year() / first.month() / day(wanted));
}

int daysBetween(std::string_view from, std::string_view to)
{
	return static_cast<int>((sys_days(ymd(to)) - sys_days(ymd(from))).count());
}

std::string dateAfter(std::string_view date, int days)
{
	return text(year_month_day(sys_days(ymd(date)) + std::chrono::days(days)));
}

} // namespace fees
