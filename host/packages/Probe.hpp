#pragma once

#include "erphost/Result.hpp"
#include "host/packages/Manifest.hpp"

#include <chrono>
#include <filesystem>

namespace erphost::packages {

/// Starts a plugin once in a worker process of its own, on an empty store in a scratch folder: its library is loaded,
/// its migrations run from the first, its routes, jobs and subscriptions are taken, it says "ready" and stops. Whatever
/// it does wrong happens there. Main thread.
///
/// Errors: the worker's own explanation; "package.probe_failed" (params plugin, version, status) if it ended without
/// one, "package.probe_slow" if it was not ready in time.
struct Probe
{
	std::filesystem::path program; ///< erphost
	std::filesystem::path data;    ///< whose host.json it starts with
	std::filesystem::path scratch; ///< made and removed again
	std::chrono::milliseconds limit{30'000};

	Result<void> run(const Manifest& manifest) const;
};

} // namespace erphost::packages
