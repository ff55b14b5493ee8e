#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace parts {

/// PT-06: an item as a cycle count sees it.
struct ClassedItem
{
	std::string itemCode;
	std::int64_t valueFen = 0; ///< turnover of a year at cost, or the stock's value where nothing turned over
	char valueClass = 'C';
};

/// Pareto classes: the most valuable items that make up the first `aPercent` of all value are A, up to `bPercent` B,
/// the others C. What has no value is C. Sorts by value, the highest first.
void classify(std::vector<ClassedItem>& items, int aPercent, int bPercent);

} // namespace parts
