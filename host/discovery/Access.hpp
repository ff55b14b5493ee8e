#pragma once

#include "host/odbc/Connection.hpp"

#include <nlohmann/json.hpp>

#include <string>

namespace erphost::discovery {

/// How far an ERP lets us in, each level with what the one before it has.
enum class Level
{
	read,   ///< read only: what a status needs is clicked in the ERP by hand, and the next pull confirms it
	tables, ///< tables of our own beside the ERP's
	columns ///< besides, the status columns that the order has for call-backs, and only those
};

/// The mapping with the records that this level allows, and the entities that the branch types into; what other levels
/// brought is taken out. `kind`: the entity that is the order; `sizes`: characters that its table's columns hold (a
/// remark whose size nobody knows is not added to). Pure.
nlohmann::json withLevel(nlohmann::json mapping, const std::string& kind, const nlohmann::json& sizes, Level level);

/// 给DBA.sql: accounts, our tables and exactly the rights that the mapping uses at this level, in the words of this
/// database; passwords are left for the administrator to choose. `database`: its name, for servers that want it. Pure.
std::string dbaScript(const nlohmann::json& mapping, odbc::Product product, const std::string& database, Level level);

} // namespace erphost::discovery
