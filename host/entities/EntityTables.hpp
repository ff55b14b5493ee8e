#pragma once

#include "erphost/Sql.hpp"
#include "host/entities/EntitySchema.hpp"
#include "host/store/Database.hpp"

namespace erphost::entities {

/// Creates erp_<entity> and its row in erp_entity where they are missing, and adds columns of new fields; never removes
/// or changes one. Called by sync and by whoever starts plugins before sync ran.
Result<void> ensureEntityTables(store::Database& database, const std::vector<EntitySchema>& schemas);

/// A statement whose text depends on an entity: lives as long as the process, the same text is the same object. Any
/// thread.
const Sql& permanentSql(std::string_view name, std::string_view text);

/// Columns of erp_<entity> that hold fields, in order: an instant is followed by its twin "<field>_text".
struct EntityColumn
{
	std::string name;
	std::size_t field = 0; ///< index in schema.fields
	bool twin = false;     ///< the ERP's own text of an instant
	bool number = false;
};
std::vector<EntityColumn> entityColumns(const EntitySchema& schema);

/// CREATE TABLE and CREATE INDEX of an entity, in the SQL that SQLite and PostgreSQL share.
std::string createEntityTable(const EntitySchema& schema);

} // namespace erphost::entities
