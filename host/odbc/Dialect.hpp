#pragma once

#include "host/odbc/Connection.hpp"
#include "host/odbc/PackedRow.hpp"

#include <string>
#include <vector>

namespace erphost::odbc {

struct PackedField
{
	std::string expression, typeName;
};

/// What differs between databases, in one small class each. Pure: builds SQL texts, talks to nobody.
/// Parameters are written as "?".
class Dialect
{
public:
	virtual ~Dialect() = default;
	virtual Product product() const = 0;

	/// Quotes an identifier; dots separate schema and table. Refuses nothing: any character may stand in a legacy name.
	virtual std::string quote(std::string_view identifier) const = 0;
	/// Reads an expression as text without loss (timestamps, decimals): CAST(x AS text) where the driver is lossy or
	/// slow.
	virtual std::string asText(std::string_view expression, std::string_view typeName) const = 0;
	/// Whether a value of this type can travel in packed().
	virtual bool packs(std::string_view typeName) const;
	/// Many columns as one text, because drivers pay for every cell and the server hardly does: the fields and last the
	/// number of NULLs among them, between them kPackSeparator; NULL is kPackedNull. A value that holds either makes
	/// one field or one NULL too many, which BlockReader notices.
	virtual std::string packed(const std::vector<PackedField>& fields) const;
	/// Appends to a SELECT … ORDER BY what limits it to `rows` ("LIMIT 20000"), or wraps it (TOP).
	virtual std::string limited(std::string_view select, std::size_t rows) const = 0;
	/// The keyset predicate "after (a, b, c)" for the columns, fast on this server:
	/// a >= ? AND (a > ? OR (b >= ? AND (b > ? OR c > ?))). Says in `order` which key column each ? takes.
	/// `columns` are SQL expressions, quoted by the caller ("k"."PGDH").
	virtual std::string after(const std::vector<std::string>& columns, std::vector<std::size_t>& order) const;
	/// Connection string defaults of the driver that odbc.md asks for, for keys the string does not name yet.
	virtual std::string withDriverDefaults(std::string connectionString) const { return connectionString; }
	/// Defaults of a connection that only reads whole tables (pull) or that mostly writes (push).
	virtual std::string withAccess(std::string connectionString, bool readOnly) const;
	/// Connection string keys that make the driver itself give up on a silent server, where it has any.
	virtual std::string withTimeouts(std::string connectionString, int loginSeconds, int querySeconds) const;
	/// Transactions as text where SQLEndTran cannot be relied on; empty: SQL_ATTR_AUTOCOMMIT and SQLEndTran.
	virtual std::string beginStatement(bool readOnly) const;
	virtual std::string commitStatement() const { return {}; }
	virtual std::string rollbackStatement() const { return {}; }
	/// A SELECT with one row per column of the table, in order: name, type name, characters or digits (0: unbounded),
	/// scale, nullable (1/0), charset, what a parameter of this type is cast to. Empty: ask the driver (SQLColumns).
	virtual std::string columnsSelect(std::string_view table) const;
	/// Statements to run once after login (time zone, SQL mode, isolation).
	virtual std::vector<std::string> sessionStatements(bool readOnly) const;
	/// Current server time as text "yyyy-mm-dd hh:mm:ss[.f]" UTC: a SELECT.
	virtual std::string currentUtcSelect() const = 0;
	/// A SELECT of one value, 1 if this account may write `table` and 0 if not; empty where the server cannot be asked.
	virtual std::string rightsSelect(std::string_view table) const;
	/// One-row upsert of an interface table; and the batch form used by BatchWriter.
	virtual std::string upsert(std::string_view table, const std::vector<std::string>& columns,
	                           const std::vector<std::string>& keys) const = 0;
	/// The batch form: how many rows one execution takes and how they are handed over.
	enum class Batch
	{
		single,     ///< one row an execution
		values,     ///< VALUES (?, …), (?, …), …: rows × columns parameters
		arrays,     ///< one array literal a column
		parameters, ///< the one-row statement with ODBC parameter arrays
		json        ///< two parameters, each the whole batch as a JSON array of arrays
	};
	virtual Batch batch() const { return Batch::single; }
	/// Most rows that one execution takes of a table with so many columns.
	virtual std::size_t batchRows(std::size_t) const { return 1; }
	/// `types` are the casts of columnsSelect(), parallel to `columns`; `keep` are columns that an existing row keeps.
	virtual std::string batchUpsert(std::string_view table, const std::vector<std::string>& columns,
	                                const std::vector<std::string>& types, const std::vector<std::string>& keys,
	                                const std::vector<std::string>& keep, std::size_t rows) const;
	/// For Batch::arrays: whether a text of this type may also come in an array without quotes, as its elements between
	/// kPackSeparator with kPackedNull for NULL; the server takes those apart in half the time. Two elements at least,
	/// and none that holds either character.
	virtual bool splits(std::string_view type) const;
	/// batchUpsert() with such arrays for every type that splits().
	virtual std::string splitUpsert(std::string_view table, const std::vector<std::string>& columns,
	                                const std::vector<std::string>& types, const std::vector<std::string>& keys,
	                                const std::vector<std::string>& keep) const;
};

/// The dialect of a product; SQL Server is experimental, `other` is plain SQL-92. Lives as long as the process.
const Dialect& dialectFor(Product product);

/// The product that a connection string names (driver or DSN resolved by the driver manager), for options that must be
/// set before login.
Product productOfConnectionString(std::string_view connectionString);

} // namespace erphost::odbc
