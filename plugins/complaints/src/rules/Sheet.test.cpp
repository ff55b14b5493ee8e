#include "rules/Sheet.hpp"

#include <catch2/catch.hpp>

#include <random>

using namespace complaints;

TEST_CASE("CP-14 a sheet goes out signed, comes back, is accepted and archived", "[CP-14]")
{
	SheetState state = SheetState::draft;
	for (const auto& [act, wanted] : {std::pair{SheetAct::edit, SheetState::draft},
	                                  {SheetAct::sign, SheetState::sent},
	                                  {SheetAct::answer, SheetState::answered},
	                                  {SheetAct::giveBack, SheetState::returned},
	                                  {SheetAct::answer, SheetState::answered},
	                                  {SheetAct::accept, SheetState::accepted},
	                                  {SheetAct::archive, SheetState::archived}})
	{
		const auto next = after(state, act);
		REQUIRE(next == wanted);
		state = *next;
	}
	CHECK_FALSE(after(SheetState::archived, SheetAct::withdraw));
	CHECK_FALSE(after(SheetState::draft, SheetAct::answer));    // not sent: nobody has seen it
	CHECK_FALSE(after(SheetState::answered, SheetAct::answer)); // the first stands
	CHECK_FALSE(after(SheetState::sent, SheetAct::edit));       // signed
	CHECK_FALSE(after(SheetState::withdrawn, SheetAct::sign));
}

TEST_CASE("CP-14 whatever is done in whatever order, only a signed sheet is answered, only an answered one accepted",
          "[CP-14]")
{
	std::mt19937 random(14);
	const auto act = [&] { return static_cast<SheetAct>(std::uniform_int_distribution<int>(0, 6)(random)); };
	for (int run = 0; run < 10'000; ++run)
	{
		SheetState state = SheetState::draft;
		bool isSigned = false, answered = false, over = false;
		for (int i = 0; i < 12; ++i)
		{
			const SheetAct what = act();
			const auto next = after(state, what);
			if (!next) continue;
			REQUIRE_FALSE(over);
			if (what == SheetAct::sign) isSigned = true;
			if (what == SheetAct::answer)
			{
				REQUIRE(isSigned);
				REQUIRE(awaitsAnswer(state));
				answered = true;
			}
			if (what == SheetAct::giveBack) answered = false;
			if (*next == SheetState::accepted) REQUIRE(answered);
			over = *next == SheetState::archived || *next == SheetState::withdrawn;
			state = *next;
		}
	}
}

TEST_CASE("CP-14, CP-09 an answer takes the case on, and skips no step", "[CP-14][CP-09]")
{
	SheetAnswer answer;
	answer.result = "支架松动";
	answer.measure = "已重新固定";
	const auto steps = [&](const char* next) {
		std::string text;
		for (const auto& given : stepsGiven(answer, next))
			text += std::string(given.step) + "=" + std::string(given.words) + ";";
		return text;
	};
	CHECK(steps("facts") == "facts=支架松动;");
	answer.cause = "安装不牢";
	CHECK(steps("facts") == "facts=支架松动;cause=安装不牢;");
	answer.solution = "重装";
	CHECK(steps("facts") == "facts=支架松动;cause=安装不牢;solution=重装;carried_out=已重新固定;");
	CHECK(steps("solution") == "solution=重装;carried_out=已重新固定;");
	answer.cause = "  ";
	CHECK(steps("facts") == "facts=支架松动;");
	CHECK(steps("prevention").empty());
	CHECK(steps("received").empty());
}

TEST_CASE("CP-14 what is no token is not looked up", "[CP-14]")
{
	CHECK(looksLikeToken("0123456789abcdef0123456789abcdef"));
	for (const char* text : {"", "0123456789abcdef0123456789abcde", "0123456789ABCDEF0123456789abcdef",
	                         "0123456789abcdef0123456789abcdeg", "../../etc/passwd"})
		CHECK_FALSE(looksLikeToken(text));
}
