#pragma once

#include "host/sync/EntityPull.hpp"
#include "host/sync/Push.hpp"
#include "host/sync/SyncSetup.hpp"

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace erphost::sync {

/// The working part of the sync role, for one mapping: a loop per direction on a thread of its own.
class SyncWorker
{
public:
	struct Hooks
	{
		std::function<void(const std::string& link, const std::string& what)> onFrozen;
	};
	SyncWorker(store::Database& database, const Clock& clock, SyncSetup setup, Hooks hooks);
	~SyncWorker(); ///< stops

	/// Starts both loops.
	void start();
	/// Asks the loops to end and waits; a round ends at its next batch, and goes on there next time.
	void stop();
	/// Something was committed: the outbox and the orders are looked at now. Any thread.
	void wake();
	/// True while both loops work: they have moved, or wait inside a call that the watchdog looks after. Any thread.
	bool alive() const;

	/// Without threads: carries out one order here and now (the command line's way). See runOrder().
	Result<nlohmann::json> run(const std::string& command, const nlohmann::json& argument);

	const SyncSetup& setup() const { return _setup; }

private:
	struct Loop
	{
		std::thread thread;
		std::atomic<std::int64_t> beatAt{0};
	};
	bool between(Loop& loop);
	void wait(std::int64_t ms);
	void pullLoop();
	void pushLoop();
	bool pullDue();
	void orders(const char* direction);
	Result<nlohmann::json> order(const std::string& command, const nlohmann::json& argument);
	Result<nlohmann::json> pullOrder(const std::string& entity, EntityPull::Round round);
	Result<nlohmann::json> reconcileOrder(const std::string& entity, bool repair);
	Result<nlohmann::json> pushOrder(const std::string& type);
	bool resting() const;
	void learnIfHeld();
	void entitiesAway();

	store::Database& _database;
	const Clock& _clock;
	SyncSetup _setup;
	Hooks _hooks;
	ErpLink _pullLink, _pushLink, _acknowledgeLink;
	QueryBudget _budget;
	PullContext _context;
	std::vector<std::unique_ptr<EntityPull>> _entities;
	Push _push;
	Loop _pullSide, _pushSide;
	std::atomic<bool> _stopping{false};
	std::mutex _mutex;
	std::condition_variable _changed;
	std::int64_t _wakes = 0;
	std::int64_t _reconciledAt = 0;
	bool _wasAway = false;
};

} // namespace erphost::sync
