#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>

namespace erphost {

/// At most so many bytes of the beginning of a text, and no part of a letter: half a letter is no UTF-8 any more.
inline std::string_view beginningOf(std::string_view text, std::size_t bytes)
{
	if (bytes >= text.size()) return text;
	while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0) == 0x80) --bytes;
	return text.substr(0, bytes);
}

/// The same of its end.
inline std::string_view endOf(std::string_view text, std::size_t bytes)
{
	std::size_t begin = text.size() - (bytes < text.size() ? bytes : text.size());
	while (begin < text.size() && (static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80) ++begin;
	return text.substr(begin);
}

/// A telephone number for who does not need it: "139****5678"; a short number keeps its last two digits at most. ''
/// stays ''. ERPs hold other things there too ("李经理 晚上打"): what is left of them is text all the same.
inline std::string maskedPhone(std::string_view phone)
{
	if (phone.empty()) return {};
	if (phone.size() >= 11) return std::string(beginningOf(phone, 3)) + "****" + std::string(endOf(phone, 4));
	return "****" + std::string(phone.size() > 4 ? endOf(phone, 2) : std::string_view{});
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
