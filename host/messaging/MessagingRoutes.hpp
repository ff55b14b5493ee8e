#pragma once

#include "host/platform/Clock.hpp"
#include "host/store/Database.hpp"
#include "host/worker/Route.hpp"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace erphost::messaging {

/// What the routes work on; store and clock outlive them.
struct RouteContext
{
	store::Database& database;
	const Clock& clock;
	std::filesystem::path data;
};

/// Below /messaging, served by front, so that they work whatever a gateway does: the list of messages, one message,
/// retry, drop, who wants none, what people answered (inbound, for machines with an API token), the channels, a trial.
std::vector<worker::Route> messagingRoutes(const RouteContext& context);

/// For the overview: {"configured", "states": {"waiting": N, …}, "channels": {"sms": {"state", "since", "error"}}}.
Result<nlohmann::json> messagingOverview(store::Transaction& tx, const std::filesystem::path& data);

/// Whether an answer means "send me no more": TD, T, 退订 and the like, and nothing else beside it.
bool isOptOut(const std::string& text);

} // namespace erphost::messaging
