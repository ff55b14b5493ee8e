#pragma once

#include "host/cli/Context.hpp"
#include "host/packages/Installer.hpp"

#include <memory>

namespace erphost::cli {

/// The installer of a data folder, with what this program offers to plugins.
Result<packages::Installer> installerOf(const std::filesystem::path& data);

/// "trusted", "unsigned", … in the reader's words.
std::string trustText(const Context& context, packages::TrustState state);

/// True while a host serves this data folder.
bool isServed(const std::filesystem::path& data);

/// One row of the audit log for what an administrator did at the machine; nothing if there is no store yet.
Result<void> auditPlugin(const std::filesystem::path& data, const Clock& clock, const std::string& action,
                         const std::string& plugin, const nlohmann::json& detail);

// The commands, by file.
void addPackageTools(CLI::App& plugin, Context& context);   ///< pack, sign, verify, inspect
void addPackageInstall(CLI::App& plugin, Context& context); ///< install, upgrade, rollback
void addPluginRemove(CLI::App& plugin, Context& context);   ///< remove
void addPluginNew(CLI::App& plugin, Context& context);      ///< new
void addPluginCheck(CLI::App& plugin, Context& context);    ///< check

} // namespace erphost::cli
