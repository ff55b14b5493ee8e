#pragma once

#include <string>
#include <string_view>

namespace erphost::store {

/// True if a statement of a plugin's migration only adds: SQLite's authorizer tells ADD COLUMN, RENAME and DROP COLUMN
/// not apart, so that an ALTER TABLE is looked at here. What is touched is the authorizer's business.
bool isExpanding(std::string_view statement);

/// The index that a text begins by dropping, in upper case as SQLite compares it; empty if it begins with something
/// else. A quoted name is nobody's.
std::string droppedIndex(std::string_view text);

} // namespace erphost::store
