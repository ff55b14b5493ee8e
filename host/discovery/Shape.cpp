#include "host/discovery/Shape.hpp"

#include "host/discovery/Words.hpp"
#include "host/sync/Conversion.hpp"
#include "host/sync/DateTimeText.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <set>

namespace erphost::discovery {
namespace {

bool digit(char c)
{
	return c >= '0' && c <= '9';
}

bool looksLikePhone(std::string_view text)
{
	const auto digits = digitsOf(text);
	if (digits.size() < 7 || digits.size() > 15) return false;
	for (const char c : text)
		if (!digit(c) && c != '-' && c != ' ' && c != '+' && c != '(' && c != ')') return false;
	return digits.size() == 11 ? digits[0] == '1' || digits[0] == '0' : digits[0] == '0' || digits.size() <= 8;
}

bool plausibleDate(const sync::DateTime& date)
{
	return date.year >= 1970 && date.year <= 2100;
}

std::string patternOf(std::string_view text)
{
	std::string pattern;
	for (const char c : text) pattern += digit(c) ? '9' : std::isalpha(static_cast<unsigned char>(c)) != 0 ? 'A' : c;
	return pattern;
}

bool isYesNo(std::string_view text)
{
	static constexpr std::array<std::string_view, 12> kWords = {"0", "1", "y",  "n",  "Y",    "N",
	                                                            "t", "f", "是", "否", "true", "false"};
	return std::find(kWords.begin(), kWords.end(), text) != kWords.end();
}

} // namespace

std::string_view trimmed(std::string_view text)
{
	while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
	while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
	return text;
}

std::string digitsOf(std::string_view text)
{
	std::string digits;
	std::copy_if(text.begin(), text.end(), std::back_inserter(digits), digit);
	return digits;
}

bool samePhone(std::string_view one, std::string_view other)
{
	auto a = digitsOf(one), b = digitsOf(other);
	for (auto* number : {&a, &b})
		if (number->size() == 13 && number->starts_with("86")) number->erase(0, 2);
	return a.size() >= 7 && a == b;
}

Shape shapeOf(const std::vector<Cell>& values)
{
	Shape shape;
	shape.rows = values.size();
	std::set<std::string> distinct, patterns;
	std::size_t phone = 0, date = 0, time = 0, moment = 0, integer = 0, decimal = 0, flag = 0;
	for (const auto& cell : values)
	{
		if (!cell) continue;
		const auto text = trimmed(*cell);
		if (text.empty()) continue;
		++shape.filled;
		distinct.emplace(text);
		patterns.insert(patternOf(text));
		shape.longest = std::max(shape.longest, characters(text));
		sync::DateTime read;
		// 202606010007 is the number of an order, not seven minutes past midnight.
		const bool numbered = text.size() > 8 && text.size() != 14 && std::all_of(text.begin(), text.end(), digit);
		if (!numbered && sync::parseDateTime(text, read) == sync::DateTimeKind::value && plausibleDate(read))
			++(read.hasTime ? moment : date);
		sync::DateTime clock;
		if (text.size() >= 4 && sync::parseTime(text, clock) == sync::DateTimeKind::value) ++time;
		if (looksLikePhone(text)) ++phone;
		std::string number;
		if (sync::canonicalDecimal(text, number)) ++decimal;
		if (std::all_of(text.begin() + (text[0] == '-' ? 1 : 0), text.end(), digit)) ++integer;
		if (isYesNo(text)) ++flag;
	}
	shape.distinct = distinct.size();
	if (patterns.size() == 1) shape.pattern = *patterns.begin();
	const auto share = [&](std::size_t count) {
		return shape.filled == 0 ? 0 : static_cast<double>(count) / static_cast<double>(shape.filled);
	};
	shape.phone = share(phone);
	shape.date = share(date);
	shape.time = share(time);
	shape.moment = share(moment);
	shape.integer = share(integer);
	shape.decimal = share(decimal);
	shape.flag = share(flag);
	return shape;
}

bool Column::isDate() const
{
	return catalog.kind == odbc::ColumnKind::date || (isText() && shape.date >= 0.95);
}

bool Column::isTime() const
{
	return catalog.kind == odbc::ColumnKind::time || (isText() && shape.filled > 0 && shape.time >= 0.95);
}

bool Column::isMoment() const
{
	return catalog.kind == odbc::ColumnKind::timestamp || (isText() && shape.moment >= 0.95);
}

bool Column::isNumber() const
{
	using odbc::ColumnKind;
	return catalog.kind == ColumnKind::integer || catalog.kind == ColumnKind::decimal ||
	       catalog.kind == ColumnKind::real || (isText() && shape.filled > 0 && shape.decimal >= 0.95);
}

bool Column::isFlag() const
{
	return catalog.kind == odbc::ColumnKind::boolean ||
	       (shape.filled > 0 && shape.flag == 1 && shape.distinct <= 2 && shape.longest <= 5);
}

bool Column::isCodeLike() const
{
	return (isText() || isInteger()) && shape.filled > 0 && shape.longest <= 20 && shape.distinct <= 30;
}

const Column* Table::column(std::string_view wanted) const
{
	const auto at = index(wanted);
	return at == npos ? nullptr : &columns[at];
}

std::size_t Table::index(std::string_view wanted) const
{
	for (std::size_t i = 0; i < columns.size(); ++i)
		if (columns[i].catalog.name == wanted) return i;
	return npos;
}

void Table::judge()
{
	for (std::size_t i = 0; i < columns.size(); ++i)
	{
		std::vector<Cell> values;
		values.reserve(sample.size());
		for (const auto& row : sample) values.push_back(row[i]);
		columns[i].shape = shapeOf(values);
	}
}

} // namespace erphost::discovery
