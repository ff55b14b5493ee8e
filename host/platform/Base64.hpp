#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace erphost {

/// Bytes as text in the host's files: base64 with padding. Any thread.
std::string toBase64(const unsigned char* bytes, std::size_t count);

/// False unless the text is exactly `count` bytes.
bool fromBase64(std::string_view text, unsigned char* into, std::size_t count);

} // namespace erphost
