#include "host/entities/EntityTables.hpp"

#include <sqlite3.h>

#include <deque>
#include <map>
#include <mutex>
#include <set>

namespace erphost::entities {

namespace {

constexpr Sql kAddEntity{"entities.add_entity", R"(
INSERT INTO erp_entity (entity, change_seq, position, scan_number, fingerprint, state, rows_live)
VALUES (?1, 0, '{}', 0, '', 'new', 0) ON CONFLICT (entity) DO NOTHING)"};

std::string quotedName(std::string_view name)
{
	return '"' + std::string(name) + '"';
}

} // namespace

const Sql& permanentSql(std::string_view name, std::string_view text)
{
	struct Kept
	{
		std::string name;
		std::string text;
		Sql sql;
	};
	static std::mutex mutex;
	static std::deque<Kept> kept; // never shrinks: statement caches hold addresses
	static std::map<std::string_view, const Sql*> byText;
	const std::lock_guard lock(mutex);
	if (const auto found = byText.find(text); found != byText.end()) return *found->second;
	Kept& added = kept.emplace_back(Kept{std::string(name), std::string(text), {}});
	added.sql = {added.name, added.text};
	byText.emplace(added.text, &added.sql);
	return added.sql;
}

std::vector<EntityColumn> entityColumns(const EntitySchema& schema)
{
	std::vector<EntityColumn> columns;
	for (std::size_t i = 0; i < schema.fields.size(); ++i)
	{
		const auto& field = schema.fields[i];
		columns.push_back({field.name, i, false, isNumber(field.type)});
		if (field.type == FieldType::instant) columns.push_back({field.name + "_text", i, true, false});
	}
	return columns;
}

std::string createEntityTable(const EntitySchema& schema)
{
	std::string sql =
		"CREATE TABLE IF NOT EXISTS " + schema.table() + " (branch_id TEXT NOT NULL, erp_key TEXT NOT NULL";
	for (const auto& column : entityColumns(schema))
		sql += ", " + quotedName(column.name) + (column.number ? " BIGINT" : " TEXT");
	sql += ", row_hash BIGINT NOT NULL, change_seq BIGINT NOT NULL, watermark TEXT NOT NULL, missing_scans BIGINT NOT "
		   "NULL, "
		   "deleted BIGINT NOT NULL, seen_at BIGINT NOT NULL, PRIMARY KEY (branch_id, erp_key));\n";
	sql += "CREATE INDEX IF NOT EXISTS " + schema.table() + "_change ON " + schema.table() + " (change_seq);\n";
	return sql;
}

Result<void> ensureEntityTables(store::Database& database, const std::vector<EntitySchema>& schemas)
{
	for (const auto& schema : schemas)
		EH_CHECK(database.write([&](store::Transaction& tx) -> Result<void> {
			EH_CHECK(tx.script(createEntityTable(schema)));
			std::set<std::string> present;
			{
				EH_TRY(auto statement, tx.prepareAsHost(permanentSql(
										   "entities.columns", "SELECT * FROM " + schema.table() + " WHERE 1 = 0")));
				EH_TRY(const bool row,
				       statement.step()); // stepping is what refreshes the columns of a cached statement
				static_cast<void>(row);
				for (int i = 0; i < statement.columns(); ++i)
					present.insert(sqlite3_column_name(statement.handle(), i));
			}
			for (const auto& column : entityColumns(schema))
				if (!present.contains(column.name))
					EH_CHECK(tx.script("ALTER TABLE " + schema.table() + " ADD COLUMN " + quotedName(column.name) +
					                   (column.number ? " BIGINT" : " TEXT")));
			EH_TRY(const auto added, tx.execute(kAddEntity, schema.entity));
			static_cast<void>(added);
			return {};
		}));
	return {};
}

} // namespace erphost::entities
