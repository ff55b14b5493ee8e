#include "Letter.hpp"

#include <array>
#include <utility>

namespace survey {

namespace {

constexpr std::array<std::string_view, 8> kBlanks{" ", "\t", "\r", "\n", "　", "\u00a0", "\ufeff", "\u200b"};
constexpr std::array<std::string_view, 15> kMarks{",",  ".",  ";",  ":",  "!",  "?",  "，", "。",
                                                  "；", "：", "！", "？", "、", "～", "~"};

template <std::size_t N>
std::size_t startsWithOne(std::string_view text, const std::array<std::string_view, N>& options)
{
	for (const auto option : options)
		if (text.starts_with(option)) return option.size();
	return 0;
}

template <std::size_t N>
std::size_t endsWithOne(std::string_view text, const std::array<std::string_view, N>& options)
{
	for (const auto option : options)
		if (text.ends_with(option)) return option.size();
	return 0;
}

std::string_view trimmed(std::string_view text)
{
	while (const auto blank = startsWithOne(text, kBlanks)) text.remove_prefix(blank);
	while (const auto blank = endsWithOne(text, kBlanks)) text.remove_suffix(blank);
	return text;
}

/// 'A' … 'D' and its length in bytes, in either width and case.
std::pair<char, std::size_t> letterAt(std::string_view text)
{
	if (text.empty()) return {'\0', 0};
	const auto first = static_cast<unsigned char>(text[0]);
	if (first >= 'A' && first <= 'D') return {text[0], 1};
	if (first >= 'a' && first <= 'd') return {static_cast<char>(first - 'a' + 'A'), 1};
	if (text.size() < 3 || first != 0xEF) return {'\0', 0};
	const auto second = static_cast<unsigned char>(text[1]), third = static_cast<unsigned char>(text[2]);
	// Ａ is U+FF21, ａ is U+FF41.
	if (second == 0xBC && third >= 0xA1 && third <= 0xA4) return {static_cast<char>(third - 0xA1 + 'A'), 3};
	if (second == 0xBD && third >= 0x81 && third <= 0x84) return {static_cast<char>(third - 0x81 + 'A'), 3};
	return {'\0', 0};
}

constexpr Level levelOf(char letter)
{
	switch (letter)
	{
	case 'A': return Level::verySatisfied;
	case 'B': return Level::satisfied;
	case 'C': return Level::dissatisfied;
	default: return Level::veryDissatisfied;
	}
}

/// A letter of a longer Latin word or number is no answer.
bool continues(std::string_view rest)
{
	if (rest.empty()) return false;
	const auto next = static_cast<unsigned char>(rest[0]);
	return (next >= '0' && next <= '9') || (next >= 'A' && next <= 'Z') || (next >= 'a' && next <= 'z') ||
	       letterAt(rest).second > 0;
}

} // namespace

LetterReply letterReply(std::string_view text)
{
	const std::string_view whole = trimmed(text);
	const auto [letter, length] = letterAt(whole);
	if (letter == '\0' || continues(whole.substr(length))) return {std::nullopt, std::string(whole)};
	std::string_view rest = trimmed(whole.substr(length));
	while (const auto mark = startsWithOne(rest, kMarks)) rest = trimmed(rest.substr(mark));
	return {levelOf(letter), std::string(rest)};
}

char letterOf(Level level)
{
	switch (level)
	{
	case Level::verySatisfied: return 'A';
	case Level::satisfied: return 'B';
	case Level::dissatisfied: return 'C';
	case Level::veryDissatisfied: return 'D';
	case Level::average: break;
	}
	return '\0';
}

} // namespace survey
