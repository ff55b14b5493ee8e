#pragma once

#include "erphost/Sql.hpp"

#include <array>

namespace erphost::cli::sql {

inline constexpr Sql kPutSetting{
	"cli.put_setting",
	"INSERT INTO host_setting (scope, name, effective_from, value, author, changed_at) VALUES (?1, ?2, ?3, ?4, 'cli', "
	"?5) "
	"ON CONFLICT (scope, name, effective_from) DO UPDATE SET value = excluded.value, author = excluded.author, "
	"changed_at = excluded.changed_at"};
inline constexpr Sql kPutRecordMode{
	"cli.put_record_mode",
	"INSERT INTO erp_record_type (record_type, mode, changed_at, changed_by) VALUES (?1, ?2, ?3, 'cli') "
	"ON CONFLICT (record_type) DO UPDATE SET mode = excluded.mode, changed_at = excluded.changed_at, "
	"changed_by = excluded.changed_by"};

/// All of them, for preparation on every engine in the tests.
inline constexpr std::array kAll = {kPutSetting, kPutRecordMode};

} // namespace erphost::cli::sql
