#include "host/store/Database.hpp"

#include "host/platform/Files.hpp"
#include "host/store/CommitQueue.hpp"
#include "host/store/Digest.hpp"
#include "host/store/Meta.hpp"
#include "host/store/Retention.hpp"
#include "host/store/testing/TemporaryStore.hpp"

#include <sqlite3.h>

#include <atomic>
#include <fstream>
#include <future>
#include <thread>

using namespace erphost;
using namespace erphost::store;
using erphost::store::testing::TemporaryStore;

namespace {

constexpr Sql kAdd{"test.add", "INSERT INTO host_meta (name, value) VALUES (?1, ?2)"};
constexpr Sql kCount{"test.count", "SELECT count(*) FROM host_meta WHERE name LIKE ?1"};
constexpr Sql kNames{"test.names", "SELECT name FROM host_meta WHERE name LIKE 'n%' ORDER BY name"};
constexpr Sql kValue{"test.value", "SELECT value FROM host_meta WHERE name = ?1"};
constexpr Sql kBump{"test.bump",
                    "UPDATE host_meta SET value = CAST(CAST(value AS BIGINT) + 1 AS TEXT) WHERE name = ?1"};
constexpr Sql kWrong{"test.wrong", "SELECT nothing FROM nowhere"};

Result<void> add(Transaction& tx, const std::string& name, const std::string& value = "x")
{
	EH_CHECK(tx.execute(kAdd, name, value));
	return {};
}

std::int64_t count(Database& database, const std::string& pattern)
{
	const auto found = database.readValue([&](Transaction& tx) -> Result<std::int64_t> {
		EH_TRY(auto statement, tx.prepare(kCount));
		EH_CHECK(statement.bindAll(pattern));
		EH_CHECK(statement.step());
		return statement.integer(0);
	});
	REQUIRE(found.ok());
	return *found;
}

} // namespace

TEST_CASE("a committed write is seen through another connection, a failed one leaves nothing", "[store]")
{
	const TemporaryStore store;
	auto first = store.openMigrated();
	auto second = store.open();
	REQUIRE(first->write([](Transaction& tx) { return add(tx, "n1", "一"); }).ok());
	CHECK(count(*second, "n%") == 1);

	const auto refused = first->write([](Transaction& tx) -> Result<void> {
		EH_CHECK(add(tx, "n2"));
		return permanent("test.no", "no");
	});
	REQUIRE_FALSE(refused.ok());
	CHECK(refused.error().code == "test.no");
	CHECK(count(*second, "n%") == 1);
}

TEST_CASE("what was not committed when a process ended is not there", "[store]")
{
	const TemporaryStore store;
	store.openMigrated();
	{
		// As a killed process leaves it: a transaction is open, the log has its pages, no commit.
		sqlite3* raw = nullptr;
		REQUIRE(sqlite3_open(toUtf8(store.file()).c_str(), &raw) == SQLITE_OK);
		REQUIRE(sqlite3_exec(raw, "PRAGMA cache_size=1; BEGIN IMMEDIATE", nullptr, nullptr, nullptr) == SQLITE_OK);
		for (int i = 0; i < 500; ++i)
			REQUIRE(sqlite3_exec(raw,
			                     ("INSERT INTO host_meta VALUES ('lost" + std::to_string(i) + "', '" +
			                      std::string(500, 'x') + "')")
			                         .c_str(),
			                     nullptr, nullptr, nullptr) == SQLITE_OK);
		std::filesystem::copy_file(store.file(), store.folder() / "killed.db");
		std::filesystem::copy_file(toPath(toUtf8(store.file()) + "-wal"), store.folder() / "killed.db-wal");
		sqlite3_close(raw);
	}
	auto database = Database::open({store.folder() / "killed.db", {}, false, 1, 1000});
	REQUIRE(database.ok());
	CHECK(count(**database, "lost%") == 0);
}

TEST_CASE("a transaction never goes on after a failed statement", "[store]")
{
	const TemporaryStore store;
	auto database = store.openMigrated();
	Error second;
	const auto outcome = database->write([&](Transaction& tx) -> Result<void> {
		EH_CHECK(add(tx, "n1"));
		CHECK_FALSE(add(tx, "n1").ok());
		CHECK(tx.failure()->code == "store.duplicate");
		auto again = add(tx, "n2");
		CHECK_FALSE(again.ok());
		second = again.error();
		return {};
	});
	REQUIRE_FALSE(outcome.ok());
	CHECK(outcome.error().code == "store.duplicate");
	CHECK(outcome.error().cls == ErrorClass::conflict);
	CHECK(second.code == "store.duplicate");
	CHECK(count(*database, "n%") == 0);
	CHECK(database->write([](Transaction& tx) { return add(tx, "n3"); }).ok());
}

TEST_CASE("wrong statements are errors that name the statement", "[store]")
{
	const TemporaryStore store;
	auto database = store.openMigrated();
	const auto wrong = database->read([](Transaction& tx) -> Result<void> {
		EH_TRY(auto statement, tx.prepare(kWrong));
		return {};
	});
	REQUIRE_FALSE(wrong.ok());
	CHECK(wrong.error().code == "store.sql");
	CHECK(wrong.error().param("statement") == "test.wrong");

	static constexpr Sql two{"test.two", "SELECT 1; SELECT 2"};
	CHECK_FALSE(database
	                ->read([](Transaction& tx) -> Result<void> {
						EH_TRY(auto statement, tx.prepare(two));
						return {};
					})
	                .ok());
	// A text in double quotes is a mistake on PostgreSQL, so it is one here.
	static constexpr Sql quoted{"test.quoted", "SELECT \"text\" FROM host_meta"};
	CHECK_FALSE(database
	                ->read([](Transaction& tx) -> Result<void> {
						EH_TRY(auto statement, tx.prepare(quoted));
						return {};
					})
	                .ok());
	// An Sql that died and left its address to another one does not run the other's text.
	for (const auto* text : {"SELECT 1", "SELECT 2"})
	{
		const Sql local{"test.local", text};
		const auto value = database->readValue([&](Transaction& tx) -> Result<std::int64_t> {
			EH_TRY(auto statement, tx.prepare(local));
			EH_CHECK(statement.step());
			return statement.integer(0);
		});
		REQUIRE(value.ok());
		CHECK(*value == text[7] - '0');
	}
}

TEST_CASE("a read sees one snapshot and cannot write", "[store]")
{
	const TemporaryStore store;
	auto database = store.openMigrated();
	const auto outcome = database->read([&](Transaction& tx) -> Result<void> {
		CHECK_FALSE(tx.writable());
		EH_TRY(auto statement, tx.prepare(kCount));
		EH_CHECK(statement.bindAll("n%"));
		EH_CHECK(statement.step());
		CHECK(statement.integer(0) == 0);
		statement.reset();
		std::thread other([&] { CHECK(database->write([](Transaction& w) { return add(w, "n1"); }).ok()); });
		other.join();
		EH_CHECK(statement.step());
		CHECK(statement.integer(0) == 0);
		return {};
	});
	CHECK(outcome.ok());
	CHECK(count(*database, "n%") == 1);
	const auto refused = database->read([](Transaction& tx) { return add(tx, "n2"); });
	REQUIRE_FALSE(refused.ok());
	CHECK(refused.error().code == "store.denied");
}

TEST_CASE("the same statement can be used inside its own loop; values keep their type", "[store]")
{
	const TemporaryStore store;
	auto database = store.openMigrated();
	const auto outcome = database->write([](Transaction& tx) -> Result<void> {
		for (const auto* name : {"n1", "n2", "n3"}) EH_CHECK(add(tx, name));
		int pairs = 0;
		EH_TRY(auto outer, tx.prepare(kNames));
		for (;;)
		{
			EH_TRY(const bool row, outer.step());
			if (!row) break;
			EH_TRY(auto inner, tx.prepare(kNames));
			for (;;)
			{
				EH_TRY(const bool more, inner.step());
				if (!more) break;
				++pairs;
			}
		}
		CHECK(pairs == 9);
		static constexpr Sql echo{"test.echo", "SELECT ?1, ?2, ?3, ?4, ?5"};
		EH_TRY(auto values, tx.prepare(echo));
		EH_CHECK(
			values.bindAll(std::int64_t{20240000000001}, std::string_view(), std::optional<std::string>(), "四", true));
		EH_CHECK(values.step());
		CHECK(values.integer(0) == 20240000000001);
		CHECK(values.type(1) == Statement::Type::text);
		CHECK(values.view(1).empty());
		CHECK(values.isNull(2));
		CHECK_FALSE(values.optionalText(2));
		CHECK(values.view(3) == "四");
		CHECK(values.integer(4) == 1);
		return {};
	});
	CHECK(outcome.ok());
}

TEST_CASE("sixteen callers share commits and lose nothing", "[store]")
{
	const TemporaryStore store;
	auto database = store.openMigrated();
	REQUIRE(database->write([](Transaction& tx) { return add(tx, "counter", "0"); }).ok());
	std::atomic<int> hints{0};
	database->onCommitHint([&] { ++hints; });
	constexpr int kThreads = 16;
	constexpr int kEach = 50;
	std::atomic<int> done{0}; // Catch's own checks belong to one thread
	std::vector<std::thread> threads;
	for (int t = 0; t < kThreads; ++t)
		threads.emplace_back([&, t] {
			for (int i = 0; i < kEach; ++i)
			{
				const auto outcome = database->write([&](Transaction& tx) -> Result<void> {
					EH_CHECK(add(tx, "n" + std::to_string(t) + "-" + std::to_string(i)));
					EH_CHECK(tx.execute(kBump, "counter"));
					tx.hintAfterCommit();
					return {};
				});
				if (outcome) ++done;
			}
		});
	for (auto& thread : threads) thread.join();
	CHECK(done == kThreads * kEach);
	CHECK(count(*database, "n%") == kThreads * kEach);
	const auto value = database->readValue([](Transaction& tx) -> Result<std::string> {
		EH_TRY(auto statement, tx.prepare(kValue));
		EH_CHECK(statement.bindAll("counter"));
		EH_CHECK(statement.step());
		return statement.text(0);
	});
	CHECK(*value == std::to_string(kThreads * kEach));
	CHECK(hints > 0);
	CHECK(hints <= kThreads * kEach);
}

TEST_CASE("in a group only the failing body is taken back", "[store]")
{
	const TemporaryStore store;
	store.openMigrated();
	auto connection = Connection::open({store.file(), {}, false, false, 10'000});
	REQUIRE(connection.ok());
	CommitQueue queue(*std::move(connection));

	// The first body holds the connection until all others stand in line, so that they have to share its commit.
	constexpr int kOthers = 15;
	std::promise<void> inside;
	std::promise<void> goOn;
	auto released = goOn.get_future().share();
	std::atomic<bool> led{false};
	std::thread leader([&] {
		led = queue
		          .write([&](Transaction& tx) -> Result<void> {
					  EH_CHECK(add(tx, "n-leader"));
					  inside.set_value();
					  released.wait();
					  return {};
				  })
		          .ok();
	});
	inside.get_future().wait();
	std::vector<std::thread> threads;
	std::atomic<int> failed{0};
	std::atomic<int> asExpected{0};
	for (int t = 0; t < kOthers; ++t)
		threads.emplace_back([&, t] {
			const auto outcome = queue.write([&](Transaction& tx) -> Result<void> {
				EH_CHECK(add(tx, "n" + std::to_string(t)));
				if (t % 3 == 0) return permanent("test.no", "no");
				if (t % 3 == 1) EH_CHECK(add(tx, "n" + std::to_string(t))); // a duplicate
				if (t == 2) throw std::runtime_error("thrown");
				return {};
			});
			if (!outcome) ++failed;
			if (outcome.ok() == (t % 3 == 2 && t != 2)) ++asExpected;
		});
	while (queue.waiting() < kOthers) std::this_thread::yield();
	goOn.set_value();
	leader.join();
	for (auto& thread : threads) thread.join();
	CHECK(led);
	CHECK(failed == 11);
	CHECK(asExpected == kOthers);
	auto database = store.open();
	CHECK(count(*database, "n%") == 1 + 4);
	// The leader's body lasted as long as it liked: it may have been committed alone, the others together.
	CHECK(queue.counts().bodies == 5);
	CHECK(queue.counts().commits <= 3);
}

TEST_CASE("a body that takes the whole transaction with it does not harm its group", "[store]")
{
	const TemporaryStore store;
	store.openMigrated();
	auto connection = Connection::open({store.file(), {}, false, false, 10'000});
	REQUIRE(connection.ok());
	CommitQueue queue(*std::move(connection));
	std::promise<void> inside;
	std::promise<void> goOn;
	std::atomic<int> runs{0};
	std::atomic<bool> led{false};
	std::string refusal;
	std::thread leader([&] {
		led = queue
		          .write([&](Transaction& tx) -> Result<void> {
					  EH_CHECK(add(tx, "n-leader"));
					  if (++runs == 1)
					  {
						  inside.set_value();
						  goOn.get_future().wait();
					  }
					  return {};
				  })
		          .ok();
	});
	inside.get_future().wait();
	std::thread breaker([&] {
		const auto outcome = queue.write([&](Transaction& tx) -> Result<void> {
			// As SQLite does by itself when the disk is full.
			sqlite3_exec(tx.connection().handle(), "ROLLBACK", nullptr, nullptr, nullptr);
			return misconfigured("store.full", "full");
		});
		refusal = outcome ? "" : outcome.error().code;
	});
	while (queue.waiting() < 1) std::this_thread::yield();
	goOn.set_value();
	leader.join();
	breaker.join();
	CHECK(led);
	CHECK(refusal == "store.full");
	auto database = store.open();
	CHECK(count(*database, "n%") == 1);
}

TEST_CASE("two processes write side by side", "[store]")
{
	const TemporaryStore store;
	auto first = store.openMigrated(true);
	auto second = store.open();
	std::vector<std::thread> threads;
	std::atomic<int> done{0};
	for (auto* database : {first.get(), second.get()})
		for (int t = 0; t < 4; ++t)
			threads.emplace_back([&, database, t] {
				for (int i = 0; i < 40; ++i)
					if (database->write([&](Transaction& tx) {
							return add(tx, (database == first.get() ? "na" : "nb") + std::to_string(t) + "-" +
						                       std::to_string(i));
						}))
						++done;
			});
	for (auto& thread : threads) thread.join();
	CHECK(done == 320);
	CHECK(count(*first, "n%") == 320);
}

TEST_CASE("a lock that another process keeps is busy, not an endless wait; nesting is refused", "[store]")
{
	const TemporaryStore store;
	auto holder = store.openMigrated();
	auto other = store.open({}, false, 20);
	const auto outcome = holder->write([&](Transaction&) -> Result<void> {
		const auto busy = other->write([](Transaction& tx) { return add(tx, "n1"); });
		CHECK_FALSE(busy.ok());
		CHECK(busy.error().code == "store.busy");
		CHECK(busy.error().cls == ErrorClass::transient);
		const auto nested = holder->write([](Transaction&) { return success(); });
		CHECK(nested.error().code == "store.nested");
		return {};
	});
	CHECK(outcome.ok());
	CHECK(other->write([](Transaction& tx) { return add(tx, "n1"); }).ok());
}

TEST_CASE("a full disk says so, and reading goes on", "[store]")
{
	const TemporaryStore store;
	auto database = store.openMigrated();
	const auto full = database->write([](Transaction& tx) -> Result<void> {
		EH_CHECK(tx.script("PRAGMA max_page_count = 1")); // means: no page more than there are
		for (int i = 0; i < 2000; ++i) EH_CHECK(add(tx, "n" + std::to_string(i), std::string(1000, 'x')));
		return {};
	});
	REQUIRE_FALSE(full.ok());
	CHECK(full.error().code == "store.full");
	CHECK(full.error().cls == ErrorClass::configuration);
	CHECK(count(*database, "n%") == 0);
}

TEST_CASE("what runs before the commit runs once and in order, and its failure fails the whole", "[store]")
{
	const TemporaryStore store;
	auto database = store.openMigrated();
	const int owner = 0;
	std::vector<int> order;
	REQUIRE(database
	            ->write([&](Transaction& tx) -> Result<void> {
					order.clear();
					for (int i = 0; i < 3; ++i)
						tx.beforeCommit(&owner, [&](Transaction& inner) -> Result<void> {
							order.push_back(1);
							if (order.size() < 3)
								inner.beforeCommit(&owner, [&](Transaction&) {
									order.push_back(3);
									return success();
								});
							return {};
						});
					tx.beforeCommit(nullptr, [&](Transaction&) {
						order.push_back(2);
						return success();
					});
					return {};
				})
	            .ok());
	CHECK(order == std::vector<int>{1, 2, 3});
	CHECK_FALSE(database
	                ->write([&](Transaction& tx) -> Result<void> {
						EH_CHECK(add(tx, "n1"));
						tx.beforeCommit(nullptr, [](Transaction&) -> Result<void> { return bug("test.late", "late"); });
						return {};
					})
	                .ok());
	CHECK(count(*database, "n%") == 0);
}

TEST_CASE("a file that is no store is refused in plain words", "[store]")
{
	const TemporaryStore store;
	std::ofstream(store.file()) << std::string(4096, 'x');
	const auto opened = Database::open({store.file(), {}, false, 1, 100});
	REQUIRE_FALSE(opened.ok());
	CHECK(opened.error().code == "store.damaged");
	const auto absent = Database::open({store.folder() / "no" / "such" / "folder.db", {}, false, 1, 100});
	CHECK(absent.error().code == "store.cannot_open");
}

TEST_CASE("the digest sees every change except in the tables left out", "[store]")
{
	const TemporaryStore store;
	auto database = store.openMigrated();
	const auto now = [&](std::vector<std::string_view> except) {
		return *database->readValue([&](Transaction& tx) { return digest(tx, except); });
	};
	const auto all = now({});
	const auto without = now({"host_meta"});
	CHECK(all == now({}));
	REQUIRE(database->write([](Transaction& tx) { return add(tx, "n1"); }).ok());
	CHECK(all != now({}));
	CHECK(without == now({"host_meta"}));
}

TEST_CASE("answers to keyed requests are forgotten after their time, in pieces", "[store]")
{
	const TemporaryStore store;
	auto database = store.openMigrated();
	static constexpr Sql kAnswer{"test.answer",
	                             "INSERT INTO host_idempotency VALUES ('u', ?1, 'op', 'f', 200, '', '', ?2)"};
	REQUIRE(database
	            ->write([](Transaction& tx) -> Result<void> {
					for (int i = 0; i < 1200; ++i) EH_CHECK(tx.execute(kAnswer, std::to_string(i), i));
					return {};
				})
	            .ok());
	const auto removed = pruneIdempotency(*database, 1100);
	REQUIRE(removed.ok());
	CHECK(*removed == 1100);
}

TEST_CASE("only the process that checkpoints does it", "[store]")
{
	const TemporaryStore store;
	auto checkpointing = store.openMigrated(true);
	auto other = store.open();
	CHECK(checkpointing->checkpoint().ok());
	CHECK(other->checkpoint().error().code == "store.not_checkpointing");
	CHECK(other->bytes() > 0);
}
