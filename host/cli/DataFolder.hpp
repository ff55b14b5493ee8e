#pragma once

#include "erphost/Result.hpp"

#include <filesystem>

namespace erphost::cli {

/// Creates what is missing of a data folder: subfolders, an empty plugin list, an empty secrets file for the owner
/// only.
Result<void> createDataFolder(const std::filesystem::path& data);

} // namespace erphost::cli
