#include "rules/Sampling.hpp"

#include <algorithm>
#include <tuple>

namespace parts {

std::vector<Samplable> proposeSample(std::vector<Samplable> stock, int items, int percent)
{
	std::erase_if(stock, [](const Samplable& each) { return each.inStock <= 0; });
	std::sort(stock.begin(), stock.end(), [](const Samplable& one, const Samplable& other) {
		return std::tie(one.lastSampledOn, one.itemCode) < std::tie(other.lastSampledOn, other.itemCode);
	});
	if (stock.size() > static_cast<std::size_t>(items)) stock.resize(static_cast<std::size_t>(items));
	for (Samplable& each : stock)
	{
		const std::int64_t units = each.inStock / each.unitSize;
		const std::int64_t wanted = std::max<std::int64_t>(1, (units * percent + 99) / 100);
		each.sample = std::min(each.inStock, wanted * each.unitSize);
	}
	return stock;
}

} // namespace parts
