#include "rules/Liability.hpp"

#include "rules/Pareto.hpp"
#include "rules/Route.hpp"

#include <catch2/catch.hpp>

using namespace complaints;

TEST_CASE("CP-13 a late dispatch is the superior's, a missed visit the technician's", "[CP-13]")
{
	CHECK(liabilityOf(Fault::lateDispatch).superior);
	CHECK_FALSE(liabilityOf(Fault::lateDispatch).technician);
	CHECK(liabilityOf(Fault::missedVisit).technician);
	CHECK_FALSE(liabilityOf(Fault::missedVisit).superior);
	CHECK(liabilityOf(Fault::handling).superior);
	for (const Fault fault : {Fault::lateDispatch, Fault::missedVisit, Fault::handling})
		CHECK(faultNamed(name(fault)) == fault);
}

TEST_CASE("CP-06 overcharging costs 100, then 200; a damage is added; by decision is decided", "[CP-06]")
{
	CHECK(sumOf(10'000, 20'000, 0, 0, std::nullopt) == 10'000);
	CHECK(sumOf(10'000, 20'000, 1, 0, std::nullopt) == 20'000);
	CHECK(sumOf(10'000, 20'000, 5, 0, 1) == 20'000);
	CHECK(sumOf(2'000, std::nullopt, 3, 0, std::nullopt) == 2'000);
	CHECK(sumOf(5'000, std::nullopt, 0, 12'345, std::nullopt) == 17'345);
	CHECK_FALSE(sumOf(std::nullopt, std::nullopt, 0, 500, std::nullopt));
	CHECK(sumOf(std::nullopt, std::nullopt, 0, 0, 700) == 700);
}

TEST_CASE("CP-15 causes by frequency with their shares", "[CP-15]")
{
	const auto bars = paretoOf({{"b", 2}, {"a", 2}, {"c", 6}, {"none", 0}});
	REQUIRE(bars.size() == 3);
	CHECK(bars[0].cause == "c");
	CHECK(bars[1].cause == "a");
	CHECK(bars[0].share == Approx(0.6));
	CHECK(bars[1].cumulative == Approx(0.8));
	CHECK(bars[2].cumulative == Approx(1.0));
	CHECK(paretoOf({}).empty());
}

TEST_CASE("CP-03 each kind goes to its manager", "[CP-03]")
{
	CHECK(routeOf("store") == "store_manager");
	CHECK(routeOf("logistics") == "logistics_manager");
	CHECK(routeOf("after_sales") == "branch_manager");
	CHECK(managerOf("provider") == "branch_manager");
	CHECK(subKindFits("after_sales", "overcharge"));
	CHECK_FALSE(subKindFits("store", "overcharge"));
	CHECK(subKindFits("store", ""));
}
