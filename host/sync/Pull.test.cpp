#include "host/sync/DateTimeText.hpp"
#include "host/sync/Reconcile.hpp"
#include "host/sync/SyncFixture.hpp"
#include "host/sync/SyncSql.hpp"
#include "host/sync/WatermarkPull.hpp"

using namespace erphost;
using namespace erphost::sync;

namespace {

const nlohmann::json kSnapshot = {{"mode", "snapshot"}};

std::string live(SyncFixture& f)
{
	return f.storeText("SELECT COUNT(*) FROM erp_work_order WHERE deleted = 0");
}

} // namespace

TEST_CASE("the overlap keeps the form of the watermark", "[pull]")
{
	CHECK(overlapFrom("2026-11-01 08:01:00", 120) == "2026-11-01 07:59:00");
	CHECK(overlapFrom("2026-11-01 00:01:00.123", 120) == "2026-10-31 23:59:00");
	CHECK(overlapFrom("20261101000100", 120) == "20261031235900");
	CHECK(overlapFrom("2026-11-01T08:01:00", 60) == "2026-11-01T08:00:00");
	CHECK(overlapFrom("2026-11-01 08:01:00+00", 60) == "2026-11-01 08:00:00+00");
	CHECK(overlapFrom("2026-11-01", 120) == "2026-10-31");
	CHECK(overlapFrom("4711", 100) == "4611");
	CHECK(overlapFrom("4711", 0) == "4711");
	CHECK(plausibleHigh("2099-01-01 00:00:00", daysFromCivil(2026, 11, 1) * 86'400,
	                    daysFromCivil(2026, 10, 31) * 86'400) == "2026-10-31 00:00:00");
	CHECK(plausibleHigh("2026-10-01 00:00:00", daysFromCivil(2026, 11, 1) * 86'400, 0) == "2026-10-01 00:00:00");
}

TEST_CASE("watermark: changes, pages, NULL marks, a date in the future", "[pull]")
{
	SyncFixture f;
	f.orders(1, 180);
	f.erp("UPDATE PGD SET XGSJ = NULL WHERE TS IN (7, 90)");
	f.erp("UPDATE PGD SET XGSJ = '2099-01-01 00:00:00' WHERE TS = 5");
	CHECK(f.round().changed == 180);
	CHECK(live(f) == "180");

	f.erp("UPDATE PGD SET HJJE = '1.00', XGSJ = '2026-11-01 09:00:00' WHERE TS = 60");
	f.orders(200, 1, "2026-11-01 09:00:00");
	f.clock.set((daysFromCivil(2026, 11, 1) * 86'400 + 2 * 3600) * 1000); // 10:00 there
	const auto second = f.round();
	CHECK(second.changed == 2);
	CHECK(f.storeText("SELECT total FROM erp_work_order WHERE units = 60") == "1.00");
	CHECK(f.round().changed == 0);
}

TEST_CASE("watermark: a round that ends in mid-page goes on there, without a lost or doubled row", "[pull]")
{
	SyncFixture f;
	f.orders(1, 400);
	int left = 1;
	f.keepGoing = [&] { return left-- > 0; };
	const auto cut = f.entity->run(EntityPull::Round::changes);
	REQUIRE_FALSE(cut.ok());
	CHECK(cut.error().code == "erp.stopped");
	f.keepGoing = [] { return true; };
	f.remap(); // a new process
	f.round();
	CHECK(live(f) == "400");
	CHECK(f.storeText("SELECT COUNT(DISTINCT change_seq) FROM erp_work_order") == "400");
	CHECK(f.round().changed == 0);
}

TEST_CASE("sweep: a commit later than the overlap, a change through a join, deletions after two scans", "[pull]")
{
	SyncFixture f(
		{{"mode", "watermark"}, {"columns", {"XGSJ", "k.XGSJ"}}, {"overlapSeconds", 120}, {"sweepMinutes", 60}});
	f.orders(1, 50, "2026-11-01 08:00:00");
	f.erp("INSERT INTO KHZL VALUES ('K1', '王芳', '2026-11-01 08:00:00'); UPDATE PGD SET KHBH = 'K1' WHERE TS = 3");
	f.round();
	CHECK(f.storeText("SELECT customer_name FROM erp_work_order WHERE units = 3") == "王芳");

	f.orders(100, 1, "2026-11-01 07:00:00"); // committed an hour after it was stamped
	f.round();
	CHECK(live(f) == "50");
	f.erp("UPDATE KHZL SET KHMC = '王芳芳', XGSJ = '2026-11-01 08:30:00'");
	f.round(); // the join has a stream of its own
	CHECK(f.storeText("SELECT customer_name FROM erp_work_order WHERE units = 3") == "王芳芳");
	f.erp("DELETE FROM PGD WHERE TS = 9");
	f.clock.advance(61 * 60'000);
	const auto swept = f.round();
	CHECK(swept.swept);
	CHECK(f.storeText("SELECT COUNT(*) FROM erp_work_order WHERE units = 100") == "1");
	CHECK(f.storeText("SELECT deleted FROM erp_work_order WHERE units = 9") == "0"); // once is not enough
	f.clock.advance(61'000);
	CHECK(f.round().removed == 1);
	CHECK(f.storeText("SELECT deleted FROM erp_work_order WHERE units = 9") == "1");
	f.orders(9, 1, "2026-11-01 09:00:00"); // back again
	f.round();
	CHECK(f.storeText("SELECT deleted || missing_scans FROM erp_work_order WHERE units = 9") == "00");
}

TEST_CASE("soft deletes, own columns and touched rows", "[pull]")
{
	SyncFixture f;
	f.orders(1, 3);
	f.round();
	f.erp("UPDATE PGD SET SCBZ = '1', XGSJ = '2026-11-01 08:01:00' WHERE TS = 1");
	f.erp("UPDATE PGD SET HFZT = '已回访', XGSJ = '2026-11-01 08:01:00' WHERE TS = 2");
	f.erp("UPDATE PGD SET XGSJ = '2026-11-01 08:01:00' WHERE TS = 3");
	f.round();
	CHECK(f.storeText("SELECT deleted || ':' || change_seq FROM erp_work_order WHERE units = 1") == "1:4");
	CHECK(f.storeText("SELECT status || ':' || change_seq FROM erp_work_order WHERE units = 2") == "已回访:2");
	CHECK(f.storeText("SELECT watermark || ':' || change_seq FROM erp_work_order WHERE units = 3") ==
	      "2026-11-01 08:01:00:3");
}

TEST_CASE("snapshot: changes by hash, deletions after two complete scans, a mass deletion stops", "[pull]")
{
	SyncFixture f(kSnapshot);
	f.orders(1, 200);
	CHECK(f.round().changed == 200);
	f.erp("UPDATE PGD SET HJJE = '2.00' WHERE TS = 77");
	f.erp("DELETE FROM PGD WHERE TS = 78");
	CHECK(f.round().changed == 1);
	CHECK(live(f) == "200");
	CHECK(f.round().removed == 1);
	CHECK(live(f) == "199");

	f.erp("DELETE FROM PGD WHERE TS > 100");
	const auto stopped = f.entity->run(EntityPull::Round::changes);
	REQUIRE_FALSE(stopped.ok());
	CHECK(stopped.error().code == "erp.mass_deletion");
	CHECK(stopped.error().param("gone") == "100");
	CHECK(f.storeText("SELECT state FROM erp_entity WHERE entity = 'work_order'") == "paused");
	CHECK(live(f) == "199");
	REQUIRE(f.database->write([](store::Transaction& tx) { return acceptEntity(tx, "work_order"); }).ok());
	f.round();
	CHECK(f.round().removed == 100);
	CHECK(live(f) == "99");
}

TEST_CASE("queue: the ERP says what changed, acknowledged after it is durable", "[pull]")
{
	SyncFixture f({{"mode", "queue"},
	               {"table", "DL"},
	               {"id", "XH"},
	               {"key", {"GSBH", "PGDH"}},
	               {"acknowledge", {{"column", "BZ"}, {"value", "1"}}}});
	f.orders(1, 20);
	f.round();
	CHECK(live(f) == "20");
	f.erp("UPDATE PGD SET HJJE = '3.00' WHERE TS IN (4, 5); DELETE FROM PGD WHERE TS = 6");
	f.erp("INSERT INTO DL (GSBH, PGDH) SELECT GSBH, PGDH FROM PGD WHERE TS IN (4, 5); INSERT INTO DL (GSBH, PGDH) "
	      "VALUES ('MX  ', 'W100006'), ('MX  ', 'W100004')");
	const auto outcome = f.round();
	CHECK(outcome.changed == 2);
	CHECK(outcome.removed == 1);
	CHECK(f.erpText("SELECT COUNT(*) FROM DL WHERE BZ = '1'") == "4");
	CHECK(f.storeText("SELECT deleted FROM erp_work_order WHERE units = 6") == "1");
}

TEST_CASE("a changed table pauses its entity until it is accepted", "[pull]")
{
	SyncFixture f;
	f.orders(1, 5);
	f.round();
	f.erp("ALTER TABLE PGD ADD COLUMN NEU VARCHAR(5)");
	f.clock.advance(20'000);
	const auto paused = f.entity->run(EntityPull::Round::changes);
	REQUIRE_FALSE(paused.ok());
	CHECK(paused.error().code == "erp.catalog_changed");
	CHECK(f.storeText("SELECT state || error_code FROM erp_entity WHERE entity = 'work_order'") ==
	      "pausederp.catalog_changed");
	REQUIRE(f.database->write([](store::Transaction& tx) { return acceptEntity(tx, "work_order"); }).ok());
	f.round();
	CHECK(f.storeText("SELECT state FROM erp_entity WHERE entity = 'work_order'") == "ok");
}

TEST_CASE("what does not fit the mapping is said, and everything else comes in", "[pull]")
{
	SyncFixture f;
	f.orders(1, 10);
	f.erp("UPDATE PGD SET FWLX = '09' WHERE TS = 2; UPDATE PGD SET WGRQ = 'morgen' WHERE TS = 3");
	const auto outcome = f.round();
	CHECK(outcome.changed == 9);
	REQUIRE(outcome.issue.has_value());
	CHECK(outcome.issue->code == "erp.code_unknown");
	CHECK(outcome.issue->param("value") == "09");
	CHECK(f.storeText("SELECT (completed_at IS NULL) || completed_at_text FROM erp_work_order WHERE units = 3") ==
	      "1morgen");
	// The mapping learns the code: the row comes in by itself.
	f.document["entities"]["work_order"]["fields"]["service_type"]["codes"]["09"] = "repair";
	f.remap();
	CHECK(f.round().changed == 1);
	CHECK(live(f) == "10");
}

TEST_CASE("host and ERP are compared and repaired", "[pull]")
{
	SyncFixture f;
	f.orders(1, 120);
	f.orders(200, 1, "2026-11-01 09:00:00");
	f.round();
	f.erp("UPDATE PGD SET HJJE = '9.99' WHERE TS = 1"); // without a new watermark: no pull can see it
	f.orders(300, 2, "2026-01-01 00:00:00");
	f.erp("DELETE FROM PGD WHERE TS = 50");
	CHECK(f.round().changed == 0); // older than the overlap
	auto compared = compareEntity(*f.context, *f.entity, true);
	REQUIRE(compared.ok());
	CHECK(compared->erpRows == 122);
	CHECK(compared->missing == 2);
	CHECK(compared->different == 1);
	CHECK(compared->extra == 1);
	CHECK(compared->repaired == 3);
	compared = compareEntity(*f.context, *f.entity, false);
	REQUIRE(compared.ok());
	CHECK(compared->missing + compared->different == 0);
}

TEST_CASE("an ERP that is away is a state, and the breaker asks again with growing delay", "[pull]")
{
	SyncFixture f;
	const auto good = f.connectionString;
	f.connectionString = SyncFixture::connectionTo(f.folder / "nowhere" / "erp.db");
	const auto away = f.entity->run(EntityPull::Round::changes);
	REQUIRE_FALSE(away.ok());
	CHECK(f.pull->away());
	CHECK(f.storeText("SELECT state FROM erp_link WHERE name = 'pull'") == "away");
	f.connectionString = good;
	f.orders(1, 2);
	CHECK_FALSE(f.entity->run(EntityPull::Round::changes).ok()); // not asked before its time
	f.clock.advance(1000);
	CHECK(f.round().changed == 2);
	CHECK(f.storeText("SELECT state FROM erp_link WHERE name = 'pull'") == "up");

	CircuitBreaker breaker;
	std::int64_t now = 0, last = 0;
	for (int i = 0; i < 10; ++i)
	{
		breaker.failed(now);
		last = breaker.retryAt() - now;
		CHECK(last <= 5000);
		CHECK_FALSE(breaker.allow(breaker.retryAt() - 1));
		now = breaker.retryAt();
		CHECK(breaker.allow(now));
		CHECK(breaker.state() == CircuitBreaker::State::halfOpen);
	}
	CHECK(last == 5000);
	breaker.succeeded();
	CHECK(breaker.state() == CircuitBreaker::State::closed);
}

TEST_CASE("budget and maintenance windows", "[pull]")
{
	QueryBudget none(0), some(1000);
	CHECK(none.spend(1'000'000, 0) == 0);
	CHECK(some.spend(1000, 0) == 0);
	CHECK(some.spend(1000, 0) == 1000);
	const std::vector<Window> night = {{22 * 60, 6 * 60, {5}}};
	CHECK(inMaintenanceWindow(night, 5, 23 * 60));
	CHECK(inMaintenanceWindow(night, 6, 60));
	CHECK_FALSE(inMaintenanceWindow(night, 6, 23 * 60));
	CHECK_FALSE(inMaintenanceWindow(night, 5, 60));
}

TEST_CASE("seen keys spill to a file that goes away", "[pull]")
{
	const auto folder = std::filesystem::temp_directory_path() / ("erphost-seen-" + newSecret(6));
	{
		SeenKeys seen(folder, 100);
		for (int i = 0; i < 1000; ++i) REQUIRE(seen.add("MX", std::to_string(i)).ok());
		CHECK_FALSE(std::filesystem::is_empty(folder));
		for (int i = 0; i < 1000; ++i) REQUIRE(*seen.contains("MX", std::to_string(i)));
		CHECK_FALSE(*seen.contains("MX", "1000"));
		CHECK_FALSE(*seen.contains("CG", "1"));
	}
	CHECK(std::filesystem::is_empty(folder));
	std::filesystem::remove_all(folder);
}
