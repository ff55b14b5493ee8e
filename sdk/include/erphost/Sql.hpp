#pragma once

#include <string_view>

namespace erphost {

/// A named statement: the only form in which SQL reaches the store.
///
/// The text is written in the subset that SQLite >= 3.35 and PostgreSQL >= 13 share, with numbered parameters ?1, ?2, …
/// (BIGINT, TEXT; ON CONFLICT, RETURNING, CTEs, window functions). A module lists its statements in one array, so
/// that the tests can prepare every one of them against both engines.
/// The object must live as long as the process: statement caches use its address.
struct Sql
{
	std::string_view name; ///< unique: "<module>.<statement>"
	std::string_view text;
};

} // namespace erphost
