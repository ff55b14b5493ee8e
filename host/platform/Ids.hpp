#pragma once

#include <cstdint>
#include <string>

namespace erphost {

/// A UUIDv7 as text: time-ordered, from the given instant and the system's secure random source. Any thread.
std::string newId(std::int64_t nowMs);

/// `bytes` random bytes as URL-safe base64 without padding: tokens, secrets. Any thread.
std::string newSecret(int bytes = 32);

} // namespace erphost
