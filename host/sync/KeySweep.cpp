#include "host/sync/KeySweep.hpp"

#include "host/sync/SyncSql.hpp"

namespace erphost::sync {

namespace {

/// Which rows of `batch` the store lacks, or knows with another watermark.
Result<void> compare(PullRun& run, const RowBatch& batch, const std::vector<std::vector<std::string>>& raw,
                     std::vector<std::vector<std::string>>& wanted)
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
	const auto pageRows = run.context.mapping.pageRows;
	SeenKeys seen(run.context.temporary);
	EH_CHECK(run.pump([&](BatchQueue& queue) -> Result<void> {
		std::vector<std::string> after;
		for (;;)
		{
			const auto query = run.plan.sweepPage(after, pageRows);
			std::vector<std::vector<std::string>> wanted;
			std::size_t read = 0;
			{
				EH_TRY(auto reader, query.open(run.connection));
				for (;;)
				{
					EH_TRY(const auto rows, reader->next());
					if (rows == 0) break;
					RowBatch batch;
					std::vector<std::vector<std::string>> raw;
					for (std::size_t i = 0; i < rows; ++i)
					{
						++read;
						std::vector<std::string> parts;
						for (const auto column : run.plan.keyIndex()) parts.emplace_back(reader->at(i, column).view());
						after = parts;
						if (!run.builder.addHead(*reader, i, batch)) continue;
						const auto& row = batch.rows.back();
						EH_CHECK(seen.add(batch.text(row.branch), batch.text(row.key)));
						raw.push_back(std::move(parts));
					}
					EH_CHECK(compare(run, batch, raw, wanted));
				}
			}
			run.breathe(read);
			EH_CHECK(run.fetchKeys(wanted, queue));
			if (read < pageRows) return {};
		}
	}));
	EH_CHECK(run.judgeMissing(seen));
	run.outcome.swept = true;
	EH_CHECK(run.context.database.write([&](store::Transaction& tx) -> Result<void> {
		EH_CHECK(tx.execute(sql::kEntityScanned, run.map.entity, run.context.clock.nowMs()));
		return {};
	}));
	return run.savePosition();
}

} // namespace erphost::sync
