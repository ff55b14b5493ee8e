#pragma once

#include "host/odbc/Connection.hpp"

#include <string>
#include <vector>

namespace erphost::odbc {

/// What differs between databases, in one small class each. Pure: builds SQL texts, talks to nobody.
/// Parameters are written as "?".
class Dialect
{
public:
	virtual ~Dialect() = default;
	virtual Product product() const = 0;

	/// Quotes an identifier; dots separate schema and table. Refuses nothing: any character may stand in a legacy name.
	virtual std::string quote(std::string_view identifier) const = 0;
	/// Reads an expression as text without loss (timestamps, decimals): CAST(x AS text) where the driver is lossy or slow.
	virtual std::string asText(std::string_view expression, std::string_view typeName) const = 0;
	/// Appends to a SELECT … ORDER BY what limits it to `rows` ("LIMIT 20000"), or wraps it (TOP).
	virtual std::string limited(std::string_view select, std::size_t rows) const = 0;
	/// The keyset predicate "after (a, b, c)" for the columns, fast on this server:
	/// a >= ? AND (a > ? OR (b >= ? AND (b > ? OR c > ?))). Says in `order` which key column each ? takes.
	virtual std::string after(const std::vector<std::string>& columns, std::vector<std::size_t>& order) const;
	/// Connection string defaults of the driver that odbc.md asks for, for keys the string does not name yet.
	virtual std::string withDriverDefaults(std::string connectionString) const { return connectionString; }
	/// Statements to run once after login (time zone, SQL mode, isolation).
	virtual std::vector<std::string> sessionStatements(bool readOnly) const { return {}; }
	/// Current server time as text "yyyy-mm-dd hh:mm:ss[.f]" UTC: a SELECT.
	virtual std::string currentUtcSelect() const = 0;
	/// A short statement that the server rejects when the account may write `table`, or empty: how rights are checked.
	virtual std::string rightsSelect(std::string_view table) const { return {}; }
	/// One-row upsert of an interface table; and the batch form used by BatchWriter.
	virtual std::string upsert(std::string_view table, const std::vector<std::string>& columns,
							   const std::vector<std::string>& keys) const = 0;
};

/// The dialect of a product; SQL Server is experimental, `other` is plain SQL-92. Lives as long as the process.
const Dialect& dialectFor(Product product);

/// The product that a connection string names (driver or DSN resolved by the driver manager), for options that must be set
/// before login.
Product productOfConnectionString(std::string_view connectionString);

} // namespace erphost::odbc
