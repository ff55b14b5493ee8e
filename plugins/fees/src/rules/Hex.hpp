#pragma once

#include <sodium.h>

#include <array>
#include <string>

namespace fees {

/// Two lower case digits a byte.
template <std::size_t N>
std::string hex(const std::array<unsigned char, N>& bytes)
{
	std::string text(N * 2 + 1, '\0');
	sodium_bin2hex(text.data(), text.size(), bytes.data(), N);
	text.pop_back();
	return text;
}

} // namespace fees
