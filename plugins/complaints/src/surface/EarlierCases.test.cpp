#include "surface/Desk.test.hpp"

#include <catch2/catch.hpp>

using namespace complaints::testing;

namespace {

/// The desk of a company that begins on 1 November and kept a register before.
struct EarlierDesk : Desk
{
	static constexpr std::int64_t kOctober = kToday - 20 * kDay; // 17 October

	EarlierDesk() { host.setGoLive("2026-11-01"); }

	/// A line of the old register about order 1000.
	void line(const std::string& number, json more = json::object())
	{
		json row = {{"branch_id", "01"},
		            {"erp_key", "01|" + number},
		            {"number", number},
		            {"order_kind", "work_order"},
		            {"order_key", "1000"},
		            {"order_number", "AZ1000"},
		            {"product_type", "ac"},
		            {"brand", "格力"},
		            {"technician_number", "T7"},
		            {"technician_name", "赵师傅"},
		            {"customer_name", "王五"},
		            {"customer_phone", "139 0000 1000"},
		            {"source", "callback"},
		            {"kind", "after_sales"},
		            {"path", "B"},
		            {"severity", 2},
		            {"cause", "installation"},
		            {"words", "安装孔没封"},
		            {"measure", "重新封孔"},
		            {"handlings", 2},
		            {"clerk_name", "赵敏"},
		            {"received_at", kOctober},
		            {"closed_at", kOctober + kDay}};
		row.update(more);
		host.putErpRow("earlier_complaint", row);
		REQUIRE(host.settle());
	}
	std::string rows(const std::string& table) { return host.value("SELECT COUNT(*) FROM complaints_" + table); }
	/// SV-16
	void nothingFollowed()
	{
		CHECK(host.events().empty());
		CHECK(host.records().empty());
		CHECK(host.messages().empty());
		for (const char* table : {"clock", "sheet", "notice", "fine_proposal", "warning"}) CHECK(rows(table) == "0");
	}
	json earlierCase() { return cases("?state=closed").at(0); }
};

} // namespace

TEST_CASE("SV-16 a line of the old register is a closed case, and nothing follows", "[SV-16][CP-15]")
{
	EarlierDesk desk;
	desk.line("TS1");
	const json item = desk.read(desk.earlierCase()["id"]);
	CHECK(item["origin"] == "erp");
	CHECK(item["number"] == "TS-勉县-20261017-0001");
	CHECK(item["state"] == "closed");
	CHECK(item["class"] == 2);
	CHECK(item["cause"] == "installation");
	CHECK(item["subKind"] == "workmanship");
	CHECK(item["complaintKind"] == "after_sales");
	CHECK(item["round"] == 2);
	CHECK(item["orderKey"] == "1000");
	CHECK(item["owner"]["name"] == "赵敏");
	CHECK(item["receivedAt"] == EarlierDesk::kOctober);
	CHECK(item["closedAt"] == EarlierDesk::kOctober + kDay);
	CHECK(item["phone"] == "139****1000");
	REQUIRE(item["history"].size() == 3);
	CHECK(item["history"][0]["what"] == "安装孔没封");
	CHECK(item["history"][1]["what"] == "重新封孔");
	desk.host.setNow(kToday + 2 * kDay);
	REQUIRE(desk.host.settle());
	desk.nothingFollowed();
}

TEST_CASE("CP-15 the causes of before count in the month of their receipt", "[CP-15][SV-16]")
{
	EarlierDesk desk;
	desk.line("TS1");
	desk.line("TS2", {{"order_key", "1001"}, {"received_at", EarlierDesk::kOctober - 30 * kDay}});
	desk.line("TS3", {{"order_key", "1002"}, {"cause", nullptr}, {"closed_at", nullptr}});
	desk.host.setCaller("boss", {{"service_manager", "*"}});
	const auto counts = [&](const std::string& month) {
		json found = json::object();
		const auto answer = desk.host.call("GET", "/pareto?month=" + month);
		INFO(answer.error.code);
		REQUIRE(answer.status == 200);
		for (const auto& each : answer.body["items"])
			if (each["count"] > 0) found[each["cause"].get<std::string>()] = each["count"];
		return found;
	};
	CHECK(counts("2026-10")["installation"] == 1);
	CHECK(counts("2026-09")["installation"] == 1);
	CHECK(counts("2026-08").empty());
}

TEST_CASE("CP-16 who complained before erphost came is flagged, and his next complaint is a repeat",
          "[CP-16][CP-20][CP-08][SV-16]")
{
	EarlierDesk desk;
	desk.order("1000");
	desk.line("TS1");
	const json taken = desk.take("1000");
	CHECK(taken["earlier"] == 1);
	CHECK(taken["repeats"] == 1);
	CHECK(taken["class"] == 2);
	CHECK(taken["classReason"] == "repeated");
	CHECK(taken["linked"].size() == 1);

	// One that comes over only now counts too, and raises nothing any more.
	desk.line("TS2", {{"order_key", "1001"}, {"received_at", EarlierDesk::kOctober - 200 * kDay}});
	const json now = desk.read(taken["id"]);
	CHECK(now["earlier"] == 2);
	CHECK(now["repeats"] == 1);
	desk.line("TS2", {{"order_key", "1001"}, {"deleted", 1}});
	CHECK(desk.read(taken["id"])["earlier"] == 1);
	desk.line("TS1", {{"deleted", 1}});
	CHECK(desk.read(taken["id"])["earlier"] == 0);
	CHECK(desk.read(taken["id"])["repeats"] == 0);
	CHECK(desk.read(taken["id"])["linked"].empty());
	CHECK(desk.rows("case") == "1");
	CHECK(desk.rows("link") == "0");
}

TEST_CASE("SV-16 the same line again changes nothing, a changed one takes its place", "[SV-16]")
{
	EarlierDesk desk;
	desk.line("TS1");
	const json before = desk.read(desk.earlierCase()["id"]);
	desk.line("TS1");
	CHECK(desk.read(before["id"]) == before);
	desk.line("TS1", {{"cause", "attitude"}, {"measure", "上门道歉"}});
	const json after = desk.read(before["id"]);
	CHECK(after["number"] == before["number"]);
	CHECK(after["cause"] == "attitude");
	REQUIRE(after["history"].size() == 3);
	CHECK(after["history"][1]["what"] == "上门道歉");
	CHECK(after["version"].get<int>() > before["version"].get<int>());
	desk.nothingFollowed();
}

TEST_CASE("SV-16 a case from before is not worked on, and complaints since go-live are taken here", "[SV-16][CP-10]")
{
	EarlierDesk desk;
	desk.line("TS1");
	const std::string id = desk.earlierCase()["id"];
	desk.host.setCaller("boss", {{"service_manager", "*"}});
	CHECK(desk.post(id, "reopen", {{"step", "cause"}, {"what", "还是漏"}}).error.code == "complaints.case.earlier");
	CHECK(desk.post(id, "void", {{"reason", "误登"}}).error.code == "complaints.case.earlier");
	CHECK(desk.post(id, "remarks", {{"what", "备注"}}).error.code == "complaints.case.earlier");
	CHECK(
		desk.host.call("POST", "/cases/" + id + "/sheets", {{"department", "after_sales"}, {"problem", "x"}}).status !=
		201);
	desk.line("TS2", {{"received_at", kToday - kDay}});
	CHECK(desk.rows("case") == "1");
}

TEST_CASE("SV-16 the old register waits for the go-live date", "[SV-16]")
{
	EarlierDesk desk;
	desk.host.setGoLive("");
	desk.line("TS1");
	CHECK(desk.rows("case") == "0");
	desk.host.setGoLive("2026-11-01");
	for (int i = 1; i < 5; ++i)
	{
		desk.host.setNow(kToday + i * 10'000);
		REQUIRE(desk.host.settle());
	}
	CHECK(desk.rows("case") == "1");
	// Moved back: what was taken over stays as it is.
	desk.host.setGoLive("2026-09-01");
	for (int i = 5; i < 10; ++i)
	{
		desk.host.setNow(kToday + i * 10'000);
		REQUIRE(desk.host.settle());
	}
	CHECK(desk.rows("case") == "1");
	desk.nothingFollowed();
}

TEST_CASE("SV-16 a line without an order is a case of its own; one without a time is none", "[SV-16]")
{
	EarlierDesk desk;
	desk.line("TS1", {{"order_key", nullptr}, {"order_kind", nullptr}, {"order_number", nullptr}});
	CHECK(desk.earlierCase()["kind"] == "case");
	desk.line("TS2", {{"received_at", nullptr}});
	CHECK(desk.rows("case") == "1");
}
