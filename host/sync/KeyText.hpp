#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace erphost::sync {

/// Appends one part of a composite key: without CHAR padding, `\` and `|` escaped by `\`, parts joined with `|`.
void appendKeyPart(std::string& key, std::string_view part, bool first);

/// The canonical key of the parts, as it stands in erp_<entity>.erp_key.
std::string joinKey(const std::vector<std::string>& parts);

/// The parts of a canonical key.
std::vector<std::string> splitKey(std::string_view key);

} // namespace erphost::sync
