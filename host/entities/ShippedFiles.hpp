#pragma once

#include <string_view>

namespace erphost::entities {

/// A file of config/ as it was when the program was built, "schemas/mapping.schema.json"; empty if there is none of
/// that name. Any thread.
std::string_view shippedFile(std::string_view name);

} // namespace erphost::entities
