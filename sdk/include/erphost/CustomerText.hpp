#pragma once

#include <map>
#include <string>
#include <string_view>

namespace erphost {

/// A telephone number for who does not need it: "139****5678"; a short number keeps its last two digits at most. ''
/// stays ''.
inline std::string maskedPhone(std::string_view phone)
{
	if (phone.empty()) return {};
	if (phone.size() >= 11)
		return std::string(phone.substr(0, 3)) + "****" + std::string(phone.substr(phone.size() - 4));
	return "****" + std::string(phone.size() > 4 ? phone.substr(phone.size() - 2) : std::string_view{});
}

/// The text of a message with {name} replaced by its value; a name that has none stays as it is, so that the mistake is
/// seen. Values are not looked into: a customer's "{hotline}" stays what he wrote.
inline std::string filled(std::string_view text, const std::map<std::string, std::string, std::less<>>& values)
{
	std::string result;
	while (!text.empty())
	{
		const auto open = text.find('{');
		const auto close = open == std::string_view::npos ? open : text.find('}', open);
		if (close == std::string_view::npos) break;
		const auto value = values.find(text.substr(open + 1, close - open - 1));
		result += text.substr(0, open);
		if (value != values.end()) result += value->second;
		else result += text.substr(open, close - open + 1);
		text.remove_prefix(close + 1);
	}
	return result + std::string(text);
}

} // namespace erphost
