#include "rules/BusinessDate.hpp"
#include "rules/Decimal.hpp"
#include "rules/LineEffect.hpp"
#include "rules/Paper.hpp"
#include "rules/Place.hpp"
#include "rules/Sampling.hpp"
#include "rules/Share.hpp"

#include <catch2/catch.hpp>

#include <random>
#include <set>
#include <string>

using namespace parts;

TEST_CASE("PT-19 a place has one id, and an id one place", "[PT-19]")
{
	CHECK(centralStore().id() == "central");
	CHECK(storeOf("01").id() == "store:01");
	CHECK(storeOf("01", "W2").id() == "store:01:W2");
	CHECK(handsOf("01", "T7").id() == "technician:01:T7");
	CHECK(Place{"supplier", {}, "S1"}.id() == "supplier::S1");
	// A colon in a code of the ERP makes no other place.
	CHECK(storeOf("01:W2").id() != storeOf("01", "W2").id());
	for (const Place& place : {centralStore(), storeOf("01"), storeOf("01", "W2"), handsOf("0:1%", "T%3A7"),
	                           Place{"supplier", {}, "S:1"}, placeOf("used", "01")})
		CHECK(placeNamed(place.id()) == place);
	for (const char* nonsense : {"", "shelf:01", "store:01:", ":", "store:01:a:b", "store:%3a"})
		CHECK(placeNamed(nonsense).kind.empty());
}

TEST_CASE("PT-04 what lies outside the company may be below zero, what lies inside never", "[PT-04]")
{
	for (const char* outside : {"supplier", "used", "manufacturer", "scrap", "difference"})
		CHECK(Place::isOutside(outside));
	for (const char* inside : {"central", "store", "transit", "technician", "old_parts", "quarantine"})
		CHECK_FALSE(Place::isOutside(inside));
}

TEST_CASE("PT-12 shares of a value add up to the fen, whatever the order", "[PT-12][FE-08]")
{
	CHECK(shareOf(100, 1, 3) == 33);
	CHECK(shareOf(100, 2, 3) == 67);
	CHECK(shareOf(1, 1, 2) == 1); // half up
	CHECK(shareOf(1'000'000'000'000, 999'999'999, 1'000'000'000) == 999'999'999'000);
	std::mt19937_64 random(4);
	for (int round = 0; round < 20'000; ++round)
	{
		const std::int64_t whole = std::uniform_int_distribution<std::int64_t>(1, 1'000'000'000)(random);
		const std::int64_t value = std::uniform_int_distribution<std::int64_t>(0, 1'000'000'000'000)(random);
		std::int64_t before = 0, sum = 0;
		while (before < whole)
		{
			const std::int64_t part = std::uniform_int_distribution<std::int64_t>(1, whole - before)(random);
			const std::int64_t share = nextShare(value, before, part, whole);
			REQUIRE(share >= 0);
			sum += share;
			before += part;
		}
		REQUIRE(sum == value);
	}
}

TEST_CASE("PT-19 decimals of the ERP become whole smallest units, or are refused", "[PT-19][FE-08]")
{
	CHECK(scaled("12.5", 1000) == 12'500);
	CHECK(scaled("-0.001", 1000) == -1);
	CHECK(scaled("3.000000", 1) == 3);
	CHECK(scaled(" 7 ", 1) == 7);
	CHECK(scaled("000000000000000000012", 1) == 12);
	CHECK_FALSE(scaled("0.5", 1)); // half a piece
	CHECK_FALSE(scaled("0.0001", 1000));
	for (const char* nonsense : {"", " ", ".", "-", "1,5", "1e3", "0x10", "1.2.3", "NaN", "1 2", "9999999999999999"})
	{
		INFO(nonsense);
		CHECK_FALSE(scaled(nonsense, 1));
	}
	CHECK(decimalText(1'500, 1'000) == "1.5");
	CHECK(decimalText(-1, 1'000) == "-0.001");
	CHECK(decimalText(7, 1) == "7");
	CHECK(scaled(decimalText(123'456, 1'000), 1'000) == 123'456);
	CHECK(scaledRounded("1.005", 100) == 101);
	CHECK(scaledRounded("-1.005", 100) == -101);
	CHECK(scaledRounded("0.1", 100) == 10);
	CHECK_FALSE(scaledRounded("99999999999999", 100));
}

TEST_CASE("Business dates: today or before, in a month that is open", "[PT-03]")
{
	CHECK(refusedDate("2026-11-21", "2026-11-21", 5) == nullptr);
	CHECK(refusedDate("2026-11-01", "2026-11-21", 5) == nullptr);
	CHECK(refusedDate("2026-10-31", "2026-11-05", 5) == nullptr);
	CHECK(refusedDate("2025-12-31", "2026-01-05", 5) == nullptr);
	CHECK(std::string(refusedDate("2026-10-31", "2026-11-06", 5)) == "parts.month_closed");
	CHECK(std::string(refusedDate("2026-09-30", "2026-11-01", 5)) == "parts.month_closed");
	CHECK(std::string(refusedDate("2025-11-21", "2026-11-21", 5)) == "parts.month_closed");
	CHECK(std::string(refusedDate("2026-11-22", "2026-11-21", 5)) == "parts.business_date.invalid");
	for (const char* nonsense : {"", "2026-02-30", "2026-13-01", "2026-1-1", "21.11.2026", "2026-11-2x"})
		CHECK(std::string(refusedDate(nonsense, "2026-11-21", 5)) == "parts.business_date.invalid");
}

TEST_CASE("PT-09 what was looked at longest ago is looked at next", "[PT-09]")
{
	const auto proposed = proposeSample({{"B", 100, 1, "2026-10-01", 0},
	                                     {"A", 5, 1, "2026-10-01", 0},
	                                     {"C", 7, 1, "", 0},
	                                     {"D", 0, 1, "", 0},
	                                     {"P", 2'500, 1000, "2026-09-01", 0},
	                                     {"E", 9, 1, "2026-11-01", 0}},
	                                    4, 10);
	REQUIRE(proposed.size() == 4);
	CHECK(proposed[0].itemCode == "C");
	CHECK(proposed[0].sample == 1);
	CHECK(proposed[1].itemCode == "P");
	CHECK(proposed[1].sample == 1'000); // one metre
	CHECK(proposed[2].itemCode == "A");
	CHECK(proposed[3].itemCode == "B");
	CHECK(proposed[3].sample == 10);
	const auto less = proposeSample({{"P", 300, 1000, "", 0}}, 4, 10);
	CHECK(less[0].sample == 300); // not more than there is
}

TEST_CASE("PT-02 what a movement does to its line keeps the quantity of the line whole", "[PT-02]")
{
	const std::set<std::string> openers{"receipt", "recovery", "sample_fault", "issue", "transfer_out", "opening"};
	for (const char* kind :
	     {"receipt", "recovery", "sample_fault", "issue", "transfer_out", "opening", "accept", "write_off",
	      "transfer_in", "return", "reject", "scrap", "exchange", "transfer_short", "transfer_over"})
	{
		const LineEffect effect = lineEffect(kind);
		INFO(kind);
		CHECK(effect.isKnown);
		CHECK(effect.held + effect.done + effect.back + effect.lost == (openers.contains(kind) ? 1 : 0));
	}
	CHECK_FALSE(lineEffect("count").isKnown);
	CHECK(lineEffect("exchange").exchangeDue == 1); // PT-09
}

TEST_CASE("PT-18 a part counts once for its order, at the issue or at the write-off", "[PT-18]")
{
	CHECK(orderEffect("issue", true).issued == 1);
	CHECK(orderEffect("write_off", true).issued == 0);
	CHECK(orderEffect("write_off", false).issued == 1);
	CHECK(orderEffect("return", true).returned == 1);
	CHECK(orderEffect("return", true).cost == -1);
	CHECK(orderEffect("old_part", false).oldBack == 1);
}

TEST_CASE("PT-12 PT-13 out of warranty the customer pays what the part cost, unless it is free", "[PT-12][PT-13]")
{
	CHECK(chargeFor("out", false, 1234) == 1234);
	CHECK(chargeFor("out", true, 1234) == 0);
	CHECK(chargeFor("in", false, 1234) == 0);
}

TEST_CASE("Every kind of paper has letters of its own", "[PT-02]")
{
	std::set<std::string_view> letters;
	for (const char* kind : {"receipt", "issue", "return", "write_off", "transfer", "hand_over", "recovery", "sampling",
	                         "opening", "unknown"})
		CHECK(letters.insert(seriesOf(kind)).second);
}
