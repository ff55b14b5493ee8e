#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace timekeeping {

/// HR-01. One step of the table: up to so many minutes costs so much. With `leaveDue` half a day's leave has to be
/// filed besides.
struct LatenessStep
{
	int upToMinutes = 0;
	std::int64_t fen = 0;
	bool leaveDue = false;
};

/// What a late coming or an early leaving costs.
struct LatenessVerdict
{
	std::int64_t fen = 0;
	bool leaveDue = false; ///< without the leave it is an absence
	bool absent = false;   ///< beyond the last step
};

/// How long somebody came after the office opened, or left before it closed; never negative. Milliseconds.
inline std::int64_t missingMs(std::int64_t dueMs, std::int64_t cameMs)
{
	return cameMs > dueMs ? cameMs - dueMs : 0;
}

/// HR-01. A step holds to its last full minute: five minutes and one second are more than five minutes.
inline LatenessVerdict judgeLateness(std::int64_t ms, const std::vector<LatenessStep>& steps)
{
	if (ms <= 0) return {};
	for (const auto& step : steps)
		if (ms <= step.upToMinutes * std::int64_t{60'000}) return {step.fen, step.leaveDue, false};
	return {0, false, true};
}

/// HR-01. Late in the morning and early in the evening are two acts: their sums add up, their consequences too.
inline LatenessVerdict both(const LatenessVerdict& late, const LatenessVerdict& early)
{
	const bool absent = late.absent || early.absent;
	return {absent ? 0 : late.fen + early.fen, !absent && (late.leaveDue || early.leaveDue), absent};
}

} // namespace timekeeping
