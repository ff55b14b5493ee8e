#pragma once

#include "rules/Problem.hpp"
#include "store/Questionnaires.hpp"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace survey {

/// Version of docs/answers.md; `inForce`: of its questionnaire this one counts today.
nlohmann::json versionJson(const QuestionnaireVersion& version, bool inForce);
/// The content with its version's number, as a form asks it.
nlohmann::json askedJson(const Questionnaire& questionnaire);
nlohmann::json problemsJson(const Problems& problems);
/// Draft of docs/answers.md, with what is still wrong with it.
nlohmann::json draftJson(const QuestionnaireDraft& draft);

/// What is wrong with a content that is to be kept under an id.
Problems problemsUnder(const std::string& id, const nlohmann::json& content);

/// The number of the version that counts on a date; 0 if none does. `versions` of one questionnaire.
int versionInForce(const std::vector<QuestionnaireVersion>& versions, const std::string& isoDate);

/// JSON Schemas of the same.
nlohmann::json versionSchema();
nlohmann::json draftSchema();
nlohmann::json questionnaireSchema();
nlohmann::json problemListSchema();
/// {"type": "object"} with these members, all of them required.
nlohmann::json objectSchema(const nlohmann::json& properties);
/// The schema, or null.
nlohmann::json orNullSchema(const nlohmann::json& schema);

} // namespace survey
