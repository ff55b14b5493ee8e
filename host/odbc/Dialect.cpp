#include "host/odbc/Dialects.hpp"

#include "host/odbc/ConnectionString.hpp"
#include "host/odbc/OdbcApi.hpp"

#include <algorithm>
#include <cctype>

namespace erphost::odbc {

std::string Dialect::after(const std::vector<std::string>& columns, std::vector<std::size_t>& order) const
{
	// Row values "(a, b) > (?, ?)" scan the whole table on MariaDB; this form uses the index everywhere.
	std::string text;
	std::size_t open = 0;
	for (std::size_t i = 0; i < columns.size(); ++i)
	{
		if (i + 1 == columns.size())
		{
			text += columns[i] + " > ?";
			order.push_back(i);
			break;
		}
		text += columns[i] + " >= ? AND (" + columns[i] + " > ? OR ";
		order.push_back(i);
		order.push_back(i);
		++open;
		if (i + 2 < columns.size())
		{
			text += "(";
			++open;
		}
	}
	return text + std::string(open, ')');
}

bool Dialect::packs(std::string_view) const
{
	return false;
}

std::string Dialect::packed(const std::vector<PackedField>&) const
{
	return {};
}

std::string Dialect::withTimeouts(std::string connectionString, int, int) const
{
	return connectionString;
}

std::string Dialect::withAccess(std::string connectionString, bool) const
{
	return connectionString;
}

std::string Dialect::beginStatement(bool) const
{
	return {};
}

std::string Dialect::columnsSelect(std::string_view) const
{
	return {};
}

std::vector<std::string> Dialect::sessionStatements(bool) const
{
	return {};
}

std::string Dialect::rightsSelect(std::string_view) const
{
	return {};
}

std::string Dialect::batchUpsert(std::string_view table, const std::vector<std::string>& columns,
                                 const std::vector<std::string>&, const std::vector<std::string>& keys,
                                 const std::vector<std::string>&, std::size_t) const
{
	return upsert(table, columns, keys);
}

bool Dialect::splits(std::string_view) const
{
	return false;
}

std::string Dialect::splitUpsert(std::string_view, const std::vector<std::string>&, const std::vector<std::string>&,
                                 const std::vector<std::string>&, const std::vector<std::string>&) const
{
	return {};
}

const Dialect& dialectFor(Product product)
{
	switch (product)
	{
	case Product::sqlite: return sqliteDialect();
	case Product::postgresql: return postgresDialect();
	case Product::mariadb: return mariaDbDialect();
	case Product::sqlserver: return sqlServerDialect();
	case Product::other: break;
	}
	return genericDialect();
}

Product productOfConnectionString(std::string_view connectionString)
{
	auto driver = connectionstring::value(connectionString, "Driver");
	if (driver.empty())
		if (const auto source = connectionstring::value(connectionString, "DSN"); !source.empty())
			driver = api::driverOfDataSource(source);
	const auto is = [&](std::string_view word) { return sqltext::mentions(driver, word); };
	if (is("sqlite")) return Product::sqlite;
	if (is("postgres") || is("psqlodbc")) return Product::postgresql;
	if (is("maria") || is("mysql") || is("libmaodbc") || is("libmyodbc")) return Product::mariadb;
	if (is("sql server") || is("freetds") || is("tdsodbc") || is("msodbcsql")) return Product::sqlserver;
	return Product::other;
}

namespace sqltext {

std::string literal(std::string_view text)
{
	std::string out = "'";
	for (const char c : text)
	{
		if (c == '\'') out.push_back('\'');
		out.push_back(c);
	}
	return out + "'";
}

std::string quoted(std::string_view identifier, char open, char close)
{
	std::string out(1, open);
	for (const char c : identifier)
	{
		if (c == '.')
		{
			out.push_back(close);
			out.push_back('.');
			out.push_back(open);
			continue;
		}
		if (c == close) out.push_back(close);
		out.push_back(c);
	}
	out.push_back(close);
	return out;
}

std::string list(const Dialect& dialect, const std::vector<std::string>& names, std::string_view prefix)
{
	std::string out;
	for (const auto& name : names)
	{
		if (!out.empty()) out += ", ";
		out.append(prefix).append(dialect.quote(name));
	}
	return out;
}

std::string marks(std::size_t count)
{
	std::string out = "(";
	for (std::size_t i = 0; i < count; ++i) out += i == 0 ? "?" : ", ?";
	return out + ")";
}

bool contains(const std::vector<std::string>& names, std::string_view name)
{
	return std::find(names.begin(), names.end(), name) != names.end();
}

bool mentions(std::string_view typeName, std::string_view word)
{
	return std::search(typeName.begin(), typeName.end(), word.begin(), word.end(),
	                   [](unsigned char a, unsigned char b) { return std::tolower(a) == std::tolower(b); }) !=
	       typeName.end();
}

std::pair<std::string, std::string> schemaAndTable(std::string_view name)
{
	const auto dot = name.rfind('.');
	if (dot == std::string_view::npos) return {std::string(), std::string(name)};
	return {std::string(name.substr(0, dot)), std::string(name.substr(dot + 1))};
}

std::string onConflict(const Dialect& dialect, const std::vector<std::string>& columns,
                       const std::vector<std::string>& keys, const std::vector<std::string>& keep)
{
	std::string set;
	for (const auto& column : columns)
	{
		if (contains(keys, column) || contains(keep, column)) continue;
		if (!set.empty()) set += ", ";
		set += dialect.quote(column) + " = excluded." + dialect.quote(column);
	}
	return " ON CONFLICT (" + list(dialect, keys) + ") DO " + (set.empty() ? "NOTHING" : "UPDATE SET " + set);
}

} // namespace sqltext
} // namespace erphost::odbc
