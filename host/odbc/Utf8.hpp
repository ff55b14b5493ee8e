#pragma once

#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

/// Strict UTF-8: no overlong forms, no surrogates, nothing above U+10FFFF.
namespace erphost::odbc::utf8 {

/// The character at `position`, which moves behind it; nullopt if the text is not UTF-8 there.
inline std::optional<char32_t> decode(std::string_view text, std::size_t& position)
{
	const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
	const unsigned lead = byte(position);
	const std::size_t left = text.size() - position;
	const auto tail = [&](std::size_t i) { return (byte(position + i) & 0xC0u) == 0x80u; };
	if (lead < 0x80)
	{
		++position;
		return lead;
	}
	if (lead >= 0xC2 && lead <= 0xDF && left >= 2 && tail(1))
	{
		const char32_t code = ((lead & 0x1Fu) << 6) | (byte(position + 1) & 0x3Fu);
		position += 2;
		return code;
	}
	if (lead >= 0xE0 && lead <= 0xEF && left >= 3 && tail(1) && tail(2))
	{
		const char32_t code =
			((lead & 0x0Fu) << 12) | ((byte(position + 1) & 0x3Fu) << 6) | (byte(position + 2) & 0x3Fu);
		if (code < 0x800 || (code >= 0xD800 && code <= 0xDFFF)) return std::nullopt;
		position += 3;
		return code;
	}
	if (lead >= 0xF0 && lead <= 0xF4 && left >= 4 && tail(1) && tail(2) && tail(3))
	{
		const char32_t code = ((lead & 0x07u) << 18) | ((byte(position + 1) & 0x3Fu) << 12) |
		                      ((byte(position + 2) & 0x3Fu) << 6) | (byte(position + 3) & 0x3Fu);
		if (code < 0x10000 || code > 0x10FFFF) return std::nullopt;
		position += 4;
		return code;
	}
	return std::nullopt;
}

inline void append(std::string& out, char32_t code)
{
	const auto put = [&](char32_t value) { out.push_back(static_cast<char>(static_cast<unsigned char>(value))); };
	if (code < 0x80) put(code);
	else if (code < 0x800)
	{
		put(0xC0 | (code >> 6));
		put(0x80 | (code & 0x3F));
	}
	else if (code < 0x10000)
	{
		put(0xE0 | (code >> 12));
		put(0x80 | ((code >> 6) & 0x3F));
		put(0x80 | (code & 0x3F));
	}
	else
	{
		put(0xF0 | (code >> 18));
		put(0x80 | ((code >> 12) & 0x3F));
		put(0x80 | ((code >> 6) & 0x3F));
		put(0x80 | (code & 0x3F));
	}
}

/// Every cell of every pull passes through here: eight ASCII bytes at a time, Chinese three bytes at a time.
inline bool valid(const char* data, std::size_t size)
{
	const auto* at = reinterpret_cast<const unsigned char*>(data);
	const auto* const end = at + size;
	while (at < end)
	{
		if (*at < 0x80)
		{
			std::uint64_t eight;
			while (end - at >= 8 && (std::memcpy(&eight, at, 8), (eight & 0x8080808080808080u) == 0)) at += 8;
			while (at < end && *at < 0x80) ++at;
		}
		else if (end - at >= 3 && *at > 0xE0 && *at < 0xED && (at[1] & 0xC0) == 0x80 && (at[2] & 0xC0) == 0x80) at += 3;
		else
		{
			std::size_t position = 0;
			if (!decode({reinterpret_cast<const char*>(at), static_cast<std::size_t>(end - at)}, position))
				return false;
			at += position;
		}
	}
	return true;
}

/// Characters of a valid text.
inline std::size_t length(std::string_view text)
{
	std::size_t count = 0;
	for (const char c : text) count += (static_cast<unsigned char>(c) & 0xC0u) != 0x80u;
	return count;
}

} // namespace erphost::odbc::utf8
