#pragma once

#include "host/platform/Clock.hpp"
#include "host/store/Database.hpp"
#include "host/store/RowBinder.hpp"
#include "host/sync/BatchQueue.hpp"
#include "host/sync/EntitySql.hpp"

#include <functional>

namespace erphost::sync {

struct WriteCounts
{
	std::int64_t rows = 0;    ///< seen
	std::int64_t changed = 0; ///< written
};

/// Brings converted rows into erp_<entity>. One thread at a time.
///
/// Rows are first looked up on a snapshot; only those that differ enter a write transaction, which stays under 50 ms
/// and is followed by a gap of 5 ms: clerks' commits get in between. While most rows are new the look-up is left out,
/// and a transaction goes on with what arrives meanwhile.
/// The position of the last complete batch is stored in the same transaction as its rows.
class StoreWriter
{
public:
	StoreWriter(store::Database& database, const Clock& clock, std::string entity, const EntitySql& sql);

	/// Empties the queue until it is closed. `between` is called between transactions (heartbeat); false gives up
	/// ("erp.stopped", transient).
	Result<WriteCounts> drain(BatchQueue& queue, const std::function<bool()>& between);

	/// True if drain() has stored a position: the caller's last one must follow.
	bool storedPosition() const { return _storedPosition; }

	/// Keys that are no longer in the ERP: marked as missing, or as deleted where `atOnce`.
	struct Gone
	{
		std::string branch, key;
	};
	/// Marks rows deleted, each with its own change_seq, in short transactions.
	Result<std::int64_t> remove(const std::vector<Gone>& gone);
	Result<void> markMissing(const std::vector<Gone>& gone, bool missing);
	/// The same by key alone, for a queue that reports a deletion.
	Result<std::int64_t> removeByKey(const std::vector<std::string>& keys);

private:
	struct Work
	{
		RowBatch batch;
		std::vector<bool> equal; ///< rows that need no write; empty: not looked up
		std::size_t changed = 0;
	};
	bool take(BatchQueue& queue, std::vector<Work>& works);
	Result<void> lookUp(std::vector<Work>& works);
	/// Whether this row of the store equals what was read.
	Result<bool> same(store::Statement& look, const RowBatch& batch, std::size_t row) const;
	Result<bool> writeRow(store::Statement& upsert, store::RowBinder& binder, const RowBatch& batch, std::size_t row,
	                      std::int64_t changeSeq, std::int64_t nowMs) const;
	Result<void> writeSome(BatchQueue& queue, std::vector<Work>& works, std::size_t& from, WriteCounts& counts);

	store::Database& _database;
	const Clock& _clock;
	std::string _entity;
	const EntitySql& _sql;
	bool _mostlyNew = false;
	bool _storedPosition = false;
	std::int64_t _positionAt;
};

} // namespace erphost::sync
