#pragma once

#include "store/Ledger.hpp"

#include <string>

namespace parts {

/// parts.order.changed: the parts of an order are others now (plugins/README.md). `reason`: issued, returned,
/// written_off, old_part, free_approved; '' says nothing. Where there is no order nobody is told.
Result<void> tellOrderChanged(Tx& tx, const OrderRef& order, std::string_view reason);

} // namespace parts
