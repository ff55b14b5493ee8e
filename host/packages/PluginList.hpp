#pragma once

#include "erphost/Result.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace erphost::packages {

/// A plugin that this host is to run: one entry of <data>/plugins.json.
struct InstalledPlugin
{
	std::string id;
	std::filesystem::path path; ///< the folder with plugin.json
	bool enabled = true;
};

/// Reads <data>/plugins.json; a missing file is an empty list, a damaged one "plugin.list_unreadable".
Result<std::vector<InstalledPlugin>> readPluginList(const std::filesystem::path& data);

/// Replaces it atomically.
Result<void> writePluginList(const std::filesystem::path& data, const std::vector<InstalledPlugin>& plugins);

/// One entry by id: "plugin.not_found" if there is none.
Result<InstalledPlugin> findPlugin(const std::filesystem::path& data, const std::string& id);

} // namespace erphost::packages
