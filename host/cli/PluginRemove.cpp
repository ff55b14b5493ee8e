#include "host/cli/Agent.hpp"
#include "host/cli/PluginPackages.hpp"
#include "host/packages/PluginData.hpp"
#include "host/platform/Files.hpp"

#include <nlohmann/json.hpp>

#include <chrono>
#include <ostream>
#include <thread>

namespace erphost::cli {
namespace {

using nlohmann::json;
using packages::InstalledPlugin;

constexpr std::chrono::seconds kStopLimit{20};
constexpr std::chrono::milliseconds kLook{200};

/// Views are named after their plugin: who reads one of ours needs us.
Result<void> checkUnneeded(const std::filesystem::path& data, const std::string& id)
{
	EH_TRY(const auto plugins, packages::readPluginList(data));
	for (const auto& other : plugins)
	{
		if (other.id == id) continue;
		const auto manifest = packages::readManifest(other.path);
		if (!manifest) continue;
		bool needs = manifest->needsPlugins.contains(id);
		for (const auto& view : manifest->views) needs = needs || view.starts_with(id + "_");
		if (needs)
			return conflict("package.needed_by", other.id + " needs " + id).with("plugin", id).with("by", other.id);
	}
	return {};
}

/// True once the host has no process of the plugin any more.
bool isGone(const std::filesystem::path& data, const std::string& id)
{
	if (!isServed(data)) return true;
	const auto text = readFile(data / "run" / "status.json");
	const auto status = text ? json::parse(*text, nullptr, false) : json();
	if (!status.is_object() || !status.value("processes", json()).is_array()) return false;
	for (const auto& process : status["processes"])
		if (process.value("name", "") == "plugin:" + id) return false;
	return true;
}

Result<void> waitUntilGone(const std::filesystem::path& data, const std::string& id)
{
	const auto limit = std::chrono::steady_clock::now() + kStopLimit;
	while (!isGone(data, id))
	{
		if (std::chrono::steady_clock::now() > limit)
			return conflict("package.still_runs", id + " still runs")
			    .with("plugin", id)
			    .with("seconds", std::to_string(kStopLimit.count()));
		std::this_thread::sleep_for(kLook);
	}
	return {};
}

/// Where the rows go before they are removed.
std::filesystem::path exportFolder(const std::filesystem::path& data, const std::string& id, std::int64_t nowMs)
{
	return data / "backups" / toPath("removed-" + id + "-" + std::to_string(nowMs));
}

Result<std::filesystem::path> removePlugin(const std::filesystem::path& data, const std::string& id, bool withData,
                                           const Clock& clock)
{
	EH_TRY(const auto installer, installerOf(data));
	EH_TRY(const auto held, installer.lock());
	if (withData) EH_CHECK(checkUnneeded(data, id));
	bool listed = false;
	EH_CHECK(packages::changePluginList(data, [&](std::vector<InstalledPlugin>& plugins) -> Result<void> {
		listed = std::erase_if(plugins, [&](const auto& plugin) { return plugin.id == id; }) > 0;
		return {};
	}));
	const auto unknown = [&] { return permanent("plugin.not_found", "there is no plugin " + id).with("plugin", id); };
	if (!listed && !withData) return unknown();
	EH_CHECK(waitUntilGone(data, id));
	std::error_code ignored;
	if (!withData)
	{
		std::filesystem::remove_all(data / "plugins" / toPath(id), ignored);
		return std::filesystem::path();
	}
	EH_TRY(const auto database, openStore(data, clock));
	packages::PluginData rows(*database, id);
	EH_TRY(const bool exists, rows.exists());
	// Off the list, but with data: an earlier removal that kept them, or did not come to its end.
	if (!listed && !exists) return unknown();
	const auto folder = exportFolder(data, id, clock.nowMs());
	EH_CHECK(rows.exportAndRemove(folder));
	std::filesystem::remove_all(data / "plugins" / toPath(id), ignored);
	return folder;
}

} // namespace

void addPluginRemove(CLI::App& plugin, Context& context)
{
	auto* command = context.command(plugin, "remove", "移除插件（数据保留；--with-data 先导出再删除数据）",
	                                "Remove a plugin (its data stay; --with-data exports and removes them)");
	const auto data = context.dataOption(*command);
	const auto agent = Agent::option(*command);
	auto id = std::make_shared<std::string>();
	auto withData = std::make_shared<bool>(false);
	auto yes = std::make_shared<bool>(false);
	command->add_option("ID", *id, context.text("插件编号", "Id of the plugin"))->required();
	command->add_flag("--with-data", *withData,
	                  context.text("连同数据一起移除：会询问两次，并先导出到 backups",
	                               "Its data too: asks twice and exports them to backups first"));
	command->add_flag("--yes-remove-data", *yes,
	                  context.text("连同数据一起移除，不再询问", "Its data too, without asking"));
	context.onRun(*command, [&context, data, agent, id, withData, yes] {
		const auto folder = existingData(*data);
		if (!folder) return agent->failed(context, folder.error());
		if (*withData && !*yes &&
		    (!context.confirm("插件的全部数据将从数据库中删除。确定吗？",
		                      "All data of the plugin will be removed from the store. Are you sure?") ||
		     !context.confirm("再次确认：导出之后删除数据，无法撤销。确定吗？",
		                      "Once more: they are exported and then removed for good. Are you sure?")))
			return static_cast<int>(kFailed);
		const bool everything = *withData || *yes;
		const auto removed = removePlugin(*folder, *id, everything, context.clock);
		if (!removed) return agent->failed(context, removed.error());
		const auto audited = auditPackages(*folder, context.clock, agent->actor(), "plugin.remove", "plugin/" + *id,
		                                   {{"data", everything ? "removed" : "kept"}});
		if (!audited) return agent->failed(context, audited.error());
		if (agent->speaksJson())
			return agent->done(context, {{"plugin", *id}, {"exported", everything ? json(toUtf8(*removed)) : json()}});
		if (everything)
			context.out << context.text("数据已导出到：", "The data were exported to: ") << toUtf8(*removed)
						<< std::endl;
		return static_cast<int>(kOk);
	});
}

} // namespace erphost::cli
