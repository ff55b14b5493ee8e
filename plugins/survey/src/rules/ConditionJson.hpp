#pragma once

#include "rules/Condition.hpp"
#include "rules/Problem.hpp"

#include <nlohmann/json.hpp>

#include <string>

namespace survey {

/// Reads a condition of docs/answers.md; what is wrong with its shape is added to `problems`. Whether what it refers to
/// exists is checkQuestionnaire's business.
Condition readCondition(const nlohmann::json& value, const std::string& pointer, Problems& problems);

/// The same condition as JSON: reading it again gives an equal one.
nlohmann::json toJson(const Condition& condition);

} // namespace survey
