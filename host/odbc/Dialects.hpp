#pragma once

#include "host/odbc/Dialect.hpp"

namespace erphost::odbc {

/// One instance each; dialectFor() is the way to them.
const Dialect& sqliteDialect();
const Dialect& postgresDialect();
const Dialect& mariaDbDialect();
const Dialect& sqlServerDialect();
const Dialect& genericDialect();

/// Building blocks that the dialects share.
namespace sqltext {

/// 'text' with doubled quotes.
std::string literal(std::string_view text);
/// Every part between dots in the given quotes, the closing one doubled inside.
std::string quoted(std::string_view identifier, char open, char close);
/// a, b, c — each through `quote`.
std::string list(const Dialect& dialect, const std::vector<std::string>& names, std::string_view prefix = {});
/// (?, ?, ?) with so many marks.
std::string marks(std::size_t count);
bool contains(const std::vector<std::string>& names, std::string_view name);
/// Lower-case search of a word in a type name.
bool mentions(std::string_view typeName, std::string_view word);
/// The schema (may be empty) and the table of "schema.table".
std::pair<std::string, std::string> schemaAndTable(std::string_view name);
/// ON CONFLICT (keys) DO UPDATE SET … of SQLite and PostgreSQL.
std::string onConflict(const Dialect& dialect, const std::vector<std::string>& columns,
                       const std::vector<std::string>& keys, const std::vector<std::string>& keep);

} // namespace sqltext
} // namespace erphost::odbc
