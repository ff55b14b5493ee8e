#pragma once

#include "host/odbc/Connection.hpp"

#include <string>

namespace erphost::discovery::sql {

/// (name, estimated rows or -1) of every table and view that this account may read; empty: nobody knows how to ask.
std::string tables(odbc::Product product);
/// (constraint, table, column, referenced table, referenced column), a constraint's columns in order.
std::string references(odbc::Product product);

} // namespace erphost::discovery::sql
