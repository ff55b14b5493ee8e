#pragma once

#include "erphost/Plugin.hpp"
#include "store/Cases.hpp"
#include "store/Clocks.hpp"

#include <optional>
#include <string>

namespace complaints {

/// What the customer let us know about a missed clock.
struct ClockEvidence
{
	std::optional<Confirmation> said;
	std::optional<Case> complaint;
};

/// CP-18: proposes the fine of a missed clock to whom it belongs (CP-13: late dispatch is the superior's), with the
/// clock as evidence, and with the customer's word where one is needed. Proposing it again changes nothing. False where
/// the table of fines of that day does not name the offence: nothing is proposed.
Result<bool> proposeFor(Tx& tx, const erphost::Host& host, const WatchedClock& clock, const ClockEvidence& heard);

/// Takes it back: what the ERP told later, or the customer, shows that nothing was missed.
Result<void> withdrawFor(Tx& tx, const erphost::Host& host, const WatchedClock& clock, const std::string& why);

} // namespace complaints
