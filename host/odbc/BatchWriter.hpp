#pragma once

#include "host/odbc/Connection.hpp"

#include <span>

namespace erphost::odbc {

/// Upserts many rows into one table by the fastest way that odbc.md found for the product: unnest arrays on PostgreSQL,
/// parameter arrays on MariaDB, multi-row VALUES elsewhere. Inside the caller's transaction.
///
/// Before anything is sent every value is checked against what its column can hold — length in the column's own units,
/// characters of its charset, digits and scale, valid date — and refused with "odbc.value_refused" naming row, column
/// and character; nothing is ever rounded or cut by a driver.
class BatchWriter
{
public:
	struct Options
	{
		std::string table;
		std::vector<std::string> columns;
		std::vector<std::string> keys;         ///< a unique key of the table
		std::vector<std::string> keepOnUpdate; ///< columns that an existing row keeps
		std::size_t batchRows = 1000;
	};
	static Result<std::unique_ptr<BatchWriter>> open(Connection& connection, Options options);
	~BatchWriter();

	/// Buffers one row (as many values as columns, UTF-8 text or NULL, copied); sends when a batch is full.
	Result<void> add(std::span<const std::optional<std::string>> row);
	/// Sends what is buffered. Returns the rows sent since open().
	Result<std::int64_t> flush();

private:
	struct Impl;
	explicit BatchWriter(std::unique_ptr<Impl> impl);
	std::unique_ptr<Impl> _impl;
};

} // namespace erphost::odbc
