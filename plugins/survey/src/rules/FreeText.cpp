#include "rules/FreeText.hpp"

#include <algorithm>
#include <array>

namespace survey {

namespace {

/// What ends a part of a sentence: the customer may say two things one after the other.
constexpr std::array<std::string_view, 20> kSeparators{",",  ".",  "!",  "?",  ";",  ":",  " ",  "\t", "\r", "\n",
                                                       "，", "。", "！", "？", "；", "：", "、", "　", "…",  "～"};
/// What turns a phrase round.
constexpr std::array<std::string_view, 6> kNegations{"不", "没", "無", "无", "未", "别"};

/// What may stand around a phrase of one character, which else is part of another word (行 in 进行): 很差, 太差了,
/// 行吧.
constexpr std::array<std::string_view, 9> kDegrees{"非常", "比较", "有点", "很", "太", "挺", "真", "就", "都"};
constexpr std::array<std::string_view, 8> kParticles{"的", "了", "吧", "啊", "呢", "嘛", "呀", "哦"};

bool oneCharacter(std::string_view text)
{
	const auto begins = [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; };
	return std::count_if(text.begin(), text.end(), begins) == 1;
}

bool standsAlone(std::string_view part, std::string_view phrase)
{
	const auto before = [&](std::string_view word) { return part.starts_with(word); };
	const auto after = [&](std::string_view word) { return part.ends_with(word); };
	for (auto found = std::find_if(kDegrees.begin(), kDegrees.end(), before); found != kDegrees.end();
	     found = std::find_if(kDegrees.begin(), kDegrees.end(), before))
		part.remove_prefix(found->size());
	for (auto found = std::find_if(kParticles.begin(), kParticles.end(), after); found != kParticles.end();
	     found = std::find_if(kParticles.begin(), kParticles.end(), after))
		part.remove_suffix(found->size());
	return part == phrase;
}

bool occurs(std::string_view part, std::string_view phrase)
{
	if (phrase.empty()) return false;
	return oneCharacter(phrase) ? standsAlone(part, phrase) : part.find(phrase) != std::string_view::npos;
}

std::size_t separatorAt(std::string_view text, std::size_t at)
{
	for (const auto separator : kSeparators)
		if (text.substr(at, separator.size()) == separator) return separator.size();
	return 0;
}

std::vector<std::string_view> partsOf(std::string_view text)
{
	std::vector<std::string_view> parts;
	std::size_t begin = 0;
	for (std::size_t at = 0; at < text.size();)
	{
		const std::size_t length = separatorAt(text, at);
		if (length == 0)
		{
			++at;
			continue;
		}
		if (at > begin) parts.push_back(text.substr(begin, at - begin));
		at += length;
		begin = at;
	}
	if (begin < text.size()) parts.push_back(text.substr(begin));
	return parts;
}

/// What a part of a sentence says.
struct Heard
{
	std::optional<FactClass> outcome;
	bool unclear = false; ///< contradicts itself, or a negation is left over
};

void hear(std::string_view part, const std::vector<Phrase>& phrases, Heard& heard)
{
	if (part.empty()) return;
	const Phrase* longest = nullptr;
	for (const auto& phrase : phrases)
		if ((!longest || phrase.text.size() > longest->text.size()) && occurs(part, phrase.text)) longest = &phrase;
	if (!longest)
	{
		const auto negates = [&](std::string_view word) { return part.find(word) != std::string_view::npos; };
		heard.unclear = heard.unclear || std::any_of(kNegations.begin(), kNegations.end(), negates);
		return;
	}
	if (heard.outcome && *heard.outcome != longest->outcome) heard.unclear = true;
	heard.outcome = longest->outcome;
	const std::size_t at = part.find(longest->text);
	hear(part.substr(0, at), phrases, heard);
	hear(part.substr(at + longest->text.size()), phrases, heard);
}

} // namespace

std::optional<FactClass> classOf(std::string_view said, const std::vector<Phrase>& phrases)
{
	Heard heard;
	for (const auto part : partsOf(said)) hear(part, phrases, heard);
	return heard.unclear ? std::nullopt : heard.outcome;
}

} // namespace survey
