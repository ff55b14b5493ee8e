#pragma once

#include "host/calendar/TimeZone.hpp"
#include "host/files/FileStore.hpp"
#include "host/packages/Manifest.hpp"
#include "host/store/Database.hpp"
#include "host/worker/LiveCalendar.hpp"
#include "host/worker/PluginHost.hpp"
#include "sdk/validator/Inputs.hpp"

#include <filesystem>
#include <memory>

namespace erphost::cli {

/// A store for trying a plugin: its migrations run, ERP entities with made-up rows, a go-live date; reached with the
/// plugin's own rights.
class TrialStore
{
public:
	static Result<std::unique_ptr<TrialStore>> open(const std::filesystem::path& folder,
	                                                const packages::Manifest& manifest, validator::Inputs& inputs);

	store::Database& database() { return *_database; }
	/// Lives no longer than this store.
	std::unique_ptr<worker::PluginHost> makeHost(const packages::Manifest& manifest);

private:
	TrialStore(const std::filesystem::path& folder, std::unique_ptr<store::Database> database, calendar::TimeZone zone);

	std::unique_ptr<store::Database> _database;
	calendar::TimeZone _zone;
	worker::LiveCalendar _calendar;
	files::FileStore _files;
};

} // namespace erphost::cli
