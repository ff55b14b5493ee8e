#pragma once

#include "host/odbc/Connection.hpp"
#include "host/odbc/Dialect.hpp"
#include "host/odbc/Handle.hpp"
#include "host/odbc/Watchdog.hpp"
#include "host/platform/TextCodec.hpp"

namespace erphost::odbc {

/// What the classes of this folder share of a connection.
struct Connection::Impl
{
	explicit Impl(ConnectOptions from);
	~Impl();

	/// Turns the diagnostics of a failed call into an Error, and remembers what it means for connection and
	/// transaction.
	Error fail(SQLSMALLINT handleType, SQLHANDLE handle, const char* doing);
	/// The error of a connection that must not be used any more.
	Error unusable() const;
	/// Autocommit on or off.
	Result<void> setAutocommit(bool on);
	Result<void> endTransaction(bool commit);

	ConnectOptions options;
	ServerInfo server;
	const Dialect* dialect = nullptr;
	EnvironmentHandle environment;
	ConnectionHandle handle;
	Watchdog::Slot slot;
	std::unique_ptr<TextCodec> codec; ///< of rawCharset; none: the driver gives UTF-8
	SQLUINTEGER getDataExtensions = 0;
	bool connected = false;
	bool lost = false;
	bool inTransaction = false;
	bool poisoned = false; ///< a statement failed in this transaction
};

} // namespace erphost::odbc
