#pragma once

#include "host/sync/RowBatch.hpp"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>

namespace erphost::sync {

/// The bounded queue between one fetch thread and one writer. Bounded in rows: memory stays constant whatever comes;
/// more than a page, so that the writer has work while the ERP prepares the next one.
class BatchQueue
{
public:
	explicit BatchQueue(std::size_t capacityRows = 6144): _capacity(capacityRows) {}

	/// Waits while the queue is full. False: the writer has given up, the fetch thread ends.
	bool push(RowBatch&& batch)
	{
		std::unique_lock lock(_mutex);
		_space.wait(lock, [&] { return _abandoned || _rows < _capacity; });
		if (_abandoned) return false;
		_rows += batch.rows.size();
		_arena = std::max(_arena, batch.arena.size() + batch.arena.size() / 8);
		_batchRows = std::max(_batchRows, batch.rows.size());
		_values = std::max(_values, batch.values.size());
		_batches.push_back(std::move(batch));
		if (_rows >= kMany) _ready.notify_one();
		return true;
	}
	/// No more will come.
	void close()
	{
		const std::lock_guard lock(_mutex);
		_closed = true;
		_ready.notify_one();
	}
	void abandon()
	{
		const std::lock_guard lock(_mutex);
		_abandoned = true;
		_space.notify_one();
	}

	/// Waits until a transaction's worth is there, the time is over, or nothing more will come. Many small transactions
	/// would each pay for their own flush to the disk.
	void waitForMany(std::chrono::milliseconds timeout)
	{
		std::unique_lock lock(_mutex);
		_ready.wait_for(lock, timeout, [&] { return _closed || _rows >= kMany; });
	}
	std::optional<RowBatch> tryPop()
	{
		const std::lock_guard lock(_mutex);
		if (_batches.empty()) return std::nullopt;
		RowBatch batch = std::move(_batches.front());
		_batches.pop_front();
		_rows -= batch.rows.size();
		_space.notify_one();
		return batch;
	}
	bool finished() const
	{
		const std::lock_guard lock(_mutex);
		return _closed && _batches.empty();
	}
	/// A used batch goes back, so that its buffers are not allocated again.
	void recycle(RowBatch&& batch)
	{
		batch.clear();
		const std::lock_guard lock(_mutex);
		if (_spare.size() < kSpare) _spare.push_back(std::move(batch));
	}
	RowBatch fresh()
	{
		const std::lock_guard lock(_mutex);
		if (_spare.empty())
		{
			RowBatch batch; // as large as the others: growing by doubling would waste nearly half
			batch.arena.reserve(_arena);
			batch.rows.reserve(_batchRows);
			batch.values.reserve(_values);
			return batch;
		}
		RowBatch batch = std::move(_spare.back());
		_spare.pop_back();
		return batch;
	}

private:
	static constexpr std::size_t kMany = 4096; ///< a transaction's worth
	static constexpr std::size_t kSpare = 64;  ///< batches

	mutable std::mutex _mutex;
	std::condition_variable _space, _ready;
	std::deque<RowBatch> _batches;
	std::vector<RowBatch> _spare;
	std::size_t _capacity;
	std::size_t _rows = 0;
	std::size_t _arena = 0, _batchRows = 0, _values = 0; ///< of the largest batch so far
	bool _closed = false, _abandoned = false;
};

} // namespace erphost::sync
