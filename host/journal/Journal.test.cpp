#include "host/journal/Journal.hpp"

#include "host/journal/JournalSql.hpp"
#include "host/journal/Retention.hpp"
#include "host/journal/Subscriptions.hpp"
#include "host/platform/Files.hpp"
#include "host/store/testing/TemporaryStore.hpp"

#include <sqlite3.h>

#include <atomic>
#include <thread>

using namespace erphost;
using namespace erphost::journal;
using erphost::store::testing::TemporaryStore;

namespace {

constexpr Sql kEvents{"test.events",
                      "SELECT count(*), coalesce(min(position), 0), coalesce(max(position), 0) FROM journal_event"};

Event event(const std::string& key, const std::string& payload = "{}")
{
	Event one;
	one.type = "survey.callback.recorded";
	one.producer = "survey";
	one.branchId = "勉县";
	one.businessKey = key;
	one.correlationId = "c";
	one.payload = payload;
	one.occurredAtMs = 1'700'000'000'000;
	return one;
}

AuditRow row(const std::string& subject)
{
	return {"u1", "勉县", "survey.recordAttempt", subject, R"({"level":"不满意"})", "c", 1'700'000'000'000};
}

std::int64_t eventCount(store::Database& database)
{
	const auto found = database.readValue([](store::Transaction& tx) -> Result<std::int64_t> {
		EH_TRY(auto statement, tx.prepare(kEvents));
		EH_CHECK(statement.step());
		return statement.integer(0);
	});
	REQUIRE(found.ok());
	return *found;
}

Result<std::int64_t> verify(store::Database& database)
{
	return database.readValue([](store::Transaction& tx) { return verifyAudit(tx); });
}

void tamper(const TemporaryStore& store, const std::string& sql)
{
	sqlite3* raw = nullptr;
	REQUIRE(sqlite3_open(toUtf8(store.file()).c_str(), &raw) == SQLITE_OK);
	REQUIRE(sqlite3_exec(raw, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
	sqlite3_close(raw);
}

} // namespace

TEST_CASE("events are numbered without gaps, in the order of commits, and vanish with their transaction", "[journal]")
{
	const TemporaryStore store;
	auto database = store.openMigrated();
	std::vector<std::thread> threads;
	for (int t = 0; t < 8; ++t)
		threads.emplace_back([&, t] {
			for (int i = 0; i < 25; ++i)
				static_cast<void>(database->write([&](store::Transaction& tx) -> Result<void> {
					EH_CHECK(append(tx, event("k" + std::to_string(t))));
					EH_CHECK(append(tx, event("k" + std::to_string(t))));
					if (i % 5 == 0) return permanent("test.no", "no");
					return {};
				}));
		});
	for (auto& thread : threads) thread.join();
	const auto outcome = database->read([](store::Transaction& tx) -> Result<void> {
		EH_TRY(auto statement, tx.prepare(kEvents));
		EH_CHECK(statement.step());
		CHECK(statement.integer(0) == 8 * 20 * 2);
		CHECK(statement.integer(1) == 1);
		CHECK(statement.integer(2) == 8 * 20 * 2);
		return {};
	});
	CHECK(outcome.ok());
}

TEST_CASE("what is no event is refused at once", "[journal]")
{
	const TemporaryStore store;
	auto database = store.openMigrated();
	for (const auto* payload : {"", "[]", "{", "\"x\""})
		CHECK(database->write([&](store::Transaction& tx) { return append(tx, event("k", payload)); }).error().code ==
		      "journal.event_invalid");
	CHECK(database->read([&](store::Transaction& tx) { return append(tx, event("k")); }).error().code ==
	      "journal.read_only");
	CHECK(database->write([&](store::Transaction& tx) { return audit(tx, {}); }).error().code ==
	      "journal.audit_invalid");
	CHECK(eventCount(*database) == 0);
}

TEST_CASE("a number taken before the commit lies in the same order as events", "[journal]")
{
	const TemporaryStore store;
	auto database = store.openMigrated();
	std::int64_t taken = 0;
	REQUIRE(database
	            ->write([&](store::Transaction& tx) -> Result<void> {
					EH_CHECK(append(tx, event("k")));
					tx.beforeCommit(nullptr, [&](store::Transaction& inner) -> Result<void> {
						EH_TRY(taken, takePosition(inner));
						return append(inner, event("late"));
					});
					return {};
				})
	            .ok());
	CHECK(taken == 2);
	CHECK(eventCount(*database) == 2);
}

TEST_CASE("the audit chain shows a changed, missing, added or cut row", "[journal][audit]")
{
	const TemporaryStore store;
	auto database = store.openMigrated();
	CHECK(*verify(*database) == 0);
	for (int i = 1; i <= 10; ++i)
		REQUIRE(database
		            ->write([&](store::Transaction& tx) -> Result<void> {
						EH_CHECK(audit(tx, row("a" + std::to_string(i))));
						return audit(tx, row("b" + std::to_string(i)));
					})
		            .ok());
	CHECK(*verify(*database) == 20);

	struct Tampering
	{
		const char* sql;
		const char* position;
	};
	for (const auto& [sql, position] :
	     {Tampering{"UPDATE host_audit SET detail = '{\"level\":\"满意\"}' WHERE position = 7", "7"},
	      Tampering{"UPDATE host_audit SET action = 'survey.recordAttemp', subject = 't' || subject WHERE position = 3",
	                "3"},
	      Tampering{"DELETE FROM host_audit WHERE position = 5", "5"},
	      Tampering{"DELETE FROM host_audit WHERE position > 18", "19"}, Tampering{"DELETE FROM host_audit", "1"},
	      Tampering{"INSERT INTO host_audit SELECT 21, occurred_at, actor, branch_id, action, subject, detail, "
	                "correlation_id, digest FROM host_audit WHERE position = 20",
	                "21"},
	      Tampering{
			  "UPDATE host_audit SET digest = (SELECT digest FROM host_audit WHERE position = 9) WHERE position = 10",
			  "10"}})
	{
		const TemporaryStore copy;
		REQUIRE(database->backupTo(copy.file()).ok());
		tamper(copy, sql);
		const auto found = verify(*copy.open());
		INFO(sql);
		REQUIRE_FALSE(found.ok());
		CHECK(found.error().code == "audit.broken");
		CHECK(found.error().param("position") == position);
	}
	CHECK(*verify(*database) == 20);
}

TEST_CASE("old events go, except those that somebody still waits for", "[journal][retention]")
{
	const TemporaryStore store;
	auto database = store.openMigrated();
	REQUIRE(database
	            ->write([](store::Transaction& tx) -> Result<void> {
					for (int i = 1; i <= 1500; ++i)
					{
						auto one = event("k");
						one.occurredAtMs = i;
						EH_CHECK(append(tx, one));
					}
					return {};
				})
	            .ok());
	ManualClock clock;
	Dispatcher dispatcher(*database, clock);
	REQUIRE(dispatcher
	            .claim({{"x.slow",
	                     "x",
	                     {"survey.callback.recorded"},
	                     [](store::Transaction&, const Event& one) -> Result<void> {
							 if (one.position == 10) return permanent("test.no", "no");
							 if (one.position == 1300) return transient("test.later", "later");
							 return {};
						 }}},
	                   {})
	            .ok());
	while (true)
	{
		const auto more = dispatcher.deliver({}, {});
		REQUIRE(more.ok());
		if (!*more) break;
	}
	// Position 10 is parked and everything of its key is held behind it: all of it stays.
	CHECK(*pruneEvents(*database, 1401) == 9);
	REQUIRE(database->write([](store::Transaction& tx) { return skipParked(tx, "x.slow", 10, "known"); }).ok());
	for (int i = 0; i < 60; ++i) REQUIRE(dispatcher.deliver({}, {}).ok());
	// 1300 fails for the moment and holds up its key.
	const auto removed = pruneEvents(*database, 1401);
	REQUIRE(removed.ok());
	CHECK(*removed == 1290);
	REQUIRE(database->write([](store::Transaction& tx) { return dropSubscriptions(tx, "x"); }).ok());
	CHECK(*pruneEvents(*database, 1401) == 101);
	CHECK(eventCount(*database) == 100);
}

TEST_CASE("every statement of the journal finds its rows by index", "[journal][plan]")
{
	const TemporaryStore store;
	auto database = store.openMigrated();
	const auto outcome = database->read([](store::Transaction& tx) -> Result<void> {
		for (const auto* each : sql::statements())
		{
			// The few rows of cursors, and the walk over what is settled, may be read whole.
			if (each == &sql::kSlowestPosition || each == &sql::kPruneParked || each == &sql::kDropSubscriptions ||
			    each == &sql::kDropParked)
				continue;
			const auto text = "EXPLAIN QUERY PLAN " + std::string(each->text);
			const Sql plan{"test.plan", text};
			EH_TRY(auto statement, tx.prepareAsHost(plan));
			for (;;)
			{
				EH_TRY(const bool row, statement.step());
				if (!row) break;
				const auto detail = statement.text(3);
				INFO(each->name << ": " << detail);
				// A scan of the parked rows is only allowed once per batch of retention, as a list. SQLite before
				// 3.36 says TABLE before the name.
				const bool list = each == &sql::kPruneEvents && (detail.rfind("SCAN journal_parked", 0) == 0 ||
				                                                 detail.rfind("SCAN TABLE journal_parked", 0) == 0);
				CHECK((list || detail.rfind("SCAN", 0) != 0));
				CHECK(detail.find("TEMP B-TREE") == std::string::npos);
				if (each == &sql::kEventsAfter)
					CHECK(detail.find("journal_event_type (type=? AND position>?)") != std::string::npos);
				if (each == &sql::kKeyBlocked)
					CHECK(detail.find("journal_parked_open (subscription=? AND state=? AND business_key=?)") !=
					      std::string::npos);
			}
		}
		return {};
	});
	INFO((outcome ? std::string() : outcome.error().message));
	CHECK(outcome.ok());
}
