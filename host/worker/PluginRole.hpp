#pragma once

#include <filesystem>
#include <string>

namespace erphost::worker {

/// The role of one plugin's worker: loads exactly that plugin, serves its routes on loopback, delivers events and ERP
/// changes to it, runs its jobs, until told to stop. Returns the exit code: 0 stopped, 3 the plugin cannot run (the
/// reason went to the supervisor). Main thread.
int runPluginWorker(const std::filesystem::path& data, const std::string& pluginId, bool byHand);

} // namespace erphost::worker
