#pragma once

#include "erphost/Result.hpp"
#include "host/store/Connection.hpp"
#include "host/store/Transaction.hpp"

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace erphost::store {

/// The one writer connection of a process, and the callers that wait for it. Any thread.
///
/// A caller that comes alone gets a plain transaction. Callers that wait together share one: the connection goes from
/// hand to hand, each runs its body on its own thread behind a savepoint, the last one commits, and all get their
/// outcome only then. One flush of the disk pays for the whole group; a body that fails takes back only its own work.
class CommitQueue
{
public:
	using Body = std::function<Result<void>(Transaction&)>;

	explicit CommitQueue(std::unique_ptr<Connection> connection);

	Result<void> write(const Body& body);

	/// Called after a durable commit that asked for it. Set before the first write.
	void onCommitHint(std::function<void()> callback) { _hint = std::move(callback); }

	struct Counts
	{
		std::int64_t commits = 0; ///< durable commits
		std::int64_t bodies = 0;  ///< bodies that were part of them
		std::int64_t largest = 0; ///< the largest group
	};
	Counts counts() const;
	/// Callers that stand in line.
	std::size_t waiting() const;

private:
	struct Member
	{
		enum class Turn
		{
			waiting,
			lead,
			join,
			done,
			again
		};
		Turn turn = Turn::waiting;
		bool alone = false; ///< its group was lost: next time it runs by itself
		bool hint = false;
		std::int64_t since = 0;
		Result<void> outcome;
		std::condition_variable wake;
	};
	using Lock = std::unique_lock<std::mutex>;

	Result<void> lead(Member& self, const Body& body);
	Result<void> join(Member& self, const Body& body);
	Result<void> run(Member& self, const Body& body);
	Result<void> proceed(Member& self, bool member);
	void commit(Lock& lock);
	void giveOn(Lock& lock);
	void tell(Member& member, Member::Turn turn);
	bool mayJoin(const Member& next) const;

	std::unique_ptr<Connection> _connection;
	std::function<void()> _hint;
	mutable std::mutex _mutex;
	std::deque<Member*> _waiting;
	bool _active = false;
	std::thread::id _runner;
	// The group of the running transaction; belongs to whoever holds the connection.
	std::vector<Member*> _group;
	std::int64_t _begunAt = 0;
	bool _leaderAlone = false;
	Counts _counts;
};

} // namespace erphost::store
