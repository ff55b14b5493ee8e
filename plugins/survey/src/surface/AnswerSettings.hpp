#pragma once

#include "erphost/Plugin.hpp"
#include "rules/AnswerRules.hpp"

#include <string>

namespace survey {

/// The settings by which answers of a business date are judged: `phrases` (SV-39), `on_time_limit_minutes` and
/// `on_time_tolerance_minutes` (SV-38).
erphost::Result<AnswerRules> answerRules(const erphost::Host& host, const std::string& localDate);

} // namespace survey
