#pragma once

#include "host/odbc/Connection.hpp"
#include "host/odbc/PackedRow.hpp"

#include <span>

namespace erphost::odbc {

enum class ColumnKind
{
	text,
	integer,
	decimal,
	real,
	date,
	time,
	timestamp,
	binary,
	boolean,
	guid
};

struct ColumnInfo
{
	std::string name;
	ColumnKind kind = ColumnKind::text;
	std::string typeName;   ///< as the server calls it
	std::uint64_t size = 0; ///< declared characters or digits; 0: unbounded
	int scale = 0;
	bool nullable = true;
};

/// Measured: between 100 and 5000 it makes no difference.
constexpr std::size_t kBlockRows = 500;

/// Reads a result in blocks with column-wise buffers. Memory is bounded by block × declared widths (long columns are
/// fetched one by one). Nothing is ever cut silently: 01004, an indicator beyond the buffer or SQL_NO_TOTAL leads to a
/// refetch by SQLGetData, or to "odbc.truncated" naming the column.
class BlockReader
{
public:
	/// Prepares and executes; parameters are UTF-8 text or NULL. A value that does not fit into a packed row makes
	/// next() fail with "odbc.packed_row" (permanent): read the columns one by one then.
	static Result<std::unique_ptr<BlockReader>> open(Connection& connection, std::string_view sql,
	                                                 std::span<const std::optional<std::string>> parameters = {},
	                                                 std::size_t blockRows = kBlockRows, const PackedRow& row = {});
	~BlockReader();

	/// Those of the result: a packed one is one.
	const std::vector<ColumnInfo>& columns() const;

	/// Fetches the next block; returns its number of rows, 0 at the end. Ends on the first error.
	Result<std::size_t> next();

	/// Value of the present block, row < rows of the block. Invalid UTF-8 makes next() fail with "odbc.bad_text".
	Cell at(std::size_t row, std::size_t column) const;

private:
	struct Impl;
	explicit BlockReader(std::unique_ptr<Impl> impl);
	std::unique_ptr<Impl> _impl;
};

} // namespace erphost::odbc
