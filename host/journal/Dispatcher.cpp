#include "host/journal/Cursor.hpp"
#include "host/journal/EventReader.hpp"
#include "host/journal/JournalSql.hpp"
#include "host/journal/Parking.hpp"
#include "host/journal/Subscriptions.hpp"
#include "host/platform/Failpoint.hpp"
#include "host/store/StoreError.hpp"

#include <algorithm>
#include <deque>
#include <mutex>

namespace erphost::journal {

namespace {

/// Deliveries to one subscription before the next one gets its turn.
constexpr int kTurn = 64;
constexpr std::int64_t kWatchBatch = 500;
/// A cursor without events of its own follows the head this far behind, so that retention need not wait for it.
constexpr std::int64_t kIdleDistance = 1000;
constexpr std::int64_t kAttemptsAtConflict = 3;

/// What became of one delivery.
enum class Delivery
{
	done,
	later
};

bool isFenced(const Error& error)
{
	return error.code == "journal.fenced";
}

/// The same event may pass when tried again as it is.
bool passes(const Error& error, std::int64_t failures)
{
	if (error.cls == ErrorClass::transient || store::isStoreTrouble(error)) return true;
	return error.cls == ErrorClass::conflict && failures + 1 < kAttemptsAtConflict;
}

} // namespace

struct Dispatcher::Impl
{
	struct Events
	{
		Subscription subscription;
		Cursor cursor;
		std::deque<Event> pending;
	};
	struct Rows
	{
		Watch watch;
		Cursor cursor;
	};
	struct Pace
	{
		const std::function<bool()>& cancelled;
		const std::function<void()>& heartbeat;
		bool goOn() const
		{
			if (heartbeat) heartbeat();
			return !cancelled || !cancelled();
		}
	};

	Impl(store::Database& store, const Clock& time): database(store), clock(time) {}

	Result<void> claim(store::Transaction& tx);
	Result<bool> deliverWaiting(Events& to, const Pace& pace);
	Result<bool> deliverNew(Events& to, const Pace& pace);
	Result<bool> deliverRows(Rows& to);
	Result<Delivery> deliverOne(Events& to, const Event& event);
	Result<Delivery> retryOne(Events& to, const Waiting& waiting);
	Result<void> refill(Events& to);
	Result<Delivery> stumble(Cursor& cursor, const Error& error);
	void passed(Cursor& cursor);

	store::Database& database;
	const Clock& clock;
	std::vector<Events> events;
	std::vector<Rows> rows;
	mutable std::mutex problemMutex;
};

Dispatcher::Dispatcher(store::Database& database, const Clock& clock): _impl(std::make_shared<Impl>(database, clock)) {}

Result<void> Dispatcher::claim(std::vector<Subscription> subscriptions, std::vector<Watch> watches)
{
	{
		const std::lock_guard lock(_impl->problemMutex);
		_impl->events.clear();
		_impl->rows.clear();
		for (auto& subscription : subscriptions)
		{
			Cursor cursor(subscription.name, subscription.owner, "event");
			_impl->events.push_back({std::move(subscription), std::move(cursor), {}});
		}
		for (auto& watch : watches)
		{
			Cursor cursor(watch.name, watch.owner, "entity");
			_impl->rows.push_back({std::move(watch), std::move(cursor)});
		}
	}
	return _impl->database.write([this](store::Transaction& tx) { return _impl->claim(tx); });
}

Result<void> Dispatcher::Impl::claim(store::Transaction& tx)
{
	const auto now = clock.nowMs();
	for (auto& each : events)
	{
		std::int64_t position = 0;
		if (each.subscription.begin)
		{
			EH_TRY(auto head, tx.prepareAsHost(sql::kHead));
			EH_TRY(const bool row, head.step());
			position = row ? head.integer(0) : 0;
		}
		EH_TRY(const bool created, each.cursor.create(tx, position, now));
		if (created && each.subscription.begin) EH_CHECK(each.subscription.begin(tx));
		EH_CHECK(each.cursor.claim(tx, now));
	}
	for (auto& each : rows)
	{
		EH_CHECK(each.cursor.create(tx, 0, now));
		EH_CHECK(each.cursor.claim(tx, now));
	}
	return {};
}

Result<bool> Dispatcher::deliver(const std::function<bool()>& cancelled, const std::function<void()>& heartbeat)
{
	const Impl::Pace pace{cancelled, heartbeat};
	bool any = false;
	for (auto& each : _impl->events)
	{
		if (!pace.goOn()) return any;
		if (!each.cursor.due(_impl->clock.steadyMs())) continue;
		EH_TRY(const bool waited, _impl->deliverWaiting(each, pace));
		any = any || waited;
		if (!each.cursor.due(_impl->clock.steadyMs())) continue;
		EH_TRY(const bool fresh, _impl->deliverNew(each, pace));
		any = any || fresh;
	}
	for (auto& each : _impl->rows)
	{
		if (!pace.goOn()) return any;
		if (!each.cursor.due(_impl->clock.steadyMs())) continue;
		EH_TRY(const bool some, _impl->deliverRows(each));
		any = any || some;
	}
	return any;
}

Result<bool> Dispatcher::Impl::deliverWaiting(Events& to, const Pace& pace)
{
	bool any = false;
	for (int turn = 0; turn < kTurn && pace.goOn(); ++turn)
	{
		EH_TRY(const auto waiting, database.readValue([&](store::Transaction& tx) {
			return nextWaiting(tx, to.subscription.name, clock.nowMs());
		}));
		if (!waiting) return any;
		EH_TRY(const auto outcome, retryOne(to, *waiting));
		if (outcome == Delivery::later) return any;
		any = true;
	}
	return any;
}

Result<Delivery> Dispatcher::Impl::retryOne(Events& to, const Waiting& waiting)
{
	const auto& name = to.subscription.name;
	std::optional<Event> event;
	bool handling = false;
	auto outcome = database.write([&](store::Transaction& tx) -> Result<void> {
		handling = false;
		EH_CHECK(to.cursor.hold(tx, clock.nowMs()));
		EH_TRY(const bool open, settle(tx, name, waiting.position));
		if (!open) return {}; // skipped by somebody a moment ago
		EH_TRY(event, readEvent(tx, waiting.position));
		if (!event) return {};
		handling = true;
		EH_CHECK(to.subscription.handle(tx, *event));
		EH_FAILPOINT("subscription.after_handle");
		return {};
	});
	if (outcome)
	{
		passed(to.cursor);
		return Delivery::done;
	}
	if (!handling || store::isStoreTrouble(outcome.error())) return stumble(to.cursor, outcome.error());
	outcome = database.write([&](store::Transaction& tx) -> Result<void> {
		EH_CHECK(to.cursor.hold(tx, clock.nowMs()));
		return park(tx, name, *event, outcome.error(), waiting.attempts + 1, clock.nowMs());
	});
	if (!outcome) return stumble(to.cursor, outcome.error());
	return Delivery::done;
}

Result<bool> Dispatcher::Impl::deliverNew(Events& to, const Pace& pace)
{
	bool any = false;
	if (to.pending.empty()) EH_CHECK(refill(to));
	for (int turn = 0; turn < kTurn && !to.pending.empty() && pace.goOn(); ++turn)
	{
		EH_TRY(const auto outcome, deliverOne(to, to.pending.front()));
		if (outcome == Delivery::later) return any;
		to.pending.pop_front();
		any = true;
	}
	return any;
}

Result<void> Dispatcher::Impl::refill(Events& to)
{
	EH_TRY(auto page, database.readValue([&](store::Transaction& tx) {
		return readEvents(tx, to.subscription.types, to.cursor.position());
	}));
	to.pending.assign(std::make_move_iterator(page.events.begin()), std::make_move_iterator(page.events.end()));
	if (!to.pending.empty() || page.coveredTo - to.cursor.position() < kIdleDistance) return {};
	const auto outcome =
		database.write([&](store::Transaction& tx) { return to.cursor.advance(tx, page.coveredTo, clock.nowMs()); });
	if (outcome) to.cursor.moved(page.coveredTo);
	else if (isFenced(outcome.error())) return outcome.error();
	return {};
}

Result<Delivery> Dispatcher::Impl::deliverOne(Events& to, const Event& event)
{
	const auto& name = to.subscription.name;
	bool handling = false;
	auto outcome = database.write([&](store::Transaction& tx) -> Result<void> {
		handling = false;
		EH_CHECK(to.cursor.advance(tx, event.position, clock.nowMs()));
		EH_FAILPOINT("subscription.after_cursor");
		EH_TRY(const bool blocked, keyBlocked(tx, name, event.businessKey));
		if (blocked) return hold(tx, name, event);
		handling = true;
		EH_CHECK(to.subscription.handle(tx, event));
		EH_FAILPOINT("subscription.after_handle");
		return {};
	});
	if (!outcome)
	{
		// Everything from the handler on is about this event, also what the journal or the commit refuse of it.
		if (!handling || passes(outcome.error(), to.cursor.failures())) return stumble(to.cursor, outcome.error());
		outcome = database.write([&](store::Transaction& tx) -> Result<void> {
			EH_CHECK(to.cursor.advance(tx, event.position, clock.nowMs()));
			return park(tx, name, event, outcome.error(), to.cursor.failures() + 1, clock.nowMs());
		});
		if (!outcome) return stumble(to.cursor, outcome.error());
	}
	to.cursor.moved(event.position);
	passed(to.cursor);
	return Delivery::done;
}

Result<bool> Dispatcher::Impl::deliverRows(Rows& to)
{
	EH_TRY(const auto head, database.readValue([&](store::Transaction& tx) -> Result<std::int64_t> {
		EH_TRY(auto statement, tx.prepareAsHost(sql::kEntityHead));
		EH_CHECK(statement.bindAll(to.watch.entity));
		EH_TRY(const bool row, statement.step());
		return row ? statement.integer(0) : to.cursor.position();
	}));
	const auto from = to.cursor.position();
	if (head == from) return false;
	// The entity was set up anew and counts from the beginning: so does the watch.
	const auto until = head < from ? 0 : std::min(head, from + kWatchBatch);
	const auto outcome = database.write([&](store::Transaction& tx) -> Result<void> {
		EH_CHECK(to.cursor.advance(tx, until, clock.nowMs()));
		EH_FAILPOINT("subscription.after_cursor");
		if (until > from) EH_CHECK(to.watch.handle(tx, from, until));
		EH_FAILPOINT("subscription.after_handle");
		return {};
	});
	if (!outcome)
	{
		if (isFenced(outcome.error())) return outcome.error();
		const std::lock_guard lock(problemMutex);
		to.cursor.failed(outcome.error(), clock.nowMs(), clock.steadyMs());
		return false;
	}
	to.cursor.moved(until);
	passed(to.cursor);
	return true;
}

Result<Delivery> Dispatcher::Impl::stumble(Cursor& cursor, const Error& error)
{
	if (isFenced(error)) return error;
	const std::lock_guard lock(problemMutex);
	cursor.failed(error, clock.nowMs(), clock.steadyMs());
	return Delivery::later;
}

void Dispatcher::Impl::passed(Cursor& cursor)
{
	if (!cursor.error()) return;
	const std::lock_guard lock(problemMutex);
	cursor.succeeded();
}

std::vector<Dispatcher::Problem> Dispatcher::problems() const
{
	const std::lock_guard lock(_impl->problemMutex);
	std::vector<Problem> found;
	const auto look = [&](const Cursor& cursor) {
		if (cursor.error()) found.push_back({cursor.name(), *cursor.error(), cursor.failingSinceMs()});
	};
	for (const auto& each : _impl->events) look(each.cursor);
	for (const auto& each : _impl->rows) look(each.cursor);
	return found;
}

} // namespace erphost::journal
