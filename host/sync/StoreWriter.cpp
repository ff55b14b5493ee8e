#include "host/sync/StoreWriter.hpp"

#include "host/platform/Failpoint.hpp"
#include "host/sync/SyncSql.hpp"

#include <thread>

namespace erphost::sync {

namespace {

constexpr std::int64_t kTransactionMs = 35; // plus the commit itself: together under 50
constexpr auto kGap = std::chrono::milliseconds(5);
constexpr auto kGather = std::chrono::milliseconds(250);
constexpr std::size_t kGatherRows = 4096;
constexpr std::size_t kMostRows = 12288; // in a transaction: its rows stay in memory until it has committed
constexpr std::int64_t kPositionEveryMs = 1000;

Result<std::int64_t> changeSeq(store::Transaction& tx, const std::string& entity)
{
	EH_TRY(auto statement, tx.prepareAsHost(sql::kEntityChangeSeq));
	EH_CHECK(statement.bindAll(entity));
	EH_TRY(const bool found, statement.step());
	if (!found) return bug("erp.entity_missing", "erp_entity has no row").with("entity", entity);
	return statement.integer(0);
}

} // namespace

StoreWriter::StoreWriter(store::Database& database, const Clock& clock, std::string entity, const EntitySql& sql):
	_database(database), _clock(clock), _entity(std::move(entity)), _sql(sql), _positionAt(clock.steadyMs())
{
}

bool StoreWriter::take(BatchQueue& queue, std::vector<Work>& works)
{
	auto batch = queue.tryPop();
	if (!batch) return false;
	works.push_back({*std::move(batch), {}, 0});
	return true;
}

Result<bool> StoreWriter::same(store::Statement& look, const RowBatch& batch, std::size_t row) const
{
	const auto& head = batch.rows[row];
	look.reset();
	EH_CHECK(look.bindBorrowed(1, batch.text(head.branch)));
	EH_CHECK(look.bindBorrowed(2, batch.text(head.key)));
	EH_TRY(const bool found, look.step());
	if (!found || look.integer(0) != head.hash || look.view(1) != batch.text(head.watermark) || look.integer(2) != 0 ||
	    (look.integer(3) != 0) != head.deleted)
		return false;
	const auto* values = &batch.values[row * _sql.columns.size()];
	for (std::size_t i = 0; i < _sql.own.size(); ++i)
	{
		const auto& value = values[_sql.own[i]];
		const int column = static_cast<int>(4 + i);
		if (look.isNull(column) != (value.size == RowBatch::kNull)) return false;
		if (value.size == RowBatch::kNumber && look.integer(column) != value.number) return false;
		if (value.size >= 0 && look.view(column) != batch.text(value)) return false;
	}
	return true;
}

Result<void> StoreWriter::lookUp(std::vector<Work>& works)
{
	return _database.read([&](store::Transaction& tx) -> Result<void> {
		EH_TRY(auto look, tx.prepareAsHost(*_sql.look));
		for (auto& work : works)
		{
			work.equal.assign(work.batch.rows.size(), false);
			work.changed = 0;
			for (std::size_t i = 0; i < work.batch.rows.size(); ++i)
			{
				EH_TRY(const bool equal, same(look, work.batch, i));
				work.equal[i] = equal;
				if (!equal) ++work.changed;
			}
		}
		return {};
	});
}

Result<bool> StoreWriter::writeRow(store::Statement& upsert, store::RowBinder& binder, const RowBatch& batch,
                                   std::size_t row, std::int64_t seq, std::int64_t nowMs) const
{
	const auto& head = batch.rows[row];
	binder.text(batch.text(head.branch));
	binder.text(batch.text(head.key));
	const auto* values = &batch.values[row * _sql.columns.size()];
	for (std::size_t i = 0; i < _sql.columns.size(); ++i)
	{
		const auto& value = values[i];
		if (value.size == RowBatch::kNull) binder.null();
		else if (value.size == RowBatch::kNumber) binder.number(value.number);
		else binder.text(batch.text(value));
	}
	binder.number(head.hash);
	binder.number(seq);
	binder.text(batch.text(head.watermark));
	binder.number(head.deleted ? 1 : 0);
	binder.number(nowMs);
	EH_CHECK(binder.done());
	EH_TRY(const auto changed, upsert.run());
	return changed > 0;
}

/// One transaction: as many of works[from…] as fit into its time, and while most rows are new what has come into the
/// queue meanwhile. Moves `from`.
Result<void> StoreWriter::writeSome(BatchQueue& queue, std::vector<Work>& works, std::size_t& from, WriteCounts& counts)
{
	std::int64_t changed = 0;
	std::size_t next = from;
	EH_CHECK(_database.write([&](store::Transaction& tx) -> Result<void> {
		changed = 0;
		next = from;
		std::size_t written = 0;
		const auto begun = _clock.steadyMs();
		const auto nowMs = _clock.nowMs();
		EH_TRY(auto seq, changeSeq(tx, _entity));
		std::string position;
		{
			EH_TRY(auto upsert, tx.prepareAsHost(*_sql.upsert));
			store::RowBinder binder(upsert);
			// Batches are a few milliseconds each; a transaction ends between two of them.
			while (next == from || _clock.steadyMs() - begun < kTransactionMs)
			{
				if (next == works.size() && !(_mostlyNew && written < kMostRows && take(queue, works))) break;
				auto& work = works[next];
				written += work.batch.rows.size();
				for (std::size_t i = 0; i < work.batch.rows.size(); ++i)
				{
					if (!work.equal.empty() && work.equal[i]) continue;
					EH_TRY(const bool differs, writeRow(upsert, binder, work.batch, i, seq + 1, nowMs));
					if (!differs) continue;
					++seq;
					++changed;
				}
				if (!work.batch.position.empty()) position = work.batch.position;
				++next;
			}
		}
		EH_FAILPOINT("pull.before_commit");
		if (position.empty()) EH_CHECK(tx.execute(sql::kEntitySeq, _entity, seq));
		else
		{
			EH_CHECK(tx.execute(sql::kEntityProgress, _entity, seq, position));
			_storedPosition = true;
		}
		if (changed > 0) tx.hintAfterCommit();
		return {};
	}));
	EH_FAILPOINT("pull.after_commit");
	counts.changed += changed;
	from = next;
	return {};
}

Result<WriteCounts> StoreWriter::drain(BatchQueue& queue, const std::function<bool()>& between)
{
	WriteCounts counts;
	const auto stopped = [] { return transient("erp.stopped", "the pull was told to stop"); };
	std::string position; // of batches that needed no write
	std::vector<Work> works;
	while (!queue.finished())
	{
		if (!between()) return stopped();
		queue.waitForMany(kGather);
		works.clear();
		for (std::size_t gathered = 0; gathered < kGatherRows && take(queue, works);)
			gathered += works.back().batch.rows.size();
		if (works.empty()) continue;

		std::size_t differing = 1;
		if (!_mostlyNew)
		{
			EH_CHECK(lookUp(works));
			differing = 0;
			for (const auto& work : works) differing += work.changed;
		}
		const auto changedBefore = counts.changed;
		if (differing == 0)
		{
			for (const auto& work : works)
				if (!work.batch.position.empty()) position = work.batch.position;
			// Nothing to write: the position alone is not worth a flush to the disk each time.
			if (!position.empty() && _clock.steadyMs() - _positionAt >= kPositionEveryMs)
			{
				_positionAt = _clock.steadyMs();
				_storedPosition = true;
				EH_CHECK(_database.write([&](store::Transaction& tx) -> Result<void> {
					EH_CHECK(tx.execute(sql::kEntityPosition, _entity, position));
					return {};
				}));
				position.clear();
			}
		}
		else
		{
			position.clear();
			for (std::size_t from = 0; from < works.size();)
			{
				EH_CHECK(writeSome(queue, works, from, counts));
				std::this_thread::sleep_for(kGap);
				if (!between()) return stopped();
			}
		}
		std::size_t rows = 0;
		for (auto& work : works)
		{
			rows += work.batch.rows.size();
			queue.recycle(std::move(work.batch));
		}
		counts.rows += static_cast<std::int64_t>(rows);
		_mostlyNew = rows >= 64 && static_cast<std::size_t>(counts.changed - changedBefore) * 2 > rows;
	}
	return counts;
}

Result<std::int64_t> StoreWriter::remove(const std::vector<Gone>& gone)
{
	std::int64_t removed = 0;
	for (std::size_t from = 0; from < gone.size(); from += 500)
	{
		const auto to = std::min(gone.size(), from + 500);
		EH_FAILPOINT("sweep.before_delete");
		std::int64_t inThis = 0;
		EH_CHECK(_database.write([&](store::Transaction& tx) -> Result<void> {
			inThis = 0;
			EH_TRY(auto seq, changeSeq(tx, _entity));
			for (std::size_t i = from; i < to; ++i)
			{
				EH_TRY(const auto changed,
				       tx.execute(*_sql.remove, gone[i].branch, gone[i].key, seq + 1, _clock.nowMs()));
				if (changed == 0) continue;
				++seq;
				++inThis;
			}
			EH_CHECK(tx.execute(sql::kEntitySeq, _entity, seq));
			if (inThis > 0) tx.hintAfterCommit();
			return {};
		}));
		removed += inThis;
		std::this_thread::sleep_for(kGap);
	}
	return removed;
}

Result<void> StoreWriter::markMissing(const std::vector<Gone>& gone, bool missing)
{
	for (std::size_t from = 0; from < gone.size(); from += 500)
		EH_CHECK(_database.write([&](store::Transaction& tx) -> Result<void> {
			for (std::size_t i = from; i < std::min(gone.size(), from + 500); ++i)
				EH_CHECK(tx.execute(missing ? *_sql.missing : *_sql.stillThere, gone[i].branch, gone[i].key));
			return {};
		}));
	return {};
}

Result<std::int64_t> StoreWriter::removeByKey(const std::vector<std::string>& keys)
{
	std::int64_t removed = 0;
	EH_CHECK(_database.write([&](store::Transaction& tx) -> Result<void> {
		removed = 0;
		EH_TRY(auto seq, changeSeq(tx, _entity));
		for (const auto& key : keys)
		{
			EH_TRY(const auto changed, tx.execute(*_sql.removeByKey, key, seq + 1, _clock.nowMs()));
			if (changed == 0) continue;
			++seq;
			removed += changed;
		}
		EH_CHECK(tx.execute(sql::kEntitySeq, _entity, seq));
		if (removed > 0) tx.hintAfterCommit();
		return {};
	}));
	return removed;
}

} // namespace erphost::sync
