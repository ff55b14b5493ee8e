#pragma once

#include "host/odbc/Connection.hpp"
#include "host/sync/Mapping.hpp"

namespace erphost::sync {

/// A row of an entity's table as ERP users see it, in the ERP's own columns:
/// {"key","table","columns":[{"name","type","value", "field","writtenByUs","pending"}]}. `outbox`: the API's rows of
/// this key, for what is still on its way. "erp.row_not_found" (permanent).
Result<nlohmann::json> readErpRow(odbc::Connection& connection, const Mapping& mapping, const EntityMap& map,
                                  const std::string& key, const nlohmann::json& outbox);

} // namespace erphost::sync
