#include "host/store/CommitQueue.hpp"

#include "host/platform/Clock.hpp"
#include "host/platform/Failpoint.hpp"
#include "host/store/StoreError.hpp"

#include <algorithm>
#include <exception>

namespace erphost::store {

namespace {

/// A group ends when it is this large or has held the lock this long: other processes wait for it too.
constexpr std::size_t kLargestGroup = 64;
constexpr std::int64_t kLongestGroupMs = 20;

using Control = Connection::Control;

} // namespace

CommitQueue::CommitQueue(std::unique_ptr<Connection> connection): _connection(std::move(connection)) {}

CommitQueue::Counts CommitQueue::counts() const
{
	const Lock lock(_mutex);
	return _counts;
}

std::size_t CommitQueue::waiting() const
{
	const Lock lock(_mutex);
	return _waiting.size();
}

Result<void> CommitQueue::write(const Body& body)
{
	Member self;
	self.since = systemClock().steadyMs();
	for (;;)
	{
		{
			Lock lock(_mutex);
			if (_runner == std::this_thread::get_id())
				return bug("store.nested", "a write transaction was begun inside another one of the same thread");
			if (_active)
			{
				self.turn = Member::Turn::waiting;
				_waiting.push_back(&self);
				self.wake.wait(lock, [&] { return self.turn != Member::Turn::waiting; });
			}
			else
			{
				_active = true;
				self.turn = Member::Turn::lead;
			}
		}
		auto outcome = self.turn == Member::Turn::lead ? lead(self, body) : join(self, body);
		if (self.turn != Member::Turn::again) return outcome;
		self.alone = true;
	}
}

Result<void> CommitQueue::run(Member& self, const Body& body)
{
	{
		const Lock lock(_mutex);
		_runner = std::this_thread::get_id();
	}
	Result<void> outcome;
	try
	{
		Transaction transaction(*_connection, true);
		outcome = body(transaction);
		if (outcome) outcome = transaction.finish();
		self.hint = transaction.hintWanted();
	}
	catch (const std::exception& exception)
	{
		outcome = bug("store.body_threw", std::string("a transaction's body threw: ") + exception.what());
	}
	catch (...)
	{
		outcome = bug("store.body_threw", "a transaction's body threw");
	}
	_connection->clearFailure();
	const Lock lock(_mutex);
	_runner = {};
	return outcome;
}

Result<void> CommitQueue::lead(Member& self, const Body& body)
{
	// Counted from when the caller came: whoever waited in line behind a stuck lock does not wait all over again.
	_connection->setBusyDeadline(self.since + _connection->busyTimeoutMs());
	auto outcome = _connection->control(Control::beginImmediate);
	if (outcome)
	{
		_begunAt = systemClock().steadyMs();
		_leaderAlone = self.alone;
		outcome = run(self, body);
		// Nobody else is in the transaction yet, so that the first body needs no savepoint.
		if (outcome && !_connection->inTransaction())
			outcome = transient("store.lost", "the transaction was rolled back by the store");
		if (outcome)
		{
			_group.push_back(&self);
			return proceed(self, true);
		}
		if (_connection->inTransaction()) static_cast<void>(_connection->control(Control::rollback));
	}
	Lock lock(_mutex);
	giveOn(lock);
	return outcome;
}

Result<void> CommitQueue::join(Member& self, const Body& body)
{
	auto outcome = _connection->control(Control::savepoint);
	if (outcome)
	{
		outcome = run(self, body);
		if (outcome) outcome = _connection->control(Control::release);
		if (outcome)
		{
			_group.push_back(&self);
			return proceed(self, true);
		}
		if (_connection->inTransaction())
		{
			auto undone = _connection->control(Control::rollbackToSavepoint);
			if (undone) undone = _connection->control(Control::release);
			if (undone)
			{
				static_cast<void>(proceed(self, false));
				return outcome;
			}
			static_cast<void>(_connection->control(Control::rollback));
		}
	}
	else if (_connection->inTransaction()) static_cast<void>(_connection->control(Control::rollback));
	// A full disk, say, took the whole transaction with it. The others did nothing wrong: each runs again by itself.
	Lock lock(_mutex);
	for (auto* member : _group) tell(*member, Member::Turn::again);
	_group.clear();
	giveOn(lock);
	return outcome;
}

bool CommitQueue::mayJoin(const Member& next) const
{
	return !next.alone && !_leaderAlone && _group.size() < kLargestGroup &&
	       systemClock().steadyMs() - _begunAt < kLongestGroupMs;
}

Result<void> CommitQueue::proceed(Member& self, bool member)
{
	Lock lock(_mutex);
	if (!_waiting.empty() && mayJoin(*_waiting.front()))
	{
		auto* next = _waiting.front();
		_waiting.pop_front();
		if (member) self.turn = Member::Turn::waiting;
		tell(*next, Member::Turn::join);
		if (member) self.wake.wait(lock, [&] { return self.turn != Member::Turn::waiting; });
		return self.outcome;
	}
	if (member) self.turn = Member::Turn::done;
	commit(lock);
	return self.outcome;
}

void CommitQueue::commit(Lock& lock)
{
	lock.unlock();
	EH_FAILPOINT("store.before_commit");
	auto outcome = _connection->control(Control::commit);
	if (!outcome && _connection->inTransaction()) static_cast<void>(_connection->control(Control::rollback));
	EH_FAILPOINT("store.after_commit");
	const bool hint = outcome && std::any_of(_group.begin(), _group.end(), [](const auto* m) { return m->hint; });
	lock.lock();
	if (outcome)
	{
		++_counts.commits;
		_counts.bodies += static_cast<std::int64_t>(_group.size());
		_counts.largest = std::max(_counts.largest, static_cast<std::int64_t>(_group.size()));
	}
	for (auto* member : _group)
	{
		member->outcome = outcome;
		if (member->turn == Member::Turn::waiting) tell(*member, Member::Turn::done);
	}
	_group.clear();
	giveOn(lock);
	lock.unlock();
	if (hint && _hint) _hint();
	lock.lock();
}

void CommitQueue::giveOn(Lock&)
{
	if (_waiting.empty())
	{
		_active = false;
		return;
	}
	auto* next = _waiting.front();
	_waiting.pop_front();
	tell(*next, Member::Turn::lead);
}

void CommitQueue::tell(Member& member, Member::Turn turn)
{
	member.turn = turn;
	member.wake.notify_one();
}

} // namespace erphost::store
