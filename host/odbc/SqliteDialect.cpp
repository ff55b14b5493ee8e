#include "host/odbc/Dialects.hpp"

#include "host/odbc/ConnectionString.hpp"

#include <algorithm>

namespace erphost::odbc {
namespace {

class SqliteDialect : public Dialect
{
public:
	Product product() const override { return Product::sqlite; }
	std::string quote(std::string_view identifier) const override { return sqltext::quoted(identifier, '"', '"'); }

	/// sqliteodbc prints doubles with 15 digits; up to 17 are needed to get the same double back.
	std::string asText(std::string_view expression, std::string_view typeName) const override
	{
		const bool maybeReal = typeName.empty() || sqltext::mentions(typeName, "real") ||
		                       sqltext::mentions(typeName, "doub") || sqltext::mentions(typeName, "floa");
		if (!maybeReal) return std::string(expression);
		const std::string x(expression);
		// SQLite's own printf is not exact at the ends of the range: the first text that leads back to the number is
		// taken.
		const auto tried = [&](const char* format) {
			return " WHEN CAST(printf('" + std::string(format) + "', " + x + ") AS REAL) = " + x + " THEN printf('" +
			       format + "', " + x + ")";
		};
		return "CASE WHEN typeof(" + x + ") <> 'real' THEN " + x + tried("%!.15g") + tried("%!.17g") +
		       " ELSE printf('%!.20g', " + x + ") END";
	}
	std::string limited(std::string_view select, std::size_t rows) const override
	{
		return std::string(select) + " LIMIT " + std::to_string(rows);
	}
	std::string withDriverDefaults(std::string text) const override
	{
		text = connectionstring::withDefault(std::move(text), "StepAPI", "1"); // constant memory
		text = connectionstring::withDefault(std::move(text), "BigInt", "1");
		text = connectionstring::withDefault(std::move(text), "Timeout", "10000");
		return text;
	}
	/// A deferred transaction that turns to writing on a stale snapshot fails at once, whatever the busy timeout.
	std::string beginStatement(bool readOnly) const override { return readOnly ? "BEGIN" : "BEGIN IMMEDIATE"; }
	std::string commitStatement() const override { return "COMMIT"; }
	std::string rollbackStatement() const override { return "ROLLBACK"; }
	std::vector<std::string> sessionStatements(bool readOnly) const override
	{
		if (readOnly) return {"PRAGMA query_only = 1"};
		return {};
	}
	std::string currentUtcSelect() const override { return "SELECT strftime('%Y-%m-%d %H:%M:%f', 'now')"; }
	std::string columnsSelect(std::string_view table) const override
	{
		const auto [schema, name] = sqltext::schemaAndTable(table);
		const auto arguments = sqltext::literal(name) + (schema.empty() ? "" : ", " + sqltext::literal(schema));
		return "SELECT name, CASE WHEN instr(type, '(') > 0 THEN substr(type, 1, instr(type, '(') - 1) ELSE type END, "
		       "CASE WHEN instr(type, '(') > 0 THEN CAST(substr(type, instr(type, '(') + 1) AS INTEGER) ELSE 0 END, "
		       "CASE WHEN instr(type, ',') > 0 THEN CAST(substr(type, instr(type, ',') + 1) AS INTEGER) ELSE 0 END, "
		       "CASE WHEN \"notnull\" = 1 THEN 0 ELSE 1 END, '', '' FROM pragma_table_info(" +
		       arguments + ") ORDER BY cid";
	}
	std::string upsert(std::string_view table, const std::vector<std::string>& columns,
	                   const std::vector<std::string>& keys) const override
	{
		return batchUpsert(table, columns, {}, keys, {}, 1);
	}
	Batch batch() const override { return Batch::values; }
	std::size_t batchRows(std::size_t columns) const override
	{
		return std::clamp<std::size_t>(32'000 / std::max<std::size_t>(columns, 1), 1, 100);
	}
	std::string batchUpsert(std::string_view table, const std::vector<std::string>& columns,
	                        const std::vector<std::string>&, const std::vector<std::string>& keys,
	                        const std::vector<std::string>& keep, std::size_t rows) const override
	{
		std::string text = "INSERT INTO " + quote(table) + " (" + sqltext::list(*this, columns) + ") VALUES ";
		const auto row = sqltext::marks(columns.size());
		for (std::size_t i = 0; i < rows; ++i) text.append(i == 0 ? "" : ", ").append(row);
		return text + sqltext::onConflict(*this, columns, keys, keep);
	}
};

} // namespace

const Dialect& sqliteDialect()
{
	static const SqliteDialect dialect;
	return dialect;
}

} // namespace erphost::odbc
