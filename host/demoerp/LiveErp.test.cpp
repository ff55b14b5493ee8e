#include "host/demoerp/LiveErp.hpp"

#include "host/demoerp/testing/DemoFile.hpp"
#include "host/platform/Files.hpp"

#include <nlohmann/json.hpp>

#include <catch2/catch.hpp>

#include <chrono>
#include <set>
#include <thread>

using namespace erphost;
using namespace erphost::demoerp;

TEST_CASE("a live ERP takes orders and moves them on, with later change times")
{
	const Folder folder("erphost_demoerp_live");
	const auto path = folder.path / "erp.db";
	REQUIRE(generate(options(path, 500, 5)));
	auto file = SqliteFile::open(path, false);
	REQUIRE(file);
	const auto count = [&](const char* sql) { return *file->number(sql); };
	const auto done = count("SELECT count(*) FROM PGD WHERE DJZT = '2'");
	REQUIRE(file->script("INSERT INTO EH_HFJG (JLBH, YWLX, JYH, BB) VALUES ('r1', 'callback_result', 1, 1)"));

	auto erp = LiveErp::open(path, 1);
	REQUIRE(erp);
	LiveStep sum;
	LocalSeconds now = 1'795'269'600;
	for (int i = 0; i < 200; ++i)
	{
		now += 4;
		const auto step = erp->step(now);
		INFO((step ? "" : step.error().message));
		REQUIRE(step);
		sum.ordered += step->ordered;
		sum.dispatched += step->dispatched;
		sum.contacted += step->contacted;
		sum.completed += step->completed;
		sum.delivered += step->delivered;
	}
	CHECK(sum.ordered > 100);
	CHECK(sum.dispatched > 100);
	CHECK(sum.contacted > 100);
	CHECK(sum.completed > 80);
	CHECK(sum.delivered > 20);
	CHECK(count("SELECT count(*) FROM PGD") == 500 + sum.ordered);
	CHECK(count("SELECT count(*) FROM PGD WHERE DJZT = '2'") == done + sum.completed);
	CHECK(count("SELECT count(*) FROM PGD WHERE XGSJ > '2026-11-21 14:00:00' AND DJZT = '2'") == sum.completed);
	CHECK(count("SELECT count(*) FROM PGD WHERE (DJZT = '2') <> (WGRQ IS NOT NULL)") == 0);
	CHECK(count("SELECT count(*) FROM PGD WHERE WGLR > '2026-11-21 14:00:00' AND DDRQ || DDSJ > WGRQ || WGSJ") == 0);
	CHECK(count("SELECT count(*) FROM PGD WHERE DDRQ || DDSJ < PGRQ || PGSJ") == 0);
	CHECK(count("SELECT ZT FROM EH_HFJG") == 2);

	// Started again it goes on, with numbers of its own.
	auto again = LiveErp::open(path, 1);
	REQUIRE(again);
	for (int i = 0; i < 20; ++i) REQUIRE(again->step(now += 4));

	// While somebody writes, readers go on (WAL); when he is done, the next tick works.
	REQUIRE(file->script("BEGIN IMMEDIATE"));
	auto other = LiveErp::open(path, 2);
	REQUIRE(other);
	CHECK_FALSE(LiveErp::open(folder.path / "none.db", 1));
	REQUIRE(file->script("COMMIT"));
	CHECK(other->step(now + 4));
}

TEST_CASE("a branch answers a contact sheet in the row that we wrote, once each time it is asked", "[CP-14][X-05]")
{
	const Folder folder("erphost_demoerp_sheets");
	const auto path = folder.path / "erp.db";
	REQUIRE(generate(options(path, 300, 5)));
	auto file = SqliteFile::open(path, false);
	REQUIRE(file);
	REQUIRE(file->script(
		"INSERT INTO EH_LLD (JLBH, YWLX, JYH, BB, GSBH, DJH, LLDH, BM, WT, LLZT, FCSJ) VALUES "
		"('s1', 'contact_sheet', 1, 1, '02', 'PG1', 'LLD-1', '售后', '空调漏水', '已发出', '2026-11-21 13:00:00'), "
		"('s2', 'contact_sheet', 1, 1, '05', 'PG2', 'LLD-2', '物流', '送货晚了', '已发出', '2026-11-21 13:30:00'), "
		"('s3', 'contact_sheet', 1, 1, '05', 'PG3', 'LLD-3', '售后', '草稿', '草稿', NULL)"));
	auto erp = LiveErp::open(path, 1);
	REQUIRE(erp);
	std::int64_t answered = 0;
	LocalSeconds now = 1'795'269'600; // 14:00
	const auto live = [&] {
		for (int i = 0; i < 60; ++i)
		{
			const auto step = erp->step(now += 4);
			REQUIRE(step);
			answered += step->answered;
		}
	};
	const auto count = [&](const char* sql) { return *file->number(sql); };
	live();
	CHECK(answered == 2);
	CHECK(
		count("SELECT count(*) FROM EH_LLD WHERE JLBH <> 's3' AND SSHS <> '' AND YYFX <> '' AND JJFA <> '' AND ZXQK <> "
	          "'' AND CLJG <> '' AND CLCS <> '' AND HFR <> '' AND HFSJ >= '2026-11-21 14:00:00' AND XGSJ = HFSJ AND "
	          "ZT = 2") == 2);
	CHECK(count("SELECT count(*) FROM EH_LLD WHERE JLBH = 's3' AND HFSJ IS NULL AND ZT = 2") == 1);
	live();
	CHECK(answered == 2);
	// Sent back, as the host writes it: a newer version waits.
	REQUIRE(file->script("UPDATE EH_LLD SET LLZT = '退回重填', BB = 2, ZT = 0 WHERE JLBH = 's1'"));
	live();
	CHECK(answered == 3);
}

TEST_CASE("cash is entered once the clerk passed it on, and fines and settlements are taken over", "[FE-05][X-05]")
{
	const Folder folder("erphost_demoerp_cash");
	const auto path = folder.path / "erp.db";
	REQUIRE(generate(options(path, 300, 5)));
	auto file = SqliteFile::open(path, false);
	REQUIRE(file);
	const auto count = [&](const std::string& sql) { return *file->number(sql); };
	const std::string passed = "UPDATE PGD SET FYJK = '158.80', FYZT = '收银处' WHERE GSBH = 'HZ' AND PGDH = (SELECT "
							   "min(PGDH) FROM PGD WHERE GSBH = 'HZ' AND DJZT = '2' AND SCBZ = '0');";
	REQUIRE(file->script("DELETE FROM SKD;" + passed +
	                     "INSERT INTO EH_FK (JLBH, YWLX, JYH, BB, FKDH) VALUES ('f1', 'fine', 1, 1, 'FK-1');"
	                     "INSERT INTO EH_JS (JLBH, YWLX, JYH, BB, JSDH) VALUES ('s1', 'settlement', 1, 1, 'JS-1')"));
	auto erp = LiveErp::open(path, 1);
	REQUIRE(erp);
	std::int64_t cashed = 0;
	LocalSeconds now = 1'795'269'600;
	for (int i = 0; i < 100; ++i)
	{
		const auto step = erp->step(now += 4);
		REQUIRE(step);
		cashed += step->cashed;
	}
	CHECK(count("SELECT count(*) FROM SKD WHERE JE = '158.80' AND GSBH = 'HZ' AND rtrim(SYY) <> '' AND LRSJ LIKE "
	            "'2026-11-21 14:%'") == 1);
	const auto straight = count("SELECT count(*) FROM SKD WHERE JE <> '158.80'"); // what went straight into the till
	CHECK(cashed == 1 + straight);
	CHECK(straight < 15);
	CHECK(count("SELECT (SELECT ZT FROM EH_FK) + (SELECT ZT FROM EH_JS)") == 4);
	// What was done meanwhile costs what the list says, sometimes more was collected; seldom another sum for the parts.
	const std::string charged =
		"FROM PGD WHERE DJZT = '2' AND XGSJ > '2026-11-21 14:00:00' AND BXBZ = 'N' AND FWLX = '02'";
	CHECK(count("SELECT count(*) " + charged) > 10);
	CHECK(count("SELECT count(*) " + charged + " AND (RGF = '0.00' OR SSJE < HJJE)") == 0);
}

TEST_CASE("the store books what the ledger moved, counts what a stocktake asks for, and leaves what nothing explains",
          "[PT-05][PT-06]")
{
	const Folder folder("erphost_demoerp_stock");
	const auto path = folder.path / "erp.db";
	REQUIRE(generate(options(path, 300, 5)));
	auto file = SqliteFile::open(path, false);
	REQUIRE(file);
	const auto count = [&](const std::string& sql) { return *file->number(sql); };
	REQUIRE(file->script(
		"UPDATE KCYE SET SL = '7.00' WHERE CKBH = 'ZC00' AND rtrim(PJBM) IN ('PJ0001', 'PJ0002', 'PJ0003');"
		"INSERT INTO EH_KCCY (JLBH, YWLX, JYH, BB, GSBH, CKBH, PJBM, TZSL, KCSL, CYLX, LDMX, CYZT, CJSJ) VALUES "
		"('d1', 'stock_difference', 1, 1, 'HZ', 'ZC00', 'PJ0001', '5', '7.00', 'quantity', '2026-11-21 LL-1 -2', "
		"'有差异', "
		"'2026-11-21 13:00:00'), ('d2', 'stock_difference', 1, 1, 'HZ', 'ZC00', 'PJ0002', '6', '7.00', 'quantity', '', "
		"'有差异', '2026-11-21 13:00:00'), ('d3', 'stock_difference', 1, 1, 'HZ', 'ZC00', 'PJ0003', '7', '7.00', '', "
		"'', "
		"'已一致', "
		"'2026-11-21 13:00:00');"
		"INSERT INTO EH_PD (JLBH, YWLX, JYH, BB, GSBH, PDDH, LC, CKBH, PJBM, CJSJ) VALUES ('c1', 'stock_count', 1, 1, "
		"'HZ', "
		"'PD-1', 1, 'ZC00', 'PJ0003', '2026-11-21 13:00:00'), ('c2', 'stock_count', 1, 1, 'HZ', 'PD-1', 2, 'ZC00', "
		"'PJ0003', "
		"'2026-11-21 13:00:00'), ('c3', 'stock_count', 1, 1, 'HZ', 'PD-1', 1, 'ZC00', 'PJ0004', '2026-11-21 "
		"14:59:00')"));
	auto erp = LiveErp::open(path, 1);
	REQUIRE(erp);
	std::int64_t counted = 0, booked = 0;
	LocalSeconds now = 1'795'269'600;
	for (int i = 0; i < 60; ++i)
	{
		const auto step = erp->step(now += 4);
		REQUIRE(step);
		counted += step->counted;
		booked += step->booked;
	}
	CHECK(booked == 1);
	CHECK(count("SELECT count(*) FROM KCYE WHERE CKBH = 'ZC00' AND rtrim(PJBM) = 'PJ0001' AND SL = '5.00' AND JE = "
	            "'140.00'") == 1);
	CHECK(
		count(
			"SELECT count(*) FROM KCYE WHERE CKBH = 'ZC00' AND SL = '7.00' AND rtrim(PJBM) IN ('PJ0002', 'PJ0003')") ==
		2);
	CHECK(count("SELECT sum(ZT * (CASE JLBH WHEN 'd1' THEN 1 WHEN 'd2' THEN 10 ELSE 100 END)) FROM EH_KCCY") == 212);
	CHECK(counted == 2);
	CHECK(count("SELECT count(*) FROM EH_PD WHERE SPSL = '7.00' AND XGSJ = PDSJ AND PDR <> '' AND ZT = 2") == 2);
	CHECK(count("SELECT count(DISTINCT PDR) FROM EH_PD WHERE SPSL IS NOT NULL") == 2); // counted again by somebody else
	CHECK(count("SELECT count(*) FROM EH_PD WHERE JLBH = 'c3' AND SPSL IS NULL AND ZT = 0") == 1);
}

TEST_CASE("live-on runs until it is stopped")
{
	const Folder folder("erphost_demoerp_liveon");
	const auto path = folder.path / "erp.db";
	REQUIRE(generate(options(path, 200, 5)));
	ManualClock clock(kNow);
	LiveOnOptions live;
	live.file = path;
	live.intervalMs = 60'000'000; // the stop must wake it
	std::stop_source stop;
	int steps = 0;
	Result<void> outcome;
	std::jthread thread([&] {
		outcome = liveOn(live, clock, stop.get_token(), [&](const LiveStep&) {
			++steps;
			stop.request_stop();
		});
	});
	thread.join();
	CHECK(outcome.ok());
	CHECK(steps == 1);
	live.file = folder.path / "none.db";
	CHECK_FALSE(liveOn(live, clock, std::stop_token(), {}));
}
