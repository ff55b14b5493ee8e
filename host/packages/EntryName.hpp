#pragma once

#include <string>
#include <string_view>

namespace erphost::packages {

/// True for a relative path that means the same file on every system: segments of ASCII letters, digits, '.', '_' and
/// '-', divided by '/'. So there is no '..', drive letter, backslash, colon, control character, leading or trailing
/// dot, Windows device name, empty segment, and nothing longer than Limits allow.
bool isEntryName(std::string_view name);

/// As file systems see it that do not tell 'A' from 'a'.
std::string foldedName(std::string_view name);

} // namespace erphost::packages
