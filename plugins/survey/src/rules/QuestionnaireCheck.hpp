#pragma once

#include "rules/Problem.hpp"
#include "rules/Questionnaire.hpp"

namespace survey {

/// What a questionnaire of the right shape may still have wrong: ids twice, a condition about a question that comes
/// later or does not exist, an indicator on answers without a class, dates that end before they begin. A questionnaire
/// without a problem can be asked to its end, and each of its answers has one class.
void checkQuestionnaire(const Questionnaire& questionnaire, Problems& problems);

} // namespace survey
