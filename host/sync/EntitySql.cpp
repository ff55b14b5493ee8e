#include "host/sync/EntitySql.hpp"

namespace erphost::sync {

namespace {

std::string q(const std::string& name)
{
	return '"' + name + '"';
}

std::string p(std::size_t number)
{
	return "?" + std::to_string(number);
}

} // namespace

EntitySql::EntitySql(const entities::EntitySchema& schema, const EntityMap& map):
	columns(entities::entityColumns(schema))
{
	const auto table = schema.table();
	const auto name = "sync." + schema.entity + ".";
	for (std::size_t i = 0; i < columns.size(); ++i)
	{
		const auto* field = map.field(schema.fields[columns[i].field].name);
		if (field != nullptr && field->own) own.push_back(i);
	}

	std::string insert = "INSERT INTO " + table + " (branch_id, erp_key";
	for (const auto& column : columns) insert += ", " + q(column.name);
	insert += ", row_hash, change_seq, watermark, deleted, seen_at, missing_scans) VALUES (?1, ?2";
	std::size_t n = 2;
	for (std::size_t i = 0; i < columns.size(); ++i) insert += ", " + p(++n);
	for (int i = 0; i < 5; ++i) insert += ", " + p(++n);
	insert += ", 0)\nON CONFLICT (branch_id, erp_key) DO UPDATE SET ";
	for (const auto& column : columns) insert += q(column.name) + " = excluded." + q(column.name) + ", ";
	const auto changed = table + ".row_hash <> excluded.row_hash OR " + table + ".deleted <> excluded.deleted";
	insert +=
		"row_hash = excluded.row_hash, change_seq = CASE WHEN " + changed + " THEN excluded.change_seq ELSE " + table +
		".change_seq END, watermark = excluded.watermark, deleted = excluded.deleted, seen_at = excluded.seen_at, "
		"missing_scans = 0\nWHERE " +
		changed + " OR " + table + ".watermark <> excluded.watermark OR " + table + ".missing_scans <> 0";
	// Written "a <> b OR (a IS NULL) <> (b IS NULL)": IS DISTINCT FROM is not in every SQLite of ours.
	for (const auto i : own)
	{
		const auto mine = table + "." + q(columns[i].name);
		const auto theirs = "excluded." + q(columns[i].name);
		insert += " OR " + mine + " <> " + theirs + " OR (" + mine + " IS NULL) <> (" + theirs + " IS NULL)";
	}
	upsert = &entities::permanentSql(name + "upsert", insert);

	std::string looking = "SELECT row_hash, watermark, missing_scans, deleted";
	for (const auto i : own) looking += ", " + q(columns[i].name);
	look =
		&entities::permanentSql(name + "look", looking + " FROM " + table + " WHERE branch_id = ?1 AND erp_key = ?2");
	// Two branches of the predicate, so that both engines walk the primary key.
	const std::string after = " WHERE branch_id >= ?1 AND (branch_id > ?1 OR erp_key > ?2) AND deleted = 0 "
							  "ORDER BY branch_id, erp_key LIMIT ?3";
	livePage =
		&entities::permanentSql(name + "live_page", "SELECT branch_id, erp_key, missing_scans FROM " + table + after);
	hashes = &entities::permanentSql(name + "hashes", "SELECT branch_id, erp_key, row_hash FROM " + table + after);
	const std::string where = " WHERE branch_id = ?1 AND erp_key = ?2";
	// By key alone: the primary key begins with the branch, so each branch is looked into; the branches themselves are
	// found by steps through that index.
	const std::string branches = "WITH RECURSIVE branches (id) AS (SELECT MIN(branch_id) FROM " + table +
	                             " UNION ALL SELECT (SELECT MIN(n.branch_id) FROM " + table +
	                             " n WHERE n.branch_id > b.id) FROM branches b WHERE b.id IS NOT NULL)\n";
	const std::string ofKey = " WHERE branch_id IN (SELECT id FROM branches) AND erp_key = ?1";
	stillThere = &entities::permanentSql(name + "still_there", "UPDATE " + table + " SET missing_scans = 0" + where);
	missing =
		&entities::permanentSql(name + "missing", "UPDATE " + table + " SET missing_scans = missing_scans + 1" + where);
	remove =
		&entities::permanentSql(name + "remove", "UPDATE " + table + " SET deleted = 1, change_seq = ?3, seen_at = ?4" +
	                                                 where + " AND deleted = 0");
	removeByKey = &entities::permanentSql(
		name + "remove_by_key",
		branches + "UPDATE " + table + " SET deleted = 1, change_seq = ?2, seen_at = ?3" + ofKey + " AND deleted = 0");
	liveCount = &entities::permanentSql(name + "count", "SELECT COUNT(*) FROM " + table + " WHERE deleted = 0");

	std::string all = "SELECT branch_id, erp_key, deleted, change_seq";
	for (const auto& column : columns) all += ", " + q(column.name);
	one = &entities::permanentSql(name + "one",
	                              branches + all + " FROM " + table + ofKey + " ORDER BY branch_id LIMIT 1");
	search = &entities::permanentSql(name + "search", all + " FROM " + table +
	                                                      " WHERE (erp_key LIKE ?1 ESCAPE '\\' OR " + q(schema.key) +
	                                                      " LIKE ?1 ESCAPE '\\') ORDER BY change_seq DESC LIMIT ?2");
}

} // namespace erphost::sync
