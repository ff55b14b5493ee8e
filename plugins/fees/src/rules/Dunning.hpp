#pragma once

#include <cstdint>
#include <span>

namespace fees {

/// FE-21: which of the dunning levels (1, 2, …) a notice has reached that is so many days overdue; 0: none.
inline int dunningLevel(int overdueDays, std::span<const std::int64_t> levelDays)
{
	int level = 0;
	for (const std::int64_t days : levelDays)
		if (overdueDays >= days) ++level;
	return overdueDays > 0 ? level : 0;
}

} // namespace fees
