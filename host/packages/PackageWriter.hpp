#pragma once

#include "erphost/Result.hpp"
#include "host/packages/SigningKey.hpp"

#include <filesystem>
#include <optional>

namespace erphost::packages {

/// Packs a plugin's folder into `target`, which is replaced at once when the package is complete and has passed the
/// reader's own checks. The same folder gives the same bytes. Refused: what a reader refuses, files that do not belong
/// into a package ("package.path_unknown"), links ("package.entry_link"), a package without any library
/// ("package.no_library").
Result<void> packFolder(const std::filesystem::path& folder, const std::filesystem::path& target,
                        const std::optional<SigningKey>& key);

/// Signs a package in its place; a former signature is replaced. Every file is compared with its hash first.
Result<void> signPackage(const std::filesystem::path& file, const SigningKey& key);

} // namespace erphost::packages
