#include "ContactPeriod.hpp"
#include "erphost/Date.hpp"

#include <catch2/catch.hpp>

using namespace survey;

TEST_CASE("SV-09 every day lies in exactly one period of each rhythm", "[SV-09][SV-02]")
{
	std::string day = "2024-01-01";
	for (int i = 0; i < 1500; ++i, day = erphost::daysAfter(day, 1))
		for (const Every every : kEvery)
		{
			const Period period = periodOf(every, day);
			REQUIRE(period.from <= day);
			REQUIRE(period.to >= day);
			REQUIRE(periodOf(every, period.from).name == period.name);
			REQUIRE(periodOf(every, period.to).name == period.name);
			REQUIRE(periodOf(every, erphost::daysAfter(period.to, 1)).name != period.name);
		}
	CHECK(periodOf(Every::quarter, "2026-11-06").name == "2026-Q4");
	CHECK(periodOf(Every::halfMonth, "2026-02-16").to == "2026-02-28");
	CHECK(usualEvery("key_dealer") == Every::halfMonth);
	CHECK(usualEvery("staff") == Every::month);
	CHECK_FALSE(usualEvery("friend"));
}
