#pragma once

#include "erphost/Tx.hpp"
#include "rules/Difference.hpp"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace survey {

/// A task's rounds with all their attempts, corrected ones and withdrawn rounds too (docs/rounds.md).
erphost::Result<nlohmann::json> roundsJson(erphost::Tx& tx, const std::string& taskId);

nlohmann::json toJson(const std::vector<ListedConsequence>& consequences);

} // namespace survey
