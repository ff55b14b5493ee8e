#pragma once

#include "rules/FineProposal.hpp"
#include "store/Fines.hpp"

#include <string>
#include <vector>

namespace survey {

/// Keeps a fine proposal and tells it to the other plugins; one that stands already changes nothing. `source` of the
/// evidence: "callback" or "clock"; its reference is the task, or the order where there is none.
Result<void> propose(Tx& tx, const Fine& fine, const std::string& source, const std::vector<Evidence>& evidence);

/// Takes a proposal back and tells it.
Result<void> takeBack(Tx& tx, const Fine& fine, std::int64_t nowMs, const std::string& reason);

} // namespace survey
