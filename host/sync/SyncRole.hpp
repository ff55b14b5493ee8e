#pragma once

#include "host/platform/Clock.hpp"
#include "host/store/Database.hpp"
#include "host/worker/Route.hpp"

#include <filesystem>
#include <functional>

namespace erphost::sync {

struct SyncRoleOptions
{
	std::filesystem::path data; ///< the data folder (host/README.md)
	bool byHand = false;        ///< without a parent: own secret, stops on Ctrl-C
	/// Routes of a module that builds on this one, mounted beside ours; what they need lives as long as they do.
	std::function<std::vector<worker::Route>(store::Database&, const Clock&, const std::filesystem::path&)>
		moreRoutes{};
};

/// The sync role: brings the ERP's rows into the store and the outbox into the ERP until it is told to stop. Serves the
/// ERP API on loopback. Waits idle, with a plain state, while no mapping is set up or the ERP is away: neither ends the
/// process. Returns the exit code. Main thread.
int runSyncWorker(const SyncRoleOptions& options);

} // namespace erphost::sync
