#pragma once

#include "erphost/Result.hpp"
#include "host/store/Connection.hpp"
#include "host/store/Transaction.hpp"

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace erphost::store {

/// Read connections, opened when they are first needed and kept. Any thread.
class ReaderPool
{
public:
	using Body = std::function<Result<void>(Transaction&)>;

	ReaderPool(Connection::Options options, int size);

	/// Runs the body on one consistent snapshot; within another read of the same thread, on that one's. "store.busy" if
	/// no connection becomes free in time.
	Result<void> read(const Body& body);

private:
	Result<std::unique_ptr<Connection>> take();
	void giveBack(std::unique_ptr<Connection> connection);

	Connection::Options _options;
	std::mutex _mutex;
	std::condition_variable _returned;
	std::vector<std::unique_ptr<Connection>> _free;
	int _unopened;
};

} // namespace erphost::store
