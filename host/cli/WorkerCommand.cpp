#include "host/cli/Context.hpp"

#include "host/discovery/DiscoveryRoutes.hpp"
#include "host/front/FrontRole.hpp"
#include "host/messaging/MessengerRole.hpp"
#include "host/platform/Files.hpp"
#include "host/platform/Log.hpp"
#include "host/settings/HostConfig.hpp"
#include "host/sync/SyncRole.hpp"
#include "host/worker/PluginRole.hpp"

namespace erphost::cli {

LogLevel logLevelOf(const std::filesystem::path& data)
{
	const auto config = settings::readHostConfig(data);
	const std::string name = config ? config->logLevel : "info";
	if (name == "debug") return LogLevel::debug;
	if (name == "warning") return LogLevel::warning;
	if (name == "error") return LogLevel::error;
	return LogLevel::info;
}

namespace {

struct Choice
{
	std::shared_ptr<std::string> data;
	std::shared_ptr<bool> byHand = std::make_shared<bool>(false);
};

Choice commonOptions(CLI::App& command, const Context& context)
{
	Choice choice;
	choice.data = context.dataOption(command);
	command.add_flag("--by-hand", *choice.byHand,
	                 context.text("不由 erphost serve 启动，单独运行（用于调试）",
	                              "Run alone, not started by erphost serve (for debugging)"));
	return choice;
}

} // namespace

void addWorker(CLI::App& app, Context& context)
{
	auto* worker = context.command(app, "worker", "运行单个工作进程（由 serve 启动，调试时可手工运行）",
	                               "Run one worker process (started by serve; by hand for debugging)");
	worker->require_subcommand(1);

	auto* front = context.command(*worker, "front", "网页与接口", "HTTP, sign-in and console");
	context.onRun(*front, [&context, choice = commonOptions(*front, context)] {
		const auto data = existingData(*choice.data);
		if (!data) return context.report(data.error());
		initLog("front", logLevelOf(*data));
		return erphost::front::runFrontWorker(*data, *choice.byHand);
	});

	auto* sync = context.command(*worker, "sync", "与 ERP 同步", "ERP in both directions");
	context.onRun(*sync, [&context, choice = commonOptions(*sync, context)] {
		const auto data = existingData(*choice.data);
		if (!data) return context.report(data.error());
		initLog("sync", logLevelOf(*data));
		std::unique_ptr<discovery::DiscoveryRoutes> discovery;
		return erphost::sync::runSyncWorker(
			{*data, *choice.byHand,
		     [&](store::Database& database, const Clock& clock, const std::filesystem::path& folder) {
				 discovery = std::make_unique<discovery::DiscoveryRoutes>(database, clock, folder);
				 return discovery->routes();
			 }});
	});

	auto* messenger = context.command(*worker, "messenger", "发送短信与邮件", "Messages to people");
	context.onRun(*messenger, [&context, choice = commonOptions(*messenger, context)] {
		const auto data = existingData(*choice.data);
		if (!data) return context.report(data.error());
		initLog("messenger", logLevelOf(*data));
		return messaging::runMessengerWorker(*data, *choice.byHand);
	});

	auto* plugin = context.command(*worker, "plugin", "运行一个插件", "One plugin");
	auto id = std::make_shared<std::string>();
	plugin->add_option("--plugin", *id, context.text("插件编号，例如 survey", "Id of the plugin, e.g. survey"))
		->required();
	context.onRun(*plugin, [&context, id, choice = commonOptions(*plugin, context)] {
		const auto data = existingData(*choice.data);
		if (!data) return context.report(data.error());
		initLog("plugin:" + *id, logLevelOf(*data));
		return erphost::worker::runPluginWorker(*data, *id, *choice.byHand);
	});
}

} // namespace erphost::cli
