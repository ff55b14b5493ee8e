#pragma once

#include "host/odbc/Connection.hpp"
#include "host/odbc/servers/SecondClient.hpp"

#include <catch2/catch.hpp>

/// For tests: the value of a Result, or the end of the test.
namespace erphost::odbc::tests {

template <typename T>
T must(Result<T> result)
{
	if (!result) FAIL(result.error().code << ": " << result.error().message << " " << result.error().param("driver"));
	return std::move(*result);
}
inline void must(Result<void> result)
{
	if (!result) FAIL(result.error().code << ": " << result.error().message << " " << result.error().param("driver"));
}

inline std::unique_ptr<Connection> open(const Server& server, bool readOnly = false)
{
	ConnectOptions options;
	options.connectionString = server.connectionString;
	options.readOnly = readOnly;
	return must(Connection::open(options));
}

} // namespace erphost::odbc::tests
