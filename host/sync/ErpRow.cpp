#include "host/sync/ErpRow.hpp"

#include "host/sync/Conversion.hpp"
#include "host/sync/KeyText.hpp"
#include "host/sync/RecordTable.hpp"

namespace erphost::sync {

namespace {

using nlohmann::json;

/// What of ours is on its way to this column, newest record first.
json pendingOf(const Mapping& mapping, const EntityMap& map, const std::string& column,
               const std::optional<std::string>& present, const json& outbox)
{
	for (const auto& line : outbox)
	{
		const auto state = line["state"].get<std::string>();
		if (state == "confirmed" || state == "superseded" || state == "dropped") continue;
		const auto* record = mapping.record(line["type"].get<std::string>());
		if (record == nullptr || record->interface || record->table != map.from.table) continue;
		for (const auto& [name, source] : record->set)
		{
			if (name != column) continue;
			OutboxRow row;
			row.recordId = line["id"].get<std::string>();
			row.type = record->type;
			row.branchId = line["branch"].get<std::string>();
			row.businessKey = line["key"].get<std::string>();
			row.payload = line["payload"];
			const auto value = valueOf(source, column, row, mapping.timeZone);
			if (!value || !*value) continue;
			const auto target =
				source.append ? appendText(present, **value, source.separator, source.maximum).text : **value;
			return {{"value", target}, {"state", state}, {"since", line["createdAt"]}, {"record", row.recordId}};
		}
	}
	return nullptr;
}

} // namespace

Result<json> readErpRow(odbc::Connection& connection, const Mapping& mapping, const EntityMap& map,
                        const std::string& key, const json& outbox)
{
	const auto& dialect = connection.dialect();
	EH_TRY(const auto catalog, map.from.select.empty() ? odbc::describeTable(connection, map.from.table)
	                                                   : odbc::describeSelect(connection, map.from.select));
	const auto parts = splitKey(key);
	const auto missing = [&] {
		return permanent("erp.row_not_found", "there is no such row").with("entity", map.entity).with("key", key);
	};
	if (parts.size() != map.key.size()) return missing();
	std::string columns, condition;
	std::vector<std::optional<std::string>> parameters;
	for (const auto& column : catalog)
		columns += (columns.empty() ? "" : ", ") + dialect.asText(dialect.quote(column.name), column.typeName);
	for (std::size_t i = 0; i < parts.size(); ++i)
	{
		if (!map.key[i].alias.empty() && map.key[i].alias != map.from.alias) continue; // of a joined table
		const auto* column = findColumn(catalog, map.key[i].column);
		if (column == nullptr)
			return misconfigured("erp.column_missing", "the ERP has no such column")
			    .with("table", map.from.table)
			    .with("column", map.key[i].column);
		condition += (condition.empty() ? "" : " AND ") +
		             equalsPredicate(dialect, *column, dialect.quote(column->name), parts[i], parameters);
	}
	const auto from = map.from.select.empty() ? dialect.quote(map.from.table)
	                                          : "(" + map.from.select + ") " + dialect.quote(map.from.alias);
	EH_TRY(const auto rows,
	       connection.query("SELECT " + columns + " FROM " + from + " WHERE " + condition, parameters, 2));
	if (rows.empty()) return missing();
	json out = {{"key", key}, {"table", map.from.table}, {"columns", json::array()}};
	for (std::size_t i = 0; i < catalog.size(); ++i)
	{
		const auto& column = catalog[i];
		json field = nullptr;
		for (const auto& candidate : map.fields)
			for (const auto* ref : {&candidate.column, &candidate.date, &candidate.time})
				if (ref->alias.empty() && findColumn({column}, ref->column) != nullptr) field = candidate.field;
		bool ours = false;
		std::string mapped = column.name;
		for (const auto& record : mapping.records)
			if (!record.interface && record.table == map.from.table)
				for (const auto& [name, source] : record.set)
					if (findColumn({column}, name) != nullptr)
					{
						ours = true;
						mapped = name;
					}
		out["columns"].push_back(
			{{"name", column.name},
		     {"type", column.typeName},
		     {"value", rows[0][i] ? json(*rows[0][i]) : json(nullptr)},
		     {"field", field},
		     {"writtenByUs", ours},
		     {"pending", ours ? pendingOf(mapping, map, mapped, rows[0][i], outbox) : json(nullptr)}});
	}
	return out;
}

} // namespace erphost::sync
