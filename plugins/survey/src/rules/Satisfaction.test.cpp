#include "Satisfaction.hpp"

#include <catch2/catch.hpp>

#include <random>

using namespace survey;

namespace {

OutcomeCounts counts(std::int64_t average, std::int64_t yes, std::int64_t no, std::int64_t veryNo)
{
	OutcomeCounts counts;
	counts.average = average;
	counts.yes = yes;
	counts.no = no;
	counts.veryNo = veryNo;
	return counts;
}

} // namespace

TEST_CASE("SV-54 satisfaction counts average as content, other indicators do not", "[SV-54][SV-32]")
{
	const Rate rate = rateOf(kSatisfaction, counts(6, 10, 3, 1));
	CHECK(rate.numerator == 16);
	CHECK(rate.denominator == 20);
	REQUIRE(rate.value);
	CHECK(rate.value->value == Approx(0.8));
	const Rate attitude = rateOf("attitude", counts(6, 10, 3, 1));
	CHECK(attitude.numerator == 10);
	CHECK(attitude.denominator == 20);
}

TEST_CASE("SV-54 invalid, refused and not reached are in no rate", "[SV-54][SV-05]")
{
	std::mt19937 random(1);
	for (int i = 0; i < 10'000; ++i)
	{
		OutcomeCounts some;
		for (const auto outcome :
		     {FactClass::veryYes, FactClass::yes, FactClass::average, FactClass::no, FactClass::veryNo})
			some.add(outcome, random() % 50);
		OutcomeCounts more = some;
		for (const auto outcome : {FactClass::invalid, FactClass::refused, FactClass::notReached})
			more.add(outcome, random() % 50);
		for (const auto* indicator : {"satisfaction", "belt"})
		{
			const Rate with = rateOf(indicator, more), without = rateOf(indicator, some);
			REQUIRE(with.numerator == without.numerator);
			REQUIRE(with.denominator == without.denominator);
			REQUIRE(with.numerator <= with.denominator);
		}
	}
}

TEST_CASE("SV-54 nobody answered: no rate, neither 0 nor 100 %", "[SV-54]")
{
	OutcomeCounts none;
	none.refused = 4;
	none.notReached = 9;
	none.invalid = 1;
	CHECK_FALSE(rateOf(kSatisfaction, none).value);
	CHECK_FALSE(none.empty());
}

TEST_CASE("SV-57 the interval: 3 of 3 does not beat 96 of 100", "[SV-57]")
{
	const Rate few = rateOf(3, 3);
	const Rate many = rateOf(96, 100);
	CHECK(few.value->low < many.value->low);
	CHECK(few.value->low == Approx(0.4385).epsilon(0.001));
	CHECK(many.value->low == Approx(0.9016).epsilon(0.001));
	CHECK(many.value->high == Approx(0.9843).epsilon(0.001));
	for (std::int64_t n = 1; n <= 200; ++n)
		for (std::int64_t good = 0; good <= n; ++good)
		{
			const Rate rate = rateOf(good, n);
			REQUIRE(rate.value->low <= rate.value->value + 1e-12);
			REQUIRE(rate.value->high >= rate.value->value - 1e-12);
			REQUIRE(rate.value->low >= 0);
			REQUIRE(rate.value->high <= 1);
		}
}

TEST_CASE("SV-55 the target is compared without rounding", "[SV-55]")
{
	CHECK(reaches(95, 100, 9500));
	CHECK_FALSE(reaches(9499, 10'000, 9500));
	CHECK(reaches(19, 20, 9500));
	CHECK_FALSE(reaches(18, 19, 9500)); // 94.7 %
	CHECK(reaches(0, 0, 9500));         // nobody answered: nothing is below
}
