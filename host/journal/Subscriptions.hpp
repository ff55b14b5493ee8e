#pragma once

#include "erphost/Result.hpp"
#include "host/journal/Journal.hpp"
#include "host/platform/Clock.hpp"
#include "host/store/Database.hpp"

#include <atomic>
#include <functional>
#include <string>
#include <vector>

namespace erphost::journal {

/// A durable subscription over events. The handler runs inside the transaction that advances the cursor.
struct Subscription
{
	std::string name; ///< "<owner>.<name>"
	std::string owner;
	std::vector<std::string> types;
	std::function<Result<void>(store::Transaction&, const Event&)> handle;
	/// Optional. A subscription that is new begins with the oldest event that is kept; with this, it begins after the
	/// newest one, and `begin` runs in the same transaction: to take over a snapshot of the producer's views.
	std::function<Result<void>(store::Transaction&)> begin = {};
};

/// A durable watch over the rows of erp_<entity>; the handler sees from < change_seq <= to.
struct Watch
{
	std::string name;
	std::string owner;
	std::string entity;
	std::function<Result<void>(store::Transaction&, std::int64_t from, std::int64_t to)> handle;
};

/// Delivers events and entity changes to one worker's handlers, one transaction each. Single thread.
///
/// The cursor moves by compare-and-set on (position, worker epoch): a worker that was replaced finds the epoch raised
/// and stops ("journal.fenced"). An event whose handler fails for good is parked, later events of its key are held
/// behind it, others pass (a conflict is tried three times first; events without a key hold up nobody). What an
/// administrator must mend first (class configuration) is parked too, and tried again by itself, slowly. Transient
/// errors, and trouble with the store itself, are retried with growing delay without moving the cursor. A watch retries
/// with growing delay and reports its error through `problems()`.
class Dispatcher
{
public:
	Dispatcher(store::Database& database, const Clock& clock);

	/// Creates the cursors if they are new and raises their worker epoch: from here on, an older worker is fenced off.
	Result<void> claim(std::vector<Subscription> subscriptions, std::vector<Watch> watches);

	/// Delivers what is due. Returns true if there was anything, so that the caller calls again before it waits.
	/// `heartbeat` is called between deliveries.
	Result<bool> deliver(const std::function<bool()>& cancelled, const std::function<void()>& heartbeat);

	/// What fails at present, one line per subscription or watch. Any thread.
	struct Problem
	{
		std::string name;
		Error error;
		std::int64_t sinceMs;
	};
	std::vector<Problem> problems() const;

private:
	struct Impl;
	std::shared_ptr<Impl> _impl;
};

/// For the console and the command line: puts a parked event back in line, or leaves it out with a reason. Errors:
/// "parked.not_found", "parked.reason_invalid" (permanent).
Result<void> retryParked(store::Transaction& tx, const std::string& subscription, std::int64_t position,
                         std::int64_t nowMs);
Result<void> skipParked(store::Transaction& tx, const std::string& subscription, std::int64_t position,
                        const std::string& reason);

/// Forgets the cursors and parked events of a plugin that is removed for good: nothing is kept for it any longer.
Result<void> dropSubscriptions(store::Transaction& tx, const std::string& owner);

} // namespace erphost::journal
