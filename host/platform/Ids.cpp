#include "host/platform/Ids.hpp"

#include <sodium.h>

#include <array>
#include <cstdlib>
#include <vector>

namespace erphost {
namespace {

void fillRandom(unsigned char* target, std::size_t size)
{
	// Without its random source libsodium must not be used at all; there is nothing sensible to go on with.
	static const bool ready = sodium_init() >= 0;
	if (!ready) std::abort();
	randombytes_buf(target, size);
}

} // namespace

std::string newId(std::int64_t nowMs)
{
	std::array<unsigned char, 16> bytes{};
	fillRandom(bytes.data(), bytes.size());
	for (std::size_t i = 0; i < 6; ++i)
		bytes[i] = static_cast<unsigned char>(static_cast<std::uint64_t>(nowMs) >> (40 - 8 * i));
	bytes[6] = static_cast<unsigned char>((bytes[6] & 0x0F) | 0x70); // version 7
	bytes[8] = static_cast<unsigned char>((bytes[8] & 0x3F) | 0x80); // RFC 9562 variant

	static constexpr char kHex[] = "0123456789abcdef";
	std::string text;
	text.reserve(36);
	for (std::size_t i = 0; i < bytes.size(); ++i)
	{
		if (i == 4 || i == 6 || i == 8 || i == 10) text += '-';
		text += kHex[bytes[i] >> 4];
		text += kHex[bytes[i] & 0x0F];
	}
	return text;
}

std::string newSecret(int bytes)
{
	std::vector<unsigned char> raw(static_cast<std::size_t>(bytes));
	fillRandom(raw.data(), raw.size());
	constexpr int kVariant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
	std::string text(sodium_base64_encoded_len(raw.size(), kVariant), '\0');
	sodium_bin2base64(text.data(), text.size(), raw.data(), raw.size(), kVariant);
	text.pop_back(); // the terminating zero that libsodium counts
	sodium_memzero(raw.data(), raw.size());
	return text;
}

} // namespace erphost
