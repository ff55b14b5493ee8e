#pragma once

#include "host/store/Statement.hpp"

#include <sqlite3.h>

namespace erphost::store {

/// Binds a row's values one after the other, for the loops that write millions: a Result for each value would cost a
/// tenth of the writing. Text is borrowed until the statement has run. Lives inside the statement's life.
class RowBinder
{
public:
	explicit RowBinder(Statement& statement): _statement(statement), _handle(statement.handle()) {}

	void text(std::string_view value)
	{
		// A null pointer would bind NULL.
		keep(sqlite3_bind_text64(_handle, ++_index, value.data() ? value.data() : "", value.size(), SQLITE_STATIC,
		                         SQLITE_UTF8));
	}
	void number(std::int64_t value) { keep(sqlite3_bind_int64(_handle, ++_index, value)); }
	void null() { keep(sqlite3_bind_null(_handle, ++_index)); }

	/// The first failure, if there was one. The next value is the first of a row again.
	Result<void> done()
	{
		_index = 0;
		return _statement.bound(std::exchange(_code, SQLITE_OK));
	}

private:
	void keep(int code)
	{
		if (_code == SQLITE_OK) _code = code;
	}

	Statement& _statement;
	sqlite3_stmt* _handle;
	int _index = 0;
	int _code = SQLITE_OK;
};

} // namespace erphost::store
