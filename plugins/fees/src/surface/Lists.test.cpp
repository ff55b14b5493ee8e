#include "surface/testing/FeeDesk.hpp"

using namespace fees::testing;

TEST_CASE("FE-03 draft, check, publish; overlaps are refused", "[FE-03]")
{
	FeeDesk desk;
	const json first = desk.prices();
	CHECK(first["state"] == "published");
	const json second = desk.draft({FeeDesk::labour("90")}, "2026-12-01");
	const std::string path = "/lists/" + second["id"].get<std::string>();
	CHECK(desk.refused(path + "/publish", json::object(), "1") == "fees.list.overlaps");
	CHECK(desk.refused(path + "/publish", json::object(), "7") == "fees.stale");
	CHECK(desk.publish(second, {{"endPrevious", true}})["state"] == "published");
	CHECK(desk.get("/lists/" + first["id"].get<std::string>())["validTo"] == "2026-12-01");
	CHECK(desk.host
	          .call("PUT", path,
	                {{"branchId", "*"}, {"name", "x"}, {"validFrom", "2026-12-01"}, {"rows", {FeeDesk::labour()}}}, "2")
	          .error.code == "fees.list.not_draft");
	// A version inside another does not get in either.
	const json third = desk.draft({FeeDesk::labour("1")}, "2026-03-01", {{"validTo", "2026-04-01"}});
	CHECK(desk.refused("/lists/" + third["id"].get<std::string>() + "/publish", {{"endPrevious", true}}, "1") ==
	      "fees.list.overlaps");
}

TEST_CASE("FE-03 the day of completion decides, and a branch's own list goes first", "[FE-03]")
{
	FeeDesk desk;
	desk.publish(desk.draft({FeeDesk::labour("80")}, "2026-01-01", {{"validTo", "2026-11-06"}}));
	desk.publish(desk.draft({FeeDesk::labour("90")}, "2026-11-06"));
	desk.order("1", {{"completed_at", kNow - kDayMs}});
	desk.order("2");
	CHECK(desk.read("1")["computedFen"] == 8'000);
	CHECK(desk.read("2")["computedFen"] == 9'000);
	desk.publish(desk.draft({FeeDesk::labour("70")}, "2026-01-01", {{"branchId", "01"}}));
	desk.order("3");
	CHECK(desk.read("3")["computedFen"] == 7'000);
	// The line keeps version and amount: nobody computed the second again.
	CHECK(desk.read("2")["computedFen"] == 9'000);
}

TEST_CASE("FE-03 nothing of a sheet with a mistake is written", "[FE-03]")
{
	FeeDesk desk;
	json bad = FeeDesk::labour("八十");
	const json rows = {FeeDesk::visit(), bad};
	const auto answer = desk.host.call("POST", "/lists",
	                                   {{"id", desk.id()},
	                                    {"kind", "price"},
	                                    {"branchId", "*"},
	                                    {"name", "x"},
	                                    {"validFrom", "2026-01-01"},
	                                    {"rows", rows}});
	CHECK(answer.error.code == "fees.list.rows_invalid");
	CHECK(answer.error.param("line") == "2");
	CHECK(answer.error.param("field") == "amount");
	CHECK(desk.host.value("SELECT COUNT(*) FROM fees_list") == "0");
	const json checked = desk.post("/lists/check", {{"kind", "price"}, {"rows", rows}});
	CHECK(checked["ok"] == false);
	CHECK(checked["problems"].size() == 1);
	CHECK(desk.host.value("SELECT COUNT(*) FROM fees_list_row") == "0");
}

TEST_CASE("FE-03 anybody can look up today's price", "[FE-03]")
{
	FeeDesk desk;
	desk.publish(
		desk.draft({FeeDesk::labour(), FeeDesk::part()}, "2026-01-01", {{"sample", true}, {"validTo", "2026-11-07"}}));
	desk.host.setCaller("", {});
	json prices = desk.get("/prices/today?productType=ac");
	REQUIRE(prices["items"].size() == 2);
	CHECK(prices["date"] == "2026-11-06");
	CHECK(prices["items"][0]["amountFen"] == 8'000);
	CHECK(prices["items"][0]["sample"] == true);
	CHECK(desk.get("/prices/today?productType=tv")["items"].size() == 1);
	desk.host.setNow(kNow + kDayMs);
	CHECK(desk.get("/prices/today")["items"].empty());
}

TEST_CASE("FE-03 the same id is the same list", "[FE-03]")
{
	FeeDesk desk;
	json body = {{"id", desk.id()}, {"kind", "price"},           {"branchId", "*"},
	             {"name", "x"},     {"validFrom", "2026-01-01"}, {"rows", {FeeDesk::labour()}}};
	const json made = desk.post("/lists", body);
	CHECK(desk.post("/lists", body)["number"] == made["number"]);
	body["name"] = "y";
	CHECK(desk.refused("/lists", body) == "fees.id_taken");
}
