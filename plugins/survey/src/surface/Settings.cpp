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
	settings.nextRoundDueDays = json.at("next_round_due_days");
	settings.notFinishedDays = json.at("not_finished_days");
	for (const auto& [offence, fine] : json.at("fines").items())
		settings.fines[offence] = fine.at("fen").is_null() ? std::nullopt : std::optional<std::int64_t>(fine.at("fen"));
	for (const auto& [level, fen] : json.at("bonus").items()) settings.bonus[level] = fen;
	const auto& onSite = json.at("onsite");
	settings.onSite.productTypes = onSite.at("product_types").get<std::vector<std::string>>();
	settings.onSite.serviceTypes = onSite.at("service_types").get<std::vector<std::string>>();
	settings.onSite.graceHours = onSite.at("grace_hours");
	settings.onSite.findableDays = onSite.at("findable_days");
	settings.correctionNote = json.at("correction_note");
	return _known.emplace(localDate, std::move(settings)).first->second;
}

} // namespace survey
