#pragma once

#include <string>
#include <string_view>

namespace complaints {

/// CP-14: 128 random bits as 32 hex digits.
std::string newToken();

/// What is kept of a token: from it the token cannot be had.
std::string hashOfToken(std::string_view token);

} // namespace complaints
