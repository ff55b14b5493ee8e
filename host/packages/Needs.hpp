#pragma once

#include "erphost/Error.hpp"
#include "host/packages/Manifest.hpp"
#include "host/packages/PluginList.hpp"

#include <string>
#include <vector>

namespace erphost::packages {

/// What this host can offer to a plugin.
struct HostOffer
{
	std::string version;               ///< of erphost
	std::string platform;              ///< platformName()
	std::vector<std::string> entities; ///< that it knows, with those of installed plugins
	std::vector<InstalledPlugin> plugins;
};

/// Every need of a plugin that is not met, each with its own sentence: "package.host_too_old",
/// "package.platform_missing", "package.entity_missing", "package.plugin_missing". `platforms` are those of the
/// package, `ownEntities` those that it brings itself. (The ABI is checked when the manifest is read.)
std::vector<Error> unmetNeeds(const Manifest& manifest, const std::vector<std::string>& platforms,
                              const std::vector<std::string>& ownEntities, const HostOffer& offer);

} // namespace erphost::packages
