#pragma once

#include "erphost/Sql.hpp"

#include <span>

/// All SQL of the worker module.
namespace erphost::worker::sql {

/// The newest value of each setting of a scope on or before a local date.
inline constexpr Sql kSettings{"worker.settings", "SELECT s.name, s.value FROM host_setting s WHERE s.scope = ?1 "
                                                  "AND s.effective_from = (SELECT MAX(t.effective_from) FROM "
                                                  "host_setting t WHERE t.scope = s.scope AND t.name = s.name "
                                                  "AND t.effective_from <= ?2)"};

/// One setting, whatever its date: the newest row.
inline constexpr Sql kSetting{"worker.setting", "SELECT value FROM host_setting WHERE scope = ?1 AND name = ?2 "
                                                "ORDER BY effective_from DESC LIMIT 1"};

/// One setting as it is in force on a local date.
inline constexpr Sql kSettingOn{"worker.setting_on",
                                "SELECT value FROM host_setting WHERE scope = ?1 AND name = ?2 AND "
                                "effective_from <= ?3 ORDER BY effective_from DESC LIMIT 1"};

inline constexpr Sql kJobLastRun{"worker.job_last_run", "SELECT last_run_at FROM host_job WHERE name = ?1"};

inline constexpr Sql kJobRan{"worker.job_ran", "INSERT INTO host_job (name, owner, last_run_at) VALUES (?1, ?2, ?3) "
                                               "ON CONFLICT (name) DO UPDATE SET last_run_at = excluded.last_run_at"};

inline constexpr Sql kFindAnswer{"worker.find_answer", "SELECT operation, fingerprint, status, headers, body "
                                                       "FROM host_idempotency WHERE user_id = ?1 AND request_key = ?2"};

inline constexpr Sql kKeepAnswer{
	"worker.keep_answer", "INSERT INTO host_idempotency (user_id, request_key, operation, "
						  "fingerprint, status, headers, body, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"};

inline constexpr Sql kAll[] = {kFindAnswer, kKeepAnswer, kSettings, kSetting, kSettingOn, kJobLastRun, kJobRan};

inline std::span<const Sql> statements()
{
	return kAll;
}

} // namespace erphost::worker::sql
