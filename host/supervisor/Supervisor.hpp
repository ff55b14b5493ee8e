#pragma once

#include "host/packages/PluginList.hpp"
#include "host/platform/Clock.hpp"
#include "host/platform/Files.hpp"
#include "host/supervisor/ControlMessages.hpp"
#include "host/supervisor/Timing.hpp"
#include "host/supervisor/TrialWatch.hpp"
#include "host/supervisor/WorkerLauncher.hpp"
#include "host/supervisor/WorkerState.hpp"

#include <condition_variable>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

namespace erphost::supervisor {

/// Runs the workers of one data folder: connects their state machines with processes, files and each other.
///
/// Everything happens on the thread that calls open(), turn() and run() — the main thread, because a child's
/// parent-death signal follows the thread that spawned it. requestStop() may come from any thread.
class Supervisor
{
public:
	struct Options
	{
		std::filesystem::path data;
		Timing timing;
		/// The address that people type, from the port on which front listens.
		std::function<std::string(int port)> address;
		std::string version; ///< of the program, for run/status.json
	};

	Supervisor(Options options, WorkerLauncher& launcher, const Clock& clock);
	~Supervisor(); ///< kills what still runs

	/// Takes instance.lock ("host.running", params data and pid), reads plugins.json and starts every worker.
	Result<void> open();

	/// One round: takes in what workers said, moves every state machine on, tells the others.
	void turn();
	/// Turns until every worker is gone after requestStop(). `eachTurn` runs after every turn.
	void run(const std::function<void()>& eachTurn);

	/// Orderly stop: front first, so that nobody asks workers that are going. A second request kills at once.
	void requestStop();
	bool finished() const;
	/// True once every worker that is wanted was ready or has failed once: the host is up, as far as it can be.
	bool settled() const;

	std::vector<ProcessInfo> processes() const;

private:
	struct Worker
	{
		Worker(const std::string& name, bool plugin, const Timing& timing): state(name, plugin, timing) {}
		WorkerState state;
		std::unique_ptr<WorkerHandle> handle;
		std::uint64_t generation = 0; ///< of the process; lines of an earlier one are ignored
		std::optional<ExitStatus> exit;
		std::int64_t exitSeenMs = 0;
		bool outputEnded = false;
		std::int64_t residentKiB = 0;
		bool removed = false;       ///< no longer in plugins.json: dropped when its process is gone
		std::filesystem::path path; ///< of a plugin: the folder that it was started from
	};
	using Workers = std::map<std::string, Worker>;
	struct Incoming
	{
		std::string name;
		std::uint64_t generation;
		std::optional<std::string> line;
	};

	Moment now() const { return {_clock.steadyMs(), _clock.nowMs()}; }
	Worker& add(const std::string& name, bool plugin);
	/// Every process that is or was one of ours: workers, successors, and those on their way out.
	void forEach(const std::function<void(Worker&)>& look);
	Worker* find(const std::string& name, std::uint64_t generation);
	void apply(Worker& worker, const WorkerState::Actions& actions);
	void spawn(Worker& worker);
	void receive(const Incoming& incoming);
	void control(const ControlMessage& message);
	void reap(Worker& worker);
	void stopInOrder();
	void readPlugins(bool force);
	/// A plugin's worker is to run from this folder: a ready one goes on until its successor is ready too.
	void follow(const std::string& name, Worker& worker, const std::filesystem::path& path);
	/// Successors that are ready take the place of their worker, those that failed are given up.
	void judgeSuccessors();
	void promote(const std::string& name);
	void dismissSuccessor(const std::string& name);
	/// Lets it end in good order, out of everybody's sight.
	void retire(Workers::node_type worker);
	bool onTrial(const std::string& name) const;
	/// The messenger runs as long as messaging.json names a channel.
	void readMessaging();
	Result<void> setEnabled(const std::string& id, bool enabled);
	/// New versions on trial: keeps those that held, switches the others back.
	void judgeTrials();
	Result<void> endTrial(const packages::InstalledPlugin& plugin, const ProcessInfo* failed);
	void measureMemory();
	void announce();
	void writeStatus(const nlohmann::json& processes);
	void waitForEvent();
	nlohmann::json processesJson() const;

	const Options _options;
	WorkerLauncher& _launcher;
	const Clock& _clock;
	std::unique_ptr<FileLock> _lock;
	std::string _secret; ///< of this launch: workers answer nobody without it
	std::int64_t _startedAt = 0;
	std::int64_t _epoch = 0;
	std::uint64_t _generation = 0;
	Workers _workers;
	Workers _successors; ///< by the name of the worker that each is to follow
	std::vector<Workers::node_type> _leaving;
	std::vector<packages::InstalledPlugin> _plugins;
	TrialWatch _trials;
	std::optional<std::string> _pluginsWritten;
	std::int64_t _lastTurnMs = 0;
	std::int64_t _pluginsLookedMs = 0;
	std::int64_t _memoryMs = 0;
	std::map<std::string, std::uint64_t> _announced;
	std::map<std::string, ProcessState> _logged;
	std::set<std::string> _hinting; ///< who hinted since the last turn
	bool _memoryChanged = false;

	mutable std::mutex _mutex; ///< of what other threads touch: the three below
	std::condition_variable _wake;
	std::vector<Incoming> _incoming;
	int _stopRequests = 0;
};

} // namespace erphost::supervisor
