#include "rules/OnTime.hpp"

#include <catch2/catch.hpp>

#include <random>

using namespace survey;

namespace {

constexpr std::int64_t kMinute = 60'000;
constexpr std::int64_t kHour = 60 * kMinute;

/// Ordered at 0, promised for 10 h, arrived at 30 h; the company allows 24 h.
OnTimeFacts late()
{
	OnTimeFacts facts;
	facts.orderedAt = 0;
	facts.appointmentAt = 10 * kHour;
	facts.arrivedAt = 30 * kHour;
	facts.limitMinutes = 24 * 60;
	return facts;
}

} // namespace

TEST_CASE("SV-38 the appointment is what counts", "[SV-38]")
{
	OnTimeFacts facts = late();
	CHECK(onTime(facts).inTime == false);
	CHECK(onTime(facts).basis == OnTime::Basis::appointment);
	facts.arrivedAt = 10 * kHour;
	CHECK(onTime(facts).inTime == true);
	facts.arrivedAt = 10 * kHour + 1;
	CHECK(onTime(facts).inTime == false);
	facts.toleranceMinutes = 15;
	CHECK(onTime(facts).inTime == true);
}

TEST_CASE("SV-38 bad weather moves the appointment to the time that was agreed at once", "[SV-38]")
{
	OnTimeFacts facts = late();
	facts.cause = LateCause::weather;
	CHECK_FALSE(onTime(facts).inTime); // no new time was agreed: nothing to hold it against
	facts.agreedAt = 30 * kHour;
	CHECK(onTime(facts).inTime == true);
	CHECK(onTime(facts).basis == OnTime::Basis::agreed);
	facts.agreedAt = 29 * kHour;
	CHECK(onTime(facts).inTime == false);
}

TEST_CASE("SV-38 the shop promised more than the company allows: the company's limit", "[SV-38]")
{
	OnTimeFacts facts = late();
	facts.cause = LateCause::shopPromise;
	facts.arrivedAt = 24 * kHour;
	CHECK(onTime(facts).inTime == true);
	CHECK(onTime(facts).basis == OnTime::Basis::companyLimit);
	facts.arrivedAt = 24 * kHour + 1;
	CHECK(onTime(facts).inTime == false);
	// A promise within what the company allows is kept as it was made.
	facts.appointmentAt = 25 * kHour;
	CHECK(onTime(facts).inTime == true);
	CHECK(onTime(facts).basis == OnTime::Basis::appointment);
}

TEST_CASE("SV-38 late goods count from the delivery, an exchanged unit from the second one", "[SV-38]")
{
	OnTimeFacts facts = late();
	facts.cause = LateCause::goodsLate;
	CHECK_FALSE(onTime(facts).inTime); // nobody knows when
	facts.deliveredAt = 12 * kHour;
	CHECK(onTime(facts).inTime == true);
	CHECK(onTime(facts).targetAt == 36 * kHour);
	facts.cause = LateCause::exchanged;
	CHECK_FALSE(onTime(facts).inTime);
	facts.secondDeliveredAt = 20 * kHour;
	CHECK(onTime(facts).targetAt == 44 * kHour);
	CHECK(onTime(facts).basis == OnTime::Basis::secondDelivery);
	// A new appointment was made for after the delivery: it holds again.
	facts.appointmentAt = 28 * kHour;
	CHECK(onTime(facts).inTime == false);
}

TEST_CASE("SV-38 arriving earlier never makes it late, and nothing is guessed", "[SV-38]")
{
	std::mt19937_64 random(38);
	const auto number = [&](std::int64_t from, std::int64_t to) {
		return std::uniform_int_distribution<std::int64_t>(from, to)(random);
	};
	const auto maybe = [&]() -> std::optional<std::int64_t> {
		return number(0, 3) == 0 ? std::nullopt : std::optional(number(0, 100) * kHour);
	};
	for (int run = 0; run < 20'000; ++run)
	{
		OnTimeFacts facts{static_cast<LateCause>(number(0, 4)),
		                  maybe(),
		                  maybe(),
		                  maybe(),
		                  maybe(),
		                  maybe(),
		                  maybe(),
		                  number(0, 3'000),
		                  number(0, 60)};
		const OnTime first = onTime(facts);
		REQUIRE(first.inTime.has_value() == (first.targetAt && facts.arrivedAt));
		REQUIRE((first.basis == OnTime::Basis::unknown) == !first.targetAt);
		if (!facts.arrivedAt || !first.inTime) continue;
		facts.arrivedAt = *facts.arrivedAt - number(0, 5'000) * kMinute;
		if (*first.inTime) REQUIRE(onTime(facts).inTime == true);
	}
}
