#pragma once

#include "erphost/Tx.hpp"
#include "rules/Fact.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace survey {

/// Adds (`sign` 1) or takes back (−1, a correction) what an outcome of a task counts, along every dimension of SV-06
/// and SV-54. The only writer of the figures: its cost does not depend on how many answers there are. `answeredMonth`
/// is YYYY-MM of the local date at which the customer answered.
erphost::Result<void> countFacts(erphost::Tx& tx, const std::string& taskId, const std::string& answeredMonth,
                                 const std::vector<Fact>& facts, int sign);

} // namespace survey
