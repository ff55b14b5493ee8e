#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace survey {

/// One cause with how often it was named, and how many were asked.
struct Cause
{
	std::string name;
	std::int64_t count = 0;
	std::int64_t asked = 0;
	double share = 0;      ///< of all that were named, 0…1
	double cumulative = 0; ///< with those before it
};

/// SV-57: the causes by how often they were named, most first; those that nobody named are left out.
std::vector<Cause> pareto(std::vector<Cause> causes);

} // namespace survey
