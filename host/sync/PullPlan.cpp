#include "host/sync/PullPlan.hpp"

#include <algorithm>

namespace erphost::sync {

namespace {

char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string lowered(std::string_view text)
{
	std::string out(text);
	std::transform(out.begin(), out.end(), out.begin(), lower);
	return out;
}

/// Replaces the n-th "?" outside of quotes by what `with` gives for n.
template <typename F>
std::string replacePlaceholders(const std::string& sql, F with)
{
	std::string out;
	char quote = 0;
	std::size_t n = 0;
	for (const char c : sql)
	{
		if (quote != 0)
		{
			if (c == quote) quote = 0;
		}
		else if (c == '"' || c == '`' || c == '\'') quote = c;
		else if (c == '[') quote = ']';
		else if (c == '?')
		{
			out += with(n++);
			continue;
		}
		out += c;
	}
	return out;
}

} // namespace

std::string typedParameter(odbc::Product product, const odbc::CatalogColumn& column)
{
	using odbc::ColumnKind;
	using odbc::Product;
	const auto type = lowered(column.typeName);
	switch (product)
	{
	case Product::postgresql:
		switch (column.kind)
		{
		case ColumnKind::integer: return "CAST(? AS bigint)";
		case ColumnKind::decimal: return "CAST(? AS numeric)";
		case ColumnKind::real: return "CAST(? AS double precision)";
		case ColumnKind::date: return "CAST(? AS date)";
		case ColumnKind::time: return "CAST(? AS time)";
		case ColumnKind::timestamp:
			return type.find("tz") != std::string::npos || type.find("with time zone") != std::string::npos
			           ? "CAST(? AS timestamptz)"
			           : "CAST(? AS timestamp)";
		case ColumnKind::boolean: return "CAST(? AS boolean)";
		case ColumnKind::guid: return "CAST(? AS uuid)";
		case ColumnKind::text:
			return type == "bpchar" || type == "char" || type == "character" ? "CAST(? AS bpchar)" : "CAST(? AS text)";
		case ColumnKind::binary: return "decode(?, 'hex')";
		}
		break;
	case Product::mariadb:
		// Compared with a text, a BIGINT key becomes a double: 64-bit keys would fall together.
		if (column.kind == ColumnKind::integer)
			return type.find("unsigned") != std::string::npos ? "CAST(? AS UNSIGNED)" : "CAST(? AS SIGNED)";
		if (column.kind == ColumnKind::decimal) return "CAST(? AS DECIMAL(65,20))";
		if (column.kind == ColumnKind::binary) return "UNHEX(?)";
		break;
	case Product::sqlite:
		if (column.kind == ColumnKind::integer || column.kind == ColumnKind::boolean) return "CAST(? AS INTEGER)";
		if (column.kind == ColumnKind::decimal || column.kind == ColumnKind::real) return "CAST(? AS NUMERIC)";
		break;
	case Product::sqlserver:
		if (column.kind == ColumnKind::integer) return "CAST(? AS bigint)";
		if (column.kind == ColumnKind::timestamp) return "CAST(? AS datetime2)";
		if (column.kind == ColumnKind::date) return "CAST(? AS date)";
		if (column.kind == ColumnKind::binary) return "CONVERT(varbinary(8), ?, 2)"; // rowversion
		break;
	case Product::other: break;
	}
	return "?";
}

const odbc::CatalogColumn* findColumn(const std::vector<odbc::CatalogColumn>& columns, std::string_view name)
{
	for (const auto& column : columns)
		if (column.name == name) return &column;
	const auto wanted = lowered(name);
	for (const auto& column : columns)
		if (lowered(column.name) == wanted) return &column;
	return nullptr;
}

std::size_t PullPlan::add(const ColumnRef& ref)
{
	if (ref.empty()) return npos;
	const auto alias = ref.alias.empty() ? _map->from.alias : ref.alias;
	const auto& table = [&]() -> const TableRef& {
		for (const auto& join : _map->joins)
			if (join.alias == alias) return join;
		return _map->from;
	}();
	const auto catalog = _catalogs->find(alias);
	const auto* found = catalog == _catalogs->end() ? nullptr : findColumn(catalog->second, ref.column);
	const auto tableName = table.table.empty() ? "SELECT" : table.table;
	if (found == nullptr)
	{
		if (!_missing)
			_missing = misconfigured("erp.column_missing", "the ERP has no such column")
			               .with("entity", _map->entity)
			               .with("table", tableName)
			               .with("column", ref.column);
		return npos;
	}
	const auto text = _dialect->quote(alias) + "." + _dialect->quote(found->name);
	for (std::size_t i = 0; i < _columns.size(); ++i)
		if (_columns[i].expression == text) return i;
	_columns.push_back({ref, tableName, *found, text});
	return _columns.size() - 1;
}

Result<std::unique_ptr<odbc::BlockReader>> PullQuery::open(odbc::Connection& connection) const
{
	return odbc::BlockReader::open(connection, sql, parameters, odbc::kBlockRows, row);
}

Result<PullPlan> PullPlan::make(const EntityMap& map, const odbc::Dialect& dialect, const Catalogs& catalogs,
                                bool packing)
{
	PullPlan plan;
	plan._packing = packing;
	plan._map = &map;
	plan._dialect = &dialect;
	plan._catalogs = &catalogs;
	for (const auto& key : map.key) plan._keys.push_back(plan.add(key));
	for (const auto& column : map.changes.columns) plan._watermarks.push_back(plan.add(column));
	plan._coalesce = plan.add(map.changes.coalesce);
	plan._branch = plan.add(map.branchColumn);
	plan._deleted = plan.add(map.deletedColumn);
	for (const auto& field : map.fields)
	{
		const auto first = plan.add(field.date.empty() ? field.column : field.date);
		plan._fields.emplace_back(first, plan.add(field.time));
	}

	const auto source = [&](const TableRef& ref) {
		return (ref.select.empty() ? dialect.quote(ref.table) : "(" + ref.select + ")") + " " +
		       dialect.quote(ref.alias);
	};
	plan._from = source(map.from);
	for (const auto& join : map.joins)
	{
		plan._from += (join.left ? " LEFT JOIN " : " INNER JOIN ") + source(join) + " ON ";
		for (std::size_t i = 0; i < join.on.size(); ++i)
		{
			// Both sides go through the catalog once, so that a missing one has a name instead of a driver's message.
			const auto columns = plan._columns.size();
			const auto left = plan.add(join.on[i].first);
			const auto right = plan.add({join.alias, join.on[i].second});
			if (plan._missing) break;
			plan._from +=
				(i > 0 ? " AND " : "") + plan._columns[left].expression + " = " + plan._columns[right].expression;
			plan._columns.resize(columns); // joined on, but not read
		}
	}
	plan._catalogs = nullptr;
	if (plan._missing) return *std::move(plan._missing);
	return plan;
}

std::string PullPlan::expression(std::size_t column) const
{
	if (_coalesce != npos && !_watermarks.empty() && column == _watermarks[0])
		return "COALESCE(" + _columns[column].expression + ", " + _columns[_coalesce].expression + ")";
	return _columns[column].expression;
}

std::string PullPlan::parameter(std::size_t column) const
{
	return typedParameter(_dialect->product(), _columns[column].catalog);
}

std::string PullPlan::selectList(bool keysOnly, odbc::PackedRow& row) const
{
	std::string list;
	std::vector<odbc::PackedField> fields;
	row = {_columns.size(), {}, {}};
	for (std::size_t i = 0; i < _columns.size(); ++i)
	{
		const bool wanted = !keysOnly || std::find(_keys.begin(), _keys.end(), i) != _keys.end() ||
		                    std::find(_watermarks.begin(), _watermarks.end(), i) != _watermarks.end() || i == _branch ||
		                    i == _deleted;
		// A row has the same indexes everywhere: what is not wanted is NULL there.
		if (!wanted) continue;
		const auto& type = _columns[i].catalog.typeName;
		if (_packing && _dialect->packs(type))
		{
			fields.push_back({expression(i), type});
			row.packed.push_back(i);
			continue;
		}
		row.alone.push_back(i);
		list += (list.empty() ? "" : ", ") + _dialect->asText(expression(i), type);
	}
	if (fields.empty()) return list;
	return _dialect->packed(fields) + (list.empty() ? "" : ", ") + list;
}

std::string PullPlan::keyset(const std::vector<std::size_t>& columns, const std::vector<std::string>& after,
                             std::vector<std::optional<std::string>>& parameters) const
{
	std::vector<std::string> names;
	for (const auto column : columns) names.push_back(expression(column));
	std::vector<std::size_t> order;
	const auto predicate = _dialect->after(names, order);
	for (const auto index : order) parameters.emplace_back(after[index]);
	return replacePlaceholders(predicate, [&](std::size_t n) { return parameter(columns[order[n]]); });
}

PullQuery PullPlan::page(const std::vector<std::size_t>& order, const std::string& where,
                         std::vector<std::optional<std::string>> parameters, std::size_t rows, bool keysOnly) const
{
	odbc::PackedRow row;
	std::string sql = "SELECT " + selectList(keysOnly, row) + " FROM " + _from;
	if (!where.empty()) sql += " WHERE " + where;
	sql += " ORDER BY ";
	for (std::size_t i = 0; i < order.size(); ++i) sql += (i > 0 ? ", " : "") + expression(order[i]);
	return {_dialect->limited(sql, rows), std::move(parameters), std::move(row)};
}

PullQuery PullPlan::keyPage(const std::vector<std::string>& after, std::size_t rows) const
{
	std::vector<std::optional<std::string>> parameters;
	const auto where = after.empty() ? std::string() : keyset(_keys, after, parameters);
	return page(_keys, where, std::move(parameters), rows, false);
}

PullQuery PullPlan::sweepPage(const std::vector<std::string>& after, std::size_t rows) const
{
	std::vector<std::optional<std::string>> parameters;
	const auto where = after.empty() ? std::string() : keyset(_keys, after, parameters);
	return page(_keys, where, std::move(parameters), rows, true);
}

PullQuery PullPlan::unmarkedPage(const std::vector<std::string>& after, std::size_t rows) const
{
	std::vector<std::optional<std::string>> parameters;
	auto where = expression(_watermarks[0]) + " IS NULL";
	if (!after.empty()) where += " AND " + keyset(_keys, after, parameters);
	return page(_keys, where, std::move(parameters), rows, false);
}

PullQuery PullPlan::watermarkPage(std::size_t stream, const std::vector<std::string>& after, std::size_t rows) const
{
	const auto column = _watermarks[stream];
	std::vector<std::size_t> order = {column};
	order.insert(order.end(), _keys.begin(), _keys.end());
	std::vector<std::optional<std::string>> parameters;
	std::string where;
	if (after.empty()) where = expression(column) + " IS NOT NULL";
	else if (after.size() == 1)
	{
		where = expression(column) + " >= " + parameter(column);
		parameters.emplace_back(after[0]);
	}
	else where = keyset(order, after, parameters);
	// A row that began earlier may commit with a lower rowversion: what is still open is left for the next round.
	if (_map->changes.mode == ChangeMode::rowversion && _dialect->product() == odbc::Product::sqlserver)
		where += " AND " + expression(column) + " < MIN_ACTIVE_ROWVERSION()";
	return page(order, where, std::move(parameters), rows, false);
}

PullQuery PullPlan::byKeys(const std::vector<std::vector<std::string>>& keys) const
{
	PullQuery query;
	std::string where;
	for (const auto& key : keys)
	{
		where += where.empty() ? "(" : " OR (";
		for (std::size_t i = 0; i < _keys.size(); ++i)
		{
			where += (i > 0 ? " AND " : "") + expression(_keys[i]) + " = " + parameter(_keys[i]);
			query.parameters.emplace_back(key[i]);
		}
		where += ")";
	}
	query.sql = "SELECT " + selectList(false, query.row) + " FROM " + _from + " WHERE " + where;
	return query;
}

std::string PullPlan::countSelect() const
{
	return "SELECT COUNT(*) FROM " + _from;
}

} // namespace erphost::sync
