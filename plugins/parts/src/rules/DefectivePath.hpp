#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace parts {

/// PT-17: where a defective unit stands. None is skipped.
enum class DefectiveStep
{
	found,
	identified,
	waitingParts,
	repaired,
	tested,
	back, ///< in finished stock: that is when it counts
	returned
};

std::string_view name(DefectiveStep step);
std::optional<DefectiveStep> defectiveStepNamed(std::string_view name);

/// What may follow. `passed`: how the last test ended, where there was one.
std::vector<DefectiveStep> nextSteps(DefectiveStep step, std::optional<bool> passed);

bool mayFollow(DefectiveStep step, std::optional<bool> passed, DefectiveStep next);

/// Its path has ended.
constexpr bool ended(DefectiveStep step)
{
	return step == DefectiveStep::back || step == DefectiveStep::returned;
}

} // namespace parts
