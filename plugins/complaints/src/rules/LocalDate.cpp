#include "rules/LocalDate.hpp"

#include <array>
#include <charconv>
#include <chrono>
#include <cstdio>

namespace complaints {

namespace {

int number(std::string_view text)
{
	int value = 0;
	std::from_chars(text.data(), text.data() + text.size(), value);
	return value;
}

} // namespace

std::string daysAfter(std::string_view date, int days)
{
	using namespace std::chrono;
	const year_month_day start{year(number(date.substr(0, 4))), month(static_cast<unsigned>(number(date.substr(5, 2)))),
	                           day(static_cast<unsigned>(number(date.substr(8, 2))))};
	const year_month_day moved{sys_days(start) + std::chrono::days(days)};
	std::array<char, 32> text{};
	std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", static_cast<int>(moved.year()),
	              static_cast<unsigned>(moved.month()), static_cast<unsigned>(moved.day()));
	return text.data();
}

} // namespace complaints
