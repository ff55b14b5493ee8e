#pragma once

#include "erphost/Result.hpp"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace erphost::packages {

/// A version that was just switched to and has yet to show that it holds; with the way back.
struct Trial
{
	std::string version;        ///< of the package before; empty: it was a folder, or there was nothing
	std::filesystem::path path; ///< the folder before; empty: there was nothing
};

/// The last version that did not hold, for people.
struct Returned
{
	std::string version;
	std::int64_t at = 0;  ///< UTC milliseconds
	nlohmann::json error; ///< {"code","class","message","params"}
};

/// A plugin that this host is to run: one entry of <data>/plugins.json.
struct InstalledPlugin
{
	std::string id;
	std::filesystem::path path; ///< the folder with plugin.json
	bool enabled = true;
	std::string version{};               ///< of an unpacked package in <data>/plugins/<id>/<version>; empty: a folder
	std::vector<std::string> versions{}; ///< of packages that are kept, the one that ran last at the end
	std::optional<Trial> trial{};
	std::optional<Returned> returned{};

	bool packaged() const { return !version.empty(); }
};

/// <data>/plugins/<id>/<version>: where a package's files lie.
std::filesystem::path versionFolder(const std::filesystem::path& data, const std::string& id,
                                    const std::string& version);

/// Reads <data>/plugins.json; a missing file is an empty list, a damaged one "plugin.list_unreadable". Paths of
/// packages follow the data folder, wherever it was restored to.
Result<std::vector<InstalledPlugin>> readPluginList(const std::filesystem::path& data);

/// Replaces it atomically.
Result<void> writePluginList(const std::filesystem::path& data, const std::vector<InstalledPlugin>& plugins);

/// Reads, changes and replaces it while no other process does the same. If `change` fails nothing is written.
Result<void> changePluginList(const std::filesystem::path& data,
                              const std::function<Result<void>(std::vector<InstalledPlugin>&)>& change);

/// One entry by id: "plugin.not_found" if there is none.
Result<InstalledPlugin> findPlugin(const std::filesystem::path& data, const std::string& id);
/// The same in a list that is being changed.
Result<InstalledPlugin*> findPlugin(std::vector<InstalledPlugin>& plugins, const std::string& id);

} // namespace erphost::packages
