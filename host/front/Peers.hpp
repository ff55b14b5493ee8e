#pragma once

#include "erphost/Result.hpp"

#include <nlohmann/json.hpp>

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

	/// "plugin:<id>" and "sync", as far as they are ready.
	std::vector<std::string> ready() const;

private:
	mutable std::mutex _mutex;
	nlohmann::json _processes = nlohmann::json::array();
};

} // namespace erphost::front
