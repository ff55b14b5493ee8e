#pragma once

#include <string>
#include <string_view>

namespace erphost::demoerp {

/// The ERP's tables, as they grew: pinyin and Chinese names side by side. This is somebody else's database to erphost.
extern const std::string_view kTables;

/// Indexes, made after the rows are in.
extern const std::string_view kIndexes;

/// "INSERT INTO table VALUES (?, …)" with as many parameters as the table has columns, from the text of kTables.
std::string insertInto(std::string_view table);

} // namespace erphost::demoerp
