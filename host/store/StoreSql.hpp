#pragma once

#include "erphost/Sql.hpp"

#include <array>
#include <span>

/// Every statement of the store module.
namespace erphost::store::sql {

inline constexpr Sql kMigrationsOf{"store.migrations_of",
                                   "SELECT number, name, digest FROM host_migration WHERE owner = ?1 ORDER BY number"};
inline constexpr Sql kNewestMigration{"store.newest_migration",
                                      "SELECT coalesce(max(number), 0) FROM host_migration WHERE owner = ?1"};
inline constexpr Sql kRecordMigration{
	"store.record_migration",
	"INSERT INTO host_migration (owner, number, name, digest, applied_at) VALUES (?1, ?2, ?3, ?4, ?5)"};

inline constexpr Sql kMeta{"store.meta", "SELECT value FROM host_meta WHERE name = ?1"};
inline constexpr Sql kAddMeta{"store.add_meta",
                              "INSERT INTO host_meta (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO NOTHING"};
inline constexpr Sql kSetMeta{"store.set_meta", "INSERT INTO host_meta (name, value) VALUES (?1, ?2) "
                                                "ON CONFLICT (name) DO UPDATE SET value = excluded.value"};
inline constexpr Sql kDeleteMeta{"store.delete_meta", "DELETE FROM host_meta WHERE name = ?1"};

inline constexpr Sql kPruneIdempotency{
	"store.prune_idempotency",
	"DELETE FROM host_idempotency WHERE (user_id, request_key) IN "
	"(SELECT user_id, request_key FROM host_idempotency WHERE created_at < ?1 ORDER BY created_at LIMIT ?2)"};

inline constexpr std::array<const Sql*, 8> kAll{&kMigrationsOf, &kNewestMigration, &kRecordMigration, &kMeta, &kAddMeta,
                                                &kSetMeta,      &kDeleteMeta,      &kPruneIdempotency};

inline std::span<const Sql* const> statements()
{
	return kAll;
}

} // namespace erphost::store::sql
