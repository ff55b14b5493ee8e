#include "erphost/Date.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace erphost;

TEST_CASE("a date is a day that exists, written in full")
{
	for (const char* date : {"2026-11-21", "2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31"})
		CHECK(isIsoDate(date));
	for (const char* text :
	     {"", "2026-11-2", "2026-2-03", "2026-11-211", "2026-02-29", "1900-02-29", "2026-13-01", "2026-00-10",
	      "2026-10-00", "2026-04-31", "0000-01-01", "2026/11/21", "-026-11-21", "2026-11- 1", "２０２６"})
		CHECK_FALSE(isIsoDate(text));
}

TEST_CASE("days are counted over months, leap days and years, both ways")
{
	CHECK(daysAfter("2026-12-31", 1) == "2027-01-01");
	CHECK(daysAfter("2024-03-01", -1) == "2024-02-29");
	CHECK(daysAfter("2026-11-21", 0) == "2026-11-21");
	CHECK(daysBetween("2026-12-03", "2026-12-11") == 8);
	CHECK(daysBetween("2026-03-01", "2026-02-01") == -28);
	std::string day = "1999-12-31";
	for (int i = 0; i < 40'000; ++i)
	{
		const std::string next = daysAfter(day, 1);
		REQUIRE(isIsoDate(next));
		REQUIRE(next > day);
		REQUIRE(daysBetween(day, next) == 1);
		REQUIRE(daysBetween("1999-12-31", next) == i + 1);
		REQUIRE(daysAfter(next, -(i + 1)) == "1999-12-31");
		day = next;
	}
}
