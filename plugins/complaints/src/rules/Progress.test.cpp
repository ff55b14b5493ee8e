#include "rules/Progress.hpp"

#include <catch2/catch.hpp>

#include <random>

using namespace complaints;

namespace {

Progress handled()
{
	Progress progress;
	for (const Step step : {Step::facts, Step::cause, Step::solution, Step::carriedOut, Step::prevention})
		progress = recordStep(progress, step).progress;
	return progress;
}

} // namespace

TEST_CASE("CP-09 the steps come in their order, each once", "[CP-09]")
{
	Progress progress;
	CHECK(recordStep(progress, Step::cause).refusal == Refusal::skipped);
	CHECK(recordStep(progress, Step::received).refusal == Refusal::byCallback);
	progress = recordStep(progress, Step::facts).progress;
	CHECK(recordStep(progress, Step::facts).refusal == Refusal::skipped);
	CHECK(handled().waiting());
	CHECK(recordStep(handled(), Step::satisfied).refusal == Refusal::byCallback);
	CHECK(recordStep(handled(), Step::closed).refusal == Refusal::byCallback);
}

TEST_CASE("CP-10 only a content customer closes, anything else reopens at the step that failed", "[CP-10]")
{
	CHECK(answered(handled(), true, Step::solution).progress == Progress{Life::closed, Step::closed, 1});
	CHECK(answered(handled(), false, Step::solution).progress == Progress{Life::open, Step::cause, 2});
	CHECK(answered(handled(), false, Step::facts).progress == Progress{Life::open, Step::received, 2});
	// An answer to what nobody said was handled closes nothing.
	CHECK(answered(Progress{}, true, Step::solution).refusal == Refusal::notWaiting);
	CHECK(answered({Life::closed, Step::closed, 1}, true, Step::solution).refusal == Refusal::notOpen);
}

TEST_CASE("CP-10 a step that was not done cannot have failed", "[CP-10]")
{
	const Progress cause{Life::open, Step::cause, 1};
	CHECK(reopened(cause, Step::solution).refusal == Refusal::notReached);
	CHECK(reopened(cause, Step::received).refusal == Refusal::notReached);
	CHECK(reopened(cause, Step::facts).progress == Progress{Life::open, Step::received, 1});
	CHECK(reopened(handled(), Step::carriedOut).progress == Progress{Life::open, Step::solution, 2});
}

TEST_CASE("SV-15 a corrected answer takes back what followed from it", "[SV-15][CP-10]")
{
	for (const Step failed : {Step::facts, Step::cause, Step::solution, Step::carriedOut, Step::prevention})
	{
		const Progress again = answered(handled(), false, failed).progress;
		CHECK(reopeningWithdrawn(again, failed).progress == handled());
		CHECK(contentWithdrawn(answered(handled(), true, failed).progress, failed).progress == again);
		const Progress further = recordStep(again, *nextStep(again.step)).progress;
		CHECK(reopeningWithdrawn(further, failed).refusal == Refusal::notWaiting);
	}
	CHECK(contentWithdrawn(handled(), Step::solution).refusal == Refusal::notWaiting);
	CHECK(voided({Life::closed, Step::closed, 1}).progress.life == Life::voided);
	CHECK(voided({Life::voided, Step::facts, 1}).refusal == Refusal::notOpen);
}

TEST_CASE("CP-09 no sequence of events skips a step or closes without a content answer", "[CP-09][CP-10]")
{
	std::mt19937 random(20261121); // fixed: a failure must come again
	const auto pick = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
	for (int run = 0; run < 10'000; ++run)
	{
		Progress progress;
		bool content = false;
		for (int event = 0; event < 30; ++event)
		{
			const Step step = kSteps[static_cast<std::size_t>(pick(static_cast<int>(kSteps.size())))];
			const Progress before = progress;
			Move move;
			bool saysContent = false;
			const int kind = pick(12);
			if (kind < 7) move = recordStep(progress, pick(3) ? nextStep(progress.step).value_or(step) : step);
			else if (kind < 9) move = answered(progress, saysContent = pick(2) == 0, step);
			else if (kind == 9) move = reopened(progress, step);
			else if (kind == 10) move = contentWithdrawn(progress, step);
			else move = pick(20) ? reopeningWithdrawn(progress, step) : voided(progress);
			progress = move.progress;
			if (move.refusal != Refusal::none) REQUIRE(progress == before);
			if (move.refusal == Refusal::none && saysContent) content = true;
			if (before.life == Life::closed && progress.life == Life::open) content = false;
			// Forward only by one step, but for the content answer that closes what waits.
			if (progress.life == Life::open && before.life == Life::open && progress.step > before.step &&
			    progress.round >= before.round)
				REQUIRE(nextStep(before.step) == progress.step);
			if (progress.life == Life::closed && before.life != Life::closed) REQUIRE(before.waiting());
			REQUIRE((progress.life == Life::closed) ==
			        (progress.step == Step::closed && progress.life != Life::voided));
			if (progress.life == Life::closed) REQUIRE(content);
			if (before.life == Life::voided) REQUIRE(progress == before);
		}
	}
}
