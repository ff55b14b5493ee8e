#pragma once

#include <cstdint>

namespace erphost::supervisor {

/// All waits of the supervisor in milliseconds, in one place: tests shorten them.
struct Timing
{
	// Watching
	std::int64_t readyMs = 30'000; ///< without a sign of life, from start to "ready"
	std::int64_t readyLimitMs =
		600'000; ///< from start to "ready" at all: a worker that migrates a large store heartbeats
	std::int64_t heartbeatMs = 10'000; ///< without a heartbeat, once ready; workers send every 2 s
	std::int64_t sleptMs = 2'500;      ///< a longer gap between two turns of the supervisor: the machine slept

	// Stopping
	std::int64_t drainMs = 2'000; ///< to finish what runs; a worker that says "drained" is stopped at once
	std::int64_t stopMs = 5'000;  ///< to exit after "stop"; then it is killed

	// Restarting
	std::int64_t firstDelayMs = 100;
	std::int64_t longestDelayMs = 5'000; ///< front, sync
	std::int64_t longestPluginDelayMs = 30'000;
	std::int64_t steadyMs = 5'000; ///< ready for so long: delays start small again
	int quarantineFailures = 5;    ///< of a plugin, within the window; 0: never
	std::int64_t quarantineWindowMs = 600'000;
	std::int64_t quarantineRetryMs = 300'000;
	std::int64_t quarantineLiftMs = 60'000; ///< ready for so long after a retry: no longer quarantined

	// New versions
	std::int64_t trialMs = 60'000; ///< ready for so long without a break: a new version of a plugin is kept

	// The runner
	std::int64_t idleTurnMs = 250;
	std::int64_t pluginListMs = 1'000; ///< how often plugins.json is looked at
	std::int64_t memoryMs = 5'000;     ///< how often resident memory is measured
	std::int64_t lateOutputMs = 500;   ///< how long the last lines of an ended worker are waited for
};

} // namespace erphost::supervisor
