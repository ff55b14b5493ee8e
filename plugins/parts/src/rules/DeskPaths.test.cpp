#include "rules/CarryInPath.hpp"
#include "rules/DefectivePath.hpp"
#include "rules/WaitingDue.hpp"

#include <catch2/catch.hpp>

#include <random>

using namespace parts;

TEST_CASE("PT-17 no step of a defective unit's path is skipped", "[PT-17]")
{
	using enum DefectiveStep;
	CHECK(nextSteps(found, {}) == std::vector{identified});
	CHECK(nextSteps(identified, {}) == std::vector{waitingParts});
	CHECK(nextSteps(waitingParts, {}) == std::vector{repaired});
	CHECK(nextSteps(repaired, {}) == std::vector{tested});
	CHECK(nextSteps(back, true).empty());
	CHECK(nextSteps(returned, false).empty());
}

TEST_CASE("PT-17 only a unit that passed its test is finished stock again", "[PT-17]")
{
	using enum DefectiveStep;
	CHECK(nextSteps(tested, true) == std::vector{back});
	CHECK(nextSteps(tested, false) == std::vector{waitingParts, returned});
	CHECK(nextSteps(tested, std::nullopt) == std::vector{waitingParts, returned});
}

TEST_CASE("PT-17 ten thousand units that are pushed about at random: whatever is accepted skips nothing", "[PT-17]")
{
	std::mt19937 random(17);
	for (int unit = 0; unit < 10'000; ++unit)
	{
		DefectiveStep step = DefectiveStep::found;
		std::optional<bool> passed;
		bool wasTested = false, wasRepaired = false;
		for (int push = 0; push < 60 && !ended(step); ++push)
		{
			const auto next = static_cast<DefectiveStep>(random() % 7);
			if (!mayFollow(step, passed, next)) continue;
			// Every step is one further than the last, but for what a failed test sends back and the two ends.
			if (next != DefectiveStep::back && next != DefectiveStep::returned && step != DefectiveStep::tested)
				CHECK(static_cast<int>(next) == static_cast<int>(step) + 1);
			if (next == DefectiveStep::repaired) wasRepaired = true;
			if (next == DefectiveStep::tested)
			{
				CHECK(wasRepaired);
				wasTested = true;
				passed = random() % 2 == 0;
			}
			if (ended(next)) CHECK(wasTested);
			if (next == DefectiveStep::back) CHECK(passed == std::optional(true));
			step = next;
		}
	}
}

TEST_CASE("PT-17 every step has a name that means it", "[PT-17]")
{
	for (int at = 0; at < 7; ++at)
		CHECK(defectiveStepNamed(name(static_cast<DefectiveStep>(at))) == static_cast<DefectiveStep>(at));
	CHECK_FALSE(defectiveStepNamed("sold"));
}

TEST_CASE("PT-20 a unit is ready before it is picked up, and the customer may come without being told", "[PT-20]")
{
	CHECK(carryInMay("taken_in", "ready"));
	CHECK_FALSE(carryInMay("taken_in", "told"));
	CHECK_FALSE(carryInMay("taken_in", "picked_up"));
	CHECK(carryInMay("ready", "told"));
	CHECK(carryInMay("told", "told"));
	CHECK(carryInMay("ready", "picked_up"));
	CHECK(carryInMay("told", "picked_up"));
	CHECK_FALSE(carryInMay("picked_up", "picked_up"));
	CHECK_FALSE(carryInMay("picked_up", "ready"));
}

TEST_CASE("PT-20 every accessory of the slip is handed out, the second power cord too", "[PT-20]")
{
	CHECK(missingAccessories({"遥控器", "电源线"}, {"电源线", "遥控器"}).empty());
	CHECK(missingAccessories({"电源线", "电源线"}, {"电源线"}) == std::vector<std::string>{"电源线"});
	CHECK(missingAccessories({}, {"遥控器"}).empty());
}

TEST_CASE("PT-07 a regular part leaves within the hours of the rule, a special one by its supplier's date", "[PT-07]")
{
	WaitingFacts facts;
	facts.requestedAt = 1'000;
	CHECK(waitingDue(facts, 24) == 86'401'000);
	facts.special = true;
	CHECK_FALSE(waitingDue(facts, 24));
	facts.supplierEnd = 5'000;
	CHECK(waitingDue(facts, 24) == 5'000);
}

TEST_CASE("PT-07 a customer is told the date, a new date, and that it was not kept", "[PT-07]")
{
	WaitingFacts facts;
	facts.special = true;
	CHECK(tellReason(facts, std::nullopt, 100) == "");
	facts.supplierDate = "2026-11-10";
	CHECK(tellReason(facts, 1'000, 100) == "date");
	facts.toldDate = "2026-11-10";
	facts.toldAt = 100;
	CHECK(tellReason(facts, 1'000, 200) == "");
	facts.supplierDate = "2026-11-20";
	CHECK(tellReason(facts, 2'000, 200) == "moved");
	facts.toldDate = "2026-11-20";
	CHECK(tellReason(facts, 2'000, 2'000) == "");
	CHECK(tellReason(facts, 2'000, 2'001) == "overdue");
	// Told after it was late: told.
	facts.toldAt = 2'001;
	CHECK(tellReason(facts, 2'000, 3'000) == "");
}
