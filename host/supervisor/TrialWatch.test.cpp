#include "host/supervisor/TrialWatch.hpp"

#include <catch2/catch.hpp>

using namespace erphost::supervisor;
using Verdict = TrialWatch::Verdict;

TEST_CASE("a version that is ready for the whole window holds", "[trial]")
{
	TrialWatch watch(60'000);
	CHECK(watch.look("survey", "1.1.0", ProcessState::starting, 0) == Verdict::open);
	CHECK_FALSE(watch.endsAt("survey"));
	CHECK(watch.look("survey", "1.1.0", ProcessState::ready, 5'000) == Verdict::open);
	CHECK(watch.endsAt("survey") == 65'000);
	CHECK(watch.look("survey", "1.1.0", ProcessState::ready, 64'999) == Verdict::open);
	CHECK(watch.look("survey", "1.1.0", ProcessState::ready, 65'000) == Verdict::holds);
	CHECK_FALSE(watch.endsAt("survey"));
}

TEST_CASE("one failure is enough, also shortly before the end", "[trial]")
{
	for (const auto state : {ProcessState::backoff, ProcessState::quarantined})
	{
		TrialWatch watch(60'000);
		CHECK(watch.look("survey", "1.1.0", ProcessState::ready, 0) == Verdict::open);
		CHECK(watch.look("survey", "1.1.0", state, 59'999) == Verdict::failed);
	}
}

TEST_CASE("an interruption that is no failure begins the window anew; each version has its own", "[trial]")
{
	TrialWatch watch(60'000);
	CHECK(watch.look("survey", "1.1.0", ProcessState::ready, 0) == Verdict::open);
	CHECK(watch.look("survey", "1.1.0", ProcessState::stopping, 50'000) == Verdict::open);
	CHECK(watch.look("survey", "1.1.0", ProcessState::ready, 51'000) == Verdict::open);
	CHECK(watch.look("survey", "1.1.0", ProcessState::ready, 110'999) == Verdict::open);
	CHECK(watch.look("survey", "1.2.0", ProcessState::ready, 111'000) == Verdict::open);
	CHECK(watch.look("survey", "1.2.0", ProcessState::ready, 171'000) == Verdict::holds);
}
