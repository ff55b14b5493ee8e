#include "host/sync/QueryBudget.hpp"

#include <algorithm>

namespace erphost::sync {

bool inMaintenanceWindow(const std::vector<Window>& windows, int weekday, int minuteOfDay)
{
	const auto on = [](const Window& window, int day) {
		return window.days.empty() || std::find(window.days.begin(), window.days.end(), day) != window.days.end();
	};
	const int yesterday = weekday == 1 ? 7 : weekday - 1;
	return std::any_of(windows.begin(), windows.end(), [&](const Window& w) {
		if (w.fromMinute <= w.toMinute)
			return on(w, weekday) && minuteOfDay >= w.fromMinute && minuteOfDay < w.toMinute;
		return (on(w, weekday) && minuteOfDay >= w.fromMinute) || (on(w, yesterday) && minuteOfDay < w.toMinute);
	});
}

} // namespace erphost::sync
