#pragma once

#include "host/odbc/BlockReader.hpp"
#include "host/odbc/OdbcApi.hpp"

#include <memory>
#include <vector>

namespace erphost::odbc {

/// The kind behind an ODBC type; a driver that reports few types is helped by the type's name.
ColumnKind kindOf(SQLSMALLINT sqlType, std::string_view typeName, Product product);
/// The kind behind a type's name as the catalog of the product gives it.
ColumnKind kindOfTypeName(std::string_view typeName, Product product);

/// Where one result column lands: C type, width and buffers of a block. Internal to BlockReader.
struct ColumnBinding
{
	/// How the bytes become canonical text.
	enum class Form
	{
		text,
		lower,
		real,
		single,
		bit,
		binary
	};

	ColumnBinding(const api::ColumnDescription& description, std::string typeName, Product product);
	void allocate(std::size_t rows);

	const char* at(std::size_t row) const { return buffer.get() + row * width; }
	/// Whether the driver had more than the buffer took. Only the indicator tells: row status and 01004 are not to be
	/// trusted.
	bool cut(std::size_t row) const
	{
		return indicators[row] == SQL_NO_TOTAL || (indicators[row] > static_cast<SQLLEN>(width - terminator) &&
		                                           form != Form::real && form != Form::single && form != Form::bit);
	}

	ColumnInfo info;
	SQLSMALLINT cType = api::kTextType;
	Form form = Form::text;
	bool isLong = false;        ///< no declared length worth a buffer of its own
	bool bound = true;          ///< false: fetched by SQLGetData
	std::size_t width = 0;      ///< bytes of one value with its terminator
	std::size_t terminator = 0; ///< bytes
	std::unique_ptr<char[]> buffer;
	std::unique_ptr<SQLLEN[]> indicators;
};

} // namespace erphost::odbc
