#include "host/store/Backup.hpp"

#include "host/store/Meta.hpp"
#include "host/store/Restore.hpp"
#include "host/store/testing/TemporaryStore.hpp"

#include <atomic>
#include <fstream>
#include <thread>

using namespace erphost;
using namespace erphost::store;
using erphost::store::testing::TemporaryStore;

namespace {

constexpr Sql kPair{"test.pair", "INSERT INTO host_meta (name, value) VALUES (?1, ?3), (?2, ?3)"};
constexpr Sql kCount{"test.count", "SELECT count(*), coalesce(sum(CASE WHEN name LIKE 'a%' THEN 1 ELSE -1 END), 0) "
                                   "FROM host_meta WHERE name LIKE 'a%' OR name LIKE 'b%'"};

Result<void> addPair(Database& database, int number)
{
	return database.write([&](Transaction& tx) -> Result<void> {
		EH_CHECK(tx.execute(kPair, "a" + std::to_string(number), "b" + std::to_string(number), std::string(2000, 'x')));
		return {};
	});
}

std::pair<std::int64_t, std::int64_t> counts(const std::filesystem::path& file)
{
	auto database = Database::open({file, {}, true, 1, 1000});
	REQUIRE(database.ok());
	return *(*database)->readValue([](Transaction& tx) -> Result<std::pair<std::int64_t, std::int64_t>> {
		EH_TRY(auto statement, tx.prepare(kCount));
		EH_CHECK(statement.step());
		return std::pair{statement.integer(0), statement.integer(1)};
	});
}

Meta metaOf(const std::filesystem::path& file)
{
	auto database = Database::open({file, {}, true, 1, 1000});
	REQUIRE(database.ok());
	return *(*database)->readValue([](Transaction& tx) { return readMeta(tx); });
}

} // namespace

TEST_CASE("a backup under write load is one state of the store, and ends", "[store][backup]")
{
	const TemporaryStore store;
	auto database = store.openMigrated(true);
	for (int i = 0; i < 200; ++i) REQUIRE(addPair(*database, i).ok());
	std::atomic<bool> stop{false};
	std::atomic<int> written{200};
	std::thread writer([&] {
		while (!stop)
			if (addPair(*database, written)) ++written;
	});
	while (written < 210) std::this_thread::yield();
	const auto target = store.folder() / "backup.db";
	const auto outcome = database->backupTo(target);
	const auto again = database->backupTo(target); // replaces it
	stop = true;
	writer.join();
	REQUIRE(outcome.ok());
	REQUIRE(again.ok());
	CHECK_FALSE(std::filesystem::exists(store.folder() / "backup.db-wal"));
	CHECK_FALSE(std::filesystem::exists(store.folder() / "backup.db.partial"));
	const auto [rows, imbalance] = counts(target);
	CHECK(rows >= 420);
	CHECK(imbalance == 0);
}

TEST_CASE("restoring raises the epoch, holds the push and keeps what was there", "[store][backup]")
{
	const TemporaryStore store;
	const auto target = store.folder() / "backup.db";
	{
		auto database = store.openMigrated();
		REQUIRE(addPair(*database, 1).ok());
		REQUIRE(database->backupTo(target).ok());
		REQUIRE(addPair(*database, 2).ok());
	}
	const auto before = metaOf(store.file());
	const auto restored = restore(target, store.file(), 5000);
	REQUIRE(restored.ok());
	CHECK(restored->epoch == 2);
	CHECK(counts(store.file()).first == 2);
	CHECK(counts(restored->previous).first == 4);
	auto meta = metaOf(store.file());
	CHECK(meta.storeId == before.storeId);
	CHECK(meta.epoch == 2);
	CHECK(meta.pushHeldSinceMs == 5000);

	// The same old backup once more: the epoch that the ERP has seen meanwhile is not used again.
	REQUIRE(restore(target, store.file(), 6000).ok());
	CHECK(metaOf(store.file()).epoch == 3);
	auto database = store.open();
	REQUIRE(database->write([](Transaction& tx) { return releasePush(tx); }).ok());
	CHECK_FALSE((*database->readValue([](Transaction& tx) { return readMeta(tx); })).pushHeldSinceMs);
}

TEST_CASE("a store can be restored where there is none, or only ruins", "[store][backup]")
{
	const TemporaryStore store;
	const auto target = store.folder() / "backup.db";
	REQUIRE(store.openMigrated()->backupTo(target).ok());
	for (const bool ruins : {false, true})
	{
		const auto place = store.folder() / (ruins ? "ruins.db" : "new.db");
		if (ruins) std::ofstream(place) << std::string(10'000, '?');
		const auto restored = restore(target, place, 1);
		REQUIRE(restored.ok());
		CHECK(restored->epoch == 2);
		CHECK(restored->previous.empty() != ruins);
	}
}

TEST_CASE("a backup that is damaged, foreign or newer is refused and changes nothing", "[store][backup]")
{
	const TemporaryStore store;
	const auto target = store.folder() / "backup.db";
	{
		auto database = store.openMigrated();
		for (int i = 0; i < 100; ++i) REQUIRE(addPair(*database, i).ok());
		REQUIRE(database->backupTo(target).ok());
	}
	const auto refusal = [&](const std::filesystem::path& file) {
		const auto outcome = restore(file, store.file(), 1);
		return outcome ? std::string() : outcome.error().code;
	};
	CHECK(refusal(store.folder() / "none.db") == "file.unreadable");

	const auto damaged = store.folder() / "damaged.db";
	std::filesystem::copy_file(target, damaged);
	{
		std::fstream file(damaged, std::ios::in | std::ios::out | std::ios::binary);
		file.seekp(static_cast<std::streamoff>(std::filesystem::file_size(damaged) / 2));
		file << std::string(9000, '\x5a');
	}
	CHECK(refusal(damaged) == "store.damaged");

	const auto foreign = store.folder() / "foreign.db";
	{
		auto database = Database::open({foreign, {}, true, 1, 100});
		REQUIRE((*database)->write([](Transaction& tx) { return tx.script("CREATE TABLE t (id TEXT)"); }).ok());
	}
	CHECK(refusal(foreign) == "store.not_a_store");

	auto more = hostMigrations();
	more.push_back({more.back().number + 1, "9999_future.sql", "CREATE TABLE host_future (id TEXT)"});
	const auto newer = store.folder() / "newer.db";
	{
		auto database = Database::open({newer, {}, true, 1, 100});
		REQUIRE(migrate(**database, "host", more, 1).ok());
	}
	CHECK(refusal(newer) == "store.newer");
	CHECK(metaOf(store.file()).epoch == 1);
	CHECK(counts(store.file()).first == 200);
}
