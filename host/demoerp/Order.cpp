#include "host/demoerp/Order.hpp"

#include <algorithm>
#include <span>
#include <vector>

namespace erphost::demoerp {

namespace {

constexpr LocalSeconds kOpens = 8 * kHour;
constexpr LocalSeconds kCloses = 18 * kHour + 30 * kMinute;

/// Appointments are made for half hours.
LocalSeconds halfHour(LocalSeconds t)
{
	return (t + 30 * kMinute - 1) / (30 * kMinute) * (30 * kMinute);
}

void planFees(WorkOrder& order, Random& random)
{
	if (order.install)
	{
		// Pipes beyond the free length, a bracket; a gas hose, a valve.
		if (order.product->kind == Kind::ac && random.chance(450))
		{
			order.used.push_back({kPipe, static_cast<int>(random.between(1, 5))});
			if (random.chance(400)) order.used.push_back({kBracket, 1});
		}
		if (order.product->kind == Kind::hood && random.chance(200))
			order.used.push_back({random.chance(500) ? kGasHose : kNonReturnValve, 1});
		for (const auto& use : order.used) order.parts += partPrice(use.part) * use.count;
	}
	else
	{
		if (order.fault->part >= 0) order.used.push_back({order.fault->part, 1});
		if (!order.inWarranty)
		{
			const auto fee = repairFee(*order.fault, order.carryIn);
			order.labour = fee.labour;
			order.parts = fee.parts;
			order.visitFee = fee.visit;
		}
	}
	order.collected = order.total();
	if (order.total() > 0)
	{
		if (order.technician->number == kOvercharger && random.chance(700)) order.collected += kOvercharge;
		else if (random.chance(20)) order.collected += random.between(2, 10) * 10 * 100; // over the list
		else if (random.chance(15)) order.collected = std::max<std::int64_t>(0, order.collected - 20 * 100);
	}
}

/// How the completion gets into the ERP: by the technician's telephone at once, or typed by a clerk, often days later.
void planEntry(WorkOrder& order, Random& random)
{
	order.typed = random.chance(450);
	if (!order.typed)
	{
		order.completed = order.finished;
		order.entered = order.finished + random.between(5, 90);
		return;
	}
	const auto days = random.chance(600) ? 0 : random.between(1, 4);
	order.entered = inWorkingHours(order.finished + days * kDay + random.between(20, 240) * kMinute, random);
	// Some clerks type the day and leave the time at closing, others take the moment of typing.
	if (random.chance(500)) order.completed = order.entered;
	else order.completed = std::min(dayOf(order.finished) + 18 * kHour, order.entered);
}

const Technician& pickTechnician(const WorkOrder& order, Random& random)
{
	const auto& own = order.branch->technicians;
	const auto some = [&](auto&& wanted) -> const Technician* {
		std::vector<const Technician*> found;
		for (const auto& technician : own)
			if (wanted(technician)) found.push_back(&technician);
		return found.empty() ? nullptr : random.pick(std::span<const Technician* const>(found));
	};
	const Technician* picked = nullptr;
	if (!order.install && !order.inWarranty && random.chance(700))
		picked = some([](const Technician& technician) { return technician.number == kOvercharger; });
	else if (random.chance(330))
		picked = some([](const Technician& technician) { return technician.provider == kBusyProvider; });
	return picked != nullptr ? *picked : random.pick(std::span<const Technician>(own));
}

void planOnSite(WorkOrder& order, Random& random)
{
	auto earliest = order.dispatched + 2 * kHour;
	if (order.delivered != 0 && random.chance(900)) earliest = std::max(earliest, order.delivered + kHour);
	const auto wish = earliest + random.between(0, order.install ? 30 : 22) * kHour;
	order.appointment = halfHour(inWorkingHours(wish, random));
	if (order.appointment - dayOf(order.appointment) > 17 * kHour)
		order.appointment = dayOf(order.appointment) + kDay + 9 * kHour;

	order.arrived = order.appointment + random.about(-25, 20) * kMinute;
	if (random.chance(90)) order.arrived = order.appointment + random.between(35, 240) * kMinute;
	if (random.chance(25))
	{
		order.arrived = order.appointment + kDay + random.between(-60, 120) * kMinute; // missed, came the next day
		order.visits = 2;
	}
	if (order.delivered != 0 && order.arrived < order.delivered)
	{
		order.arrived =
			inWorkingHours(order.delivered + random.between(60, 300) * kMinute, random); // the goods came late
		order.visits = 2;
	}
	if (order.arrived - dayOf(order.arrived) > 19 * kHour)
	{
		order.arrived =
			dayOf(order.arrived) + kDay + 8 * kHour + random.between(20, 90) * kMinute; // too late for today
		order.visits = 2;
	}
	const bool big = order.install && order.product->kind == Kind::ac;
	order.finished = order.arrived + random.about(big ? 90 : 25, big ? 240 : 110) * kMinute;
	if (!order.install && order.fault->part >= 0 && random.chance(120))
	{
		order.waited = true;
		order.visits += 1;
		order.finished = inWorkingHours(order.arrived + random.between(2, 12) * kDay, random);
	}
}

} // namespace

LocalSeconds inWorkingHours(LocalSeconds t, Random& random)
{
	const auto time = t - dayOf(t);
	if (time > kCloses) return dayOf(t) + kDay + kOpens + random.between(5, 50) * kMinute;
	if (time < kOpens) return dayOf(t) + kOpens + random.between(5, 50) * kMinute;
	return t;
}

RepairFee repairFee(const FaultData& fault, bool carryIn)
{
	return {std::int64_t{fault.labour} * 100, fault.part < 0 ? 0 : partPrice(fault.part), carryIn ? 0 : kVisitFee};
}

OrderState WorkOrder::stateAt(LocalSeconds now) const
{
	if (cancelledAt != 0 && cancelledAt <= now) return OrderState::cancelled;
	if (entered != 0 && entered <= now) return OrderState::done;
	if (dispatched != 0 && dispatched <= now) return OrderState::dispatched;
	return OrderState::open;
}

void planWork(WorkOrder& order, Random& random)
{
	const auto delay = random.chance(120) ? random.between(35, 240) * kMinute : random.about(2, 28) * kMinute;
	order.dispatched = inWorkingHours(order.ordered + delay + random.below(60), random);
	order.technician = &pickTechnician(order, random);
	if (order.product->kind == Kind::hood && random.chance(180)) order.provider = order.branch->partner;
	else if (!order.branch->manufacturer.empty() && random.chance(30)) order.provider = order.branch->manufacturer;

	if (!random.chance(40))
	{
		const auto wait = random.chance(100) ? random.between(31, 180) * kMinute : random.about(2, 28) * kMinute;
		order.contacted = order.dispatched + wait + random.below(60);
	}
	if (random.chance(30))
	{
		order.cancelledAt = inWorkingHours(order.ordered + random.between(10, 1'500) * kMinute, random);
		return;
	}
	if (order.carryIn)
	{
		order.finished = inWorkingHours(order.dispatched + random.between(2, 90) * kHour, random);
		order.contacted = 0;
	}
	else planOnSite(order, random);
	if (order.contacted != 0 && order.arrived != 0)
		order.contacted = std::min(order.contacted, order.arrived - kMinute);
	planEntry(order, random);
	if (!order.carryIn && random.chance(12))
	{
		// Marked done falsely: nobody was there yet (M4: 在没有完工情况下备注完工).
		order.typed = true;
		order.entered = order.completed = order.dispatched + random.between(60, 300) * kMinute;
		order.arrived = 0;
	}
	order.activated = order.product->smart && random.chance(860);
	planFees(order, random);
}

Delivery planDelivery(LocalSeconds ordered, bool inTown, Random& random)
{
	Delivery delivery;
	delivery.ordered = ordered;
	delivery.promised = dayOf(ordered) + (inTown ? 1 : 2) * kDay + random.between(18, 34) * 30 * kMinute;
	delivery.left = delivery.promised - random.between(45, 180) * kMinute;
	delivery.arrived = delivery.promised + random.about(-60, 50) * kMinute;
	if (random.chance(120)) delivery.arrived = delivery.promised + random.between(1, 30) * kHour;
	delivery.arrived = std::max(inWorkingHours(delivery.arrived, random), delivery.left + 10 * kMinute);
	delivery.outsourced = random.chance(350);
	delivery.cancelled = random.chance(12);
	return delivery;
}

} // namespace erphost::demoerp
