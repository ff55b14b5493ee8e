#pragma once

#include "erphost/Error.hpp"
#include "host/platform/ChildProcess.hpp"
#include "host/supervisor/ProcessInfo.hpp"
#include "host/supervisor/RestartPolicy.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace erphost::supervisor {

/// An instant on both clocks: waits are steady, what people see is wall time.
struct Moment
{
	std::int64_t steadyMs = 0;
	std::int64_t wallMs = 0;
};

/// What the runner has to do for a worker.
enum class Action
{
	spawn, ///< then report spawned() or spawnFailed()
	drain,
	stop,
	kill
};

/// The life of one worker as a state machine: events and time in, actions out. Knows no process and no file.
class WorkerState
{
public:
	using Actions = std::vector<Action>;

	WorkerState(std::string name, bool plugin, const Timing& timing);

	// What people and the supervisor want
	Actions start(Moment now);
	Actions stop(Moment now);    ///< for good: the host ends, or the plugin was removed
	Actions killNow(Moment now); ///< for good, without waiting
	Actions restart(Moment now); ///< a person asked: no delay, the past is forgotten
	Actions enable(Moment now);
	Actions disable(Moment now);

	// What happened
	void spawned(Moment now, std::int64_t pid);
	void spawnFailed(Moment now, Error error);
	void ready(Moment now, int port);
	void heartbeat(Moment now);
	void explain(Error error); ///< the worker's own reason for the exit that follows
	Actions drained(Moment now);
	Actions exited(Moment now, const ExitStatus& status);
	Actions tick(Moment now);
	/// The supervisor itself did not run for a while: nobody is late. Deadlines start anew.
	void forgive(Moment now);

	ProcessInfo info() const;
	ProcessState state() const { return _state; }
	const std::string& name() const { return _name; }
	bool running() const { return _running; }
	bool finished() const { return !_running && (_state == ProcessState::stopped || _state == ProcessState::disabled); }
	/// Was ready or failed at least once since it was wanted: the first start is over, one way or the other.
	bool settled() const { return _settled || finished(); }
	/// When tick() has something to do next; empty while nothing is pending.
	std::optional<std::int64_t> dueMs() const;
	/// Rises whenever info() would answer differently.
	std::uint64_t version() const { return _version; }

private:
	/// What is to follow once the process is gone.
	enum class Intent
	{
		run,
		again,
		stopped,
		disabled
	};
	enum class Stage
	{
		none,
		draining,
		stopping,
		killed
	};

	Actions begin(Moment now);
	Actions end(Moment now, Intent intent);
	Actions killFor(Moment now, Error reason);
	void fail(Moment now, Error error);
	void enter(Moment now, ProcessState state);

	const std::string _name;
	const Timing _timing;
	RestartPolicy _policy;
	ProcessState _state = ProcessState::stopped;
	Intent _intent = Intent::stopped;
	Stage _stage = Stage::none;
	bool _running = false;
	bool _settled = false;
	bool _everStarted = false;
	std::int64_t _pid = 0;
	int _port = 0;
	int _restarts = 0;
	std::int64_t _sinceWallMs = 0;
	std::int64_t _startedMs = 0;
	std::int64_t _lifeMs = 0;  ///< last sign of life
	std::int64_t _stageMs = 0; ///< when the present stage of stopping began
	std::optional<std::int64_t> _nextStartMs;
	std::optional<std::int64_t> _nextStartWallMs;
	std::optional<Error> _explanation; ///< of the process that runs
	std::optional<Error> _killReason;
	std::optional<Error> _error; ///< what people see
	std::uint64_t _version = 0;
};

} // namespace erphost::supervisor
