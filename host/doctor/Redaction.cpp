#include "host/doctor/Redaction.hpp"

#include <algorithm>
#include <cctype>
#include <optional>

namespace erphost::doctor {
namespace {

using nlohmann::json;

constexpr std::string_view kHidden = "***";
/// A telephone without area code has seven digits.
constexpr std::size_t kPhoneDigits = 7;

bool isDigit(char c)
{
	return c >= '0' && c <= '9';
}

bool oneOf(std::string_view name, std::initializer_list<std::string_view> names)
{
	return std::find(names.begin(), names.end(), name) != names.end();
}

/// The bytes of one character.
std::size_t characterSize(std::string_view text)
{
	const auto c = static_cast<unsigned char>(text[0]);
	const std::size_t size = c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
	return std::min(size, text.size());
}

/// A digit at the beginning of the text, ASCII or full width (U+FF10…U+FF19): its bytes, 0 if it is none.
std::size_t digitSize(std::string_view text)
{
	if (text.empty()) return 0;
	if (isDigit(text[0])) return 1;
	if (text.size() < 3 || text.substr(0, 2) != "\xEF\xBC") return 0;
	const auto last = static_cast<unsigned char>(text[2]);
	return last >= 0x90 && last <= 0x99 ? 3 : 0;
}

/// Chinese, Japanese, Korean characters: from U+2E80 on, without punctuation and full-width forms.
bool isIdeograph(std::string_view text)
{
	if (text.size() < 3 || characterSize(text) < 3) return false;
	const auto first = static_cast<unsigned char>(text[0]);
	if (first >= 0xF0) return true; // rare characters of names
	const int code = ((first & 0x0F) << 12) | ((static_cast<unsigned char>(text[1]) & 0x3F) << 6) |
	                 (static_cast<unsigned char>(text[2]) & 0x3F);
	return code >= 0x2E80 && !(code >= 0x3000 && code < 0x3040) && code < 0xFB00;
}

/// "2026-11-22" as a date of our time.
bool isDate(std::string_view text)
{
	if (text.size() < 10 || (text.size() > 10 && isDigit(text[10]))) return false;
	for (const std::size_t i : {0u, 1u, 2u, 3u, 5u, 6u, 8u, 9u})
		if (!isDigit(text[i])) return false;
	const auto two = [&](std::size_t at) { return (text[at] - '0') * 10 + (text[at + 1] - '0'); };
	return text[4] == '-' && text[7] == '-' && two(0) == 20 && two(5) >= 1 && two(5) <= 12 && two(8) >= 1 &&
	       two(8) <= 31;
}

/// Digits with single separators between them, as people write telephone numbers: bytes and count of digits.
std::pair<std::size_t, std::size_t> digitGroup(std::string_view text)
{
	std::size_t end = 0, digits = 0;
	for (std::size_t at = 0; at < text.size();)
	{
		if (const auto size = digitSize(text.substr(at)))
		{
			at += size;
			end = at;
			++digits;
			continue;
		}
		const bool separator = text[at] == ' ' || text[at] == '-' || text[at] == '.';
		if (!separator || digits == 0 || digitSize(text.substr(at + 1)) == 0) break;
		// A date behind a number is not part of it.
		if (isDate(text.substr(at + 1))) break;
		++at;
	}
	return {end, digits};
}

bool mailCharacter(char c)
{
	return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '.' || c == '_' || c == '-' || c == '+';
}

/// Replaces what stands around each '@'.
std::string withoutMail(std::string text)
{
	for (auto at = text.find('@'); at != std::string::npos; at = text.find('@', at + 1))
	{
		auto begin = at, end = at + 1;
		while (begin > 0 && mailCharacter(text[begin - 1])) --begin;
		while (end < text.size() && mailCharacter(text[end])) ++end;
		if (begin == at || end == at + 1) continue;
		text.replace(begin, end - begin, "<mail>");
		at = begin;
	}
	return text;
}

std::string withoutPeople(std::string text, const std::vector<std::string>& people)
{
	for (const auto& person : people)
	{
		if (person.size() < 2) continue;
		for (auto at = text.find(person); at != std::string::npos; at = text.find(person, at + 1))
			text.replace(at, person.size(), "<person>");
	}
	return text;
}

/// The end of what is quoted here, its quotes included; empty if nothing is. An apostrophe opens none.
std::optional<std::size_t> quoted(std::string_view text, bool afterLetter)
{
	for (const std::string_view pair : {"''", "\"\"", "``"})
	{
		if (text[0] != pair[0] || (afterLetter && pair[0] == '\'')) continue;
		const auto end = text.find(pair[1], 1);
		if (end != std::string_view::npos) return end + 1;
	}
	for (const auto& [open, close] :
	     {std::pair<std::string_view, std::string_view>{"“", "”"}, {"「", "」"}, {"‘", "’"}})
	{
		if (!text.starts_with(open)) continue;
		const auto end = text.find(close);
		if (end != std::string_view::npos) return end + close.size();
	}
	return std::nullopt;
}

std::string lower(std::string text)
{
	std::transform(text.begin(), text.end(), text.begin(),
	               [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
	return text;
}

json textOrHidden(const json& value)
{
	return value.is_string() || value.is_object() || value.is_array() ? json(kHidden) : value;
}

/// A copy with the named members as they are, the others hidden.
json kept(const json& object, std::initializer_list<std::string_view> names)
{
	if (!object.is_object()) return textOrHidden(object);
	auto copy = json::object();
	for (const auto& [name, value] : object.items())
		copy[name] = oneOf(name, names) && value.is_primitive() ? value : textOrHidden(value);
	return copy;
}

void hidePath(json& object, const char* name)
{
	if (object.is_object() && object.contains(name) && object[name].is_string())
		object[name] = maskPath(object[name].get<std::string>());
}

/// 'values' in a statement.
std::string withoutLiterals(const std::string& select)
{
	std::string text;
	for (std::size_t i = 0; i < select.size(); ++i)
	{
		text += select[i];
		if (select[i] != '\'') continue;
		while (++i < select.size() && select[i] != '\'')
		{
		}
		text += "?'";
	}
	return text;
}

} // namespace

std::string maskText(std::string_view given, const std::vector<std::string>& people)
{
	const auto whole = withoutMail(withoutPeople(std::string(given), people));
	std::string_view text = whole;
	std::string masked;
	while (!text.empty())
	{
		if (isDate(text))
		{
			masked += text.substr(0, 10);
			text.remove_prefix(10);
			continue;
		}
		if (const auto [size, digits] = digitGroup(text); digits > 0)
		{
			if (digits >= kPhoneDigits) masked += "<number>";
			else masked += text.substr(0, size);
			text.remove_prefix(size);
			continue;
		}
		const bool afterLetter = !masked.empty() && std::isalnum(static_cast<unsigned char>(masked.back())) != 0;
		if (const auto end = quoted(text, afterLetter))
		{
			masked += "<quoted>";
			text.remove_prefix(*end);
			continue;
		}
		if (isIdeograph(text))
		{
			while (!text.empty() && isIdeograph(text)) text.remove_prefix(characterSize(text));
			masked += "<text>";
			continue;
		}
		const auto size = characterSize(text);
		masked += text.substr(0, size);
		text.remove_prefix(size);
	}
	return masked;
}

std::string maskPath(std::string_view path)
{
	std::string text(path);
	for (const std::string_view folder : {"/home/", "/Users/", "\\Users\\", "\\Documents and Settings\\"})
	{
		const auto at = text.find(folder);
		if (at == std::string::npos) continue;
		const auto begin = at + folder.size();
		const auto end = std::min(text.find_first_of("/\\", begin), text.size());
		text.replace(begin, end - begin, "<person>");
	}
	return text;
}

std::string maskConnection(std::string_view text)
{
	std::string masked;
	for (std::size_t at = 0; at < text.size();)
	{
		// The value in braces may hold separators; it ends at a single closing brace.
		const auto equals = text.find_first_of("=;", at);
		if (equals == std::string_view::npos || text[equals] == ';')
		{
			at = equals == std::string_view::npos ? text.size() : equals + 1;
			continue;
		}
		std::string key(text.substr(at, equals - at));
		key.erase(0, key.find_first_not_of(' ') == std::string::npos ? 0 : key.find_first_not_of(' '));
		auto end = equals + 1;
		if (end < text.size() && text[end] == '{')
			for (++end; end < text.size(); ++end)
			{
				if (text[end] != '}') continue;
				if (end + 1 >= text.size() || text[end + 1] != '}') break;
				++end;
			}
		end = std::min(text.find(';', end), text.size());
		const bool shown = oneOf(lower(key), {"dsn", "driver", "server", "servername", "host", "port", "database",
		                                      "dbq", "charset", "sslmode", "encrypt", "trustservercertificate",
		                                      "trusted_connection", "readonly", "timeout"});
		masked +=
			key + "=" + (shown ? maskPath(text.substr(equals + 1, end - equals - 1)) : std::string(kHidden)) + ";";
		at = end + 1;
	}
	return masked;
}

json maskSecrets(const json& secrets)
{
	auto masked = json::object();
	if (!secrets.is_object()) return masked;
	for (const auto& [name, value] : secrets.items())
	{
		const auto text = value.is_string() ? value.get<std::string>() : std::string();
		const auto begin = lower(text.substr(0, text.find('=')));
		const bool connection = oneOf(begin, {"dsn", "driver", "server", "uid", "pwd", "database"});
		masked[name] = connection ? maskConnection(text) : std::string(kHidden);
	}
	return masked;
}

json maskHostConfig(const json& config)
{
	auto masked = kept(config, {"timeZone", "developer", "logLevel"});
	if (!config.is_object() || !config.contains("listen")) return masked;
	masked["listen"] = kept(config["listen"], {"address", "port", "certificate", "privateKey"});
	hidePath(masked["listen"], "certificate");
	hidePath(masked["listen"], "privateKey");
	return masked;
}

json maskMapping(const json& mapping)
{
	if (mapping.is_array())
	{
		auto copy = json::array();
		for (const auto& item : mapping) copy.push_back(maskMapping(item));
		return copy;
	}
	if (!mapping.is_object()) return mapping;
	auto copy = json::object();
	for (const auto& [name, value] : mapping.items())
	{
		if (name == "select" && value.is_string()) copy[name] = withoutLiterals(value.get<std::string>());
		else copy[name] = maskMapping(value);
	}
	return copy;
}

json maskMessaging(const json& messaging)
{
	auto masked = json::object();
	if (!messaging.is_object() || !messaging.contains("channels") || !messaging["channels"].is_object()) return masked;
	for (const auto& [name, channel] : messaging["channels"].items())
	{
		auto& copy = masked["channels"][name] =
			kept(channel, {"adapter", "method", "host", "port", "security", "recognisesId", "timeoutSeconds", "quiet",
		                   "passwordSecret"});
		// Where to, without what may stand in its path or query: gateways put keys there.
		if (!channel.is_object() || !channel.contains("url") || !channel["url"].is_string()) continue;
		const auto url = channel["url"].get<std::string>();
		const auto scheme = url.find("://");
		const auto begin = scheme == std::string::npos ? 0 : scheme + 3;
		const auto end = std::min(url.find_first_of("/?#", begin), url.size());
		const auto account = url.substr(0, end).rfind('@');
		copy["url"] = account == std::string::npos || account < begin
		                  ? url.substr(0, end)
		                  : url.substr(0, begin) + url.substr(account + 1, end - account - 1);
	}
	return masked;
}

json maskPlugins(const json& plugins)
{
	auto masked = json::array();
	if (!plugins.is_array()) return masked;
	for (const auto& plugin : plugins)
	{
		masked.push_back(kept(plugin, {"id", "path", "enabled"}));
		hidePath(masked.back(), "path");
	}
	return masked;
}

Finding masked(Finding finding, const std::vector<std::string>& people)
{
	const bool ours = finding.error.code.starts_with("doctor.");
	for (auto& [name, value] : finding.error.params)
	{
		// Ours hold what the machine is called; only a driver's, a plugin's or the ERP's words can be about people.
		if (ours && name == "addresses") value = kHidden; // a small company's machines are called after people
		else if (ours && !oneOf(name, {"reason", "how", "damage"})) value = maskPath(value);
		else if (!oneOf(name, {"entity", "table", "column", "columns", "field", "type", "as", "secret", "pointer",
		                       "state", "native", "seconds", "count", "plugin", "member", "zone"}))
			value = maskText(maskPath(value), people);
	}
	return finding;
}

} // namespace erphost::doctor
