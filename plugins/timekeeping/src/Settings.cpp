#include "Settings.hpp"

#include <algorithm>

namespace timekeeping {

using nlohmann::json;

namespace {

LeaveRates leaveRates(const json& set, bool manager)
{
	return {set.at(manager ? "managerFenAnHour" : "fenAnHour"), set.at(manager ? "managerFenADay" : "fenADay"),
	        set.at("wagePercent"), set.at("hours"), set.at("days")};
}

} // namespace

MonthRates Settings::ratesOf(const std::string& position) const
{
	const json& words = raw.at("manager_positions");
	const bool manager = std::any_of(words.begin(), words.end(), [&](const auto& word) {
		return position.find(word.template get<std::string>()) != std::string::npos;
	});
	MonthRates rates;
	rates.absence = absence;
	rates.unpaid = leaveRates(raw.at("unpaid_leave"), manager);
	rates.sick = leaveRates(raw.at("sick_leave"), manager);
	rates.restDays = restDays;
	rates.restFen = raw.at("rest").at(manager ? "managerFen" : "fen");
	return rates;
}

erphost::Result<Settings> settingsOn(const erphost::Host& host, const std::string& date)
{
	Settings settings;
	EH_TRY(settings.raw, host.settings(date));
	const json& set = settings.raw;
	for (const auto& step : set.at("lateness"))
		settings.lateness.push_back({step.at("upToMinutes"), step.at("fen"), step.value("leaveDue", false)});
	std::sort(settings.lateness.begin(), settings.lateness.end(),
	          [](const auto& a, const auto& b) { return a.upToMinutes < b.upToMinutes; });
	const json& absence = set.at("absence");
	settings.absence = {absence.at("percent").get<std::vector<int>>(), absence.at("leavingAfter"),
	                    absence.at("dismissalAfter")};
	settings.proxyLeastFen = set.at("proxy_signing").at("leastFen");
	settings.proxyMostFen = set.at("proxy_signing").at("mostFen");
	settings.superiorDays = set.at("approval").at("superiorDays");
	settings.branchDays = set.at("approval").at("branchDays");
	settings.restDays = set.at("rest").at("days");
	const json& days = set.at("entitlements");
	settings.entitlements = {days.at("annualDays"),    days.at("annualFromYears"), days.at("marriageDays"),
	                         days.at("maternityDays"), days.at("paternityDays"),   days.at("bereavementDays")};
	settings.judgeAfterDays = set.at("judge_after_days");
	return settings;
}

} // namespace timekeeping
