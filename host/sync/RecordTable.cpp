#include "host/sync/RecordTable.hpp"

#include "host/sync/Conversion.hpp"

namespace erphost::sync {

Result<RecordTable> RecordTable::open(odbc::Connection& connection, const RecordMap& map)
{
	RecordTable table;
	table._map = &map;
	table._dialect = &connection.dialect();
	auto catalog = odbc::describeTable(connection, map.table);
	if (!catalog) return std::move(catalog).error().with("record_type", map.type).with("table", map.table);
	std::vector<std::string> names;
	for (const auto& [name, source] : map.key) names.push_back(name);
	for (const auto& [name, source] : map.set) names.push_back(name);
	for (const auto& name : {map.idColumn, map.versionColumn, map.epochColumn, map.stateColumn})
		if (!name.empty()) names.push_back(name);
	for (const auto& name : names)
	{
		const auto* found = findColumn(*catalog, name);
		if (found == nullptr)
			return misconfigured("erp.column_missing", "the ERP has no such column")
			    .with("record_type", map.type)
			    .with("table", map.table)
			    .with("column", name);
		table._columns.emplace(name, *found);
	}
	return table;
}

std::string equalsPredicate(const odbc::Dialect& dialect, const odbc::CatalogColumn& column,
                            const std::string& expression, const std::optional<std::string>& value,
                            std::vector<std::optional<std::string>>& parameters)
{
	if (!value) return expression + " IS NULL";
	parameters.push_back(value);
	const auto size = static_cast<std::int64_t>(column.size);
	const auto length = characters(*value);
	const auto& type = column.typeName;
	const bool padded =
		type.starts_with("CHAR") || type.starts_with("char") || type.starts_with("NCHAR") || type.starts_with("nchar");
	if (dialect.product() != odbc::Product::sqlite || !padded || size <= length || size > 4000)
		return expression + " = " + typedParameter(dialect.product(), column);
	parameters.emplace_back(*value + std::string(static_cast<std::size_t>(size - length), ' '));
	return "(" + expression + " = ? OR " + expression + " = ?)";
}

} // namespace erphost::sync
