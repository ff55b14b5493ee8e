#pragma once

#include "erphost/Error.hpp"

#include <nlohmann/json.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <string>

namespace erphost::worker {

/// The frame of every worker role: the control channel to the supervisor (host/README.md), or none when run by hand.
/// All calls from any thread, after start().
class WorkerProcess
{
public:
	/// Takes over stdin/stdout, waits for hello. `byHand`: no parent; makes a secret of its own, stops on Ctrl-C.
	static std::unique_ptr<WorkerProcess> start(const std::string& name, bool byHand);
	~WorkerProcess();

	const std::string& secret() const;
	std::int64_t epoch() const; ///< rises with every start of this role

	void ready(int port);
	/// From the loop that does the work; cheap, sends at most twice a second.
	void heartbeat();
	/// Tells the other processes that something was committed.
	void hint();
	void failed(const Error& error);
	void control(const std::string& action, const std::string& process);

	void onPeers(std::function<void(const nlohmann::json& processes)> callback);
	void onDrain(std::function<void()> callback);

	bool draining() const;
	bool stopping() const;
	/// Waits until a hint, drain, stop, wake() or the time-out; returns false when the process is to stop.
	bool waitForWork(std::chrono::milliseconds timeout);
	void wake();

private:
	struct Impl;
	explicit WorkerProcess(std::unique_ptr<Impl> impl);
	std::unique_ptr<Impl> _impl;
};

} // namespace erphost::worker
