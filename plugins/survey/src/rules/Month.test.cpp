#include "Month.hpp"

#include <catch2/catch.hpp>

using namespace survey;

TEST_CASE("SV-56 months follow each other over the turn of the year", "[SV-56]")
{
	CHECK(monthPlus("2026-12", 1) == "2027-01");
	CHECK(monthPlus("2026-01", -1) == "2025-12");
	CHECK(monthPlus("2026-11", -11) == "2025-12");
	CHECK(monthsUntil("2026-02", 3) == std::vector<std::string>{"2025-12", "2026-01", "2026-02"});
	for (int i = -500; i <= 500; ++i) CHECK(monthPlus(monthPlus("2026-06", i), -i) == "2026-06");
	CHECK(compactMonth("2026-02") == "202602");
}

TEST_CASE("SV-56 a month is closed only when it is over", "[SV-56]")
{
	CHECK(isOver("2026-10", "2026-11-01"));
	CHECK_FALSE(isOver("2026-11", "2026-11-30"));
	CHECK_FALSE(isOver("2026-12", "2026-11-30"));
}

TEST_CASE("SV-56 what is not a month is not taken for one", "[SV-56]")
{
	CHECK(isMonth("2026-11"));
	for (const char* text : {"2026-13", "2026-00", "2026-1", "2026/11", "20261-1", "", "2026-1a"})
		CHECK_FALSE(isMonth(text));
}
