#pragma once

#include "host/entities/EntityTables.hpp"
#include "host/sync/Mapping.hpp"

namespace erphost::sync {

/// The statements over one erp_<entity>, in the SQL that SQLite and PostgreSQL share. They live as long as the process.
struct EntitySql
{
	explicit EntitySql(const entities::EntitySchema& schema, const EntityMap& map);

	std::vector<entities::EntityColumn> columns;
	std::vector<std::size_t> own; ///< indexes in `columns` that we write ourselves

	/// branch, key, columns…, hash, change_seq, watermark, deleted, seen_at. Changes nothing where nothing differs;
	/// takes a new change_seq only where something differs that we did not write ourselves.
	const Sql* upsert;
	/// branch, key → row_hash, watermark, missing_scans, deleted, own columns…
	const Sql* look;
	/// after branch, after key, limit → branch, key, missing_scans of the live rows, in key order.
	const Sql* livePage;
	const Sql* stillThere;  ///< branch, key: no longer missing
	const Sql* missing;     ///< branch, key: missing once more
	const Sql* remove;      ///< branch, key, change_seq, now: deleted
	const Sql* removeByKey; ///< key, change_seq, now: deleted in every branch
	const Sql* liveCount;   ///< → count of live rows
	const Sql* one;         ///< key → branch and all columns
	const Sql* search;      ///< pattern, limit → branch, key and all columns
	const Sql* hashes;      ///< after branch, after key, limit → branch, key, row_hash of live rows
};

} // namespace erphost::sync
