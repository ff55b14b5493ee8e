#include "host/odbc/Catalog.hpp"

#include "host/odbc/ColumnBinding.hpp"
#include "host/odbc/Dialects.hpp"
#include "host/odbc/Statement.hpp"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <map>

namespace erphost::odbc {
namespace {

std::uint64_t number(const std::optional<std::string>& text)
{
	std::uint64_t value = 0;
	if (text) std::from_chars(text->data(), text->data() + text->size(), value);
	return value;
}

/// What a catalog says, made one: sizes in what checkFits() counts, kinds from the type's name.
CatalogColumn columnOf(const Connection::Row& row, Product product)
{
	CatalogColumn column;
	column.name = row[0].value_or("");
	column.typeName = row[1].value_or("");
	column.kind = kindOfTypeName(column.typeName, product);
	column.size = number(row[2]);
	column.scale = static_cast<int>(number(row[3]));
	column.nullable = row[4] == "1";
	column.charset = row[5].value_or("");
	column.cast = row[6].value_or("");
	if (product == Product::mariadb && column.typeName == "bit" && column.size > 1)
	{
		column.kind = ColumnKind::binary; // the driver hands several bits out as bytes
		column.size = (column.size + 7) / 8;
	}
	return column;
}

/// A column of a catalog function's row.
std::optional<std::string> catalogText(const Statement& statement, SQLUSMALLINT column)
{
	char buffer[1024] = {};
	SQLLEN indicator = SQL_NULL_DATA;
	if (!SQL_SUCCEEDED(SQLGetData(statement.handle(), column, api::kTextType, buffer, sizeof buffer, &indicator)) ||
	    indicator < 0)
		return std::nullopt;
	const auto bytes = std::min<std::size_t>(static_cast<std::size_t>(indicator), sizeof buffer - api::kTerminator);
	if constexpr (!api::kWideText) return std::string(buffer, bytes);
	std::u16string units(bytes / 2, u'\0');
	std::memcpy(units.data(), buffer, units.size() * 2);
	return api::fromUtf16(units.data(), units.size());
}

/// SQLColumns, for databases whose catalog nobody described.
Result<std::vector<CatalogColumn>> fromDriver(Connection& connection, std::string_view table)
{
	const auto product = connection.server().product;
	const auto [schema, name] = sqltext::schemaAndTable(table);
	EH_TRY(auto statement, Statement::make(connection.impl()));
	const Watchdog::Call call(connection.impl().slot, "catalog");
	if (!SQL_SUCCEEDED(api::columns(statement.handle(), schema, name))) return statement.fail("catalog");
	std::vector<CatalogColumn> columns;
	const auto text = [&](SQLUSMALLINT column) { return catalogText(statement, column); };
	while (true)
	{
		const auto result = SQLFetch(statement.handle());
		if (result == SQL_NO_DATA) return columns;
		if (!SQL_SUCCEEDED(result)) return statement.fail("catalog");
		CatalogColumn column;
		column.name = text(4).value_or("");
		const auto type = text(5);
		column.typeName = text(6).value_or("");
		column.size = number(text(7));
		column.scale = static_cast<int>(number(text(9)));
		column.nullable = text(11) != "0";
		int code = 0;
		if (type) std::from_chars(type->data(), type->data() + type->size(), code);
		column.kind = kindOf(static_cast<SQLSMALLINT>(code), column.typeName, product);
		columns.push_back(std::move(column));
	}
}

} // namespace

Result<std::vector<CatalogColumn>> describeTable(Connection& connection, std::string_view table)
{
	std::vector<CatalogColumn> columns;
	if (const auto select = connection.dialect().columnsSelect(table); select.empty())
	{
		EH_TRY(columns, fromDriver(connection, table));
	}
	else
	{
		EH_TRY(const auto rows, connection.query(select));
		for (const auto& row : rows) columns.push_back(columnOf(row, connection.server().product));
	}
	if (columns.empty())
	{
		// A catalog hides what the account may not see; the server itself tells "not allowed" from "not there".
		const auto tried =
			connection.query("SELECT COUNT(*) FROM " + connection.dialect().quote(table) + " WHERE 1 = 0");
		if (!tried && tried.error().code == "odbc.denied")
			return Error(tried.error()).with("table", std::string(table));
		return misconfigured("erp.table_missing", "the ERP has no such table, or this account cannot see it")
		    .with("table", std::string(table));
	}
	return columns;
}

Result<std::vector<std::vector<std::string>>> uniqueKeys(Connection& connection, std::string_view table)
{
	const auto [schema, name] = sqltext::schemaAndTable(table);
	EH_TRY(auto statement, Statement::make(connection.impl()));
	const Watchdog::Call call(connection.impl().slot, "catalog");
	if (!SQL_SUCCEEDED(api::uniqueIndexes(statement.handle(), schema, name))) return statement.fail("catalog");
	std::map<std::string, std::vector<std::string>> byIndex;
	while (true)
	{
		const auto result = SQLFetch(statement.handle());
		if (result == SQL_NO_DATA) break;
		if (!SQL_SUCCEEDED(result)) return statement.fail("catalog");
		// In order: some drivers give each column of a row once.
		const auto notUnique = catalogText(statement, 4), index = catalogText(statement, 6);
		const auto column = catalogText(statement, 9);
		if (column && notUnique.value_or("0") == "0") byIndex[index.value_or("")].push_back(*column);
	}
	std::vector<std::vector<std::string>> keys;
	for (auto& [index, columns] : byIndex) keys.push_back(std::move(columns));
	return keys;
}

Result<std::vector<CatalogColumn>> describeSelect(Connection& connection, std::string_view select)
{
	const auto text = "SELECT * FROM (" + std::string(select) + ") eh_shape WHERE 1 = 0";
	EH_TRY(const auto reader, BlockReader::open(connection, text, {}, 1));
	std::vector<CatalogColumn> columns;
	for (const auto& info : reader->columns())
	{
		CatalogColumn column;
		column.name = info.name;
		column.typeName = info.typeName;
		column.kind = info.kind;
		column.size = info.size;
		column.scale = info.scale;
		column.nullable = info.nullable;
		columns.push_back(std::move(column));
	}
	return columns;
}

std::string fingerprint(const std::vector<CatalogColumn>& columns)
{
	// FNV-1a: it must be the same in every version and on every platform, and nobody attacks it.
	std::uint64_t hash = 14695981039346656037u;
	const auto mix = [&](std::string_view text) {
		for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211u;
		hash = (hash ^ 0xFFu) * 1099511628211u;
	};
	for (const auto& column : columns)
	{
		mix(column.name);
		mix(column.typeName);
		mix(std::to_string(column.size));
		mix(std::to_string(column.scale));
		mix(column.nullable ? "null" : "not null");
		mix(column.charset);
	}
	std::string text(16, '0');
	for (std::size_t i = 16; i-- > 0; hash >>= 4) text[i] = "0123456789abcdef"[hash & 15];
	return text;
}

} // namespace erphost::odbc
