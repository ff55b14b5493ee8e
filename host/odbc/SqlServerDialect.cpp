#include "host/odbc/Dialects.hpp"

#include "host/odbc/ConnectionString.hpp"

#include <algorithm>
#include <cctype>

namespace erphost::odbc {
namespace {

/// Experimental: written after measurements with FreeTDS, not yet run against a real SQL Server.
class SqlServerDialect : public Dialect
{
public:
	Product product() const override { return Product::sqlserver; }
	std::string quote(std::string_view identifier) const override { return sqltext::quoted(identifier, '[', ']'); }

	/// Dates as text in one form; time and datetimeoffset have ODBC types that few clients know; money prints two
	/// digits of four unless asked; rowversion is a position that sync keeps as a number.
	std::string asText(std::string_view expression, std::string_view typeName) const override
	{
		const std::string x(expression);
		if (sqltext::mentions(typeName, "datetimeoffset"))
			return "CONVERT(varchar(33), SWITCHOFFSET(" + x + ", 0), 121)";
		if (sqltext::mentions(typeName, "rowversion") || typeName == "timestamp") return "CONVERT(bigint, " + x + ")";
		if (sqltext::mentions(typeName, "datetime")) return "CONVERT(varchar(27), " + x + ", 121)";
		if (sqltext::mentions(typeName, "date")) return "CONVERT(varchar(10), " + x + ", 23)";
		if (sqltext::mentions(typeName, "time")) return "CONVERT(varchar(16), " + x + ", 114)";
		if (sqltext::mentions(typeName, "money")) return "CONVERT(varchar(32), " + x + ", 2)";
		return x;
	}
	std::string limited(std::string_view select, std::size_t rows) const override
	{
		std::string text(select);
		const auto startsWith = [&](std::string_view word) {
			return text.size() >= word.size() &&
			       std::equal(word.begin(), word.end(), text.begin(),
			                  [](unsigned char a, unsigned char b) { return std::toupper(a) == std::toupper(b); });
		};
		const std::string top = "TOP (" + std::to_string(rows) + ") ";
		if (startsWith("SELECT DISTINCT ")) return text.insert(16, top);
		if (startsWith("SELECT ")) return text.insert(7, top);
		return text;
	}
	std::string withDriverDefaults(std::string text) const override
	{
		const auto driver = connectionstring::value(text, "Driver");
		if (!sqltext::mentions(driver, "tds")) return text; // driver 18 decides about encryption itself
		text = connectionstring::withDefault(std::move(text), "TDS_Version", "7.4");
		return connectionstring::withDefault(std::move(text), "ClientCharset", "UTF-8");
	}
	/// As text: SQLEndTran hangs on a frozen server, and after a rollback by the server the next INSERT would commit by
	/// itself.
	std::string beginStatement(bool) const override { return "BEGIN TRAN"; }
	std::string commitStatement() const override
	{
		return "IF @@TRANCOUNT = 1 COMMIT TRAN ELSE THROW 50001, 'erphost: the transaction is gone', 1";
	}
	std::string rollbackStatement() const override { return "IF @@TRANCOUNT > 0 ROLLBACK TRAN"; }
	std::vector<std::string> sessionStatements(bool readOnly) const override
	{
		std::vector<std::string> statements{"SET XACT_ABORT ON", "SET DATEFORMAT ymd", "SET LANGUAGE us_english"};
		// Reads must lock nobody. SNAPSHOT needs the database's consent; row versioning is used where it is on.
		if (readOnly)
			statements.emplace_back("IF EXISTS (SELECT 1 FROM sys.databases WHERE database_id = DB_ID() AND "
			                        "snapshot_isolation_state = 1) SET TRANSACTION ISOLATION LEVEL SNAPSHOT");
		return statements;
	}
	std::string currentUtcSelect() const override { return "SELECT CONVERT(varchar(23), SYSUTCDATETIME(), 121)"; }
	std::string rightsSelect(std::string_view table) const override
	{
		const auto name = sqltext::literal(quote(table));
		return "SELECT CASE WHEN HAS_PERMS_BY_NAME(" + name + ", 'OBJECT', 'INSERT') = 1 OR HAS_PERMS_BY_NAME(" + name +
		       ", 'OBJECT', 'UPDATE') = 1 THEN 1 ELSE 0 END";
	}
	std::string columnsSelect(std::string_view table) const override
	{
		// max_length counts bytes; the cast declares the column of the OPENJSON batch as wide as the table's.
		return "SELECT c.name, t.name, CASE WHEN t.name IN ('nchar', 'nvarchar') AND c.max_length > 0 THEN "
		       "c.max_length / 2 "
		       "WHEN c.max_length < 0 OR t.name IN ('text', 'ntext', 'image') THEN 0 "
		       "WHEN t.name IN ('decimal', 'numeric') THEN c.precision ELSE c.max_length END, c.scale, c.is_nullable, "
		       "CASE WHEN t.name IN ('char', 'varchar', 'text') THEN COALESCE(CONVERT(varchar(20), "
		       "COLLATIONPROPERTY(c.collation_name, 'CodePage')), '') ELSE '' END, "
		       "CASE WHEN t.name IN ('char', 'varchar', 'binary', 'varbinary') THEN CONCAT(t.name, '(', CASE WHEN "
		       "c.max_length "
		       "< 0 THEN 'max' ELSE CONVERT(varchar(10), c.max_length) END, ')') "
		       "WHEN t.name IN ('nchar', 'nvarchar') THEN CONCAT(t.name, '(', CASE WHEN c.max_length < 0 THEN 'max' "
		       "ELSE "
		       "CONVERT(varchar(10), c.max_length / 2) END, ')') "
		       "WHEN t.name IN ('decimal', 'numeric') THEN CONCAT(t.name, '(', c.precision, ',', c.scale, ')') "
		       "WHEN t.name IN ('text', 'ntext') THEN 'nvarchar(max)' ELSE t.name END "
		       "FROM sys.columns c JOIN sys.types t ON t.user_type_id = c.system_type_id WHERE c.object_id = "
		       "OBJECT_ID(" +
		       sqltext::literal(quote(table)) + ") ORDER BY c.column_id";
	}
	/// UPDATE, then INSERT if it found nothing, in the caller's transaction. No MERGE: it races and misfires triggers.
	/// Each ? stands once: parameters are handed over by a table of one row.
	std::string upsert(std::string_view table, const std::vector<std::string>& columns,
	                   const std::vector<std::string>& keys) const override
	{
		std::string source;
		for (const auto& column : columns)
			source.append(source.empty() ? "" : ", ").append("? AS ").append(quote(column));
		return "SELECT " + source + " INTO #eh_row; " + merge(table, columns, keys, {}, "#eh_row", "#eh_row") +
		       "; DROP TABLE #eh_row";
	}
	Batch batch() const override { return Batch::json; }
	std::size_t batchRows(std::size_t) const override { return 500; }
	std::string batchUpsert(std::string_view table, const std::vector<std::string>& columns,
	                        const std::vector<std::string>& types, const std::vector<std::string>& keys,
	                        const std::vector<std::string>& keep, std::size_t) const override
	{
		std::string shape;
		for (std::size_t i = 0; i < columns.size(); ++i)
			shape.append(shape.empty() ? "" : ", ")
				.append(quote(columns[i]) + " " + types.at(i) + " '$[" + std::to_string(i) + "]'");
		const auto source = "OPENJSON(?) WITH (" + shape + ")";
		return merge(table, columns, keys, keep, source, source);
	}

private:
	std::string merge(std::string_view table, const std::vector<std::string>& columns,
	                  const std::vector<std::string>& keys, const std::vector<std::string>& keep,
	                  const std::string& first, const std::string& second) const
	{
		std::string set, match;
		for (const auto& key : keys)
			match.append(match.empty() ? "" : " AND ").append("t." + quote(key) + " = s." + quote(key));
		for (const auto& column : columns)
			if (!sqltext::contains(keys, column) && !sqltext::contains(keep, column))
				set.append(set.empty() ? "" : ", ").append("t." + quote(column) + " = s." + quote(column));
		// With nothing to change the first statement still takes its parameter, so that both forms have two.
		const auto update = set.empty() ? "IF NOT EXISTS (SELECT 1 FROM " + first + " s WHERE 1 = 0) PRINT ''"
		                                : "UPDATE t SET " + set + " FROM " + quote(table) +
		                                      " t WITH (UPDLOCK, SERIALIZABLE) JOIN " + first + " s ON " + match;
		return update + "; INSERT INTO " + quote(table) + " (" + sqltext::list(*this, columns) + ") SELECT " +
		       sqltext::list(*this, columns, "s.") + " FROM " + second + " s WHERE NOT EXISTS (SELECT 1 FROM " +
		       quote(table) + " t WHERE " + match + ")";
	}
};

} // namespace

const Dialect& sqlServerDialect()
{
	static const SqlServerDialect dialect;
	return dialect;
}

} // namespace erphost::odbc
