#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace complaints {

struct CauseCount
{
	std::string cause;
	std::int64_t count = 0;
};
struct ParetoBar
{
	std::string cause;
	std::int64_t count = 0;
	double share = 0;      ///< of all
	double cumulative = 0; ///< of all, up to and with this one
};

/// CP-15, SV-57: causes by frequency, the most frequent first, equal ones by code. Nothing for nothing.
std::vector<ParetoBar> paretoOf(std::vector<CauseCount> counts);

} // namespace complaints
