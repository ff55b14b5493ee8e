#pragma once

#include <cstdint>

namespace erphost {

/// The only source of time in the program; tests move it by hand. Any thread.
class Clock
{
public:
	virtual ~Clock() = default;
	/// Milliseconds since 1970-01-01 UTC. May jump when the machine's clock is set.
	virtual std::int64_t nowMs() const = 0;
	/// Milliseconds of a clock that only runs while the machine is awake and never jumps: for delays and time-outs.
	virtual std::int64_t steadyMs() const = 0;
};

/// The machine's clock.
const Clock& systemClock();

/// A clock that stands still until it is told otherwise.
class ManualClock : public Clock
{
public:
	explicit ManualClock(std::int64_t nowMs = 1'700'000'000'000): _nowMs(nowMs) {}
	std::int64_t nowMs() const override { return _nowMs; }
	std::int64_t steadyMs() const override { return _nowMs; }
	void advance(std::int64_t ms) { _nowMs += ms; }
	void set(std::int64_t nowMs) { _nowMs = nowMs; }

private:
	std::int64_t _nowMs;
};

} // namespace erphost
