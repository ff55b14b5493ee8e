#pragma once

#include "erphost/Date.hpp"
#include "erphost/imports/Kind.hpp"

#include <charconv>

/// How a cell is understood: pure functions over texts, as people write them in sheets.
namespace erphost::imports {

/// Without blanks at both ends, also those of full width and without a break.
inline std::string trimmed(std::string_view text)
{
	constexpr std::string_view kBlanks[] = {" ", "\t", "\r", "\n", "\u3000", "\u00a0", "\ufeff"};
	for (bool cut = true; cut;)
	{
		cut = false;
		for (const std::string_view blank : kBlanks)
		{
			for (; text.starts_with(blank); cut = true) text.remove_prefix(blank.size());
			for (; text.ends_with(blank); cut = true) text.remove_suffix(blank.size());
		}
	}
	return std::string(text);
}

/// Letters, digits and signs of full width (２０２６－１１－０３) as plain ones.
inline std::string narrow(std::string_view text)
{
	std::string plain;
	for (std::size_t at = 0; at < text.size(); ++at)
	{
		// U+FF01 … U+FF5E are EF BC 81 … EF BD 9E: ASCII 0x21 … 0x7E.
		const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
		if (at + 2 < text.size() && byte(at) == 0xef && (byte(at + 1) == 0xbc || byte(at + 1) == 0xbd))
		{
			const int sign = 0x20 + (byte(at + 1) - 0xbc) * 64 + (byte(at + 2) - 0x80);
			if (sign > 0x20 && sign < 0x7f)
			{
				plain += static_cast<char>(sign);
				at += 2;
				continue;
			}
		}
		plain += text[at];
	}
	return plain;
}

/// What two names are compared by: plain signs, no blanks, lower case.
inline std::string folded(std::string_view text)
{
	std::string plain;
	for (const char sign : narrow(text))
		if (sign != ' ' && sign != '\t') plain += sign >= 'A' && sign <= 'Z' ? static_cast<char>(sign + 32) : sign;
	return plain;
}

/// Letters as people count them, not bytes.
inline std::size_t lettersOf(std::string_view text)
{
	return static_cast<std::size_t>(
		std::count_if(text.begin(), text.end(), [](char byte) { return (byte & 0xc0) != 0x80; }));
}

/// The day (ISO) that a cell names: 2026-11-03, 2026/11/3, 2026.11.3, 20261103, 2026年11月3日, each with a time behind
/// it or without, or the number that a sheet keeps for a day (46329). nullopt for what is none.
inline std::optional<std::string> dayOf(std::string_view cell)
{
	const std::string text = narrow(trimmed(cell));
	std::vector<std::string> numbers{""};
	bool separated = false;
	std::size_t at = 0;
	for (; at < text.size() && numbers.size() <= 3; ++at)
	{
		const char sign = text[at];
		if (sign >= '0' && sign <= '9')
		{
			numbers.back() += sign;
			continue;
		}
		if (numbers.back().empty()) return std::nullopt;
		if (sign == ' ' || sign == 'T') break;
		const std::string_view rest = std::string_view(text).substr(at);
		std::size_t width = sign == '-' || sign == '/' || sign == '.' ? 1 : 0;
		for (const std::string_view word : {"年", "月", "日"})
			if (rest.starts_with(word)) width = word.size();
		if (width == 0) return std::nullopt;
		separated = true;
		at += width - 1;
		if (rest.starts_with("日"))
		{
			++at;
			break;
		}
		numbers.emplace_back();
	}
	if (numbers.back().empty()) numbers.pop_back();
	const auto number = [&](const std::string& digits) {
		int value = 0;
		std::from_chars(digits.data(), digits.data() + digits.size(), value);
		return value;
	};
	if (numbers.size() <= 2 && numbers[0].size() == 5)
	{
		// A sheet counts days from 1899-12-30; a fraction is the time of day. 2000-01-01 … 2099-12-31.
		const int serial = number(numbers[0]);
		if (serial < 36'526 || serial > 73'050 || (separated && text[5] != '.')) return std::nullopt;
		return daysAfter("1899-12-30", serial);
	}
	std::string iso;
	if (!separated && numbers.size() == 1 && numbers[0].size() == 8)
		iso = numbers[0].substr(0, 4) + "-" + numbers[0].substr(4, 2) + "-" + numbers[0].substr(6, 2);
	else if (numbers.size() == 3 && numbers[0].size() == 4 && numbers[1].size() <= 2 && numbers[2].size() <= 2)
	{
		const auto two = [](const std::string& digits) { return digits.size() == 1 ? "0" + digits : digits; };
		iso = numbers[0] + "-" + two(numbers[1]) + "-" + two(numbers[2]);
	}
	if (!isIsoDate(iso)) return std::nullopt;
	return iso;
}

/// A decimal as it stands in a cell, without what people write around it: ￥1,234.50元 → 1234.50. The plugin's own
/// exact reader decides whether it is one.
inline std::string plainDecimal(std::string_view cell)
{
	std::string text = narrow(trimmed(cell));
	for (const std::string_view around : {"￥", "¥", "元", ",", " "})
		for (std::size_t at = text.find(around); at != std::string::npos; at = text.find(around))
			text.erase(at, around.size());
	return text;
}

/// Reads the cells of a line and keeps what is wrong with them.
class Reading
{
public:
	Reading(const std::vector<Column>& columns, const SheetLine& line): _columns(columns), _line(line)
	{
		for (const Column& column : columns)
		{
			const std::string cell = line.cell(column.name);
			if (cell.empty() && column.required) wrong(column.name, "missing");
			if (lettersOf(cell) > column.mostLetters)
				wrong(column.name, "too_long", {{"most", column.mostLetters}, {"given", lettersOf(cell)}});
		}
	}

	void wrong(const std::string& column, const std::string& code, nlohmann::json params = nlohmann::json::object())
	{
		_problems.push_back({column, code, std::move(params)});
	}

	std::string text(const std::string& column) const { return _line.cell(column); }

	/// The code of the choice that the cell names; '' where it is empty. "not_a_choice" (given, choices).
	std::string choice(const std::string& name)
	{
		const std::string cell = folded(text(name));
		if (cell.empty()) return {};
		const Column* column = columnNamed(name);
		nlohmann::json zh = nlohmann::json::array(), en = nlohmann::json::array();
		for (const Choice& each : column->choices)
		{
			if (cell == folded(each.code) || cell == folded(each.words.zh) || cell == folded(each.words.en))
				return each.code;
			for (const std::string& alias : each.aliases)
				if (cell == folded(alias)) return each.code;
			zh.push_back(each.words.zh);
			en.push_back(each.words.en);
		}
		wrong(name, "not_a_choice", {{"given", text(name)}, {"zh", zh}, {"en", en}});
		return {};
	}

	/// A day that is not ahead; '' where the cell is empty. "not_a_day" (given), "day_ahead" (given, today).
	std::string dayUntil(const std::string& name, const std::string& today)
	{
		const std::string cell = text(name);
		if (cell.empty()) return {};
		const auto day = dayOf(cell);
		if (!day) wrong(name, "not_a_day", {{"given", cell}});
		else if (*day > today) wrong(name, "day_ahead", {{"given", *day}, {"today", today}});
		else if (*day < "2000-01-01") wrong(name, "not_a_day", {{"given", cell}});
		else return *day;
		return {};
	}

	std::vector<Problem> problems() && { return std::move(_problems); }
	const std::vector<Problem>& problems() const& { return _problems; }

private:
	const Column* columnNamed(const std::string& name) const
	{
		for (const Column& each : _columns)
			if (each.name == name) return &each;
		return &_columns.front();
	}

	const std::vector<Column>& _columns;
	const SheetLine& _line;
	std::vector<Problem> _problems;
};

} // namespace erphost::imports
