#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace complaints {

/// CP-09: the steps of a case, in their order. None is skipped.
enum class Step
{
	received,   ///< 受理
	facts,      ///< 事实核实
	cause,      ///< 原因查明
	solution,   ///< 与客户商定方案
	carriedOut, ///< 方案执行
	prevention, ///< 预防措施; from here on the case waits for the second call-back
	satisfied,  ///< 客户满意确认, by a call-back only (CP-10)
	closed      ///< 结案
};

inline constexpr std::array kSteps{Step::received,   Step::facts,      Step::cause,     Step::solution,
                                   Step::carriedOut, Step::prevention, Step::satisfied, Step::closed};

constexpr std::string_view name(Step step)
{
	switch (step)
	{
	case Step::received: return "received";
	case Step::facts: return "facts";
	case Step::cause: return "cause";
	case Step::solution: return "solution";
	case Step::carriedOut: return "carried_out";
	case Step::prevention: return "prevention";
	case Step::satisfied: return "satisfied";
	case Step::closed: return "closed";
	}
	return "";
}

constexpr std::optional<Step> stepNamed(std::string_view text)
{
	for (const Step step : kSteps)
		if (name(step) == text) return step;
	return std::nullopt;
}

/// The step that follows; nullopt after the last.
constexpr std::optional<Step> nextStep(Step step)
{
	const auto index = static_cast<std::size_t>(step) + 1;
	return index < kSteps.size() ? std::optional(kSteps[index]) : std::nullopt;
}

/// The step before; nullopt before the first.
constexpr std::optional<Step> stepBefore(Step step)
{
	const auto index = static_cast<std::size_t>(step);
	return index > 0 ? std::optional(kSteps[index - 1]) : std::nullopt;
}

/// Steps that people record; satisfaction and closing come from the call-back alone (CP-10).
constexpr bool byHand(Step step)
{
	return step > Step::received && step < Step::satisfied;
}

} // namespace complaints
