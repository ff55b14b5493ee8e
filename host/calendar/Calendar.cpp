#include "host/calendar/Calendar.hpp"

#include "host/calendar/IsoDate.hpp"

#include <fmt/format.h>

#include <utility>

namespace erphost::calendar {

namespace {

// Ten years: beyond it a number of days is a mistake in somebody's settings.
constexpr std::int32_t kMostDays = 3660;

Error invalid(std::string pointer)
{
	return misconfigured("calendar.settings_invalid", "the calendar settings are not usable at " + pointer)
	    .with("pointer", std::move(pointer));
}

std::uint64_t fnv1a(std::string_view text, std::uint64_t hash = 14695981039346656037ULL)
{
	for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
	return hash;
}

/// "MM-DD": read in a leap year, so that 29 February is a day.
std::optional<date::month_day> parseYearly(std::string_view text)
{
	if (text.size() != 5) return std::nullopt;
	const auto day = parseIsoDate("2024-" + std::string(text));
	if (!day) return std::nullopt;
	const date::year_month_day ymd(*day);
	return date::month_day(ymd.month(), ymd.day());
}

/// "08:30" → 510; "24:00" is the end of a day.
std::optional<int> parseMinute(const nlohmann::json& value)
{
	const auto text = value.is_string() ? value.get<std::string>() : std::string();
	const auto digit = [&](std::size_t at) { return text[at] >= '0' && text[at] <= '9'; };
	if (text.size() != 5 || text[2] != ':' || !digit(0) || !digit(1) || !digit(3) || !digit(4)) return std::nullopt;
	const int minute = ((text[0] - '0') * 10 + text[1] - '0') * 60 + (text[3] - '0') * 10 + text[4] - '0';
	return text[3] < '6' && minute <= 24 * 60 ? std::optional(minute) : std::nullopt;
}

std::optional<OfficeHours> parseHours(const nlohmann::json& value)
{
	if (!value.is_array() || value.size() != 2) return std::nullopt;
	const auto from = parseMinute(value[0]), to = parseMinute(value[1]);
	if (!from || !to || *from >= *to) return std::nullopt;
	return OfficeHours{*from, *to};
}

} // namespace

Calendar Calendar::shipped()
{
	// The shipped file is checked by a test; an empty state calendar would only know weekends, and say so.
	auto state = StateCalendar::shipped();
	auto made = create(state ? *std::move(state) : StateCalendar(), nlohmann::json::object());
	return *std::move(made);
}

Result<void> Calendar::readRules(const nlohmann::json& json, const std::string& pointer, Rules& rules)
{
	if (!json.is_object()) return invalid(pointer.empty() ? "/" : pointer);
	if (const auto base = json.find("base"); base != json.end())
	{
		if (*base == "state") rules.base = Base::state;
		else if (*base == "every_day") rules.base = Base::everyDay;
		else return invalid(pointer + "/base");
	}
	for (const auto& [member, open] : {std::pair{"closed", false}, std::pair{"open", true}})
	{
		const auto list = json.find(member);
		if (list == json.end()) continue;
		if (!list->is_array()) return invalid(pointer + "/" + member);
		for (std::size_t i = 0; i < list->size(); ++i)
		{
			const auto& entry = (*list)[i];
			const auto text = entry.is_string() ? entry.get<std::string>() : std::string();
			bool fresh = false;
			if (const auto day = parseIsoDate(text); day) fresh = rules.dated.emplace(*day, open).second;
			else if (const auto yearly = parseYearly(text)) fresh = rules.yearly.emplace(*yearly, open).second;
			// A day that is both open and closed would depend on the order of reading.
			if (!fresh) return invalid(fmt::format("{}/{}/{}", pointer, member, i));
		}
	}
	if (const auto hours = json.find("officeHours"); hours != json.end())
		return readHours(*hours, pointer + "/officeHours", rules);
	return success();
}

Result<void> Calendar::readHours(const nlohmann::json& json, const std::string& pointer, Rules& rules)
{
	if (!json.is_object()) return invalid(pointer);
	for (const auto& [member, value] : json.items())
	{
		const auto place = pointer + "/" + member;
		if (member == "default")
		{
			rules.usualHours = parseHours(value);
			if (!rules.usualHours) return invalid(place);
			continue;
		}
		if ((member != "weekdays" && member != "dated") || !value.is_object()) return invalid(place);
		for (const auto& [key, entry] : value.items())
		{
			const auto hours = parseHours(entry);
			if (!hours) return invalid(place + "/" + key);
			if (member == "weekdays" && key.size() == 1 && key[0] >= '1' && key[0] <= '7')
				rules.weekdayHours[static_cast<unsigned>(key[0] - '0')] = *hours;
			else if (member == "weekdays") return invalid(place + "/" + key);
			else if (const auto day = parseIsoDate(key); day) rules.datedHours[*day] = *hours;
			else if (const auto yearly = parseYearly(key)) rules.yearlyHours[*yearly] = *hours;
			else return invalid(place + "/" + key);
		}
	}
	return success();
}

Result<Calendar> Calendar::create(StateCalendar state, const nlohmann::json& settings)
{
	Calendar calendar(std::move(state));
	EH_CHECK(readRules(settings, "", calendar._company));
	if (const auto branches = settings.find("branches"); branches != settings.end())
	{
		if (!branches->is_object()) return invalid("/branches");
		for (const auto& [branch, exceptions] : branches->items())
		{
			Rules rules;
			rules.base = calendar._company.base;
			EH_CHECK(readRules(exceptions, "/branches/" + branch, rules));
			calendar._branches.emplace(branch, std::move(rules));
		}
	}
	const auto& known = calendar._state;
	calendar._version = fmt::format("{}-{:016x}", isoDate(known.to()),
	                                fnv1a(settings.dump(), fnv1a(known.source() + isoDate(known.from()))));
	return calendar;
}

Calendar::Verdict Calendar::judge(std::string_view branch, date::local_days day) const
{
	const date::year_month_day ymd(day);
	const date::month_day yearly(ymd.month(), ymd.day());
	const auto own = _branches.find(branch);
	const Rules* layers[] = {own == _branches.end() ? nullptr : &own->second, &_company};
	for (const auto* rules : layers)
	{
		if (rules == nullptr) continue;
		if (const auto found = rules->dated.find(day); found != rules->dated.end()) return {found->second, true};
		if (const auto found = rules->yearly.find(yearly); found != rules->yearly.end()) return {found->second, true};
	}
	if ((own == _branches.end() ? _company : own->second).base == Base::everyDay) return {true, true};
	return {_state.isWorkingDay(day), _state.covers(day)};
}

Result<WorkingDate> Calendar::addWorkingDays(std::string_view branch, std::string_view start, std::int32_t days) const
{
	EH_TRY(auto day, parseIsoDate(start));
	const auto refused = [&] {
		return permanent("calendar.days_invalid", "not a number of working days that can be counted")
		    .with("days", std::to_string(days));
	};
	if (days < 0 || days > kMostDays) return refused();
	bool provisional = false;
	// Every week has a working day unless somebody closed the company; 3 calendar days a working day is ample.
	for (std::int32_t left = days, steps = 0; left > 0; ++steps)
	{
		if (steps > 3 * kMostDays) return refused();
		day += date::days(1);
		const auto verdict = judge(branch, day);
		if (verdict.working) --left;
		if (!verdict.known) provisional = true;
	}
	return WorkingDate{isoDate(day), provisional};
}

Result<bool> Calendar::isWorkingDay(std::string_view branch, std::string_view date) const
{
	EH_TRY(const auto day, parseIsoDate(date));
	return judge(branch, day).working;
}

Result<bool> Calendar::isKnown(std::string_view branch, std::string_view date) const
{
	EH_TRY(const auto day, parseIsoDate(date));
	return judge(branch, day).known;
}

Result<std::optional<OfficeHours>> Calendar::officeHours(std::string_view branch, std::string_view date) const
{
	EH_TRY(const auto day, parseIsoDate(date));
	if (!judge(branch, day).working) return std::optional<OfficeHours>();
	const date::year_month_day ymd(day);
	const date::month_day yearly(ymd.month(), ymd.day());
	const auto own = _branches.find(branch);
	const Rules* layers[] = {own == _branches.end() ? nullptr : &own->second, &_company};
	for (const auto* rules : layers)
	{
		if (rules == nullptr) continue;
		if (const auto found = rules->datedHours.find(day); found != rules->datedHours.end())
			return std::optional(found->second);
		if (const auto found = rules->yearlyHours.find(yearly); found != rules->yearlyHours.end())
			return std::optional(found->second);
	}
	const unsigned weekday = date::weekday(day).iso_encoding();
	for (const auto* rules : layers)
	{
		if (rules == nullptr) continue;
		if (const auto found = rules->weekdayHours.find(weekday); found != rules->weekdayHours.end())
			return std::optional(found->second);
		if (rules->usualHours) return rules->usualHours;
	}
	return std::optional(OfficeHours());
}

} // namespace erphost::calendar
