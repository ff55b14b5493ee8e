#include "host/sync/KeyScan.hpp"

namespace erphost::sync {

namespace {

/// One page; returns its number of rows and moves `after` to its last key.
Result<std::size_t> scanPage(PullRun& run, const KeyScan& scan, std::vector<std::string>& after,
                             KeyScan::RawKeys& wanted)
{
	std::size_t read = 0;
	EH_TRY(auto reader, scan.page(after).open(run.connection));
	for (;;)
	{
		EH_TRY(const auto rows, reader->next());
		if (rows == 0) return read;
		RowBatch batch;
		KeyScan::RawKeys raw;
		for (std::size_t i = 0; i < rows; ++i)
		{
			++read;
			std::vector<std::string> parts;
			for (const auto column : run.plan.keyIndex()) parts.emplace_back(reader->at(i, column).view());
			after = parts;
			EH_TRY(const bool added, scan.add(*reader, i, batch));
			if (added) raw.push_back(std::move(parts));
		}
		EH_CHECK(scan.compare(batch, raw, wanted));
	}
}

} // namespace

Result<void> scanByKey(PullRun& run, const KeyScan& scan, BatchQueue& queue)
{
	const auto pageRows = run.context.mapping.pageRows;
	std::vector<std::string> after;
	for (;;)
	{
		KeyScan::RawKeys wanted;
		EH_TRY(const auto read, scanPage(run, scan, after, wanted));
		run.breathe(read);
		EH_CHECK(run.fetchKeys(wanted, queue));
		if (read < pageRows) return {};
	}
}

} // namespace erphost::sync
