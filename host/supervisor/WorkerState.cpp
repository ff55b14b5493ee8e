#include "host/supervisor/WorkerState.hpp"

#include <algorithm>

namespace erphost::supervisor {
namespace {

std::string seconds(std::int64_t ms)
{
	return std::to_string((ms + 500) / 1000);
}

} // namespace

WorkerState::WorkerState(std::string name, bool plugin, const Timing& timing):
	_name(std::move(name)), _timing(timing), _policy(timing, plugin)
{
}

void WorkerState::enter(Moment now, ProcessState state)
{
	if (_state != state) _sinceWallMs = now.wallMs;
	_state = state;
	++_version;
}

WorkerState::Actions WorkerState::begin(Moment now)
{
	_intent = Intent::run;
	_stage = Stage::none;
	_nextStartMs.reset();
	_nextStartWallMs.reset();
	_explanation.reset();
	_killReason.reset();
	if (std::exchange(_everStarted, true)) ++_restarts;
	_startedMs = _lifeMs = now.steadyMs;
	enter(now, ProcessState::starting);
	return {Action::spawn};
}

WorkerState::Actions WorkerState::end(Moment now, Intent intent)
{
	_intent = intent;
	_nextStartMs.reset();
	_nextStartWallMs.reset();
	if (!_running)
	{
		if (intent == Intent::again) return begin(now);
		enter(now, intent == Intent::disabled ? ProcessState::disabled : ProcessState::stopped);
		return {};
	}
	if (_stage != Stage::none) return {}; // already on its way; only what follows has changed
	_stage = Stage::draining;
	_stageMs = now.steadyMs;
	enter(now, ProcessState::stopping);
	return {Action::drain};
}

WorkerState::Actions WorkerState::start(Moment now)
{
	// Wanted again while it is going: it comes back once it is gone.
	if (_running && _intent != Intent::run) _intent = Intent::again;
	if (_running || _intent == Intent::run) return {};
	return begin(now);
}

WorkerState::Actions WorkerState::stop(Moment now)
{
	return end(now, Intent::stopped);
}

WorkerState::Actions WorkerState::killNow(Moment now)
{
	end(now, Intent::stopped);
	if (!_running || _stage == Stage::killed) return {};
	_stage = Stage::killed;
	return {Action::kill};
}

WorkerState::Actions WorkerState::restart(Moment now)
{
	if (_intent == Intent::stopped || _intent == Intent::disabled) return {};
	_policy.forget();
	_error.reset();
	++_version;
	return end(now, Intent::again);
}

WorkerState::Actions WorkerState::enable(Moment now)
{
	if (_intent != Intent::disabled && _state != ProcessState::disabled) return {};
	_policy.forget();
	_error.reset();
	++_version;
	_settled = false;
	return end(now, Intent::again);
}

WorkerState::Actions WorkerState::disable(Moment now)
{
	if (_state == ProcessState::disabled) return {};
	_error.reset();
	++_version;
	return end(now, Intent::disabled);
}

void WorkerState::spawned(Moment now, std::int64_t pid)
{
	_running = true;
	_pid = pid;
	_startedMs = _lifeMs = now.steadyMs;
	++_version;
}

void WorkerState::spawnFailed(Moment now, Error error)
{
	_running = false;
	fail(now, std::move(error));
}

void WorkerState::ready(Moment now, int port)
{
	if (!_running) return;
	_lifeMs = now.steadyMs;
	_port = port;
	++_version;
	if (_stage != Stage::none || _state != ProcessState::starting) return;
	_settled = true;
	_policy.ready(now.steadyMs);
	// While quarantined the reason stays visible until the worker has proved itself.
	if (!_policy.quarantined()) _error.reset();
	enter(now, ProcessState::ready);
}

void WorkerState::heartbeat(Moment now)
{
	_lifeMs = now.steadyMs;
}

void WorkerState::explain(Error error)
{
	_explanation = std::move(error);
}

WorkerState::Actions WorkerState::drained(Moment now)
{
	if (_stage != Stage::draining) return {};
	_stage = Stage::stopping;
	_stageMs = now.steadyMs;
	return {Action::stop};
}

void WorkerState::fail(Moment now, Error error)
{
	_settled = true;
	_error = std::move(error);
	const auto decision = _policy.failed(now.steadyMs);
	_nextStartMs = now.steadyMs + decision.delayMs;
	_nextStartWallMs = now.wallMs + decision.delayMs;
	enter(now, decision.quarantined ? ProcessState::quarantined : ProcessState::backoff);
}

WorkerState::Actions WorkerState::exited(Moment now, const ExitStatus& status)
{
	if (!_running) return {};
	_running = false;
	_pid = 0;
	_port = 0;
	++_version;
	const bool asked = _intent != Intent::run;
	const bool slow = _stage == Stage::killed && asked;
	_stage = Stage::none;
	if (asked)
	{
		// A worker that had to be killed has failed, even though it was meant to go.
		if (slow && _killReason)
		{
			_policy.failed(now.steadyMs);
			_error = std::move(_killReason);
		}
		return end(now, _intent);
	}
	Error reason = _killReason ? *_killReason
	                           : bug("worker.exited", _name + " ended unexpectedly: " + status.describe())
	                                 .with("process", _name)
	                                 .with("status", status.describe());
	if (_explanation) reason = *_explanation;
	fail(now, std::move(reason));
	return {};
}

WorkerState::Actions WorkerState::killFor(Moment now, Error reason)
{
	_killReason = std::move(reason);
	_error = _killReason;
	_stage = Stage::killed;
	_stageMs = now.steadyMs;
	enter(now, ProcessState::stopping);
	return {Action::kill};
}

WorkerState::Actions WorkerState::tick(Moment now)
{
	if (!_running)
	{
		if (_intent == Intent::run && _nextStartMs && now.steadyMs >= *_nextStartMs) return begin(now);
		return {};
	}
	if (_policy.tick(now.steadyMs))
	{
		_error.reset();
		++_version;
	}
	const auto quiet = now.steadyMs - _lifeMs;
	switch (_stage)
	{
	case Stage::draining:
		if (now.steadyMs - _stageMs < _timing.drainMs) return {};
		return drained(now);
	case Stage::stopping:
		if (now.steadyMs - _stageMs < _timing.stopMs) return {};
		return killFor(now, bug("worker.slow_stop", _name + " did not stop within " + seconds(_timing.stopMs) + " s")
		                        .with("process", _name)
		                        .with("seconds", seconds(_timing.stopMs)));
	case Stage::killed: return {};
	case Stage::none: break;
	}
	if (_state == ProcessState::starting &&
	    (quiet >= _timing.readyMs || now.steadyMs - _startedMs >= _timing.readyLimitMs))
	{
		const auto waited = seconds(now.steadyMs - _startedMs);
		return killFor(now, bug("worker.slow_start", _name + " was not ready after " + waited + " s")
		                        .with("process", _name)
		                        .with("seconds", waited));
	}
	if (_state == ProcessState::ready && quiet >= _timing.heartbeatMs)
		return killFor(now, bug("worker.silent", _name + " gave no sign of life for " + seconds(quiet) + " s")
		                        .with("process", _name)
		                        .with("seconds", seconds(quiet)));
	return {};
}

void WorkerState::forgive(Moment now)
{
	_lifeMs = now.steadyMs;
	_startedMs = now.steadyMs;
	_stageMs = now.steadyMs;
}

std::optional<std::int64_t> WorkerState::dueMs() const
{
	if (!_running) return _intent == Intent::run ? _nextStartMs : std::nullopt;
	switch (_stage)
	{
	case Stage::draining: return _stageMs + _timing.drainMs;
	case Stage::stopping: return _stageMs + _timing.stopMs;
	case Stage::killed: return std::nullopt;
	case Stage::none: break;
	}
	if (_state == ProcessState::starting) return std::min(_lifeMs + _timing.readyMs, _startedMs + _timing.readyLimitMs);
	return _lifeMs + _timing.heartbeatMs;
}

ProcessInfo WorkerState::info() const
{
	ProcessInfo info;
	info.name = _name;
	info.state = _state;
	info.pid = _pid;
	info.port = _port;
	info.restarts = _restarts;
	info.since = _sinceWallMs;
	info.error = _error;
	info.nextStartAt = _nextStartWallMs;
	return info;
}

} // namespace erphost::supervisor
