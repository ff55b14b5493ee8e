#pragma once

#include "host/odbc/ConnectionImpl.hpp"

#include <deque>
#include <span>

namespace erphost::odbc {

/// One prepared statement with text parameters; every call is watched and diagnosed. Internal to this folder.
class Statement
{
public:
	static Result<Statement> make(Connection::Impl& connection);
	Statement(Statement&&) = default;

	Result<void> prepare(std::string_view sql);
	/// Executes without preparing and without parameters.
	Result<void> executeDirect(std::string_view sql);
	/// Binds and executes what was prepared. The texts must live until the call returns.
	/// `checked`: they are known to be UTF-8 (a batch looked at every value).
	Result<void> execute(std::span<const std::optional<std::string>> parameters, bool checked = false);
	Result<std::int64_t> affectedRows();
	Result<SQLSMALLINT> columnCount();
	/// Runs through all further results: errors of later statements in a batch show only there.
	Result<void> drain();

	SQLHSTMT handle() const { return _handle.get(); }
	Connection::Impl& connection() const { return *_connection; }
	Error fail(const char* doing) { return _connection->fail(SQL_HANDLE_STMT, _handle.get(), doing); }

private:
	explicit Statement(Connection::Impl& connection): _connection(&connection) {}
	Result<void> bind(std::span<const std::optional<std::string>> parameters, bool checked);

	Connection::Impl* _connection;
	StatementHandle _handle;
	std::vector<SQLLEN> _indicators;
	std::deque<std::string> _converted;
	std::deque<std::u16string> _wide;
};

} // namespace erphost::odbc
