#include "rules/ServiceClock.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace complaints;

namespace {

ServiceLimits usual()
{
	ServiceLimits limits;
	limits.target = {{ClockKind::dispatch, {TargetUnit::officeMinutes, 30}},
	                 {ClockKind::contact, {TargetUnit::minutes, 30}},
	                 {ClockKind::onSite, {TargetUnit::hours, 1}},
	                 {ClockKind::workshop, {TargetUnit::workingDays, 3}}};
	limits.finishNear = {TargetUnit::hours, 24};
	limits.finishFar = {TargetUnit::hours, 72};
	limits.deliveryTown = {TargetUnit::hours, 24};
	limits.deliveryCounty = {TargetUnit::hours, 72};
	return limits;
}

std::optional<ServiceClock> clock(const OrderTimes& order, ClockKind kind)
{
	const auto all = clocksOf(order, usual());
	const auto found = std::find_if(all.begin(), all.end(), [&](const ServiceClock& c) { return c.kind == kind; });
	return found == all.end() ? std::nullopt : std::optional(*found);
}

} // namespace

TEST_CASE("CP-18 a missed appointment is an offence only where the customer complained", "[CP-18]")
{
	const char* const visit = "A-MISSED-APPOINTMENT";
	const char* const finish = "A-NOT-IN-TIME";
	for (const bool complained : {true, false})
	{
		CHECK(verdictOf(Proposal::none, visit, false, complained) == "none");
		CHECK(verdictOf(Proposal::proposed, finish, {}, complained) == "proposed");
		CHECK(verdictOf(Proposal::waiting, finish, {}, complained) == "waiting"); // typed times: asked first
		CHECK(verdictOf(Proposal::waiting, visit, {}, complained) == "waiting");
		CHECK(verdictOf(Proposal::waiting, finish, true, complained) == "in_time");
		CHECK(verdictOf(Proposal::proposed, visit, true, complained) == "in_time");
		CHECK(verdictOf(Proposal::proposed, visit, false, complained) == "proposed");
		CHECK(verdictOf(Proposal::proposed, visit, {}, complained) == (complained ? "proposed" : "waiting"));
	}
}

TEST_CASE("CP-18 dispatch is the superior's, everything after it the technician's", "[CP-18][CP-13]")
{
	OrderTimes order;
	order.orderedAt = 1'000;
	REQUIRE(clock(order, ClockKind::dispatch));
	CHECK(clock(order, ClockKind::dispatch)->superior);
	CHECK_FALSE(clock(order, ClockKind::dispatch)->doneAt);
	CHECK_FALSE(clock(order, ClockKind::contact));
	order.dispatchedAt = 2'000;
	CHECK(clock(order, ClockKind::dispatch)->doneAt == 2'000);
	CHECK(clock(order, ClockKind::contact)->startedAt == 2'000);
	CHECK_FALSE(clock(order, ClockKind::contact)->superior);
}

TEST_CASE("CP-18 finished within 24 hours up to 2 km, 72 up to 30, beyond by hand", "[CP-18]")
{
	OrderTimes order;
	order.orderedAt = 1'000;
	order.dispatchedAt = 2'000;
	const auto target = [&](std::optional<std::int64_t> metres) {
		order.distanceMetres = metres;
		return clock(order, ClockKind::finish)->target;
	};
	CHECK(target(2'000)->count == 24);
	CHECK(target(2'001)->count == 72);
	CHECK(target(30'000)->count == 72);
	CHECK_FALSE(target(30'001));
	CHECK_FALSE(target(std::nullopt));
	// The goods came later than the man: counted from the goods.
	order.deliveredAt = 9'000;
	CHECK(clock(order, ClockKind::finish)->startedAt == 9'000);
}

TEST_CASE("CP-18 an appointment is an instant, with its grace", "[CP-18]")
{
	OrderTimes order;
	order.dispatchedAt = 2'000;
	order.appointmentAt = 500'000;
	CHECK(clock(order, ClockKind::appointment)->until == 500'000);
	auto limits = usual();
	limits.appointmentGraceMinutes = 15;
	const auto all = clocksOf(order, limits);
	CHECK(std::any_of(all.begin(), all.end(), [](const auto& c) { return c.until == 1'400'000; }));
}

TEST_CASE("CP-18 an hour on site for repairs, three working days in the workshop", "[CP-18]")
{
	OrderTimes order;
	order.orderedAt = 1'000;
	order.dispatchedAt = 2'000;
	order.arrivedAt = 3'000;
	CHECK_FALSE(clock(order, ClockKind::onSite));
	order.repair = true;
	CHECK(clock(order, ClockKind::onSite)->startedAt == 3'000);
	order.carryIn = true;
	CHECK(clocksOf(order, usual()).size() == 1);
	CHECK(clock(order, ClockKind::workshop)->target->unit == TargetUnit::workingDays);
}

TEST_CASE("CP-18 delivery 24 hours in town, 72 to other counties", "[CP-18]")
{
	OrderTimes order;
	order.isDelivery = true;
	order.orderedAt = 1'000;
	CHECK(clock(order, ClockKind::delivery)->target->count == 72);
	order.inTown = true;
	CHECK(clock(order, ClockKind::delivery)->target->count == 24);
}

TEST_CASE("CP-18 a later step ends the earlier ones, whatever the ERP forgot, in whatever order it tells", "[CP-18]")
{
	OrderTimes order;
	order.orderedAt = 1'000;
	order.dispatchedAt = 2'000;
	order.arrivedAt = 5'000;
	CHECK(clock(order, ClockKind::contact)->doneAt == 5'000);
	order.firstContactAt = 3'000; // arrives late
	CHECK(clock(order, ClockKind::contact)->doneAt == 3'000);
	order.completedAt = 8'000;
	CHECK_FALSE(clock(order, ClockKind::finish)->doneAt); // the ERP does not say done
	order.finished = true;
	CHECK(clock(order, ClockKind::finish)->doneAt == 8'000);
	order.cancelled = true;
	CHECK(clocksOf(order, usual()).empty());
}

TEST_CASE("CP-18 on typed times nothing is proposed before the customer confirms", "[CP-18]")
{
	constexpr std::int64_t due = 100;
	CHECK(proposalOf(due, 100, 200, Basis::event) == Proposal::none);
	CHECK(proposalOf(due, 101, 200, Basis::event) == Proposal::proposed);
	CHECK(proposalOf(due, {}, 101, Basis::event) == Proposal::proposed);
	CHECK(proposalOf(due, 101, 200, Basis::typed) == Proposal::waiting);
	CHECK(proposalOf(due, {}, 101, Basis::typed) == Proposal::none); // 完工 is often typed days later
	CHECK(proposalOf(due, 101, 200, std::nullopt) == Proposal::waiting);
	CHECK(proposalOf(std::nullopt, 101, 200, Basis::event) == Proposal::none); // beyond 30 km
}

TEST_CASE("CP-18 kilometres are read without floating point", "[CP-18]")
{
	CHECK(metresOf("2") == 2'000);
	CHECK(metresOf("2.0001") == 2'000);
	CHECK(metresOf("12.5") == 12'500);
	CHECK(metresOf("0.075") == 75);
	for (const char* text : {"", ".", "-1", "1,5", "1.2.3", "abc", "99999999999"}) CHECK_FALSE(metresOf(text));
}
