#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>

namespace complaints {

/// What makes one case more urgent than another.
struct Pressure
{
	int severity = 1;     ///< class 1 … 3
	int warningLevel = 0; ///< 0 … 3
	bool vip = false;
	int repeats = 0;
	std::optional<std::int64_t> dueAt;
	std::int64_t receivedAt = 0;
};

/// The place of a case on the board, the smaller, the sooner: class and warning first, then VIPs and earlier
/// complainants (CP-16), then the deadline. One number, so that an index holds the board in its order.
constexpr std::int64_t urgencyOf(const Pressure& pressure)
{
	constexpr std::int64_t kBand = 10'000'000'000'000; // more than any instant in milliseconds before the year 2286
	const int points = (std::clamp(pressure.severity, 1, 3) - 1) * 4 + std::clamp(pressure.warningLevel, 0, 3) * 3 +
	                   (pressure.vip ? 2 : 0) + (pressure.repeats > 0 ? 1 : 0);
	return (20 - points) * kBand + pressure.dueAt.value_or(pressure.receivedAt);
}

} // namespace complaints
