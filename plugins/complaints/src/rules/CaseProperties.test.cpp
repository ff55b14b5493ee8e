#include "rules/Progress.hpp"
#include "rules/TestCalendar.hpp"
#include "rules/Warning.hpp"

#include <catch2/catch.hpp>

#include <optional>
#include <random>
#include <set>
#include <vector>

using namespace complaints;
using complaints::tests::TestCalendar;

namespace {

constexpr auto at = TestCalendar::at;

/// A case with the clock of its answer, driven as the plugin drives it.
struct Driven
{
	Progress progress;
	Course course;
	std::vector<Pause> pauses;
	std::set<int> warned;
	int raised = 0;
	bool content = false; ///< the last answer that moved the case was a content one

	bool paused() const { return !pauses.empty() && !pauses.back().to; }

	/// The job of the clocks; the levels that it raises.
	std::vector<int> watch(WorkingTime& time, std::int64_t now)
	{
		if (progress.life != Life::open || paused()) return {};
		const auto times = warningTimes(course, {50, 80, 100}, time, merged(pauses, now));
		REQUIRE(times);
		const auto levels = levelsToRaise(*times, raised, now);
		if (!levels.empty()) raised = levels.back();
		return levels;
	}
};

} // namespace

TEST_CASE(
	"CP-09, CP-10, CP-12 ten thousand random lives: no step is skipped, nothing closes without content, no level is "
	"warned twice",
	"[CP-09][CP-10][CP-12][property]")
{
	std::mt19937 random(20'261'122);
	const auto below = [&](int limit) { return std::uniform_int_distribution<int>(0, limit - 1)(random); };
	TestCalendar calendar;
	for (int day = 0; day < 60; ++day)
		if (day % 7 < 5) calendar.open(day, 510, 1080);
	int closed = 0, warnings = 0, movedBack = 0;
	for (int life = 0; life < 10'000; ++life)
	{
		Driven driven;
		std::int64_t now = at(0, below(1440));
		const auto course = courseOf(now, {kTargetUnits[below(5)], 1 + below(3)}, calendar);
		REQUIRE(course);
		driven.course = *course;
		for (int event = 0; event < 40; ++event)
		{
			const Progress before = driven.progress;
			const Step step = kSteps[static_cast<std::size_t>(below(static_cast<int>(kSteps.size())))];
			std::optional<bool> said;
			Move move{Refusal::none, before};
			switch (below(12))
			{
			case 0: move = recordStep(before, step); break;
			case 1:
				said = below(2) == 0;
				move = answered(before, *said, step);
				break;
			case 2:
				if (below(4) == 0) move = reopened(before, step);
				break;
			case 3: now += below(2 * 1440) * TestCalendar::kMinute; break;
			case 4: now += below(60) * TestCalendar::kMinute; break;
			case 5:
				if (!driven.paused()) driven.pauses.push_back({now, {}});
				break;
			case 6:
				if (driven.paused()) driven.pauses.back().to = now;
				break;
			case 7:
				// The line to the ERP was away, which is known only afterwards: it moves what was raised already.
				if (!driven.paused() && below(3) == 0)
					driven.pauses.push_back({now - below(1440) * TestCalendar::kMinute, now});
				break;
			default: move = recordStep(before, nextStep(before.step).value_or(step));
			}
			if (move.refusal != Refusal::none) REQUIRE(move.progress == before);
			driven.progress = move.progress;
			if (said && move.refusal == Refusal::none) driven.content = *said;

			const Progress& after = driven.progress;
			if (after.life == Life::open && after.step > before.step && after.round == before.round)
				REQUIRE(nextStep(before.step) == after.step);
			if (after.life == Life::closed && before.life != Life::closed)
			{
				REQUIRE(driven.content);
				REQUIRE(before.waiting());
				++closed;
			}
			for (int runs = 1 + below(2); runs > 0; --runs)
				for (const int level : driven.watch(calendar, now))
				{
					REQUIRE(driven.warned.insert(level).second);
					REQUIRE(level == static_cast<int>(driven.warned.size()));
					++warnings;
				}
			const auto times = warningTimes(driven.course, {50, 80, 100}, calendar, merged(driven.pauses, now));
			REQUIRE(times);
			if (driven.raised > levelReached(*times, now)) ++movedBack;
		}
	}
	// The test tests something.
	CHECK(closed > 500);
	CHECK(warnings > 10'000);
	CHECK(movedBack > 500);
}
