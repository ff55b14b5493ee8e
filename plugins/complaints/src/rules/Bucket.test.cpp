#include "rules/Bucket.hpp"

#include <catch2/catch.hpp>

using namespace complaints;

namespace {

constexpr std::int64_t kHour = 3'600'000;
const std::vector<std::int64_t> kHours{24, 48, 72, 120, 168, 240, 300};

} // namespace

TEST_CASE("CP-17 overdue orders in hour buckets", "[CP-17]")
{
	CHECK_FALSE(bucketOf(kHours, 24 * kHour - 1));
	CHECK(bucketOf(kHours, 24 * kHour) == 0);
	CHECK(bucketOf(kHours, 48 * kHour) == 1);
	CHECK(bucketOf(kHours, 299 * kHour) == 5);
	CHECK(bucketOf(kHours, 5'000 * kHour) == 6);
}

TEST_CASE("CP-17 compensation from 48 hours, exchange from the second limit", "[CP-17]")
{
	const RemedyLimits limits{48, 300};
	CHECK(remediesAt(limits, 48 * kHour - 1).empty());
	CHECK(remediesAt(limits, 48 * kHour) == std::vector{Remedy::compensation});
	CHECK(remediesAt(limits, 300 * kHour) == std::vector{Remedy::compensation, Remedy::exchange});
	CHECK(nextRemedyAge(limits, 0) == 48 * kHour);
	CHECK(nextRemedyAge(limits, 48 * kHour) == 300 * kHour);
	CHECK_FALSE(nextRemedyAge(limits, 300 * kHour));
	// Set the other way round they still come in the order in which they fall due.
	CHECK(remediesAt({300, 48}, 100 * kHour) == std::vector{Remedy::exchange});
}
