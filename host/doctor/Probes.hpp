#pragma once

#include "erphost/Result.hpp"
#include "host/doctor/Facts.hpp"
#include "host/platform/Clock.hpp"

#include <chrono>
#include <filesystem>
#include <string>

namespace erphost::doctor {

struct ProbeOptions
{
	std::filesystem::path data;
	std::filesystem::path program; ///< erphost itself: drivers and plugins are tried in processes of their own
	bool askErp = true;
	std::chrono::milliseconds erpLimit{60'000};
	std::chrono::milliseconds storeLimit{20'000};
	std::chrono::milliseconds pluginLimit{15'000};
};

/// Looks at everything and changes nothing: with a host that runs or none, with a damaged configuration, with no data
/// folder at all. What cannot be looked at stays empty in the facts.
Facts gather(const ProbeOptions& options, const Clock& clock);

/// In the process of its own: loads one plugin's library and says what it is, `{"version"}` or `{"error"}`.
nlohmann::json tryPlugin(const std::filesystem::path& data, const std::string& id);

} // namespace erphost::doctor
