#pragma once

#include "erphost/Http.hpp"
#include "store/Items.hpp"
#include "store/Ledger.hpp"
#include "store/Papers.hpp"
#include "store/Places.hpp"

#include <nlohmann/json.hpp>

namespace parts {

/// The plugin's records as the API shows them (docs/ledger.md). `money`: the caller sees costs.
nlohmann::json toJson(const Item& item, const std::vector<std::string>& erpFields, bool money);
nlohmann::json toJson(const Supplier& supplier);
nlohmann::json toJson(const NamedPlace& place);
nlohmann::json toJson(const Stock& stock, bool money);
nlohmann::json toJson(const ShownMovement& movement, bool money);
nlohmann::json toJson(const Paper& paper, bool money);
nlohmann::json toJson(const PaperLine& line, bool money);

} // namespace parts
