#pragma once

#include "rules/Outcome.hpp"

#include <nlohmann/json.hpp>

namespace survey {

/// What followed from a sheet, as it is stored with it.
nlohmann::json toJson(const Outcome& outcome);

/// The outcome that toJson wrote.
Outcome readOutcome(const nlohmann::json& stored);

} // namespace survey
