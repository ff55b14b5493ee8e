#include "host/messaging/MessengerRole.hpp"

#include "host/messaging/Config.hpp"
#include "host/messaging/ErpGateway.hpp"
#include "host/messaging/HttpGateway.hpp"
#include "host/messaging/Messenger.hpp"
#include "host/messaging/SmtpGateway.hpp"
#include "host/platform/Files.hpp"
#include "host/platform/Log.hpp"
#include "host/secrets/SecretStore.hpp"
#include "host/settings/HostConfig.hpp"
#include "host/store/Migrator.hpp"
#include "host/sync/SyncSetup.hpp"
#include "host/worker/WorkerProcess.hpp"
#include "host/worker/WorkerSql.hpp"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <mutex>
#include <optional>
#include <thread>

namespace erphost::messaging {

namespace {

constexpr auto kTurn = std::chrono::milliseconds(500);
constexpr auto kIdle = std::chrono::milliseconds(2000);
/// Beyond its time-out a call is stuck where no time-out reaches: in a name server, in a driver.
constexpr std::int64_t kStuckMs = 60'000;

std::unique_ptr<Gateway> gatewayOf(const ChannelConfig& channel, store::Database& database,
                                   const std::filesystem::path& data)
{
	const SecretSource secrets = [data](const std::string& name) { return secrets::SecretStore(data).read(name); };
	if (channel.adapter == "http") return std::make_unique<HttpGateway>(channel, secrets);
	if (channel.adapter == "smtp") return std::make_unique<SmtpGateway>(channel, secrets);
	return std::make_unique<ErpGateway>(database, systemClock());
}

/// One channel at work on a thread of its own.
class Working
{
public:
	Working(Messenger::Context context, const ChannelConfig& channel, std::unique_ptr<Gateway> gateway):
		_messenger(std::move(context), channel, std::move(gateway)), _thread([this] { run(); })
	{
	}
	~Working()
	{
		askToStop();
		_thread.join();
	}
	void wake()
	{
		const std::lock_guard lock(_mutex);
		++_wakes;
		_changed.notify_all();
	}
	void askToStop()
	{
		_stopping = true;
		wake();
	}
	bool done() const { return _done; }
	/// What it is stuck in, if it is.
	std::optional<std::int64_t> stuckMs() const
	{
		const auto since = _messenger.callingSince();
		const auto limit = std::int64_t{1000} * _messenger.channel().timeoutSeconds * 3 + kStuckMs;
		const auto lasts = since > 0 ? systemClock().steadyMs() - since : 0;
		return lasts > limit ? std::optional(lasts) : std::nullopt;
	}
	const std::string& name() const { return _messenger.channel().name; }

private:
	void run()
	{
		bool recovered = false;
		while (!_stopping)
		{
			bool more = false;
			try
			{
				Result<void> ready;
				if (!recovered) ready = _messenger.recover();
				recovered = ready.ok();
				auto outcome = ready ? _messenger.round([this] { return !_stopping.load(); })
				                     : Result<bool>(std::move(ready).error());
				if (outcome) more = *outcome;
				else log(LogLevel::warning, "messenger", name() + ": " + outcome.error().code);
			}
			catch (const std::exception& problem)
			{
				log(LogLevel::error, "messenger", name() + ": " + problem.what());
			}
			if (more) continue;
			std::unique_lock lock(_mutex);
			const auto before = _wakes;
			_changed.wait_for(lock, kIdle, [&] { return _stopping || _wakes != before; });
		}
		_done = true;
	}

	Messenger _messenger;
	std::mutex _mutex;
	std::condition_variable _changed;
	int _wakes = 0;
	std::atomic<bool> _stopping{false};
	std::atomic<bool> _done{false};
	std::thread _thread; ///< last: it uses the others
};

using Channels = std::vector<std::unique_ptr<Working>>;

/// Lets the channels end what they are doing, heartbeating meanwhile.
void end(Channels& channels, worker::WorkerProcess& process)
{
	for (const auto& channel : channels) channel->askToStop();
	for (const auto& channel : channels)
		while (!channel->done() && !channel->stuckMs() && !process.stopping())
		{
			process.heartbeat();
			std::this_thread::sleep_for(std::chrono::milliseconds(50));
		}
	if (process.stopping())
		for (const auto& channel : channels)
			if (!channel->done()) std::_Exit(0); // its message is marked as on its way: the next process knows
	channels.clear();
}

Result<void> run(worker::WorkerProcess& process, const std::filesystem::path& data)
{
	const auto& clock = systemClock();
	EH_TRY(const auto host, settings::readHostConfig(data));
	EH_TRY(const auto zone, calendar::TimeZone::named(host.timeZone));
	EH_TRY(const auto database, store::Database::open({data / "store.db", {}, false, 4, 10'000}));
	EH_CHECK(store::migrate(*database, "host", store::hostMigrations(), clock.nowMs()));
	database->onCommitHint([&process] { process.hint(); });
	const auto policy = [&]() -> Policy {
		const auto setting = database->readValue([&](store::Transaction& tx) -> Result<nlohmann::json> {
			EH_TRY(auto row, tx.prepareAsHost(worker::sql::kSettingOn));
			EH_CHECK(row.bindAll("host", "messaging", zone.businessDate(clock.nowMs())));
			EH_TRY(const bool found, row.step());
			return found ? nlohmann::json::parse(row.view(0), nullptr, false) : nlohmann::json();
		});
		return setting ? Policy::of(*setting) : Policy();
	};

	process.ready(0);
	Channels channels;
	std::string loaded = "(nothing yet)";
	do
	{
		const auto text = readFile(Config::fileOf(data));
		const auto present = text ? *text : std::string();
		if (present != loaded && !process.draining())
		{
			loaded = present;
			end(channels, process);
			const auto config = Config::read(data);
			if (config)
				for (const auto& [name, channel] : config->channels)
					channels.push_back(std::make_unique<Working>(Messenger::Context{*database, clock, zone, policy},
					                                             channel, gatewayOf(channel, *database, data)));
			else log(LogLevel::warning, "messenger", config.error().code + ": " + config.error().message);
		}
		if (process.draining()) end(channels, process);
		process.heartbeat();
		for (const auto& channel : channels)
		{
			channel->wake();
			if (const auto stuck = channel->stuckMs())
			{
				process.failed(transient("messaging.stuck", "a call to a gateway does not come back")
				                   .with("channel", channel->name())
				                   .with("seconds", std::to_string(*stuck / 1000)));
				std::_Exit(75);
			}
		}
	} while (process.waitForWork(kTurn));
	end(channels, process);
	return {};
}

} // namespace

int runMessengerWorker(const std::filesystem::path& data, bool byHand)
{
	const auto process = worker::WorkerProcess::start("messenger", byHand);
	const auto outcome = run(*process, data);
	if (outcome) return 0;
	log(LogLevel::error, "messenger", outcome.error().code + ": " + outcome.error().message);
	process->failed(outcome.error());
	return 1;
}

} // namespace erphost::messaging
