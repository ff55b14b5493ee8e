#pragma once

#include "erphost/Result.hpp"
#include "host/store/Transaction.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace erphost::store {

/// Facts about a store, from host_meta.
struct Meta
{
	std::string storeId;
	std::int64_t epoch = 1; ///< rises at every restore; part of every outbox version
	std::int64_t createdAtMs = 0;
	std::optional<std::int64_t> pushHeldSinceMs; ///< after a restore: nothing is pushed before reconcile has run
};

Result<Meta> readMeta(Transaction& tx);

/// Gives a new store its id and epoch 1; leaves an existing one as it is.
Result<void> nameStore(Transaction& tx, std::int64_t nowMs);

/// Raises the epoch to `epoch` and holds the push. For restore.
Result<void> beginEpoch(Transaction& tx, std::int64_t epoch, std::int64_t nowMs);

/// Reconcile has learned the ERP's highest versions and numbers: pushing may go on.
Result<void> releasePush(Transaction& tx);

} // namespace erphost::store
