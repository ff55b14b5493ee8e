#pragma once

#include "store/Tasks.hpp"

#include <nlohmann/json.hpp>

namespace survey {

/// A task as the API shows it (README.md).
nlohmann::json toJson(const Task& task, const std::string& today, std::int64_t nowMs);

/// JSON Schemas of the API's answers, for the OpenAPI document.
nlohmann::json taskSchema();
nlohmann::json taskDetailSchema();
/// One thing that follows from the answers (SV-15).
nlohmann::json consequenceSchema();

} // namespace survey
