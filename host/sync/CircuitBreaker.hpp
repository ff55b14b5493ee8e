#pragma once

#include <cstdint>

namespace erphost::sync {

/// Whether the ERP is tried at all. Pure: told what happened and what time it is. One thread.
///
/// A lost connection opens it; after a growing delay (1 s up to 5 s, so that what waits is through within 10 s of the
/// ERP's return) one probe is let through, half open; its outcome closes the breaker or opens it for longer.
class CircuitBreaker
{
public:
	enum class State
	{
		closed,
		open,
		halfOpen
	};

	/// True if the ERP may be asked now. Turns open into half-open when the time has come: the caller then probes.
	bool allow(std::int64_t steadyMs)
	{
		if (_state == State::open && steadyMs >= _retryAt) _state = State::halfOpen;
		return _state != State::open;
	}
	void succeeded()
	{
		_state = State::closed;
		_failures = 0;
	}
	void failed(std::int64_t steadyMs)
	{
		constexpr std::int64_t kDelays[] = {1000, 2000, 3000, 5000};
		constexpr int kLast = static_cast<int>(sizeof kDelays / sizeof *kDelays) - 1;
		_retryAt = steadyMs + kDelays[_failures < kLast ? _failures : kLast];
		++_failures;
		_state = State::open;
	}
	State state() const { return _state; }
	std::int64_t retryAt() const { return _retryAt; }

private:
	State _state = State::closed;
	int _failures = 0;
	std::int64_t _retryAt = 0;
};

} // namespace erphost::sync
