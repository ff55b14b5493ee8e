#pragma once

#include "host/sync/PullRun.hpp"

namespace erphost::sync {

/// Reads all keys and watermarks, fetches what the store lacks or has with another watermark — commits later than the
/// overlap, changes through joined tables — and judges what is gone.
Result<void> sweepKeys(PullRun& run);

} // namespace erphost::sync
