#pragma once

#include <algorithm>
#include <cstdint>

namespace timekeeping {

/// HR-03. Who signs for somebody else pays the least sum the first time, as much more each further time, and the most
/// at most. `earlier`: how often he did it before in the year.
inline std::int64_t proxySigningFen(int earlier, std::int64_t leastFen, std::int64_t mostFen)
{
	return std::min(mostFen, leastFen * (std::int64_t{earlier} + 1));
}

} // namespace timekeeping
