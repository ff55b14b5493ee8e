#include "host/odbc/Connection.hpp"

#include "host/odbc/BlockReader.hpp"
#include "host/odbc/Diagnostics.hpp"
#include "host/odbc/Statement.hpp"

#include <algorithm>
#include <cctype>

namespace erphost::odbc {
namespace {

bool mentions(std::string_view text, std::string_view word)
{
	return std::search(text.begin(), text.end(), word.begin(), word.end(), [](unsigned char a, unsigned char b) {
			   return std::tolower(a) == std::tolower(b);
		   }) != text.end();
}

Product productNamed(std::string_view dbms)
{
	if (mentions(dbms, "sqlite")) return Product::sqlite;
	if (mentions(dbms, "postgres")) return Product::postgresql;
	if (mentions(dbms, "mariadb") || mentions(dbms, "mysql")) return Product::mariadb;
	if (mentions(dbms, "sql server") || mentions(dbms, "babelfish")) return Product::sqlserver;
	return Product::other;
}

ServerInfo describe(SQLHDBC handle)
{
	ServerInfo server;
	server.productName = api::infoText(handle, SQL_DBMS_NAME);
	server.productVersion = api::infoText(handle, SQL_DBMS_VER);
	server.driverName = api::infoText(handle, SQL_DRIVER_NAME);
	server.driverVersion = api::infoText(handle, SQL_DRIVER_VER);
	server.odbcVersion = api::infoText(handle, SQL_DRIVER_ODBC_VER);
	server.product = productNamed(server.productName);
	return server;
}

} // namespace

Connection::Impl::Impl(ConnectOptions from):
	options(std::move(from)), slot(std::int64_t{1000} * options.frozenAfterSeconds, options.onFrozen)
{
}

Connection::Impl::~Impl()
{
	const Watchdog::Call call(slot, "disconnect");
	if (connected)
	{
		// A driver refuses to disconnect within a transaction.
		if (inTransaction && !lost) SQLEndTran(SQL_HANDLE_DBC, handle.get(), SQL_ROLLBACK);
		SQLDisconnect(handle.get());
	}
}

Error Connection::Impl::fail(SQLSMALLINT handleType, SQLHANDLE from, const char* doing)
{
	SQLUINTEGER dead = SQL_CD_FALSE;
	const auto records = diagnostics(handleType, from);
	if (connected) SQLGetConnectAttr(handle.get(), SQL_ATTR_CONNECTION_DEAD, &dead, SQL_IS_UINTEGER, nullptr);
	auto diagnosis = diagnose(records, server.product, dead == SQL_CD_TRUE, !connected, doing);
	if (diagnosis.lost) lost = true;
	if (inTransaction) poisoned = true;
	return std::move(diagnosis.error);
}

Error Connection::Impl::unusable() const
{
	return transient("erp.away", "the connection was lost before").with("doing", "use").with("state", "08003");
}

Result<void> Connection::Impl::setAutocommit(bool on)
{
	const Watchdog::Call call(slot, "autocommit");
	const auto value = static_cast<SQLULEN>(on ? SQL_AUTOCOMMIT_ON : SQL_AUTOCOMMIT_OFF);
	if (!SQL_SUCCEEDED(SQLSetConnectAttr(handle.get(), SQL_ATTR_AUTOCOMMIT, reinterpret_cast<SQLPOINTER>(value), 0)))
		return fail(SQL_HANDLE_DBC, handle.get(), "autocommit");
	return success();
}

Result<void> Connection::Impl::endTransaction(bool commit)
{
	const auto text = commit ? dialect->commitStatement() : dialect->rollbackStatement();
	if (!text.empty())
	{
		EH_TRY(auto statement, Statement::make(*this));
		EH_CHECK(statement.executeDirect(text));
		return statement.drain();
	}
	const Watchdog::Call call(slot, commit ? "commit" : "rollback");
	if (!SQL_SUCCEEDED(SQLEndTran(SQL_HANDLE_DBC, handle.get(), commit ? SQL_COMMIT : SQL_ROLLBACK)))
		return fail(SQL_HANDLE_DBC, handle.get(), commit ? "commit" : "rollback");
	return success();
}

Connection::Connection(std::unique_ptr<Impl> impl): _impl(std::move(impl)) {}

Connection::~Connection() = default;

Result<std::unique_ptr<Connection>> Connection::open(ConnectOptions options)
{
	auto impl = std::make_unique<Impl>(std::move(options));
	auto& it = *impl;
	if (!it.options.rawCharset.empty())
	{
		EH_TRY(it.codec, TextCodec::open(it.options.rawCharset));
	}
	if (!SQL_SUCCEEDED(it.environment.allocate(SQL_NULL_HANDLE)))
		return misconfigured("odbc.driver_missing", "the ODBC driver manager does not start");
	SQLSetEnvAttr(it.environment.get(), SQL_ATTR_ODBC_VERSION, reinterpret_cast<SQLPOINTER>(SQL_OV_ODBC3), 0);
	if (!SQL_SUCCEEDED(it.handle.allocate(it.environment.get())))
		return it.fail(SQL_HANDLE_ENV, it.environment.get(), "connect");
	const auto seconds = static_cast<SQLULEN>(std::max(it.options.loginTimeoutSeconds, 0));
	SQLSetConnectAttr(it.handle.get(), SQL_ATTR_LOGIN_TIMEOUT, reinterpret_cast<SQLPOINTER>(seconds), 0);

	const auto expected = productOfConnectionString(it.options.connectionString);
	it.server.product = expected;
	const auto& first = dialectFor(expected);
	const auto text =
		first.withTimeouts(first.withAccess(first.withDriverDefaults(it.options.connectionString), it.options.readOnly),
	                       it.options.loginTimeoutSeconds, it.options.queryTimeoutSeconds);
	{
		const Watchdog::Call call(it.slot, "connect");
		if (!SQL_SUCCEEDED(api::driverConnect(it.handle.get(), text)))
			return it.fail(SQL_HANDLE_DBC, it.handle.get(), "connect");
		it.connected = true;
		it.server = describe(it.handle.get());
		if (it.server.product == Product::other) it.server.product = expected;
		it.getDataExtensions = api::infoNumber(it.handle.get(), SQL_GETDATA_EXTENSIONS);
	}
	it.dialect = &dialectFor(it.server.product);
	std::unique_ptr<Connection> connection(new Connection(std::move(impl)));
	for (const auto& statement : it.dialect->sessionStatements(it.options.readOnly))
	{
		EH_CHECK(connection->execute(statement));
	}
	return connection;
}

const ServerInfo& Connection::server() const
{
	return _impl->server;
}

bool Connection::usable() const
{
	return !_impl->lost;
}

const Dialect& Connection::dialect() const
{
	return *_impl->dialect;
}

Result<void> Connection::probe()
{
	EH_TRY(auto rows, query("SELECT 1"));
	if (rows.size() == 1 && rows[0].size() == 1 && rows[0][0] == "1") return success();
	_impl->lost = true;
	return transient("erp.away", "the database answered SELECT 1 with something else");
}

Result<std::int64_t> Connection::execute(std::string_view sql,
                                         const std::vector<std::optional<std::string>>& parameters)
{
	EH_TRY(auto statement, Statement::make(*_impl));
	if (parameters.empty())
	{
		EH_CHECK(statement.executeDirect(sql));
	}
	else
	{
		EH_CHECK(statement.prepare(sql));
		EH_CHECK(statement.execute(parameters));
	}
	EH_TRY(const auto rows, statement.affectedRows());
	EH_CHECK(statement.drain());
	return rows;
}

Result<std::vector<Connection::Row>> Connection::query(std::string_view sql,
                                                       const std::vector<std::optional<std::string>>& parameters,
                                                       std::size_t maximumRows)
{
	EH_TRY(auto reader, BlockReader::open(*this, sql, parameters, std::min<std::size_t>(maximumRows + 1, 64)));
	std::vector<Row> rows;
	while (true)
	{
		EH_TRY(const auto count, reader->next());
		if (count == 0) return rows;
		if (rows.size() + count > maximumRows)
			return bug("odbc.too_many_rows", "a query that should be small is not")
			    .with("maximum", std::to_string(maximumRows));
		for (std::size_t row = 0; row < count; ++row)
		{
			auto& values = rows.emplace_back();
			for (std::size_t column = 0; column < reader->columns().size(); ++column)
			{
				const auto cell = reader->at(row, column);
				values.push_back(cell.isNull() ? std::nullopt : std::optional<std::string>(cell.view()));
			}
		}
	}
}

Result<void> Connection::begin()
{
	if (_impl->lost) return _impl->unusable();
	if (_impl->inTransaction) return bug("odbc.nested_transaction", "a transaction is open already");
	const auto text = _impl->dialect->beginStatement(_impl->options.readOnly);
	if (text.empty())
	{
		EH_CHECK(_impl->setAutocommit(false));
	}
	else
	{
		EH_CHECK(execute(text));
	}
	_impl->inTransaction = true;
	_impl->poisoned = false;
	return success();
}

Result<void> Connection::commit()
{
	if (!_impl->inTransaction) return bug("odbc.no_transaction", "there is no transaction to commit");
	if (_impl->poisoned || _impl->lost)
		return transient("odbc.poisoned", "a statement of this transaction failed; it cannot be committed");
	if (auto ended = _impl->endTransaction(true); !ended)
	{
		// The reply is lost, perhaps after the rows were stored: only reading back can tell.
		if (_impl->lost)
			return transient("odbc.commit_unknown", "the connection was lost while committing").with("doing", "commit");
		return ended;
	}
	SQLUINTEGER dead = SQL_CD_FALSE;
	SQLGetConnectAttr(_impl->handle.get(), SQL_ATTR_CONNECTION_DEAD, &dead, SQL_IS_UINTEGER, nullptr);
	if (dead == SQL_CD_TRUE)
	{
		_impl->lost = true;
		return transient("odbc.commit_unknown", "the connection was lost while committing").with("doing", "commit");
	}
	_impl->inTransaction = false;
	if (_impl->dialect->beginStatement(_impl->options.readOnly).empty()) return _impl->setAutocommit(true);
	return success();
}

Result<void> Connection::rollback()
{
	if (!_impl->inTransaction) return success();
	if (_impl->lost)
	{
		_impl->inTransaction = false;
		return success(); // the server rolls back what was lost
	}
	auto ended = _impl->endTransaction(false);
	_impl->inTransaction = false;
	_impl->poisoned = false;
	if (!ended)
	{
		_impl->lost = true; // its state is not known any more
		return ended;
	}
	if (_impl->dialect->beginStatement(_impl->options.readOnly).empty()) return _impl->setAutocommit(true);
	return success();
}

} // namespace erphost::odbc
