#include "surface/DayRoutes.hpp"

#include "erphost/Date.hpp"
#include "rules/Attempts.hpp"
#include "store/DaySql.hpp"
#include "surface/CallHours.hpp"
#include "surface/FigureJson.hpp"
#include "surface/MonthRoutes.hpp"
#include "surface/TaskRoutes.hpp"

#include <algorithm>
#include <map>

namespace survey {

using erphost::Reply;
using erphost::Request;
using nlohmann::json;

namespace {

constexpr int kLongestRoster = 62;
constexpr int kWeek = 7;
constexpr int kWeeksBefore = 4;

std::string timeOf(int minute)
{
	const auto two = [](int value) { return (value < 10 ? "0" : "") + std::to_string(value); };
	return two(minute / 60) + ":" + two(minute % 60);
}

} // namespace

Result<void> DayRoutes::addTo(erphost::Registry& registry) const
{
	const json date = {{"type", "string"}, {"pattern", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}};
	const json time = {{"type", "string"}, {"pattern", "^([01][0-9]|2[0-3]):[0-5][0-9]$"}};
	EH_CHECK(registry.route(
		{"GET",
	     "/day",
	     "getDay",
	     "What is due today, how much of it is possible, and in which order (SV-06).",
	     kClerks,
	     {{"type", "object"}, {"additionalProperties", false}, {"properties", {{"branch", textSchema()}}}},
	     nullptr,
	     {{"type", "object"}},
	     false,
	     [this](Tx& tx, const Request& request) { return day(tx, request); }}));
	EH_CHECK(registry.route({"GET",
	                         "/roster",
	                         "getRoster",
	                         "Who is on duty, and how many the evening asks for.",
	                         kClerks,
	                         {{"type", "object"},
	                          {"additionalProperties", false},
	                          {"required", {"from", "to"}},
	                          {"properties", {{"from", date}, {"to", date}}}},
	                         nullptr,
	                         itemsSchema(),
	                         false,
	                         [this](Tx& tx, const Request& request) { return roster(tx, request); }}));
	const json entry = {
		{"type", "object"},
		{"additionalProperties", false},
		{"required", {"person", "from", "to"}},
		{"properties",
	     {{"person", {{"type", "string"}, {"minLength", 1}, {"maxLength", 60}}}, {"from", time}, {"to", time}}}};
	return registry.route({"PUT",
	                       "/roster/{date}",
	                       "setRosterDay",
	                       "Who is on duty on a day.",
	                       kManagers,
	                       nullptr,
	                       {{"type", "object"},
	                        {"additionalProperties", false},
	                        {"required", {"entries"}},
	                        {"properties", {{"entries", {{"type", "array"}, {"maxItems", 60}, {"items", entry}}}}}},
	                       {{"type", "object"}},
	                       false,
	                       [this](Tx& tx, const Request& request) { return setDay(tx, request); }});
}

Result<Reply> DayRoutes::day(Tx& tx, const Request& request) const
{
	const std::string today = _host.localDate(_host.nowMs());
	EH_TRY(const json settings, _host.settings(today));
	EH_TRY(const CallHours hours, callHours(tx, _host));
	EH_TRY(const std::int64_t ends, _host.instantOf(erphost::daysAfter(today, 1), 0));
	std::vector<DueWork> work;
	{
		EH_TRY(auto rows, tx.query(sql::kDueWork, branchList(request.caller.branches(kClerks)),
		                           request.queryText("branch"), today, ends));
		for (;;)
		{
			EH_TRY(const bool row, rows.next());
			if (!row) break;
			work.push_back(
				{rows.text(0), rows.text(1), rows.text(2), rows.text(3), rows.text(4), rows.text(5), rows.integer(6)});
		}
	}
	EH_TRY(auto onDuty, dutiesOf(tx, today, today));
	if (onDuty.empty()) // nobody wrote a roster: the usual number of clerks through the call hours
		for (int i = settings.at("day_clerks").get<int>(); i > 0; --i)
			onDuty.push_back({today, "", hours.open, hours.close});
	std::vector<int> minutes;
	json clerks = json::array();
	for (const auto& duty : onDuty)
	{
		minutes.push_back(duty.to - duty.from);
		clerks.push_back({{"name", duty.person}, {"minutes", duty.to - duty.from}});
	}
	const int handling = settings.at("handling_minutes");
	const DayPlan plan = dayPlan(std::move(work), capacityOf(minutes, handling), today);
	json groups = json::array();
	for (const auto& group : plan.groups)
		groups.push_back({{"branchId", group.branchId},
		                  {"branchName", group.branchName},
		                  {"productType", group.productType},
		                  {"serviceType", group.serviceType.empty() ? json() : json(group.serviceType)},
		                  {"stage", group.stage},
		                  {"due", group.due},
		                  {"overdue", group.overdue},
		                  {"possible", group.possible}});
	return Reply{200,
	             {{"date", today},
	              {"due", plan.due},
	              {"overdue", plan.overdue},
	              {"possible", plan.possible},
	              {"stay", plan.stay},
	              {"willBeOverdue", plan.willBeOverdue},
	              {"clerks", clerks},
	              {"handlingMinutes", handling},
	              {"callHours",
	               {{"from", timeOf(hours.open)},
	                {"to", timeOf(hours.close)},
	                {"now", hours.callable},
	                {"evening", hours.isEvening},
	                {"policy", hours.refuse ? "refuse" : "warn"}}},
	              {"groups", groups}},
	             {}};
}

Result<json> DayRoutes::rosterOf(Tx& tx, const std::string& from, const std::string& to) const
{
	std::map<std::string, std::int64_t> versions, sales;
	{
		EH_TRY(auto rows, tx.query(sql::kDutyDays, from, to));
		for (;;)
		{
			EH_TRY(const bool row, rows.next());
			if (!row) break;
			versions[rows.text(0)] = rows.integer(1);
		}
	}
	{
		EH_TRY(auto rows, tx.query(sql::kSalesOfDays, erphost::daysAfter(from, -kWeek * kWeeksBefore), to));
		for (;;)
		{
			EH_TRY(const bool row, rows.next());
			if (!row) break;
			sales[rows.text(0)] = rows.integer(1);
		}
	}
	EH_TRY(const auto onDuty, dutiesOf(tx, from, to));
	const std::string today = _host.localDate(_host.nowMs());
	EH_TRY(const json settings, _host.settings(today));
	const int close = minuteOfDay(settings.at("call_hours").at("to").get<std::string>());
	const auto salesOf = [&](const std::string& date) {
		const auto found = sales.find(date);
		return found == sales.end() ? std::int64_t{0} : found->second;
	};
	json items = json::array();
	for (std::string date = from; date <= to; date = erphost::daysAfter(date, 1))
	{
		// A day to come: as the same weekday of the last weeks.
		std::int64_t volume = salesOf(date);
		if (date >= today)
		{
			volume = 0;
			for (int week = 1; week <= kWeeksBefore; ++week) volume += salesOf(erphost::daysAfter(date, -kWeek * week));
			volume /= kWeeksBefore;
		}
		json entries = json::array();
		int evening = 0;
		for (const auto& duty : onDuty)
		{
			if (duty.day != date) continue;
			evening += duty.to > close;
			entries.push_back({{"person", duty.person}, {"from", timeOf(duty.from)}, {"to", timeOf(duty.to)}});
		}
		items.push_back(
			{{"date", date},
		     {"entries", entries},
		     {"sales", volume},
		     {"proposed", eveningClerks(volume, settings.at("duty_sales_per_clerk"), settings.at("duty_minimum"))},
		     {"evening", evening},
		     {"version", versions.contains(date) ? versions[date] : 0}});
	}
	return items;
}

Result<Reply> DayRoutes::roster(Tx& tx, const Request& request) const
{
	const std::string from = request.queryText("from"), to = request.queryText("to");
	if (!erphost::isIsoDate(from) || !erphost::isIsoDate(to) || to < from ||
	    to > erphost::daysAfter(from, kLongestRoster))
		return erphost::permanent("survey.roster.range.invalid", "The roster is read for at most 62 days.");
	EH_TRY(json items, rosterOf(tx, from, to));
	return Reply{200, {{"items", std::move(items)}}, {}};
}

Result<Reply> DayRoutes::setDay(Tx& tx, const Request& request) const
{
	const std::string date = request.param("date");
	if (!erphost::isIsoDate(date)) return erphost::permanent("survey.roster.range.invalid", "That is not a date.");
	if (request.ifMatch.empty())
		return erphost::permanent("request.match_required", "The day's version is needed in If-Match.");
	EH_TRY(const json before, rosterOf(tx, date, date));
	if (request.ifMatch != std::to_string(before.at(0).at("version").get<std::int64_t>()))
		return erphost::conflict("survey.roster.stale", "The day has changed since it was read.").with("date", date);
	EH_TRY([[maybe_unused]] const auto touched,
	       tx.execute(sql::kTouchDutyDay, date, before.at(0).at("version").get<std::int64_t>()));
	EH_TRY([[maybe_unused]] const auto dropped, tx.execute(sql::kDropDuty, date));
	int item = 0;
	for (const auto& entry : request.body.at("entries"))
	{
		const int from = minuteOfDay(entry.at("from").get<std::string>()),
				  to = minuteOfDay(entry.at("to").get<std::string>());
		if (to <= from)
			return erphost::permanent("survey.roster.times.invalid", "A duty ends after it begins.")
			    .with("pointer", "/entries/" + std::to_string(item));
		EH_TRY([[maybe_unused]] const auto added,
		       tx.execute(sql::kAddDuty, date, ++item, entry.at("person").get<std::string>(), from, to));
	}
	EH_TRY(const json after, rosterOf(tx, date, date));
	return Reply{200, after.at(0), std::to_string(after.at(0).at("version").get<std::int64_t>())};
}

} // namespace survey
