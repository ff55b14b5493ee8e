#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace fees {

/// A decided fine of an act.
struct ActFine
{
	std::int64_t sumFen = 0;
	std::int64_t decidedAt = 0; ///< ms
	bool voided = false;
};

/// FE-20: of several offences in one act the highest counts, not the sum: which one stands; of equal ones the first
/// that was decided. nullopt: all of them are voided.
constexpr std::optional<std::size_t> standingOf(std::span<const ActFine> fines)
{
	std::optional<std::size_t> highest;
	for (std::size_t i = 0; i < fines.size(); ++i)
	{
		if (fines[i].voided) continue;
		if (!highest || fines[i].sumFen > fines[*highest].sumFen ||
		    (fines[i].sumFen == fines[*highest].sumFen && fines[i].decidedAt < fines[*highest].decidedAt))
			highest = i;
	}
	return highest;
}

} // namespace fees
