#pragma once

#include <string>
#include <string_view>

namespace fees {

/// What is known about one unit, or one part of it, on the day its fault was reported. Dates are ISO, '' unknown.
struct WarrantyFacts
{
	std::string reportedOn;
	std::string purchasedOn;
	bool proof = false;            ///< a valid proof of purchase
	std::string exclusion;         ///< '', misuse, force_majeure, bad_mains, unauthorised_repair
	int months = 0;                ///< of warranty: by policy, by product or the default
	std::string sameFaultRepairOn; ///< when the same fault was last repaired, '' never
	int repairDays = 0;            ///< FE-09
};

struct Verdict
{
	bool covered = false;
	std::string_view reason;  ///< covered, repair_warranty; expired, no_proof, or the exclusion
	std::string coveredUntil; ///< the last day, '' where nobody can say or there is none
};

/// FE-01, FE-09. What the customer or a stranger did to the unit is never covered; a repair that did not hold is,
/// however old the unit; then the proof, then the time. The day of the invoice does not count: twelve months from 6
/// November end with 6 November. A policy of 0 months covers nothing: expired on the day of purchase already.
Verdict verdictOf(const WarrantyFacts& facts);

/// The same day so many months later, the month's last where it has no such day.
std::string monthsLater(std::string_view date, int months);

} // namespace fees
