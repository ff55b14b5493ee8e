#pragma once

#include "surface/OrderWork.hpp"

namespace fees {

/// FE-06, CP-06: takes the gain of an overcharge from who made it. What he handed in settles his cash; what he kept he
/// owes: HR takes it from his wage (FE-22), or it is offset where a provider settles for him (FE-40).
/// "fees.exception.confiscated", "fees.exception.nothing_gained".
Result<void> takeGain(Tx& tx, const erphost::Host& host, const MoneyException& item, const FeeOrder& order,
                      const Gain& gain, const Person& who, const std::string& reason);

/// It was no overcharge: counter-entries, and what he owed is given back (SV-15). False if nothing was taken.
Result<bool> giveGainBack(Tx& tx, const erphost::Host& host, const MoneyException& item, const std::string& reason);

} // namespace fees
