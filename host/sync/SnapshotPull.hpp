#pragma once

#include "host/sync/PullRun.hpp"

namespace erphost::sync {

/// Reads all rows in key order and compares by row hash, for tables without a growing column. Resumes at the page where
/// a killed round stood; only a scan that was not interrupted may judge what is missing.
Result<void> pullBySnapshot(PullRun& run);

} // namespace erphost::sync
