#pragma once

#include <algorithm>
#include <cstdint>

namespace erphost::journal {

/// How long to wait before the next attempt: doubles with each failure, up to a limit.
struct Backoff
{
	std::int64_t firstMs;
	std::int64_t longestMs;

	std::int64_t after(std::int64_t failures) const
	{
		const auto doublings = std::clamp<std::int64_t>(failures - 1, 0, 30);
		return std::min(longestMs, firstMs << doublings);
	}
};

/// Something is busy or away for a moment.
inline constexpr Backoff kSoon{500, 60'000};
/// An administrator must mend something first.
inline constexpr Backoff kSlowly{60'000, 3'600'000};

} // namespace erphost::journal
