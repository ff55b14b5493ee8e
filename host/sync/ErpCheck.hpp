#pragma once

#include "host/platform/Clock.hpp"
#include "host/sync/SyncSetup.hpp"

namespace erphost::sync {

/// One thing that the check found; code and params give title, detail and remedy.
struct CheckFinding
{
	enum class Level
	{
		error,
		warning
	};
	Level level = Level::error;
	Error error;
};

struct CheckReport
{
	nlohmann::json server;                             ///< product, driver, versions; null if it could not be reached
	nlohmann::json entities = nlohmann::json::array(); ///< {"entity","rows","sample":[…]}, personal values masked
	std::vector<CheckFinding> findings;

	bool fits() const;
	/// With texts in "zh" or "en".
	nlohmann::json json(std::string_view language) const;
};

/// Tells whether a mapping fits its ERP: driver and login, character set, tables, columns, types, uniqueness of keys,
/// change columns, rights of both accounts, clocks, a sample of rows. Reads only; takes seconds. Any thread.
/// `shownRows`: how many rows of an entity are shown as the plugins will see them.
CheckReport checkErp(const SyncSetup& setup, const Clock& clock, std::size_t shownRows = 3);

/// True if text looks as if it had been read in a wrong character set: no valid Chinese, but what bytes of it become.
/// Pure.
bool looksGarbled(std::string_view text);

} // namespace erphost::sync
