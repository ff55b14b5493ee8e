#pragma once

#include "rules/Satisfaction.hpp"

#include <optional>
#include <vector>

namespace survey {

/// SV-57: the places by the lower end of the interval, best first; equal ends share a place. Fewer than `few` answers
/// are not ranked: three content customers say too little.
std::vector<std::optional<int>> ranksOf(const std::vector<Rate>& rates, std::int64_t few);

} // namespace survey
