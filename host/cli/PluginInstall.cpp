#include "host/cli/Agent.hpp"
#include "host/cli/PluginPackages.hpp"

#include "host/messages/Messages.hpp"
#include "host/packages/Contents.hpp"
#include "host/platform/Files.hpp"
#include "host/supervisor/ProcessInfo.hpp"
#include "host/sync/SyncSetup.hpp"

#include <nlohmann/json.hpp>

#include <chrono>
#include <ostream>
#include <thread>

namespace erphost::cli {
namespace {

using nlohmann::json;
using packages::Installer;

constexpr std::chrono::milliseconds kLook{250};
constexpr int kLooksBetweenServed = 20;

std::string joined(const std::vector<std::string>& names)
{
	std::string text;
	for (const auto& name : names) text += (text.empty() ? "" : ", ") + name;
	return text.empty() ? "-" : text;
}

/// What the person is about to let in.
void show(const Context& context, const packages::Manifest& manifest, const packages::Preview& preview)
{
	const auto& verdict = preview.verdict;
	context.out << (context.language == "zh" ? manifest.nameZh : manifest.nameEn) << " (" << manifest.id << ") "
				<< (preview.present && preview.present->packaged() ? preview.present->version + " → " : "")
				<< manifest.version << "\n"
				<< context.text("来源：", "Origin: ") << trustText(context, verdict.state)
				<< (verdict.keyId.empty() ? "" : " (" + verdict.keyId + " " + verdict.keyName + ")") << "\n"
				<< context.text("从 ERP 读取：", "Reads from the ERP: ") << joined(manifest.reads) << "\n"
				<< context.text("读取其他插件的视图：", "Reads views of other plugins: ") << joined(manifest.views)
				<< "\n"
				<< context.text("写入 ERP：", "Writes to the ERP: ") << joined(manifest.writes) << "\n";
	context.out.flush();
}

/// Waits until the host has made up its mind about a new version.
int awaitTrial(Context& context, const std::filesystem::path& data, const std::string& id, const std::string& version)
{
	for (int look = 0;; ++look)
	{
		const auto plugin = packages::findPlugin(data, id);
		if (!plugin) return context.report(plugin.error());
		if (!plugin->trial)
		{
			if (plugin->version == version && !plugin->returned)
			{
				context.out << context.text("新版本运行正常，已保留。", "The new version holds.") << std::endl;
				return kOk;
			}
			context.err << context.text("新版本没有通过健康观察，已自动恢复原状。",
			                            "The new version did not hold; everything is as it was before.")
						<< std::endl;
			if (!plugin->returned || !plugin->returned->error.is_object()) return kFailed;
			return context.report(supervisor::errorFromJson(plugin->returned->error));
		}
		if (!plugin->enabled || (look % kLooksBetweenServed == 0 && !isServed(data)))
		{
			context.out << context.text("新版本将在下次启动后接受健康观察。",
			                            "The new version will be watched when it next starts.")
						<< std::endl;
			return kOk;
		}
		std::this_thread::sleep_for(kLook);
	}
}

struct Choices
{
	std::shared_ptr<std::string> data;
	std::shared_ptr<Agent> agent;
	std::string file;
	bool yes = false;
	bool disabled = false;
	bool noWait = false;
};

packages::EntityTitles entityTitles(const std::filesystem::path& data)
{
	packages::EntityTitles titles;
	for (const auto& schema : sync::SyncSetup::allSchemas(data)) titles[schema.entity] = schema.title;
	return titles;
}

/// What would come of a package, without changing anything.
Result<json> look(const std::filesystem::path& data, const std::string& file)
{
	EH_TRY(const auto installer, installerOf(data));
	EH_TRY(const auto package, packages::PackageFile::open(toPath(file)));
	auto& reader = package->reader();
	EH_TRY(const auto preview, installer.preview(reader));
	EH_TRY(auto described, packages::describe(reader, preview, entityTitles(data)));
	auto obstacles = json::array();
	for (const auto& error : installer.obstacles(reader.manifest(), preview))
		obstacles.push_back(supervisor::toJson(error));
	described["obstacles"] = std::move(obstacles);
	return described;
}

int install(Context& context, const Choices& choices, Installer::Kind kind)
{
	const auto& agent = *choices.agent;
	const auto data = existingData(*choices.data);
	if (!data) return agent.failed(context, data.error());
	auto installer = installerOf(*data, [&](const char* step) { agent.step(context, {{"step", step}}); });
	if (!installer) return agent.failed(context, installer.error());
	const auto package = packages::PackageFile::open(toPath(choices.file));
	if (!package) return agent.failed(context, package.error());
	auto& reader = (*package)->reader();
	const auto& manifest = reader.manifest();
	agent.step(context, {{"step", "reading"}, {"plugin", manifest.id}, {"version", manifest.version}});
	const auto preview = installer->preview(reader);
	if (!preview) return agent.failed(context, preview.error());
	if (!agent.speaksJson()) show(context, manifest, *preview);
	if (!preview->unmet.empty())
	{
		if (agent.speaksJson()) return agent.failed(context, preview->unmet.front());
		for (const auto& unmet : preview->unmet) context.report(unmet);
		return kFailed;
	}
	if (!choices.yes && !context.confirm("继续安装吗？", "Go on?")) return kFailed;
	if (const auto done = installer->run(reader, kind, !choices.disabled, context.clock.nowMs()); !done)
		return agent.failed(context, done.error());
	const auto audited = auditPackages(
		*data, context.clock, agent.actor(), kind == Installer::Kind::install ? "plugin.install" : "plugin.upgrade",
		"plugin/" + manifest.id, {{"version", manifest.version}, {"key", preview->verdict.keyId}});
	if (!audited) return agent.failed(context, audited.error());
	if (agent.speaksJson()) return agent.done(context, {{"plugin", manifest.id}, {"version", manifest.version}});
	context.out << context.text("已安装：", "Installed: ") << manifest.id << " " << manifest.version << std::endl;
	return choices.noWait ? static_cast<int>(kOk) : awaitTrial(context, *data, manifest.id, manifest.version);
}

void addPreview(CLI::App& plugin, Context& context)
{
	auto* command = context.command(plugin, "preview", "查看安装包会读写什么、能否安装（JSON，什么都不改动）",
	                                "What a package would read and write, and whether it can be installed (JSON)");
	const auto data = context.dataOption(*command);
	const auto agent = Agent::option(*command);
	auto file = std::make_shared<std::string>();
	command->add_option("FILE", *file, context.text("插件安装包（.ehp）", "The package (.ehp)"))->required();
	context.onRun(*command, [&context, data, agent, file] {
		const auto folder = existingData(*data);
		if (!folder) return agent->failed(context, folder.error());
		const auto seen = look(*folder, *file);
		if (!seen) return agent->failed(context, seen.error());
		if (!agent->speaksJson()) context.out << seen->dump(2) << std::endl;
		return agent->done(context, *seen);
	});
}

void addInstall(CLI::App& plugin, Context& context, Installer::Kind kind)
{
	const bool fresh = kind == Installer::Kind::install;
	auto* command = fresh
	                    ? context.command(plugin, "install", "从安装包安装插件", "Install a plugin from a package")
	                    : context.command(plugin, "upgrade", "用安装包升级插件（新版本不正常时自动退回）",
	                                      "Upgrade a plugin; it goes back by itself if the new version does not hold");
	auto choices = std::make_shared<Choices>();
	choices->data = context.dataOption(*command);
	choices->agent = Agent::option(*command);
	command->add_option("FILE", choices->file, context.text("插件安装包（.ehp）", "The package (.ehp)"))->required();
	command->add_flag("--yes", choices->yes, context.text("不再询问", "Do not ask"));
	if (fresh) command->add_flag("--disabled", choices->disabled, context.text("先不启用", "Do not enable it yet"));
	command->add_flag("--no-wait", choices->noWait,
	                  context.text("不等待健康观察的结果", "Do not wait for the health window"));
	context.onRun(*command, [&context, choices, kind] { return install(context, *choices, kind); });
}

void addRollback(CLI::App& plugin, Context& context)
{
	auto* command =
		context.command(plugin, "rollback", "退回插件的上一个版本（数据保留）", "Go back to a plugin's version before");
	const auto data = context.dataOption(*command);
	const auto agent = Agent::option(*command);
	auto id = std::make_shared<std::string>();
	auto version = std::make_shared<std::string>();
	command->add_option("ID", *id, context.text("插件编号", "Id of the plugin"))->required();
	command->add_option("--to", *version, context.text("退回到哪个保留的版本", "Which of the kept versions"));
	context.onRun(*command, [&context, data, agent, id, version] {
		const auto folder = existingData(*data);
		if (!folder) return agent->failed(context, folder.error());
		auto installer = installerOf(*folder);
		if (!installer) return agent->failed(context, installer.error());
		const auto now = installer->rollback(*id, *version);
		if (!now) return agent->failed(context, now.error());
		if (const auto audited = auditPackages(*folder, context.clock, agent->actor(), "plugin.rollback",
		                                       "plugin/" + *id, {{"version", *now}});
		    !audited)
			return agent->failed(context, audited.error());
		if (agent->speaksJson()) return agent->done(context, {{"plugin", *id}, {"version", *now}});
		context.out << context.text("已退回：", "Back at: ") << *id << " " << *now << std::endl;
		return static_cast<int>(kOk);
	});
}

} // namespace

void addPackageInstall(CLI::App& plugin, Context& context)
{
	addPreview(plugin, context);
	addInstall(plugin, context, Installer::Kind::install);
	addInstall(plugin, context, Installer::Kind::upgrade);
	addRollback(plugin, context);
}

} // namespace erphost::cli
