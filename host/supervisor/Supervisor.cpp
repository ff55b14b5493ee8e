#include "host/supervisor/Supervisor.hpp"

#include "host/platform/Ids.hpp"
#include "host/platform/Log.hpp"

#include <algorithm>

namespace erphost::supervisor {
namespace {

constexpr const char* kFront = "front";
constexpr const char* kSync = "sync";
constexpr const char* kMessenger = "messenger";

/// Epochs rise over restarts of the supervisor too, even if the machine's clock was set back meanwhile.
std::int64_t lastEpoch(const std::filesystem::path& statusFile)
{
	const auto text = readFile(statusFile);
	if (!text) return 0;
	const auto json = nlohmann::json::parse(*text, nullptr, false);
	if (!json.is_object()) return 0;
	const auto epoch = json.find("epoch");
	return epoch != json.end() && epoch->is_number_integer() ? epoch->get<std::int64_t>() : 0;
}

/// A host without message channels does without their process.
bool messagingConfigured(const std::filesystem::path& data)
{
	const auto text = readFile(data / "messaging.json");
	if (!text) return false;
	const auto json = nlohmann::json::parse(*text, nullptr, false);
	// One that cannot be understood is the messenger's to explain.
	if (!json.is_object()) return true;
	const auto channels = json.find("channels");
	return channels != json.end() && !channels->empty();
}

void removeLeftovers(const std::filesystem::path& folder)
{
	std::error_code ignored;
	for (const auto& entry : std::filesystem::directory_iterator(folder, ignored))
		if (entry.path().extension() == ".new") std::filesystem::remove(entry.path(), ignored);
}

} // namespace

Supervisor::Supervisor(Options options, WorkerLauncher& launcher, const Clock& clock):
	_options(std::move(options)), _launcher(launcher), _clock(clock), _trials(_options.timing.trialMs)
{
}

Supervisor::~Supervisor()
{
	// Their reader threads use this object until they are joined.
	forEach([](Worker& worker) { worker.handle.reset(); });
}

void Supervisor::forEach(const std::function<void(Worker&)>& look)
{
	for (auto* workers : {&_workers, &_successors})
		for (auto& [name, worker] : *workers) look(worker);
	for (auto& node : _leaving) look(node.mapped());
}

Supervisor::Worker* Supervisor::find(const std::string& name, std::uint64_t generation)
{
	Worker* found = nullptr;
	forEach([&](Worker& worker) {
		if (worker.generation == generation && worker.state.name() == name) found = &worker;
	});
	return found;
}

Result<void> Supervisor::open()
{
	auto lock = FileLock::take(_options.data / "instance.lock");
	if (!lock && lock.error().code == "lock.taken")
	{
		const std::string pid(lock.error().param("pid"));
		return conflict("host.running", "erphost runs already on " + toUtf8(_options.data) + ", process " + pid)
		    .with("data", toUtf8(_options.data))
		    .with("pid", pid);
	}
	if (!lock) return std::move(lock).error();
	_lock = *std::move(lock);

	const auto run = _options.data / "run";
	std::error_code failed;
	std::filesystem::create_directories(run, failed);
	if (failed)
		return misconfigured("file.unwritable", "cannot make " + toUtf8(run) + ": " + failed.message())
		    .with("file", toUtf8(run))
		    .with("reason", failed.message());
	removeLeftovers(run);
	_epoch = lastEpoch(run / "status.json");
	_secret = newSecret();
	_startedAt = _clock.nowMs();
	_lastTurnMs = _clock.steadyMs();

	// A mistake in the list is told at once; while the host runs it only keeps the list from changing.
	EH_CHECK(packages::readPluginList(_options.data));
	for (const char* name : {kFront, kSync})
	{
		auto& worker = add(name, false);
		apply(worker, worker.state.start(now()));
	}
	readPlugins(true);
	announce();
	return {};
}

Supervisor::Worker& Supervisor::add(const std::string& name, bool plugin)
{
	return _workers.try_emplace(name, name, plugin, _options.timing).first->second;
}

void Supervisor::apply(Worker& worker, const WorkerState::Actions& actions)
{
	for (const auto action : actions)
	{
		switch (action)
		{
		case Action::spawn: spawn(worker); break;
		case Action::drain:
			if (worker.handle) worker.handle->send(plainLine("drain"));
			break;
		case Action::stop:
			if (worker.handle) worker.handle->send(plainLine("stop"));
			break;
		case Action::kill:
			if (worker.handle) worker.handle->kill();
			break;
		}
	}
}

void Supervisor::spawn(Worker& worker)
{
	const auto name = worker.state.name();
	const auto generation = ++_generation;
	worker.generation = generation;
	worker.exit.reset();
	worker.outputEnded = false;
	worker.residentKiB = 0;
	_announced.erase(name);
	auto handle = _launcher.launch(name, [this, name, generation](std::optional<std::string> line) {
		const std::lock_guard guard(_mutex);
		_incoming.push_back({name, generation, std::move(line)});
		_wake.notify_one();
	});
	if (!handle)
	{
		worker.state.spawnFailed(now(), std::move(handle).error());
		return;
	}
	worker.handle = *std::move(handle);
	_epoch = std::max(_epoch + 1, _clock.nowMs());
	worker.handle->send(helloLine(_secret, _epoch));
	worker.state.spawned(now(), worker.handle->id());
}

void Supervisor::receive(const Incoming& incoming)
{
	auto* found = find(incoming.name, incoming.generation);
	if (!found) return;
	auto& worker = *found;
	if (!incoming.line)
	{
		worker.outputEnded = true;
		return;
	}
	const auto message = parseWorkerMessage(*incoming.line);
	if (const auto* ready = std::get_if<ReadyMessage>(&message)) worker.state.ready(now(), ready->port);
	else if (std::holds_alternative<HeartbeatMessage>(message)) worker.state.heartbeat(now());
	else if (std::holds_alternative<HintMessage>(message)) _hinting.insert(incoming.name);
	else if (std::holds_alternative<DrainedMessage>(message)) apply(worker, worker.state.drained(now()));
	else if (const auto* failed = std::get_if<FailedMessage>(&message)) worker.state.explain(failed->error);
	else if (const auto* order = std::get_if<ControlMessage>(&message))
	{
		// Only front knows who asked and whether he may.
		if (incoming.name == kFront) control(*order);
		else log(LogLevel::warning, "supervisor", incoming.name + " tried to give orders, ignored");
	}
	else log(LogLevel::warning, "supervisor", incoming.name + " sent a line that is not understood");
}

void Supervisor::control(const ControlMessage& message)
{
	const auto found = _workers.find(message.process);
	if (found == _workers.end() || found->second.removed || _stopRequests > 0) return;
	log(LogLevel::info, "supervisor", "control action=" + message.action + " process=" + message.process);
	auto& worker = found->second;
	if (message.action == "restart")
	{
		apply(worker, worker.state.restart(now()));
		return;
	}
	const bool enable = message.action == "enable";
	if ((!enable && message.action != "disable") || !message.process.starts_with(kPluginPrefix)) return;
	// The file is what counts; the worker follows it as if somebody had edited it.
	const auto written = setEnabled(message.process.substr(kPluginPrefix.size()), enable);
	if (!written) log(LogLevel::error, "supervisor", written.error().message);
	readPlugins(true);
}

void Supervisor::readMessaging()
{
	const bool wanted = messagingConfigured(_options.data);
	const auto found = _workers.find(kMessenger);
	const bool there = found != _workers.end() && !found->second.removed;
	if (wanted == there) return;
	auto& worker = add(kMessenger, false);
	worker.removed = !wanted;
	apply(worker, wanted ? worker.state.start(now()) : worker.state.stop(now()));
}

void Supervisor::reap(Worker& worker)
{
	if (!worker.handle) return;
	if (!worker.exit)
	{
		worker.exit = worker.handle->poll();
		worker.exitSeenMs = _clock.steadyMs();
	}
	if (!worker.exit) return;
	// Its last words may still be in the pipe — its explanation above all. A grandchild can hold the pipe open, though.
	if (!worker.outputEnded && _clock.steadyMs() - worker.exitSeenMs < _options.timing.lateOutputMs) return;
	const auto status = *std::exchange(worker.exit, std::nullopt);
	worker.handle.reset();
	apply(worker, worker.state.exited(now(), status));
}

void Supervisor::stopInOrder()
{
	int requests = 0;
	{
		const std::lock_guard guard(_mutex);
		requests = _stopRequests;
	}
	if (requests == 0) return;
	while (!_successors.empty()) dismissSuccessor(_successors.begin()->first);
	if (requests > 1)
		for (auto& node : _leaving) apply(node.mapped(), node.mapped().state.killNow(now()));
	for (auto& [name, worker] : _workers)
	{
		if (requests > 1) apply(worker, worker.state.killNow(now()));
		else if (!worker.state.finished() && (name == kFront || _workers.at(kFront).state.finished()))
			apply(worker, worker.state.stop(now()));
	}
}

void Supervisor::turn()
{
	const auto steady = _clock.steadyMs();
	if (steady - _lastTurnMs > _options.timing.sleptMs)
	{
		log(LogLevel::warning, "supervisor", "did not run for " + std::to_string(steady - _lastTurnMs) + " ms");
		forEach([&](Worker& worker) { worker.state.forgive(now()); });
	}
	_lastTurnMs = steady;

	std::vector<Incoming> incoming;
	{
		const std::lock_guard guard(_mutex);
		incoming.swap(_incoming);
	}
	for (const auto& item : incoming) receive(item);
	bool stopping = false;
	{
		const std::lock_guard guard(_mutex);
		stopping = _stopRequests > 0;
	}
	if (!stopping) readPlugins(false);
	stopInOrder();
	forEach([&](Worker& worker) {
		reap(worker);
		apply(worker, worker.state.tick(now()));
	});
	if (!stopping)
	{
		judgeSuccessors();
		judgeTrials();
	}
	std::erase_if(_leaving, [](auto& node) { return node.mapped().state.finished(); });
	std::erase_if(_workers, [](const auto& item) { return item.second.removed && item.second.state.finished(); });
	measureMemory();
	announce();
}

void Supervisor::measureMemory()
{
	const auto steady = _clock.steadyMs();
	if (steady - _memoryMs < _options.timing.memoryMs) return;
	_memoryMs = steady;
	for (auto& [name, worker] : _workers)
	{
		const auto measured = worker.handle ? _launcher.residentKiB(worker.handle->id()) : 0;
		_memoryChanged = _memoryChanged || measured != worker.residentKiB;
		worker.residentKiB = measured;
	}
}

nlohmann::json Supervisor::processesJson() const
{
	auto list = nlohmann::json::array();
	for (const auto& info : processes())
	{
		list.push_back(info.toJson());
		if (!onTrial(info.name)) continue;
		const auto endsAt = _trials.endsAt(info.name.substr(kPluginPrefix.size()));
		if (endsAt) list.back()["trialEndsAt"] = _clock.nowMs() + *endsAt - _clock.steadyMs();
	}
	return list;
}

void Supervisor::announce()
{
	bool changed = _announced.size() != _workers.size();
	std::map<std::string, std::uint64_t> versions;
	for (auto& [name, worker] : _workers)
	{
		versions[name] = worker.state.version();
		const auto known = _announced.find(name);
		if (known != _announced.end() && known->second == worker.state.version()) continue;
		changed = true;
		const auto info = worker.state.info();
		if (const auto before = _logged.find(name); before == _logged.end() || before->second != info.state)
		{
			const bool bad = info.state == ProcessState::backoff || info.state == ProcessState::quarantined;
			log(bad ? LogLevel::warning : LogLevel::info, "supervisor",
			    name + " " + std::string(supervisor::name(info.state)) + " pid=" + std::to_string(info.pid) +
			        (info.error ? " error=" + info.error->code + " (" + info.error->message + ")" : ""));
			_logged[name] = info.state;
		}
	}
	std::erase_if(_logged, [&](const auto& item) { return !versions.contains(item.first); });
	if (changed || _memoryChanged)
	{
		_announced = std::move(versions);
		const auto processes = processesJson();
		const auto line = peersLine(processes);
		// Memory alone is for those who look at the console.
		for (auto& [name, worker] : _workers)
			if (worker.handle && (changed || name == kFront)) worker.handle->send(line);
		writeStatus(processes);
		_memoryChanged = false;
	}
	if (_hinting.empty()) return;
	const auto hint = plainLine("hint");
	for (auto& [name, worker] : _workers)
	{
		const bool fromOthers = _hinting.size() > 1 || !_hinting.contains(name);
		if (worker.handle && fromOthers && worker.state.state() != ProcessState::stopping) worker.handle->send(hint);
	}
	_hinting.clear();
}

void Supervisor::writeStatus(const nlohmann::json& processes)
{
	const auto front = _workers.find(kFront);
	const int port = front == _workers.end() ? 0 : front->second.state.info().port;
	const nlohmann::json status{{"pid", currentProcessId()},
	                            {"version", _options.version},
	                            {"startedAt", _startedAt},
	                            {"epoch", _epoch},
	                            {"address", _options.address ? _options.address(port) : ""},
	                            {"processes", processes}};
	const auto text = status.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
	if (const auto written = replaceFile(_options.data / "run" / "status.json", text); !written)
		log(LogLevel::error, "supervisor", written.error().message);
}

void Supervisor::waitForEvent()
{
	auto wait = _options.timing.idleTurnMs;
	const auto steady = _clock.steadyMs();
	forEach([&](Worker& worker) {
		if (const auto due = worker.state.dueMs()) wait = std::clamp<std::int64_t>(*due - steady, 1, wait);
		// Its output has ended, so it is about to be gone; nothing else will wake us for that.
		if (worker.handle && worker.outputEnded) wait = std::min<std::int64_t>(wait, 5);
	});
	std::unique_lock lock(_mutex);
	const auto requests = _stopRequests;
	_wake.wait_for(lock, std::chrono::milliseconds(wait),
	               [&] { return !_incoming.empty() || _stopRequests != requests; });
}

void Supervisor::run(const std::function<void()>& eachTurn)
{
	for (;;)
	{
		turn();
		eachTurn();
		if (finished()) return;
		waitForEvent();
	}
}

void Supervisor::requestStop()
{
	const std::lock_guard guard(_mutex);
	++_stopRequests;
	_wake.notify_one();
}

bool Supervisor::finished() const
{
	{
		const std::lock_guard guard(_mutex);
		if (_stopRequests == 0) return false;
	}
	return _leaving.empty() && _successors.empty() &&
	       std::all_of(_workers.begin(), _workers.end(), [](const auto& item) { return item.second.state.finished(); });
}

bool Supervisor::settled() const
{
	return std::all_of(_workers.begin(), _workers.end(), [](const auto& item) { return item.second.state.settled(); });
}

std::vector<ProcessInfo> Supervisor::processes() const
{
	std::vector<ProcessInfo> list;
	// The host's own first, then the plugins by name: the order in which people look.
	for (const bool plugins : {false, true})
		for (const auto& [name, worker] : _workers)
		{
			if (name.starts_with(kPluginPrefix) != plugins) continue;
			list.push_back(worker.state.info());
			list.back().residentKiB = worker.residentKiB;
		}
	return list;
}

} // namespace erphost::supervisor
