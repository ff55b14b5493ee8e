#include "host/sync/KeySweep.hpp"

#include "host/sync/KeyScan.hpp"
#include "host/sync/SyncSql.hpp"

namespace erphost::sync {

namespace {

/// Which rows of `batch` the store lacks, or knows with another watermark.
Result<void> compare(PullRun& run, const RowBatch& batch, const KeyScan::RawKeys& raw, KeyScan::RawKeys& wanted)
{
	return run.context.database.read([&](store::Transaction& tx) -> Result<void> {
		for (std::size_t i = 0; i < batch.rows.size(); ++i)
		{
			EH_TRY(auto look, tx.prepareAsHost(*run.sql.look));
			EH_CHECK(look.bindBorrowed(1, batch.text(batch.rows[i].branch)));
			EH_CHECK(look.bindBorrowed(2, batch.text(batch.rows[i].key)));
			EH_TRY(const bool found, look.step());
			if (!found || look.view(1) != batch.text(batch.rows[i].watermark) ||
			    (look.integer(3) != 0) != batch.rows[i].deleted)
				wanted.push_back(raw[i]);
		}
		return {};
	});
}

} // namespace

Result<void> sweepKeys(PullRun& run)
{
	SeenKeys seen(run.context.temporary);
	const KeyScan scan{
		[&](const std::vector<std::string>& after) { return run.plan.sweepPage(after, run.context.mapping.pageRows); },
		[&](const odbc::BlockReader& reader, std::size_t row, RowBatch& batch) -> Result<bool> {
			if (!run.builder.addHead(reader, row, batch)) return false;
			EH_CHECK(seen.add(batch.text(batch.rows.back().branch), batch.text(batch.rows.back().key)));
			return true;
		},
		[&](const RowBatch& batch, const KeyScan::RawKeys& raw, KeyScan::RawKeys& wanted) {
			return compare(run, batch, raw, wanted);
		}};
	EH_CHECK(run.pump([&](BatchQueue& queue) { return scanByKey(run, scan, queue); }));
	EH_CHECK(run.judgeMissing(seen));
	run.outcome.swept = true;
	EH_CHECK(run.context.database.write([&](store::Transaction& tx) -> Result<void> {
		EH_CHECK(tx.execute(sql::kEntityScanned, run.map.entity, run.context.clock.nowMs()));
		return {};
	}));
	return run.savePosition();
}

} // namespace erphost::sync
