#pragma once

#include "erphost/Result.hpp"

#include <filesystem>

namespace erphost {

/// When an administrator (root) gives a command on a folder that belongs to the service's account, goes on as that
/// account for the rest of the process: otherwise root would own files that the service must read and replace. Changes
/// nothing for anybody else, for a folder of root, for a folder that is not there, and on Windows, where new files
/// inherit the folder's rights. Early in a command, before other threads run.
Result<void> actAsOwnerOf(const std::filesystem::path& folder);

/// Takes a new, empty folder away from everybody but its owner and the system's administrators; what is made in it
/// inherits that. "file.unwritable".
Result<void> closeToOthers(const std::filesystem::path& folder);

} // namespace erphost
