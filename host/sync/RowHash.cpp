#include "host/sync/RowHash.hpp"

#include <sodium.h>

#include <array>

namespace erphost::sync {

namespace {

// Not a secret: the hash finds changes, it proves nothing to anybody. It must never change, or every row would look
// new.
constexpr std::array<unsigned char, crypto_shorthash_KEYBYTES> kKey = {'e', 'r', 'p', 'h', 'o', 's', 't', '.',
                                                                       'r', 'o', 'w', 'h', 'a', 's', 'h', '1'};

std::int64_t sipHash(std::string_view text)
{
	std::array<unsigned char, crypto_shorthash_BYTES> out{};
	crypto_shorthash(out.data(), reinterpret_cast<const unsigned char*>(text.data()), text.size(), kKey.data());
	std::uint64_t value = 0;
	for (std::size_t i = out.size(); i-- > 0;) value = (value << 8) | out[i];
	return static_cast<std::int64_t>(value);
}

} // namespace

std::int64_t RowHash::digest() const
{
	return sipHash(_buffer);
}

std::string textDigest(std::string_view text)
{
	constexpr char kHex[] = "0123456789abcdef";
	auto value = static_cast<std::uint64_t>(sipHash(text));
	std::string hex(16, '0');
	for (std::size_t i = hex.size(); i-- > 0; value >>= 4) hex[i] = kHex[value & 15];
	return hex;
}

} // namespace erphost::sync
