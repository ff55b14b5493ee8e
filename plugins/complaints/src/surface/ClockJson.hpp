#pragma once

#include "store/WatchedClock.hpp"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace complaints {

/// A clock as the API shows it (docs/sheets.md). `erpAwaySince`: its pause shows on every running clock of an order.
nlohmann::json toJson(const WatchedClock& clock, std::optional<std::int64_t> usedPercent,
                      std::optional<std::int64_t> erpAwaySince);

nlohmann::json textOrNull(const std::string& text);

/// JSON Schemas of the API's answers, for the OpenAPI document.
nlohmann::json clockSchema();
nlohmann::json clockDetailSchema();

} // namespace complaints
