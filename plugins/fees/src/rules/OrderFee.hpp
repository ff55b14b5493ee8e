#pragma once

#include "rules/PriceList.hpp"

namespace fees {

/// A part that an order used, as parts publishes it.
struct UsedPart
{
	std::string code, name, unit;
	std::int64_t unitSize = 1;
	std::int64_t used = 0; ///< smallest units: issued − returned
	Fen costFen = 0;       ///< actual cost of what was used (PT-12)
	std::string freeApproval;
	bool covered = false; ///< by a policy of its own or the unit's (FE-01)

	bool operator==(const UsedPart&) const = default;
};

struct FeeInput
{
	bool covered = false;
	std::string reason; ///< of the verdict
	std::string serviceType, productType, brand, model, faultCode;
	std::int64_t units = 1;
	bool onSite = true;
	std::vector<UsedPart> parts;
	std::span<const ListRow> list; ///< the price list of the day of completion
	std::string listId;            ///< '' none is in force
};

/// What one thing costs, and what that rests on.
struct FeeLine
{
	std::string what, code, name; ///< what: labour, visit, part
	std::int64_t quantity = 0;    ///< smallest units
	std::string unit;
	std::int64_t unitSize = 1;
	Fen priceFen = 0;  ///< of one unit; 0 at actual cost
	Fen amountFen = 0; ///< whole fen, rounded line by line (FE-08)
	std::string basis; ///< list, cost, warranty, repair_warranty, free_approval, unlisted
	std::string listId;
	std::int64_t listLine = 0;

	bool operator==(const FeeLine&) const = default;
	bool charged() const { return basis == "list" || basis == "cost"; }
};

/// FE-02: in warranty free; out: labour by list, parts by list where listed, else at actual cost, and the visit.
/// PT-13: parts with an approval are free. What has no price is a line of 0 that says 'unlisted'.
std::vector<FeeLine> feeOf(const FeeInput& input);

/// FE-08: a total is the sum of its lines.
Fen totalOf(std::span<const FeeLine> lines);

} // namespace fees
