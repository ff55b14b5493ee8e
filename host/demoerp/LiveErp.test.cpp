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
