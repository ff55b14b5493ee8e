#include "rules/Pause.hpp"

#include <algorithm>

namespace complaints {

std::vector<Stretch> merged(const std::vector<Pause>& pauses, std::int64_t now)
{
	std::vector<Stretch> stretches;
	for (const Pause& pause : pauses)
		if (const std::int64_t to = pause.to.value_or(now); to > pause.from) stretches.push_back({pause.from, to});
	std::sort(stretches.begin(), stretches.end(), [](const Stretch& a, const Stretch& b) { return a.from < b.from; });
	std::vector<Stretch> joined;
	for (const Stretch& stretch : stretches)
	{
		if (!joined.empty() && stretch.from <= joined.back().to)
			joined.back().to = std::max(joined.back().to, stretch.to);
		else joined.push_back(stretch);
	}
	return joined;
}

} // namespace complaints
