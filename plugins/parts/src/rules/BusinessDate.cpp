#include "rules/BusinessDate.hpp"

#include "erphost/Date.hpp"

#include <charconv>

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

const char* refusedDate(std::string_view date, std::string_view today, int closesOnDay)
{
	if (!erphost::isIsoDate(date) || date > today) return "parts.business_date.invalid";
	const int ago = monthsOf(today) - monthsOf(date);
	if (ago > 1 || (ago == 1 && number(today.substr(8, 2)) > closesOnDay)) return "parts.month_closed";
	return nullptr;
}

} // namespace parts
