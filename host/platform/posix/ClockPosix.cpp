#include "host/platform/Clock.hpp"

#include <ctime>

namespace erphost {
namespace {

class PosixClock : public Clock
{
public:
	std::int64_t nowMs() const override { return read(CLOCK_REALTIME); }
	// CLOCK_MONOTONIC stands still while the machine sleeps, on Linux.
	std::int64_t steadyMs() const override { return read(CLOCK_MONOTONIC); }

private:
	static std::int64_t read(clockid_t clock)
	{
		timespec time{};
		clock_gettime(clock, &time);
		return static_cast<std::int64_t>(time.tv_sec) * 1000 + time.tv_nsec / 1'000'000;
	}
};

} // namespace

const Clock& systemClock()
{
	static const PosixClock clock;
	return clock;
}

} // namespace erphost
