#pragma once

#include "erphost/Result.hpp"

#include <string>
#include <string_view>

namespace erphost::security {

inline constexpr std::size_t kShortestPassword = 8;
inline constexpr std::size_t kLongestPassword = 200;

/// "auth.password_weak" for a password that is short, the user name, one repeated character or among the commonest.
Result<void> checkPassword(std::string_view password, std::string_view username);

/// Argon2id; takes 64 MiB and some 50 ms. At most two run at once, so that guessing cannot eat the machine. Any thread.
Result<std::string> hashPassword(std::string_view password);

/// Whether the password belongs to the hash. An empty hash takes as long and is never right: nobody shall learn from
/// the time of an answer which users exist.
bool verifyPassword(const std::string& hash, std::string_view password);

} // namespace erphost::security
