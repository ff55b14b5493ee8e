#include "host/worker/PluginRole.hpp"

#include "host/journal/Subscriptions.hpp"
#include "host/messages/Messages.hpp"
#include "host/packages/Manifest.hpp"
#include "host/packages/PluginList.hpp"
#include "host/platform/Files.hpp"
#include "host/platform/Log.hpp"
#include "host/settings/HostConfig.hpp"
#include "host/store/Database.hpp"
#include "host/store/Migrator.hpp"
#include "host/worker/JobRunner.hpp"
#include "host/worker/PluginHost.hpp"
#include "host/worker/PluginLibrary.hpp"
#include "host/worker/WorkerProcess.hpp"
#include "host/worker/WorkerServer.hpp"

namespace erphost::worker {

namespace {

/// Hints wake the loop at once; this is the fallback when one is lost.
constexpr std::chrono::milliseconds kPoll{1'000};

store::AccessPolicy policyOf(const packages::Manifest& manifest)
{
	store::AccessPolicy policy;
	policy.owner = manifest.id;
	for (const auto& entity : manifest.reads) policy.readable.push_back("erp_" + entity);
	policy.readable.insert(policy.readable.end(), manifest.views.begin(), manifest.views.end());
	return policy;
}

/// A plugin's own error texts; without them its errors show their English message.
void addTexts(const packages::Manifest& manifest)
{
	for (const char* language : {"zh", "en"})
	{
		const auto text = readFile(manifest.folder / "locales" / (std::string(language) + ".json"));
		if (text) messages::addTexts(language, nlohmann::json::parse(*text, nullptr, false), manifest.id + ".");
	}
}

/// Events, ERP changes and jobs, one after the other: the loop that heartbeats.
void work(WorkerProcess& process, journal::Dispatcher& dispatcher, JobRunner& jobs, const std::string& name)
{
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
			else if (delivered.error().code == "journal.fenced") return; // a newer worker has taken over
			else log(LogLevel::warning, name, delivered.error().code + ": " + delivered.error().message);
			more = jobs.run(cancelled, heartbeat) || more;
		}
		if (!process.waitForWork(more ? std::chrono::milliseconds{0} : kPoll)) return;
	}
}

Result<void> run(WorkerProcess& process, const std::filesystem::path& data, const std::string& pluginId,
                 const std::string& name)
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

	{
		// Migrations run as the host, under the policy of the migrator.
		store::OpenOptions asHost;
		asHost.file = data / "store.db";
		EH_TRY(const auto database, store::Database::open(asHost));
		EH_CHECK(store::migrate(*database, "host", store::hostMigrations(), systemClock().nowMs()));
		EH_TRY(const auto migrations, store::readMigrations(manifest.migrations()));
		EH_CHECK(store::migrate(*database, pluginId, migrations, systemClock().nowMs()));
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

	const auto calendar = calendar::Calendar::shipped();
	EH_TRY(auto library, PluginLibrary::load(manifest));
	PluginHost host(manifest, *database, systemClock(), std::move(zone), calendar);
	EH_CHECK(library->create(host.abi()));
	EH_CHECK(library->start());

	journal::Dispatcher dispatcher(*database, systemClock());
	EH_CHECK(dispatcher.claim(host.subscriptions(), host.watches()));
	JobRunner jobs(*database, systemClock(), pluginId, host.jobs());

	WorkerServer::Options serving;
	serving.mount = "/api/v1/" + pluginId;
	serving.secret = process.secret();
	serving.actorPrefix = pluginId;
	WorkerServer server(serving, database.get(), systemClock(), host.routes());
	EH_TRY(const int port, server.start());
	process.onDrain([&server] { server.drain(); });
	process.ready(port);

	work(process, dispatcher, jobs, name);

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
	const auto outcome = run(*process, data, pluginId, name);
	if (outcome) return 0;
	process->failed(outcome.error());
	return 3;
}

} // namespace erphost::worker
