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

std::string RecordTable::equals(const std::string& mapped, const std::optional<std::string>& value,
								std::vector<std::optional<std::string>>& parameters) const
{
	const auto name = quoted(mapped);
	if (!value) return name + " IS NULL";
	const auto& known = column(mapped);
	parameters.push_back(value);
	const auto size = static_cast<std::int64_t>(known.size);
	const auto length = characters(*value);
	const bool padded = known.typeName.starts_with("CHAR") || known.typeName.starts_with("char") ||
						known.typeName.starts_with("NCHAR") || known.typeName.starts_with("nchar");
	if (_dialect->product() != odbc::Product::sqlite || !padded || size <= length || size > 4000) return name + " = " + parameter(mapped);
	parameters.emplace_back(*value + std::string(static_cast<std::size_t>(size - length), ' '));
	return "(" + name + " = ? OR " + name + " = ?)";
}

} // namespace erphost::sync
