#pragma once

#include <string>

namespace erphost {

/// Writes to what is standard error at this moment, in one call: the lines of several processes do not mix. On Windows
/// past the C runtime, which has no standard error in a service and cannot be given one. Any thread.
void writeStandardError(const std::string& text);

} // namespace erphost
