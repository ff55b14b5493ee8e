#pragma once

#include <sodium.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

/// Ids of records. The one header of the SDK that needs a library: a plugin that includes it links libsodium.
namespace erphost {

/// Two lower case digits a byte.
template <std::size_t N>
std::string hex(const std::array<unsigned char, N>& bytes)
{
	std::string text(N * 2 + 1, '\0');
	sodium_bin2hex(text.data(), text.size(), bytes.data(), N);
	text.pop_back();
	return text;
}

/// An id that says the same for the same parts in any store: what is told twice is one thing.
inline std::string idOf(std::initializer_list<std::string_view> parts)
{
	std::array<unsigned char, 16> digest{};
	crypto_generichash_state state;
	crypto_generichash_init(&state, nullptr, 0, digest.size());
	for (const std::string_view part : parts)
	{
		// Length first: "ab" + "c" and "a" + "bc" differ.
		const std::string prefix = std::to_string(part.size()) + ":";
		crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(prefix.data()), prefix.size());
		crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(part.data()), part.size());
	}
	crypto_generichash_final(&state, digest.data(), digest.size());
	return hex(digest);
}

/// A new id that nobody else has; ids grow with time (UUIDv7).
inline std::string newId(std::int64_t nowMs)
{
	std::array<unsigned char, 16> bytes{};
	randombytes_buf(bytes.data(), bytes.size());
	for (int i = 0; i < 6; ++i) bytes[static_cast<std::size_t>(i)] = static_cast<unsigned char>(nowMs >> (40 - 8 * i));
	bytes[6] = static_cast<unsigned char>(0x70 | (bytes[6] & 0x0f));
	bytes[8] = static_cast<unsigned char>(0x80 | (bytes[8] & 0x3f));
	std::string text = hex(bytes);
	for (const std::size_t at : {8U, 13U, 18U, 23U}) text.insert(at, 1, '-');
	return text;
}

} // namespace erphost
