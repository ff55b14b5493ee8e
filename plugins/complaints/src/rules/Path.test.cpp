#include "rules/Path.hpp"

#include <catch2/catch.hpp>

using namespace complaints;

namespace {

std::vector<std::string> names(const std::vector<Deed>& deeds)
{
	std::vector<std::string> texts;
	for (const Deed deed : deeds) texts.emplace_back(name(deed));
	return texts;
}

using Names = std::vector<std::string>;

} // namespace

TEST_CASE("CP-04 quality under warranty is carried out by a dispatch", "[CP-04]")
{
	CHECK(names(missingDeeds("quality", {}, {}, 0, 2)) == Names{"dispatch_requested"});
	CHECK(missingDeeds("quality", {"dispatch_requested"}, {"dispatch_requested"}, 0, 2).empty());
	// The next round needs one of its own.
	CHECK_FALSE(missingDeeds("quality", {"dispatch_requested"}, {}, 0, 2).empty());
}

TEST_CASE("CP-05 back to the same technician at most so many times, then somebody else", "[CP-05]")
{
	for (int limit = 0; limit <= 4; ++limit)
		for (int rework = 0; rework <= 6; ++rework)
		{
			const Names possible = names(possibleDeeds("workmanship", rework, limit));
			CHECK(possible == (rework < limit ? Names{"return_to_technician"} : Names{"reassign"}));
			CHECK(names(missingDeeds("workmanship", {}, {}, rework, limit)) == possible);
		}
	CHECK(missingDeeds("workmanship", {"reassign"}, {"reassign"}, 2, 2).empty());
	CHECK_FALSE(missingDeeds("workmanship", {"reassign"}, {}, 2, 2).empty());
}

TEST_CASE("CP-06 overcharging: refund and confiscation, once for good", "[CP-06]")
{
	CHECK(names(missingDeeds("overcharge", {}, {}, 0, 2)) == Names{"refund", "confiscation"});
	CHECK(names(missingDeeds("overcharge", {"refund"}, {}, 0, 2)) == Names{"confiscation"});
	CHECK(missingDeeds("overcharge", {"refund", "confiscation"}, {}, 0, 2).empty());
}

TEST_CASE("CP-07 late or improper service: both apologise, in every round", "[CP-07]")
{
	CHECK(names(missingDeeds("service", {"clerk_apology"}, {"clerk_apology"}, 0, 2)) == Names{"person_apology"});
	CHECK(names(missingDeeds("service", {"clerk_apology", "person_apology"}, {}, 0, 2)) ==
	      Names{"clerk_apology", "person_apology"});
}

TEST_CASE("CP-03 a complaint without a sub-kind asks for no deeds", "[CP-03]")
{
	CHECK(missingDeeds("", {}, {}, 0, 2).empty());
	CHECK(possibleDeeds("", 0, 2).empty());
	for (const Deed deed : kDeeds) CHECK(deedNamed(name(deed)) == deed);
	CHECK_FALSE(deedNamed("nothing"));
}
