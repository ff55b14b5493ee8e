#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace fees {

/// A line of a rate table; "*" matches anything.
struct Rate
{
	std::string brand = "*", type = "*", productType = "*", warranty = "*";
	std::int64_t fen = 0;
	std::string programme; ///< of a subsidy
};

/// What a rate is looked up for.
struct RateKey
{
	std::string_view brand, type, productType, warranty;
};

/// How special a line is for a key: one point for each field that it names, nullopt where one of them differs.
inline std::optional<int> fitOf(const Rate& rate, const RateKey& key)
{
	int fit = 0;
	const std::pair<const std::string&, std::string_view> fields[] = {{rate.brand, key.brand},
	                                                                  {rate.type, key.type},
	                                                                  {rate.productType, key.productType},
	                                                                  {rate.warranty, key.warranty}};
	for (const auto& [named, wanted] : fields)
	{
		if (named == "*") continue;
		if (named != wanted) return std::nullopt;
		++fit;
	}
	return fit;
}

/// The most special line that fits; of equal ones the first. nullptr: the table has no rate.
inline const Rate* rateFor(std::span<const Rate> table, const RateKey& key)
{
	const Rate* best = nullptr;
	int bestFit = -1;
	for (const Rate& each : table)
		if (const auto fit = fitOf(each, key); fit && *fit > bestFit)
		{
			best = &each;
			bestFit = *fit;
		}
	return best;
}

} // namespace fees
