#pragma once

#include "erphost/Result.hpp"
#include "host/store/Database.hpp"

#include <filesystem>
#include <string>

namespace erphost::packages {

/// What a plugin keeps in the store: its tables, settings, jobs and places in the journal. The journal itself, the
/// audit log and what is on its way to the ERP belong to the company and stay.
class PluginData
{
public:
	PluginData(store::Database& database, std::string plugin): _database(database), _plugin(std::move(plugin)) {}

	/// True if there is anything.
	Result<bool> exists() const;
	/// Writes every row as JSON into `folder` (<table>.jsonl) and removes it all, in one transaction: what is removed
	/// is what was written. Nothing is removed if a file cannot be written. The plugin must not run.
	Result<void> exportAndRemove(const std::filesystem::path& folder);

private:
	store::Database& _database;
	const std::string _plugin;
};

} // namespace erphost::packages
