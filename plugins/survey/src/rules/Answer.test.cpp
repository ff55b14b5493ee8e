#include "Answer.hpp"

#include <catch2/catch.hpp>

using namespace survey;

TEST_CASE("SV-50 five levels, by name and back", "[SV-50]")
{
	REQUIRE(kLevels.size() == 5);
	for (const Level level : kLevels) CHECK(levelNamed(name(level)) == level);
	CHECK_FALSE(levelNamed("good"));
	CHECK_FALSE(levelNamed(""));
	for (const Disposition disposition : kDispositions) CHECK(dispositionNamed(name(disposition)) == disposition);
	CHECK_FALSE(dispositionNamed("maybe"));
}

TEST_CASE("SV-51 very satisfied, satisfied and average complete the order", "[SV-51]")
{
	for (const Level level : {Level::verySatisfied, Level::satisfied, Level::average})
	{
		const Consequence consequence = consequenceOf(level);
		CHECK(consequence.handlingStatus == "completed");
		CHECK_FALSE(consequence.contactSheet);
		CHECK_FALSE(consequence.feedback);
	}
}

TEST_CASE("SV-52 dissatisfied notifies after-sales, opens a contact sheet and passes the words on", "[SV-52]")
{
	for (const Level level : {Level::dissatisfied, Level::veryDissatisfied})
	{
		const Consequence consequence = consequenceOf(level);
		CHECK(consequence.handlingStatus == "after_sales_notified");
		CHECK(consequence.contactSheet);
		CHECK(consequence.feedback);
	}
}
