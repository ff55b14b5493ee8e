#include "surface/FeeSettings.hpp"

#include <algorithm>

namespace fees {

using nlohmann::json;

namespace {

std::optional<std::int64_t> optionalOf(const json& from, const char* name)
{
	if (!from.contains(name) || from.at(name).is_null()) return std::nullopt;
	return from.at(name).get<std::int64_t>();
}

Basis basisNamed(const std::string& text)
{
	return text == "damage"    ? Basis::damage
	       : text == "decided" ? Basis::decided
	       : text == "rate"    ? Basis::rate
	                           : Basis::fixed;
}

std::vector<Rate> ratesOf(const json& rows, const char* type)
{
	std::vector<Rate> rates;
	for (const json& row : rows)
		rates.push_back({row.value("brand", "*"), row.at(type), row.at("product_type"), row.value("warranty", "*"),
		                 row.at("fen"), row.value("programme", "")});
	return rates;
}

} // namespace

const RewardKind* FeeSettings::reward(const std::string& code) const
{
	const auto found =
		std::find_if(rewards.begin(), rewards.end(), [&](const RewardKind& each) { return each.code == code; });
	return found == rewards.end() ? nullptr : &*found;
}

erphost::Result<FeeSettings> feeSettingsAt(const erphost::Host& host, const std::string& localDate)
{
	EH_TRY(const json set, host.settings(localDate));
	FeeSettings settings;
	std::vector<Offence> offences;
	for (const json& each : set.at("offences"))
		offences.push_back({each.at("code"), each.at("table").get<std::string>() == "B" ? 'B' : 'A', each.at("zh"),
		                    each.at("en"), optionalOf(each, "fen"), optionalOf(each, "again_fen"),
		                    basisNamed(each.at("basis")), each.value("same", ""), optionalOf(each, "dismissal_from")});
	settings.offences = Offences(std::move(offences));
	for (std::size_t i = 0; i < settings.unlistedFen.size(); ++i)
		settings.unlistedFen[i] = set.at("unlisted_fines").at(i);
	for (const json& each : set.at("rewards"))
		settings.rewards.push_back({each.at("code"), each.at("zh"), each.at("en"), each.at("fen"), each.at("monthly")});
	settings.payDay = set.at("notices").at("pay_day");
	settings.dunningDays = set.at("notices").at("dunning_days").get<std::vector<std::int64_t>>();
	settings.settlementRates = ratesOf(set.at("settlement_rates"), "service_type");
	settings.manufacturerRates = ratesOf(set.at("manufacturer_rates"), "type");
	settings.subsidies = ratesOf(set.at("subsidies"), "type");
	const json& settlement = set.at("settlement");
	settings.undrawnIsPayable = settlement.at("undrawn") == "payable";
	settings.takeBackDays = settlement.at("take_back_days");
	settings.depositTargetFen = settlement.at("deposit_target_fen");
	settings.depositHoldPermille = settlement.at("deposit_hold_permille");
	settings.qualityMinimum = settlement.at("quality_minimum");
	for (const json& each : settlement.at("grades"))
		settings.grades.push_back({each.at("grade"), each.at("from_permille"), each.at("factor_permille")});
	return settings;
}

} // namespace fees
