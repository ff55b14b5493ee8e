#pragma once

#include <filesystem>

namespace erphost::messaging {

/// The messenger process: one thread per channel, so that a gateway that hangs holds up neither another channel nor any
/// other process. Returns the exit code.
int runMessengerWorker(const std::filesystem::path& data, bool byHand);

} // namespace erphost::messaging
