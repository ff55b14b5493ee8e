#include "host/odbc/Dialects.hpp"

#include "host/odbc/ConnectionString.hpp"

#include <algorithm>
#include <iterator>

namespace erphost::odbc {
namespace {

class PostgresDialect : public Dialect
{
public:
	Product product() const override { return Product::postgresql; }
	std::string quote(std::string_view identifier) const override { return sqltext::quoted(identifier, '"', '"'); }

	/// psqlODBC parses every date and time with sscanf, even on its way into text: the cast halves the client's work.
	/// The length keeps the driver from taking the column for a long text.
	std::string asText(std::string_view expression, std::string_view typeName) const override
	{
		const std::string x(expression);
		if (sqltext::mentions(typeName, "with time zone") || sqltext::mentions(typeName, "timestamptz"))
			return sqltext::mentions(typeName, "timestamp") ? "CAST(" + x + " AT TIME ZONE 'UTC' AS varchar(40))"
			                                                : "CAST(" + x + " AS varchar(40))";
		for (const auto* word : {"timestamp", "date", "time", "interval", "money"})
			if (sqltext::mentions(typeName, word)) return "CAST(" + x + " AS varchar(40))";
		return x;
	}
	bool packs(std::string_view typeName) const override
	{
		static constexpr std::string_view kTypes[] = {
			"character varying", "varchar", "text",   "character", "bpchar", "smallint", "int2",
			"integer",           "int4",    "bigint", "int8",      "numeric"};
		return std::find(std::begin(kTypes), std::end(kTypes), typeName) != std::end(kTypes) ||
		       sqltext::mentions(typeName, "date") || sqltext::mentions(typeName, "timestamp");
	}
	/// Measured: 20 columns packed cost the server a little less than 20 columns, and the client a third.
	std::string packed(const std::vector<PackedField>& fields) const override
	{
		constexpr std::size_t kMost = 90; // a function takes 100 arguments
		std::string texts, nulls;
		for (std::size_t i = 0; i < fields.size(); ++i)
		{
			const auto& [x, type] = fields[i];
			const bool begins = i % kMost == 0;
			if (begins && i > 0)
			{
				texts += "), ";
				nulls += ") + ";
			}
			texts += begins ? "concat_ws(chr(31), " : ", ";
			nulls += begins ? "num_nulls(" : ", ";
			// As text a CHAR(n) would lose its padding.
			if (type == "character" || type == "bpchar") texts += "COALESCE(" + x + ", CAST(chr(30) AS bpchar))";
			else texts += "COALESCE(CAST(" + asText(x, type) + " AS text), chr(30))";
			nulls += x;
		}
		return "concat_ws(chr(31), " + texts + "), " + nulls + "))";
	}
	std::string limited(std::string_view select, std::size_t rows) const override
	{
		return std::string(select) + " LIMIT " + std::to_string(rows);
	}
	std::string withDriverDefaults(std::string text) const override
	{
		text = connectionstring::withDefault(std::move(text), "Protocol", "7.4-1"); // no SAVEPOINT per statement
		text = connectionstring::withDefault(std::move(text), "BoolsAsChar", "0");
		text = connectionstring::withDefault(std::move(text), "LFConversion", "0"); // Windows: \n stays \n
		text = connectionstring::withDefault(std::move(text), "ByteaAsLongVarBinary", "1");
		return text;
	}
	/// A pull fetches through a server-side cursor: the driver otherwise copies a whole page into small pieces of
	/// memory before the first row comes out, which costs a third of the speed.
	std::string withAccess(std::string text, bool readOnly) const override
	{
		if (!readOnly) return text;
		text = connectionstring::withDefault(std::move(text), "UseDeclareFetch", "1");
		return connectionstring::withDefault(std::move(text), "Fetch", "1000");
	}
	std::string withTimeouts(std::string text, int loginSeconds, int) const override
	{
		return connectionstring::withDefault(
			std::move(text), "pqopt", "{connect_timeout=" + std::to_string(loginSeconds) + " keepalives_idle=30}");
	}
	std::vector<std::string> sessionStatements(bool readOnly) const override
	{
		std::vector<std::string> statements{"SET TIME ZONE 'UTC'", "SET DateStyle = 'ISO, YMD'",
		                                    "SET extra_float_digits = 3", "SET bytea_output = 'hex'",
		                                    "SET IntervalStyle = 'postgres'"};
		if (readOnly) statements.emplace_back("SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY");
		return statements;
	}
	std::string currentUtcSelect() const override
	{
		return "SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.MS')";
	}
	std::string rightsSelect(std::string_view table) const override
	{
		const auto name = sqltext::literal(quote(table));
		return "SELECT CASE WHEN has_table_privilege(" + name + ", 'INSERT') OR has_any_column_privilege(" + name +
		       ", 'INSERT') OR has_any_column_privilege(" + name + ", 'UPDATE') THEN 1 ELSE 0 END";
	}
	std::string columnsSelect(std::string_view table) const override
	{
		// A domain is its base type here; its constraint is the server's business. Casts name the type without its
		// length: an explicit cast to varchar(n) cuts silently, an assignment refuses.
		return "SELECT a.attname, format_type(b.type, NULL), CASE WHEN b.mod < 0 THEN 0 WHEN b.type IN (1042, 1043) "
		       "THEN b.mod - 4 WHEN b.type = 1700 THEN (b.mod - 4) >> 16 WHEN b.type IN (1560, 1562) THEN b.mod ELSE 0 "
		       "END, "
		       "CASE WHEN b.type = 1700 AND b.mod >= 0 THEN (b.mod - 4) & 2047 "
		       "WHEN b.type IN (1083, 1114, 1184, 1266) THEN CASE WHEN b.mod < 0 THEN 6 ELSE b.mod END ELSE 0 END, "
		       "CASE WHEN a.attnotnull THEN 0 ELSE 1 END, "
		       "CASE WHEN t.typcategory = 'S' THEN (SELECT pg_encoding_to_char(encoding) FROM pg_database "
		       "WHERE datname = current_database()) ELSE '' END, "
		       "CASE b.type WHEN 1042 THEN 'bpchar' WHEN 1560 THEN 'varbit' ELSE format_type(b.type, NULL) END "
		       "FROM pg_attribute a JOIN pg_type d ON d.oid = a.atttypid "
		       "CROSS JOIN LATERAL (SELECT CASE WHEN d.typtype = 'd' THEN d.typbasetype ELSE a.atttypid END AS type, "
		       "CASE WHEN d.typtype = 'd' THEN d.typtypmod ELSE a.atttypmod END AS mod) b "
		       "JOIN pg_type t ON t.oid = b.type WHERE a.attrelid = to_regclass(" +
		       sqltext::literal(quote(table)) +
		       ") AND a.attnum > 0 AND NOT a.attisdropped "
		       "AND has_column_privilege(a.attrelid, a.attnum, 'SELECT, INSERT, UPDATE') ORDER BY a.attnum";
	}
	std::string upsert(std::string_view table, const std::vector<std::string>& columns,
	                   const std::vector<std::string>& keys) const override
	{
		return "INSERT INTO " + quote(table) + " (" + sqltext::list(*this, columns) + ") VALUES " +
		       sqltext::marks(columns.size()) + sqltext::onConflict(*this, columns, keys, {});
	}
	Batch batch() const override { return Batch::arrays; }
	std::size_t batchRows(std::size_t) const override { return 1000; }
	std::string batchUpsert(std::string_view table, const std::vector<std::string>& columns,
	                        const std::vector<std::string>& types, const std::vector<std::string>& keys,
	                        const std::vector<std::string>& keep, std::size_t) const override
	{
		return upsertOf(table, columns, types, keys, keep, false);
	}
	bool splits(std::string_view type) const override
	{
		return type == "text" || type == "character varying" || type == "bpchar";
	}
	std::string splitUpsert(std::string_view table, const std::vector<std::string>& columns,
	                        const std::vector<std::string>& types, const std::vector<std::string>& keys,
	                        const std::vector<std::string>& keep) const override
	{
		return upsertOf(table, columns, types, keys, keep, true);
	}

private:
	std::string upsertOf(std::string_view table, const std::vector<std::string>& columns,
	                     const std::vector<std::string>& types, const std::vector<std::string>& keys,
	                     const std::vector<std::string>& keep, bool split) const
	{
		std::string arrays;
		for (const auto& type : types)
		{
			const std::string array =
				split && splits(type) ? "string_to_array(CAST(? AS text), chr(31), chr(30))" : "?";
			if (!arrays.empty()) arrays += ", ";
			arrays += "CAST(" + array + " AS " + type + "[])";
		}
		return "INSERT INTO " + quote(table) + " (" + sqltext::list(*this, columns) + ") SELECT * FROM unnest(" +
		       arrays + ")" + sqltext::onConflict(*this, columns, keys, keep);
	}
};

} // namespace

const Dialect& postgresDialect()
{
	static const PostgresDialect dialect;
	return dialect;
}

} // namespace erphost::odbc
