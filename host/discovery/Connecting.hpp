#pragma once

#include "host/odbc/Connection.hpp"
#include "host/platform/Machine.hpp"

#include <nlohmann/json.hpp>

#include <string>

namespace erphost::discovery {

/// The connection string for what a person filled in: {"kind": "sqlite"|"postgresql"|"mariadb"|"sqlserver"|"dsn",
/// "server","port","database","user","password","driver"?}. Values may hold any character. The driver is the one given,
/// or the first installed one of that kind. "discovery.connection_invalid" (member), "discovery.driver_missing". Pure.
Result<std::string> connectionString(const nlohmann::json& form, const OdbcRegistry& installed);

/// The form of a connection string, without its password: to be shown.
nlohmann::json connectionForm(const std::string& connectionString);

/// A connection that only reads, with the short timeouts of somebody who waits at the screen; it has answered.
Result<std::unique_ptr<odbc::Connection>> connect(std::string connectionString);

} // namespace erphost::discovery
