#pragma once

#include "host/supervisor/Timing.hpp"

#include <cstdint>
#include <deque>
#include <optional>

namespace erphost::supervisor {

/// Decides when a failed worker starts again. Pure: time comes in as steady milliseconds.
///
/// Delays double from Timing::firstDelayMs up to a limit. A plugin that fails Timing::quarantineFailures times within
/// the window is quarantined: it is retried slowly until it has been ready for a while. front and sync never are:
/// without them there is no host.
class RestartPolicy
{
public:
	struct Decision
	{
		std::int64_t delayMs = 0;
		bool quarantined = false;
	};

	RestartPolicy(const Timing& timing, bool plugin): _timing(timing), _plugin(plugin) {}

	Decision failed(std::int64_t nowMs);
	void ready(std::int64_t nowMs) { _readySince = nowMs; }
	/// Looks whether the worker has been ready long enough to be trusted again; true if that lifted a quarantine.
	bool tick(std::int64_t nowMs);
	/// A person took it in hand: the past is forgotten.
	void forget();

	bool quarantined() const { return _quarantined; }
	int failures() const { return static_cast<int>(_failures.size()); } ///< within the window, at the last failure

private:
	const Timing _timing;
	const bool _plugin;
	std::deque<std::int64_t> _failures;
	int _consecutive = 0;
	bool _quarantined = false;
	std::optional<std::int64_t> _readySince;
};

} // namespace erphost::supervisor
