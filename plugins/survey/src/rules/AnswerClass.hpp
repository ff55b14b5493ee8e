#pragma once

#include "rules/Answer.hpp"
#include "rules/Fact.hpp"

#include <array>
#include <optional>
#include <string_view>

namespace survey {

/// The classes that an answer can have (§1.3): refused and not reached belong to attempts.
inline constexpr std::array kAnswerClasses{FactClass::veryYes, FactClass::yes,    FactClass::average,
                                           FactClass::no,      FactClass::veryNo, FactClass::invalid};

constexpr std::string_view className(FactClass value)
{
	switch (value)
	{
	case FactClass::veryYes: return "very_yes";
	case FactClass::yes: return "yes";
	case FactClass::average: return "average";
	case FactClass::no: return "no";
	case FactClass::veryNo: return "very_no";
	case FactClass::invalid: return "invalid";
	case FactClass::refused: return "refused";
	case FactClass::notReached: return "not_reached";
	}
	return "";
}

constexpr std::optional<FactClass> classNamed(std::string_view text)
{
	for (const FactClass value : kAnswerClasses)
		if (className(value) == text) return value;
	return std::nullopt;
}

/// SV-50: what the overall level, or an answer on its scale, counts as.
constexpr FactClass outcomeOf(Level level)
{
	switch (level)
	{
	case Level::verySatisfied: return FactClass::veryYes;
	case Level::satisfied: return FactClass::yes;
	case Level::average: return FactClass::average;
	case Level::dissatisfied: return FactClass::no;
	case Level::veryDissatisfied: return FactClass::veryNo;
	}
	return FactClass::invalid;
}

} // namespace survey
