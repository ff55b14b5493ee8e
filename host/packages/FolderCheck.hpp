#pragma once

#include "erphost/Result.hpp"
#include "host/packages/TrustStore.hpp"

#include <filesystem>

namespace erphost::packages {

/// Judges the signature of an unpacked package by its hash list alone, for lists and overviews: whether the files are
/// those of the list is not looked at. "package.installed_modified" if list or signature cannot be read.
Result<Verdict> judgeFolder(const std::filesystem::path& folder, const std::string& plugin, const TrustStore& trust);

/// Compares an unpacked package with its hash list, file by file, and judges its signature. Any difference is
/// "package.installed_modified" (params plugin, entry): a changed, missing or additional file. Otherwise the verdict on
/// the signature, which permit() may still refuse.
Result<Verdict> checkFolder(const std::filesystem::path& folder, const std::string& plugin, const TrustStore& trust);

} // namespace erphost::packages
