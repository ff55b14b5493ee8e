#pragma once

#include "erphost/Plugin.hpp"
#include "store/Clocks.hpp"

#include <optional>
#include <string>

namespace complaints {

/// CP-18: proposes the fine of a missed clock to whom it belongs (CP-13: late dispatch is the superior's), with the
/// clock as evidence, and with the customer's word where the ERP's times were typed in. Proposing it again changes
/// nothing.
Result<void> proposeFor(Tx& tx, const erphost::Host& host, const WatchedClock& clock,
                        const std::optional<Confirmation>& said);

/// Takes it back: what the ERP told later, or the customer, shows that nothing was missed.
Result<void> withdrawFor(Tx& tx, const erphost::Host& host, const WatchedClock& clock, const std::string& why);

} // namespace complaints
