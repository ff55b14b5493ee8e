#pragma once

#include "erphost/Result.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace erphost::store {

/// What a store looks like from outside, for people who ask why something is wrong.
struct Inspection
{
	std::int64_t bytes = 0; ///< with its write-ahead log
	int schema = 0;         ///< the host's newest migration in it
	int knownSchema = 0;    ///< the newest that this program knows
	std::int64_t epoch = 0;
	std::int64_t newestAuditMs = 0;
	std::string damage;                                       ///< the first finding of the check; empty: none
	bool complete = false;                                    ///< every page was looked at within the time
	std::vector<std::pair<std::string, std::int64_t>> counts; ///< rows by table, those that could be counted in time
	std::vector<std::string> people; ///< names of the accounts: what must not stand in a file that leaves the company
};

/// Looks at the store beside a running host or without one, changes nothing, migrates nothing, and stops after `limit`.
/// "store.cannot_open", "store.damaged" where not even its head can be read.
Result<Inspection> inspect(const std::filesystem::path& file, std::chrono::milliseconds limit);

} // namespace erphost::store
