#include "rules/Demand.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace parts;

TEST_CASE("PT-08 intermittent demand by Croston, Syntetos and Boylan, computed by hand", "[PT-08]")
{
	// Three demands in ten weeks: mean interval 10/3. With alpha 0.2 the factor is 0.9.
	//   week 3:  size 3,    interval 3.33333,                    0.9 * 3    / 3.33333 = 0.81
	//   week 7:  size 3.4,  interval 3.33333 + 0.2 * 0.66667,    0.9 * 3.4  / 3.46667 = 0.88269
	//   week 10: size 3.12, interval 3.46667 - 0.2 * 0.46667,    0.9 * 3.12 / 3.37333 = 0.83241
	// Errors from week 4 on: 3 x -0.81, 4.19, 2 x -0.88269, 1.11731; their mean square is 22.33107 / 7.
	const auto result = forecast({0, 0, 3, 0, 0, 0, 5, 0, 0, 2}, 0.2);
	CHECK(result.method == Forecast::Method::crostonSba);
	CHECK(result.perPeriod == Approx(0.832411).margin(1e-6));
	CHECK(result.deviation == Approx(std::sqrt(22.331066 / 7)).margin(1e-5));
}

TEST_CASE("PT-08 smooth demand is smoothed exponentially", "[PT-08]")
{
	// 10 -> 11 -> 11 -> 10; the errors are 2, 0, -2.
	const auto result = forecast({10, 12, 11, 9}, 0.5);
	CHECK(result.method == Forecast::Method::exponentialSmoothing);
	CHECK(result.perPeriod == Approx(10));
	CHECK(result.deviation == Approx(std::sqrt(8.0 / 3)));
}

TEST_CASE("PT-08 the cut between smooth and intermittent is interval and variation", "[PT-08]")
{
	// Every week, but the sizes vary by more than 0.49: 1 and 9, mean 5, variance 16, 16/25 = 0.64.
	CHECK(forecast({1, 9, 1, 9}, 0.1).method == Forecast::Method::crostonSba);
	// Steady sizes, four in six weeks: an interval of 1.5.
	CHECK(forecast({4, 0, 4, 4, 0, 4}, 0.1).method == Forecast::Method::crostonSba);
	CHECK(forecast({4, 4, 4, 4, 0, 4}, 0.1).method == Forecast::Method::exponentialSmoothing);
}

TEST_CASE("PT-08 one demand in a year is one a year, whenever it was", "[PT-08]")
{
	for (const std::size_t week : {std::size_t{0}, std::size_t{25}, std::size_t{51}})
	{
		std::vector<std::int64_t> year(52);
		year[week] = 1;
		CHECK(forecast(year, 0.1).perPeriod == Approx(0.95 / 52));
	}
}

TEST_CASE("PT-08 no demand, and more back than out, is no demand", "[PT-08]")
{
	for (const auto& series : {std::vector<std::int64_t>{}, {0, 0, 0}, {0, -3, 0}})
	{
		const auto result = forecast(series, 0.1);
		CHECK(result.method == Forecast::Method::none);
		CHECK(result.perPeriod == 0);
		CHECK(result.deviation == 0);
	}
}
