#pragma once

#include "erphost/Result.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace parts {

/// PT-06: one item of a stocktake, in smallest units.
struct CountLine
{
	std::string itemCode;
	std::int64_t book = 0;             ///< frozen: what the ledger said when counting began
	std::optional<std::int64_t> count; ///< the count that stands
	int countedRound = 0;              ///< the round it is from; 0: none
	bool asked = true;                 ///< asked for in the present round

	/// What is posted: counted less frozen, so that movements after the freeze do not disturb it.
	std::int64_t difference() const { return count.value_or(book) - book; }
};

struct CountVerdict
{
	std::string state; ///< "recounting" or "explaining"
	int round = 1;     ///< the next one
};

/// Ends a round. After the first one the lines that differ are counted a second time; the second count stands.
/// "parts.stocktake.uncounted" (params count, item) if an asked line was not counted in this round.
erphost::Result<CountVerdict> closeRound(std::vector<CountLine>& lines, int round);

/// After a rejection: every line that differs is counted once more.
CountVerdict countAgain(std::vector<CountLine>& lines, int round);

} // namespace parts
