#pragma once

#include "host/platform/Clock.hpp"
#include "host/platform/Ids.hpp"
#include "host/store/Database.hpp"
#include "host/store/Migrator.hpp"

#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>

namespace erphost::store::testing {

/// A store in a folder of its own that goes away with the object. For tests.
class TemporaryStore
{
public:
	TemporaryStore(): _folder(std::filesystem::temp_directory_path() / ("erphost-test-" + newId(systemClock().nowMs())))
	{
		std::filesystem::create_directories(_folder);
	}
	~TemporaryStore()
	{
		std::error_code ignored;
		std::filesystem::remove_all(_folder, ignored);
	}
	TemporaryStore(const TemporaryStore&) = delete;
	TemporaryStore& operator=(const TemporaryStore&) = delete;

	std::filesystem::path folder() const { return _folder; }
	std::filesystem::path file() const { return _folder / "store.db"; }

	/// Opens it; each call is like another process. Throws what a test should show.
	std::unique_ptr<Database> open(AccessPolicy policy = {}, bool checkpoints = false, int busyTimeoutMs = 10'000) const
	{
		auto database = Database::open({file(), std::move(policy), checkpoints, 4, busyTimeoutMs});
		if (!database) throw std::runtime_error(database.error().code + ": " + database.error().message);
		return *std::move(database);
	}
	/// Opens it with the host's tables in it.
	std::unique_ptr<Database> openMigrated(bool checkpoints = false) const
	{
		auto database = open({}, checkpoints);
		const auto outcome = migrate(*database, "host", hostMigrations(), 1'700'000'000'000);
		if (!outcome) throw std::runtime_error(outcome.error().code + ": " + outcome.error().message);
		return database;
	}

private:
	std::filesystem::path _folder;
};

} // namespace erphost::store::testing
