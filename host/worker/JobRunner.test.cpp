#include "host/worker/JobRunner.hpp"

#include "host/platform/Clock.hpp"
#include "host/store/testing/TemporaryStore.hpp"

#include <catch2/catch.hpp>

using namespace erphost;
using namespace erphost::worker;

namespace {

const auto kNever = [] { return false; };
const auto kQuiet = [] {};

/// A job that counts its runs and answers as told.
struct Counter
{
	int runs = 0;
	int pieces = 0; ///< how often it still asks to be called again
	bool fails = false;
	Job job(int everySeconds)
	{
		return {"test.count", everySeconds, [this](store::Transaction&, const std::function<bool()>&) -> Result<bool> {
					++runs;
					if (fails) return transient("test.failed", "not now");
					return pieces-- > 0;
				}};
	}
};

} // namespace

TEST_CASE("a job runs when it is due, and its last run is remembered across restarts")
{
	const store::testing::TemporaryStore store;
	const auto database = store.openMigrated();
	ManualClock clock;
	Counter counter;
	{
		JobRunner runner(*database, clock, "test", {counter.job(60)});
		CHECK_FALSE(runner.run(kNever, kQuiet));
		CHECK(counter.runs == 1);
		runner.run(kNever, kQuiet);
		CHECK(counter.runs == 1);
	}
	JobRunner again(*database, clock, "test", {counter.job(60)});
	again.run(kNever, kQuiet);
	CHECK(counter.runs == 1);
	clock.advance(60'000);
	again.run(kNever, kQuiet);
	CHECK(counter.runs == 2);
}

TEST_CASE("long work stays in pieces: the job is due until it says that it is done")
{
	const store::testing::TemporaryStore store;
	const auto database = store.openMigrated();
	ManualClock clock;
	Counter counter;
	counter.pieces = 3;
	JobRunner runner(*database, clock, "test", {counter.job(60)});
	int calls = 0;
	while (runner.run(kNever, kQuiet)) ++calls;
	CHECK(calls == 3);
	CHECK(counter.runs == 4);
	runner.run(kNever, kQuiet);
	CHECK(counter.runs == 4);
}

TEST_CASE("a failing job waits longer each time, and hurts no other")
{
	const store::testing::TemporaryStore store;
	const auto database = store.openMigrated();
	ManualClock clock;
	Counter bad, good;
	bad.fails = true;
	auto goodJob = good.job(1);
	goodJob.name = "test.good";
	JobRunner runner(*database, clock, "test", {bad.job(1), goodJob});
	for (int second = 0; second < 30; ++second)
	{
		runner.run(kNever, kQuiet);
		clock.advance(1'000);
	}
	CHECK(good.runs == 30);
	CHECK(bad.runs == 5); // at 0, 1, 3, 7 and 15 seconds
	bad.fails = false;
	clock.advance(60'000);
	runner.run(kNever, kQuiet);
	CHECK(bad.runs == 6);
}

TEST_CASE("a clock that was set back does not silence a job")
{
	const store::testing::TemporaryStore store;
	const auto database = store.openMigrated();
	ManualClock clock;
	Counter counter;
	JobRunner runner(*database, clock, "test", {counter.job(60)});
	runner.run(kNever, kQuiet);
	clock.set(clock.nowMs() - 86'400'000);
	runner.run(kNever, kQuiet);
	CHECK(counter.runs == 2);
}
