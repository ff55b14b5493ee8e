#pragma once

#ifdef _WIN32
#include <windows.h>
#endif
#include <sql.h>
#include <sqlext.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The few ODBC calls that carry text, in UTF-8 on every platform: the narrow calls on Linux, where drivers take UTF-8;
/// the W calls with UTF-16 on Windows, where narrow means the machine's code page and Wine has nothing else.
namespace erphost::odbc::api {

#ifdef _WIN32
inline constexpr bool kWideText = true;
inline constexpr SQLSMALLINT kTextType = SQL_C_WCHAR;
inline constexpr std::size_t kTerminator = 2;
#else
inline constexpr bool kWideText = false;
inline constexpr SQLSMALLINT kTextType = SQL_C_CHAR;
inline constexpr std::size_t kTerminator = 1; ///< bytes a driver adds at the end of a text
#endif

struct DiagRecord
{
	std::string state;
	SQLINTEGER native = 0;
	std::string message;
};

struct ColumnDescription
{
	std::string name;
	SQLSMALLINT type = 0;
	SQLULEN size = 0;
	SQLSMALLINT scale = 0;
	SQLSMALLINT nullable = SQL_NULLABLE_UNKNOWN;
};

SQLRETURN driverConnect(SQLHDBC connection, std::string_view connectionString);
SQLRETURN prepare(SQLHSTMT statement, std::string_view sql);
SQLRETURN execDirect(SQLHSTMT statement, std::string_view sql);
SQLRETURN describeColumn(SQLHSTMT statement, SQLUSMALLINT column, ColumnDescription& description);
std::string columnTypeName(SQLHSTMT statement, SQLUSMALLINT column);
bool columnUnsigned(SQLHSTMT statement, SQLUSMALLINT column);
/// SQLColumns for one table; an empty schema is not restricted.
SQLRETURN columns(SQLHSTMT statement, std::string_view schema, std::string_view table);
/// SQLStatistics of unique indexes.
SQLRETURN uniqueIndexes(SQLHSTMT statement, std::string_view schema, std::string_view table);
std::string infoText(SQLHDBC connection, SQLUSMALLINT what);
SQLUINTEGER infoNumber(SQLHDBC connection, SQLUSMALLINT what);
std::optional<DiagRecord> diagnostic(SQLSMALLINT handleType, SQLHANDLE handle, SQLSMALLINT index);
/// What the driver manager knows under a data source name: its driver's name, or empty.
std::string driverOfDataSource(std::string_view name);

/// UTF-16 in native order ⇄ UTF-8, strict; nullopt at a lone surrogate or invalid UTF-8.
std::optional<std::string> fromUtf16(const char16_t* text, std::size_t units);
std::optional<std::u16string> toUtf16(std::string_view text);

} // namespace erphost::odbc::api
