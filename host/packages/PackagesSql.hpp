#pragma once

#include "erphost/Sql.hpp"

#include <span>

/// All SQL of the packages module but for that which names a plugin's own tables.
namespace erphost::packages::sql {

inline constexpr Sql kHasData{"packages.has_data", "SELECT COUNT(*) FROM host_migration WHERE owner = ?1"};
inline constexpr Sql kForgetParked{
	"packages.forget_parked",
	"DELETE FROM journal_parked WHERE subscription IN (SELECT name FROM journal_subscription WHERE owner = ?1)"};
inline constexpr Sql kForgetSubscriptions{"packages.forget_subscriptions",
                                          "DELETE FROM journal_subscription WHERE owner = ?1"};
inline constexpr Sql kForgetJobs{"packages.forget_jobs", "DELETE FROM host_job WHERE owner = ?1"};
inline constexpr Sql kForgetSettings{"packages.forget_settings", "DELETE FROM host_setting WHERE scope = ?1"};
inline constexpr Sql kForgetMigrations{"packages.forget_migrations", "DELETE FROM host_migration WHERE owner = ?1"};

inline constexpr Sql kAll[] = {kHasData,    kForgetParked,   kForgetSubscriptions,
                               kForgetJobs, kForgetSettings, kForgetMigrations};

inline std::span<const Sql> statements()
{
	return kAll;
}

} // namespace erphost::packages::sql
