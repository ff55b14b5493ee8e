#include "SortedList.hpp"
#include "surface/testing/FigureDesk.hpp"

using namespace survey;
using nlohmann::json;
using survey::testing::FigureDesk;

namespace {

/// Computes and signs a month.
json close(FigureDesk& desk, const std::string& month)
{
	const auto read = desk.host.call("GET", "/months/" + month);
	const auto computed = desk.host.call("POST", "/months/" + month + "/compute", json(), read.etag);
	INFO(computed.error.code);
	REQUIRE(computed.status == 200);
	const auto frozen = desk.host.call("POST", "/months/" + month + "/sign", {{"remark", "无"}}, computed.etag);
	INFO(frozen.error.code);
	REQUIRE(frozen.status == 200);
	return frozen.body;
}

} // namespace

TEST_CASE("SV-56 a month is proposed, computed, signed and frozen; what comes later is an amendment", "[SV-56]")
{
	FigureDesk desk;
	const auto task = desk.task("1000");
	desk.satisfaction(task, "2026-10", FactClass::yes, 9);
	desk.satisfaction(task, "2026-10", FactClass::no, 1);
	desk.host.setNow(desk.host.now() + 3'600'000);
	desk.settle();
	json month = desk.get("/months/2026-10");
	CHECK(month["proposed"] == true);
	CHECK(desk.get("/months")["items"].size() == 2); // and the present one
	CHECK(desk.host.call("POST", "/months/2026-10/sign", json(), "1").error.code == "survey.month.not_computed");
	CHECK(desk.host.call("POST", "/months/2026-10/compute", json(), "9").error.code == "survey.month.stale");
	CHECK(desk.host.call("POST", "/months/2026-11/compute", json(), "0").error.code == "survey.month.not_over.invalid");
	CHECK(desk.host.call("POST", "/months/nonsense/compute", json(), "0").error.code == "survey.month.invalid");
	auto computed = desk.host.call("POST", "/months/2026-10/compute", json(), "1");
	REQUIRE(computed.status == 200);

	// Counted after the copy, before the signature: not in the copy, but an amendment. Computed again: taken in.
	desk.satisfaction(task, "2026-10", FactClass::yes, 1);
	month = desk.get("/months/2026-10");
	CHECK(month["satisfaction"]["rate"]["denominator"] == 10);
	CHECK(month["live"]["denominator"] == 11);
	CHECK(month["amendments"] == 1);
	CHECK(desk.get("/indicators?month=2026-10")["frozen"] == false);
	computed = desk.host.call("POST", "/months/2026-10/compute", json(), computed.etag);
	REQUIRE(computed.status == 200);
	CHECK(computed.body["satisfaction"]["rate"]["denominator"] == 11);
	CHECK(computed.body["amendments"] == 0);

	const auto frozen = desk.host.call("POST", "/months/2026-10/sign", {{"remark", "已核"}}, computed.etag);
	REQUIRE(frozen.status == 200);
	CHECK(frozen.body["state"] == "signed");
	CHECK(frozen.body["plansMade"] == 1); // 10 of 11
	CHECK(desk.host.call("POST", "/months/2026-10/compute", json(), frozen.etag).error.code == "survey.month.signed");

	// A correction of a frozen month: one line, with before, after, reason and who.
	desk.host.setNow(desk.host.now() + 1000);
	const int yes = static_cast<int>(FactClass::yes), no = static_cast<int>(FactClass::no);
	REQUIRE(desk.count(task, "2026-10", {{"satisfaction", no}}, -1, "听错了").status == 204);
	REQUIRE(desk.count(task, "2026-10", {{"satisfaction", yes}}, 1, "听错了").status == 204);
	const json amendments = desk.get("/months/2026-10/amendments");
	REQUIRE(amendments["total"] == 1);
	const json& line = amendments["items"][0];
	CHECK(line["before"]["numerator"] == 10);
	CHECK(line["after"]["numerator"] == 11);
	CHECK(line["after"]["denominator"] == 11);
	CHECK(line["reason"] == "听错了");
	CHECK(line["who"] == "李");
	CHECK(line["taskNumber"] == "HF-勉县-20261106-0001");
	const json official = desk.get("/indicators?month=2026-10");
	CHECK(official["frozen"] == true);
	CHECK(official["total"]["rate"]["numerator"] == 10);
	CHECK(desk.get("/indicators?month=2026-10&live=true")["total"]["rate"]["numerator"] == 11);
	CHECK(desk.get("/indicators/trend?months=2&until=2026-11")["total"][0]["frozen"] == true);
	CHECK(desk.get("/indicators/trend?months=2&until=2026-11")["total"][0]["numerator"] == 10);
	// By completion nothing of October is closed.
	CHECK(desk.get("/indicators?month=2026-10&basis=completed")["frozen"] == false);
}

TEST_CASE("SV-56 every outcome lies on exactly one side of the closing", "[SV-56]")
{
	FigureDesk desk;
	const auto task = desk.task("1000");
	std::string etag = "0";
	int counted = 0;
	for (int round = 0; round < 8; ++round)
	{
		desk.satisfaction(task, "2026-10", FactClass::yes, round + 1);
		counted += round + 1;
		if (round < 4)
		{
			const auto computed = desk.host.call("POST", "/months/2026-10/compute", json(), etag);
			REQUIRE(computed.status == 200);
			etag = computed.etag;
		}
		if (round == 5) REQUIRE(desk.host.call("POST", "/months/2026-10/sign", json(), etag).status == 200);
		desk.host.setNow(desk.host.now() + 1000);
		const json month = desk.get("/months/2026-10");
		const json lines = desk.get("/months/2026-10/amendments?limit=200")["items"];
		std::int64_t later = 0;
		for (const auto& line : lines)
			later += line["after"]["denominator"].get<int>() - line["before"]["denominator"].get<int>();
		CHECK(month["satisfaction"]["rate"]["denominator"].get<int>() + later == counted);
		CHECK(month["live"]["denominator"] == counted);
	}
	const std::size_t lines = desk.get("/months/2026-10/amendments")["total"];
	CHECK(lines > 2);
	erphost::mock::checkSorted(desk.host, "/months/2026-10/amendments", "at", lines);
}

TEST_CASE("SV-56 a manager of one branch does not close the company's month", "[SV-56]")
{
	FigureDesk desk;
	desk.satisfaction(desk.task("1000"), "2026-10", FactClass::yes, 1);
	desk.host.setCaller("anna", {{"service_manager", "01"}});
	CHECK(desk.host.call("POST", "/months/2026-10/compute", json(), "0").error.code == "survey.month.forbidden");
}

TEST_CASE("SV-55 a plan goes step by step; the next figures continue and close it", "[SV-55]")
{
	FigureDesk desk;
	auto& host = desk.host;
	const auto below = desk.task("1000"), above = desk.task("1001", {{"branch_id", "02"}});
	desk.satisfaction(below, "2026-08", FactClass::yes, 9);
	desk.satisfaction(below, "2026-08", FactClass::no, 2);
	desk.satisfaction(above, "2026-08", FactClass::yes, 9); // too few to judge, all content
	CHECK(close(desk, "2026-08")["plansMade"] == 1);
	const json plan = desk.get("/plans")["items"].at(0);
	CHECK(plan["number"] == "GS-勉县-202608");
	CHECK(plan["rate"]["denominator"] == 11);
	CHECK(plan["dueOn"] == "2026-11-11");
	const std::string path = "/plans/" + plan["id"].get<std::string>();

	CHECK(host.call("POST", path + "/advance", json::object()).error.code == "request.match_required");
	CHECK(host.call("POST", path + "/advance", json::object(), "1").error.code == "survey.plan.step_incomplete");
	CHECK(host.call("POST", path + "/advance", json::object(), "1").error.param("missing") == "causes");
	json measure = {{"text", "每周培训"}, {"person", "李主管"}, {"dueOn", "2026-11-20"}};
	auto written = host.call("PUT", path, {{"causes", {"迟到"}}, {"measures", {measure}}}, "1");
	REQUIRE(written.status == 200);
	CHECK(host.call("PUT", path, {{"causes", {"迟到"}}, {"measures", {measure}}}, "1").error.code ==
	      "survey.plan.stale");
	auto moved = host.call("POST", path + "/advance", {{"note", "开始"}}, written.etag);
	REQUIRE(moved.status == 200);
	CHECK(moved.body["step"] == "do");
	CHECK(host.call("PUT", path, {{"causes", json::array()}, {"measures", {measure}}}, moved.etag).error.code ==
	      "survey.plan.step_incomplete");
	CHECK(host.call("POST", path + "/advance", json::object(), moved.etag).error.param("missing") == "results");

	// Past its date the measure is listed as overdue.
	host.setNow(host.now() + 20 * FigureDesk::kDay);
	CHECK(desk.get("/plans?overdue=true")["items"].at(0)["overdueItems"] == 1);
	measure["doneOn"] = "2026-11-25";
	written = host.call("PUT", path, {{"causes", {"迟到"}}, {"measures", {measure}}}, moved.etag);
	moved = host.call("POST", path + "/advance", json::object(), written.etag);
	REQUIRE(moved.body["step"] == "check");
	CHECK(host.call("POST", path + "/advance", json::object(), moved.etag).error.param("missing") == "note");
	moved = host.call("POST", path + "/advance", {{"note", "迟到减少一半"}}, moved.etag);
	REQUIRE(moved.body["step"] == "act");
	CHECK(host.call("POST", path + "/advance", {{"note", "x"}}, moved.etag).error.param("missing") == "figure");

	// September is below too: the plan goes on, no second one is made. October reaches the target.
	desk.satisfaction(below, "2026-09", FactClass::yes, 9);
	desk.satisfaction(below, "2026-09", FactClass::veryNo, 2);
	CHECK(close(desk, "2026-09")["plansMade"] == 0);
	json again = desk.get(path);
	CHECK(again["cycle"] == 2);
	CHECK(again["step"] == "plan");
	CHECK(again["results"][0]["reached"] == false);
	CHECK(again["measures"].size() == 1); // the first cycle's stay readable
	const json report = desk.get("/plans/report?month=2026-09");
	CHECK(report["open"] == 1);
	CHECK(report["branches"][0]["plan"]["cycle"] == 2);
	desk.satisfaction(below, "2026-10", FactClass::yes, 30);
	close(desk, "2026-10");
	again = desk.get(path);
	CHECK(again["state"] == "closed");
	CHECK(again["closedMonth"] == "2026-10");
	CHECK(again["steps"].size() == 6);
	CHECK(
		host.call("POST", path + "/advance", {{"note", "x"}}, std::to_string(again["version"].get<int>())).error.code ==
		"survey.plan.closed");
}

TEST_CASE("SV-55 plans of other branches do not exist", "[SV-55]")
{
	FigureDesk desk;
	desk.satisfaction(desk.task("1000"), "2026-10", FactClass::no, 10);
	close(desk, "2026-10");
	const std::string id = desk.get("/plans")["items"].at(0)["id"];
	desk.host.setCaller("anna", {{"branch_manager", "02"}});
	CHECK(desk.get("/plans")["items"].empty());
	CHECK(desk.host.call("GET", "/plans/" + id).error.code == "survey.plan.not_found");
	desk.host.setCaller("ben", {{"branch_manager", "01"}});
	CHECK(desk.get("/plans?branch=01&state=open&sort=-number")["total"] == 1);
}
