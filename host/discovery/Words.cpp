#include "host/discovery/Words.hpp"

#include "host/entities/ShippedFiles.hpp"
#include "host/platform/TextCodec.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <mutex>

namespace erphost::discovery {
namespace {

char upper(char c)
{
	return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

std::string uppered(std::string_view text)
{
	std::string out(text);
	std::transform(out.begin(), out.end(), out.begin(), upper);
	return out;
}

std::size_t lengthAt(std::string_view text, std::size_t at)
{
	const auto c = static_cast<unsigned char>(text[at]);
	return std::min<std::size_t>(c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4, text.size() - at);
}

bool isAscii(std::string_view text)
{
	return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// The common characters of GB 2312 stand in order of their pinyin: where each letter begins.
char initialOf(unsigned code)
{
	struct Start
	{
		unsigned code;
		char letter;
	};
	static constexpr std::array<Start, 24> kStarts = {
		{{0xB0A1, 'A'}, {0xB0C5, 'B'}, {0xB2C1, 'C'}, {0xB4EE, 'D'}, {0xB6EA, 'E'}, {0xB7A2, 'F'},
	     {0xB8C1, 'G'}, {0xB9FE, 'H'}, {0xBBF7, 'J'}, {0xBFA6, 'K'}, {0xC0AC, 'L'}, {0xC2E8, 'M'},
	     {0xC4C3, 'N'}, {0xC5B6, 'O'}, {0xC5BE, 'P'}, {0xC6DA, 'Q'}, {0xC8BB, 'R'}, {0xC8F6, 'S'},
	     {0xCBFA, 'T'}, {0xCDDA, 'W'}, {0xCEF4, 'X'}, {0xD1B9, 'Y'}, {0xD4D1, 'Z'}, {0xD7FA, 0}}};
	char letter = 0;
	for (const auto& start : kStarts)
		if (code >= start.code) letter = start.letter;
	return letter;
}

/// customer_id, CustomerId, "customer id" → CUSTOMER ID, each word for itself.
std::vector<std::string> tokens(std::string_view name)
{
	std::vector<std::string> out(1);
	for (std::size_t i = 0; i < name.size(); ++i)
	{
		const char c = name[i];
		const bool letter = std::isalnum(static_cast<unsigned char>(c)) != 0 || static_cast<unsigned char>(c) >= 0x80;
		const bool hump = i > 0 && c >= 'A' && c <= 'Z' && name[i - 1] >= 'a' && name[i - 1] <= 'z';
		if ((!letter || hump) && !out.back().empty()) out.emplace_back();
		if (letter) out.back() += upper(c);
	}
	if (out.back().empty()) out.pop_back();
	return out;
}

double one(std::string_view name, std::string_view word)
{
	const auto plain = uppered(name);
	const auto wanted = uppered(word);
	if (plain == wanted) return 1;
	if (isAscii(word))
	{
		if (word.size() < 3) return 0; // "no", "at": only a whole name says so
		const auto has = tokens(name), asked = tokens(word);
		const auto found = std::search(has.begin(), has.end(), asked.begin(), asked.end());
		return found == has.end() ? 0 : 0.7;
	}
	if (plain.find(wanted) != std::string::npos && characters(word) > 1) return 0.75;
	const auto letters = initials(word);
	if (letters.size() < 2) return 0;
	if (plain == letters) return letters.size() > 2 ? 0.9 : 0.7;
	if (letters.size() > 2 && plain.size() > letters.size() && plain.ends_with(letters)) return 0.5;
	// DH1 is the first of several.
	if (plain.size() == letters.size() + 1 && plain.back() == '1' && plain.starts_with(letters)) return 0.65;
	return 0;
}

} // namespace

std::size_t characters(std::string_view text)
{
	std::size_t count = 0;
	for (std::size_t i = 0; i < text.size(); i += lengthAt(text, i)) ++count;
	return count;
}

std::string initials(std::string_view word)
{
	static std::mutex mutex;
	const std::lock_guard lock(mutex);
	static const auto codec = [] {
		auto opened = TextCodec::open("GBK");
		return opened ? *std::move(opened) : nullptr;
	}();
	std::string out;
	for (std::size_t i = 0; i < word.size();)
	{
		const auto size = lengthAt(word, i);
		const auto character = word.substr(i, size);
		i += size;
		if (size == 1)
		{
			out += upper(character[0]);
			continue;
		}
		const auto bytes = codec ? codec->fromUtf8(character) : std::nullopt;
		if (!bytes || bytes->size() != 2) continue;
		const auto code = static_cast<unsigned>(static_cast<unsigned char>((*bytes)[0])) << 8U |
		                  static_cast<unsigned char>((*bytes)[1]);
		if (const char letter = initialOf(code); letter != 0) out += letter;
	}
	return out;
}

double fits(std::string_view name, const std::vector<std::string>& words)
{
	double best = 0;
	for (std::size_t i = 0; i < words.size(); ++i)
		if (!words[i].starts_with('!')) best = std::max(best, one(name, words[i]) - 0.01 * static_cast<double>(i));
	return best;
}

std::string withoutEnding(std::string_view name, const std::vector<std::string>& endings)
{
	const auto plain = uppered(name);
	std::string best(name);
	const auto cut = [&](std::string_view ending) {
		if (ending.empty() || plain.size() <= ending.size() || !plain.ends_with(ending)) return;
		auto stem = std::string(name.substr(0, name.size() - ending.size()));
		// "update" is no "up" with a date, and "state" no "st" at eight: an English ending is a word of its own.
		if (isAscii(ending) && ending.size() > 2 && !stem.ends_with('_') && !isAscii(name)) return;
		while (stem.ends_with('_') || stem.ends_with(' ')) stem.pop_back();
		if (stem.size() >= 2 && stem.size() < best.size()) best = std::move(stem);
	};
	for (const auto& ending : endings)
		if (isAscii(ending))
		{
			cut("_" + uppered(ending));
			cut(" " + uppered(ending));
		}
		else
		{
			cut(ending);
			if (isAscii(name)) cut(initials(ending));
		}
	return best;
}

const Words& Words::shipped()
{
	static const Words words(nlohmann::json::parse(entities::shippedFile("discovery/words.json")));
	return words;
}

std::vector<std::string> Words::list(std::initializer_list<std::string_view> path) const
{
	const auto* at = &_document;
	for (const auto part : path)
	{
		const auto found = at->find(std::string(part));
		if (found == at->end()) return {};
		at = &*found;
	}
	return at->is_array() ? at->get<std::vector<std::string>>() : std::vector<std::string>();
}

double Words::field(std::string_view name, std::string_view field) const
{
	return fits(name, list({"fields", field}));
}

double Words::moment(std::string_view name, std::string_view field) const
{
	const auto words = list({"fields", field});
	const auto stem = withoutEnding(name, list({"endings"}));
	double best = fits(stem, words);
	// Two letters that stand before "RQ" are a word; alone they would be a guess.
	if (stem != name && best >= 0.6 && best < 0.8) best += 0.15;
	return std::max(best, fits(name, words) * 0.9);
}

double Words::contrary(std::string_view name, std::string_view field) const
{
	double best = 0;
	for (const auto& word : list({"fields", field}))
		if (word.starts_with('!')) best = std::max(best, one(name, word.substr(1)));
	return best;
}

std::string Words::codeMeaning(std::string_view field, std::string_view code) const
{
	const auto codes = _document["codes"].find(std::string(field));
	if (codes == _document["codes"].end()) return {};
	const auto wanted = uppered(code);
	for (const auto& [value, words] : codes->items())
		for (const auto& word : words)
		{
			const auto text = word.get<std::string>();
			if (uppered(text) == wanted ||
			    (!isAscii(text) && wanted.size() > 1 && isAscii(wanted) && initials(text).starts_with(wanted)))
				return value;
		}
	return {};
}

bool Words::ownTable(std::string_view table) const
{
	const auto dot = table.rfind('.');
	const auto plain = uppered(dot == std::string_view::npos ? table : table.substr(dot + 1));
	for (const auto& begin : list({"own"}))
		if (plain.starts_with(uppered(begin))) return true;
	return false;
}

} // namespace erphost::discovery
