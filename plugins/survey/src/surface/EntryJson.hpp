#pragma once

#include "surface/Recorder.hpp"

#include <nlohmann/json.hpp>

namespace survey {

/// The members that an attempt, an on-site call and a correction share, as JSON Schema properties (docs/rounds.md).
nlohmann::json entryProperties();

/// Schema of `onsite`: the caller's number, the checks, courtesy and conduct.
nlohmann::json onSiteProperties();

/// Reads what entryProperties describes; `body` is valid against it. Errors: "survey.answers.invalid" for answers
/// without a questionnaire or the other way round.
Result<Entry> readEntry(const nlohmann::json& body);

/// Reads what onSiteProperties describes. Errors: "survey.onsite.check.invalid", "survey.onsite.conduct.invalid".
Result<OnSiteCall> readOnSite(const nlohmann::json& body, const FineTable& fines);

nlohmann::json toJson(const OnSiteCall& call);

} // namespace survey
