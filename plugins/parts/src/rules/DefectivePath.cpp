#include "rules/DefectivePath.hpp"

#include <algorithm>
#include <array>

namespace parts {

namespace {

constexpr std::array<std::string_view, 7> kNames{"found",  "identified", "waiting_parts", "repaired",
                                                 "tested", "back",       "returned"};

} // namespace

std::string_view name(DefectiveStep step)
{
	return kNames[static_cast<std::size_t>(step)];
}

std::optional<DefectiveStep> defectiveStepNamed(std::string_view name)
{
	const auto at = std::find(kNames.begin(), kNames.end(), name);
	if (at == kNames.end()) return std::nullopt;
	return static_cast<DefectiveStep>(at - kNames.begin());
}

std::vector<DefectiveStep> nextSteps(DefectiveStep step, std::optional<bool> passed)
{
	switch (step)
	{
	case DefectiveStep::found: return {DefectiveStep::identified};
	case DefectiveStep::identified: return {DefectiveStep::waitingParts};
	case DefectiveStep::waitingParts: return {DefectiveStep::repaired};
	case DefectiveStep::repaired: return {DefectiveStep::tested};
	case DefectiveStep::tested:
		// Only what passed its test is sold; what failed is repaired again or goes back to whom it came from.
		if (passed.value_or(false)) return {DefectiveStep::back};
		return {DefectiveStep::waitingParts, DefectiveStep::returned};
	case DefectiveStep::back:
	case DefectiveStep::returned: return {};
	}
	return {};
}

bool mayFollow(DefectiveStep step, std::optional<bool> passed, DefectiveStep next)
{
	const auto allowed = nextSteps(step, passed);
	return std::find(allowed.begin(), allowed.end(), next) != allowed.end();
}

} // namespace parts
