#include "host/worker/WorkerProcess.hpp"

#include "host/platform/ChildProcess.hpp"
#include "host/platform/Clock.hpp"
#include "host/platform/Ids.hpp"
#include "host/platform/Log.hpp"
#include "host/platform/StopRequest.hpp"

#include <condition_variable>
#include <cstdlib>
#include <mutex>

namespace erphost::worker {

using nlohmann::json;

namespace {

/// More often than twice a second a heartbeat says nothing new.
constexpr std::int64_t kHeartbeatGapMs = 500;
constexpr std::chrono::seconds kHelloTimeout{10};

} // namespace

struct WorkerProcess::Impl
{
	std::string name;
	std::unique_ptr<ParentChannel> parent; ///< null: started by hand
	std::unique_ptr<StopRequest> stopRequest;
	std::string secret;
	std::int64_t epoch = 0;

	std::mutex mutex;
	std::condition_variable changed;
	bool greeted = false;
	std::uint64_t work = 0; ///< counts the reasons to look: several loops wait, each must see every one
	bool draining = false;
	bool stopping = false;
	std::int64_t lastHeartbeat = -kHeartbeatGapMs;
	json peers = json::array();
	std::function<void(const json&)> onPeers;
	std::function<void()> onDrain;

	~Impl()
	{
		// The threads that call receive() and signal() first: what they use stands below them and would go before.
		stopRequest.reset();
		parent.reset();
	}

	void send(const json& message) const
	{
		if (parent) parent->send(message.dump());
	}

	void signal(bool Impl::*flag)
	{
		const std::lock_guard lock(mutex);
		this->*flag = true;
		changed.notify_all();
	}

	void addWork()
	{
		const std::lock_guard lock(mutex);
		++work;
		changed.notify_all();
	}

	void receive(const std::optional<std::string>& line)
	{
		if (!line)
		{
			// The supervisor is gone: whoever starts the next one must find the locks free. What is not committed
			// is undone by the store, as after any kill.
			log(LogLevel::warning, name, "the supervisor is gone");
			std::_Exit(0);
		}
		const json message = json::parse(*line, nullptr, false);
		if (!message.is_object()) return;
		const std::string type = message.value("type", "");
		if (type == "hello")
		{
			const std::lock_guard lock(mutex);
			secret = message.value("secret", "");
			epoch = message.value("epoch", std::int64_t{0});
			greeted = true;
			changed.notify_all();
		}
		else if (type == "hint") addWork();
		else if (type == "stop") signal(&Impl::stopping);
		else if (type == "drain")
		{
			signal(&Impl::draining);
			const auto callback = locked(onDrain);
			if (callback) callback();
			send({{"type", "drained"}});
		}
		else if (type == "peers")
		{
			std::function<void(const json&)> callback;
			{
				const std::lock_guard lock(mutex);
				peers = message.value("processes", json::array());
				callback = onPeers;
			}
			if (callback) callback(peers);
		}
	}

	template <typename T>
	T locked(const T& value)
	{
		const std::lock_guard lock(mutex);
		return value;
	}
};

WorkerProcess::WorkerProcess(std::unique_ptr<Impl> impl): _impl(std::move(impl)) {}

WorkerProcess::~WorkerProcess() = default;

std::unique_ptr<WorkerProcess> WorkerProcess::start(const std::string& name, bool byHand)
{
	auto impl = std::make_unique<Impl>();
	impl->name = name;
	auto* state = impl.get();
	if (byHand)
	{
		impl->secret = newSecret();
		impl->epoch = systemClock().nowMs();
		impl->stopRequest = StopRequest::listen([state] { state->signal(&Impl::stopping); });
		return std::unique_ptr<WorkerProcess>(new WorkerProcess(std::move(impl)));
	}
	impl->parent = ParentChannel::takeOver();
	impl->parent->start([state](const std::optional<std::string>& line) { state->receive(line); });
	// Ctrl-C in a terminal reaches the whole process group; only the supervisor decides when a worker stops.
	impl->stopRequest = StopRequest::listen([] {});
	std::unique_lock lock(impl->mutex);
	if (!impl->changed.wait_for(lock, kHelloTimeout, [state] { return state->greeted; }))
	{
		log(LogLevel::error, name, "no supervisor speaks on standard input; use --by-hand to run a worker alone");
		std::_Exit(2);
	}
	lock.unlock();
	return std::unique_ptr<WorkerProcess>(new WorkerProcess(std::move(impl)));
}

const std::string& WorkerProcess::secret() const
{
	return _impl->secret;
}

std::int64_t WorkerProcess::epoch() const
{
	return _impl->epoch;
}

void WorkerProcess::ready(int port)
{
	_impl->send({{"type", "ready"}, {"port", port}});
	if (!_impl->parent)
		log(LogLevel::info, _impl->name, "ready on port " + std::to_string(port) + ", secret " + _impl->secret);
}

void WorkerProcess::heartbeat()
{
	const std::int64_t now = systemClock().steadyMs();
	{
		const std::lock_guard lock(_impl->mutex);
		if (now - _impl->lastHeartbeat < kHeartbeatGapMs) return;
		_impl->lastHeartbeat = now;
	}
	_impl->send({{"type", "heartbeat"}});
}

void WorkerProcess::hint()
{
	_impl->send({{"type", "hint"}});
}

void WorkerProcess::failed(const Error& error)
{
	json params = json::object();
	for (const auto& [key, value] : error.params) params[key] = value;
	log(LogLevel::error, _impl->name, error.code + ": " + error.message);
	_impl->send({{"type", "failed"},
	             {"error",
	              {{"code", error.code}, {"class", name(error.cls)}, {"message", error.message}, {"params", params}}}});
}

void WorkerProcess::control(const std::string& action, const std::string& process)
{
	_impl->send({{"type", "control"}, {"action", action}, {"process", process}});
}

void WorkerProcess::onPeers(std::function<void(const json&)> callback)
{
	json known;
	{
		const std::lock_guard lock(_impl->mutex);
		_impl->onPeers = callback;
		known = _impl->peers;
	}
	// What was said before anybody listened is said again.
	if (callback && !known.empty()) callback(known);
}

void WorkerProcess::onDrain(std::function<void()> callback)
{
	const std::lock_guard lock(_impl->mutex);
	_impl->onDrain = std::move(callback);
}

bool WorkerProcess::draining() const
{
	const std::lock_guard lock(_impl->mutex);
	return _impl->draining || _impl->stopping;
}

bool WorkerProcess::stopping() const
{
	const std::lock_guard lock(_impl->mutex);
	return _impl->stopping;
}

bool WorkerProcess::waitForWork(std::chrono::milliseconds timeout)
{
	thread_local std::uint64_t seen = 0;
	std::unique_lock lock(_impl->mutex);
	_impl->changed.wait_for(lock, timeout, [this] { return _impl->work != seen || _impl->stopping; });
	seen = _impl->work;
	return !_impl->stopping;
}

void WorkerProcess::wake()
{
	_impl->addWork();
}

} // namespace erphost::worker
