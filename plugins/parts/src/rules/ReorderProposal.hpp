#pragma once

#include "rules/Demand.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace parts {

/// PT-08: what a proposal rests on, quantities in smallest units.
struct ReorderFacts
{
	Forecast weekly;
	double failuresPerWeek = 0; ///< expected failures of the units in service, smallest units
	std::int64_t unitSize = 1;
	std::int64_t onHand = 0;
	std::int64_t onOrder = 0;
	std::optional<std::int64_t> minimum; ///< decided by somebody; nullopt: the proposal counts
	int leadDays = 7;
	int reviewDays = 30;
	int servicePerMille = 950; ///< 500…999
	int overstockDays = 180;
	int slowDays = 180;
	int idleDays = 0; ///< since the last issue, or since it came
};

struct ReorderProposal
{
	std::string method;
	double perWeek = 0;
	std::int64_t safetyStock = 0;
	std::int64_t reorderPoint = 0; ///< demand of the lead time and the safety stock
	std::int64_t orderUpTo = 0;
	std::int64_t proposedMinimum = 0; ///< whole units
	std::int64_t orderQuantity = 0;   ///< whole units; 0: nothing to order
	std::string warning;              ///< shortage, slow, overstock or ''
};

/// The standard normal distribution's quantile: so many standard deviations cover that share of all cases.
double serviceFactor(int perMille);

ReorderProposal propose(const ReorderFacts& facts);

} // namespace parts
