#include "rules/Deadline.hpp"

#include "rules/TestCalendar.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <random>

using namespace complaints;
using complaints::tests::TestCalendar;

namespace {

constexpr auto at = TestCalendar::at;

/// 1 January 2026 is a Thursday. Monday to Friday 08:30 to 18:00; Saturday the 10th is worked, Monday the 12th is off:
/// a make-up day 调休.
TestCalendar usual()
{
	TestCalendar calendar;
	for (int day = 0; day < 120; ++day)
	{
		const int weekday = (day + 3) % 7; // 0: Monday
		if ((weekday < 5 && day != 11) || day == 9) calendar.open(day, 510, 1080);
	}
	return calendar;
}

Due due(std::int64_t start, TargetUnit unit, std::int64_t count, const std::vector<Pause>& pauses = {},
        std::int64_t now = 0)
{
	TestCalendar calendar = usual();
	const auto course = courseOf(start, {unit, count}, calendar);
	REQUIRE(course);
	const auto found = dueAt(*course, 100, calendar, merged(pauses, now));
	REQUIRE(found);
	return *found;
}

} // namespace

TEST_CASE("CP-11 a working day's deadline ends at close of business; the start day does not count", "[CP-11]")
{
	CHECK(due(at(0, 600), TargetUnit::workingDays, 1).at == at(1, 1080));  // Thursday → Friday 18:00
	CHECK(due(at(0, 60), TargetUnit::workingDays, 1).at == at(1, 1080));   // before opening is the same day
	CHECK(due(at(0, 1300), TargetUnit::workingDays, 2).at == at(4, 1080)); // over the weekend to Monday
	CHECK(due(at(2, 600), TargetUnit::workingDays, 1).at == at(4, 1080));  // begun on a Saturday
	CHECK(due(at(8, 600), TargetUnit::workingDays, 1).at == at(9, 1080));  // 调休: Saturday the 10th is worked,
	CHECK(due(at(8, 600), TargetUnit::workingDays, 2).at == at(12, 1080)); // Monday the 12th is off
}

TEST_CASE("CP-11 thirty minutes are thirty minutes, of the clock or of the office", "[CP-11]")
{
	CHECK(due(at(0, 1070), TargetUnit::minutes, 30).at == at(0, 1100));
	CHECK(due(at(0, 1070), TargetUnit::officeMinutes, 30).at == at(1, 530)); // 10 tonight, 20 tomorrow
	CHECK(due(at(2, 0), TargetUnit::officeMinutes, 30).at == at(4, 540));
	CHECK(due(at(0, 0), TargetUnit::hours, 72).at == at(3, 0));
}

TEST_CASE("CP-11 the same day is until close of business, after it the next working day", "[CP-11]")
{
	CHECK(due(at(0, 600), TargetUnit::sameDay, 1).at == at(0, 1080));
	CHECK(due(at(0, 0), TargetUnit::sameDay, 1).at == at(0, 1080));
	CHECK(due(at(0, 1080), TargetUnit::sameDay, 1).at == at(1, 1080));
	CHECK(due(at(1, 1200), TargetUnit::sameDay, 1).at == at(4, 1080));
}

TEST_CASE("CP-12 a pause gives its time back, once, however often it is named", "[CP-12]")
{
	CHECK(due(at(0, 600), TargetUnit::hours, 1, {{at(0, 610), at(0, 640)}}).at == at(0, 690));
	CHECK(due(at(0, 600), TargetUnit::hours, 1, {{at(0, 610), at(0, 640)}, {at(0, 620), at(0, 650)}}).at == at(0, 700));
	CHECK(due(at(0, 600), TargetUnit::hours, 1, {{at(0, 590), at(0, 610)}}).at == at(0, 670));     // began before
	CHECK(due(at(0, 600), TargetUnit::hours, 1, {{at(0, 660), at(0, 700)}}).at == at(0, 660));     // too late to count
	CHECK(due(at(0, 600), TargetUnit::hours, 1, {{at(0, 640), {}}}, at(1, 600)).at == at(1, 620)); // lasts still
	// Of a working day only its office hours come back; a pause at night moves nothing.
	CHECK(due(at(0, 600), TargetUnit::workingDays, 1, {{at(1, 510), at(1, 570)}}).at == at(4, 570));
	CHECK(due(at(0, 600), TargetUnit::workingDays, 1, {{at(0, 1200), at(1, 510)}}).at == at(1, 1080));
}

TEST_CASE("CP-11 beyond the calendar a deadline is provisional", "[CP-11]")
{
	TestCalendar calendar = usual();
	calendar.coverUntil(4);
	const auto of = [&](std::int64_t start, std::int64_t days) {
		const auto course = courseOf(start, {TargetUnit::workingDays, days}, calendar);
		return dueAt(*course, 100, calendar, {})->provisional;
	};
	CHECK_FALSE(of(at(0, 600), 1));
	CHECK(of(at(0, 600), 2));
}

TEST_CASE("CP-11 a calendar without a working day is said to be one, not waited for", "[CP-11]")
{
	TestCalendar never;
	CHECK(courseOf(at(0, 0), {TargetUnit::workingDays, 1}, never).error().code == "complaints.calendar.endless");
	CHECK(courseOf(at(0, 0), {TargetUnit::sameDay, 1}, never).error().code == "complaints.calendar.endless");
}

namespace {

constexpr int kDays = 60;
constexpr int kMinutes = kDays * 1440;

/// A calendar as a row of minutes, counted one by one.
struct Naive
{
	std::vector<bool> office = std::vector<bool>(kMinutes, false);
	std::array<int, kDays> close{}; ///< minute of the day, 0: off

	/// The minute at which `budget` running ones have passed since `from`.
	int count(int from, int budget, bool inOffice, const std::vector<bool>& paused) const
	{
		for (int minute = from;; ++minute)
		{
			if (budget == 0) return minute;
			if (minute >= kMinutes) return -1;
			if (!paused[static_cast<std::size_t>(minute)] && (!inOffice || office[static_cast<std::size_t>(minute)]))
				--budget;
		}
	}

	int officeMinutes(int from, int to) const
	{
		int sum = 0;
		for (int minute = from; minute < to; ++minute) sum += office[static_cast<std::size_t>(minute)] ? 1 : 0;
		return sum;
	}

	/// What the rule book says, said once more: from where, how much.
	std::pair<int, int> course(int start, const Target& target) const
	{
		const int count = static_cast<int>(target.count);
		switch (target.unit)
		{
		case TargetUnit::minutes:
		case TargetUnit::officeMinutes: return {start, count};
		case TargetUnit::hours: return {start, count * 60};
		case TargetUnit::workingDays:
		{
			const int from = (start / 1440 + 1) * 1440;
			int day = start / 1440, left = count;
			while (left > 0)
				if (close[static_cast<std::size_t>(++day)] > 0) --left;
			return {from, officeMinutes(from, (day + 1) * 1440)};
		}
		case TargetUnit::sameDay: break;
		}
		int day = start / 1440;
		while (close[static_cast<std::size_t>(day)] == 0 || day * 1440 + close[static_cast<std::size_t>(day)] <= start)
			++day;
		return {start, officeMinutes(start, (day + 1) * 1440)};
	}
};

} // namespace

TEST_CASE("CP-11, CP-12 ten thousand deadlines are what counting minute by minute finds", "[CP-11][CP-12]")
{
	std::mt19937 random(11);
	const auto number = [&](int from, int to) { return std::uniform_int_distribution<int>(from, to)(random); };
	int compared = 0;
	for (int calendarRun = 0; calendarRun < 100; ++calendarRun)
	{
		TestCalendar calendar;
		Naive naive;
		for (int day = 0; day < kDays; ++day)
		{
			// Weekends off, but some worked (调休), some weekdays off; hours that differ.
			const bool weekend = (day + 3) % 7 >= 5;
			if (number(0, 9) < 2 ? !weekend : weekend) continue;
			const int from = number(0, 20) * 30, to = number(22, 48) * 30;
			calendar.open(day, from, to);
			naive.close[static_cast<std::size_t>(day)] = to;
			for (int minute = from; minute < to; ++minute)
				naive.office[static_cast<std::size_t>(day * 1440 + minute)] = true;
		}
		for (int run = 0; run < 100; ++run)
		{
			const Target target{kTargetUnits[number(0, 4)], number(1, 6)};
			const int start = number(0, 10 * 1440);
			std::vector<Pause> pauses;
			std::vector<bool> paused(kMinutes, false);
			for (int i = number(0, 4); i > 0; --i)
			{
				const int from = number(0, 14 * 1440), to = from + number(0, 2 * 1440);
				pauses.push_back({at(0, from), at(0, to)});
				for (int minute = from; minute < to; ++minute) paused[static_cast<std::size_t>(minute)] = true;
			}
			const auto [from, budget] = naive.course(start, target);
			const bool office = target.unit != TargetUnit::minutes && target.unit != TargetUnit::hours;
			const int expected = naive.count(from, budget, office, paused);
			if (expected < 0) continue; // beyond the row of minutes
			const auto course = courseOf(at(0, start), target, calendar);
			REQUIRE(course);
			const auto stretches = merged(pauses, at(0, kMinutes));
			const auto found = dueAt(*course, 100, calendar, stretches);
			REQUIRE(found);
			REQUIRE(found->at == at(0, expected));
			// At its deadline a clock has used its time, no more and no less.
			REQUIRE(*usedAt(*course, found->at, calendar, stretches) == course->budget);
			REQUIRE(course->budget == budget * TestCalendar::kMinute);
			++compared;
		}
	}
	CHECK(compared > 9'000);
}
