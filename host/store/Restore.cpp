#include "host/store/Restore.hpp"

#include "host/platform/DurableMove.hpp"
#include "host/platform/Files.hpp"
#include "host/store/Backup.hpp"
#include "host/store/Database.hpp"
#include "host/store/Meta.hpp"

#include <algorithm>
#include <array>

namespace erphost::store {

namespace {

constexpr std::array<const char*, 2> kBesides{"-wal", "-shm"};

std::filesystem::path with(std::filesystem::path file, const std::string& suffix)
{
	file += suffix;
	return file;
}

/// Opens a store that nobody else uses and closes it again, so that everything is in the one file.
Result<std::int64_t> epochOf(const std::filesystem::path& file)
{
	EH_TRY(auto database, Database::open({file, {}, true, 1, 1000}));
	const auto meta = database->readValue([](Transaction& tx) { return readMeta(tx); });
	if (!meta || meta->storeId.empty())
		return misconfigured("store.not_a_store", "the file is not a store of erphost").with("file", toUtf8(file));
	EH_CHECK(database->checkpoint());
	return meta->epoch;
}

Result<void> enterEpoch(const std::filesystem::path& file, std::int64_t epoch, std::int64_t nowMs)
{
	{
		EH_TRY(auto database, Database::open({file, {}, true, 1, 1000}));
		EH_CHECK(database->write([&](Transaction& tx) { return beginEpoch(tx, epoch, nowMs); }));
	}
	return checkIntegrity(file);
}

} // namespace

Result<Restored> restore(const std::filesystem::path& backupFile, const std::filesystem::path& store,
                         std::int64_t nowMs)
{
	const auto restoring = with(store, ".restoring");
	Restored restored;
	std::error_code failed;

	// A copy first: opening the backup itself would leave files beside it, and it may lie on a medium of read-only
	// kind. What an earlier attempt left goes first: overwrite_existing does not overwrite in mingw's library.
	for (const auto* suffix : {"", "-wal", "-shm"}) std::filesystem::remove(with(restoring, suffix), failed);
	std::filesystem::copy_file(backupFile, restoring, failed);
	if (failed)
		return misconfigured("file.unreadable", "a backup cannot be copied: " + failed.message())
		    .with("file", toUtf8(backupFile))
		    .with("reason", failed.message());
	EH_CHECK(checkIntegrity(restoring));
	EH_TRY(restored.epoch, epochOf(restoring));

	if (std::filesystem::exists(store, failed))
	{
		// A present store that cannot be read is no obstacle: it may be why a backup is wanted.
		if (const auto present = epochOf(store)) restored.epoch = std::max(restored.epoch, *present);
		restored.previous = with(store, ".before-restore-" + std::to_string(nowMs));
	}
	++restored.epoch;
	EH_CHECK(enterEpoch(restoring, restored.epoch, nowMs));

	// The log of the old store beside the new file would be taken for its own: it goes first.
	for (const auto* suffix : kBesides)
		if (std::filesystem::exists(with(store, suffix), failed))
			EH_CHECK(
				moveDurably(with(store, suffix), with(store, ".before-restore-" + std::to_string(nowMs) + suffix)));
	if (!restored.previous.empty()) EH_CHECK(moveDurably(store, restored.previous));
	EH_CHECK(moveDurably(restoring, store));
	return restored;
}

} // namespace erphost::store
