#include "host/messages/Catalogue.hpp"

#include "embedded/message_catalogues.hpp"

#include <algorithm>

namespace erphost::messages {

namespace {

/// The length of the placeholder that begins at `text[0] == '{'`, braces included; 0 if it is none.
std::size_t placeholderLength(std::string_view text)
{
	const auto end = text.find('}');
	if (end == std::string_view::npos || end < 2) return 0;
	for (const char c : text.substr(1, end - 1))
	{
		const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
		if (!letter) return 0;
	}
	return end + 1;
}

std::string member(const nlohmann::json& entry, const char* name)
{
	const auto found = entry.find(name);
	return found != entry.end() && found->is_string() ? found->get<std::string>() : std::string();
}

} // namespace

Catalogue::Catalogue(std::string_view language)
{
	const auto ending = "." + std::string(language) + ".json";
	for (const auto& file : embedded::message_catalogues())
	{
		if (!file.name.ends_with(ending)) continue;
		const std::string name(file.name);
		const auto document = nlohmann::json::parse(file.content, nullptr, false);
		if (!document.is_object())
		{
			_faults.push_back(name + " is not a JSON object");
			continue;
		}
		for (const auto& [code, entry] : document.items())
		{
			if (!entry.is_object() || member(entry, "title").empty())
				_faults.push_back(name + ": " + code + " has no title");
			else if (!_texts
			              .emplace(code, Text{member(entry, "title"), member(entry, "detail"), member(entry, "remedy")})
			              .second)
				_faults.push_back(name + ": " + code + " stands in another file, too");
		}
	}
}

Catalogue& Catalogue::changeable(std::string_view language)
{
	static Catalogue chinese("zh");
	static Catalogue english("en");
	return language == "zh" ? chinese : english;
}

void Catalogue::add(const nlohmann::json& texts, std::string_view prefix)
{
	if (!texts.is_object()) return;
	for (const auto& [code, entry] : texts.items())
		if (code.starts_with(prefix) && entry.is_object())
			_texts.emplace(code, Text{member(entry, "title"), member(entry, "detail"), member(entry, "remedy")});
}

const Text* Catalogue::find(std::string_view code) const
{
	const auto found = _texts.find(code);
	return found == _texts.end() ? nullptr : &found->second;
}

std::vector<std::string> placeholders(std::string_view text)
{
	std::vector<std::string> names;
	for (auto at = text.find('{'); at != std::string_view::npos; at = text.find('{', at + 1))
		if (const auto length = placeholderLength(text.substr(at))) names.emplace_back(text.substr(at + 1, length - 2));
	std::sort(names.begin(), names.end());
	names.erase(std::unique(names.begin(), names.end()), names.end());
	return names;
}

std::string fill(std::string_view text, const Error::Params& params)
{
	std::string filled;
	while (!text.empty())
	{
		const auto at = text.find('{');
		filled += text.substr(0, at);
		if (at == std::string_view::npos) break;
		text.remove_prefix(at);
		const auto length = placeholderLength(text);
		if (length == 0)
		{
			filled += '{';
			text.remove_prefix(1);
			continue;
		}
		const auto name = text.substr(1, length - 2);
		const auto found = std::find_if(params.begin(), params.end(), [&](const auto& p) { return p.first == name; });
		filled += found == params.end() || found->second.empty() ? "—" : found->second;
		text.remove_prefix(length);
	}
	return filled;
}

} // namespace erphost::messages
