#include "Attempts.hpp"

#include <catch2/catch.hpp>

#include <random>

using namespace survey;

TEST_CASE("SV-05 tries again at another time of day", "[SV-05]")
{
	const std::vector<int> slots{570, 870, 1020}; // 09:30 14:30 17:00
	const auto next = [&](std::vector<int> tried, int now) { return nextAttempt(slots, tried, now); };
	CHECK(next({575}, 575).minute == 870);
	CHECK(next({575}, 575).days == 0);
	// In the afternoon the next unused slot is too near: tomorrow.
	CHECK(next({575, 880}, 930).days == 1);
	CHECK(next({575, 880}, 930).minute == 1020);
	// All tried: tomorrow morning.
	CHECK(next({575, 880, 1015}, 1015).days == 1);
	CHECK(next({575, 880, 1015}, 1015).minute == 570);
}

TEST_CASE("SV-05 the next attempt always lies ahead", "[SV-05]")
{
	std::mt19937 random(5);
	const auto number = [&](int from, int to) { return std::uniform_int_distribution<int>(from, to)(random); };
	for (int run = 0; run < 5'000; ++run)
	{
		std::vector<int> slots, tried;
		for (int minute = number(0, 200); minute < 1440; minute += number(30, 500)) slots.push_back(minute);
		for (int i = number(0, 5); i > 0; --i) tried.push_back(number(0, 1439));
		const int now = number(0, 1439);
		const NextAttempt next = nextAttempt(slots, tried, now);
		REQUIRE(std::find(slots.begin(), slots.end(), next.minute) != slots.end());
		REQUIRE((next.days == 1 || (next.days == 0 && next.minute >= now + 120)));
	}
}

TEST_CASE("SV-05 a task is given up after the last attempt, not before", "[SV-05]")
{
	CHECK_FALSE(exhausted(2, 3));
	CHECK(exhausted(3, 3));
	CHECK(exhausted(4, 3)); // the limit was lowered meanwhile
}

TEST_CASE("times of day")
{
	CHECK(minuteOfDay("00:00") == 0);
	CHECK(minuteOfDay("23:59") == 1439);
	for (const char* text : {"24:00", "12:60", "9:30", "ab:cd", "", "12-30", "1230x"}) CHECK(minuteOfDay(text) == -1);
}
