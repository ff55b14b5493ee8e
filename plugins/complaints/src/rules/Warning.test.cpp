#include "rules/Warning.hpp"

#include "rules/TestCalendar.hpp"

#include <catch2/catch.hpp>

#include <random>

using namespace complaints;
using complaints::tests::TestCalendar;

namespace {

constexpr auto at = TestCalendar::at;
constexpr Leads kLeads{50, 80, 100};

} // namespace

TEST_CASE("CP-12 three levels at 50, 80 and 100 percent of the time used", "[CP-12]")
{
	TestCalendar calendar;
	const auto course = courseOf(at(0, 600), {TargetUnit::hours, 10}, calendar);
	const auto times = warningTimes(*course, kLeads, calendar, {});
	REQUIRE(times);
	CHECK((*times)[0] == at(0, 900));
	CHECK((*times)[1] == at(0, 1080));
	CHECK((*times)[2] == at(0, 1200));
	CHECK(levelReached(*times, at(0, 899)) == 0);
	CHECK(levelReached(*times, at(0, 900)) == 1);
	CHECK(levelReached(*times, at(0, 1199)) == 2);
	CHECK(levelReached(*times, at(5, 0)) == 3);
	CHECK(nextWarning(*times, 0) == at(0, 900));
	CHECK(nextWarning(*times, 2) == at(0, 1200));
	CHECK_FALSE(nextWarning(*times, 3));
}

TEST_CASE("CP-12 a pause moves the warnings that are still to come", "[CP-12]")
{
	TestCalendar calendar;
	const auto course = courseOf(at(0, 600), {TargetUnit::hours, 10}, calendar);
	const auto times = warningTimes(*course, kLeads, calendar, merged({{at(0, 960), at(0, 1020)}}, at(1, 0)));
	CHECK((*times)[0] == at(0, 900));
	CHECK((*times)[1] == at(0, 1140));
	CHECK((*times)[2] == at(0, 1260));
}

TEST_CASE("CP-12 each level has its people", "[CP-12]")
{
	CHECK(rolesOf(1) == std::vector<std::string_view>{"dispatch_clerk"});
	CHECK(rolesOf(2) == std::vector<std::string_view>{"branch_manager"});
	CHECK(rolesOf(3) == std::vector<std::string_view>{"service_manager", "executive"});
}

TEST_CASE("CP-12 levels are reached in order and never taken back by time", "[CP-12]")
{
	std::mt19937 random(12);
	const auto number = [&](int from, int to) { return std::uniform_int_distribution<int>(from, to)(random); };
	TestCalendar calendar;
	for (int day = 0; day < 200; ++day) calendar.open(day, 510, 1080);
	for (int run = 0; run < 10'000; ++run)
	{
		const auto course = courseOf(at(0, number(0, 4000)), {kTargetUnits[number(0, 4)], number(1, 5)}, calendar);
		std::vector<Pause> pauses;
		for (int i = number(0, 3); i > 0; --i)
		{
			const int from = number(0, 6000);
			pauses.push_back({at(0, from), at(0, from + number(0, 3000))});
		}
		const auto times = warningTimes(*course, kLeads, calendar, merged(pauses, at(20, 0)));
		REQUIRE(times);
		REQUIRE((*times)[0] <= (*times)[1]);
		REQUIRE((*times)[1] <= (*times)[2]);
		int last = 0;
		for (int minute = 0; minute < 20'000; minute += 997)
		{
			const int level = levelReached(*times, at(0, minute));
			REQUIRE(level >= last);
			last = level;
		}
	}
}
