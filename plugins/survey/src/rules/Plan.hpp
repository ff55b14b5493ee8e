#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace survey {

/// The steps of an improvement plan (SV-55).
enum class Step
{
	plan,
	carryOut, ///< "do"
	check,
	act
};

inline constexpr std::array kSteps{Step::plan, Step::carryOut, Step::check, Step::act};

constexpr std::string_view name(Step step)
{
	switch (step)
	{
	case Step::plan: return "plan";
	case Step::carryOut: return "do";
	case Step::check: return "check";
	case Step::act: return "act";
	}
	return "";
}

std::optional<Step> stepNamed(std::string_view text);

/// What is to be done, by whom and until when.
struct Measure
{
	std::string text, person, dueOn;
	std::optional<std::string> doneOn;
	std::string result;
};

/// SV-55: what the present step still lacks before the next one may begin: "causes", "measures", "results", "note";
/// "figure" where only the next month's figure goes on; empty if nothing.
std::string_view missingFor(Step present, std::size_t causes, const std::vector<Measure>& measures,
                            std::string_view note);

/// The step after; nullopt after act.
constexpr std::optional<Step> nextStep(Step step)
{
	switch (step)
	{
	case Step::plan: return Step::carryOut;
	case Step::carryOut: return Step::check;
	case Step::check: return Step::act;
	case Step::act: return std::nullopt;
	}
	return std::nullopt;
}

/// How a month's figure judges a branch: too few answers say nothing.
enum class Verdict
{
	tooFew,
	below,
	reached
};

/// `target` in hundredths of a percent, `minimum` answers.
Verdict verdictOf(std::int64_t numerator, std::int64_t denominator, std::int64_t target, std::int64_t minimum);

} // namespace survey
