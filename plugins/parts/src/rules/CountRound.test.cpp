#include "rules/CountRound.hpp"

#include <catch2/catch.hpp>

using namespace parts;

namespace {

CountLine line(const std::string& item, std::int64_t book, std::int64_t count, int round = 1)
{
	CountLine made;
	made.itemCode = item;
	made.book = book;
	made.count = count;
	made.countedRound = round;
	return made;
}

} // namespace

TEST_CASE("PT-06 what differs is counted a second time, what agrees is not", "[PT-06]")
{
	std::vector<CountLine> lines{line("A", 5, 5), line("B", 5, 4), line("C", 0, 2)};
	const auto verdict = closeRound(lines, 1);
	REQUIRE(verdict);
	CHECK(verdict->state == "recounting");
	CHECK(verdict->round == 2);
	CHECK_FALSE(lines[0].asked);
	CHECK(lines[1].asked);
	CHECK(lines[2].asked);
}

TEST_CASE("PT-06 the second count stands, whatever it says", "[PT-06]")
{
	std::vector<CountLine> lines{line("A", 5, 5), line("B", 5, 6, 2)};
	lines[0].asked = false;
	const auto verdict = closeRound(lines, 2);
	REQUIRE(verdict);
	CHECK(verdict->state == "explaining");
	CHECK(lines[1].difference() == 1);
	CHECK_FALSE(lines[1].asked);
}

TEST_CASE("PT-06 no difference: nothing is counted twice", "[PT-06]")
{
	std::vector<CountLine> lines{line("A", 5, 5), line("B", 0, 0)};
	const auto verdict = closeRound(lines, 1);
	REQUIRE(verdict);
	CHECK(verdict->state == "explaining");
	CHECK(verdict->round == 1);
}

TEST_CASE("PT-06 a round does not end while a line is uncounted; a count of an earlier round is none", "[PT-06]")
{
	std::vector<CountLine> lines{line("A", 5, 5), line("B", 5, 4)};
	lines[1].countedRound = 0;
	lines[1].count.reset();
	auto verdict = closeRound(lines, 1);
	REQUIRE_FALSE(verdict);
	CHECK(verdict.error().code == "parts.stocktake.uncounted");
	CHECK(verdict.error().param("count") == "1");
	CHECK(verdict.error().param("item") == "B");
	lines[1] = line("B", 5, 4, 1);
	lines[0].asked = false;
	verdict = closeRound(lines, 2);
	REQUIRE_FALSE(verdict);
	CHECK(verdict.error().param("item") == "B");
}

TEST_CASE("PT-06 a rejected count asks for every line that differs once more", "[PT-06]")
{
	std::vector<CountLine> lines{line("A", 5, 5), line("B", 5, 4, 2)};
	lines[0].asked = lines[1].asked = false;
	const auto verdict = countAgain(lines, 2);
	CHECK(verdict.state == "recounting");
	CHECK(verdict.round == 3);
	CHECK_FALSE(lines[0].asked);
	CHECK(lines[1].asked);
}
