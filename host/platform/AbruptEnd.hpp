#pragma once

#include <string>

namespace erphost {

/// Ends this process as if the power had failed: no destructors, no flush, no exit handlers. For failpoints.
[[noreturn]] void endAbruptly();

/// Creates an empty file; false if it exists already. Atomic between processes.
bool createMarker(const std::string& file);

} // namespace erphost
