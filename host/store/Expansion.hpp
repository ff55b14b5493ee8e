#pragma once

#include <string_view>

namespace erphost::store {

/// True if a statement of a plugin's migration only adds: SQLite's authorizer tells ADD COLUMN, RENAME and DROP COLUMN
/// not apart, so that an ALTER TABLE is looked at here. What is touched is the authorizer's business.
bool isExpanding(std::string_view statement);

} // namespace erphost::store
