#include "host/demoerp/SqliteFile.hpp"

#include <sqlite3.h>

namespace erphost::demoerp {

Error sqliteError(sqlite3* database, int code)
{
	const std::string reason = database != nullptr ? sqlite3_errmsg(database) : sqlite3_errstr(code);
	if ((code & 0xFF) == SQLITE_BUSY || (code & 0xFF) == SQLITE_LOCKED)
		return transient("demoerp.busy", "the demo ERP's file is in use: " + reason);
	return permanent("demoerp.sqlite", "the demo ERP's file: " + reason).with("reason", reason);
}

Statement::Statement(sqlite3* database, sqlite3_stmt* handle): _database(database), _handle(handle, &sqlite3_finalize)
{
}

Statement& Statement::operator<<(std::string_view text)
{
	const int code =
		sqlite3_bind_text64(_handle.get(), ++_bound, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
	if (code != SQLITE_OK) _failed = code;
	return *this;
}

Statement& Statement::operator<<(std::int64_t number)
{
	const int code = sqlite3_bind_int64(_handle.get(), ++_bound, number);
	if (code != SQLITE_OK) _failed = code;
	return *this;
}

Statement& Statement::operator<<(std::nullptr_t)
{
	const int code = sqlite3_bind_null(_handle.get(), ++_bound);
	if (code != SQLITE_OK) _failed = code;
	return *this;
}

Result<void> Statement::finish(int code)
{
	const int wanted = sqlite3_bind_parameter_count(_handle.get());
	const int bound = std::exchange(_bound, 0);
	const int failed = std::exchange(_failed, 0);
	Result<void> outcome;
	if (failed != 0) outcome = sqliteError(nullptr, failed);
	else if (code != SQLITE_DONE) outcome = sqliteError(_database, code);
	else if (bound != wanted)
		outcome = bug("demoerp.bindings", std::string("number of values does not fit: ") + sqlite3_sql(_handle.get()));
	sqlite3_reset(_handle.get());
	return outcome;
}

Result<void> Statement::run()
{
	int code = SQLITE_DONE;
	if (_failed == 0) do
			code = sqlite3_step(_handle.get());
		while (code == SQLITE_ROW);
	return finish(code);
}

Result<std::vector<std::vector<std::string>>> Statement::query()
{
	std::vector<std::vector<std::string>> rows;
	int code = SQLITE_DONE;
	if (_failed == 0)
		while ((code = sqlite3_step(_handle.get())) == SQLITE_ROW)
		{
			auto& row = rows.emplace_back();
			for (int i = 0; i < sqlite3_column_count(_handle.get()); ++i)
			{
				const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(_handle.get(), i));
				row.emplace_back(text != nullptr ? text : "");
			}
		}
	EH_CHECK(finish(code));
	return rows;
}

SqliteFile::SqliteFile(sqlite3* handle): _handle(handle, &sqlite3_close_v2) {}

Result<SqliteFile> SqliteFile::open(const std::filesystem::path& file, bool create)
{
	const auto name = file.u8string();
	sqlite3* handle = nullptr;
	const int code = sqlite3_open_v2(reinterpret_cast<const char*>(name.c_str()), &handle,
	                                 SQLITE_OPEN_READWRITE | (create ? SQLITE_OPEN_CREATE : 0), nullptr);
	SqliteFile opened(handle);
	if (code != SQLITE_OK) return sqliteError(handle, code);
	sqlite3_busy_timeout(handle, 5'000);
	return opened;
}

Result<void> SqliteFile::script(std::string_view sql)
{
	const int code = sqlite3_exec(_handle.get(), std::string(sql).c_str(), nullptr, nullptr, nullptr);
	if (code != SQLITE_OK) return sqliteError(_handle.get(), code);
	return success();
}

Result<Statement> SqliteFile::prepare(std::string_view sql)
{
	sqlite3_stmt* handle = nullptr;
	const int code = sqlite3_prepare_v3(_handle.get(), sql.data(), static_cast<int>(sql.size()),
	                                    SQLITE_PREPARE_PERSISTENT, &handle, nullptr);
	if (code != SQLITE_OK) return sqliteError(_handle.get(), code);
	return Statement(_handle.get(), handle);
}

Result<std::int64_t> SqliteFile::number(std::string_view sql)
{
	EH_TRY(auto statement, prepare(sql));
	EH_TRY(const auto rows, statement.query());
	return rows.empty() || rows[0].empty() || rows[0][0].empty() ? std::int64_t{0}
	                                                             : std::int64_t{std::stoll(rows[0][0])};
}

std::int64_t SqliteFile::changes() const
{
	return sqlite3_changes(_handle.get());
}

} // namespace erphost::demoerp
