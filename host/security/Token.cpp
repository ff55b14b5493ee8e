#include "host/security/Token.hpp"

#include <sodium.h>

#include <array>

namespace erphost::security {

std::string tokenHash(std::string_view token)
{
	std::array<unsigned char, 32> hash{};
	crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(token.data()), token.size(),
	                   nullptr, 0);
	std::array<char, hash.size() * 2 + 1> hex{};
	sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
	return hex.data();
}

bool sameSecret(std::string_view a, std::string_view b)
{
	return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

} // namespace erphost::security
