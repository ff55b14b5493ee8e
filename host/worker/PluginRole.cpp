#include "host/worker/PluginRole.hpp"

#include "host/journal/Subscriptions.hpp"
#include "host/messages/Messages.hpp"
#include "host/packages/FolderCheck.hpp"
#include "host/packages/Manifest.hpp"
#include "host/packages/PluginList.hpp"
#include "host/packages/TrustStore.hpp"
#include "host/platform/Files.hpp"
#include "host/platform/Log.hpp"
#include "host/settings/HostConfig.hpp"
#include "host/store/Database.hpp"
#include "host/store/Migrator.hpp"
#include "host/worker/HandlerWatch.hpp"
#include "host/worker/JobRunner.hpp"
#include "host/worker/LiveCalendar.hpp"
#include "host/worker/PluginHost.hpp"
#include "host/worker/PluginLibrary.hpp"
#include "host/worker/WorkerProcess.hpp"
#include "host/worker/WorkerServer.hpp"

#include <condition_variable>
#include <cstdlib>
#include <mutex>
#include <thread>

namespace erphost::worker {

namespace {

/// Hints wake the loop at once; this is the fallback when one is lost.
constexpr std::chrono::milliseconds kPoll{1'000};
constexpr std::chrono::milliseconds kHandlerPoll{250};
constexpr std::chrono::milliseconds kLinger{10'000};

/// A plugin's own error texts; without them its errors show their English message.
void addTexts(const packages::Manifest& manifest)
{
	for (const char* language : {"zh", "en"})
	{
		const auto text = readFile(manifest.folder / "locales" / (std::string(language) + ".json"));
		if (text) messages::addTexts(language, nlohmann::json::parse(*text, nullptr, false), manifest.id + ".");
	}
}

/// The plugin's handlers, each noted while it runs.
template <typename... Arguments, typename Outcome>
void noteHandler(std::function<Outcome(Arguments...)>& handle, HandlerWatch& watch, std::string what,
                 std::int64_t limitMs)
{
	handle = [&watch, what = std::move(what), limitMs, inner = std::move(handle)](Arguments... arguments) -> Outcome {
		const HandlerWatch::Inside inside(watch, what, limitMs);
		return inner(std::forward<Arguments>(arguments)...);
	};
}

template <typename Handlers, typename Handle>
Handlers noted(Handlers handlers, Handle handle, HandlerWatch& watch)
{
	for (auto& one : handlers) noteHandler(one.*handle, watch, one.name, HandlerWatch::kLongestWriteMs);
	return handlers;
}

std::vector<Route> notedRoutes(std::vector<Route> routes, HandlerWatch& watch)
{
	for (auto& route : routes)
		noteHandler(route.handle, watch, route.method + " " + route.path,
		            route.mode == TransactionMode::write ? HandlerWatch::kLongestWriteMs
		                                                 : HandlerWatch::kLongestReadMs);
	return routes;
}

/// Ends the process when a handler is lost: what it has not committed is undone, and the next worker begins anew.
void watchHandlers(const std::stop_token& stop, WorkerProcess& process, const HandlerWatch& watch,
                   const std::string& pluginId)
{
	std::mutex mutex;
	std::condition_variable_any stopped;
	std::unique_lock lock(mutex);
	while (!stopped.wait_for(lock, stop, kHandlerPoll, [] { return false; }) && !stop.stop_requested())
	{
		const auto late = watch.overdue();
		if (!late) continue;
		process.failed(bug("plugin.hung", "a handler did not come back: " + late->what)
		                   .with("plugin", pluginId)
		                   .with("handler", late->what)
		                   .with("seconds", std::to_string(late->ms / 1000)));
		std::_Exit(3);
	}
}

/// A newer worker has taken over events and jobs: what people ask this one meanwhile is still answered, until the
/// supervisor says stop. If nobody does, nobody needs it.
void lingerOn(WorkerProcess& process)
{
	const std::int64_t until = systemClock().steadyMs() + kLinger.count();
	while (systemClock().steadyMs() < until)
	{
		process.heartbeat();
		if (!process.waitForWork(kPoll)) return;
	}
}

/// Events, ERP changes and jobs, one after the other: the loop that heartbeats.
void work(WorkerProcess& process, journal::Dispatcher& dispatcher, JobRunner& jobs, const std::string& pluginId)
{
	const std::string name = "plugin:" + pluginId;
	const auto cancelled = [&] { return process.draining(); };
	const auto heartbeat = [&] { process.heartbeat(); };
	for (;;)
	{
		heartbeat();
		bool more = false;
		if (!cancelled())
		{
			const auto delivered = dispatcher.deliver(cancelled, heartbeat);
			if (delivered) more = *delivered;
			else if (delivered.error().code == "journal.fenced") return lingerOn(process);
			else log(LogLevel::warning, name, delivered.error().code + ": " + delivered.error().message);
			more = jobs.run(cancelled, heartbeat) || more;
		}
		if (!process.waitForWork(more ? std::chrono::milliseconds{0} : kPoll)) return;
	}
}

/// Before any of its code is loaded: every file as its maker signed it.
Result<void> checkPackage(const std::filesystem::path& data, const packages::InstalledPlugin& installed, bool developer)
{
	EH_TRY(const auto trust, packages::TrustStore::read(data));
	EH_TRY(const auto verdict, packages::checkFolder(installed.path, installed.id, trust));
	return packages::permit(verdict, developer);
}

Result<void> run(WorkerProcess& process, const std::filesystem::path& data, const std::string& pluginId)
{
	EH_TRY(const auto config, settings::readHostConfig(data));
	EH_TRY(auto zone, calendar::TimeZone::named(config.timeZone));
	EH_TRY(const auto installed, packages::findPlugin(data, pluginId));
	EH_TRY(const auto manifest, packages::readManifest(installed.path));
	if (manifest.id != pluginId)
		return misconfigured("plugin.id_mismatch", "The folder holds another plugin than plugins.json says.")
		    .with("plugin", pluginId)
		    .with("found", manifest.id)
		    .with("path", installed.path.string());
	if (installed.packaged()) EH_CHECK(checkPackage(data, installed, config.developer));
	process.heartbeat();

	{
		// Migrations run as the host, under the policy of the migrator.
		store::OpenOptions asHost;
		asHost.file = data / "store.db";
		EH_TRY(const auto database, store::Database::open(asHost));
		EH_CHECK(store::migrate(*database, "host", store::hostMigrations(), systemClock().nowMs()));
		// A plugin without tables of its own has no such folder.
		if (std::error_code ignored; std::filesystem::exists(manifest.migrations(), ignored))
		{
			EH_TRY(const auto migrations, store::readMigrations(manifest.migrations()));
			EH_CHECK(store::migrate(*database, pluginId, migrations, systemClock().nowMs()));
		}
	}
	addTexts(manifest);
	process.heartbeat();

	store::OpenOptions options;
	options.file = data / "store.db";
	options.policy = policyOf(manifest);
	EH_TRY(const auto database, store::Database::open(options));
	database->onCommitHint([&process] {
		process.hint();
		process.wake();
	});

	LiveCalendar calendar(*database, systemClock(), zone, data);
	const files::FileStore files(data, systemClock());
	EH_TRY(auto library, PluginLibrary::load(manifest));
	PluginHost host(manifest, *database, systemClock(), std::move(zone), calendar, files);
	EH_CHECK(library->create(host.abi()));
	EH_CHECK(library->start());

	HandlerWatch watch(systemClock());
	journal::Dispatcher dispatcher(*database, systemClock());
	EH_CHECK(dispatcher.claim(noted(host.subscriptions(), &journal::Subscription::handle, watch),
	                          noted(host.watches(), &journal::Watch::handle, watch)));
	JobRunner jobs(*database, systemClock(), pluginId, noted(host.jobs(), &Job::run, watch));

	WorkerServer::Options serving;
	serving.mount = "/api/v1/" + pluginId;
	serving.secret = process.secret();
	serving.actorPrefix = pluginId;
	WorkerServer server(serving, database.get(), systemClock(), notedRoutes(host.routes(), watch));
	EH_TRY(const int port, server.start());
	process.onDrain([&server] { server.drain(); });
	process.ready(port);

	// From here on handlers run; before, the supervisor's limit for starting holds.
	const std::jthread watcher([&](const std::stop_token& stop) { watchHandlers(stop, process, watch, pluginId); });
	work(process, dispatcher, jobs, pluginId);

	process.onDrain({});
	server.drain();
	server.stop();
	library->shutDown();
	return {};
}

} // namespace

int runPluginWorker(const std::filesystem::path& data, const std::string& pluginId, bool byHand)
{
	const std::string name = "plugin:" + pluginId;
	const auto process = WorkerProcess::start(name, byHand);
	const auto outcome = run(*process, data, pluginId);
	if (outcome) return 0;
	process->failed(outcome.error());
	return 3;
}

} // namespace erphost::worker
