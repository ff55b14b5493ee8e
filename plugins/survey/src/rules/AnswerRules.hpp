#pragma once

#include "rules/FreeText.hpp"

#include <cstdint>
#include <vector>

namespace survey {

/// The settings by which answers are judged, as set for a date.
struct AnswerRules
{
	std::vector<Phrase> phrases;             ///< SV-39
	std::int64_t onTimeLimitMinutes = 0;     ///< SV-38: what the company allows
	std::int64_t onTimeToleranceMinutes = 0; ///< SV-38
};

} // namespace survey
