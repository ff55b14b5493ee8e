#include "host/sync/SnapshotPull.hpp"

#include "host/sync/SyncSql.hpp"

namespace erphost::sync {

Result<void> pullBySnapshot(PullRun& run)
{
	const auto pageRows = run.context.mapping.pageRows;
	nlohmann::json place = run.position;
	const bool partial = place.contains("scanAt");
	SeenKeys seen(run.context.temporary);
	EH_CHECK(run.pump([&](BatchQueue& queue) -> Result<void> {
		auto after = place.value("scanAt", std::vector<std::string>());
		for (;;)
		{
			EH_TRY(const auto page, run.readPage(
										run.plan.keyPage(after, pageRows), run.plan.keyIndex(), queue,
										[&](const std::vector<std::string>& last) {
											place["scanAt"] = last;
											return place.dump();
										},
										[&](const RowBatch& batch, std::size_t row) -> Result<void> {
											return seen.add(batch.text(batch.rows[row].branch),
				                                            batch.text(batch.rows[row].key));
										}));
			if (page.stopped) return {};
			if (page.rows < pageRows) break;
			after = page.last;
		}
		return {};
	}));
	run.position.erase("scanAt");
	if (!partial)
	{
		// Whatever the judgement: the scan itself is complete, the next one begins anew.
		auto judged = run.judgeMissing(seen);
		if (!judged)
		{
			EH_CHECK(run.savePosition());
			return judged;
		}
		run.outcome.swept = true;
		EH_CHECK(run.context.database.write([&](store::Transaction& tx) -> Result<void> {
			EH_CHECK(tx.execute(sql::kEntityScanned, run.map.entity, run.context.clock.nowMs()));
			return {};
		}));
	}
	return run.savePosition();
}

} // namespace erphost::sync
