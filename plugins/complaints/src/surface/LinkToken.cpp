#include "surface/LinkToken.hpp"

#include "rules/Id.hpp"

#include <sodium.h>

#include <array>

namespace complaints {

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
