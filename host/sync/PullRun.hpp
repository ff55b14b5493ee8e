#pragma once

#include "host/sync/EntitySql.hpp"
#include "host/sync/PullContext.hpp"
#include "host/sync/PullPlan.hpp"
#include "host/sync/RowBuilder.hpp"
#include "host/sync/SeenKeys.hpp"
#include "host/sync/StoreWriter.hpp"

namespace erphost::sync {

/// One round over one entity: what the modes (WatermarkPull, SnapshotPull, QueuePull, KeySweep) share. It lives for the
/// round; the fetch thread and the writing thread meet in pump().
struct PullRun
{
	PullContext& context;
	const EntityMap& map;
	const entities::EntitySchema& schema;
	const PullPlan& plan;
	const EntitySql& sql;
	odbc::Connection& connection;
	RowBuilder& builder;
	StoreWriter& writer;
	nlohmann::json position; ///< as in erp_entity.position
	PullOutcome outcome;

	/// Runs `fetch` on a thread of its own and writes on this one.
	Result<void> pump(const std::function<Result<void>(BatchQueue&)>& fetch);

	/// Reads one page into the queue. `mark`: called per batch with the raw cells of its last row, gives the position
	/// to store with it. `each`: called per row that came in. Returns the rows read; `last` is the last row's raw cells
	/// of the columns in `keep`.
	struct Page
	{
		std::size_t rows = 0;
		std::vector<std::string> last; ///< raw values of `keep` in the last row
		bool stopped = false;
	};
	Result<Page> readPage(const PullQuery& query, const std::vector<std::size_t>& keep, BatchQueue& queue,
	                      const std::function<std::string(const std::vector<std::string>&)>& mark,
	                      const std::function<Result<void>(const RowBatch&, std::size_t row)>& each = {});

	/// Fetches the rows of raw keys in pieces; keys that gave no row are added to `absent` (canonical).
	Result<void> fetchKeys(const std::vector<std::vector<std::string>>& keys, BatchQueue& queue,
	                       std::vector<std::string>* absent = nullptr);

	/// Marks and deletes what a complete scan did not see; "erp.mass_deletion" (configuration) above the threshold.
	Result<void> judgeMissing(SeenKeys& seen);

	Result<void> savePosition();
	/// Spends the budget and waits if need be; false: stop.
	bool breathe(std::size_t rows);
};

} // namespace erphost::sync
