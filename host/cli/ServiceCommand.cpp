#include "host/cli/Installation.hpp"
#include "host/cli/Serve.hpp"

#include "host/platform/CommandLine.hpp"
#include "host/platform/Files.hpp"
#include "host/platform/SystemService.hpp"
#include "host/security/UserCommands.hpp"
#include "host/settings/HostConfig.hpp"

#include <nlohmann/json.hpp>

#include <iostream>
#include <ostream>
#include <sstream>

namespace erphost::cli {
namespace {

/// A stop takes 14 s at most, a start with a large store longer.
constexpr std::chrono::seconds kStopLimit{40};
constexpr std::chrono::seconds kStartLimit{120};

struct Words
{
	const char* code;
	const char* zh;
	const char* en;
};

constexpr Words stateWords(ServiceInfo::State state)
{
	switch (state)
	{
	case ServiceInfo::State::stopped: return {"stopped", "已停止", "stopped"};
	case ServiceInfo::State::starting: return {"starting", "正在启动", "starting"};
	case ServiceInfo::State::running: return {"running", "正在运行", "running"};
	case ServiceInfo::State::stopping: return {"stopping", "正在停止", "stopping"};
	}
	return {"stopped", "已停止", "stopped"};
}

int runService(Context& context, const std::string& data)
{
	const auto folder = existingData(data);
	// There is no log yet that could say it.
	if (!folder) writeErrorEvent(kServiceName, folder.error().message);
	const auto code = runAsService(kServiceName, [&context, &folder]() -> int {
		if (!folder) return kFailed;
		std::error_code ignored;
		std::filesystem::create_directories(*folder / "log", ignored);
		const auto sink = ServiceLog::open(*folder / "log", kServiceName);
		if (!sink) writeErrorEvent(kServiceName, sink.error().message);
		ServeOptions options;
		options.data = *folder;
		options.consoleFirst = true;
		// What a command would write for its user is read in the log.
		std::ostringstream told;
		Context service(told, told, context.language);
		const auto code = serve(options, service);
		if (!told.str().empty()) log(LogLevel::error, "service", told.str());
		return code;
	});
	return code ? *code : context.report(code.error());
}

Installation installation(const Context& context, const std::string& data, bool firewall, int port = 8080)
{
	return Installation({programFile(), std::filesystem::absolute(toPath(data)), firewall, port}, context.clock,
	                    context.language);
}

int installService(Context& context, const std::string& data, bool firewall)
{
	const auto folder = existingData(data);
	if (!folder) return context.report(folder.error());
	if (const auto put = installation(context, data, firewall).put(); !put) return context.report(put.error());
	context.out << context.text(
					   "服务已安装，随系统启动。现在启动：erphost service start",
					   "The service is installed and starts with the machine. Start it now: erphost service start")
				<< std::endl;
	return kOk;
}

int showService(Context& context, bool asJson)
{
	const auto found = findService(kServiceName);
	if (!found) return context.report(found.error());
	if (!*found)
		return context.report(
			misconfigured("service.not_installed", "there is no service").with("service", kServiceName));
	const auto& info = **found;
	const auto words = stateWords(info.state);
	if (asJson)
		context.out << nlohmann::json{{"state", words.code},
		                              {"pid", info.pid},
		                              {"exitCode", info.exitCode},
		                              {"command", info.command},
		                              {"address", publishedAddress()}}
						   .dump(2)
					<< std::endl;
	else
	{
		context.out << context.text(words.zh, words.en);
		if (info.pid != 0) context.out << context.text("，进程 ", ", process ") << info.pid;
		else if (info.exitCode != 0)
			context.out << context.text("，上次以错误结束，代码 ", ", ended with an error, code ") << info.exitCode;
		context.out << "\n" << info.command << "\n" << publishedAddress() << std::endl;
	}
	return info.state == ServiceInfo::State::running ? kOk : kFailed;
}

/// Where a browser of this machine finds the host: an address to listen on may mean all.
std::string reachable(std::string address)
{
	for (const std::string any : {"//0.0.0.0:", "//[::]:"})
		if (const auto at = address.find(any); at != std::string::npos) address.replace(at, any.size(), "//127.0.0.1:");
	return address;
}

int openConsole(Context& context, const std::string& data, bool first)
{
	// Users may not look into the data folder.
	auto address = publishedAddress();
	if (address.empty()) address = hostAddress(toPath(data));
	if (first)
	{
		auto link = readFile(toPath(data) / "run" / security::kFirstLinkFile);
		// Gone once the administrator has a password: then the console asks for it.
		if (link)
		{
			while (!link->empty() && (link->back() == '\n' || link->back() == '\r')) link->pop_back();
			if (!link->empty()) address = *link;
		}
	}
	if (const auto shown = openInBrowser(reachable(address)); !shown) return context.report(shown.error());
	return kOk;
}

/// One step of an installer. Nobody reads its output, so errors go to the event log and into a file beside the
/// installer's own log.
int installerStep(Context& context, const std::string& step, const std::string& data, bool firewall, int port)
{
	auto steps = installation(context, data, firewall, port);
	Result<void> done;
	if (step == "take")
	{
		done = steps.take();
		// At once, while this program is still there: the installer's own way back may begin with its files. That one
		// is for what fails later.
		if (!done)
			if (const auto back = steps.giveBack(); !back) writeErrorEvent(kServiceName, back.error().message);
	}
	else if (step == "return") done = steps.giveBack();
	else if (step == "keep") steps.keep();
	else done = steps.leave();
	if (done) return kOk;
	std::ostringstream text;
	Context told(context.out, text, context.language);
	const auto code = told.report(done.error());
	context.err << text.str() << std::flush;
	writeErrorEvent(kServiceName, text.str());
	std::error_code failed;
	if (const auto folder = std::filesystem::temp_directory_path(failed); !failed)
	{
		const auto written = replaceFile(folder / "erphost-setup.log", text.str() + done.error().message + "\n");
		static_cast<void>(written);
	}
	return code;
}

} // namespace

void addService(CLI::App& app, Context& context)
{
	auto* service = context.command(app, "service", "Windows 服务（Linux 上由 systemd 管理）",
	                                "The Windows service (on Linux systemd manages it)");
	service->require_subcommand(1);

	auto* install = context.command(*service, "install", "安装服务：随系统启动，失败后自动重新启动",
	                                "Install the service: starts with the machine, and again after a failure");
	auto firewall = std::make_shared<bool>(false);
	install->add_flag("--firewall", *firewall,
	                  context.text("在 Windows 防火墙中放行 host.json 里的端口",
	                               "Let the port of host.json through the Windows firewall"));
	context.onRun(*install, [&context, firewall, data = context.dataOption(*install)] {
		return installService(context, *data, *firewall);
	});

	auto* start = context.command(*service, "start", "启动服务，直到控制台可以访问",
	                              "Start the service; done when the console answers");
	context.onRun(*start, [&context] { return context.report(startService(kServiceName, kStartLimit)); });

	auto* stop = context.command(*service, "stop", "停止服务，直到其进程结束",
	                             "Stop the service; done when its process is gone");
	context.onRun(*stop, [&context] { return context.report(stopService(kServiceName, kStopLimit)); });

	auto* status = context.command(*service, "status", "显示服务的状态", "Show how the service is doing");
	context.onRun(*status, [&context, json = context.jsonOption(*status)] { return showService(context, *json); });

	auto* remove =
		context.command(*service, "remove", "停止并移除服务；数据保留", "Stop and remove the service; the data stay");
	context.onRun(*remove, [&context, data = context.dataOption(*remove)] {
		return context.report(installation(context, *data, false).remove());
	});

	// What the service manager, the start menu and the installer call.
	auto* run = context.command(*service, "run", "由服务管理器启动", "Started by the service manager");
	run->group("");
	context.onRun(*run, [&context, data = context.dataOption(*run)] { return runService(context, *data); });

	auto* open = context.command(*service, "open", "在浏览器中打开控制台", "Open the console in the browser");
	open->group("");
	auto first = std::make_shared<bool>(false);
	open->add_flag("--first", *first);
	context.onRun(*open,
	              [&context, first, data = context.dataOption(*open)] { return openConsole(context, *data, *first); });

	auto* step = context.command(*service, "installer", "安装程序的步骤", "A step of the installer");
	step->group("");
	auto which = std::make_shared<std::string>();
	auto letIn = std::make_shared<std::string>();
	step->add_option("STEP", *which)->required()->check(CLI::IsMember({"take", "return", "keep", "leave"}));
	// An installer hands over its property as it is: empty, or anything.
	step->add_option("--firewall", *letIn)->expected(0, 1);
	auto port = std::make_shared<int>(8080);
	step->add_option("--port", *port)->check(CLI::Range(1, 65535));
	context.onRun(*step, [&context, which, letIn, port, data = context.dataOption(*step)] {
		return installerStep(context, *which, *data, *letIn == "1", *port);
	});
}

} // namespace erphost::cli
