#pragma once

#include <string>
#include <string_view>

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

/// SV-57: an offence that the answers or the call showed is counted too, as "no" under this name, which no question can
/// have. It has no rate: nobody is asked whether there was none.
inline constexpr std::string_view kOffenceCount = "offence:";
inline std::string offenceCount(std::string_view offence)
{
	return std::string(kOffenceCount).append(offence);
}

} // namespace survey
