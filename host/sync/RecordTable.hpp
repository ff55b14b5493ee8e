#pragma once

#include "host/odbc/Catalog.hpp"
#include "host/odbc/Dialect.hpp"
#include "host/sync/PullPlan.hpp"
#include "host/sync/RecordValues.hpp"

#include <map>

namespace erphost::sync {

/// "col = ?" with its parameters, "col IS NULL" for none. CHAR padding counts in SQLite only: there both forms are
/// looked for.
std::string equalsPredicate(const odbc::Dialect& dialect, const odbc::CatalogColumn& column,
                            const std::string& expression, const std::optional<std::string>& value,
                            std::vector<std::optional<std::string>>& parameters);

/// A table that a record type writes, as the ERP's catalog describes it now.
class RecordTable
{
public:
	/// "erp.table_missing", "erp.column_missing" (configuration).
	static Result<RecordTable> open(odbc::Connection& connection, const RecordMap& map);

	const odbc::CatalogColumn& column(const std::string& mapped) const { return _columns.at(mapped); }
	std::string quoted(const std::string& mapped) const { return _dialect->quote(column(mapped).name); }
	/// The column read as text.
	std::string text(const std::string& mapped) const
	{
		return _dialect->asText(quoted(mapped), column(mapped).typeName);
	}
	std::string parameter(const std::string& mapped) const
	{
		return typedParameter(_dialect->product(), column(mapped));
	}
	std::string table() const { return _dialect->quote(_map->table); }
	const RecordMap& map() const { return *_map; }
	const odbc::Dialect& dialect() const { return *_dialect; }

	std::string equals(const std::string& mapped, const std::optional<std::string>& value,
	                   std::vector<std::optional<std::string>>& parameters) const
	{
		return equalsPredicate(*_dialect, column(mapped), quoted(mapped), value, parameters);
	}

private:
	const RecordMap* _map = nullptr;
	const odbc::Dialect* _dialect = nullptr;
	std::map<std::string, odbc::CatalogColumn> _columns; ///< by the mapping's name
};

} // namespace erphost::sync
