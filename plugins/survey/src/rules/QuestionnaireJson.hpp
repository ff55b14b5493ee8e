#pragma once

#include "rules/Problem.hpp"
#include "rules/Questionnaire.hpp"

#include <nlohmann/json.hpp>

namespace survey {

/// Reads a questionnaire of docs/answers.md, exactly: members that do not exist are problems too. What could be read is
/// returned in any case; only one without problems may be used. `version` is not part of the content.
Questionnaire readQuestionnaire(const nlohmann::json& content, Problems& problems);

/// The content with every member, the form in which a version is stored: reading it again gives an equal questionnaire.
nlohmann::json toJson(const Questionnaire& questionnaire);

/// What readQuestionnaire cannot see: references, order, classes (checkQuestionnaire) after the shape.
Problems problemsOf(const nlohmann::json& content);

} // namespace survey
