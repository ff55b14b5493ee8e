#pragma once

#include "host/odbc/BlockReader.hpp"

namespace erphost::odbc {

struct CatalogColumn
{
	std::string name;
	std::string typeName;
	ColumnKind kind = ColumnKind::text;
	std::uint64_t size = 0; ///< characters (text), digits (decimal); 0: unbounded
	int scale = 0;
	bool nullable = true;
	std::string charset; ///< of a text column where the server knows one per column ("gbk", "utf8mb4"); else empty
	std::string cast;    ///< what a parameter of a batch must be cast to on this server; empty: nothing
};

/// The columns of a table or view in order; "erp.table_missing" if there is none of that name that this account can
/// see.
Result<std::vector<CatalogColumn>> describeTable(Connection& connection, std::string_view table);

/// The columns of each unique index, as the driver tells them; none: it tells of none.
Result<std::vector<std::vector<std::string>>> uniqueKeys(Connection& connection, std::string_view table);

/// Columns of a SELECT, without running it to the end.
Result<std::vector<CatalogColumn>> describeSelect(Connection& connection, std::string_view select);

/// A stable digest of names, types and sizes: a changed table pauses its entity.
std::string fingerprint(const std::vector<CatalogColumn>& columns);

/// Checks one value against a column; the error ("odbc.value_refused") names column and character. See BatchWriter.
Result<void> checkFits(const CatalogColumn& column, std::optional<std::string_view> value, Product product);

} // namespace erphost::odbc
