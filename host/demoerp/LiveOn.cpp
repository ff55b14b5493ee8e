#include "host/calendar/TimeZone.hpp"
#include "host/demoerp/DemoErp.hpp"
#include "host/demoerp/LiveErp.hpp"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>

namespace erphost::demoerp {

Result<void> liveOn(const LiveOnOptions& options, const Clock& clock, std::stop_token stop,
                    const std::function<void(const LiveStep&)>& onStep)
{
	EH_TRY(const auto zone, calendar::TimeZone::named(options.timeZone));
	EH_TRY(auto erp, LiveErp::open(options.file, options.seed));
	const auto interval = std::chrono::milliseconds(std::max<std::int64_t>(options.intervalMs, 10));
	std::mutex mutex;
	std::condition_variable_any wake;
	while (!stop.stop_requested())
	{
		auto step = erp.step(localSecondsOf(zone.toLocal(clock.nowMs())));
		if (!step && step.error().cls != ErrorClass::transient) return std::move(step).error();
		if (step && onStep) onStep(*step);
		std::unique_lock lock(mutex);
		wake.wait_for(lock, stop, interval, [] { return false; });
	}
	return success();
}

} // namespace erphost::demoerp
