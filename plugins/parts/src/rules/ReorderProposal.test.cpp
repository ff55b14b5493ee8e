#include "rules/ReorderProposal.hpp"

#include <catch2/catch.hpp>

#include <random>

using namespace parts;

namespace {

ReorderFacts steady()
{
	ReorderFacts facts;
	facts.weekly = {Forecast::Method::exponentialSmoothing, 7, 2};
	facts.leadDays = 14;
	facts.reviewDays = 28;
	facts.servicePerMille = 977;
	facts.onHand = 30;
	return facts;
}

} // namespace

TEST_CASE("PT-08 the service level in standard deviations is the normal distribution's", "[PT-08]")
{
	CHECK(serviceFactor(500) == Approx(0).margin(1e-9));
	CHECK(serviceFactor(900) == Approx(1.281552).margin(1e-6));
	CHECK(serviceFactor(950) == Approx(1.644854).margin(1e-6));
	CHECK(serviceFactor(990) == Approx(2.326348).margin(1e-6));
	CHECK(serviceFactor(999) == Approx(3.090232).margin(1e-6));
}

TEST_CASE("PT-08 the safety stock covers the lead time at the service level", "[PT-08]")
{
	// 1.9954 * 2 * sqrt(2 weeks) = 5.64: 6 pieces; 14 in two weeks: 20; another 28 until the next look: 48.
	const auto proposal = propose(steady());
	CHECK(proposal.safetyStock == 6);
	CHECK(proposal.reorderPoint == 20);
	CHECK(proposal.proposedMinimum == 20);
	CHECK(proposal.orderUpTo == 48);
	CHECK(proposal.orderQuantity == 0);
	CHECK(proposal.warning.empty());
}

TEST_CASE("PT-08 what is on its way counts, and short is ordered up", "[PT-08]")
{
	auto facts = steady();
	facts.onHand = 12;
	facts.onOrder = 7;
	auto proposal = propose(facts);
	CHECK(proposal.warning == "shortage");
	CHECK(proposal.orderQuantity == 29);
	facts.onOrder = 8;
	proposal = propose(facts);
	CHECK(proposal.warning.empty());
	CHECK(proposal.orderQuantity == 0);
}

TEST_CASE("PT-08 a minimum that somebody decided counts instead of the proposal", "[PT-08]")
{
	auto facts = steady();
	facts.minimum = 35;
	const auto proposal = propose(facts);
	CHECK(proposal.proposedMinimum == 20);
	CHECK(proposal.warning == "shortage");
	CHECK(proposal.orderQuantity == 33);
}

TEST_CASE("PT-08 pipe is bought in whole metres", "[PT-08]")
{
	ReorderFacts facts;
	facts.unitSize = 1000;
	facts.weekly = {Forecast::Method::crostonSba, 1250.5, 300};
	facts.leadDays = 7;
	const auto proposal = propose(facts);
	CHECK(proposal.reorderPoint == 1251 + proposal.safetyStock);
	CHECK(proposal.proposedMinimum % 1000 == 0);
	CHECK(proposal.orderQuantity % 1000 == 0);
	CHECK(proposal.orderQuantity >= proposal.reorderPoint);
}

TEST_CASE("PT-08 expected failures of the units in service count where they are more than the past says", "[PT-08]")
{
	auto facts = steady();
	facts.failuresPerWeek = 9;
	const auto proposal = propose(facts);
	CHECK(proposal.method == "failure_rate");
	CHECK(proposal.perWeek == Approx(9));
	// Poisson: the deviation is 3, 1.9954 * 3 * sqrt(2) = 8.47.
	CHECK(proposal.safetyStock == 9);
	facts.failuresPerWeek = 5;
	CHECK(propose(facts).method == "ses");
}

TEST_CASE("PT-08 overstock and slow movers are warned about, an empty shelf is not slow", "[PT-08]")
{
	auto facts = steady();
	facts.onHand = 180; // 180 days at one a day
	CHECK(propose(facts).warning.empty());
	facts.onHand = 181;
	CHECK(propose(facts).warning == "overstock");
	facts.idleDays = 180;
	CHECK(propose(facts).warning == "slow");
	ReorderFacts nothing;
	nothing.idleDays = 1000;
	CHECK(propose(nothing).warning.empty());
	nothing.onHand = 1;
	CHECK(propose(nothing).warning == "slow");
	nothing.idleDays = 179;
	CHECK(propose(nothing).warning.empty());
}

TEST_CASE("PT-08 more service, longer lead time or more variation never means less stock", "[PT-08]")
{
	std::mt19937 random(8);
	const auto upTo = [&](int most) { return static_cast<int>(random() % static_cast<unsigned>(most)); };
	for (int life = 0; life < 10'000; ++life)
	{
		ReorderFacts facts;
		facts.weekly = {Forecast::Method::crostonSba, upTo(500) / 10.0, upTo(300) / 10.0};
		facts.leadDays = 1 + upTo(60);
		facts.servicePerMille = 500 + upTo(450);
		facts.onHand = upTo(200);
		facts.unitSize = 1 + upTo(5);
		const auto less = propose(facts);
		auto more = facts;
		more.servicePerMille += 49;
		CHECK(propose(more).reorderPoint >= less.reorderPoint);
		more = facts;
		more.leadDays += 7;
		CHECK(propose(more).reorderPoint >= less.reorderPoint);
		more = facts;
		more.weekly.deviation += 1;
		CHECK(propose(more).reorderPoint >= less.reorderPoint);
		// What is ordered lifts the stock to where nothing more is ordered.
		more = facts;
		more.onHand += less.orderQuantity;
		CHECK(propose(more).orderQuantity == 0);
	}
}
