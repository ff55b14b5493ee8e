#include "host/cli/PluginPackages.hpp"
#include "host/packages/FolderCheck.hpp"
#include "host/packages/Manifest.hpp"
#include "host/packages/PluginList.hpp"
#include "host/platform/Files.hpp"
#include "host/settings/HostConfig.hpp"

#include <nlohmann/json.hpp>

#include <ostream>

namespace erphost::cli {
namespace {

using nlohmann::json;
using packages::InstalledPlugin;

/// Reads the list, lets `change` alter it, writes it back. A running host follows within a second.
template <typename Change>
Result<void> changeList(const std::string& option, Change change)
{
	EH_TRY(const auto data, existingData(option));
	return packages::changePluginList(data, change);
}

Error unknown(const std::string& id)
{
	return permanent("plugin.not_found", "there is no plugin " + id).with("plugin", id);
}

/// Where a plugin comes from: for programs, and in the reader's words.
std::pair<std::string, std::string> originOf(const Context& context, const Result<packages::TrustStore>& trust,
                                             const InstalledPlugin& plugin)
{
	if (!plugin.packaged()) return {"folder", context.text("文件夹", "folder")};
	auto state = packages::TrustState::modified;
	if (trust)
		if (const auto verdict = packages::checkFolder(plugin.path, plugin.id, *trust)) state = verdict->state;
	return {std::string(packages::name(state)), trustText(context, state)};
}

/// A plain folder is neither packed nor signed.
Result<void> permitFolder(const std::string& option, const std::filesystem::path& folder)
{
	EH_TRY(const auto data, existingData(option));
	EH_TRY(const auto config, settings::readHostConfig(data));
	if (config.developer) return {};
	return permanent("package.folder_refused", "plain folders are for developer mode").with("path", toUtf8(folder));
}

void addList(CLI::App& plugin, Context& context)
{
	auto* command = context.command(plugin, "list", "列出插件", "List the plugins");
	const auto data = context.dataOption(*command);
	const auto asJson = context.jsonOption(*command);
	context.onRun(*command, [&context, data, asJson] {
		const auto folder = existingData(*data);
		if (!folder) return context.report(folder.error());
		const auto plugins = packages::readPluginList(*folder);
		if (!plugins) return context.report(plugins.error());
		const auto trust = packages::TrustStore::read(*folder);
		auto list = json::array();
		std::vector<std::vector<std::string>> rows{{context.text("编号", "ID"), context.text("名称", "NAME"),
		                                            context.text("版本", "VERSION"), context.text("状态", "STATE"),
		                                            context.text("来源", "ORIGIN"), context.text("位置", "PATH")}};
		for (const auto& entry : *plugins)
		{
			const auto manifest = packages::readManifest(entry.path);
			const auto name = !manifest ? "" : context.language == "zh" ? manifest->nameZh : manifest->nameEn;
			const auto version = manifest ? manifest->version : "";
			const auto origin = originOf(context, trust, entry);
			list.push_back({{"id", entry.id},
			                {"path", toUtf8(entry.path)},
			                {"trust", origin.first},
			                {"versions", entry.versions},
			                {"onTrial", entry.trial.has_value()},
			                {"returned", entry.returned ? json{{"version", entry.returned->version},
			                                                   {"at", entry.returned->at},
			                                                   {"error", entry.returned->error}}
			                                            : json()},
			                {"enabled", entry.enabled},
			                {"name", name},
			                {"version", version},
			                {"problem", manifest ? json() : json(manifest.error().code)}});
			rows.push_back({entry.id, name, version,
			                !manifest       ? context.text("无法读取", "unreadable")
			                : entry.trial   ? context.text("观察期", "on trial")
			                : entry.enabled ? context.text("启用", "enabled")
			                                : context.text("停用", "disabled"),
			                origin.second, toUtf8(entry.path)});
		}
		if (*asJson) context.out << list.dump(2) << std::endl;
		else writeTable(context.out, rows);
		return static_cast<int>(kOk);
	});
}

void addAdd(CLI::App& plugin, Context& context)
{
	auto* command = context.command(plugin, "add", "直接使用一个插件文件夹（仅限开发者模式）",
	                                "Use a plugin's folder as it is (developer mode only)");
	const auto data = context.dataOption(*command);
	auto path = std::make_shared<std::string>();
	auto disabled = std::make_shared<bool>(false);
	command->add_option("FOLDER", *path, context.text("插件文件夹", "The plugin's folder"))->required();
	command->add_flag("--disabled", *disabled, context.text("先不启用", "Do not enable it yet"));
	context.onRun(*command, [&context, data, path, disabled] {
		std::error_code ignored;
		const auto folder = std::filesystem::weakly_canonical(toPath(*path), ignored);
		const auto manifest = packages::readManifest(folder);
		if (!manifest) return context.report(manifest.error());
		if (const auto permitted = permitFolder(*data, folder); !permitted) return context.report(permitted.error());
		return context.report(changeList(*data, [&](std::vector<InstalledPlugin>& plugins) -> Result<void> {
			for (const auto& entry : plugins)
				if (entry.id == manifest->id)
					return conflict("cli.plugin_exists", entry.id + " is on the list")
					    .with("plugin", entry.id)
					    .with("path", toUtf8(entry.path));
			plugins.push_back({manifest->id, folder, !*disabled});
			return {};
		}));
	});
}

void addSwitch(CLI::App& plugin, Context& context, bool enable)
{
	auto* command =
		enable ? context.command(plugin, "enable", "启用插件", "Enable a plugin")
			   : context.command(plugin, "disable", "停用插件（数据保留）", "Disable a plugin (its data stay)");
	const auto data = context.dataOption(*command);
	auto id = std::make_shared<std::string>();
	command->add_option("ID", *id, context.text("插件编号", "Id of the plugin"))->required();
	context.onRun(*command, [&context, data, id, enable] {
		return context.report(changeList(*data, [&](std::vector<InstalledPlugin>& plugins) -> Result<void> {
			for (auto& entry : plugins)
				if (entry.id == *id) return entry.enabled = enable, success();
			return unknown(*id);
		}));
	});
}

} // namespace

void addPlugin(CLI::App& app, Context& context)
{
	auto* plugin = context.command(app, "plugin", "管理插件", "Manage plugins");
	plugin->require_subcommand(1);
	addList(*plugin, context);
	addAdd(*plugin, context);
	addSwitch(*plugin, context, true);
	addSwitch(*plugin, context, false);
	addPluginNew(*plugin, context);
	addPluginCheck(*plugin, context);
	addPackageTools(*plugin, context);
	addPackageInstall(*plugin, context);
	addPluginRemove(*plugin, context);
}

} // namespace erphost::cli
