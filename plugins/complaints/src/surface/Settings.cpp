#include "surface/Settings.hpp"

#include <algorithm>

namespace complaints {

using nlohmann::json;

namespace {

std::optional<std::int64_t> optionalFen(const json& fine, const char* name)
{
	if (!fine.contains(name) || fine.at(name).is_null()) return std::nullopt;
	return fine.at(name).get<std::int64_t>();
}

} // namespace

const Cause* Settings::cause(const std::string& code) const
{
	const auto found = std::find_if(causes.begin(), causes.end(), [&](const Cause& each) { return each.code == code; });
	return found == causes.end() ? nullptr : &*found;
}

erphost::Result<Settings> settingsAt(const erphost::Host& host, const std::string& localDate)
{
	EH_TRY(const json set, host.settings(localDate));
	Settings settings;
	settings.linkDays = set.at("link_days");
	settings.phoneRepeatRaises = set.at("phone_repeat_raises");
	settings.reworkLimit = set.at("rework_limit");
	settings.reopenAt = stepNamed(set.at("reopen_at").get<std::string>()).value_or(Step::solution);
	settings.warningOpensCaseAt = set.at("warning_opens_case_at");
	settings.careDays = set.at("care_days");
	for (const json& cause : set.at("causes"))
		settings.causes.push_back({cause.at("code"), cause.at("zh"), cause.at("en"), cause.value("offence", "")});
	for (const auto& [offence, fine] : set.at("fines").items())
		settings.fines[offence] = {optionalFen(fine, "fen"), optionalFen(fine, "again_fen")};
	for (const auto& [path, offence] : set.at("path_offences").items()) settings.pathOffences[path] = offence;
	return settings;
}

} // namespace complaints
