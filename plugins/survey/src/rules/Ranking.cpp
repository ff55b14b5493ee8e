#include "Ranking.hpp"

#include <algorithm>

namespace survey {

std::vector<std::optional<int>> ranksOf(const std::vector<Rate>& rates, std::int64_t few)
{
	std::vector<std::size_t> order;
	for (std::size_t i = 0; i < rates.size(); ++i)
		if (rates[i].value && rates[i].denominator >= few) order.push_back(i);
	std::sort(order.begin(), order.end(),
	          [&](std::size_t a, std::size_t b) { return rates[a].value->low > rates[b].value->low; });
	std::vector<std::optional<int>> ranks(rates.size());
	for (std::size_t place = 0; place < order.size(); ++place)
	{
		const bool same = place > 0 && rates[order[place]].value->low == rates[order[place - 1]].value->low;
		ranks[order[place]] = same ? ranks[order[place - 1]] : std::optional(static_cast<int>(place) + 1);
	}
	return ranks;
}

} // namespace survey
