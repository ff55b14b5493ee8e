#include "rules/DeskDate.hpp"

#include <array>
#include <charconv>
#include <chrono>
#include <cstdio>

namespace parts {

namespace {

std::chrono::sys_days dayOf(std::string_view date)
{
	const auto number = [&](std::size_t at, std::size_t size) {
		int value = 0;
		std::from_chars(date.data() + at, date.data() + at + size, value);
		return value;
	};
	using namespace std::chrono;
	return sys_days(year_month_day{year(number(0, 4)), month(static_cast<unsigned>(number(5, 2))),
	                               day(static_cast<unsigned>(number(8, 2)))});
}

} // namespace

std::string deskDaysAfter(std::string_view date, int days)
{
	const std::chrono::year_month_day moved{dayOf(date) + std::chrono::days(days)};
	std::array<char, 32> text{};
	std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", static_cast<int>(moved.year()),
	              static_cast<unsigned>(moved.month()), static_cast<unsigned>(moved.day()));
	return text.data();
}

int deskDaysBetween(std::string_view from, std::string_view to)
{
	return static_cast<int>((dayOf(to) - dayOf(from)).count());
}

} // namespace parts
