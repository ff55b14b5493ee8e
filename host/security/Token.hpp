#pragma once

#include <string>
#include <string_view>

namespace erphost::security {

/// What is kept of a random token (session, link, API token): BLAKE2b-256 as hex. A copy of the store opens no door.
/// Fast hashing is enough, because tokens are 256 random bits.
std::string tokenHash(std::string_view token);

/// Equal, in a time that does not depend on where they differ.
bool sameSecret(std::string_view a, std::string_view b);

} // namespace erphost::security
