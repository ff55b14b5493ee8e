#include "Ranking.hpp"
#include "Pareto.hpp"

#include <catch2/catch.hpp>

using namespace survey;

TEST_CASE("SV-57 technicians are ranked by the lower end of the interval, few answers not at all", "[SV-57]")
{
	const auto ranks = ranksOf({rateOf(3, 3), rateOf(96, 100), rateOf(480, 500), rateOf(96, 100), rateOf(0, 0)}, 10);
	CHECK_FALSE(ranks[0]);
	CHECK(ranks[1] == 2);
	CHECK(ranks[2] == 1);
	CHECK(ranks[3] == 2);
	CHECK_FALSE(ranks[4]);
	CHECK(ranksOf({rateOf(3, 3), rateOf(96, 100)}, 1)[0] == 2); // 3 of 3 does not beat 96 of 100
	CHECK_FALSE(ranksOf({rateOf(0, 0)}, 0)[0]);
}

TEST_CASE("SV-57 causes of dissatisfaction, most frequent first", "[SV-57]")
{
	const auto causes = pareto({{"belt", 2, 10, 0, 0}, {"punctual", 6, 10, 0, 0}, {"cleaned", 0, 10, 0, 0}});
	REQUIRE(causes.size() == 2);
	CHECK(causes[0].name == "punctual");
	CHECK(causes[0].share == Approx(0.75));
	CHECK(causes[1].cumulative == Approx(1.0));
	CHECK(pareto({}).empty());
}
