#include "host/calendar/TimeZone.hpp"

#include <catch2/catch.hpp>

#include <set>

using namespace erphost;
using namespace erphost::calendar;

namespace {

TimeZone zone(const char* name)
{
	auto found = TimeZone::named(name);
	REQUIRE(found);
	return *std::move(found);
}

constexpr std::int64_t kHour = 3'600'000;

} // namespace

TEST_CASE("business dates and minutes of a day in Shanghai")
{
	const auto shanghai = zone("Asia/Shanghai");
	CHECK(shanghai.name() == "Asia/Shanghai");
	constexpr std::int64_t midnight = 1'795'190'400'000; // 2026-11-20T16:00:00Z
	CHECK(shanghai.businessDate(midnight) == "2026-11-21");
	CHECK(shanghai.businessDate(midnight - 1) == "2026-11-20");
	CHECK(*shanghai.instantOf("2026-11-21", 0) == midnight);
	CHECK(*shanghai.instantOf("2026-11-21", 525) == midnight + 525 * 60'000); // 8:45, SV-07
	CHECK(*shanghai.instantOf("2026-11-21", 1440) == *shanghai.instantOf("2026-11-22", 0));
	CHECK(*shanghai.toUtcMs({2026, 11, 21, 8, 0, 0, 123}) == midnight + 8 * kHour + 123);
	CHECK(shanghai.businessDate(-1) == "1970-01-01");
	const auto local = shanghai.toLocal(midnight + 8 * kHour + 61'005);
	CHECK(local.year == 2026);
	CHECK(local.hour == 8);
	CHECK(local.minute == 1);
	CHECK(local.second == 1);
	CHECK(local.millisecond == 5);
}

TEST_CASE("a skipped hour means the moment of the jump, a repeated one its first occurrence")
{
	const auto berlin = zone("Europe/Berlin");
	constexpr std::int64_t spring = 1'774'746'000'000; // 2026-03-29T01:00:00Z, 02:00 → 03:00
	CHECK(*berlin.toUtcMs({2026, 3, 29, 1, 59, 59, 0}) == spring - 1000);
	CHECK(*berlin.toUtcMs({2026, 3, 29, 2, 0, 0, 0}) == spring);
	CHECK(*berlin.toUtcMs({2026, 3, 29, 2, 30, 0, 0}) == spring);
	CHECK(*berlin.toUtcMs({2026, 3, 29, 3, 0, 0, 0}) == spring);
	CHECK(*berlin.toUtcMs({2026, 3, 29, 3, 30, 0, 0}) == spring + kHour / 2);
	constexpr std::int64_t autumn = 1'792'890'000'000; // 2026-10-25T01:00:00Z, 03:00 → 02:00
	CHECK(*berlin.toUtcMs({2026, 10, 25, 2, 30, 0, 0}) == autumn - kHour / 2);
	CHECK(*berlin.toUtcMs({2026, 10, 25, 3, 0, 0, 0}) == autumn + kHour);
	CHECK(berlin.toLocal(autumn - kHour / 2).hour == 2);
	CHECK(berlin.toLocal(autumn + kHour / 2).hour == 2);
	CHECK(*berlin.toUtcMs({2026, 7, 1, 12, 0, 0, 0}) % (24 * kHour) == 10 * kHour);
	CHECK(*berlin.toUtcMs({2026, 1, 1, 12, 0, 0, 0}) % (24 * kHour) == 11 * kHour);
}

TEST_CASE("zones with odd rules")
{
	CHECK(*zone("Asia/Kolkata").instantOf("2026-11-21", 0) == 1'795'219'200'000 - 5 * kHour - kHour / 2);
	CHECK(*zone("UTC").instantOf("2026-11-21", 0) == 1'795'219'200'000);
	// Southern summer, the year's end lies inside it.
	CHECK(*zone("Australia/Sydney").toUtcMs({2026, 12, 31, 12, 0, 0, 0}) % (24 * kHour) == kHour);
	CHECK(*zone("Australia/Sydney").toUtcMs({2026, 7, 1, 12, 0, 0, 0}) % (24 * kHour) == 2 * kHour);
	// Ireland writes its winter as the saving time.
	CHECK(*zone("Europe/Dublin").toUtcMs({2026, 7, 1, 12, 0, 0, 0}) % (24 * kHour) == 11 * kHour);
	CHECK(*zone("Europe/Dublin").toUtcMs({2026, 1, 1, 12, 0, 0, 0}) % (24 * kHour) == 12 * kHour);
}

TEST_CASE("every shipped zone converts there and back")
{
	// Greenland changes its clock at 22:00 of the day before ("/-1"), which date/ptz.h does not read: these zones are
	// refused, never wrong.
	const std::set<std::string> refused{"America/Godthab", "America/Nuuk", "America/Scoresbysund"};
	for (const auto& name : entities::TimeZone::names())
	{
		const auto found = TimeZone::named(name);
		INFO(name);
		CHECK(found.ok() != refused.contains(name));
		if (!found) continue;
		for (std::int64_t day = 0; day < 366; day += 5)
		{
			const std::int64_t instant = 1'767'225'600'000 + day * 24 * kHour + 12 * kHour;
			INFO(name << " " << day);
			const auto back = found->toUtcMs(found->toLocal(instant));
			REQUIRE(back);
			CHECK(*back == instant);
		}
	}
}

TEST_CASE("unknown zones and impossible times are refused")
{
	CHECK_FALSE(TimeZone::named("Asia/Hanzhong"));
	CHECK_FALSE(TimeZone::named(""));
	const auto shanghai = zone("Asia/Shanghai");
	CHECK_FALSE(shanghai.toUtcMs({2026, 2, 29, 0, 0, 0, 0}));
	CHECK_FALSE(shanghai.toUtcMs({2026, 2, 28, 24, 0, 1, 0}));
	CHECK_FALSE(shanghai.toUtcMs({2026, 2, 28, 12, 60, 0, 0}));
	CHECK(*shanghai.toUtcMs({2026, 2, 28, 24, 0, 0, 0}) == *shanghai.toUtcMs({2026, 3, 1, 0, 0, 0, 0}));
	CHECK_FALSE(shanghai.instantOf("2026-02-28", 1441));
	CHECK_FALSE(shanghai.instantOf("2026-02-28", -1));
	CHECK_FALSE(shanghai.instantOf("28.02.2026", 0));
}
