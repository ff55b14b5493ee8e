#include "rules/CountRound.hpp"

namespace parts {

erphost::Result<CountVerdict> closeRound(std::vector<CountLine>& lines, int round)
{
	std::int64_t missing = 0;
	std::string first;
	for (const CountLine& line : lines)
		if (line.asked && line.countedRound != round)
		{
			if (missing++ == 0) first = line.itemCode;
		}
	if (missing > 0)
		return erphost::conflict("parts.stocktake.uncounted", "Not every line was counted.")
		    .with("count", std::to_string(missing))
		    .with("item", first);
	bool differs = false;
	for (CountLine& line : lines)
	{
		line.asked = round == 1 && line.difference() != 0;
		differs = differs || line.asked;
	}
	if (differs) return CountVerdict{"recounting", round + 1};
	return CountVerdict{"explaining", round};
}

CountVerdict countAgain(std::vector<CountLine>& lines, int round)
{
	for (CountLine& line : lines) line.asked = line.difference() != 0;
	return {"recounting", round + 1};
}

} // namespace parts
