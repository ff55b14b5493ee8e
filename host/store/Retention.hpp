#pragma once

#include "host/store/Database.hpp"

#include <cstdint>

namespace erphost::store {

/// Forgets the first answers to keyed requests that are older than `beforeMs`, in short transactions so that commits of
/// others get in between. Returns how many. The audit log is never shortened.
Result<std::int64_t> pruneIdempotency(Database& database, std::int64_t beforeMs);

} // namespace erphost::store
