#include "host/odbc/Statement.hpp"

#include "host/odbc/Utf8.hpp"

#include <algorithm>

namespace erphost::odbc {
namespace {

/// Above this drivers cut (FreeTDS: 4000) or change the protocol; a long type is safe everywhere.
constexpr std::size_t kLongParameter = 4000;

} // namespace

Result<Statement> Statement::make(Connection::Impl& connection)
{
	if (connection.lost) return connection.unusable();
	Statement statement(connection);
	const Watchdog::Call call(connection.slot, "allocate");
	if (!SQL_SUCCEEDED(statement._handle.allocate(connection.handle.get())))
		return connection.fail(SQL_HANDLE_DBC, connection.handle.get(), "allocate");
	// Not every driver takes it; the watchdog and READ_TIMEOUT stand behind it.
	SQLSetStmtAttr(
		statement._handle.get(), SQL_ATTR_QUERY_TIMEOUT,
		reinterpret_cast<SQLPOINTER>(static_cast<SQLULEN>(std::max(connection.options.queryTimeoutSeconds, 0))), 0);
	return statement;
}

Result<void> Statement::prepare(std::string_view sql)
{
	const Watchdog::Call call(_connection->slot, "prepare");
	if (!SQL_SUCCEEDED(api::prepare(_handle.get(), sql))) return fail("prepare");
	return success();
}

Result<void> Statement::executeDirect(std::string_view sql)
{
	const Watchdog::Call call(_connection->slot, "execute");
	const auto result = api::execDirect(_handle.get(), sql);
	if (!SQL_SUCCEEDED(result) && result != SQL_NO_DATA) return fail("execute");
	return success();
}

Result<void> Statement::bind(std::span<const std::optional<std::string>> parameters, bool checked)
{
	_indicators.assign(parameters.size(), SQL_NULL_DATA);
	_converted.clear();
	_wide.clear();
	for (std::size_t i = 0; i < parameters.size(); ++i)
	{
		const auto number = static_cast<SQLUSMALLINT>(i + 1);
		std::string_view text = parameters[i] ? std::string_view(*parameters[i]) : std::string_view();
		// Invalid UTF-8 poisons a FreeTDS connection for good, and is nobody's text.
		if (!checked && !utf8::valid(text.data(), text.size()))
			return permanent("odbc.bad_text", "a parameter is not valid UTF-8")
			    .with("parameter", std::to_string(number));
		// Bytes are enough to tell the long from the short.
		const bool isLong = text.size() > kLongParameter;
		if (_connection->codec && parameters[i])
		{
			auto raw = _connection->codec->fromUtf8(text);
			if (!raw)
				return permanent("odbc.bad_text", "a parameter has characters that the ERP's character set lacks")
				    .with("parameter", std::to_string(number));
			text = _converted.emplace_back(std::move(*raw));
		}
		const auto* data = static_cast<const void*>(text.data() ? text.data() : "");
		auto bytes = text.size();
		auto type = isLong ? SQL_LONGVARCHAR : SQL_VARCHAR;
		if constexpr (api::kWideText)
		{
			const auto& wide = _wide.emplace_back(*api::toUtf16(text));
			data = wide.data();
			bytes = wide.size() * 2;
			type = isLong ? SQL_WLONGVARCHAR : SQL_WVARCHAR;
		}
		if (parameters[i]) _indicators[i] = static_cast<SQLLEN>(bytes);
		const auto result = SQLBindParameter(_handle.get(), number, SQL_PARAM_INPUT, api::kTextType,
		                                     static_cast<SQLSMALLINT>(type), std::max<SQLULEN>(text.size(), 1), 0,
		                                     const_cast<void*>(data), static_cast<SQLLEN>(bytes), &_indicators[i]);
		if (!SQL_SUCCEEDED(result)) return fail("bind");
	}
	return success();
}

Result<void> Statement::execute(std::span<const std::optional<std::string>> parameters, bool checked)
{
	EH_CHECK(bind(parameters, checked));
	const Watchdog::Call call(_connection->slot, "execute");
	const auto result = SQLExecute(_handle.get());
	if (!SQL_SUCCEEDED(result) && result != SQL_NO_DATA) return fail("execute");
	return success();
}

Result<std::int64_t> Statement::affectedRows()
{
	SQLLEN rows = 0;
	if (!SQL_SUCCEEDED(SQLRowCount(_handle.get(), &rows))) return fail("execute");
	return static_cast<std::int64_t>(rows);
}

Result<SQLSMALLINT> Statement::columnCount()
{
	const Watchdog::Call call(_connection->slot, "describe");
	SQLSMALLINT count = 0;
	if (!SQL_SUCCEEDED(SQLNumResultCols(_handle.get(), &count))) return fail("describe");
	return count;
}

Result<void> Statement::drain()
{
	const Watchdog::Call call(_connection->slot, "execute");
	while (true)
	{
		const auto result = SQLMoreResults(_handle.get());
		if (result == SQL_NO_DATA) return success();
		if (!SQL_SUCCEEDED(result)) return fail("execute");
	}
}

} // namespace erphost::odbc
