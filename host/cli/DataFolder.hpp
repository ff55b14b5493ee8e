#pragma once

#include "erphost/Result.hpp"
#include "host/platform/Clock.hpp"
#include "host/settings/HostConfig.hpp"

#include <filesystem>
#include <optional>
#include <string>

namespace erphost::cli {

/// Creates what is missing of a data folder: subfolders, an empty plugin list, an empty secrets file for the owner
/// only.
Result<void> createDataFolder(const std::filesystem::path& data);

/// Makes a data folder complete, with every plugin that lies in the folder `plugins` ("" for none). The administrator's
/// one-time secret, if he has none yet. host.json is written last: a folder without it may be begun anew.
Result<std::optional<std::string>> initialiseData(const std::filesystem::path& folder,
                                                  const settings::HostConfig& config, const std::string& plugins,
                                                  const Clock& clock);

} // namespace erphost::cli
