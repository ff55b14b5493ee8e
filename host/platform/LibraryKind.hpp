#pragma once

#include <filesystem>
#include <string>

namespace erphost {

/// For what system a shared library was built: "linux-x86_64", "linux-aarch64", "linux-x86", "windows-x86_64",
/// "windows-x86", "other"; empty if the file is no library or cannot be read. Looks at its first bytes, loads nothing.
std::string libraryKind(const std::filesystem::path& file);

/// 32, 64, or 0 where the kind does not say.
int bitsOf(const std::string& libraryKind);

} // namespace erphost
