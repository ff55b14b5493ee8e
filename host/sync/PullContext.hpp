#pragma once

#include "host/platform/Clock.hpp"
#include "host/store/Database.hpp"
#include "host/sync/ErpLink.hpp"
#include "host/sync/Mapping.hpp"
#include "host/sync/QueryBudget.hpp"

#include <filesystem>
#include <functional>

namespace erphost::sync {

/// What every pull needs; made once per worker. All of it outlives the pulls.
struct PullContext
{
	store::Database& database;
	const Clock& clock;
	const Mapping& mapping;
	ErpLink& pull;
	ErpLink* push = nullptr; ///< for acknowledging a queue; null: only reading
	QueryBudget& budget;
	std::filesystem::path temporary; ///< folder for spilled key sets
	/// Called between pieces of work on the pulling thread: heartbeat; false: stop.
	std::function<bool()> between = [] { return true; };
};

/// What one round over an entity did.
struct PullOutcome
{
	std::int64_t rows = 0;    ///< read
	std::int64_t changed = 0; ///< written to the store
	std::int64_t removed = 0; ///< marked as deleted
	bool swept = false;
	std::optional<Error> issue; ///< rows or values that do not fit the mapping; everything else came in
};

} // namespace erphost::sync
