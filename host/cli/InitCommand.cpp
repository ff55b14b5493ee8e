#include "host/cli/Context.hpp"

#include "host/cli/DataFolder.hpp"
#include "host/platform/Files.hpp"
#include "host/security/UserCommands.hpp"
#include "host/settings/HostConfig.hpp"

#include <ostream>

namespace erphost::cli {

Result<void> createDataFolder(const std::filesystem::path& data)
{
	std::error_code failed;
	const bool fresh = std::filesystem::create_directories(data, failed);
	if (!failed && fresh) std::filesystem::permissions(data, std::filesystem::perms::owner_all, failed);
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
	context.onRun(*command, [&context, data, config] {
		const auto folder = std::filesystem::absolute(toPath(*data));
		std::error_code ignored;
		if (std::filesystem::exists(folder / "host.json", ignored))
			return context.report(conflict("cli.already_set_up", "host.json exists").with("data", *data));
		const auto made = [&]() -> Result<std::optional<std::string>> {
			EH_CHECK(createDataFolder(folder));
			// Last: a folder with host.json is a complete one.
			EH_TRY(const auto store, openStore(folder, context.clock, true));
			EH_TRY(auto link, security::firstLink(*store, context.clock));
			EH_CHECK(settings::writeHostConfig(folder, *config));
			return link;
		}();
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
