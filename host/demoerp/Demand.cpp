#include "host/demoerp/Demand.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace erphost::demoerp {

namespace {

// Per mille of an average month and weekday.
constexpr int kSeason[12] = {900, 700, 800, 850, 1100, 1500, 1900, 1600, 1000, 1000, 850, 950};
constexpr int kWeekday[7] = {1250, 950, 880, 900, 920, 1000, 1250};
constexpr int kAirConditioners[12] = {110, 90, 130, 220, 380, 560, 640, 520, 240, 140, 120, 120};
constexpr int kWaterHeaters[12] = {280, 220, 170, 130, 100, 80, 70, 80, 130, 200, 260, 300};

constexpr LocalSeconds kShopOpens = 8 * kHour + 5 * kMinute;
constexpr LocalSeconds kShopCloses = 18 * kHour + 20 * kMinute;

} // namespace

std::vector<std::int64_t> ordersPerDay(std::int64_t orders, LocalSeconds start, LocalSeconds now)
{
	std::vector<std::int64_t> weights;
	std::int64_t total = 0;
	for (auto day = dayOf(start); day <= now; day += kDay)
	{
		std::int64_t weight = std::int64_t{kSeason[monthOf(day) - 1]} * kWeekday[weekdayOf(day)];
		const auto passed = std::clamp<LocalSeconds>(now - day - kShopOpens, 0, kShopCloses - kShopOpens);
		weight = weight / 1000 * passed / (kShopCloses - kShopOpens);
		weights.push_back(weight);
		total += weight;
	}
	std::int64_t seen = 0, given = 0;
	for (auto& weight : weights)
	{
		seen += weight;
		const auto until = total == 0 ? 0 : orders * seen / total;
		weight = until - given;
		given = until;
	}
	return weights;
}

std::vector<LocalSeconds> momentsOfDay(std::int64_t count, LocalSeconds day, LocalSeconds now, Random& random)
{
	const auto last = std::min(now, day + kShopCloses);
	std::vector<LocalSeconds> moments;
	moments.reserve(static_cast<std::size_t>(count));
	for (std::int64_t i = 0; i < count; ++i)
	{
		// Two waves: before noon and in the afternoon.
		auto moment = day + (random.chance(520) ? random.about(kShopOpens, 12 * kHour + 20 * kMinute)
		                                        : random.about(13 * kHour, kShopCloses));
		if (moment > last) moment = random.between(std::min(day + kShopOpens, last), last);
		moments.push_back(moment);
	}
	std::sort(moments.begin(), moments.end());
	return moments;
}

const ProductData& pickProduct(bool install, int month, Random& random)
{
	const int ac = kAirConditioners[month - 1];
	const int heater = kWaterHeaters[month - 1];
	const int installs[kKinds] = {ac, 200, 130, heater, 180, 0};
	const int repairs[kKinds] = {ac, 170, 260, heater, 120, 130};
	const auto kind = static_cast<Kind>(install ? random.weighted(installs) : random.weighted(repairs));
	const auto first = std::find_if(kProducts.begin(), kProducts.end(), [&](const auto& p) { return p.kind == kind; });
	const auto count = std::count_if(first, kProducts.end(), [&](const auto& p) { return p.kind == kind; });
	return *(first + random.below(count));
}

const FaultData& pickFault(Kind kind, Random& random)
{
	const auto first = std::find_if(kFaults.begin(), kFaults.end(), [&](const auto& f) { return f.kind == kind; });
	const auto count = std::count_if(first, kFaults.end(), [&](const auto& f) { return f.kind == kind; });
	return *(first + random.below(count));
}

Customer inventCustomer(const BranchData& branch, Random& random)
{
	Customer customer;
	customer.name = personName(random);
	customer.phone = phoneNumber(random);
	const auto place = static_cast<std::size_t>(random.below(5));
	customer.inTown = branch.places[place].ends_with("街道");
	customer.tenthsKm = customer.inTown ? random.between(3, 60) : random.between(60, 380);
	if (customer.inTown)
	{
		customer.floor = random.between(1, random.chance(400) ? 28 : 7);
		customer.address =
			fmt::format("{}{}{}{}号楼{}单元{}{:02}室", branch.name, branch.places[place], random.pick(kEstates),
		                random.between(1, 30), random.between(1, 4), customer.floor, random.between(1, 4));
	}
	else
	{
		customer.floor = random.between(1, 3);
		customer.address = fmt::format("{}{}{}村{}组{}号", branch.name, branch.places[place],
		                               std::string_view(random.pick(kEstates)).substr(0, 6), random.between(1, 12),
		                               random.between(1, 99));
	}
	if (random.chance(25))
	{
		constexpr char kKindsOfCustomer[] = {'2', '3', '3', '4'};
		customer.kind = random.pick(kKindsOfCustomer);
	}
	return customer;
}

WorkOrder inventOrder(const Branch& branch, LocalSeconds moment, Random& random)
{
	WorkOrder order;
	order.branch = &branch;
	order.ordered = moment;
	order.install = random.chance(460);
	order.product = &pickProduct(order.install, monthOf(moment), random);
	order.store = random.pick(std::span<const std::string>(branch.stores));
	order.serial = fmt::format("{}{:012}", kindCode(order.product->kind), random.below(1'000'000'000) * 7 + 13);
	if (order.install)
	{
		order.bought = moment - random.between(5, 20) * kMinute;
		return order;
	}
	order.fault = &pickFault(order.product->kind, random);
	if (order.product->kind == Kind::small) order.carryIn = random.chance(900);
	else if (order.product->kind == Kind::tv) order.carryIn = random.chance(150);
	order.inWarranty = random.chance(480);
	// The goods' own months decide; small things are covered for one year.
	const std::int64_t covered = warrantyMonths(order.product->kind) * 30;
	order.bought =
		moment -
		(order.inWarranty ? random.between(5, covered - 15) : random.between(covered + 35, covered + 2'100)) * kDay;
	if (order.inWarranty) order.invoice = fmt::format("FP{:08}", random.below(100'000'000));
	else if (random.chance(350)) order.bought = 0; // nobody knows any more
	return order;
}

} // namespace erphost::demoerp
