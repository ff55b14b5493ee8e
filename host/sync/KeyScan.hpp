#pragma once

#include "host/sync/PullRun.hpp"

namespace erphost::sync {

/// A pass over all rows of an entity in the ERP, in key order. Runs on the fetch thread of a pump.
struct KeyScan
{
	using RawKeys = std::vector<std::vector<std::string>>;

	/// The page after the raw key `after` (empty: from the start): whole rows, or keys and watermarks alone.
	std::function<PullQuery(const std::vector<std::string>& after)> page;
	/// Takes a row into the batch; false: it stays out.
	std::function<Result<bool>(const odbc::BlockReader& reader, std::size_t row, RowBatch& batch)> add;
	/// After each block: adds to `wanted` the raw keys, parallel to the batch's rows, that the store has to have anew.
	std::function<Result<void>(const RowBatch& batch, const RawKeys& raw, RawKeys& wanted)> compare;
};

/// Reads page after page; what is wanted of a page is fetched whole after it and goes to the writer.
Result<void> scanByKey(PullRun& run, const KeyScan& scan, BatchQueue& queue);

} // namespace erphost::sync
