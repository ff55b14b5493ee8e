#include "rules/ReorderProposal.hpp"

#include <algorithm>
#include <cmath>

namespace parts {

namespace {

std::int64_t roundedUp(double quantity)
{
	// A hair above a whole number is that number: 3.0000000001 pieces are three.
	return static_cast<std::int64_t>(std::ceil(quantity - 1e-6));
}

std::int64_t wholeUnits(std::int64_t quantity, std::int64_t unitSize)
{
	return (quantity + unitSize - 1) / unitSize * unitSize;
}

} // namespace

double serviceFactor(int perMille)
{
	const double share = std::clamp(perMille, 500, 999) / 1000.0;
	double low = 0, high = 4;
	for (int step = 0; step < 60; ++step)
	{
		const double middle = (low + high) / 2;
		(std::erfc(-middle / std::sqrt(2.0)) / 2 < share ? low : high) = middle;
	}
	return low;
}

ReorderProposal propose(const ReorderFacts& facts)
{
	ReorderProposal proposal;
	proposal.method = name(facts.weekly.method);
	proposal.perWeek = facts.weekly.perPeriod;
	double deviation = facts.weekly.deviation;
	if (facts.failuresPerWeek > proposal.perWeek)
	{
		proposal.method = "failure_rate";
		proposal.perWeek = facts.failuresPerWeek;
		// Failures of many units come as a Poisson stream: the variance of their number is its mean.
		const double size = static_cast<double>(facts.unitSize);
		deviation = std::max(deviation, std::sqrt(facts.failuresPerWeek / size) * size);
	}
	const double leadWeeks = facts.leadDays / 7.0;
	proposal.safetyStock = roundedUp(serviceFactor(facts.servicePerMille) * deviation * std::sqrt(leadWeeks));
	proposal.reorderPoint = roundedUp(proposal.perWeek * leadWeeks) + proposal.safetyStock;
	proposal.proposedMinimum = wholeUnits(proposal.reorderPoint, facts.unitSize);
	const std::int64_t minimum = facts.minimum.value_or(proposal.proposedMinimum);
	proposal.orderUpTo = wholeUnits(minimum + roundedUp(proposal.perWeek * facts.reviewDays / 7.0), facts.unitSize);
	const std::int64_t position = facts.onHand + facts.onOrder;
	if (position < minimum) proposal.orderQuantity = wholeUnits(proposal.orderUpTo - position, facts.unitSize);
	const double enough =
		std::max(static_cast<double>(proposal.orderUpTo), proposal.perWeek * facts.overstockDays / 7.0);
	if (position < minimum) proposal.warning = "shortage";
	else if (facts.onHand > 0 && facts.idleDays >= facts.slowDays) proposal.warning = "slow";
	else if (proposal.perWeek > 0 && static_cast<double>(facts.onHand) > enough) proposal.warning = "overstock";
	return proposal;
}

} // namespace parts
