#pragma once

#include "erphost/Result.hpp"

#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace erphost::worker {

/// "a=1&b=x&b=y" → {"a": "1", "b": ["x", "y"]}. "request.malformed" for broken escapes, broken UTF-8, NUL.
Result<nlohmann::json> parseQuery(std::string_view query);

/// Turns the texts of a parsed query into the types that its schema asks for; what does not fit stays a text, for the
/// schema to refuse.
nlohmann::json convertQuery(nlohmann::json query, const nlohmann::json& schema);

/// Parses a request body. "request.broken_json" names the byte; "request.malformed" if it nests deeper than any
/// document of ours: recursive code must not meet it.
Result<nlohmann::json> parseBody(std::string_view body);

/// Resolves %XX; nothing if an escape is broken or the outcome is not UTF-8 text without NUL.
std::optional<std::string> percentDecode(std::string_view text, bool plusIsSpace = false);

} // namespace erphost::worker
