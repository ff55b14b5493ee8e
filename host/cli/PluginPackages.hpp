#pragma once

#include "host/cli/Context.hpp"
#include "host/packages/Installer.hpp"

#include <functional>
#include <memory>

namespace erphost::cli {

/// The installer of a data folder, with what this program offers to plugins.
Result<packages::Installer> installerOf(
	const std::filesystem::path& data, std::function<void(const char*)> onStep = [](const char*) {});

/// "trusted", "unsigned", … in the reader's words.
std::string trustText(const Context& context, packages::TrustState state);

/// True while a host serves this data folder.
bool isServed(const std::filesystem::path& data);

/// One row of the audit log for what an administrator did at the machine, or somebody at the console; nothing if there
/// is no store yet. `subject`: "plugin/<id>", "key/<number>".
Result<void> auditPackages(const std::filesystem::path& data, const Clock& clock, const std::string& actor,
                           const std::string& action, const std::string& subject, const nlohmann::json& detail);

// The commands, by file.
void addPackageTools(CLI::App& plugin, Context& context);   ///< pack, sign, verify, inspect
void addPackageInstall(CLI::App& plugin, Context& context); ///< preview, install, upgrade, rollback
void addPluginRemove(CLI::App& plugin, Context& context);   ///< remove
void addPluginNew(CLI::App& plugin, Context& context);      ///< new
void addPluginCheck(CLI::App& plugin, Context& context);    ///< check

} // namespace erphost::cli
