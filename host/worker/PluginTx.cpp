#include "host/worker/PluginTx.hpp"

#include "erphost/Abi.hpp"

#include <sqlite3.h>

namespace erphost::worker {

Result<const Sql*> PluginStatements::find(std::string_view name, std::string_view text)
{
	const std::lock_guard lock(_mutex);
	const auto found = _statements.find(name);
	if (found != _statements.end())
	{
		if (found->second->text != text)
			return bug("plugin.statement_changed", "Two statements have the same name.")
			    .with("statement", std::string(name));
		return &found->second->sql;
	}
	auto owned = std::make_unique<Owned>(Owned{std::string(name), std::string(text), {}});
	owned->sql = {owned->name, owned->text};
	const Sql* sql = &owned->sql;
	_statements.emplace(std::string(name), std::move(owned));
	return sql;
}

namespace {

eh_status prepare(eh_tx* tx, eh_str name, eh_str text, eh_stmt** out, const eh_error_sink* sink)
{
	return abi::guarded(sink, [&]() -> Result<void> {
		EH_TRY(const Sql* sql, tx->context.statements->find(abi::view(name), abi::view(text)));
		for (auto& known : tx->statements)
		{
			if (known.sql != sql || !known.idle) continue;
			known.idle = false;
			*out = &known;
			return {};
		}
		auto statement = tx->transaction.prepare(*sql);
		if (!statement)
		{
			// Before the first pull the ERP's tables do not exist yet: a state that passes, not a mistake of the
			// plugin.
			if (statement.error().message.find("no such table: erp_") != std::string::npos)
				return transient("erp.not_read_yet", "The ERP's data have not been read yet.");
			return std::move(statement).error();
		}
		tx->statements.push_back({*std::move(statement), sql});
		*out = &tx->statements.back();
		return {};
	});
}

Result<void> bindValue(eh_stmt& stmt, int index, const eh_value& value)
{
	switch (value.type)
	{
	case EH_COLUMN_NULL: return stmt.statement.bind(index, nullptr);
	case EH_COLUMN_INTEGER: return stmt.statement.bind(index, value.integer);
	case EH_COLUMN_TEXT: return stmt.statement.bind(index, abi::view(value.text));
	default:
		return bug("plugin.value_type", "A parameter has a type that cannot be bound.")
		    .with("statement", std::string(stmt.sql->name));
	}
}

eh_status bind(eh_stmt* stmt, int32_t index, const eh_value* value, const eh_error_sink* sink)
{
	return abi::guarded(sink, [&] { return bindValue(*stmt, index, *value); });
}

eh_status step(eh_stmt* stmt, const eh_error_sink* sink)
{
	bool row = false;
	const eh_status status = abi::guarded(sink, [&]() -> Result<void> {
		EH_TRY(row, stmt->statement.step());
		// A finished SELECT leaves the count of an earlier statement behind.
		if (!row)
			stmt->changes = sqlite3_stmt_readonly(stmt->statement.handle())
			                    ? 0
			                    : sqlite3_changes(sqlite3_db_handle(stmt->statement.handle()));
		return {};
	});
	return status == EH_OK && row ? EH_ROW : status;
}

void reset(eh_stmt* stmt)
{
	stmt->statement.reset();
	stmt->idle = true;
}

int32_t columnType(eh_stmt* stmt, int32_t column)
{
	switch (sqlite3_column_type(stmt->statement.handle(), column))
	{
	case SQLITE_INTEGER: return EH_COLUMN_INTEGER;
	case SQLITE_TEXT: return EH_COLUMN_TEXT;
	case SQLITE_FLOAT: return EH_COLUMN_REAL;
	case SQLITE_BLOB: return EH_COLUMN_BLOB;
	default: return EH_COLUMN_NULL;
	}
}

int64_t columnInteger(eh_stmt* stmt, int32_t column)
{
	return stmt->statement.integer(column);
}

eh_str columnText(eh_stmt* stmt, int32_t column)
{
	return abi::str(stmt->statement.view(column));
}

int64_t changes(eh_stmt* stmt)
{
	return stmt->changes;
}

eh_status executeBatch(eh_stmt* stmt, const eh_value* values, uint64_t columns, uint64_t rows,
                       const eh_error_sink* sink)
{
	return abi::guarded(sink, [&]() -> Result<void> {
		std::int64_t changed = 0;
		for (uint64_t row = 0; row < rows; ++row)
		{
			for (uint64_t column = 0; column < columns; ++column)
				EH_CHECK(bindValue(*stmt, static_cast<int>(column) + 1, values[row * columns + column]));
			EH_TRY(const std::int64_t one, stmt->statement.run());
			changed += one;
		}
		stmt->changes = changed;
		return {};
	});
}

} // namespace

void fillStoreService(eh_store& service)
{
	service.size = sizeof service;
	service.prepare = &prepare;
	service.bind = &bind;
	service.step = &step;
	service.reset = &reset;
	service.column_type = &columnType;
	service.column_integer = &columnInteger;
	service.column_text = &columnText;
	service.changes = &changes;
	service.execute_batch = &executeBatch;
}

} // namespace erphost::worker
