#pragma once

#include "rules/Condition.hpp"
#include "rules/Problem.hpp"
#include "rules/Questionnaire.hpp"

#include <cstddef>
#include <string>

namespace survey {

/// What a condition may refer to at its place in a questionnaire.
struct ConditionPlace
{
	const Questionnaire& questionnaire;
	std::size_t before;   ///< questions with a smaller index: what has been asked by then
	bool classes = false; ///< classes of answers are known (violations, findings)
};

/// Adds what is wrong with a condition there: unknown questions, facts and values, comparisons that never hold.
void checkCondition(const Condition& condition, const ConditionPlace& place, const std::string& pointer,
                    Problems& problems);

} // namespace survey
