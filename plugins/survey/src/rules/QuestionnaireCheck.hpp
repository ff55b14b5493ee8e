#pragma once

#include "rules/Problem.hpp"
#include "rules/Questionnaire.hpp"

#include <string_view>

namespace survey {

/// What a questionnaire, a question or an option may be called: a lower case letter, then 1 to 39 more, digits or "_".
bool isId(std::string_view text);

/// What a questionnaire of the right shape may still have wrong: ids twice, a condition about a question that comes
/// later or does not exist, an indicator on answers without a class, dates that end before they begin. A questionnaire
/// without a problem can be asked to its end, and each of its answers has one class.
void checkQuestionnaire(const Questionnaire& questionnaire, Problems& problems);

} // namespace survey
