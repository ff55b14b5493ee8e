#pragma once

#include "erphost/Result.hpp"
#include "host/packages/PluginList.hpp"
#include "host/settings/HostConfig.hpp"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace erphost::cli {

/// What `erphost apply` brings about: a whole host from one file. Members that are absent leave the host as it is.
///
/// `{"listen": {…}, "timeZone", "developer", "logLevel", "mapping": {…} or "file", "secrets": {"erp.pull": "…" or
/// {"environment": "NAME"}}, "plugins": [{"path", "enabled"}], "goLiveDate": "2026-12-01", "records": {"<type>":
/// "dry_run"}}`; files are relative to the setup file.
struct Setup
{
	settings::HostConfig host;
	std::optional<std::string> mapping; ///< text of erp.json, checked
	std::map<std::string, std::string> secrets;
	std::optional<std::vector<packages::InstalledPlugin>> plugins;
	std::string goLiveDate; ///< ISO date, or empty
	std::map<std::string, std::string> records;
};

/// Reads and checks the whole file before anything is changed: "cli.setup_invalid" (params file, member, reason), and
/// the errors of manifests and mapping. `present`: the host settings in force; `plugins`: the plugins that are there.
Result<Setup> readSetup(const std::filesystem::path& file, const settings::HostConfig& present,
                        const std::vector<packages::InstalledPlugin>& plugins);

/// The plugins of a setup file, and what was installed from packages: that stays unless it is named.
std::vector<packages::InstalledPlugin> withPackages(std::vector<packages::InstalledPlugin> named,
                                                    const std::vector<packages::InstalledPlugin>& present);

} // namespace erphost::cli
