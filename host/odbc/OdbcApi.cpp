#include "host/odbc/OdbcApi.hpp"

#include "host/odbc/Utf8.hpp"

#include <array>

namespace erphost::odbc::api {

std::optional<std::string> fromUtf16(const char16_t* text, std::size_t units)
{
	std::string out;
	out.reserve(units * 3);
	for (std::size_t i = 0; i < units; ++i)
	{
		char32_t code = text[i];
		if (code >= 0xD800 && code <= 0xDFFF)
		{
			if (code >= 0xDC00 || i + 1 == units || text[i + 1] < 0xDC00 || text[i + 1] > 0xDFFF) return std::nullopt;
			code = 0x10000 + ((code - 0xD800) << 10) + (text[++i] - 0xDC00u);
		}
		utf8::append(out, code);
	}
	return out;
}

std::optional<std::u16string> toUtf16(std::string_view text)
{
	std::u16string out;
	out.reserve(text.size());
	for (std::size_t i = 0; i < text.size();)
	{
		const auto code = utf8::decode(text, i);
		if (!code) return std::nullopt;
		if (*code < 0x10000) out.push_back(static_cast<char16_t>(*code));
		else
		{
			out.push_back(static_cast<char16_t>(0xD800 + ((*code - 0x10000) >> 10)));
			out.push_back(static_cast<char16_t>(0xDC00 + ((*code - 0x10000) & 0x3FF)));
		}
	}
	return out;
}

#ifdef _WIN32

namespace {

std::u16string wide(std::string_view text)
{
	auto converted = toUtf16(text);
	return converted ? *converted : std::u16string(u"\uFFFD");
}
SQLWCHAR* raw(std::u16string& text)
{
	return reinterpret_cast<SQLWCHAR*>(text.data());
}
std::string narrow(const SQLWCHAR* text, std::size_t units)
{
	auto converted = fromUtf16(reinterpret_cast<const char16_t*>(text), units);
	return converted ? *converted : std::string("?");
}

} // namespace

SQLRETURN driverConnect(SQLHDBC connection, std::string_view connectionString)
{
	auto text = wide(connectionString);
	std::array<SQLWCHAR, 2048> out{};
	SQLSMALLINT length = 0;
	return SQLDriverConnectW(connection, nullptr, raw(text), SQL_NTS, out.data(), static_cast<SQLSMALLINT>(out.size()),
	                         &length, SQL_DRIVER_NOPROMPT);
}

SQLRETURN prepare(SQLHSTMT statement, std::string_view sql)
{
	auto text = wide(sql);
	return SQLPrepareW(statement, raw(text), static_cast<SQLINTEGER>(text.size()));
}

SQLRETURN execDirect(SQLHSTMT statement, std::string_view sql)
{
	auto text = wide(sql);
	return SQLExecDirectW(statement, raw(text), static_cast<SQLINTEGER>(text.size()));
}

SQLRETURN describeColumn(SQLHSTMT statement, SQLUSMALLINT column, ColumnDescription& description)
{
	std::array<SQLWCHAR, 512> name{};
	SQLSMALLINT length = 0;
	const auto result =
		SQLDescribeColW(statement, column, name.data(), static_cast<SQLSMALLINT>(name.size()), &length,
	                    &description.type, &description.size, &description.scale, &description.nullable);
	if (SQL_SUCCEEDED(result))
		description.name =
			narrow(name.data(), std::min<std::size_t>(static_cast<std::size_t>(length), name.size() - 1));
	return result;
}

std::string columnTypeName(SQLHSTMT statement, SQLUSMALLINT column)
{
	std::array<SQLWCHAR, 256> name{};
	SQLSMALLINT bytes = 0;
	if (!SQL_SUCCEEDED(SQLColAttributeW(statement, column, SQL_DESC_TYPE_NAME, name.data(),
	                                    static_cast<SQLSMALLINT>(sizeof name), &bytes, nullptr)))
		return {};
	return narrow(name.data(), std::char_traits<char16_t>::length(reinterpret_cast<const char16_t*>(name.data())));
}

bool columnUnsigned(SQLHSTMT statement, SQLUSMALLINT column)
{
	SQLLEN value = SQL_FALSE;
	SQLColAttributeW(statement, column, SQL_DESC_UNSIGNED, nullptr, 0, nullptr, &value);
	return value == SQL_TRUE;
}

SQLRETURN columns(SQLHSTMT statement, std::string_view schema, std::string_view table)
{
	auto wideSchema = wide(schema), wideTable = wide(table);
	return SQLColumnsW(statement, nullptr, 0, schema.empty() ? nullptr : raw(wideSchema),
	                   static_cast<SQLSMALLINT>(wideSchema.size()), raw(wideTable),
	                   static_cast<SQLSMALLINT>(wideTable.size()), nullptr, 0);
}

SQLRETURN uniqueIndexes(SQLHSTMT statement, std::string_view schema, std::string_view table)
{
	auto wideSchema = wide(schema), wideTable = wide(table);
	return SQLStatisticsW(statement, nullptr, 0, schema.empty() ? nullptr : raw(wideSchema),
	                      static_cast<SQLSMALLINT>(wideSchema.size()), raw(wideTable),
	                      static_cast<SQLSMALLINT>(wideTable.size()), SQL_INDEX_UNIQUE, SQL_QUICK);
}

std::string infoText(SQLHDBC connection, SQLUSMALLINT what)
{
	std::array<SQLWCHAR, 256> text{};
	SQLSMALLINT bytes = 0;
	if (!SQL_SUCCEEDED(SQLGetInfoW(connection, what, text.data(), static_cast<SQLSMALLINT>(sizeof text), &bytes)))
		return {};
	return narrow(text.data(), std::char_traits<char16_t>::length(reinterpret_cast<const char16_t*>(text.data())));
}

SQLUINTEGER infoNumber(SQLHDBC connection, SQLUSMALLINT what)
{
	SQLUINTEGER value = 0;
	SQLGetInfoW(connection, what, &value, sizeof value, nullptr);
	return value;
}

std::optional<DiagRecord> diagnostic(SQLSMALLINT handleType, SQLHANDLE handle, SQLSMALLINT index)
{
	std::array<SQLWCHAR, 6> state{};
	std::array<SQLWCHAR, 2048> message{};
	SQLSMALLINT length = 0;
	DiagRecord record;
	if (!SQL_SUCCEEDED(SQLGetDiagRecW(handleType, handle, index, state.data(), &record.native, message.data(),
	                                  static_cast<SQLSMALLINT>(message.size()), &length)))
		return std::nullopt;
	record.state = narrow(state.data(), 5);
	record.message =
		narrow(message.data(), std::char_traits<char16_t>::length(reinterpret_cast<const char16_t*>(message.data())));
	return record;
}

std::string driverOfDataSource(std::string_view name)
{
	SQLHENV environment = nullptr;
	if (!SQL_SUCCEEDED(SQLAllocHandle(SQL_HANDLE_ENV, SQL_NULL_HANDLE, &environment))) return {};
	SQLSetEnvAttr(environment, SQL_ATTR_ODBC_VERSION, reinterpret_cast<SQLPOINTER>(SQL_OV_ODBC3), 0);
	std::array<SQLWCHAR, 256> source{}, driver{};
	SQLSMALLINT sourceLength = 0, driverLength = 0;
	std::string found;
	for (SQLUSMALLINT direction = SQL_FETCH_FIRST; found.empty(); direction = SQL_FETCH_NEXT)
	{
		if (!SQL_SUCCEEDED(SQLDataSourcesW(environment, direction, source.data(),
		                                   static_cast<SQLSMALLINT>(source.size()), &sourceLength, driver.data(),
		                                   static_cast<SQLSMALLINT>(driver.size()), &driverLength)))
			break;
		if (narrow(source.data(), static_cast<std::size_t>(sourceLength)) == name)
			found = narrow(driver.data(), static_cast<std::size_t>(driverLength));
	}
	SQLFreeHandle(SQL_HANDLE_ENV, environment);
	return found;
}

#else

namespace {

SQLCHAR* raw(std::string_view text)
{
	return reinterpret_cast<SQLCHAR*>(const_cast<char*>(text.data()));
}
template <std::size_t Size>
std::string text(const std::array<char, Size>& buffer)
{
	return std::string(buffer.data());
}

} // namespace

SQLRETURN driverConnect(SQLHDBC connection, std::string_view connectionString)
{
	std::array<SQLCHAR, 2048> out{};
	SQLSMALLINT length = 0;
	return SQLDriverConnect(connection, nullptr, raw(connectionString),
	                        static_cast<SQLSMALLINT>(connectionString.size()), out.data(),
	                        static_cast<SQLSMALLINT>(out.size()), &length, SQL_DRIVER_NOPROMPT);
}

SQLRETURN prepare(SQLHSTMT statement, std::string_view sql)
{
	return SQLPrepare(statement, raw(sql), static_cast<SQLINTEGER>(sql.size()));
}

SQLRETURN execDirect(SQLHSTMT statement, std::string_view sql)
{
	return SQLExecDirect(statement, raw(sql), static_cast<SQLINTEGER>(sql.size()));
}

SQLRETURN describeColumn(SQLHSTMT statement, SQLUSMALLINT column, ColumnDescription& description)
{
	std::array<char, 1024> name{};
	SQLSMALLINT length = 0;
	const auto result = SQLDescribeCol(statement, column, reinterpret_cast<SQLCHAR*>(name.data()),
	                                   static_cast<SQLSMALLINT>(name.size()), &length, &description.type,
	                                   &description.size, &description.scale, &description.nullable);
	if (SQL_SUCCEEDED(result)) description.name = text(name);
	return result;
}

std::string columnTypeName(SQLHSTMT statement, SQLUSMALLINT column)
{
	std::array<char, 256> name{};
	SQLSMALLINT length = 0;
	if (!SQL_SUCCEEDED(SQLColAttribute(statement, column, SQL_DESC_TYPE_NAME, name.data(),
	                                   static_cast<SQLSMALLINT>(name.size()), &length, nullptr)))
		return {};
	return text(name);
}

bool columnUnsigned(SQLHSTMT statement, SQLUSMALLINT column)
{
	SQLLEN value = SQL_FALSE;
	SQLColAttribute(statement, column, SQL_DESC_UNSIGNED, nullptr, 0, nullptr, &value);
	return value == SQL_TRUE;
}

SQLRETURN columns(SQLHSTMT statement, std::string_view schema, std::string_view table)
{
	return SQLColumns(statement, nullptr, 0, schema.empty() ? nullptr : raw(schema),
	                  static_cast<SQLSMALLINT>(schema.size()), raw(table), static_cast<SQLSMALLINT>(table.size()),
	                  nullptr, 0);
}

SQLRETURN uniqueIndexes(SQLHSTMT statement, std::string_view schema, std::string_view table)
{
	return SQLStatistics(statement, nullptr, 0, schema.empty() ? nullptr : raw(schema),
	                     static_cast<SQLSMALLINT>(schema.size()), raw(table), static_cast<SQLSMALLINT>(table.size()),
	                     SQL_INDEX_UNIQUE, SQL_QUICK);
}

std::string infoText(SQLHDBC connection, SQLUSMALLINT what)
{
	std::array<char, 256> value{};
	SQLSMALLINT length = 0;
	if (!SQL_SUCCEEDED(SQLGetInfo(connection, what, value.data(), static_cast<SQLSMALLINT>(value.size()), &length)))
		return {};
	return text(value);
}

SQLUINTEGER infoNumber(SQLHDBC connection, SQLUSMALLINT what)
{
	SQLUINTEGER value = 0;
	SQLGetInfo(connection, what, &value, sizeof value, nullptr);
	return value;
}

std::optional<DiagRecord> diagnostic(SQLSMALLINT handleType, SQLHANDLE handle, SQLSMALLINT index)
{
	std::array<SQLCHAR, 6> state{};
	std::array<char, 4096> message{};
	SQLSMALLINT length = 0;
	DiagRecord record;
	if (!SQL_SUCCEEDED(SQLGetDiagRec(handleType, handle, index, state.data(), &record.native,
	                                 reinterpret_cast<SQLCHAR*>(message.data()),
	                                 static_cast<SQLSMALLINT>(message.size()), &length)))
		return std::nullopt;
	record.state = reinterpret_cast<const char*>(state.data());
	record.message = text(message);
	return record;
}

std::string driverOfDataSource(std::string_view name)
{
	SQLHENV environment = nullptr;
	if (!SQL_SUCCEEDED(SQLAllocHandle(SQL_HANDLE_ENV, SQL_NULL_HANDLE, &environment))) return {};
	SQLSetEnvAttr(environment, SQL_ATTR_ODBC_VERSION, reinterpret_cast<SQLPOINTER>(SQL_OV_ODBC3), 0);
	std::array<char, 256> source{}, driver{};
	SQLSMALLINT sourceLength = 0, driverLength = 0;
	std::string found;
	for (SQLUSMALLINT direction = SQL_FETCH_FIRST; found.empty(); direction = SQL_FETCH_NEXT)
	{
		if (!SQL_SUCCEEDED(SQLDataSources(environment, direction, reinterpret_cast<SQLCHAR*>(source.data()),
		                                  static_cast<SQLSMALLINT>(source.size()), &sourceLength,
		                                  reinterpret_cast<SQLCHAR*>(driver.data()),
		                                  static_cast<SQLSMALLINT>(driver.size()), &driverLength)))
			break;
		if (text(source) == name) found = text(driver);
	}
	SQLFreeHandle(SQL_HANDLE_ENV, environment);
	return found;
}

#endif

} // namespace erphost::odbc::api
