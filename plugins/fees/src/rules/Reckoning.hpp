#pragma once

#include "rules/Money.hpp"

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

/// What a settlement pays (FE-40, FE-42).
namespace fees {

/// A grade of the month's satisfaction: reached from so many thousandths on, pays so many thousandths.
struct Grade
{
	std::string grade;
	std::int64_t fromPermille = 0, factorPermille = 1000;
};

/// FE-42: the grade of content ÷ answered; the best one whose threshold is reached. Below `minimum` answers, or without
/// a threshold that is reached, the full sum: too few answers judge nobody.
inline Grade gradeOf(std::span<const Grade> grades, std::int64_t content, std::int64_t answered, std::int64_t minimum)
{
	Grade best;
	if (answered < minimum || answered <= 0) return best;
	std::int64_t reached = -1;
	for (const Grade& each : grades)
		if (content * 1000 >= each.fromPermille * answered && each.fromPermille > reached)
		{
			best = each;
			reached = each.fromPermille;
		}
	return best;
}

/// One order's or offset's part of a settlement.
struct ReckoningPart
{
	bool order = false; ///< the quality factor applies to orders alone
	Fen baseFen = 0;
};

struct Reckoning
{
	std::vector<Fen> sums; ///< of the parts, in their order
	Fen ordersFen = 0, offsetFen = 0;
	Fen depositFen = 0; ///< held back, ≤ 0
	Fen totalFen = 0;   ///< sum of all of it
	Fen paidFen = 0;    ///< what is paid: never below zero
	Fen carriedFen = 0; ///< ≤ 0: goes to the next period
};

struct DepositRule
{
	Fen balanceFen = 0, targetFen = 0;
	std::int64_t holdPermille = 0; ///< of what would be paid
};

/// FE-08: each line is rounded by itself, the total is their sum. Nothing is held back from a total that is not
/// positive.
inline Reckoning reckon(std::span<const ReckoningPart> parts, std::int64_t factorPermille, const DepositRule& deposit)
{
	Reckoning result;
	for (const ReckoningPart& part : parts)
	{
		const Fen sum = part.order ? divideHalfUp(part.baseFen * factorPermille, 1000) : part.baseFen;
		result.sums.push_back(sum);
		(part.order ? result.ordersFen : result.offsetFen) += sum;
	}
	const Fen before = result.ordersFen + result.offsetFen;
	const Fen missing = deposit.targetFen - deposit.balanceFen;
	if (before > 0 && missing > 0)
		result.depositFen = -std::min(missing, divideHalfUp(before * deposit.holdPermille, 1000));
	result.totalFen = before + result.depositFen;
	result.paidFen = result.totalFen > 0 ? result.totalFen : 0;
	result.carriedFen = result.totalFen < 0 ? result.totalFen : 0;
	return result;
}

} // namespace fees
