#include "host/worker/HandlerWatch.hpp"

#include <catch2/catch.hpp>

using erphost::worker::HandlerWatch;

TEST_CASE("a handler is overdue after its own limit, and no longer once it came back", "[worker]")
{
	erphost::ManualClock clock;
	HandlerWatch watch(clock);
	CHECK_FALSE(watch.overdue());
	{
		const HandlerWatch::Inside reading(watch, "GET /tasks", HandlerWatch::kLongestReadMs);
		const HandlerWatch::Inside writing(watch, "survey.draw", HandlerWatch::kLongestWriteMs);
		clock.advance(HandlerWatch::kLongestWriteMs - 1);
		CHECK_FALSE(watch.overdue());
		clock.advance(1);
		const auto late = watch.overdue();
		REQUIRE(late);
		CHECK(late->what == "survey.draw");
		CHECK(late->ms == HandlerWatch::kLongestWriteMs);
	}
	CHECK_FALSE(watch.overdue());
}
