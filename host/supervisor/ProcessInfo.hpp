#pragma once

#include "erphost/Error.hpp"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace erphost::supervisor {

/// Names of plugins' workers begin with it: "plugin:survey".
inline const std::string kPluginPrefix = "plugin:";

enum class ProcessState
{
	starting,
	ready,
	stopping,
	stopped,
	backoff,
	quarantined,
	disabled
};

constexpr std::string_view name(ProcessState state)
{
	switch (state)
	{
	case ProcessState::starting: return "starting";
	case ProcessState::ready: return "ready";
	case ProcessState::stopping: return "stopping";
	case ProcessState::stopped: return "stopped";
	case ProcessState::backoff: return "backoff";
	case ProcessState::quarantined: return "quarantined";
	case ProcessState::disabled: return "disabled";
	}
	return "stopped";
}

/// What the rest of the host may know about one worker ("Process" in host/README.md). Instants are UTC milliseconds.
struct ProcessInfo
{
	std::string name;
	ProcessState state = ProcessState::stopped;
	std::int64_t pid = 0;
	int port = 0;
	int restarts = 0;
	std::int64_t since = 0; ///< of the state
	std::int64_t residentKiB = 0;
	std::optional<Error> error;
	std::optional<std::int64_t> nextStartAt;

	nlohmann::json toJson() const;
};

nlohmann::json toJson(const Error& error);
/// Takes what a worker sent, however incomplete.
Error errorFromJson(const nlohmann::json& json);

} // namespace erphost::supervisor
