#include "host/front/FrontRole.hpp"

#include "host/entities/EntityTables.hpp"
#include "host/front/ConsoleFiles.hpp"
#include "host/front/FrontServer.hpp"
#include "host/front/Housekeeping.hpp"
#include "host/platform/Files.hpp"
#include "host/platform/Log.hpp"
#include "host/security/UserCommands.hpp"
#include "host/worker/WorkerProcess.hpp"

namespace erphost::front {

namespace {

constexpr std::chrono::milliseconds kHeartbeatEvery{1000};

/// There is no default password: as long as nobody has one, the way in is a file that only the owner of this process
/// can read.
Result<void> offerFirstLink(const FrontContext& context, const std::string& address)
{
	const auto file = context.data / "run" / security::kFirstLinkFile;
	// Whoever was shown a link, by init or before a restart, is about to use it.
	const auto before = readFile(file);
	std::string shown = before ? *before : "";
	while (!shown.empty() && shown.back() == '\n') shown.pop_back();
	shown.erase(0, shown.rfind('=') + 1);
	EH_TRY(const auto link, security::firstLink(context.database, context.clock, shown));
	std::error_code ignored;
	if (!link)
	{
		std::filesystem::remove(file, ignored);
		return {};
	}
	std::filesystem::create_directories(file.parent_path(), ignored);
	log(LogLevel::info, "front", "nobody has a password yet; the one-time sign-in link is in run/signin-link.txt");
	return replaceFile(file, security::linkPath(address, *link) + "\n", true);
}

Result<void> run(worker::WorkerProcess& process, const std::filesystem::path& data)
{
	const auto& clock = systemClock();
	EH_TRY(const auto config, settings::readHostConfig(data));
	EH_TRY(auto zone, calendar::TimeZone::named(config.timeZone));
	store::OpenOptions open;
	open.file = data / "store.db";
	open.checkpoints = true;
	open.readers = 8;
	EH_TRY(const auto database, store::Database::open(open));
	// Sync makes them too; front may be asked for the ERP's employees before it ever ran.
	EH_CHECK(entities::ensureEntityTables(*database, entities::shippedEntities()));
	database->onCommitHint([&process] { process.hint(); });

	Peers peers;
	process.onPeers([&peers](const nlohmann::json& processes) { peers.set(processes); });
	packages::Uploads uploads(data);
	const FrontContext context{
		*database,
		clock,
		peers,
		data,
		std::move(zone),
		ERPHOST_VERSION,
		clock.nowMs(),
		config.tls(),
		[&process](const std::string& action, const std::string& name) { process.control(action, name); },
		uploads,
		programFile()};
	FrontServer::Options options;
	options.listen = config;
	options.secret = process.secret();
	options.console = ConsoleFiles::folderOf(programFile());
	FrontServer server(std::move(options), context);
	// Who is answered must find the first user there; only the address of a port that the system chooses comes later.
	if (config.port > 0) EH_CHECK(offerFirstLink(context, config.url(config.port)));
	EH_TRY(const int port, server.start());
	if (config.port == 0) EH_CHECK(offerFirstLink(context, config.url(port)));
	Housekeeping housekeeping(context);
	housekeeping.start();
	process.ready(port);
	log(LogLevel::info, "front", "serves " + config.url(port));
	while (process.waitForWork(kHeartbeatEvery))
	{
		process.heartbeat();
		if (process.draining()) break;
	}
	server.stop();
	housekeeping.stop();
	// The callback refers to what ends here.
	process.onPeers([](const nlohmann::json&) {});
	return {};
}

} // namespace

int runFrontWorker(const std::filesystem::path& data, bool byHand)
{
	const auto process = worker::WorkerProcess::start("front", byHand);
	const auto outcome = run(*process, data);
	if (outcome) return 0;
	log(LogLevel::error, "front", outcome.error().code + ": " + outcome.error().message);
	process->failed(outcome.error());
	return 1;
}

} // namespace erphost::front
