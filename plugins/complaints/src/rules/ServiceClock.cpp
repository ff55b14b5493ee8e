#include "rules/ServiceClock.hpp"

#include <algorithm>

namespace complaints {

namespace {

using Instant = std::optional<std::int64_t>;

/// The end of a step: its own time or, where the ERP has none, the first later step's.
Instant endOf(Instant own, std::initializer_list<Instant> later)
{
	if (own) return own;
	for (const Instant& instant : later)
		if (instant) return instant;
	return std::nullopt;
}

} // namespace

std::vector<ServiceClock> clocksOf(const OrderTimes& order, const ServiceLimits& limits)
{
	std::vector<ServiceClock> clocks;
	if (order.cancelled) return clocks;
	const auto limit = [&](ClockKind kind) -> std::optional<Target> {
		const auto found = limits.target.find(kind);
		return found == limits.target.end() ? std::nullopt : std::optional(found->second);
	};
	const Instant completed = order.finished ? order.completedAt : std::nullopt;

	if (order.isDelivery)
	{
		if (!order.orderedAt) return clocks;
		ServiceClock clock{ClockKind::delivery, *order.orderedAt, {}, {}, completed, false, "completed_at"};
		clock.target = order.inTown ? limits.deliveryTown : limits.deliveryCounty;
		clocks.push_back(clock);
		return clocks;
	}

	if (order.orderedAt && !order.carryIn)
		clocks.push_back({ClockKind::dispatch,
		                  *order.orderedAt,
		                  limit(ClockKind::dispatch),
		                  {},
		                  endOf(order.dispatchedAt, {order.firstContactAt, order.arrivedAt, completed}),
		                  true,
		                  "dispatched_at"});
	if (order.dispatchedAt && !order.carryIn)
	{
		clocks.push_back({ClockKind::contact,
		                  *order.dispatchedAt,
		                  limit(ClockKind::contact),
		                  {},
		                  endOf(order.firstContactAt, {order.arrivedAt, completed}),
		                  false,
		                  "first_contact_at"});
		if (order.appointmentAt)
			clocks.push_back({ClockKind::appointment,
			                  std::min(*order.dispatchedAt, *order.appointmentAt),
			                  {},
			                  *order.appointmentAt + limits.appointmentGraceMinutes * 60'000,
			                  endOf(order.arrivedAt, {completed}),
			                  false,
			                  "arrived_at"});
		// Nobody installs what is not there yet: the goods' late arrival moves the beginning (as in SV-38).
		ServiceClock finish{ClockKind::finish, *order.dispatchedAt, {}, {}, completed, false, "completed_at"};
		if (order.deliveredAt) finish.startedAt = std::max(finish.startedAt, *order.deliveredAt);
		if (order.distanceMetres && *order.distanceMetres <= limits.nearMetres) finish.target = limits.finishNear;
		else if (order.distanceMetres && *order.distanceMetres <= limits.farMetres) finish.target = limits.finishFar;
		clocks.push_back(finish);
		if (order.repair && order.arrivedAt)
			clocks.push_back(
				{ClockKind::onSite, *order.arrivedAt, limit(ClockKind::onSite), {}, completed, false, "completed_at"});
	}
	if (order.carryIn && order.repair && order.orderedAt)
		clocks.push_back(
			{ClockKind::workshop, *order.orderedAt, limit(ClockKind::workshop), {}, completed, false, "completed_at"});
	return clocks;
}

std::optional<std::int64_t> metresOf(std::string_view kilometres)
{
	constexpr int kDecimals = 3;
	constexpr std::int64_t kFarthest = 100'000'000;
	std::int64_t metres = 0;
	int decimals = -1;
	bool digits = false;
	for (const char c : kilometres)
	{
		if (c == '.' && decimals < 0)
		{
			decimals = 0;
			continue;
		}
		if (c < '0' || c > '9') return std::nullopt;
		digits = true;
		if (decimals == kDecimals) continue; // less than a metre
		if (decimals >= 0) ++decimals;
		metres = metres * 10 + (c - '0');
		if (metres > kFarthest) return std::nullopt;
	}
	if (!digits) return std::nullopt;
	for (int i = std::max(decimals, 0); i < kDecimals; ++i) metres *= 10;
	return metres;
}

} // namespace complaints
