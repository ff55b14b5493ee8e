#pragma once

#include "erphost/Result.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace erphost::supervisor {

/// One entry of <data>/plugins.json.
struct PluginEntry
{
	std::string id;
	std::string path; ///< folder of the plugin, UTF-8
	bool enabled = true;

	bool operator==(const PluginEntry&) const = default;
};

/// Reads <data>/plugins.json; none is an empty list. "plugin.list_invalid" (configuration, params file and reason).
Result<std::vector<PluginEntry>> readPluginList(const std::filesystem::path& data);
Result<void> writePluginList(const std::filesystem::path& data, const std::vector<PluginEntry>& plugins);
/// Reads, changes the one entry, writes. "plugin.not_found".
Result<void> setPluginEnabled(const std::filesystem::path& data, const std::string& id, bool enabled);

} // namespace erphost::supervisor
