#pragma once

#include "host/platform/Clock.hpp"
#include "host/store/Database.hpp"
#include "host/worker/Route.hpp"

#include <chrono>
#include <memory>

namespace erphost::worker {

/// On an answer of a worker that stops: nothing was done, the request may be sent to the next one.
inline constexpr const char* kUndoneHeader = "X-Erphost-Undone";

/// The loopback HTTP server of a worker: checks the per-launch secret, rebuilds the caller that front has verified, and
/// lets the RouteTable answer. Serves GET /_routes. Any thread.
class WorkerServer
{
public:
	struct Options
	{
		std::string mount; ///< "/api/v1/erp"
		std::string secret;
		std::string actorPrefix; ///< of audit actions: "erp", "survey"
		int threads = 16;        ///< more than front keeps connections: those occupy a thread each
	};
	/// `database` may be null where every route has mode none and creates nothing; it and the clock must outlive the
	/// server.
	WorkerServer(Options options, store::Database* database, const Clock& clock, std::vector<Route> routes);
	~WorkerServer();

	/// Binds a free loopback port and serves; returns the port. "worker.no_port" (transient), errors of
	/// RouteTable::build.
	Result<int> start();
	/// New requests are refused with 503 and kUndoneHeader from here on; returns when the running ones are done or
	/// after `limit`.
	void drain(std::chrono::milliseconds limit = std::chrono::seconds(5));
	void stop();

private:
	struct Impl;
	std::unique_ptr<Impl> _impl;
};

} // namespace erphost::worker
