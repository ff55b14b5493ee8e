#pragma once

#include "host/odbc/BatchRows.hpp"
#include "host/odbc/Catalog.hpp"
#include "host/odbc/Statement.hpp"

namespace erphost::odbc {

/// Parameter buffers of a batch: either one parameter a column with an array of rows, or one parameter a value.
class ParameterBlock
{
public:
	enum class Layout
	{
		arrays,
		scalars
	};

	ParameterBlock(const std::vector<CatalogColumn>& columns, std::size_t rows, Layout layout);

	/// How many rows from `first` on may be loaded together without wasting memory on one long text.
	std::size_t rowsThatFit(const BatchRows& rows, std::size_t first) const;
	/// Copies the values and binds them to the statement.
	Result<void> load(const BatchRows& rows, std::size_t first, std::size_t count, Statement& statement);
	Result<void> execute(Statement& statement);

private:
	struct Column
	{
		bool binary = false;
		SQLSMALLINT cType = 0, sqlType = 0, longType = 0;
		std::size_t width = 0; ///< bytes a row
		std::vector<char> data;
		std::vector<SQLLEN> indicators;
	};
	/// The driver's bytes of a value: hex to binary, UTF-8 to UTF-16 or the raw character set.
	Result<std::string_view> bytesOf(const Column& column, std::string_view value, Statement& statement);

	Layout _layout;
	std::size_t _count = 0;
	std::size_t _boundRows = 0;
	SQLULEN _processed = 0;
	std::vector<Column> _columns;
	std::string _scratch;
	std::u16string _wide;
	std::vector<char> _values; ///< layout scalars: all values one behind the other
	std::vector<std::size_t> _offsets;
};

} // namespace erphost::odbc
