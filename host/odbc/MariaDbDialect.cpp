#include "host/odbc/Dialects.hpp"

#include "host/odbc/ConnectionString.hpp"

namespace erphost::odbc {
namespace {

class MariaDbDialect : public Dialect
{
public:
	Product product() const override { return Product::mariadb; }
	std::string quote(std::string_view identifier) const override { return sqltext::quoted(identifier, '`', '`'); }

	/// The driver turns 0000-00-00 into NULL and a time above 24 hours into nonsense; the server's own text is exact.
	std::string asText(std::string_view expression, std::string_view typeName) const override
	{
		const std::string x(expression);
		for (const auto* word : {"date", "time", "timestamp"})
			if (sqltext::mentions(typeName, word)) return "CAST(" + x + " AS CHAR(32))";
		return x;
	}
	std::string limited(std::string_view select, std::size_t rows) const override
	{
		return std::string(select) + " LIMIT " + std::to_string(rows);
	}
	std::string withDriverDefaults(std::string text) const override
	{
		text = connectionstring::withDefault(std::move(text), "CHARSET", "utf8mb4");
		// 2: an UPDATE counts the rows it found, not those it changed: compare-and-set depends on it.
		return connectionstring::withDefault(std::move(text), "OPTION", "2", "OPTIONS");
	}
	std::string withTimeouts(std::string text, int loginSeconds, int querySeconds) const override
	{
		text = connectionstring::withDefault(std::move(text), "CONN_TIMEOUT", std::to_string(loginSeconds));
		text = connectionstring::withDefault(std::move(text), "READ_TIMEOUT", std::to_string(querySeconds));
		return connectionstring::withDefault(std::move(text), "WRITE_TIMEOUT", std::to_string(querySeconds));
	}
	std::vector<std::string> sessionStatements(bool readOnly) const override
	{
		// Strict: what does not fit is refused instead of cut. TIMESTAMP columns are read and written in UTC.
		std::vector<std::string> statements{"SET SESSION sql_mode = CONCAT(REPLACE(REPLACE(@@sql_mode, "
		                                    "'ALLOW_INVALID_DATES', ''), 'PAD_CHAR_TO_FULL_LENGTH', "
		                                    "''), ',STRICT_ALL_TABLES,ERROR_FOR_DIVISION_BY_ZERO')",
		                                    "SET SESSION time_zone = '+00:00'"};
		if (readOnly) statements.emplace_back("SET SESSION TRANSACTION READ ONLY");
		return statements;
	}
	std::string currentUtcSelect() const override { return "SELECT CAST(UTC_TIMESTAMP(3) AS CHAR(32))"; }
	std::string columnsSelect(std::string_view table) const override
	{
		const auto [schema, name] = sqltext::schemaAndTable(table);
		return "SELECT COLUMN_NAME, CASE WHEN COLUMN_TYPE LIKE '% unsigned%' THEN CONCAT(DATA_TYPE, ' unsigned') ELSE "
		       "DATA_TYPE "
		       "END, COALESCE(CHARACTER_MAXIMUM_LENGTH, NUMERIC_PRECISION, 0), "
		       "COALESCE(NUMERIC_SCALE, DATETIME_PRECISION, 0), CASE IS_NULLABLE WHEN 'YES' THEN 1 ELSE 0 END, "
		       "COALESCE(CHARACTER_SET_NAME, ''), CASE DATA_TYPE WHEN 'bit' THEN IF(NUMERIC_PRECISION = 1, 'UNSIGNED', "
		       "'') ELSE '' END "
		       "FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = " +
		       (schema.empty() ? std::string("DATABASE()") : sqltext::literal(schema)) +
		       " AND TABLE_NAME = " + sqltext::literal(name) + " ORDER BY ORDINAL_POSITION";
	}
	std::string rightsSelect(std::string_view table) const override
	{
		const auto [schema, name] = sqltext::schemaAndTable(table);
		const auto inSchema = schema.empty() ? std::string("DATABASE()") : sqltext::literal(schema);
		// Account names may be patterns ('erp'@'%'): CURRENT_USER() is the one that matched.
		const std::string grantee = "GRANTEE = CONCAT('''', REPLACE(CURRENT_USER(), '@', '''@'''), '''')";
		const std::string writing = " AND PRIVILEGE_TYPE IN ('INSERT', 'UPDATE')";
		return "SELECT CASE WHEN EXISTS (SELECT 1 FROM information_schema.USER_PRIVILEGES WHERE " + grantee + writing +
		       ") OR EXISTS (SELECT 1 FROM information_schema.SCHEMA_PRIVILEGES WHERE " + grantee + writing + " AND " +
		       inSchema + " LIKE TABLE_SCHEMA) OR EXISTS (SELECT 1 FROM information_schema.TABLE_PRIVILEGES WHERE " +
		       grantee + writing + " AND TABLE_SCHEMA = " + inSchema + " AND TABLE_NAME = " + sqltext::literal(name) +
		       ") OR EXISTS (SELECT 1 FROM information_schema.COLUMN_PRIVILEGES WHERE " + grantee + writing +
		       " AND TABLE_SCHEMA = " + inSchema + " AND TABLE_NAME = " + sqltext::literal(name) +
		       ") THEN 1 ELSE 0 END";
	}
	std::string upsert(std::string_view table, const std::vector<std::string>& columns,
	                   const std::vector<std::string>& keys) const override
	{
		return batchUpsert(table, columns, {}, keys, {}, 1);
	}
	Batch batch() const override { return Batch::parameters; }
	std::size_t batchRows(std::size_t) const override { return 1000; }
	std::string batchUpsert(std::string_view table, const std::vector<std::string>& columns,
	                        const std::vector<std::string>& types, const std::vector<std::string>& keys,
	                        const std::vector<std::string>& keep, std::size_t) const override
	{
		std::string values;
		for (std::size_t i = 0; i < columns.size(); ++i) // a text "1" in a BIT column would be the byte 0x31
			values.append(i == 0 ? "" : ", ")
				.append(i < types.size() && !types[i].empty() ? "CAST(? AS " + types[i] + ")" : "?");
		std::string set;
		for (const auto& column : columns)
		{
			if (sqltext::contains(keys, column) || sqltext::contains(keep, column)) continue;
			if (!set.empty()) set += ", ";
			set += quote(column) + " = VALUES(" + quote(column) + ")";
		}
		// Nothing to change: a key is set to itself, because INSERT IGNORE would swallow every other error too.
		if (set.empty() && !keys.empty()) set = quote(keys.front()) + " = " + quote(keys.front());
		return "INSERT INTO " + quote(table) + " (" + sqltext::list(*this, columns) + ") VALUES (" + values +
		       ") ON DUPLICATE KEY UPDATE " + set;
	}
};

} // namespace

const Dialect& mariaDbDialect()
{
	static const MariaDbDialect dialect;
	return dialect;
}

} // namespace erphost::odbc
