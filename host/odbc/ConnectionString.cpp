#include "host/odbc/ConnectionString.hpp"

#include <algorithm>
#include <cctype>
#include <optional>

namespace erphost::odbc::connectionstring {
namespace {

bool sameKey(std::string_view a, std::string_view b)
{
	return std::equal(a.begin(), a.end(), b.begin(), b.end(),
	                  [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

std::string_view trimmed(std::string_view text)
{
	while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
	while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
	return text;
}

std::optional<std::string> find(std::string_view text, std::string_view key)
{
	std::size_t at = 0;
	while (at < text.size())
	{
		const auto equals = text.find_first_of("=;", at);
		if (equals == std::string_view::npos) break;
		if (text[equals] == ';')
		{
			at = equals + 1;
			continue;
		}
		const auto name = trimmed(text.substr(at, equals - at));
		std::string found;
		at = std::min(text.find_first_not_of(' ', equals + 1), text.size());
		if (at < text.size() && text[at] == '{')
		{
			for (++at; at < text.size(); ++at)
			{
				if (text[at] != '}') found.push_back(text[at]);
				else if (at + 1 < text.size() && text[at + 1] == '}') // }} stands for }
				{
					found.push_back('}');
					++at;
				}
				else break;
			}
			at = std::min(text.find(';', at), text.size());
		}
		else
		{
			const auto end = std::min(text.find(';', at), text.size());
			found = std::string(trimmed(text.substr(at, end - at)));
			at = end;
		}
		if (sameKey(name, key)) return found;
		++at;
	}
	return std::nullopt;
}

} // namespace

std::string value(std::string_view text, std::string_view key)
{
	return find(text, key).value_or(std::string());
}

bool has(std::string_view text, std::string_view key)
{
	return find(text, key).has_value();
}

std::string withDefault(std::string text, std::string_view key, std::string_view value, std::string_view otherName)
{
	if (has(text, key) || (!otherName.empty() && has(text, otherName))) return text;
	if (!text.empty() && text.back() != ';') text.push_back(';');
	return text.append(key).append("=").append(value);
}

} // namespace erphost::odbc::connectionstring
