#pragma once

#include "host/sync/Mapping.hpp"

namespace erphost::sync {

/// Checks a document by config/schemas/mapping.schema.json (compiled in); adds one finding per mistake.
void validateMapping(const nlohmann::json& document, std::vector<MappingFinding>& findings);

} // namespace erphost::sync
