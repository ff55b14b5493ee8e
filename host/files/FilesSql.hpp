#pragma once

#include "erphost/Sql.hpp"

#include <span>

/// All SQL of the files that plugins keep.
namespace erphost::files::sql {

inline constexpr Sql kAdd{"files.add", "INSERT INTO host_file (id, owner, sha256, media_type, bytes, created_at) "
                                       "VALUES (?1, ?2, ?3, ?4, ?5, ?6)"};
inline constexpr Sql kFind{"files.find",
                           "SELECT sha256, media_type, bytes FROM host_file WHERE id = ?1 AND owner = ?2"};
inline constexpr Sql kRemove{"files.remove", "DELETE FROM host_file WHERE id = ?1 AND owner = ?2 RETURNING sha256"};
inline constexpr Sql kNamed{"files.named", "SELECT COUNT(*) FROM host_file WHERE sha256 = ?1"};

inline constexpr Sql const* kAll[] = {&kAdd, &kFind, &kRemove, &kNamed};

inline std::span<const Sql* const> statements()
{
	return kAll;
}

} // namespace erphost::files::sql
