#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace parts {

/// PT-09: stock that could be looked at.
struct Samplable
{
	std::string itemCode;
	std::int64_t inStock = 0; ///< smallest units
	std::int64_t unitSize = 1;
	std::string lastSampledOn; ///< ISO; '' never
	std::int64_t sample = 0;   ///< how much of it, whole units where there are some
};

/// What to look at: the items whose last sampling is longest ago (never comes first, equal ones by code), at most
/// `items` of them; of each `percent` of its units, at least one and at most what is there.
std::vector<Samplable> proposeSample(std::vector<Samplable> stock, int items, int percent);

} // namespace parts
