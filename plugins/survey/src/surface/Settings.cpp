#include "surface/Settings.hpp"

#include <algorithm>

namespace survey {

erphost::Result<Settings> SettingsByDate::at(const std::string& localDate)
{
	const auto known = _known.find(localDate);
	if (known != _known.end()) return known->second;
	EH_TRY(const auto json, _host.settings(localDate));
	Settings settings;
	for (const Stage stage : kStages) settings.rates[stage] = json.at("rates").at(std::string(name(stage)));
	settings.drawKey = json.at("draw_key");
	settings.firstDueWorkingDays = json.at("first_due_working_days");
	settings.engineeringDueDays = json.at("engineering_due_days");
	settings.attempts = json.at("attempts");
	for (const std::string slot : json.at("attempt_slots")) settings.slots.push_back(minuteOfDay(slot));
	std::sort(settings.slots.begin(), settings.slots.end());
	settings.leaseMinutes = json.at("lease_minutes");
	return _known.emplace(localDate, std::move(settings)).first->second;
}

} // namespace survey
