#include "MockState.hpp"

#include <algorithm>
#include <stdexcept>

namespace erphost::mock {

namespace {

Error sqlError(sqlite3* database)
{
	return bug("mock.sql", sqlite3_errmsg(database));
}

eh_status prepare(eh_tx* tx, eh_str name, eh_str sql, eh_stmt** out, const eh_error_sink* sink)
{
	auto& host = *tx->host;
	const auto [begin, end] = host.statements.equal_range(abi::text(name));
	for (auto it = begin; it != end; ++it)
		if (!it->second->busy)
		{
			it->second->busy = true;
			*out = it->second.get();
			return EH_OK;
		}
	auto statement = std::make_unique<eh_stmt>();
	if (sqlite3_prepare_v2(host.database, sql.data, static_cast<int>(sql.size), &statement->handle, nullptr) !=
	    SQLITE_OK)
		return abi::fail(bug("mock.sql", abi::text(name) + ": " + sqlite3_errmsg(host.database)), sink);
	if (!tx->writable && !sqlite3_stmt_readonly(statement->handle))
		return abi::fail(bug("store.read_only", abi::text(name) + " writes in a read transaction."), sink);
	statement->busy = true;
	*out = host.statements.emplace(abi::text(name), std::move(statement))->second.get();
	return EH_OK;
}

eh_status bind(eh_stmt* stmt, int32_t index, const eh_value* value, const eh_error_sink* sink)
{
	int outcome = SQLITE_MISUSE;
	if (value->type == EH_COLUMN_NULL) outcome = sqlite3_bind_null(stmt->handle, index);
	if (value->type == EH_COLUMN_INTEGER) outcome = sqlite3_bind_int64(stmt->handle, index, value->integer);
	if (value->type == EH_COLUMN_TEXT)
		outcome = sqlite3_bind_text(stmt->handle, index, value->text.size ? value->text.data : "",
		                            static_cast<int>(value->text.size), SQLITE_TRANSIENT);
	return outcome == SQLITE_OK ? EH_OK : abi::fail(sqlError(sqlite3_db_handle(stmt->handle)), sink);
}

eh_status step(eh_stmt* stmt, const eh_error_sink* sink)
{
	const int outcome = sqlite3_step(stmt->handle);
	if (outcome == SQLITE_ROW) return EH_ROW;
	sqlite3* database = sqlite3_db_handle(stmt->handle);
	const auto error = outcome == SQLITE_DONE ? Error{} : sqlError(database);
	stmt->changes = sqlite3_stmt_readonly(stmt->handle) ? 0 : sqlite3_changes(database);
	sqlite3_reset(stmt->handle);
	return outcome == SQLITE_DONE ? EH_OK : abi::fail(error, sink);
}

void reset(eh_stmt* stmt)
{
	sqlite3_reset(stmt->handle);
	sqlite3_clear_bindings(stmt->handle);
	stmt->busy = false;
}

int32_t columnType(eh_stmt* stmt, int32_t column)
{
	switch (sqlite3_column_type(stmt->handle, column))
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
	return sqlite3_column_int64(stmt->handle, column);
}

eh_str columnText(eh_stmt* stmt, int32_t column)
{
	const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(stmt->handle, column));
	return {text, static_cast<uint64_t>(sqlite3_column_bytes(stmt->handle, column))};
}

int64_t changes(eh_stmt* stmt)
{
	return stmt->changes;
}

eh_status executeBatch(eh_stmt* stmt, const eh_value* values, uint64_t columns, uint64_t rows,
                       const eh_error_sink* sink)
{
	int64_t total = 0;
	for (uint64_t row = 0; row < rows; ++row)
	{
		for (uint64_t column = 0; column < columns; ++column)
			if (const auto status = bind(stmt, static_cast<int32_t>(column) + 1, &values[row * columns + column], sink);
			    status < 0)
				return status;
		if (const auto status = step(stmt, sink); status < 0) return status;
		total += stmt->changes;
	}
	stmt->changes = total;
	return EH_OK;
}

eh_status runTransaction(const eh_host* host, int32_t mode, eh_status (*body)(void*, eh_tx*, const eh_error_sink*),
                         void* context, const eh_cancel*, const eh_error_sink* sink)
{
	return abi::guarded(sink, [&] {
		return MockHost::Impl::of(host).transact(
			mode == EH_WRITE, [&](eh_tx* tx, const eh_error_sink* inner) { return body(context, tx, inner); });
	});
}

} // namespace

void MockHost::Impl::script(const std::string& sql)
{
	char* message = nullptr;
	if (sqlite3_exec(database, sql.c_str(), nullptr, nullptr, &message) == SQLITE_OK) return;
	const std::string text = message ? message : "unknown";
	sqlite3_free(message);
	throw std::runtime_error("mock host: " + text);
}

Result<void> MockHost::Impl::transact(bool writable, const std::function<eh_status(eh_tx*, const eh_error_sink*)>& body)
{
	script("BEGIN");
	eh_tx tx{this, writable};
	abi::Catcher catcher;
	const auto outcome = catcher.check(body(&tx, catcher.sink()));
	for (auto& [name, statement] : statements) reset(statement.get());
	if (!outcome)
	{
		script("ROLLBACK");
		return outcome;
	}
	script("COMMIT");
	for (auto& event : tx.events)
	{
		event.position = static_cast<std::int64_t>(events.size()) + 1;
		events.push_back(std::move(event));
	}
	// As the real outbox: the same record id again is a new version of the same record.
	for (auto& record : tx.records)
	{
		std::erase_if(records, [&](const ErpRecord& old) { return old.recordId == record.recordId; });
		records.push_back(std::move(record));
	}
	for (auto& [id, file] : tx.files)
	{
		if (file) files[id] = *std::move(file);
		else files.erase(id);
	}
	for (auto& message : tx.messages)
	{
		const bool known = std::any_of(messages.begin(), messages.end(),
		                               [&](const Message& earlier) { return earlier.id == message.id; });
		if (!known) messages.push_back(std::move(message));
	}
	return {};
}

void MockHost::Impl::fillStore()
{
	store = {sizeof(eh_store), &runTransaction, &prepare,    &bind,    &step,        &reset,
	         &columnType,      &columnInteger,  &columnText, &changes, &executeBatch};
}

} // namespace erphost::mock
