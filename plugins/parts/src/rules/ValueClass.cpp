#include "rules/ValueClass.hpp"

#include <algorithm>

namespace parts {

void classify(std::vector<ClassedItem>& items, int aPercent, int bPercent)
{
	std::sort(items.begin(), items.end(), [](const ClassedItem& left, const ClassedItem& right) {
		return left.valueFen != right.valueFen ? left.valueFen > right.valueFen : left.itemCode < right.itemCode;
	});
	// Shares, not products: a sum of fen times 100 stays within 64 bits up to 9·10^14 yuan.
	std::int64_t total = 0, before = 0;
	for (const ClassedItem& item : items) total += std::max<std::int64_t>(0, item.valueFen);
	for (ClassedItem& item : items)
	{
		// What an item begins before the border belongs to the class, so the first one is A however valuable.
		if (item.valueFen <= 0) item.valueClass = 'C';
		else if (before * 100 < total * aPercent) item.valueClass = 'A';
		else item.valueClass = before * 100 < total * bPercent ? 'B' : 'C';
		before += std::max<std::int64_t>(0, item.valueFen);
	}
}

} // namespace parts
