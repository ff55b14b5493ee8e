#pragma once

#include "host/demoerp/Catalogue.hpp"
#include "host/demoerp/LocalText.hpp"
#include "host/demoerp/Order.hpp"

#include <cstdint>
#include <vector>

namespace erphost::demoerp {

/// The work orders of each day from `start` to `now`: exactly `orders` in all, more in July and on weekends, on the
/// last day in proportion to the hours that have passed. Index 0 is the day of `start`.
std::vector<std::int64_t> ordersPerDay(std::int64_t orders, LocalSeconds start, LocalSeconds now);

/// The moments of `count` orders of one day, sorted, in shop hours and not after `now`.
std::vector<LocalSeconds> momentsOfDay(std::int64_t count, LocalSeconds day, LocalSeconds now, Random& random);

/// What is installed or repaired in a month: air conditioners in summer, water heaters in winter.
const ProductData& pickProduct(bool install, int month, Random& random);
const FaultData& pickFault(Kind kind, Random& random);

/// A customer of the branch, not yet numbered.
Customer inventCustomer(const BranchData& branch, Random& random);

/// A new order at a moment: kind of work, goods, warranty, proof of purchase. Its number, sale and delivery are the
/// caller's, planWork the next step.
WorkOrder inventOrder(const Branch& branch, LocalSeconds moment, Random& random);

} // namespace erphost::demoerp
