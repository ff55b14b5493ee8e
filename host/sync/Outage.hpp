#pragma once

#include "host/store/Transaction.hpp"

#include <cstdint>

namespace erphost::sync {

// When the pull line was away (view erp_outage): what the ERP says happened then was not seen when it happened. One row
// a time, open while it lasts; a process that dies in between leaves it open for the next one to close.

/// The line is away since `nowMs`. `first`: this process has read nothing yet, so nothing was seen since the last
/// complete pull before it.
Result<void> beginOutage(store::Transaction& tx, std::int64_t nowMs, bool first);

/// The line is there. `first`: if nothing was read for more than two minutes before this process began, the host
/// itself was away, and that time is written down too.
Result<void> endOutage(store::Transaction& tx, std::int64_t nowMs, bool first);

} // namespace erphost::sync
