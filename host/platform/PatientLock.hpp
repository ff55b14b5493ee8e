#pragma once

#include "host/platform/Files.hpp"

#include <filesystem>
#include <memory>

namespace erphost {

/// A lock that is only ever held for the time of one small file's change: waits up to two seconds for whoever is at it.
/// "lock.taken" (conflict) after that. Any thread.
Result<std::unique_ptr<FileLock>> takeLockPatiently(const std::filesystem::path& file);

} // namespace erphost
