#pragma once

#include "host/calendar/TimeZone.hpp"
#include "host/front/Peers.hpp"
#include "host/packages/Uploads.hpp"
#include "host/platform/Clock.hpp"
#include "host/store/Database.hpp"

#include <filesystem>
#include <functional>
#include <string>

namespace erphost::front {

/// What the routes of front work on. All of it outlives the server.
struct FrontContext
{
	store::Database& database;
	const Clock& clock;
	const Peers& peers;
	std::filesystem::path data;
	calendar::TimeZone zone;
	std::string version;
	std::int64_t startedAtMs = 0;
	bool secureCookies = false; ///< over TLS
	/// Asks the supervisor: restart, enable, disable a process.
	std::function<void(const std::string& action, const std::string& process)> control;
	packages::Uploads& uploads;
	/// erphost itself, for what runs in a process of its own.
	std::filesystem::path program{};
};

} // namespace erphost::front
