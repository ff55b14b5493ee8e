#include "host/supervisor/RestartPolicy.hpp"

#include <algorithm>

namespace erphost::supervisor {

RestartPolicy::Decision RestartPolicy::failed(std::int64_t nowMs)
{
	tick(nowMs);
	if (_readySince && nowMs - *_readySince >= _timing.steadyMs) _consecutive = 0;
	_readySince.reset();
	++_consecutive;
	_failures.push_back(nowMs);
	while (nowMs - _failures.front() > _timing.quarantineWindowMs) _failures.pop_front();

	if (_plugin && _timing.quarantineFailures > 0 && failures() >= _timing.quarantineFailures) _quarantined = true;
	if (_quarantined) return {_timing.quarantineRetryMs, true};

	const auto longest = _plugin ? _timing.longestPluginDelayMs : _timing.longestDelayMs;
	auto delay = _timing.firstDelayMs;
	for (int i = 1; i < _consecutive && delay < longest; ++i) delay *= 2;
	return {std::min(delay, longest), false};
}

bool RestartPolicy::tick(std::int64_t nowMs)
{
	if (!_quarantined || !_readySince || nowMs - *_readySince < _timing.quarantineLiftMs) return false;
	const auto since = _readySince;
	forget();
	_readySince = since;
	return true;
}

void RestartPolicy::forget()
{
	_failures.clear();
	_consecutive = 0;
	_quarantined = false;
	_readySince.reset();
}

} // namespace erphost::supervisor
