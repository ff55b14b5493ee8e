#include "host/sync/KeyText.hpp"

#include "host/sync/Conversion.hpp"

namespace erphost::sync {

void appendKeyPart(std::string& key, std::string_view part, bool first)
{
	part = withoutPadding(part);
	if (!first) key += '|';
	if (part.find_first_of("\\|") == std::string_view::npos)
	{
		key.append(part);
		return;
	}
	for (const char c : part)
	{
		if (c == '\\' || c == '|') key += '\\';
		key += c;
	}
}

std::string joinKey(const std::vector<std::string>& parts)
{
	std::string key;
	for (std::size_t i = 0; i < parts.size(); ++i) appendKeyPart(key, parts[i], i == 0);
	return key;
}

std::vector<std::string> splitKey(std::string_view key)
{
	std::vector<std::string> parts(1);
	for (std::size_t i = 0; i < key.size(); ++i)
	{
		if (key[i] == '|') parts.emplace_back();
		else if (key[i] == '\\' && i + 1 < key.size()) parts.back() += key[++i];
		else parts.back() += key[i];
	}
	return parts;
}

} // namespace erphost::sync
