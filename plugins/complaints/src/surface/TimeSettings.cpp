#include "surface/TimeSettings.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace complaints {

using nlohmann::json;

namespace {

Target targetOf(const json& text)
{
	return {targetUnitNamed(text.at("unit").get<std::string>()).value_or(TargetUnit::workingDays),
	        text.at("count").get<std::int64_t>()};
}

TimeSettings read(const json& set)
{
	TimeSettings settings;
	for (const ClockKind kind : {ClockKind::firstAnswer, ClockKind::sheet, ClockKind::salespersonReport,
	                             ClockKind::manufacturerReport, ClockKind::penaltyNotice})
		settings.deadlines[kind] = targetOf(set.at("deadlines").at(std::string(name(kind))));
	for (std::size_t level = 0; level < settings.leads.size(); ++level)
		settings.leads[level] = set.at("warning_leads").at(level);
	// Levels come in their order, whatever order somebody typed them in.
	std::sort(settings.leads.begin(), settings.leads.end());

	const json& clocks = set.at("service_clocks");
	const json& places = set.at("service_places");
	for (const ClockKind kind : {ClockKind::dispatch, ClockKind::onSite, ClockKind::workshop})
	{
		const json& clock = clocks.at(std::string(name(kind)));
		settings.limits.target[kind] = targetOf(clock);
		settings.offences[kind] = clock.at("offence");
	}
	const json& contact = clocks.at(places.at("message_promises_contact").get<bool>() ? "contact_promised" : "contact");
	settings.limits.target[ClockKind::contact] = targetOf(contact);
	settings.offences[ClockKind::contact] = contact.at("offence");
	settings.limits.finishNear = targetOf(clocks.at("finish_near"));
	settings.limits.finishFar = targetOf(clocks.at("finish_far"));
	settings.offences[ClockKind::finish] = clocks.at("finish_far").at("offence");
	settings.limits.deliveryTown = targetOf(clocks.at("delivery_town"));
	settings.limits.deliveryCounty = targetOf(clocks.at("delivery_county"));
	settings.offences[ClockKind::delivery] = clocks.at("delivery_town").at("offence");
	settings.limits.nearMetres = places.at("near_metres");
	settings.limits.farMetres = places.at("far_metres");
	settings.limits.appointmentGraceMinutes = places.at("appointment_grace_minutes");
	settings.offences[ClockKind::appointment] = places.at("appointment_offence");

	const json& overdue = set.at("overdue");
	for (const std::int64_t hours : overdue.at("buckets_hours")) settings.bucketHours.push_back(hours);
	std::sort(settings.bucketHours.begin(), settings.bucketHours.end());
	settings.remedies = {overdue.at("compensation_hours"), overdue.at("exchange_hours")};
	if (const json& fen = overdue.at("compensation_fen"); fen.is_number()) settings.compensationFen = fen;
	settings.sheetAutoSign = set.at("sheet_auto_sign");
	settings.sheetLinkDays = set.at("sheet_link_days");
	return settings;
}

} // namespace

erphost::Result<const TimeSettings*> TimeSettingsByDate::at(const std::string& localDate)
{
	if (const auto known = _known.find(localDate); known != _known.end()) return &known->second;
	EH_TRY(const json set, _host.settings(localDate));
	return &_known.emplace(localDate, read(set)).first->second;
}

} // namespace complaints
