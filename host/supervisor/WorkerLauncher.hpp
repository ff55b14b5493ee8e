#pragma once

#include "erphost/Result.hpp"
#include "host/platform/ChildProcess.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace erphost::supervisor {

/// A running worker as the supervisor needs it. Dies with the object.
class WorkerHandle
{
public:
	virtual ~WorkerHandle() = default;
	virtual std::int64_t id() const = 0;
	virtual bool send(const std::string& line) = 0;
	virtual std::optional<ExitStatus> poll() = 0;
	virtual void kill() = 0;
};

/// Starts workers: real processes, or whatever a test puts in their place.
class WorkerLauncher
{
public:
	virtual ~WorkerLauncher() = default;
	/// On the main thread. `name` is "front", "sync", "messenger" or "plugin:<id>". onLine is called from any thread,
	/// for each line and once with nullopt at the end.
	virtual Result<std::unique_ptr<WorkerHandle>> launch(const std::string& name,
	                                                     std::function<void(std::optional<std::string>)> onLine) = 0;
	virtual std::int64_t residentKiB(std::int64_t processId) const = 0;
};

} // namespace erphost::supervisor
