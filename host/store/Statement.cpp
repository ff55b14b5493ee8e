#include "host/store/Statement.hpp"

#include "host/store/Connection.hpp"

#include <sqlite3.h>

namespace erphost::store {

Statement::Statement(CachedStatement& cached): _cached(&cached), _handle(cached.handle) {}

Statement::Statement(Statement&& other) noexcept: _cached(other._cached), _handle(other._handle)
{
	other._cached = nullptr;
	other._handle = nullptr;
}

Statement& Statement::operator=(Statement&& other) noexcept
{
	std::swap(_cached, other._cached);
	std::swap(_handle, other._handle);
	return *this;
}

Statement::~Statement()
{
	if (_cached) _cached->connection->release(*_cached);
}

Result<void> Statement::bound(int code)
{
	_cached->bound = true;
	if (code == SQLITE_OK) return {};
	return _cached->connection->fail(code, _cached->name);
}

Result<void> Statement::bind(int index, std::int64_t value)
{
	return bound(sqlite3_bind_int64(_handle, index, value));
}

Result<void> Statement::bind(int index, std::string_view value)
{
	// A null pointer would bind NULL.
	return bound(sqlite3_bind_text64(_handle, index, value.data() ? value.data() : "", value.size(), SQLITE_TRANSIENT,
	                                 SQLITE_UTF8));
}

Result<void> Statement::bind(int index, std::nullptr_t)
{
	return bound(sqlite3_bind_null(_handle, index));
}

Result<void> Statement::bindBorrowed(int index, std::string_view value)
{
	return bound(sqlite3_bind_text64(_handle, index, value.data() ? value.data() : "", value.size(), SQLITE_STATIC,
	                                 SQLITE_UTF8));
}

int Statement::advance()
{
	_cached->connection->authorizer().use(_cached->asHost ? Authorizer::Mode::off : Authorizer::Mode::plugin);
	return sqlite3_step(_handle);
}

Error Statement::fail(int code)
{
	auto error = _cached->connection->fail(code, _cached->name);
	sqlite3_reset(_handle);
	return error;
}

Result<bool> Statement::step()
{
	if (const auto& failure = _cached->connection->failure()) return *failure;
	const int code = advance();
	if (code == SQLITE_ROW) return true;
	if (code != SQLITE_DONE) return fail(code);
	sqlite3_reset(_handle);
	return false;
}

Result<std::int64_t> Statement::run()
{
	if (const auto& failure = _cached->connection->failure()) return *failure;
	int code = 0;
	do code = advance();
	while (code == SQLITE_ROW);
	if (code != SQLITE_DONE) return fail(code);
	sqlite3_reset(_handle);
	return changes();
}

void Statement::reset()
{
	sqlite3_reset(_handle);
}

std::int64_t Statement::changes() const
{
	return _cached->reads ? 0 : sqlite3_changes(_cached->connection->handle());
}

int Statement::columns() const
{
	return sqlite3_column_count(_handle);
}

Statement::Type Statement::type(int column) const
{
	switch (sqlite3_column_type(_handle, column))
	{
	case SQLITE_INTEGER: return Type::integer;
	case SQLITE_FLOAT: return Type::real;
	case SQLITE_TEXT: return Type::text;
	case SQLITE_BLOB: return Type::blob;
	default: return Type::null;
	}
}

bool Statement::isNull(int column) const
{
	return sqlite3_column_type(_handle, column) == SQLITE_NULL;
}

std::int64_t Statement::integer(int column) const
{
	return sqlite3_column_int64(_handle, column);
}

std::string_view Statement::view(int column) const
{
	// Text first, then its size: asking the other way round would measure another encoding.
	const auto* text = sqlite3_column_text(_handle, column);
	if (!text) return {};
	return {reinterpret_cast<const char*>(text), static_cast<std::size_t>(sqlite3_column_bytes(_handle, column))};
}

std::optional<std::string> Statement::optionalText(int column) const
{
	if (isNull(column)) return std::nullopt;
	return text(column);
}

std::optional<std::int64_t> Statement::optionalInteger(int column) const
{
	if (isNull(column)) return std::nullopt;
	return integer(column);
}

} // namespace erphost::store
