#include "host/cli/Context.hpp"

#include "host/cli/DataFolder.hpp"
#include "host/packages/Manifest.hpp"
#include "host/packages/PluginList.hpp"
#include "host/platform/Account.hpp"
#include "host/platform/Files.hpp"
#include "host/security/UserCommands.hpp"
#include "host/settings/HostConfig.hpp"

#include <algorithm>
#include <ostream>

namespace erphost::cli {
namespace {

/// Puts every plugin of a folder, such as the one that came with the program, on a new host's list.
Result<void> takePlugins(const std::filesystem::path& data, const std::filesystem::path& folder)
{
	std::error_code failed;
	std::vector<std::filesystem::path> found;
	std::filesystem::directory_iterator entry(folder, failed);
	for (; !failed && entry != std::filesystem::directory_iterator(); entry.increment(failed))
		found.push_back(entry->path());
	if (failed)
		return misconfigured("file.unreadable", "cannot read " + toUtf8(folder) + ": " + failed.message())
		    .with("file", toUtf8(folder))
		    .with("reason", failed.message());
	std::sort(found.begin(), found.end());
	std::vector<packages::InstalledPlugin> plugins;
	for (const auto& path : found)
	{
		EH_TRY(const auto manifest, packages::readManifest(path));
		plugins.push_back({manifest.id, path, true});
	}
	return packages::writePluginList(data, plugins);
}

} // namespace

Result<void> createDataFolder(const std::filesystem::path& data)
{
	std::error_code failed;
	const bool fresh = std::filesystem::create_directories(data, failed);
	if (!failed && fresh) EH_CHECK(closeToOthers(data));
	for (const char* folder : {"backups", "files", "log", "run"})
		if (!failed) std::filesystem::create_directories(data / folder, failed);
	if (failed)
		return misconfigured("file.unwritable", "cannot make " + toUtf8(data) + ": " + failed.message())
		    .with("file", toUtf8(data))
		    .with("reason", failed.message());
	if (!std::filesystem::exists(data / "plugins.json")) EH_CHECK(replaceFile(data / "plugins.json", "[]\n"));
	if (!std::filesystem::exists(data / "secrets.json")) EH_CHECK(replaceFile(data / "secrets.json", "{}\n", true));
	return {};
}

Result<std::optional<std::string>> initialiseData(const std::filesystem::path& folder,
                                                  const settings::HostConfig& config, const std::string& plugins,
                                                  const Clock& clock)
{
	EH_CHECK(actAsOwnerOf(folder));
	EH_CHECK(createDataFolder(folder));
	// Last: a folder with host.json is a complete one.
	EH_TRY(const auto store, openStore(folder, clock, true));
	EH_TRY(auto link, security::firstLink(*store, clock));
	if (!plugins.empty()) EH_CHECK(takePlugins(folder, std::filesystem::absolute(toPath(plugins))));
	if (link)
		EH_CHECK(replaceFile(folder / "run" / security::kFirstLinkFile,
		                     security::linkPath(config.url(config.port), *link) + "\n", true));
	EH_CHECK(settings::writeHostConfig(folder, config));
	return link;
}

void addInit(CLI::App& app, Context& context)
{
	auto* command = context.command(app, "init", "创建数据文件夹和管理员的一次性登录链接",
	                                "Create a data folder, and a one-time sign-in link for its administrator");
	const auto data = context.dataOption(*command);
	auto config = std::make_shared<settings::HostConfig>();
	command->add_option("--address", config->address, context.text("监听地址", "Address to listen on"))
		->capture_default_str();
	command
		->add_option("--port", config->port,
	                 context.text("监听端口；0 表示任意空闲端口", "Port to listen on; 0: any free one"))
		->check(CLI::Range(0, 65535))
		->capture_default_str();
	command->add_option("--certificate", config->certificate,
	                    context.text("TLS 证书（PEM 文件）", "TLS certificate (PEM file)"));
	command->add_option("--private-key", config->privateKey,
	                    context.text("TLS 私钥（PEM 文件）", "TLS private key (PEM file)"));
	command->add_option("--time-zone", config->timeZone, context.text("公司所在时区", "Time zone of the company"))
		->capture_default_str();
	auto plugins = std::make_shared<std::string>();
	command
		->add_option("--plugins", *plugins,
	                 context.text("启用该文件夹中的所有插件", "Enable every plugin that lies in this folder"))
		->type_name(context.text("文件夹", "FOLDER"));
	context.onRun(*command, [&context, data, config, plugins] {
		const auto folder = std::filesystem::absolute(toPath(*data));
		std::error_code ignored;
		if (std::filesystem::exists(folder / "host.json", ignored))
			return context.report(conflict("cli.already_set_up", "host.json exists").with("data", *data));
		const auto made = initialiseData(folder, *config, *plugins, context.clock);
		if (!made) return context.report(made.error());
		context.out << context.text("数据文件夹已建立：", "The data folder is ready: ") << toUtf8(folder) << "\n"
					<< context.text("启动：", "Start it: ") << "erphost serve --data " << *data << "\n";
		if (*made)
			context.out << context.text("管理员首次登录（链接只能用一次）：",
			                            "First sign-in of the administrator (works once): ")
						<< security::linkPath(config->url(config->port), **made) << "\n";
		context.out.flush();
		return static_cast<int>(kOk);
	});
}

} // namespace erphost::cli
