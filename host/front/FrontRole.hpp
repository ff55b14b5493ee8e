#pragma once

#include <filesystem>

namespace erphost::front {

/// The front worker: `erphost worker front`. Returns the exit code of the process. Writes run/signin-link.txt (owner
/// only) while nobody has a password, and removes it afterwards. `byHand`: without a supervisor.
int runFrontWorker(const std::filesystem::path& data, bool byHand);

} // namespace erphost::front
