#pragma once

#include "host/sync/EntityPull.hpp"
#include "host/sync/OutboxStore.hpp"

namespace erphost::sync {

/// Host and ERP side by side, for one entity.
struct Comparison
{
	std::int64_t erpRows = 0, storeRows = 0;
	std::int64_t missing = 0;   ///< in the ERP, not in the store
	std::int64_t different = 0; ///< in both, with another hash
	std::int64_t extra = 0;     ///< in the store, not in the ERP
	std::int64_t repaired = 0;
	std::vector<std::string> examples; ///< keys, at most 20

	bool equal() const { return missing + different + extra == 0; }
	nlohmann::json json() const;
};

/// Compares counts and hashes of every row. `repair` brings what is missing or different in anew; what is extra is left
/// to the sweeps and their threshold. Reads the ERP once; on the thread that pulls.
Result<Comparison> compareEntity(PullContext& context, EntityPull& pull, bool repair);

/// After a restore: reads what the ERP already holds of every interface record, so that nothing older is written over
/// it, then lets push go on. On the thread that pushes.
Result<std::int64_t> learnFromErp(store::Database& database, const Clock& clock, const Mapping& mapping, ErpLink& push);

} // namespace erphost::sync
