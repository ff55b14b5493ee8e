#pragma once

#include "erphost/Result.hpp"
#include "rules/Assessment.hpp"
#include "rules/OrderFacts.hpp"

#include <nlohmann/json.hpp>

#include <vector>

namespace survey {

/// The answers of docs/answers.md: by question id a value, or {value, said, invalid}. What is no answer at all becomes
/// a problem survey.answers.value.
GivenAnswers readAnswers(const nlohmann::json& answers, std::vector<erphost::Error>& problems);

/// What a whole sheet of answers says; its first problem is the error.
erphost::Result<Assessment> judgeAnswers(const Questionnaire& questionnaire, const OrderFacts& facts,
                                         const nlohmann::json& answers, const AnswerRules& rules);

/// The facts by name; what is not known is left out.
nlohmann::json toJson(const Values& values);

nlohmann::json toJson(const Value& value);

/// As stored with a sheet.
nlohmann::json toJson(const OrderFacts& facts);

} // namespace survey
