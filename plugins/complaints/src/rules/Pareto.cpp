#include "rules/Pareto.hpp"

#include <algorithm>
#include <numeric>

namespace complaints {

std::vector<ParetoBar> paretoOf(std::vector<CauseCount> counts)
{
	std::erase_if(counts, [](const CauseCount& each) { return each.count <= 0; });
	std::sort(counts.begin(), counts.end(), [](const CauseCount& left, const CauseCount& right) {
		return left.count != right.count ? left.count > right.count : left.cause < right.cause;
	});
	const std::int64_t total =
		std::accumulate(counts.begin(), counts.end(), std::int64_t{0},
	                    [](std::int64_t sum, const CauseCount& each) { return sum + each.count; });
	std::vector<ParetoBar> bars;
	std::int64_t upTo = 0;
	for (auto& each : counts)
	{
		upTo += each.count;
		bars.push_back({std::move(each.cause), each.count, static_cast<double>(each.count) / static_cast<double>(total),
		                static_cast<double>(upTo) / static_cast<double>(total)});
	}
	return bars;
}

} // namespace complaints
