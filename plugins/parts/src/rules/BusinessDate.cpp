#include "rules/BusinessDate.hpp"

#include <charconv>
#include <chrono>

namespace parts {

namespace {

int number(std::string_view text)
{
	int value = -1;
	const auto end = std::from_chars(text.data(), text.data() + text.size(), value);
	return end.ptr == text.data() + text.size() ? value : -1;
}

int monthsOf(std::string_view date)
{
	return number(date.substr(0, 4)) * 12 + number(date.substr(5, 2));
}

} // namespace

bool isIsoDate(std::string_view text)
{
	if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
	for (const std::size_t at : {0U, 1U, 2U, 3U, 5U, 6U, 8U, 9U})
		if (text[at] < '0' || text[at] > '9') return false;
	using namespace std::chrono;
	return year_month_day{year(number(text.substr(0, 4))), month(static_cast<unsigned>(number(text.substr(5, 2)))),
	                      day(static_cast<unsigned>(number(text.substr(8, 2))))}
	    .ok();
}

const char* refusedDate(std::string_view date, std::string_view today, int closesOnDay)
{
	if (!isIsoDate(date) || date > today) return "parts.business_date.invalid";
	const int ago = monthsOf(today) - monthsOf(date);
	if (ago > 1 || (ago == 1 && number(today.substr(8, 2)) > closesOnDay)) return "parts.month_closed";
	return nullptr;
}

} // namespace parts
