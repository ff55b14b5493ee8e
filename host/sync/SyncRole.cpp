#include "host/sync/SyncRole.hpp"

#include "host/entities/EntityTables.hpp"
#include "host/platform/Files.hpp"
#include "host/platform/Log.hpp"
#include "host/store/Migrator.hpp"
#include "host/sync/Outage.hpp"
#include "host/sync/SyncRoutes.hpp"
#include "host/sync/SyncSql.hpp"
#include "host/sync/SyncWorker.hpp"
#include "host/worker/WorkerProcess.hpp"
#include "host/worker/WorkerServer.hpp"

#include <cstdlib>

namespace erphost::sync {

namespace {

constexpr auto kTurn = std::chrono::milliseconds(500);

/// A call to the ERP that nothing can end: this process goes, and the supervisor starts it anew without loss.
void endFrozen(worker::WorkerProcess& process, store::Database& database, const std::string& link,
               const std::string& what)
{
	const auto error = transient("erp.frozen", "the ERP accepted a call and does not answer").with("doing", what);
	const auto written = database.write([&](store::Transaction& tx) -> Result<void> {
		EH_CHECK(tx.execute(sql::kLinkSet, link, "away", systemClock().nowMs(), error.code, error.message,
		                    paramsJson(error), std::optional<std::string>()));
		// The other connection ends with this process; after a restart this one may always be the first to hang again.
		EH_CHECK(tx.execute(sql::kLinksGone, systemClock().nowMs(), error.code, error.message, paramsJson(error)));
		return beginOutage(tx, systemClock().nowMs(), false);
	});
	static_cast<void>(written); // whether or not it could be written down: there is only one way out
	log(LogLevel::error, "erp", "frozen: " + what);
	process.failed(error);
	std::_Exit(75);
}

/// While there is no usable mapping, the console must be able to say why.
void explain(store::Database& database, const Error& error)
{
	const auto written = database.write([&](store::Transaction& tx) -> Result<void> {
		for (const char* link : {"pull", "push"})
			EH_CHECK(tx.execute(sql::kLinkSet, link, "unknown", systemClock().nowMs(), error.code, error.message,
			                    paramsJson(error), std::optional<std::string>()));
		tx.hintAfterCommit();
		return {};
	});
	if (!written) log(LogLevel::warning, "erp", "state not written: " + written.error().code);
}

Result<void> run(worker::WorkerProcess& process, const SyncRoleOptions& role)
{
	const auto& data = role.data;
	const auto& clock = systemClock();
	EH_TRY(auto database, store::Database::open({data / "store.db", {}, false, 4, 10'000}));
	EH_CHECK(store::migrate(*database, "host", store::hostMigrations(), clock.nowMs()));
	EH_CHECK(entities::ensureEntityTables(*database, SyncSetup::allSchemas(data)));

	// The command line may be at work without a host: it lets go when it is done.
	std::unique_ptr<FileLock> lock;
	while (!lock)
	{
		auto taken = FileLock::take(data / "sync.lock");
		if (taken) lock = *std::move(taken);
		else if (taken.error().code != "lock.taken") return std::move(taken).error();
		process.heartbeat();
		if (!lock && !process.waitForWork(kTurn)) return {};
	}
	database->onCommitHint([&] { process.hint(); });

	SyncRoutes routes(*database, clock, data);
	worker::WorkerServer::Options options;
	options.mount = "/api/v1/erp";
	options.secret = process.secret();
	options.actorPrefix = "erp";
	auto all = routes.routes();
	if (role.moreRoutes)
		for (auto& route : role.moreRoutes(*database, clock, data)) all.push_back(std::move(route));
	worker::WorkerServer server(options, database.get(), clock, std::move(all));
	EH_TRY(const int port, server.start());
	process.onDrain([&] { server.drain(); });
	process.ready(port);

	std::unique_ptr<SyncWorker> working;
	std::string loaded = "(nothing yet)", explained;
	std::vector<entities::EntitySchema> schemas;
	do
	{
		// A new mapping takes effect by starting over with it: positions are in the store. So does what a plugin brings
		// of its own: a mapping that names it may have been there first.
		const auto text = readFile(data / "erp.json");
		const auto present = text ? *text : std::string();
		auto known = SyncSetup::allSchemas(data);
		if ((present != loaded || known != schemas) && !process.draining())
		{
			loaded = present;
			schemas = std::move(known);
			working.reset();
			EH_CHECK(entities::ensureEntityTables(*database, schemas));
			auto setup = SyncSetup::load(data);
			if (setup)
			{
				working = std::make_unique<SyncWorker>(
					*database, clock, *std::move(setup),
					SyncWorker::Hooks{[&](const std::string& link, const std::string& what) {
						endFrozen(process, *database, link, what);
					}});
				working->start();
			}
			else
			{
				log(LogLevel::warning, "erp", setup.error().code + " " + paramsJson(setup.error()));
				explain(*database, setup.error());
			}
		}
		if (process.draining() && working) working.reset();
		if (working) working->wake();
		if (!working || working->alive()) process.heartbeat();
	} while (process.waitForWork(kTurn));
	working.reset();
	server.stop();
	process.onDrain({});
	return {};
}

} // namespace

int runSyncWorker(const SyncRoleOptions& options)
{
	const auto process = worker::WorkerProcess::start("sync", options.byHand);
	if (!process) return 1;
	const auto outcome = run(*process, options);
	if (outcome) return 0;
	log(LogLevel::error, "sync", outcome.error().code + ": " + outcome.error().message);
	process->failed(outcome.error());
	return 1;
}

} // namespace erphost::sync
