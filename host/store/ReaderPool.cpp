#include "host/store/ReaderPool.hpp"

#include <algorithm>
#include <chrono>
#include <exception>

namespace erphost::store {

namespace {

/// What this thread reads from at the moment. A chain through the stack, because mingw's library frees the storage of a
/// thread's variables before it destroys them: those must be trivial.
struct Reading
{
	const ReaderPool* pool;
	Connection* connection;
	const Reading* outer;
};
thread_local const Reading* innermost = nullptr;

} // namespace

ReaderPool::ReaderPool(Connection::Options options, int size):
	_options(std::move(options)), _unopened(std::max(size, 1))
{
	_options.reader = true;
	_free.reserve(static_cast<std::size_t>(_unopened));
}

Result<std::unique_ptr<Connection>> ReaderPool::take()
{
	{
		std::unique_lock lock(_mutex);
		const bool ready = _returned.wait_for(lock, std::chrono::milliseconds(_options.busyTimeoutMs),
		                                      [&] { return !_free.empty() || _unopened > 0; });
		if (!ready) return transient("store.busy", "all read connections of the store are in use");
		if (!_free.empty())
		{
			auto connection = std::move(_free.back());
			_free.pop_back();
			return connection;
		}
		--_unopened;
	}
	auto connection = Connection::open(_options);
	if (!connection)
	{
		const std::lock_guard lock(_mutex);
		++_unopened;
		_returned.notify_one();
	}
	return connection;
}

void ReaderPool::giveBack(std::unique_ptr<Connection> connection)
{
	{
		const std::lock_guard lock(_mutex);
		_free.push_back(std::move(connection));
	}
	_returned.notify_one();
}

Result<void> ReaderPool::read(const Body& body)
{
	// A second connection for one thread would let as many readers as there are connections wait for each other.
	for (const auto* outer = innermost; outer; outer = outer->outer)
	{
		if (outer->pool != this) continue;
		Transaction within(*outer->connection, false);
		return body(within);
	}
	EH_TRY(auto connection, take());
	const Reading reading{this, connection.get(), innermost};
	innermost = &reading;
	auto outcome = connection->control(Connection::Control::begin);
	if (outcome)
	{
		try
		{
			Transaction transaction(*connection, false);
			outcome = body(transaction);
			if (outcome && connection->failure()) outcome = *connection->failure();
		}
		catch (const std::exception& exception)
		{
			outcome = bug("store.body_threw", std::string("a transaction's body threw: ") + exception.what());
		}
		catch (...)
		{
			outcome = bug("store.body_threw", "a transaction's body threw");
		}
		connection->clearFailure();
		if (connection->inTransaction()) static_cast<void>(connection->control(Connection::Control::commit));
	}
	innermost = reading.outer;
	giveBack(std::move(connection));
	return outcome;
}

} // namespace erphost::store
