#pragma once

#include <string>

namespace survey {

/// How one outcome enters an indicator. The extremes are kept apart so that five levels fit as well as yes and no.
enum class FactClass
{
	veryYes, ///< very satisfied
	yes,
	average,
	no,
	veryNo,     ///< very dissatisfied
	invalid,    ///< asked, but does not count (SV-30…37)
	refused,    ///< SV-05: counted apart, never in a rate
	notReached, ///< SV-05: as refused
};

/// What one recorded outcome adds to one indicator of a month: "satisfaction" (SV-54) or the name that a question of a
/// questionnaire gives itself ("punctual", "belt", …).
struct Fact
{
	std::string indicator;
	FactClass outcome = FactClass::invalid;
};

} // namespace survey
