#include "rules/Warranty.hpp"

#include "rules/FeeMonth.hpp"

#include <array>
#include <cstdlib>

namespace fees {

namespace {

constexpr std::array<std::string_view, 4> kExclusions{"misuse", "force_majeure", "bad_mains", "unauthorised_repair"};

} // namespace

std::string monthsLater(std::string_view date, int months)
{
	return dayOfMonth(monthAfter(monthOfDate(date), months), std::atoi(std::string(date.substr(8)).c_str()));
}

Verdict verdictOf(const WarrantyFacts& facts)
{
	Verdict verdict;
	const bool dated = isDate(facts.purchasedOn);
	// FE-01: a policy of 0 months covers nothing, not even on the day of purchase, and has no last day.
	if (dated && facts.months > 0) verdict.coveredUntil = monthsLater(facts.purchasedOn, facts.months);
	for (const auto exclusion : kExclusions)
		if (facts.exclusion == exclusion)
		{
			verdict.reason = exclusion;
			return verdict;
		}
	if (!facts.sameFaultRepairOn.empty() && facts.sameFaultRepairOn <= facts.reportedOn &&
	    daysBetween(facts.sameFaultRepairOn, facts.reportedOn) <= facts.repairDays)
	{
		verdict.covered = true;
		verdict.reason = "repair_warranty";
		return verdict;
	}
	if (!facts.proof || !dated)
	{
		verdict.reason = "no_proof";
		return verdict;
	}
	verdict.covered = !verdict.coveredUntil.empty() && facts.reportedOn <= verdict.coveredUntil;
	verdict.reason = verdict.covered ? "covered" : "expired";
	return verdict;
}

} // namespace fees
