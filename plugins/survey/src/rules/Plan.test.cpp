#include "Plan.hpp"

#include <catch2/catch.hpp>

using namespace survey;

TEST_CASE("SV-55 no step begins before the one before it is complete", "[SV-55]")
{
	const Measure open{"培训", "李主管", "2026-11-20", {}, ""};
	Measure done = open;
	done.doneOn = "2026-11-18";
	Measure explained = open;
	explained.result = "师傅请假，改到下月";
	CHECK(missingFor(Step::plan, 0, {open}, "x") == "causes");
	CHECK(missingFor(Step::plan, 1, {}, "x") == "measures");
	CHECK(missingFor(Step::plan, 1, {open}, "").empty());
	CHECK(missingFor(Step::carryOut, 1, {done, open}, "x") == "results");
	CHECK(missingFor(Step::carryOut, 1, {done, explained}, "").empty());
	CHECK(missingFor(Step::check, 1, {done}, " \n") == "note");
	CHECK(missingFor(Step::check, 1, {done}, "迟到减少一半").empty());
	CHECK(missingFor(Step::act, 1, {done}, "x") == "figure");
	CHECK_FALSE(nextStep(Step::act));
	for (const Step step : kSteps) CHECK(stepNamed(name(step)) == step);
}

TEST_CASE("SV-55 a branch is judged only by enough answers", "[SV-55]")
{
	CHECK(verdictOf(0, 0, 9500, 0) == Verdict::tooFew);
	CHECK(verdictOf(1, 9, 9500, 10) == Verdict::tooFew);
	CHECK(verdictOf(9, 10, 9500, 10) == Verdict::below);
	CHECK(verdictOf(95, 100, 9500, 10) == Verdict::reached);
}
