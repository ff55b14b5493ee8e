#include "host/discovery/CatalogSql.hpp"

namespace erphost::discovery::sql {

std::string tables(odbc::Product product)
{
	switch (product)
	{
	case odbc::Product::sqlite:
		return "SELECT name, -1 FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite!_%' "
			   "ESCAPE '!' ORDER BY name";
	case odbc::Product::postgresql:
		return "SELECT CASE WHEN pg_table_is_visible(c.oid) THEN CAST(c.relname AS text) ELSE n.nspname || '.' || "
			   "c.relname END, CAST(CASE WHEN c.relkind = 'r' THEN c.reltuples ELSE -1 END AS bigint) FROM pg_class c "
			   "JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p', 'v', 'm') AND n.nspname "
			   "<> 'information_schema' AND n.nspname NOT LIKE 'pg!_%' ESCAPE '!' AND has_table_privilege(c.oid, "
			   "'SELECT') ORDER BY 1";
	case odbc::Product::mariadb:
		return "SELECT TABLE_NAME, COALESCE(TABLE_ROWS, -1) FROM information_schema.TABLES WHERE TABLE_SCHEMA = "
			   "DATABASE() ORDER BY TABLE_NAME";
	case odbc::Product::sqlserver:
		return "SELECT CASE WHEN s.name = SCHEMA_NAME() THEN o.name ELSE CONCAT(s.name, '.', o.name) END, "
			   "COALESCE((SELECT SUM(p.rows) FROM sys.partitions p WHERE p.object_id = o.object_id AND p.index_id IN "
			   "(0, 1)), -1) FROM sys.objects o JOIN sys.schemas s ON s.schema_id = o.schema_id WHERE o.type IN ('U', "
			   "'V') AND HAS_PERMS_BY_NAME(CONCAT(QUOTENAME(s.name), '.', QUOTENAME(o.name)), 'OBJECT', 'SELECT') = 1 "
			   "ORDER BY 1";
	case odbc::Product::other: break;
	}
	return {};
}

std::string references(odbc::Product product)
{
	switch (product)
	{
	case odbc::Product::sqlite:
		return "SELECT m.name || '/' || f.id, m.name, f.\"from\", f.\"table\", COALESCE(f.\"to\", '') FROM "
			   "sqlite_master m JOIN pragma_foreign_key_list(m.name) f WHERE m.type = 'table' ORDER BY m.name, f.id, "
			   "f.seq";
	case odbc::Product::postgresql:
		return "SELECT CAST(c.oid AS text), CASE WHEN pg_table_is_visible(o.oid) THEN CAST(o.relname AS text) ELSE "
			   "n.nspname || '.' || o.relname END, CAST(a.attname AS text), CASE WHEN pg_table_is_visible(f.oid) THEN "
			   "CAST(f.relname AS text) ELSE m.nspname || '.' || f.relname END, CAST(b.attname AS text) FROM "
			   "pg_constraint c CROSS JOIN LATERAL unnest(c.conkey, c.confkey) WITH ORDINALITY AS k (own, theirs, "
			   "place) JOIN pg_class o ON o.oid = c.conrelid JOIN pg_namespace n ON n.oid = o.relnamespace JOIN "
			   "pg_class f ON f.oid = c.confrelid JOIN pg_namespace m ON m.oid = f.relnamespace JOIN pg_attribute a ON "
			   "a.attrelid = o.oid AND a.attnum = k.own JOIN pg_attribute b ON b.attrelid = f.oid AND b.attnum = "
			   "k.theirs WHERE c.contype = 'f' AND has_table_privilege(o.oid, 'SELECT') AND "
			   "has_table_privilege(f.oid, 'SELECT') ORDER BY c.oid, k.place";
	case odbc::Product::mariadb:
		return "SELECT CONCAT(TABLE_NAME, '/', CONSTRAINT_NAME), TABLE_NAME, COLUMN_NAME, REFERENCED_TABLE_NAME, "
			   "REFERENCED_COLUMN_NAME FROM information_schema.KEY_COLUMN_USAGE WHERE TABLE_SCHEMA = DATABASE() AND "
			   "REFERENCED_TABLE_SCHEMA = DATABASE() ORDER BY TABLE_NAME, CONSTRAINT_NAME, ORDINAL_POSITION";
	case odbc::Product::sqlserver:
		return "SELECT k.constraint_object_id, CASE WHEN OBJECT_SCHEMA_NAME(k.parent_object_id) = SCHEMA_NAME() THEN "
			   "OBJECT_NAME(k.parent_object_id) ELSE CONCAT(OBJECT_SCHEMA_NAME(k.parent_object_id), '.', "
			   "OBJECT_NAME(k.parent_object_id)) END, COL_NAME(k.parent_object_id, k.parent_column_id), CASE WHEN "
			   "OBJECT_SCHEMA_NAME(k.referenced_object_id) = SCHEMA_NAME() THEN OBJECT_NAME(k.referenced_object_id) "
			   "ELSE CONCAT(OBJECT_SCHEMA_NAME(k.referenced_object_id), '.', OBJECT_NAME(k.referenced_object_id)) END, "
			   "COL_NAME(k.referenced_object_id, k.referenced_column_id) FROM sys.foreign_key_columns k ORDER BY "
			   "k.constraint_object_id, k.constraint_column_id";
	case odbc::Product::other: break;
	}
	return {};
}

} // namespace erphost::discovery::sql
