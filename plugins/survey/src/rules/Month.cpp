#include "Month.hpp"

#include <charconv>

namespace survey {

namespace {

int digits(std::string_view text)
{
	int value = 0;
	std::from_chars(text.data(), text.data() + text.size(), value);
	return value;
}

std::string padded(int value, std::size_t width)
{
	std::string text = std::to_string(value);
	if (text.size() < width) text.insert(0, width - text.size(), '0');
	return text;
}

} // namespace

bool isMonth(std::string_view text)
{
	if (text.size() != 7 || text[4] != '-') return false;
	for (const std::size_t i : {0, 1, 2, 3, 5, 6})
		if (text[i] < '0' || text[i] > '9') return false;
	const int month = digits(text.substr(5, 2));
	return month >= 1 && month <= 12;
}

std::string monthPlus(std::string_view month, int months)
{
	const int count = digits(month.substr(0, 4)) * 12 + digits(month.substr(5, 2)) - 1 + months;
	return padded(count / 12, 4) + "-" + padded(count % 12 + 1, 2);
}

std::vector<std::string> monthsUntil(std::string_view until, int count)
{
	std::vector<std::string> months;
	for (int i = count - 1; i >= 0; --i) months.push_back(monthPlus(until, -i));
	return months;
}

std::string compactMonth(std::string_view month)
{
	return std::string(month.substr(0, 4)) + std::string(month.substr(5, 2));
}

} // namespace survey
