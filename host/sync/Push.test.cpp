#include "host/sync/Reconcile.hpp"
#include "host/sync/SyncFixture.hpp"
#include "host/sync/SyncSql.hpp"
#include "host/sync/SyncStatus.hpp"

using namespace erphost;
using namespace erphost::sync;

namespace {

nlohmann::json answer(const char* order, const char* status, const char* words)
{
	return {{"order", order}, {"status", status}, {"words", words}};
}

std::string remark(SyncFixture& f, const char* order)
{
	return f.erpText(std::string("SELECT FKYJ FROM PGD WHERE PGDH = '") + order + "'");
}

} // namespace

TEST_CASE("a remark is added once, within its length, and never replaces another", "[push][X-06]")
{
	CHECK(appendText(std::nullopt, "好", "；", 40).text == "好");
	CHECK(appendText("原有", "好", "；", 40).text == "原有；好");
	CHECK(appendText("原有；好", "好", "；", 40).kind == Appended::Kind::already);
	CHECK(appendText("很好", "好", "；", 40).text == "很好；好"); // part of another entry is no entry
	CHECK(appendText("一二三四五；六七八九十   ", "六七八九十", "；", 40).kind == Appended::Kind::already);
	const auto cut = appendText("一二三四五", "甲乙丙丁戊己庚辛", "；", 12);
	CHECK(cut.text == "一二三四五；甲乙丙丁戊…");
	CHECK(characters(cut.text) == 12);
	CHECK(appendText(cut.text, "甲乙丙丁戊己庚辛", "；", 12).kind == Appended::Kind::already);
	CHECK(appendText("一二三四五六七八九十", "甲乙丙丁戊己庚辛", "；", 12).kind == Appended::Kind::full);
}

TEST_CASE("status by compare-and-set, only over what the mapping permits", "[push][X-06]")
{
	SyncFixture f;
	f.orders(1, 3);
	f.put("r1", "callback_status", "MX|W100001", answer("W100001", "notified", "漏水"));
	f.erp("UPDATE PGD SET HFZT = '已作废' WHERE TS = 2");
	f.put("r2", "callback_status", "MX|W100002", answer("W100002", "called_back", "好"));
	f.put("r3", "callback_status", "MX|W100099", answer("W100099", "called_back", "好"));
	f.put("r4", "callback_status", "MX|W100003", answer("W100003", "nonsense", "好"));
	const auto sent = f.send();
	CHECK(sent.confirmed == 1);
	CHECK(sent.superseded == 1);
	CHECK(sent.refused == 2);
	CHECK(f.state("r1") == "confirmed");
	CHECK(f.state("r2") == "superseded");
	CHECK(f.erpText("SELECT HFZT || COALESCE(FKYJ, '-') FROM PGD WHERE TS = 2") == "已作废-");
	CHECK(f.storeText("SELECT error_code FROM erp_outbox WHERE record_id = 'r3'") == "erp.row_missing");
	CHECK(f.storeText("SELECT error_code FROM erp_outbox WHERE record_id = 'r4'") == "erp.payload_code");
}

TEST_CASE("sent twice has the effect of once", "[push]")
{
	SyncFixture f;
	f.orders(1, 1);
	f.put("r1", "callback_status", "MX|W100001", answer("W100001", "notified", "漏水"));
	f.send();
	// The confirmation was lost: found as sending, or as unknown, after a crash.
	for (const char* state : {"sending", "unknown"})
	{
		REQUIRE(f.database
		            ->write([&](store::Transaction& tx) {
						return tx.script(std::string("UPDATE erp_outbox SET state = '") + state + "'");
					})
		            .ok());
		CHECK(f.send().confirmed == 1);
		CHECK(remark(f, "W100001") == "漏水");
	}
	f.put("i1", "callback_result", "MX|W100001", answer("W100001", "x", "一"));
	f.send();
	REQUIRE(f.database
	            ->write([](store::Transaction& tx) {
					return tx.script("UPDATE erp_outbox SET state = 'unknown' WHERE record_id = 'i1'");
				})
	            .ok());
	CHECK(f.send().confirmed == 1);
	CHECK(f.erpText("SELECT COUNT(*) || NR || BB || JYH || ZT FROM EH_HFJG") == "1一110");
	f.put("i1", "callback_result", "MX|W100001", answer("W100001", "x", "二"));
	CHECK(f.send().confirmed == 1);
	CHECK(f.erpText("SELECT COUNT(*) || NR || BB FROM EH_HFJG") == "1二2");
}

TEST_CASE("order is kept per key, and one bad record holds up no other key", "[push]")
{
	SyncFixture f;
	f.put("a1", "callback_result", "A", answer("A", "x", "bad"));
	f.put("a2", "callback_result", "A", answer("A", "x", "later"));
	for (int i = 0; i < 60; ++i)
		f.put("b" + std::to_string(i), "callback_result", "B" + std::to_string(i), answer("B", "x", "fine"));
	const auto sent = f.send();
	CHECK(sent.confirmed == 60);
	CHECK(sent.refused == 1);
	CHECK(f.state("a1") == "refused");
	CHECK(f.state("a2") == "waiting");
	CHECK(f.storeText("SELECT error_code FROM erp_outbox WHERE record_id = 'a1'") ==
	      "odbc.constraint"); // the driver's own words
	// Corrected and put again under its id, it goes, and then the later one.
	f.put("a0", "callback_result", "C", answer("C", "x", "fine"));
	REQUIRE(f.database
	            ->write([&](store::Transaction& tx) -> Result<void> {
					EH_CHECK(tx.execute(sql::kOutboxPayload, "a1", answer("A", "x", "good").dump(), f.clock.nowMs()));
					EH_CHECK(tx.execute(sql::kOutboxReplay, "a1", f.clock.nowMs()));
					return {};
				})
	            .ok());
	CHECK(f.send().confirmed == 3);
	CHECK(f.state("a2") == "confirmed");
	CHECK(f.erpText("SELECT NR FROM EH_HFJG WHERE JLBH = 'a1'") == "good");
}

TEST_CASE("an old row saved over ours is found ten minutes later and written again", "[push][X-06]")
{
	SyncFixture f;
	f.orders(1, 2);
	f.put("r1", "callback_status", "MX|W100001", answer("W100001", "notified", "漏水"));
	f.put("r2", "callback_status", "MX|W100002", answer("W100002", "notified", "慢"));
	f.send();
	f.erp("UPDATE PGD SET HFZT = '未回访', FKYJ = NULL WHERE TS = 1"); // an open screen saves what it had read
	f.erp("UPDATE PGD SET FKYJ = '慢（已联系）' WHERE TS = 2");        // somebody edits the remark: his
	f.clock.advance(9 * 60'000);
	CHECK(f.send().rechecked == 0);
	f.clock.advance(61'000);
	const auto looked = f.send();
	CHECK(looked.rechecked == 2);
	CHECK(looked.overwritten == 1);
	CHECK(f.state("r1") == "waiting");
	f.send();
	CHECK(f.erpText("SELECT HFZT || FKYJ FROM PGD WHERE TS = 1") == "已通知售后漏水");
	CHECK(f.state("r1") == "confirmed");
	CHECK(f.storeText("SELECT error_code FROM erp_outbox WHERE record_id = 'r1'") == "erp.overwritten"); // to be seen
	CHECK(remark(f, "W100002") == "慢（已联系）");
}

TEST_CASE("the list of records is found by a part of the key, from either end", "[push]")
{
	SyncFixture f;
	f.orders(1, 3);
	for (const char* order : {"W100001", "W100002", "W100003"})
		f.put(std::string("r-") + order, "callback_status", std::string("MX|") + order,
		      answer(order, "called_back", "好"));
	const auto ids = [&](const OutboxFilter& filter) {
		std::string found;
		REQUIRE(f.database
		            ->read([&](store::Transaction& tx) -> Result<void> {
						EH_TRY(const auto rows, outboxList(tx, filter, "en"));
						found.clear();
						for (const auto& row : rows) found += row["id"].get<std::string>().back();
						return {};
					})
		            .ok());
		return found;
	};
	OutboxFilter filter;
	CHECK(ids(filter) == "321");
	filter.oldestFirst = true;
	CHECK(ids(filter) == "123");
	filter.limit = 2;
	CHECK(ids(filter) == "12");
	filter.after = std::stoll(f.storeText("SELECT sequence FROM erp_outbox WHERE record_id = 'r-W100002'"));
	CHECK(ids(filter) == "3");
	filter.oldestFirst = false;
	CHECK(ids(filter) == "1");
	filter = {};
	filter.keyPart = "100002";
	CHECK(ids(filter) == "2");
	filter.keyPart = "W100_02"; // a character like any other
	CHECK(ids(filter).empty());
	filter.keyPart = "MX|";
	filter.state = "refused";
	CHECK(ids(filter).empty());
}

TEST_CASE("a screen that keeps saving an old row over ours is given up after five times, lost lines do not count",
          "[push][X-06]")
{
	SyncFixture f;
	f.orders(1, 1);
	f.put("r1", "callback_status", "MX|W100001", answer("W100001", "notified", "漏水"));
	f.send();
	REQUIRE(f.database
	            ->write([](store::Transaction& tx) { // ten nights in which the line broke while it was sent
					return tx.script("UPDATE erp_outbox SET attempts = 10");
				})
	            .ok());
	const auto overwrittenAgain = [&] {
		f.erp("UPDATE PGD SET HFZT = '未回访', FKYJ = NULL");
		f.clock.advance(11 * 60'000);
		return f.send().overwritten;
	};
	for (int i = 0; i < 5; ++i)
	{
		CHECK(overwrittenAgain() == 1);
		CHECK(f.state("r1") == "waiting");
		f.send();
		CHECK(f.state("r1") == "confirmed");
	}
	CHECK(overwrittenAgain() == 1);
	CHECK(f.state("r1") == "refused");
	CHECK(f.storeText("SELECT error_code FROM erp_outbox") == "erp.overwritten_often");
}

TEST_CASE("off, dry run and hand list write nothing; a hand list is confirmed when the ERP shows it", "[push][X-08]")
{
	SyncFixture f;
	f.orders(1, 1);
	const auto mode = [&](const char* value) {
		REQUIRE(f.database
		            ->write([&](store::Transaction& tx) -> Result<void> {
						EH_CHECK(tx.execute(sql::kRecordModeSet, "callback_status", value, f.clock.nowMs(), "test"));
						return {};
					})
		            .ok());
	};
	f.put("r1", "callback_status", "MX|W100001", answer("W100001", "called_back", "好"));
	for (const char* value : {"off", "dry_run", "hand_list"})
	{
		mode(value);
		f.send();
		CHECK(f.erpText("SELECT HFZT FROM PGD") == "未回访");
		CHECK(f.state("r1") == "waiting");
		// A type that is not written holds up no other type of its key.
		if (std::string_view(value) == "dry_run")
		{
			f.put("i1", "callback_result", "MX|W100001", answer("W100001", "x", "好"));
			CHECK(f.send().confirmed == 1);
		}
	}
	f.erp("UPDATE PGD SET HFZT = '已回访', FKYJ = '好'");
	f.clock.advance(6'000);
	CHECK(f.send().confirmed == 1);
	CHECK(f.state("r1") == "confirmed");
}

TEST_CASE("nothing goes out while the ERP is away, and all of it when it is back", "[push]")
{
	SyncFixture f;
	f.orders(1, 3);
	const auto good = f.connectionString;
	f.connectionString = SyncFixture::connectionTo(f.folder / "nowhere" / "erp.db");
	for (int i = 1; i <= 3; ++i)
		f.put("r" + std::to_string(i), "callback_status", "MX|W10000" + std::to_string(i),
		      answer(("W10000" + std::to_string(i)).c_str(), "called_back", "好"));
	CHECK(f.send().confirmed == 0);
	CHECK(f.state("r1") == "waiting");
	f.connectionString = good;
	f.clock.advance(5000);
	CHECK(f.send().confirmed == 3);
}

TEST_CASE("after a restore push is held until the ERP's versions are known", "[push]")
{
	SyncFixture f;
	f.put("i1", "callback_result", "A", answer("A", "x", "old"));
	f.erp("INSERT INTO EH_HFJG (JLBH, BB, JYH, ZT, DJH, NR) VALUES ('i1', 4, 1, '2', 'A', 'newer')");
	REQUIRE(f.database->write([&](store::Transaction& tx) { return store::beginEpoch(tx, 2, f.clock.nowMs()); }).ok());
	CHECK(f.send().held);
	const auto learned = learnFromErp(*f.database, f.clock, *f.mapping, *f.pushLink);
	REQUIRE(learned.ok());
	CHECK(*learned == 1);
	CHECK(f.state("i1") == "superseded");
	CHECK_FALSE(f.send().held);
	CHECK(f.erpText("SELECT NR FROM EH_HFJG") == "newer");
	f.put("i1", "callback_result", "A", answer("A", "x", "newest"));
	CHECK(f.send().confirmed == 1);
	CHECK(f.erpText("SELECT NR || JYH FROM EH_HFJG") == "newest2");
}
