#include "host/store/Migrator.hpp"

#include "host/store/Connection.hpp"
#include "host/store/Meta.hpp"
#include "host/store/testing/TemporaryStore.hpp"

#include <fstream>

using namespace erphost;
using namespace erphost::store;
using erphost::store::testing::TemporaryStore;

namespace {

constexpr std::int64_t kNow = 1'700'000'000'000;

std::string codeOf(const Result<void>& outcome)
{
	return outcome ? "" : outcome.error().code;
}

} // namespace

TEST_CASE("the host's migrations run once and name the store", "[store][migrations]")
{
	const TemporaryStore store;
	auto database = store.openMigrated();
	const auto meta = [&] { return *database->readValue([](Transaction& tx) { return readMeta(tx); }); };
	const auto first = meta();
	CHECK(first.storeId.size() == 36);
	CHECK(first.epoch == 1);
	CHECK(first.createdAtMs == kNow);
	CHECK_FALSE(first.pushHeldSinceMs);
	CHECK(migrate(*database, "host", hostMigrations(), kNow + 1).ok());
	CHECK(meta().storeId == first.storeId);
	CHECK(meta().createdAtMs == kNow);
}

TEST_CASE("a changed, missing or newer step is refused", "[store][migrations]")
{
	const TemporaryStore store;
	auto database = store.openMigrated();
	auto changed = hostMigrations();
	changed[0].sql += "\n-- changed";
	CHECK(codeOf(migrate(*database, "host", changed, kNow)) == "store.migration_changed");
	auto windows = hostMigrations();
	std::string text;
	for (const char c : windows[0].sql) text += c == '\n' ? std::string("\r\n") : std::string(1, c);
	windows[0].sql = text;
	CHECK(codeOf(migrate(*database, "host", windows, kNow)).empty());
	CHECK(codeOf(migrate(*database, "x", {{2, "0002_x.sql", "SELECT 1"}}, kNow)) == "store.migration_gap");

	auto more = hostMigrations();
	more.push_back({more.back().number + 1, "9999_future.sql", "CREATE TABLE host_future (id TEXT)"});
	REQUIRE(migrate(*database, "host", more, kNow).ok());
	database.reset();
	const auto opened = Database::open({store.file(), {}, false, 1, 100});
	REQUIRE_FALSE(opened.ok());
	CHECK(opened.error().code == "store.newer");
	CHECK(opened.error().cls == ErrorClass::configuration);
}

TEST_CASE("migrations are read from a folder in order", "[store][migrations]")
{
	const TemporaryStore store;
	const auto folder = store.folder() / "migrations";
	std::filesystem::create_directory(folder);
	std::ofstream(folder / "0002_b.sql") << "CREATE TABLE survey_b (id TEXT)";
	std::ofstream(folder / "0001_a.sql") << "CREATE TABLE survey_a (id TEXT)";
	std::ofstream(folder / "notes.txt") << "x";
	const auto found = readMigrations(folder);
	REQUIRE(found.ok());
	REQUIRE(found->size() == 2);
	CHECK((*found)[0].name == "0001_a.sql");
	std::ofstream(folder / "0004_d.sql") << "x";
	CHECK(readMigrations(folder).error().code == "store.migration_gap");
	CHECK(readMigrations(store.folder() / "none").error().code == "file.unreadable");
}

TEST_CASE("a plugin's migration may only add to its own tables", "[store][migrations][ownership]")
{
	const TemporaryStore store;
	auto database = store.openMigrated();
	REQUIRE(database->write([](Transaction& tx) { return tx.script("CREATE TABLE other_t (id TEXT)"); }).ok());
	const std::vector<Migration> first{
		{1, "0001_a.sql",
	     "-- tasks; with a comment\n"
	     "CREATE TABLE survey_task (id TEXT NOT NULL PRIMARY KEY, state TEXT UNIQUE, CHECK (state <> ''));\n"
	     "CREATE INDEX survey_task_state ON survey_task (state) WHERE state IS NOT NULL;\n"
	     "CREATE VIEW survey_task_v AS SELECT id FROM survey_task;\n"
	     "INSERT INTO survey_task (id, state) VALUES ('seed', 'open');\n"
	     "ALTER TABLE survey_task ADD COLUMN note TEXT;\n"
	     "/* fill */ UPDATE survey_task SET note = id WHERE note IS NULL;\n"}};
	const auto applied = migrate(*database, "survey", first, kNow);
	INFO((applied ? std::string() : applied.error().message));
	REQUIRE(applied.ok());
	// The previous version of the plugin, with fewer steps, is content with the store.
	CHECK(migrate(*database, "survey", {}, kNow).ok());

	for (const auto* text : {"DROP TABLE survey_task",
	                         "DELETE FROM survey_task",
	                         "ALTER TABLE survey_task RENAME TO survey_t",
	                         "ALTER TABLE survey_task RENAME COLUMN note TO remark",
	                         "ALTER TABLE survey_task DROP COLUMN note",
	                         "ALTER TABLE other_t ADD COLUMN x TEXT",
	                         "CREATE TABLE tasks (id TEXT)",
	                         "CREATE TABLE other_new (id TEXT)",
	                         "CREATE INDEX survey_i ON other_t (id)",
	                         "CREATE INDEX i ON survey_task (note)",
	                         "INSERT INTO other_t VALUES ('x')",
	                         "UPDATE host_meta SET value = '9'",
	                         "CREATE TABLE survey_copy AS SELECT * FROM other_t",
	                         "DROP VIEW survey_task_v",
	                         "DROP INDEX survey_task_state",
	                         "CREATE TRIGGER survey_x AFTER INSERT ON survey_task BEGIN SELECT 1; END",
	                         "PRAGMA user_version = 3",
	                         "CREATE TEMP TABLE survey_t (id TEXT)",
	                         "ATTACH ':memory:' AS m",
	                         "COMMIT"})
	{
		auto steps = first;
		steps.push_back({2, "0002_b.sql", std::string("CREATE TABLE survey_x1 (id TEXT); ") + text});
		INFO(text);
		const auto refused = migrate(*database, "survey", steps, kNow);
		REQUIRE_FALSE(refused.ok());
		CHECK(refused.error().code == "store.migration_not_expanding");
		CHECK(refused.error().param("migration") == "0002_b.sql");
	}
	auto wider = first;
	wider.push_back({2, "0002_wider.sql",
	                 "CREATE INDEX survey_task_note ON survey_task (note, state); CREATE INDEX survey_task_n ON "
	                 "survey_task (note);\n"
	                 "CREATE UNIQUE INDEX survey_task_one ON survey_task (note);\n"
	                 "CREATE INDEX survey_task_down ON survey_task (note DESC);"});
	REQUIRE(migrate(*database, "survey", wider, kNow).ok());
	for (const auto* text :
	     {"DROP INDEX survey_task_note", "DROP INDEX survey_task_one", "DROP INDEX survey_task_down",
	      "DROP INDEX survey_task_state", "DROP INDEX \"survey_task_n\"", "DROP INDEX nothing",
	      "DROP INDEX survey_task_n; DROP INDEX survey_task_note", "DROP INDEX survey_task_n; DELETE FROM survey_task"})
	{
		auto steps = wider;
		steps.push_back({3, "0003_c.sql", text});
		INFO(text);
		CHECK_FALSE(migrate(*database, "survey", steps, kNow).ok());
	}
	// One that a wider one does the work of may go.
	wider.push_back({3, "0003_spare.sql", "-- the wider one is there\nDROP INDEX IF EXISTS Survey_Task_N;"});
	const auto spared = migrate(*database, "survey", wider, kNow);
	INFO((spared ? std::string() : spared.error().message));
	CHECK(spared.ok());
	// Nothing of a refused step stays, and the host is free to do what it wants afterwards.
	CHECK(
		database
			->write([](Transaction& tx) { return tx.script("CREATE TABLE survey_x1 (id TEXT); DROP TABLE survey_x1"); })
			.ok());
}

TEST_CASE("two processes that migrate at the same moment apply each step once", "[store][migrations]")
{
	const TemporaryStore store;
	std::vector<std::thread> threads;
	std::atomic<int> ok{0};
	for (int i = 0; i < 4; ++i)
		threads.emplace_back([&] {
			auto database = Database::open({store.file(), {}, false, 1, 10'000});
			if (database && migrate(**database, "host", hostMigrations(), kNow)) ++ok;
		});
	for (auto& thread : threads) thread.join();
	CHECK(ok == 4);
}

TEST_CASE("of steps that run at once a failing one leaves nothing of those before it", "[store][migrations]")
{
	const TemporaryStore store;
	auto database = store.openMigrated();
	const std::vector<Migration> first{{1, "0001_a.sql", "CREATE TABLE survey_a (id TEXT)"}};
	REQUIRE(migrateAtOnce(*database, "survey", first, kNow));
	auto more = first;
	more.push_back({2, "0002_b.sql", "CREATE TABLE survey_b (id TEXT)"});
	more.push_back({3, "0003_c.sql", "CREATE TABLE survey_a (id TEXT)"});
	CHECK_FALSE(migrateAtOnce(*database, "survey", more, kNow));
	const auto there = [&](const char* table) {
		return *database->readValue([&](Transaction& tx) { return tx.connection().hasTable(table); });
	};
	CHECK_FALSE(there("survey_b"));
	more.back().sql = "CREATE TABLE survey_c (id TEXT)";
	REQUIRE(migrateAtOnce(*database, "survey", more, kNow));
	CHECK(there("survey_b"));
	CHECK(there("survey_c"));
	CHECK(codeOf(migrateAtOnce(*database, "survey", {{1, "0001_a.sql", "SELECT 1"}}, kNow)) ==
	      "store.migration_changed");
	// The version before knows fewer steps, and that is fine.
	CHECK(migrate(*database, "survey", first, kNow).ok());
}
