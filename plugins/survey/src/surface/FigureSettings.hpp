#pragma once

#include "erphost/Plugin.hpp"
#include "rules/Plan.hpp"

#include <cstdint>
#include <map>
#include <string>

namespace survey {

/// The numbers of SV-54, SV-55 and SV-57 that hold for a month.
struct FigureSettings
{
	std::string basis;                ///< "answered" or "completed"
	std::int64_t few = 10;            ///< fewer answers are not ranked
	std::int64_t planTarget = 9500;   ///< hundredths of a percent
	std::int64_t planMinimum = 10;    ///< fewer answers do not judge
	std::map<Step, int> planStepDays; ///< calendar days
};

/// A month is judged by one rule from its first day to its last: the one in force on its first.
erphost::Result<FigureSettings> figureSettings(const erphost::Host& host, const std::string& month);

} // namespace survey
