#include "Delay.hpp"

#include <catch2/catch.hpp>

using survey::furtherDays;

TEST_CASE("SV-70 further days go until the promised day, else they are the usual ones", "[SV-70]")
{
	CHECK(furtherDays("2026-11-06", "2026-11-09", 5) == 3);
	CHECK(furtherDays("2026-11-30", "2026-12-02", 5) == 2);
	CHECK(furtherDays("2026-11-06", "2026-11-06", 5) == 1); // still today: nobody is told 0 days
	CHECK(furtherDays("2026-11-06", "2026-11-05", 5) == 5); // a promise that was not kept
	CHECK(furtherDays("2026-11-06", "", 5) == 5);
	CHECK(furtherDays("2026-11-06", "soon", 5) == 5);
}
