#pragma once

#include <nlohmann/json.hpp>

#include <optional>
#include <string_view>

namespace erphost::packages {

/// JSON that a stranger wrote: one document, at most 32 deep, and no member twice in one object, because two readers
/// could then take two different values for the same text. Nothing if it is anything else.
std::optional<nlohmann::json> parseStrictJson(std::string_view text);

} // namespace erphost::packages
