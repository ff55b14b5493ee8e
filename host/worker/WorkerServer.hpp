#pragma once

#include "host/platform/Clock.hpp"
#include "host/store/Database.hpp"
#include "host/worker/Route.hpp"

#include <memory>

namespace erphost::worker {

/// The loopback HTTP server of a worker: checks the secret, finds the route, validates query and body against its schemas,
/// runs the handler in its transaction, and answers problems as RFC 9457. Serves GET /_routes.
class WorkerServer
{
public:
	struct Options
	{
		std::string mount; ///< "/api/v1/erp"
		std::string secret;
		std::string actorPrefix; ///< of audit actions: "erp", "survey"
		int threads = 8;
	};
	/// `database` may be null where every route has mode none and creates nothing.
	WorkerServer(Options options, store::Database* database, const Clock& clock, std::vector<Route> routes);
	~WorkerServer();

	/// Binds a free loopback port and serves; returns the port.
	Result<int> start();
	/// Finishes running requests, refuses new ones with 503.
	void drain();
	void stop();

	/// What a request over the socket would do, without one: for tests.
	Reply serve(const Request& request);

private:
	struct Impl;
	std::unique_ptr<Impl> _impl;
};

} // namespace erphost::worker
