#pragma once

#include "erphost/Result.hpp"

#include <cstdint>
#include <filesystem>

namespace erphost::store {

struct Restored
{
	std::int64_t epoch = 0;         ///< of the store from now on
	std::filesystem::path previous; ///< where the store that was there lies now; empty if there was none
};

/// Puts a backup in the place of the store. Nobody may have the store open: the caller holds the instance lock.
///
/// The epoch becomes one more than the highest of backup and present store, and the push is held until reconcile has
/// learned what the ERP has already seen (Meta::pushHeldSinceMs). The present store is kept beside, renamed. Run again
/// after an interruption it does the same. Refused: a damaged backup ("store.damaged"), one of a newer program
/// ("store.newer"), a file that is no store ("store.not_a_store").
Result<Restored> restore(const std::filesystem::path& backupFile, const std::filesystem::path& store,
                         std::int64_t nowMs);

} // namespace erphost::store
