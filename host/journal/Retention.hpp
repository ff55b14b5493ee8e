#pragma once

#include "host/store/Database.hpp"

#include <cstdint>

namespace erphost::journal {

/// Forgets events that happened before `beforeMs`, in short transactions. Kept, however old: what a subscription has
/// not seen yet, and what is parked or held. The audit log is never shortened. Returns how many events went.
Result<std::int64_t> pruneEvents(store::Database& database, std::int64_t beforeMs);

} // namespace erphost::journal
