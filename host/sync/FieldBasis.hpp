#pragma once

#include "host/store/Transaction.hpp"
#include "host/sync/Mapping.hpp"

namespace erphost::sync {

/// Publishes of each timestamp that the mapping judges whether it is the event or its typing in (view
/// erp_field_basis), in place of what an earlier mapping said.
Result<void> publishFieldBasis(store::Transaction& tx, const Mapping& mapping);

} // namespace erphost::sync
