#pragma once

#include "erphost/Result.hpp"
#include "host/store/Database.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace erphost::store {

/// One numbered, expand-only step: "0001_core.sql".
struct Migration
{
	int number = 0;
	std::string name;
	std::string sql;
};

/// Reads `<folder>/NNNN_name.sql`; numbers must run from 1 without a gap ("store.migration_gap").
Result<std::vector<Migration>> readMigrations(const std::filesystem::path& folder);

/// Brings the tables of `owner` ("host" or a plugin id) to the newest of `migrations`, one transaction per step.
///
/// Refused: a recorded step whose text has changed since ("store.migration_changed"); for a plugin, statements that
/// destroy or leave the owner's prefix (DROP, DELETE, RENAME, other tables: "store.migration_not_expanding"). An index
/// may go that another one makes superfluous, beginning with the same columns: nobody reads more for it. A store with
/// more steps than are known here is fine: the previous version of a plugin runs on the new schema. The clock gives
/// `nowMs` for the record.
Result<void> migrate(Database& database, const std::string& owner, const std::vector<Migration>& migrations,
                     std::int64_t nowMs);

/// The same with all missing steps in one transaction: a step that fails leaves nothing of those before it. For a
/// plugin that is being installed while the version before still runs.
Result<void> migrateAtOnce(Database& database, const std::string& owner, const std::vector<Migration>& migrations,
                           std::int64_t nowMs);

/// The migrations of the host itself, compiled in.
const std::vector<Migration>& hostMigrations();

} // namespace erphost::store
