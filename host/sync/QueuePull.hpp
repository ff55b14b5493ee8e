#pragma once

#include "host/sync/PullRun.hpp"

namespace erphost::sync {

/// Takes the keys that the ERP put into a queue table, fetches their rows, and acknowledges with the push account after
/// the rows are durable in the store: a kill in between reads them once more. The first round reads everything.
Result<void> pullByQueue(PullRun& run);

} // namespace erphost::sync
