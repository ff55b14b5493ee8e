#pragma once

#include "erphost/Plugin.hpp"

#include <nlohmann/json.hpp>

#include <string>

namespace fees {

/// what an order's story says of fines and settlement; lines as GET /story shows them, in no order.
erphost::Result<nlohmann::json> moneyStory(erphost::Tx& tx, const erphost::Host& host, const std::string& kind,
                                           const std::string& branchId, const std::string& erpKey);

} // namespace fees
