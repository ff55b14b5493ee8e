#include "host/journal/Subscriptions.hpp"

#include "host/store/testing/TemporaryStore.hpp"

#include <map>
#include <set>

using namespace erphost;
using namespace erphost::journal;
using erphost::store::testing::TemporaryStore;

namespace {

constexpr Sql kEffect{"test.effect", "INSERT INTO host_meta (name, value) VALUES (?1, '1')"};
constexpr Sql kEffects{"test.effects", "SELECT count(*) FROM host_meta WHERE name LIKE 'effect%'"};
constexpr Sql kParked{"test.parked", "SELECT position, state, error_code, attempts, next_attempt_at FROM "
                                     "journal_parked WHERE subscription = ?1 ORDER BY position"};
constexpr Sql kSetHead{
	"test.set_head",
	"INSERT INTO erp_entity (entity, change_seq, position, scan_number, fingerprint, state, rows_live) "
	"VALUES (?1, ?2, '', 0, '', 'ok', 0) ON CONFLICT (entity) DO UPDATE SET change_seq = excluded.change_seq"};

/// A store, a clock, and a handler whose failures a test decides.
struct Fixture
{
	TemporaryStore store;
	std::unique_ptr<store::Database> database = store.openMigrated();
	ManualClock clock;
	std::vector<std::int64_t> seen;
	std::map<std::int64_t, Error> failures;

	Subscription subscription(std::vector<std::string> types = {"a.b.done"})
	{
		return {"test.all", "test", std::move(types),
		        [this](store::Transaction& tx, const Event& event) -> Result<void> {
					EH_CHECK(tx.execute(kEffect, "effect" + std::to_string(event.position)));
					const auto failing = failures.find(event.position);
					if (failing != failures.end()) return failing->second;
					seen.push_back(event.position);
					return {};
				}};
	}
	void emit(const std::string& key, const std::string& type = "a.b.done")
	{
		REQUIRE(database
		            ->write([&](store::Transaction& tx) {
						Event event;
						event.type = type;
						event.producer = "a";
						event.businessKey = key;
						event.payload = "{}";
						event.occurredAtMs = clock.nowMs();
						return append(tx, event);
					})
		            .ok());
	}
	void drain(Dispatcher& dispatcher)
	{
		for (;;)
		{
			const auto more = dispatcher.deliver({}, {});
			REQUIRE(more.ok());
			if (!*more) return;
		}
	}
	std::int64_t effects()
	{
		return *database->readValue([](store::Transaction& tx) -> Result<std::int64_t> {
			EH_TRY(auto statement, tx.prepare(kEffects));
			EH_CHECK(statement.step());
			return statement.integer(0);
		});
	}
	/// position → state of what is set aside.
	std::map<std::int64_t, std::string> parked()
	{
		std::map<std::int64_t, std::string> found;
		REQUIRE(database
		            ->read([&](store::Transaction& tx) -> Result<void> {
						EH_TRY(auto statement, tx.prepare(kParked));
						EH_CHECK(statement.bindAll("test.all"));
						for (;;)
						{
							EH_TRY(const bool row, statement.step());
							if (!row) return {};
							found[statement.integer(0)] = statement.text(1);
						}
					})
		            .ok());
		return found;
	}
};

using Positions = std::vector<std::int64_t>;

} // namespace

TEST_CASE("events of the wanted types arrive once and in order, also after a restart", "[journal][dispatcher]")
{
	Fixture f;
	for (int i = 0; i < 250; ++i)
		f.emit("k" + std::to_string(i % 7), i % 3 == 0 ? "a.b.done" : i % 3 == 1 ? "a.b.other" : "a.c.done");
	{
		Dispatcher dispatcher(*f.database, f.clock);
		REQUIRE(dispatcher.claim({f.subscription({"a.c.done", "a.b.done"})}, {}).ok());
		int beats = 0;
		REQUIRE(dispatcher.deliver([&] { return beats > 10; }, [&] { ++beats; }).ok());
		CHECK(f.seen.size() < 20);
	}
	Dispatcher next(*f.database, f.clock);
	REQUIRE(next.claim({f.subscription({"a.c.done", "a.b.done"})}, {}).ok());
	f.drain(next);
	Positions expected;
	for (int i = 0; i < 250; ++i)
		if (i % 3 != 1) expected.push_back(i + 1);
	CHECK(f.seen == expected);
	CHECK(f.effects() == static_cast<std::int64_t>(expected.size()));
	CHECK(next.problems().empty());
}

TEST_CASE("a poison event is parked, its key is held, others pass; retry and skip put things right",
          "[journal][dispatcher]")
{
	Fixture f;
	f.failures = {{2, permanent("test.poison", "poison")}};
	for (const auto* key : {"x", "y", "x", "y", "", "y", ""}) f.emit(key);
	Dispatcher dispatcher(*f.database, f.clock);
	REQUIRE(dispatcher.claim({f.subscription()}, {}).ok());
	f.drain(dispatcher);
	CHECK(f.seen == Positions{1, 3, 5, 7});
	CHECK(f.parked() == std::map<std::int64_t, std::string>{{2, "parked"}, {4, "held"}, {6, "held"}});
	CHECK(f.effects() == 4); // what the failing handler wrote is not there

	SECTION("it is not tried again by itself")
	{
		f.failures.clear();
		f.clock.advance(100'000'000);
		f.drain(dispatcher);
		CHECK(f.seen.size() == 4);
	}
	SECTION("retried in vain, it stays parked")
	{
		REQUIRE(
			f.database->write([&](store::Transaction& tx) { return retryParked(tx, "test.all", 2, f.clock.nowMs()); })
				.ok());
		f.drain(dispatcher);
		CHECK(f.parked()[2] == "parked");
		CHECK(f.seen.size() == 4);
	}
	SECTION("mended and retried, it and the held ones follow in order")
	{
		f.failures.clear();
		REQUIRE(
			f.database->write([&](store::Transaction& tx) { return retryParked(tx, "test.all", 2, f.clock.nowMs()); })
				.ok());
		f.drain(dispatcher);
		CHECK(f.seen == Positions{1, 3, 5, 7, 2, 4, 6});
		CHECK(f.parked() == std::map<std::int64_t, std::string>{{2, "done"}, {4, "done"}, {6, "done"}});
		f.emit("y");
		f.drain(dispatcher);
		CHECK(f.seen.back() == 8);
	}
	SECTION("skipped with a reason, the held ones follow; one of them fails in its turn")
	{
		f.failures = {{4, bug("test.bug", "bug")}};
		CHECK(f.database->write([](store::Transaction& tx) { return skipParked(tx, "test.all", 2, "  "); })
		          .error()
		          .code == "parked.reason_invalid");
		REQUIRE(
			f.database->write([](store::Transaction& tx) { return skipParked(tx, "test.all", 2, "重复单据"); }).ok());
		f.drain(dispatcher);
		CHECK(f.seen == Positions{1, 3, 5, 7});
		CHECK(f.parked() == std::map<std::int64_t, std::string>{{2, "skipped"}, {4, "parked"}, {6, "held"}});
	}
	SECTION("what is not parked can neither be retried nor skipped")
	{
		for (const std::int64_t position : {1, 4, 99})
		{
			CHECK(f.database->write([&](store::Transaction& tx) { return retryParked(tx, "test.all", position, 1); })
			          .error()
			          .code == "parked.not_found");
			CHECK(f.database->write([&](store::Transaction& tx) { return skipParked(tx, "test.all", position, "x"); })
			          .error()
			          .code == "parked.not_found");
		}
	}
}

TEST_CASE("what an administrator must mend is tried again by itself, slowly", "[journal][dispatcher]")
{
	Fixture f;
	f.failures = {{1, misconfigured("test.setting", "a setting is missing")}};
	f.emit("x");
	Dispatcher dispatcher(*f.database, f.clock);
	REQUIRE(dispatcher.claim({f.subscription()}, {}).ok());
	f.drain(dispatcher);
	CHECK(f.parked()[1] == "parked");
	f.failures.clear();
	f.clock.advance(59'000);
	f.drain(dispatcher);
	CHECK(f.seen.empty());
	f.clock.advance(1'000);
	f.drain(dispatcher);
	CHECK(f.seen == Positions{1});
}

TEST_CASE("a transient error keeps the cursor and is retried with growing delay", "[journal][dispatcher]")
{
	Fixture f;
	f.failures = {{1, transient("test.away", "away")}};
	f.emit("x");
	f.emit("y");
	Dispatcher dispatcher(*f.database, f.clock);
	REQUIRE(dispatcher.claim({f.subscription()}, {}).ok());
	std::int64_t expected = 500;
	const auto start = f.clock.nowMs();
	for (int i = 0; i < 10; ++i)
	{
		REQUIRE(*dispatcher.deliver({}, {}) == false);
		REQUIRE(dispatcher.problems().size() == 1);
		CHECK(dispatcher.problems()[0].error.code == "test.away");
		CHECK(dispatcher.problems()[0].sinceMs == start);
		f.clock.advance(expected - 1);
		f.failures.clear(); // would pass now, but it is not its time yet
		f.drain(dispatcher);
		CHECK(f.seen.empty());
		f.failures = {{1, transient("test.away", "away")}};
		f.clock.advance(1);
		expected = std::min<std::int64_t>(expected * 2, 60'000);
	}
	f.failures.clear();
	f.drain(dispatcher);
	CHECK(f.seen == Positions{1, 2});
	CHECK(dispatcher.problems().empty());
	CHECK(f.parked().empty());
}

TEST_CASE("a conflict is tried three times before the event is parked", "[journal][dispatcher]")
{
	Fixture f;
	f.failures = {{1, conflict("test.stale", "stale")}};
	f.emit("x");
	Dispatcher dispatcher(*f.database, f.clock);
	REQUIRE(dispatcher.claim({f.subscription()}, {}).ok());
	for (int i = 0; i < 2; ++i)
	{
		f.drain(dispatcher);
		CHECK(f.parked().empty());
		f.clock.advance(60'000);
	}
	f.drain(dispatcher);
	CHECK(f.parked()[1] == "parked");
}

TEST_CASE("a handler that ignores a failed statement, or breaks at the commit, parks its event",
          "[journal][dispatcher]")
{
	Fixture f;
	f.emit("x");
	f.emit("y");
	f.emit("z");
	Dispatcher dispatcher(*f.database, f.clock);
	std::vector<std::int64_t> seen;
	REQUIRE(dispatcher
	            .claim({{"test.all",
	                     "test",
	                     {"a.b.done"},
	                     [&](store::Transaction& tx, const Event& event) -> Result<void> {
							 if (event.position == 1)
							 {
								 static_cast<void>(tx.execute(kEffect, "effect"));
								 static_cast<void>(tx.execute(kEffect, "effect"));
							 }
							 if (event.position == 2)
								 tx.beforeCommit(nullptr, [](store::Transaction&) -> Result<void> {
									 return bug("test.late", "late");
								 });
							 if (event.position == 3) throw std::runtime_error("thrown");
							 return {};
						 }}},
	                   {})
	            .ok());
	for (int i = 0; i < 3; ++i) // the duplicate is a conflict: tried three times
	{
		f.drain(dispatcher);
		f.clock.advance(60'000);
	}
	CHECK(f.parked().size() == 3);
	CHECK(f.effects() == 0);
}

TEST_CASE("a worker that was replaced is fenced off and cannot deliver again", "[journal][dispatcher]")
{
	Fixture f;
	auto otherDatabase = f.store.open();
	for (int i = 0; i < 20; ++i) f.emit("k");
	Dispatcher first(*f.database, f.clock);
	REQUIRE(first.claim({f.subscription()}, {}).ok());
	// The first worker has read its page and stops in the middle of it.
	int beats = 0;
	REQUIRE(first.deliver([&] { return beats > 6; }, [&] { ++beats; }).ok());
	const auto before = f.seen.size();
	CHECK(before > 0);
	CHECK(before < 20);

	Dispatcher second(*otherDatabase, f.clock);
	REQUIRE(second.claim({f.subscription()}, {}).ok());
	const auto fenced = first.deliver({}, {});
	REQUIRE_FALSE(fenced.ok());
	CHECK(fenced.error().code == "journal.fenced");
	CHECK(f.seen.size() == before);
	f.drain(second);
	CHECK(f.seen.size() == 20);
	CHECK(std::set<std::int64_t>(f.seen.begin(), f.seen.end()).size() == 20);
	CHECK(f.effects() == 20);
	CHECK(first.deliver({}, {}).error().code == "journal.fenced");
}

TEST_CASE("two workers at the same time: each effect happens once", "[journal][dispatcher]")
{
	Fixture f;
	for (int i = 0; i < 200; ++i) f.emit("k" + std::to_string(i % 5));
	auto otherDatabase = f.store.open();
	const auto work = [&](store::Database& database) {
		for (;;)
		{
			Dispatcher dispatcher(database, f.clock);
			auto quiet = f.subscription();
			quiet.handle = [](store::Transaction& tx, const Event& event) -> Result<void> {
				EH_CHECK(tx.execute(kEffect, "effect" + std::to_string(event.position)));
				return {};
			};
			if (!dispatcher.claim({quiet}, {})) continue;
			for (;;)
			{
				const auto more = dispatcher.deliver({}, {});
				if (!more) break; // fenced: the other one took over; take over again
				if (!*more) return;
			}
		}
	};
	std::thread one([&] { work(*f.database); });
	std::thread two([&] { work(*otherDatabase); });
	one.join();
	two.join();
	CHECK(f.effects() == 200);
	CHECK(f.parked().empty());
}

TEST_CASE("a subscription that begins with a snapshot starts behind the newest event", "[journal][dispatcher]")
{
	Fixture f;
	f.emit("x");
	f.emit("x");
	int begun = 0;
	for (int i = 0; i < 2; ++i)
	{
		Dispatcher dispatcher(*f.database, f.clock);
		auto late = f.subscription();
		late.begin = [&](store::Transaction&) {
			++begun;
			return success();
		};
		REQUIRE(dispatcher.claim({late}, {}).ok());
		f.emit("x");
		f.drain(dispatcher);
	}
	CHECK(begun == 1);
	CHECK(f.seen == Positions{3, 4});
}

TEST_CASE("an idle cursor follows the head, so that old events can go", "[journal][dispatcher]")
{
	Fixture f;
	REQUIRE(f.database
	            ->write([&](store::Transaction& tx) -> Result<void> {
					for (int i = 0; i < 1500; ++i)
					{
						Event event;
						event.type = "a.b.other";
						event.producer = "a";
						event.payload = "{}";
						EH_CHECK(append(tx, event));
					}
					return {};
				})
	            .ok());
	Dispatcher dispatcher(*f.database, f.clock);
	REQUIRE(dispatcher.claim({f.subscription()}, {}).ok());
	f.drain(dispatcher);
	static constexpr Sql kPosition{"test.position",
	                               "SELECT position FROM journal_subscription WHERE name = 'test.all'"};
	CHECK(*f.database->readValue([](store::Transaction& tx) -> Result<std::int64_t> {
		EH_TRY(auto statement, tx.prepare(kPosition));
		EH_CHECK(statement.step());
		return statement.integer(0);
	}) == 1500);
	f.emit("x");
	f.drain(dispatcher);
	CHECK(f.seen == Positions{1501});
}

TEST_CASE("a watch sees every change in batches, retries what fails, and starts anew with its entity",
          "[journal][watch]")
{
	Fixture f;
	const auto head = [&](std::int64_t sequence) {
		REQUIRE(f.database
		            ->write([&](store::Transaction& tx) -> Result<void> {
						EH_CHECK(tx.execute(kSetHead, "work_order", sequence));
						return {};
					})
		            .ok());
	};
	std::vector<std::pair<std::int64_t, std::int64_t>> batches;
	bool failing = false;
	const auto watch = [&] {
		return Watch{"test.orders", "test", "work_order",
		             [&](store::Transaction&, std::int64_t from, std::int64_t to) -> Result<void> {
						 if (failing) return permanent("test.no", "no");
						 batches.emplace_back(from, to);
						 return {};
					 }};
	};
	Dispatcher dispatcher(*f.database, f.clock);
	REQUIRE(dispatcher.claim({}, {watch()}).ok());
	f.drain(dispatcher); // no such entity yet
	CHECK(batches.empty());
	head(1100);
	f.drain(dispatcher);
	CHECK(batches == decltype(batches){{0, 500}, {500, 1000}, {1000, 1100}});

	failing = true;
	head(1101);
	f.drain(dispatcher);
	REQUIRE(dispatcher.problems().size() == 1);
	CHECK(dispatcher.problems()[0].name == "test.orders");
	failing = false;
	f.drain(dispatcher);
	CHECK(batches.size() == 3);
	f.clock.advance(500);
	f.drain(dispatcher);
	CHECK(batches.back() == std::pair<std::int64_t, std::int64_t>{1100, 1101});
	CHECK(dispatcher.problems().empty());

	head(3);
	f.drain(dispatcher);
	CHECK(batches.back() == std::pair<std::int64_t, std::int64_t>{0, 3});

	Dispatcher second(*f.database, f.clock);
	REQUIRE(second.claim({}, {watch()}).ok());
	head(4);
	CHECK(dispatcher.deliver({}, {}).error().code == "journal.fenced");
	f.drain(second);
	CHECK(batches.back() == std::pair<std::int64_t, std::int64_t>{3, 4});
}
