#include "host/cli/Serve.hpp"

#include "host/platform/Files.hpp"
#include "host/platform/ServiceNotify.hpp"
#include "host/platform/StopRequest.hpp"
#include "host/platform/SystemService.hpp"
#include "host/secrets/SecretStore.hpp"
#include "host/settings/HostConfig.hpp"
#include "host/supervisor/ChildLauncher.hpp"
#include "host/supervisor/Supervisor.hpp"

#include <Poco/Util/Application.h>

#include <algorithm>
#include <ostream>

namespace erphost::cli {
namespace {

using supervisor::ProcessState;

/// Where the console could not be started so often, a Windows service gives up: whoever starts it, an installation
/// above all, hears then that it failed, and the service manager tries again after a while.
constexpr int kStartAttempts = 4;

/// The supervisor in POCO's frame: in the foreground, under systemd, or as a Windows service. Not POCO's
/// ServerApplication: that one tells Windows that the service runs before it does.
class ServeApplication : public Poco::Util::Application
{
public:
	ServeApplication(ServeOptions options, Context& context): _options(std::move(options)), _context(context) {}

protected:
	void initialize(Application& self) override
	{
		initLog("supervisor", logLevelOf(_options.data));
		// Channels, files and rotation of the supervisor's log, where an administrator wants other than standard error.
		const auto properties = _options.data / "log.properties";
		std::error_code ignored;
		if (std::filesystem::exists(properties, ignored)) loadConfiguration(toUtf8(properties));
		Application::initialize(self);
	}

	int main(const std::vector<std::string>&) override
	{
		const auto notify = ServiceNotify::fromEnvironment();
		const auto config = settings::readHostConfig(_options.data);
		if (!config) return _context.report(config.error());

		supervisor::Supervisor::Options options;
		options.data = _options.data;
		options.version = version();
		options.timing.quarantineFailures = _options.quarantineFailures;
		options.timing.readyMs = std::int64_t{1000} * _options.startSeconds;
		options.timing.trialMs = std::int64_t{1000} * _options.trialSeconds;
		options.address = [url = *config](int port) { return url.url(port > 0 ? port : url.port); };
		supervisor::ChildLauncher launcher(programFile(), _options.data);
		supervisor::Supervisor host(std::move(options), launcher, _context.clock);
		const auto stop = StopRequest::listen([&host] { host.requestStop(); });
		if (const auto opened = host.open(); !opened) return _context.report(opened.error());
		// What a person wrote into the file by hand does not stay readable.
		if (const auto sealed = secrets::SecretStore(_options.data).sealPlain(_context.clock.nowMs()); !sealed)
			log(LogLevel::warning, "secrets", sealed.error().code + " " + sealed.error().message);
		log(LogLevel::info, "supervisor", std::string("erphost ") + version() + " serves " + toUtf8(_options.data));
		host.run([&] { tell(notify, host); });
		log(LogLevel::info, "supervisor", "stopped");
		if (_gaveUp) return _context.report(*_gaveUp);
		return EXIT_OK;
	}

private:
	/// Once per turn of the supervisor's loop: a loop that hangs stops feeding the watchdog.
	void tell(const ServiceNotify& notify, supervisor::Supervisor& host)
	{
		if (!notify.active()) return;
		const auto now = _context.clock.steadyMs();
		if (const auto interval = notify.watchdogMs(); interval && now - _aliveMs >= *interval / 3)
		{
			_aliveMs = now;
			notify.alive();
		}
		if (!_ready && (_options.consoleFirst ? consoleAnswers(host) : host.settled()))
		{
			_ready = true;
			notify.ready();
		}
		std::string failing;
		int ready = 0;
		for (const auto& process : host.processes())
		{
			if (process.state == ProcessState::ready) ++ready;
			if (process.state == ProcessState::backoff || process.state == ProcessState::quarantined)
				failing += " " + process.name + "(" + (process.error ? process.error->code : "") + ")";
		}
		const auto line = std::to_string(ready) + " processes ready" + (failing.empty() ? "" : ", failing:" + failing);
		if (line == _told) return;
		_told = line;
		notify.status(line);
	}

	/// True once front is ready. If it cannot start, the host ends.
	bool consoleAnswers(supervisor::Supervisor& host)
	{
		const auto processes = host.processes();
		const auto front =
			std::find_if(processes.begin(), processes.end(), [](const auto& one) { return one.name == "front"; });
		if (front == processes.end() || _gaveUp) return false;
		if (front->state == ProcessState::ready)
		{
			publishAddress(hostAddress(_options.data));
			return true;
		}
		if (front->state == ProcessState::backoff && front->restarts >= kStartAttempts - 1 && front->error)
		{
			_gaveUp = front->error;
			host.requestStop();
		}
		return false;
	}

	const ServeOptions _options;
	Context& _context;
	std::optional<Error> _gaveUp;
	bool _ready = false;
	std::int64_t _aliveMs = 0;
	std::string _told;
};

} // namespace

int serve(const ServeOptions& options, Context& context)
{
	Poco::AutoPtr<ServeApplication> application(new ServeApplication(options, context));
	application->init(std::vector<std::string>{toUtf8(programFile())});
	return application->run();
}

void addServe(CLI::App& app, Context& context)
{
	auto* command = context.command(app, "serve", "启动服务（在前台运行，或由 systemd 管理）",
	                                "Run the service (in the foreground, or under systemd)");
	const auto data = context.dataOption(*command);
	auto failures = std::make_shared<int>(5);
	command
		->add_option("--quarantine-after", *failures,
	                 context.text("插件十分钟内失败多少次后被隔离；0 表示从不隔离",
	                              "Failures of a plugin within ten minutes before it is quarantined; 0: never"))
		->check(CLI::Range(0, 1000))
		->capture_default_str();
	// For tests: nobody should wait longer for a worker that heartbeats while it starts.
	auto start = std::make_shared<int>(30);
	command->add_option("--start-limit", *start)->check(CLI::Range(1, 600))->group("");
	auto trial = std::make_shared<int>(60);
	command
		->add_option("--trial", *trial,
	                 context.text("插件新版本须连续正常运行多少秒才保留，否则自动退回",
	                              "Seconds that a plugin's new version must hold; else the one before returns"))
		->check(CLI::Range(1, 86'400))
		->capture_default_str();
	context.onRun(*command, [&context, data, failures, start, trial] {
		const auto folder = existingData(*data);
		if (!folder) return context.report(folder.error());
		return serve({*folder, *failures, *start, *trial}, context);
	});
}

} // namespace erphost::cli
