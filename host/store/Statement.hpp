#pragma once

#include "erphost/Result.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

struct sqlite3_stmt;

namespace erphost::store {

struct CachedStatement;

/// A prepared statement in use. Movable; returns to its connection's cache when it dies. Only on the thread and inside
/// the transaction that prepared it.
///
/// A statement that fails ends its transaction: what follows in it fails with the same error, and so does the commit,
/// as on PostgreSQL. What may collide is written with ON CONFLICT.
class Statement
{
public:
	explicit Statement(CachedStatement& cached);
	Statement(Statement&& other) noexcept;
	Statement& operator=(Statement&& other) noexcept;
	~Statement();

	/// Parameters are counted from 1. Text is copied.
	Result<void> bind(int index, std::int64_t value);
	Result<void> bind(int index, int value) { return bind(index, static_cast<std::int64_t>(value)); }
	Result<void> bind(int index, bool value) { return bind(index, static_cast<std::int64_t>(value)); }
	Result<void> bind(int index, std::string_view value);
	Result<void> bind(int index, const char* value) { return bind(index, std::string_view(value)); }
	Result<void> bind(int index, const std::string& value) { return bind(index, std::string_view(value)); }
	Result<void> bind(int index, std::nullptr_t);
	template <typename T>
	Result<void> bind(int index, const std::optional<T>& value)
	{
		return value ? bind(index, *value) : bind(index, nullptr);
	}
	/// Text that outlives the next step: not copied.
	Result<void> bindBorrowed(int index, std::string_view value);

	template <typename... Values>
	Result<void> bindAll(const Values&... values)
	{
		int index = 0;
		Result<void> outcome;
		((outcome = outcome ? bind(++index, values) : outcome), ...);
		return outcome;
	}

	/// True: a row is there. False: done, and the statement is reset (bindings stay).
	Result<bool> step();
	/// Steps to the end; returns the number of rows changed (0 for a statement that only reads). The statement is
	/// reset.
	Result<std::int64_t> run();
	void reset();
	/// Rows that the last complete run or step to the end of this statement changed.
	std::int64_t changes() const;

	/// Columns are counted from 0 and valid until the next step.
	int columns() const;
	enum class Type
	{
		null,
		integer,
		real,
		text,
		blob
	};
	Type type(int column) const;
	bool isNull(int column) const;
	std::int64_t integer(int column) const;
	std::string text(int column) const { return std::string(view(column)); }
	std::string_view view(int column) const; ///< borrowed until the next step
	std::optional<std::string> optionalText(int column) const;
	std::optional<std::int64_t> optionalInteger(int column) const;

	sqlite3_stmt* handle() const { return _handle; }

private:
	friend class RowBinder;
	Result<void> bound(int code);
	int advance();
	Error fail(int code);

	CachedStatement* _cached;
	sqlite3_stmt* _handle;
};

} // namespace erphost::store
