#pragma once

#include "erphost/Abi.hpp"
#include "erphost/Sql.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace erphost {

class Tx;

/// A running query. On the transaction's thread, not beyond its end.
class Query
{
public:
	Query(const eh_store& store, eh_stmt* statement): _store(&store), _statement(statement) {}
	Query(Query&& other) noexcept: _store(other._store), _statement(std::exchange(other._statement, nullptr)) {}
	Query& operator=(Query&&) = delete;
	~Query()
	{
		if (_statement) _store->reset(_statement);
	}

	/// True: a row is there.
	Result<bool> next()
	{
		abi::Catcher catcher;
		const eh_status status = _store->step(_statement, catcher.sink());
		if (status < 0) return catcher.error(status);
		return status == EH_ROW;
	}

	/// Columns are counted from 0; texts of view() are borrowed until the next row.
	bool isNull(int column) const { return _store->column_type(_statement, column) == EH_COLUMN_NULL; }
	std::int64_t integer(int column) const { return _store->column_integer(_statement, column); }
	std::string_view view(int column) const { return abi::view(_store->column_text(_statement, column)); }
	std::string text(int column) const { return std::string(view(column)); }
	std::optional<std::int64_t> optionalInteger(int column) const
	{
		return isNull(column) ? std::nullopt : std::optional(integer(column));
	}
	std::optional<std::string> optionalText(int column) const
	{
		return isNull(column) ? std::nullopt : std::optional(text(column));
	}

	std::int64_t changes() const { return _store->changes(_statement); }

	Result<void> bind(int index, const eh_value& value)
	{
		abi::Catcher catcher;
		return catcher.check(_store->bind(_statement, index, &value, catcher.sink()));
	}

private:
	const eh_store* _store;
	eh_stmt* _statement;
};

/// Values as parameters of a statement.
inline eh_value valueOf(std::int64_t value)
{
	return {EH_COLUMN_INTEGER, value, {}};
}
inline eh_value valueOf(int value)
{
	return valueOf(static_cast<std::int64_t>(value));
}
inline eh_value valueOf(bool value)
{
	return valueOf(static_cast<std::int64_t>(value));
}
inline eh_value valueOf(std::string_view value)
{
	return {EH_COLUMN_TEXT, 0, abi::str(value)};
}
inline eh_value valueOf(const std::string& value)
{
	return valueOf(std::string_view(value));
}
inline eh_value valueOf(const char* value)
{
	return valueOf(std::string_view(value));
}
inline eh_value valueOf(std::nullptr_t)
{
	return {EH_COLUMN_NULL, 0, {}};
}
template <typename T>
eh_value valueOf(const std::optional<T>& value)
{
	return value ? valueOf(*value) : valueOf(nullptr);
}

} // namespace erphost
