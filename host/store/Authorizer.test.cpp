#include "host/store/Database.hpp"
#include "host/store/Migrator.hpp"
#include "host/store/testing/TemporaryStore.hpp"

using namespace erphost;
using namespace erphost::store;
using erphost::store::testing::TemporaryStore;

namespace {

struct Case
{
	const char* text;
	bool allowed;
};

Result<void> runAs(Database& database, const Sql& sql, bool asHost)
{
	return database.write([&](Transaction& tx) -> Result<void> {
		auto statement = asHost ? tx.prepareAsHost(sql) : tx.prepare(sql);
		if (!statement) return statement.error();
		EH_CHECK(statement->run());
		return {};
	});
}

void prepareTables(const TemporaryStore& store)
{
	auto host = store.openMigrated();
	REQUIRE(
		host->write([](Transaction& tx) {
				return tx.script(
					"CREATE TABLE erp_work_order (branch_id TEXT, erp_key TEXT, change_seq BIGINT, PRIMARY KEY "
					"(branch_id, erp_key));"
					"CREATE TABLE erp_part (erp_key TEXT PRIMARY KEY);"
					"CREATE TABLE survey_task (id TEXT PRIMARY KEY, state TEXT);"
					"CREATE TABLE surveyother (id TEXT);"
					"CREATE TABLE complaints_case (id TEXT PRIMARY KEY, secret TEXT);"
					"CREATE VIEW complaints_open_v AS SELECT id FROM complaints_case;"
					"CREATE VIEW complaints_inner_v AS SELECT id FROM complaints_case;"
					"CREATE VIEW survey_peek AS SELECT id, secret FROM complaints_case;"
					"INSERT INTO complaints_case VALUES ('c1', 's'); INSERT INTO survey_task VALUES ('t1', 'open');");
			})
			.ok());
}

} // namespace

TEST_CASE("a plugin reaches its own tables, what it may read, and nothing else", "[store][ownership]")
{
	const TemporaryStore store;
	prepareTables(store);
	auto plugin = store.open({"survey", {"erp_work_order", "complaints_open_v"}});
	const std::vector<Case> cases{
		{"SELECT id, state FROM survey_task", true},
		{"INSERT INTO survey_task (id, state) VALUES ('a', 'b') ON CONFLICT (id) DO UPDATE SET state = excluded.state",
	     true},
		{"INSERT INTO SURVEY_TASK (id, state) VALUES ('x', 'b') RETURNING id, state", true},
		{"UPDATE survey_task SET state = 'c' WHERE id = 'a' RETURNING state", true},
		{"DELETE FROM survey_task WHERE id = 'a'", true},
		{"SELECT count(*) FROM survey_task", true},
		{"SELECT branch_id FROM erp_work_order", true},
		{"SELECT count(*) FROM erp_work_order", true},
		{"SELECT id FROM complaints_open_v", true},
		{"SELECT count(*) FROM complaints_open_v", true},
		{"WITH due AS (SELECT id FROM survey_task) SELECT id FROM due", true},
		{"WITH due AS (SELECT id FROM survey_task) SELECT count(*) FROM due", true},
		{"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3) SELECT i FROM n", true},
		{"SELECT t.id, row_number() OVER (ORDER BY t.id) FROM survey_task t JOIN complaints_open_v c ON c.id = t.id",
	     true},
		{"INSERT INTO survey_task (id) SELECT erp_key FROM erp_work_order", true},

		{"SELECT id FROM complaints_case", false},
		{"SELECT count(*) FROM complaints_case", false},
		{"SELECT count(*) FROM complaints_inner_v", false},
		{"WITH due AS (SELECT id FROM complaints_case) SELECT id FROM due", false},
		{"WITH due AS (SELECT 1 FROM complaints_case) SELECT count(*) FROM due", false},
		{"SELECT id FROM complaints_inner_v", false},
		{"SELECT id FROM survey_peek", false},
		{"SELECT id FROM surveyother", false},
		{"SELECT erp_key FROM erp_part", false},
		{"SELECT password_hash FROM host_user", false},
		{"SELECT name FROM sqlite_master", false},
		{"INSERT INTO complaints_case (id) VALUES ('x')", false},
		{"INSERT INTO survey_task (id) SELECT id FROM complaints_case", false},
		{"UPDATE erp_work_order SET change_seq = 0", false},
		{"DELETE FROM journal_event", false},
		{"UPDATE survey_task SET state = (SELECT secret FROM complaints_case LIMIT 1)", false},
		{"CREATE TABLE survey_new (id TEXT)", false},
		{"CREATE TEMP TABLE t (id TEXT)", false},
		{"CREATE TEMP VIEW v AS SELECT 1", false},
		{"DROP TABLE survey_task", false},
		{"ALTER TABLE survey_task ADD COLUMN x TEXT", false},
		{"ATTACH 'other.db' AS other", false},
		{"DETACH main", false},
		{"PRAGMA synchronous=OFF", false},
		{"PRAGMA table_info(survey_task)", false},
		{"SELECT name FROM pragma_table_info('survey_task')", false},
		{"COMMIT", false},
		{"SAVEPOINT mine", false},
		{"SELECT load_extension('x')", false},
		{"ANALYZE", false},
		{"REINDEX", false},
		{"VACUUM", false},
	};
	for (const auto& each : cases)
	{
		const Sql sql{"test.case", each.text};
		const auto outcome = runAs(*plugin, sql, false);
		INFO(each.text);
		INFO((outcome ? std::string() : outcome.error().message));
		CHECK(outcome.ok() == each.allowed);
		if (!each.allowed && !outcome) CHECK(outcome.error().cls == ErrorClass::bug);
	}
	static constexpr Sql kHost{"test.host", "SELECT count(*) FROM host_user"};
	CHECK(runAs(*plugin, kHost, true).ok());
	CHECK(runAs(*plugin, kHost, false).error().code == "store.denied");
	CHECK(runAs(*plugin, kHost, false).error().param("action") == "read host_user");
}

TEST_CASE("the policy holds when SQLite prepares a statement again because the schema changed", "[store][ownership]")
{
	const TemporaryStore store;
	prepareTables(store);
	auto host = store.open();
	auto plugin = store.open({"survey", {}});
	static constexpr Sql kOwn{"test.own", "SELECT id FROM survey_task"};
	static constexpr Sql kHosts{"test.hosts", "SELECT id FROM host_user"};
	CHECK(runAs(*plugin, kOwn, false).ok());
	CHECK(runAs(*plugin, kHosts, true).ok());
	REQUIRE(host->write([](Transaction& tx) { return tx.script("CREATE TABLE later (id TEXT)"); }).ok());
	CHECK(runAs(*plugin, kHosts, true).ok());
	CHECK(runAs(*plugin, kOwn, false).ok());
	CHECK_FALSE(runAs(*plugin, kHosts, false).ok());
}
