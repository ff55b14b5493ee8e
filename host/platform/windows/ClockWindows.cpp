#include "host/platform/Clock.hpp"

#include <windows.h>

namespace erphost {
namespace {

class WindowsClock : public Clock
{
public:
	std::int64_t nowMs() const override
	{
		FILETIME time{};
		GetSystemTimePreciseAsFileTime(&time);
		const std::int64_t ticks = (static_cast<std::int64_t>(time.dwHighDateTime) << 32) | time.dwLowDateTime;
		return ticks / 10'000 - 11'644'473'600'000; // 100 ns since 1601
	}
	std::int64_t steadyMs() const override
	{
		// Unbiased: without the time the machine slept, which the performance counter would include.
		ULONGLONG ticks = 0;
		QueryUnbiasedInterruptTime(&ticks);
		return static_cast<std::int64_t>(ticks / 10'000);
	}
};

} // namespace

const Clock& systemClock()
{
	static const WindowsClock clock;
	return clock;
}

} // namespace erphost
