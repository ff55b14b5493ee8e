#include "surface/StockSettings.hpp"

namespace parts {

erphost::Result<StockSettings> stockSettings(const erphost::Host& host, const std::string& localDate)
{
	EH_TRY(const nlohmann::json set, host.settings(localDate));
	StockSettings settings;
	for (const auto& [unit, size] : set.at("unit_sizes").items()) settings.unitSizes[unit] = size;
	settings.monthClosesOnDay = set.at("month_closes_on_day");
	settings.sampleItems = set.at("sampling").at("items");
	settings.samplePercent = set.at("sampling").at("percent");
	return settings;
}

} // namespace parts
