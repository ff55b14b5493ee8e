#pragma once

#include "erphost/Result.hpp"

#include <filesystem>

namespace erphost {

/// Gives a finished, flushed file its name, in place of what was there; the name itself survives a power cut. Both
/// paths lie on one file system. Any thread. Error: "file.unwritable".
Result<void> moveDurably(const std::filesystem::path& from, const std::filesystem::path& to);

/// Waits until the content of a closed file is on the disk. Any thread. Error: "file.unwritable".
Result<void> flushFile(const std::filesystem::path& file);

} // namespace erphost
