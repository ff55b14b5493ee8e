#pragma once

#include "erphost/Plugin.hpp"

#include <map>
#include <string>

namespace parts {

/// The numbers of the ledger's rules, as set for a date.
struct StockSettings
{
	std::map<std::string, std::int64_t> unitSizes; ///< PT-19: smallest units in a unit; 1 where it is not named
	int monthClosesOnDay = 5;                      ///< until that day the last month takes movements
	int sampleItems = 10, samplePercent = 10;      ///< PT-09

	std::int64_t unitSize(const std::string& unit) const
	{
		const auto found = unitSizes.find(unit);
		return found == unitSizes.end() ? 1 : found->second;
	}
};

erphost::Result<StockSettings> stockSettings(const erphost::Host& host, const std::string& localDate);

} // namespace parts
