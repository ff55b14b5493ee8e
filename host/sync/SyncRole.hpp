#pragma once

#include <filesystem>

namespace erphost::sync {

struct SyncRoleOptions
{
	std::filesystem::path data; ///< the data folder (host/README.md)
	bool byHand = false;        ///< without a parent: own secret, stops on Ctrl-C
};

/// The sync role: brings the ERP's rows into the store and the outbox into the ERP until it is told to stop. Serves the
/// ERP API on loopback. Waits idle, with a plain state, while no mapping is set up or the ERP is away: neither ends the
/// process. Returns the exit code. Main thread.
int runSyncWorker(const SyncRoleOptions& options);

} // namespace erphost::sync
