#include "host/store/Expansion.hpp"

#include <algorithm>
#include <cctype>
#include <string>
#include <vector>

namespace erphost::store {

namespace {

/// The first words of a statement in upper case, without comments; a quoted name counts as one word.
std::vector<std::string> firstWords(std::string_view text, std::size_t count)
{
	std::vector<std::string> words;
	std::size_t at = 0;
	const auto skipTo = [&](std::string_view end, std::size_t from) {
		const auto found = text.find(end, from);
		at = found == std::string_view::npos ? text.size() : found + end.size();
	};
	while (at < text.size() && words.size() < count)
	{
		const char c = text[at];
		if (std::isspace(static_cast<unsigned char>(c))) ++at;
		else if (text.substr(at, 2) == "--") skipTo("\n", at);
		else if (text.substr(at, 2) == "/*") skipTo("*/", at + 2);
		else if (c == '"' || c == '`' || c == '[')
		{
			skipTo(c == '[' ? "]" : std::string_view(&c, 1), at + 1);
			words.emplace_back("?");
		}
		else
		{
			const auto begin = at;
			while (at < text.size() &&
			       (std::isalnum(static_cast<unsigned char>(text[at])) || text[at] == '_' || text[at] == '.'))
				++at;
			if (at == begin) ++at;
			std::string word(text.substr(begin, at - begin));
			std::transform(word.begin(), word.end(), word.begin(),
			               [](unsigned char x) { return static_cast<char>(std::toupper(x)); });
			words.push_back(std::move(word));
		}
	}
	return words;
}

} // namespace

bool isExpanding(std::string_view statement)
{
	const auto words = firstWords(statement, 4);
	if (words.empty() || words[0] != "ALTER") return true;
	return words.size() == 4 && words[1] == "TABLE" && words[3] == "ADD";
}

std::string droppedIndex(std::string_view text)
{
	const auto words = firstWords(text, 5);
	if (words.size() < 3 || words[0] != "DROP" || words[1] != "INDEX") return {};
	if (words[2] != "IF") return words[2];
	return words.size() == 5 ? words[4] : std::string();
}

} // namespace erphost::store
