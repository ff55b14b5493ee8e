#include "surface/LinkToken.hpp"

#include <sodium.h>

#include <array>

namespace complaints {

namespace {

template <std::size_t N>
std::string hex(const std::array<unsigned char, N>& bytes)
{
	std::string text(N * 2 + 1, '\0');
	sodium_bin2hex(text.data(), text.size(), bytes.data(), N);
	text.pop_back();
	return text;
}

} // namespace

std::string newToken()
{
	std::array<unsigned char, 16> bytes{};
	randombytes_buf(bytes.data(), bytes.size());
	return hex(bytes);
}

std::string hashOfToken(std::string_view token)
{
	std::array<unsigned char, 32> digest{};
	crypto_generichash(digest.data(), digest.size(), reinterpret_cast<const unsigned char*>(token.data()), token.size(),
	                   nullptr, 0);
	return hex(digest);
}

} // namespace complaints
