#pragma once

#include "erphost/Result.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace erphost::demoerp {

/// One prepared statement, used over and over: values are bound in order with <<, then run or query. A failed bind
/// shows up in run. Belongs to its file, which outlives it; one thread at a time.
class Statement
{
public:
	Statement& operator<<(std::string_view text);
	Statement& operator<<(const char* text) { return *this << std::string_view(text); }
	Statement& operator<<(const std::string& text) { return *this << std::string_view(text); }
	Statement& operator<<(std::int64_t number);
	Statement& operator<<(int number) { return *this << std::int64_t{number}; }
	Statement& operator<<(std::nullptr_t); ///< NULL
	template <typename T>
	Statement& operator<<(const std::optional<T>& value)
	{
		return value ? *this << *value : *this << nullptr;
	}

	/// Executes and makes ready for the next row.
	Result<void> run();
	/// Executes and returns all rows; NULL as empty text.
	Result<std::vector<std::vector<std::string>>> query();

private:
	friend class SqliteFile;
	Statement(sqlite3* database, sqlite3_stmt* handle);
	Result<void> finish(int code);

	sqlite3* _database;
	std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)> _handle;
	int _bound = 0;
	int _failed = 0;
};

/// The ERP's database, through SQLite's C API. One thread at a time.
class SqliteFile
{
public:
	static Result<SqliteFile> open(const std::filesystem::path& file, bool create);

	Result<void> script(std::string_view sql);
	Result<Statement> prepare(std::string_view sql);
	/// The only value of a query, 0 if it has no row.
	Result<std::int64_t> number(std::string_view sql);
	std::int64_t changes() const; ///< rows of the last statement

private:
	explicit SqliteFile(sqlite3* handle);
	std::unique_ptr<sqlite3, int (*)(sqlite3*)> _handle;
};

/// "demoerp.busy" (transient) or "demoerp.sqlite" (permanent, param "reason").
Error sqliteError(sqlite3* database, int code);

} // namespace erphost::demoerp
