#include "host/calendar/StateCalendar.hpp"

#include "embedded/calendars.hpp"
#include "host/calendar/IsoDate.hpp"
#include "host/platform/Files.hpp"

#include <nlohmann/json.hpp>

namespace erphost::calendar {

namespace {

Error invalid(std::string reason)
{
	return misconfigured("calendar.data_invalid", "the calendar data is not usable: " + reason)
	    .with("reason", std::move(reason));
}

Result<date::local_days> dateAt(const nlohmann::json& json, const char* member)
{
	const auto found = json.find(member);
	if (found == json.end() || !found->is_string()) return invalid(std::string("/") + member);
	auto day = parseIsoDate(found->get<std::string>());
	if (!day) return invalid(std::string("/") + member);
	return day;
}

Result<std::set<date::local_days>> datesAt(const nlohmann::json& json, const char* member)
{
	const auto found = json.find(member);
	if (found == json.end() || !found->is_object()) return invalid(std::string("/") + member);
	std::set<date::local_days> days;
	for (const auto& [text, name] : found->items())
	{
		auto day = parseIsoDate(text);
		if (!day) return invalid(std::string("/") + member + "/" + text);
		days.insert(*day);
	}
	return days;
}

} // namespace

Result<StateCalendar> StateCalendar::parse(std::string_view text)
{
	const auto json = nlohmann::json::parse(text, nullptr, false);
	if (!json.is_object()) return invalid("no JSON object");
	StateCalendar calendar;
	EH_TRY(calendar._from, dateAt(json, "from"));
	EH_TRY(calendar._to, dateAt(json, "to"));
	if (calendar._to < calendar._from) return invalid("/to");
	EH_TRY(calendar._holidays, datesAt(json, "holidays"));
	EH_TRY(calendar._workdays, datesAt(json, "workdays"));
	if (json.contains("source") && json["source"].is_string()) calendar._source = json["source"].get<std::string>();
	return calendar;
}

Result<StateCalendar> StateCalendar::shipped(std::string_view name)
{
	for (const auto& file : embedded::calendars())
		if (file.name == std::string(name) + ".json") return parse(file.content);
	return invalid(std::string(name));
}

Result<StateCalendar> StateCalendar::newest(const std::filesystem::path& dataFolder, std::string_view name)
{
	EH_TRY(auto ours, shipped(name));
	const auto file = dataFolder / "calendars" / (std::string(name) + ".json");
	std::error_code missing;
	if (!std::filesystem::exists(file, missing)) return ours;
	EH_TRY(const auto text, readFile(file));
	EH_TRY(auto theirs, parse(text));
	if (theirs._to > ours._to) return theirs;
	return ours;
}

bool StateCalendar::isWorkingDay(date::local_days day) const
{
	if (covers(day))
	{
		if (_holidays.contains(day)) return false;
		if (_workdays.contains(day)) return true;
	}
	const date::weekday weekday(day);
	return weekday != date::Saturday && weekday != date::Sunday;
}

} // namespace erphost::calendar
