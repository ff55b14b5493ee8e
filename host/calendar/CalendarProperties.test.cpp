#include "host/calendar/Calendar.hpp"

#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <vector>

using namespace erphost;
using namespace erphost::calendar;
using nlohmann::json;

namespace {

/// A day as a wall calendar shows it, counted without the library that the calendar uses.
struct Day
{
	std::string iso, yearly;
	bool weekend = false;
};

std::vector<Day> wallCalendar()
{
	std::vector<Day> days;
	int weekday = 3; // 1 January 2025 is a Wednesday; 1: Monday … 7: Sunday
	for (int year = 2025; year <= 2028; ++year)
		for (int month = 1; month <= 12; ++month)
		{
			const int lengths[] = {31, year % 4 == 0 ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
			for (int day = 1; day <= lengths[month - 1]; ++day)
			{
				const auto two = [](int n) { return (n < 10 ? "0" : "") + std::to_string(n); };
				const std::string yearly = two(month) + "-" + two(day);
				days.push_back({std::to_string(year) + "-" + yearly, yearly, weekday >= 6});
				weekday = weekday % 7 + 1;
			}
		}
	return days;
}

/// What a company or a branch says itself; true: open.
struct Exceptions
{
	bool everyDay = false;
	std::map<std::string, bool> dated, yearly;

	json settings() const
	{
		json made = {{"base", everyDay ? "every_day" : "state"}, {"closed", json::array()}, {"open", json::array()}};
		for (const auto* list : {&dated, &yearly})
			for (const auto& [day, open] : *list) made[open ? "open" : "closed"].push_back(day);
		return made;
	}
};

struct World
{
	std::map<std::string, bool> state; ///< true: worked, a make-up day 调休; false: a holiday
	std::size_t covered = 0;           ///< days from the first on that the state's notice covers
	Exceptions company, branch;

	/// Whether a day is worked, and whether that is certain.
	std::pair<bool, bool> judge(const std::vector<Day>& days, std::size_t at, bool inBranch) const
	{
		const Day& day = days[at];
		for (const auto* exceptions : {&branch, &company})
		{
			if (exceptions == &branch && !inBranch) continue;
			if (const auto own = exceptions->dated.find(day.iso); own != exceptions->dated.end())
				return {own->second, true};
			if (const auto own = exceptions->yearly.find(day.yearly); own != exceptions->yearly.end())
				return {own->second, true};
		}
		if ((inBranch ? branch : company).everyDay) return {true, true};
		if (at >= covered) return {!day.weekend, false};
		const auto told = state.find(day.iso);
		return {told == state.end() ? !day.weekend : told->second, true};
	}
};

} // namespace

TEST_CASE("SV-03 ten thousand deadlines in working days are what counting day by day finds, 调休 included",
          "[SV-03][CP-11][property]")
{
	const std::vector<Day> days = wallCalendar();
	std::mt19937 random(3);
	const auto below = [&](std::size_t limit) {
		return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random);
	};
	int overMakeUpDays = 0, provisional = 0;
	for (int calendars = 0; calendars < 100; ++calendars)
	{
		World world;
		world.covered = 365 + below(730);
		json data = {{"from", days.front().iso},
		             {"to", days[world.covered - 1].iso},
		             {"holidays", json::object()},
		             {"workdays", json::object()}};
		for (std::size_t i = 0; i < world.covered; ++i)
		{
			if (below(12) != 0) continue;
			const bool worked = days[i].weekend && below(3) != 0; // a holiday may fall on a weekend, too
			world.state[days[i].iso] = worked;
			data[worked ? "workdays" : "holidays"][days[i].iso] = json::object();
		}
		for (auto* exceptions : {&world.company, &world.branch})
		{
			exceptions->everyDay = below(4) == 0;
			for (std::size_t i = below(12); i > 0; --i) exceptions->dated[days[below(900)].iso] = below(2) == 0;
			for (std::size_t i = below(4); i > 0; --i) exceptions->yearly[days[below(365)].yearly] = below(3) == 0;
		}
		json settings = world.company.settings();
		settings["branches"] = {{"MX", world.branch.settings()}};
		const auto state = StateCalendar::parse(data.dump());
		REQUIRE(state);
		const auto calendar = Calendar::create(*state, settings);
		REQUIRE(calendar);

		for (int run = 0; run < 100; ++run)
		{
			const bool inBranch = below(2) == 0;
			const std::size_t start = below(1'000), count = below(41);
			std::size_t at = start;
			bool certain = true, makeUp = false;
			for (std::size_t left = count; left > 0;)
			{
				const auto [works, known] = world.judge(days, ++at, inBranch);
				if (works) --left;
				certain = certain && known;
				const auto told = world.state.find(days[at].iso);
				makeUp = makeUp || (works && told != world.state.end() && told->second);
			}
			const auto found =
				calendar->addWorkingDays(inBranch ? "MX" : "HZ", days[start].iso, static_cast<std::int32_t>(count));
			INFO(days[start].iso << " + " << count << (inBranch ? " in MX\n" : "\n") << settings << data);
			REQUIRE(found);
			REQUIRE(found->date == days[at].iso);
			REQUIRE(found->provisional == !certain);
			overMakeUpDays += makeUp ? 1 : 0;
			provisional += certain ? 0 : 1;
		}
	}
	// The test tests something.
	CHECK(overMakeUpDays > 2'000);
	CHECK(provisional > 500);
}
