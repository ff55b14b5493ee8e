#pragma once

#include "erphost/Error.hpp"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <string>
#include <variant>

namespace erphost::supervisor {

/// What workers say (host/README.md, "Control channel").
struct ReadyMessage
{
	int port = 0;
};
struct HeartbeatMessage
{
};
struct HintMessage
{
};
struct DrainedMessage
{
};
struct FailedMessage
{
	Error error;
};
struct ControlMessage
{
	std::string action;
	std::string process;
};
/// Anything else: of a newer worker, or garbage. Ignored, but logged.
struct UnknownMessage
{
};

using WorkerMessage = std::variant<UnknownMessage, ReadyMessage, HeartbeatMessage, HintMessage, DrainedMessage,
                                   FailedMessage, ControlMessage>;

/// Never fails: a plugin worker may write whatever it likes.
WorkerMessage parseWorkerMessage(const std::string& line);

std::string helloLine(const std::string& secret, std::int64_t epoch);
std::string peersLine(const nlohmann::json& processes);
std::string plainLine(std::string_view type); ///< "hint", "drain", "stop"

} // namespace erphost::supervisor
