#include "host/discovery/ErpReader.hpp"

#include "host/discovery/CatalogSql.hpp"
#include "host/discovery/Words.hpp"
#include "host/odbc/Dialect.hpp"
#include "host/sync/PullPlan.hpp"

#include <algorithm>
#include <charconv>
#include <map>

namespace erphost::discovery {
namespace {

constexpr std::size_t kCodeRows = 20'000;

std::int64_t number(const Cell& cell)
{
	std::int64_t value = -1;
	if (cell) std::from_chars(cell->data(), cell->data() + cell->size(), value);
	return value;
}

/// Whether a value can stand in a column at all: comparing a text with an integer column is an error on some servers.
bool canHold(const odbc::CatalogColumn& column, std::string_view value)
{
	if (column.kind == odbc::ColumnKind::text) return column.size == 0 || column.size >= characters(value);
	return column.kind == odbc::ColumnKind::integer && value.size() <= 18 &&
	       std::all_of(value.begin(), value.end(), [](char c) { return c >= '0' && c <= '9'; });
}

} // namespace

ErpReader::ErpReader(odbc::Connection& connection, Budget budget, std::function<std::int64_t()> steadyMs,
                     const std::atomic<bool>* stop):
	_connection(connection),
	_budget(budget), _steadyMs(std::move(steadyMs)), _stop(stop), _begun(_steadyMs())
{
}

Result<std::vector<odbc::Connection::Row>> ErpReader::ask(const std::string& sql, const std::vector<Cell>& parameters,
                                                          std::size_t rows)
{
	if (_stop != nullptr && *_stop) return transient("discovery.stopped", "the search was stopped");
	if (++_queries > _budget.queries || _steadyMs() - _begun > _budget.milliseconds)
		return transient("discovery.budget", "the search would ask too much of the ERP")
		    .with("queries", std::to_string(_queries))
		    .with("seconds", std::to_string((_steadyMs() - _begun) / 1000));
	return _connection.query(sql, parameters, rows);
}

template <typename T>
Result<T> ErpReader::orSkip(Result<T> result, const std::string& table)
{
	if (result || !_connection.usable() || result.error().code.starts_with("discovery.")) return result;
	if (std::find(_skipped.begin(), _skipped.end(), table) == _skipped.end()) _skipped.push_back(table);
	return T();
}

std::string ErpReader::list(const Table& table) const
{
	std::string text;
	for (const auto& column : table.columns)
		text += (text.empty() ? "" : ", ") +
		        _connection.dialect().asText(_connection.dialect().quote(column.catalog.name), column.catalog.typeName);
	return text;
}

Result<std::vector<Table>> ErpReader::tables()
{
	const auto select = sql::tables(product());
	if (select.empty())
		return misconfigured("discovery.catalog_unknown", "nobody knows how to ask this database for its tables")
		    .with("product", _connection.server().productName);
	EH_TRY(const auto rows, ask(select, {}, 100'000));
	std::vector<Table> found;
	for (const auto& row : rows)
	{
		Table table;
		table.name = row[0].value_or("");
		table.rows = number(row[1]);
		found.push_back(std::move(table));
	}
	return found;
}

Result<void> ErpReader::describe(Table& table)
{
	++_queries;
	EH_TRY(const auto columns, orSkip(odbc::describeTable(_connection, table.name), table.name));
	table.columns.clear();
	for (const auto& column : columns)
		// What has no text form is no field, and what holds a dot cannot be named in a mapping.
		if (column.kind != odbc::ColumnKind::binary && column.name.find('.') == std::string::npos)
			table.columns.push_back({column, {}});
	++_queries;
	EH_TRY(table.keys, orSkip(odbc::uniqueKeys(_connection, table.name), table.name));
	for (auto& key : table.keys)
		for (auto& name : key)
			for (const auto& column : table.columns)
				if (odbc::CatalogColumn one = column.catalog; sync::findColumn({one}, name) != nullptr) name = one.name;
	std::erase_if(table.keys, [&](const auto& key) {
		return key.empty() ||
		       std::any_of(key.begin(), key.end(), [&](const auto& name) { return table.column(name) == nullptr; });
	});
	std::stable_sort(table.keys.begin(), table.keys.end(),
	                 [](const auto& a, const auto& b) { return a.size() < b.size(); });
	return {};
}

Result<void> ErpReader::references(std::vector<Table>& tables)
{
	const auto select = sql::references(product());
	if (select.empty()) return {};
	EH_TRY(const auto rows, orSkip(ask(select, {}, 100'000), "(foreign keys)"));
	std::map<std::string, Table*> byName;
	for (auto& table : tables) byName[table.name] = &table;
	std::string constraint;
	for (const auto& row : rows)
	{
		const auto own = byName.find(row[1].value_or("")), theirs = byName.find(row[3].value_or(""));
		if (own == byName.end() || theirs == byName.end() || row[4].value_or("").empty()) continue;
		auto& list = own->second->references;
		if (row[0] != constraint || list.empty() || list.back().table != theirs->first)
			list.push_back({theirs->first, {}});
		constraint = row[0].value_or("");
		list.back().on.emplace_back(row[2].value_or(""), row[4].value_or(""));
	}
	return {};
}

Result<std::vector<std::vector<Cell>>> ErpReader::holding(const Table& table, const std::string& value,
                                                          std::size_t rows)
{
	std::string where;
	std::vector<Cell> parameters;
	const auto& dialect = _connection.dialect();
	for (const auto& column : table.columns)
	{
		if (!canHold(column.catalog, value)) continue;
		if (table.rows > _budget.largeTable && std::none_of(table.keys.begin(), table.keys.end(), [&](const auto& key) {
				return key.front() == column.catalog.name;
			}))
			continue;
		const auto condition =
			dialect.quote(column.catalog.name) + " = " + sync::typedParameter(product(), column.catalog);
		where += (where.empty() ? "" : " OR ") + condition;
		parameters.emplace_back(value);
		// Padding counts in SQLite only.
		const auto blanks = column.catalog.size - std::min<std::uint64_t>(column.catalog.size, characters(value));
		if (product() == odbc::Product::sqlite && column.isText() && blanks > 0 && blanks < 100)
		{
			where += " OR " + condition;
			parameters.emplace_back(value + std::string(static_cast<std::size_t>(blanks), ' '));
		}
	}
	if (where.empty()) return std::vector<std::vector<Cell>>();
	return orSkip(
		ask(dialect.limited("SELECT " + list(table) + " FROM " + dialect.quote(table.name) + " WHERE " + where, rows),
	        parameters, rows),
		table.name);
}

Result<std::vector<std::vector<Cell>>> ErpReader::matching(const Table& table, const std::vector<std::string>& columns,
                                                           const std::vector<std::vector<Cell>>& tuples,
                                                           std::size_t rows)
{
	const auto& dialect = _connection.dialect();
	std::string where;
	std::vector<Cell> parameters;
	for (const auto& tuple : tuples)
	{
		std::string one;
		for (std::size_t i = 0; i < columns.size(); ++i)
		{
			one += (one.empty() ? "" : " AND ") + dialect.quote(columns[i]) + " = " +
			       sync::typedParameter(product(), table.column(columns[i])->catalog);
			parameters.push_back(tuple[i]);
		}
		where += (where.empty() ? "(" : " OR (") + one + ")";
	}
	if (where.empty()) return std::vector<std::vector<Cell>>();
	return orSkip(
		ask(dialect.limited("SELECT " + list(table) + " FROM " + dialect.quote(table.name) + " WHERE " + where, rows),
	        parameters, rows),
		table.name);
}

Result<std::vector<std::vector<Cell>>> ErpReader::some(const Table& table, std::size_t rows)
{
	const auto& dialect = _connection.dialect();
	std::string order;
	if (!table.keys.empty())
		for (const auto& column : table.keys.front())
			order += (order.empty() ? " ORDER BY " : ", ") + dialect.quote(column) + " DESC";
	return orSkip(
		ask(dialect.limited("SELECT " + list(table) + " FROM " + dialect.quote(table.name) + order, rows), {}, rows),
		table.name);
}

Result<std::vector<std::pair<Cell, std::int64_t>>> ErpReader::values(const std::string& table,
                                                                     const std::string& column)
{
	const auto& dialect = _connection.dialect();
	const auto name = dialect.quote(column);
	const auto inner = dialect.limited("SELECT " + name + " FROM " + dialect.quote(table), kCodeRows);
	EH_TRY(const auto rows, orSkip(ask(dialect.limited("SELECT " + name + ", COUNT(*) FROM (" + inner +
	                                                       ") eh_seen GROUP BY " + name + " ORDER BY 2 DESC",
	                                                   60),
	                                   {}, 60),
	                               table));
	std::vector<std::pair<Cell, std::int64_t>> found;
	for (const auto& row : rows) found.emplace_back(row[0], number(row[1]));
	return found;
}

Result<std::vector<ErpReader::Together>> ErpReader::together(const std::string& table, const std::string& column,
                                                             const std::string& other)
{
	const auto& dialect = _connection.dialect();
	const auto name = dialect.quote(column), second = dialect.quote(other);
	const auto inner = dialect.limited("SELECT " + name + ", " + second + " FROM " + dialect.quote(table), kCodeRows);
	EH_TRY(const auto rows, orSkip(ask(dialect.limited("SELECT " + name + ", COUNT(" + second + "), COUNT(*) FROM (" +
	                                                       inner + ") eh_seen WHERE " + name +
	                                                       " IS NOT NULL GROUP BY " + name + " ORDER BY 3 DESC",
	                                                   60),
	                                   {}, 60),
	                               table));
	std::vector<Together> found;
	for (const auto& row : rows)
		found.push_back({std::string(trimmed(row[0].value_or(""))), number(row[1]), number(row[2]) - number(row[1])});
	return found;
}

Result<bool> ErpReader::gaps(const Table& table, const std::string& column)
{
	const auto* found = table.column(column);
	if (found == nullptr || !found->catalog.nullable) return false;
	if (found->shape.filled < found->shape.rows || table.rows > _budget.largeTable) return true;
	const auto& dialect = _connection.dialect();
	const auto name = dialect.quote(column);
	EH_TRY(const auto rows,
	       orSkip(ask(dialect.limited(
						  "SELECT " + name + " FROM " + dialect.quote(table.name) + " WHERE " + name + " IS NULL", 1),
	                  {}, 1),
	              table.name));
	return !rows.empty();
}

Result<bool> ErpReader::unique(const Table& table, const std::vector<std::string>& columns)
{
	if (table.rows > _budget.largeTable) return false;
	const auto& dialect = _connection.dialect();
	std::string names;
	for (const auto& column : columns) names += (names.empty() ? "" : ", ") + dialect.quote(column);
	auto rows = ask(dialect.limited("SELECT " + names + " FROM " + dialect.quote(table.name) + " GROUP BY " + names +
	                                    " HAVING COUNT(*) > 1 ORDER BY " + names,
	                                1),
	                {}, 1);
	if (!rows)
	{
		if (!_connection.usable() || rows.error().code.starts_with("discovery.")) return std::move(rows).error();
		return false;
	}
	return rows->empty();
}

std::string ErpReader::quoted(const std::string& name) const
{
	return _connection.dialect().quote(name);
}

} // namespace erphost::discovery
