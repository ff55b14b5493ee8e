#pragma once

#include "erphost/Result.hpp"

#include <nlohmann/json.hpp>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string>
#include <vector>

namespace erphost::front {

/// What the supervisor last said about the processes of this host. Any thread.
class Peers
{
public:
	/// `processes`: as in host/README.md ("peers").
	void set(const nlohmann::json& processes);
	nlohmann::json all() const;

	/// The loopback port of a process that is ready. Otherwise why not, in words for a user: "worker.away",
	/// "worker.disabled", "worker.quarantined", "worker.unknown".
	Result<int> portOf(const std::string& name) const;

	/// The same, but waits for one that is about to be ready, because it starts or is being replaced: until `until` at
	/// the latest. `stale`: a port at which it did not answer any more; 0: none.
	Result<int> awaitPort(const std::string& name, int stale, std::chrono::steady_clock::time_point until) const;

	/// "plugin:<id>" and "sync", as far as they are ready.
	std::vector<std::string> ready() const;

private:
	const nlohmann::json* find(const std::string& name) const;
	Result<int> portHeld(const std::string& name) const;

	mutable std::mutex _mutex;
	mutable std::condition_variable _changed;
	nlohmann::json _processes = nlohmann::json::array();
};

} // namespace erphost::front
