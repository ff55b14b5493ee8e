#pragma once

#include "erphost/Tx.hpp"
#include "rules/Channel.hpp"
#include "rules/OrderFacts.hpp"

#include <string>

namespace survey {

/// The facts of an order as the ERP shows it now: `kind` is work_order, delivery or sale. An order that the ERP does
/// not have has only kind, channel and round. `level`: the attempt's overall level, empty if there is none.
erphost::Result<OrderFacts> orderFacts(erphost::Tx& tx, const std::string& kind, const std::string& branchId,
                                       const std::string& erpKey, Channel channel, int round, const std::string& level);

} // namespace survey
