#include "DayPlan.hpp"

#include <catch2/catch.hpp>

#include <random>

using namespace survey;

TEST_CASE("SV-06 180 are due, 120 are possible: the oldest first, 60 stay", "[SV-06]")
{
	const DayPlan plan = dayPlan({{"02", "城固", "tv", "repair", "on_site", "2026-11-06", 80},
	                              {"01", "勉县", "ac", "install", "on_site", "2026-11-06", 40},
	                              {"02", "城固", "tv", "repair", "on_site", "2026-11-04", 60}},
	                             120, "2026-11-06");
	CHECK(plan.due == 180);
	CHECK(plan.overdue == 60);
	CHECK(plan.possible == 120);
	CHECK(plan.stay == 60);
	CHECK(plan.willBeOverdue == 60);
	REQUIRE(plan.groups.size() == 2);
	CHECK(plan.groups[0].branchId == "01"); // order of work
	CHECK(plan.groups[0].possible == 40);
	CHECK(plan.groups[1].possible == 80); // the 60 overdue ones, and 20
}

TEST_CASE("SV-06 what is done and what stays is what is due, whatever the capacity", "[SV-06]")
{
	std::mt19937 random(5);
	for (int i = 0; i < 3000; ++i)
	{
		std::vector<DueWork> work;
		for (auto n = random() % 12; n > 0; --n)
			work.push_back({std::string(1, static_cast<char>('1' + random() % 3)), "", random() % 2 ? "ac" : "tv", "",
			                "on_site", "2026-11-0" + std::to_string(1 + random() % 6),
			                static_cast<std::int64_t>(random() % 30)});
		const auto capacity = static_cast<std::int64_t>(random() % 100);
		const DayPlan plan = dayPlan(work, capacity, "2026-11-06");
		std::int64_t due = 0, possible = 0;
		for (const auto& group : plan.groups)
		{
			REQUIRE(group.possible <= group.due);
			due += group.due;
			possible += group.possible;
		}
		REQUIRE(due == plan.due);
		REQUIRE(possible == plan.possible);
		REQUIRE(plan.possible + plan.stay == plan.due);
		REQUIRE(plan.possible == std::min(capacity, plan.due));
		REQUIRE(plan.willBeOverdue <= plan.stay);
	}
}

TEST_CASE("SV-07 as many for the evening as the day's sales ask for", "[SV-07]")
{
	CHECK(eveningClerks(0, 40, 1) == 1);
	CHECK(eveningClerks(41, 40, 1) == 2);
	CHECK(eveningClerks(400, 40, 1) == 10);
	CHECK(capacityOf({480, 180}, 6) == 110);
	CHECK(capacityOf({}, 6) == 0);
}
