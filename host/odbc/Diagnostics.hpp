#pragma once

#include "erphost/Error.hpp"
#include "host/odbc/Connection.hpp"
#include "host/odbc/OdbcApi.hpp"

#include <vector>

namespace erphost::odbc {

/// What a failed call means for the caller and for the connection.
struct Diagnosis
{
	Error error;       ///< params: "state", "native", "driver" (the driver's own words), "doing"
	bool lost = false; ///< the connection must be thrown away
};

/// All records of a handle, newest call.
std::vector<api::DiagRecord> diagnostics(SQLSMALLINT handleType, SQLHANDLE handle);

/// Pure: from what the driver said to a stable code and class. `dead` is SQL_ATTR_CONNECTION_DEAD, which is believed
/// when it says yes only. `connecting`: during login. A product whose drivers have no SQLSTATEs is judged by native
/// code and text.
Diagnosis diagnose(const std::vector<api::DiagRecord>& records, Product product, bool dead, bool connecting,
                   const char* doing);

} // namespace erphost::odbc
