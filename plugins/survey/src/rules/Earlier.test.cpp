#include "rules/Earlier.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <random>

using namespace survey;

namespace {

EarlierCall call(std::int64_t at, const char* outcome, std::optional<int> round = std::nullopt)
{
	EarlierCall made;
	made.number = "HF" + std::to_string(at);
	made.round = round;
	made.at = at;
	made.month = "2026-03";
	made.disposition = earlierOutcome(outcome)->disposition;
	made.level = earlierOutcome(outcome)->level;
	return made;
}

} // namespace

TEST_CASE("SV-16 a register's outcome is a level or a disposition, or nothing", "[SV-16]")
{
	CHECK(earlierOutcome("very_satisfied")->level == Level::verySatisfied);
	CHECK(earlierOutcome("no_answer")->disposition == Disposition::noAnswer);
	CHECK_FALSE(earlierOutcome("no_answer")->level);
	CHECK_FALSE(earlierOutcome("answered"));
	CHECK_FALSE(earlierOutcome(""));
	CHECK_FALSE(earlierOutcome("还行吧"));
}

TEST_CASE("SV-16 lines of one order are its rounds and attempts", "[SV-16]")
{
	const History history =
		earlierHistory({call(30, "satisfied", 2), call(10, "no_answer", 1), call(20, "dissatisfied", 1)});
	REQUIRE(history.attempts.size() == 3);
	CHECK(history.attempts[1].round == 1);
	CHECK(history.attempts[1].attempt == 2);
	CHECK(history.attempts[2].round == 2);
	CHECK(history.attempts[2].attempt == 1);
	CHECK(earlierStanding(history).state == "done");
	CHECK(earlierStanding(history).first->level == Level::dissatisfied);
	CHECK(earlierStanding(history).latest->level == Level::satisfied);
	CHECK(earlierStanding(history).closedAt == 30);
}

TEST_CASE("SV-16 a dissatisfied customer whom nobody called again is closed as he is", "[SV-16]")
{
	const Standing standing = earlierStanding(earlierHistory({call(10, "dissatisfied")}));
	CHECK(standing.state == "done");
	CHECK(standing.latest->level == Level::dissatisfied);
	CHECK(earlierStanding(earlierHistory({call(10, "refused")})).state == "not_reachable");
}

TEST_CASE("SV-54 ten thousand registers kept by hand: the first round has one answer at most, rounds only rise",
          "[SV-54][SV-16][property]")
{
	std::mt19937 random(16);
	const auto below = [&](int n) { return std::uniform_int_distribution<int>(0, n - 1)(random); };
	const char* const outcomes[] = {"very_satisfied", "average", "dissatisfied", "refused", "no_answer"};
	for (int i = 0; i < 10'000; ++i)
	{
		std::vector<EarlierCall> calls;
		const int lines = 1 + below(6);
		for (int line = 0; line < lines; ++line)
			calls.push_back(
				call(below(1000), outcomes[below(5)], below(3) == 0 ? std::nullopt : std::optional(below(4))));
		const History history = earlierHistory(calls);
		REQUIRE(history.attempts.size() == calls.size());
		std::vector<int> answers(20);
		for (std::size_t at = 0; at < history.attempts.size(); ++at)
		{
			const auto& attempt = history.attempts[at];
			REQUIRE(attempt.round >= 1);
			if (at > 0)
			{
				const auto& before = history.attempts[at - 1];
				REQUIRE(before.at <= attempt.at);
				REQUIRE((before.round < attempt.round
				             ? attempt.attempt == 1
				             : before.round == attempt.round && attempt.attempt == before.attempt + 1));
			}
			if (attempt.level) REQUIRE(++answers[static_cast<std::size_t>(attempt.round)] == 1);
		}
		// In whatever order the ERP brought them.
		std::shuffle(calls.begin(), calls.end(), random);
		std::vector<EarlierCall> reversed(calls.rbegin(), calls.rend());
		const bool tie = std::any_of(calls.begin(), calls.end(), [&](const EarlierCall& one) {
			return std::count_if(calls.begin(), calls.end(), [&](const auto& other) { return other.at == one.at; }) > 1;
		});
		if (!tie) REQUIRE(sameAttempts(earlierHistory(calls), earlierHistory(reversed)));
	}
}
