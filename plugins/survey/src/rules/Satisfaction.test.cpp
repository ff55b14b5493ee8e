#include "Satisfaction.hpp"

#include <catch2/catch.hpp>

using namespace survey;

TEST_CASE("SV-54 satisfaction counts average as content", "[SV-54]")
{
	// 20 answered: 3 dissatisfied, 1 very dissatisfied; the average ones are among the other 16.
	const Rate rate = satisfactionOf({20, 3, 1, 5, 7});
	CHECK(rate.numerator == 16);
	CHECK(rate.denominator == 20);
	REQUIRE(rate.value);
	CHECK(rate.value->value == Approx(0.8));
}

TEST_CASE("SV-54 refused and not reached are in no rate", "[SV-54][SV-05]")
{
	const Rate with = satisfactionOf({10, 1, 0, 100, 100});
	const Rate without = satisfactionOf({10, 1, 0, 0, 0});
	CHECK(with.value->value == without.value->value);
	CHECK(with.denominator == 10);
}

TEST_CASE("SV-54 nobody answered: no rate, neither 0 nor 100 %", "[SV-54]")
{
	CHECK_FALSE(satisfactionOf({0, 0, 0, 4, 9}).value);
}

TEST_CASE("SV-54 the interval: 3 of 3 does not beat 96 of 100", "[SV-54]")
{
	const Rate few = satisfactionOf({3, 0, 0, 0, 0});
	const Rate many = satisfactionOf({100, 4, 0, 0, 0});
	CHECK(few.value->low < many.value->low);
	CHECK(few.value->low == Approx(0.4385).epsilon(0.001));
	CHECK(many.value->low == Approx(0.9016).epsilon(0.001));
	CHECK(many.value->high == Approx(0.9843).epsilon(0.001));
	for (std::int64_t n = 1; n <= 200; ++n)
		for (std::int64_t bad = 0; bad <= n; ++bad)
		{
			const Rate rate = satisfactionOf({n, bad, 0, 0, 0});
			REQUIRE(rate.value->low <= rate.value->value + 1e-12);
			REQUIRE(rate.value->high >= rate.value->value - 1e-12);
			REQUIRE(rate.value->low >= 0);
			REQUIRE(rate.value->high <= 1);
		}
}
