#include "host/odbc/ColumnBinding.hpp"

#include "host/odbc/Dialects.hpp"

#include <algorithm>

namespace erphost::odbc {
namespace {

constexpr std::uint64_t kLongestBound = 1000;  ///< declared characters; beyond, a buffer for the worst case is waste
constexpr std::size_t kLongBuffer = 4 * 256;   ///< what a long column gets; longer values are fetched one by one
constexpr SQLSMALLINT kSqlServerTime = -154;   ///< SQL_SS_TIME2
constexpr SQLSMALLINT kSqlServerOffset = -155; ///< SQL_SS_TIMESTAMPOFFSET
constexpr SQLSMALLINT kGuid = -11;             ///< SQL_GUID, which not every header has

} // namespace

ColumnKind kindOfTypeName(std::string_view name, Product product)
{
	const auto has = [&](std::string_view word) { return sqltext::mentions(name, word); };
	if (has("interval")) return ColumnKind::text;
	if (product == Product::sqlserver && (has("rowversion") || name == "timestamp")) return ColumnKind::integer;
	if (has("bool")) return ColumnKind::boolean;
	if (has("bit")) return product == Product::postgresql ? ColumnKind::text : ColumnKind::boolean;
	if (has("timestamp") || has("datetime")) return ColumnKind::timestamp;
	if (has("date")) return ColumnKind::date;
	if (has("time")) return ColumnKind::time;
	if (has("char") || has("text") || has("clob") || has("json") || has("enum") || has("xml")) return ColumnKind::text;
	if (has("point")) return ColumnKind::text; // before "int"
	if (has("int") || has("serial") || has("year")) return ColumnKind::integer;
	if (has("dec") || has("num") || has("money")) return ColumnKind::decimal;
	if (has("real") || has("floa") || has("doub")) return ColumnKind::real;
	if (has("blob") || has("binary") || has("bytea") || has("image")) return ColumnKind::binary;
	if (has("uuid") || has("uniqueidentifier")) return ColumnKind::guid;
	return ColumnKind::text;
}

ColumnKind kindOf(SQLSMALLINT sqlType, std::string_view typeName, Product product)
{
	// SQLite's types are what the CREATE TABLE said; the driver knows a handful of them.
	if (product == Product::sqlite && !typeName.empty()) return kindOfTypeName(typeName, product);
	if (product == Product::sqlserver && (sqltext::mentions(typeName, "rowversion") || typeName == "timestamp"))
		return ColumnKind::binary;
	switch (sqlType)
	{
	case SQL_BIT: return ColumnKind::boolean;
	case SQL_TINYINT:
	case SQL_SMALLINT:
	case SQL_INTEGER:
	case SQL_BIGINT: return ColumnKind::integer;
	case SQL_DECIMAL:
	case SQL_NUMERIC: return ColumnKind::decimal;
	case SQL_REAL:
	case SQL_FLOAT:
	case SQL_DOUBLE: return ColumnKind::real;
	case SQL_DATE:
	case SQL_TYPE_DATE: return ColumnKind::date;
	case SQL_TIME:
	case SQL_TYPE_TIME:
	case kSqlServerTime: return ColumnKind::time;
	case SQL_TIMESTAMP:
	case SQL_TYPE_TIMESTAMP:
	case kSqlServerOffset: return ColumnKind::timestamp;
	case SQL_BINARY:
	case SQL_VARBINARY:
	case SQL_LONGVARBINARY: return ColumnKind::binary;
	case kGuid: return ColumnKind::guid;
	default: return ColumnKind::text;
	}
}

ColumnBinding::ColumnBinding(const api::ColumnDescription& description, std::string typeName, Product product)
{
	info.name = description.name;
	info.kind = kindOf(description.type, typeName, product);
	info.typeName = std::move(typeName);
	info.size = description.size;
	info.scale = description.scale;
	info.nullable = description.nullable != SQL_NO_NULLS;

	const auto ofText = [&](std::size_t characters) {
		cType = api::kTextType;
		terminator = api::kTerminator;
		width = 4 * characters + terminator;
	};
	switch (info.kind)
	{
	case ColumnKind::integer:
		// As text: sqliteodbc calls 64-bit keys 32-bit, BIGINT UNSIGNED does not fit the signed type; the text is
		// always whole.
		ofText(8);
		break;
	case ColumnKind::decimal:
		ofText(std::clamp<std::size_t>(static_cast<std::size_t>(info.size) + 3, 44, 1000) / 4 + 1);
		break;
	case ColumnKind::real:
		// Drivers print 15 digits; 17 are needed to come back to the same number.
		// As double also where it is a float: MariaDB's driver lays SQL_C_FLOAT out in steps of eight bytes.
		form = description.type == SQL_REAL ? Form::single : Form::real;
		cType = SQL_C_DOUBLE;
		width = sizeof(double);
		if (product == Product::sqlite) // a value may be a text there, and the driver goes through 15 digits anyway
		{
			form = Form::text;
			ofText(32);
		}
		break;
	case ColumnKind::boolean:
		if (product == Product::mariadb) // BIT(1) as text is the raw byte
		{
			form = Form::bit;
			cType = SQL_C_BIT;
			width = 1;
		}
		else ofText(8);
		break;
	case ColumnKind::date:
	case ColumnKind::time:
	case ColumnKind::timestamp: ofText(12); break;
	case ColumnKind::guid:
		form = Form::lower;
		ofText(12);
		break;
	case ColumnKind::binary:
		form = Form::binary;
		cType = SQL_C_BINARY;
		isLong = info.size == 0 || info.size > 4 * kLongestBound || description.type == SQL_LONGVARBINARY ||
		         product == Product::sqlite;
		width = isLong ? kLongBuffer : static_cast<std::size_t>(info.size);
		break;
	case ColumnKind::text:
		isLong = info.size == 0 || info.size > kLongestBound || description.type == SQL_LONGVARCHAR ||
		         description.type == SQL_WLONGVARCHAR;
		if (isLong) width = kLongBuffer + (terminator = api::kTerminator);
		else ofText(static_cast<std::size_t>(info.size));
		break;
	}
}

void ColumnBinding::allocate(std::size_t rows)
{
	buffer.reset(new char[width * rows]);
	indicators.reset(new SQLLEN[rows]);
}

} // namespace erphost::odbc
