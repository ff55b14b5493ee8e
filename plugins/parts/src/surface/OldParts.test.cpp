#include "surface/PartsDesk.test.hpp"

using namespace parts::testing;

namespace {

struct Returning : PartsDesk
{
	Returning()
	{
		stock("FAN", 20, 100'000);
		order("A1");
	}
	std::string oldOf(const std::string& orderKey)
	{
		return host.value("SELECT id FROM parts_old_part WHERE erp_key = '" + orderKey + "'");
	}
	MockHost::Answer act(const std::string& what, const json& body, const std::string& orderKey = "A1")
	{
		as("anna", "parts_clerk");
		return post("parts_old_part", "/old-parts", oldOf(orderKey), what, body);
	}
	json ofOrder() { return host.call("GET", "/old-parts/of-order?kind=work_order&branch=01&key=A1").body["items"][0]; }
	json only() { return host.call("GET", "/old-parts").body["items"][0]; }
};

} // namespace

TEST_CASE("PT-11 a part used in warranty owes the old one, due some days later, by the technician", "[PT-11]")
{
	Returning desk;
	desk.issue("FAN", 2, "A1");
	const json old = desk.only();
	CHECK(old["due"] == 2);
	CHECK(old["open"] == 2);
	CHECK(old["dueOn"] == "2026-11-21");
	CHECK(old["person"]["key"] == "T7");
	CHECK(old["depositFen"] == 3'000); // 30 % of two at 50.00
	CHECK(old["order"]["number"] == "WXA1");
	// Out of warranty the customer keeps his.
	desk.order("A2");
	desk.issue("FAN", 1, "A2", "out");
	CHECK(desk.host.value("SELECT COUNT(*) FROM parts_old_part") == "1");
}

TEST_CASE("PT-18 what is owed is what was issued less what came back unused", "[PT-18]")
{
	Returning desk;
	const json paper = desk.issue("FAN", 3, "A1");
	desk.giveBack(paper, 1);
	CHECK(desk.only()["due"] == 2);
	CHECK(desk.ofOrder()["difference"] == 0);
	REQUIRE(desk.act("hand-over", {{"quantity", 2}}).status == 200);
	REQUIRE(desk.host.settle());
	CHECK(desk.only()["state"] == "done");
	CHECK(desk.at("old_parts:01", "FAN") == 2);
	CHECK(desk.ofOrder()["oldBack"] == 2);
	CHECK(desk.ofOrder()["difference"] == 0);
	// Another one comes back unused after two old ones were handed in for it.
	desk.giveBack(paper, 1);
	CHECK(desk.ofOrder()["used"] == 1);
	CHECK(desk.ofOrder()["difference"] == -1);
}

TEST_CASE("PT-11 the same act told twice owes nothing twice", "[PT-11]")
{
	Returning desk;
	desk.issue("FAN", 2, "A1");
	for (int again = 0; again < 2; ++again)
	{
		for (auto event : std::vector(desk.host.events()))
			if (event.type == "parts.order.changed") desk.host.appendEvent(event);
		REQUIRE(desk.host.settle());
	}
	CHECK(desk.host.value("SELECT COUNT(*) FROM parts_old_part") == "1");
	CHECK(desk.only()["due"] == 2);
	CHECK(desk.only()["version"] == 1);
}

TEST_CASE("PT-11 overdue old parts are chased by person; a lost one is charged", "[PT-11]")
{
	Returning desk;
	desk.issue("FAN", 2, "A1");
	desk.host.setNow(kFriday + 16 * kDayMs);
	desk.as("anna", "parts_clerk");
	const json chased = desk.host.call("GET", "/old-parts/overdue-by-person").body["items"];
	REQUIRE(chased.size() == 1);
	CHECK(chased[0]["person"]["key"] == "T7");
	CHECK(chased[0]["pieces"] == 2);
	CHECK(chased[0]["oldestDueOn"] == "2026-11-21");
	REQUIRE(desk.act("lost", {{"quantity", 1}, {"sumFen", 1'500}, {"text", "丢失"}}).status == 200);
	const json raised = desk.payloadOf("parts.charge.raised");
	CHECK(raised["reason"] == "old_part_lost");
	CHECK(raised["erp_key"] == "A1");
	CHECK(desk.only()["open"] == 1);
	CHECK(desk.act("lost", {{"quantity", 2}, {"sumFen", 1}, {"text", "多"}}).error.code ==
	      "parts.desk.quantity.invalid");
	// It turns up: the charge goes, the part is owed again.
	desk.as("boss", "branch_manager");
	REQUIRE(desk.post("parts_charge", "/charges", raised["charge"], "withdraw", {{"reason", "找到了"}}).status == 200);
	CHECK(desk.only()["open"] == 2);
	CHECK(desk.everywhere("FAN") == 0);
}

TEST_CASE("PT-11 a lot goes to the manufacturer, arrives, and its deposit is released to the fen", "[PT-11]")
{
	Returning desk;
	desk.order("A2");
	desk.issue("FAN", 2, "A1");
	desk.issue("FAN", 1, "A2");
	REQUIRE(desk.act("hand-over", {{"quantity", 2}}, "A1").status == 200);
	REQUIRE(desk.act("hand-over", {{"quantity", 1}}, "A2").status == 200);
	REQUIRE(desk.host.call("GET", "/old-parts/to-send?brand=GREE").body["items"].size() == 2);
	json entries = json::array(
		{{{"oldPartId", desk.oldOf("A1")}, {"quantity", 2}}, {{"oldPartId", desk.oldOf("A2")}, {"quantity", 1}}});
	const json lot = desk.must("POST", "/old-lots", {{"branchId", "01"}, {"brand", "GREE"}, {"entries", entries}}, 201);
	CHECK(lot["pieces"] == 3);
	CHECK(lot["depositFen"] == 4'500);
	CHECK(desk.host.call("GET", "/old-parts/to-send").body["items"].empty());
	const auto act = [&](const std::string& what, const json& body) {
		return desk.post("parts_old_lot", "/old-lots", lot["id"], what, body);
	};
	CHECK(act("arrive", {{"arrivedOn", "2026-11-06"}}).error.code == "parts.desk.state");
	REQUIRE(act("send", {{"carrier", "顺丰"}, {"tracking", "SF1"}, {"dueOn", "2026-11-12"}}).status == 200);
	CHECK(desk.at("old_parts:01", "FAN") == 0);
	CHECK(desk.at("transit:01", "FAN") == 3);
	desk.host.setNow(kFriday + 7 * kDayMs);
	CHECK(desk.host.call("GET", "/old-lots?state=sent").body["items"][0]["overdue"] == true);
	const json missing = json::array({{{"oldPartId", desk.oldOf("A1")}, {"quantity", 1}}});
	CHECK(act("arrive", {{"arrivedOn", "2026-11-13"}, {"missing", missing}}).error.code == "parts.desk.text.invalid");
	REQUIRE(act("arrive", {{"arrivedOn", "2026-11-13"}, {"missing", missing}, {"note", "少一件"}}).status == 200);
	CHECK(act("release", {{"sumFen", 3'001}, {"reference", "G-77"}}).error.code == "parts.desk.text.invalid");
	const auto released = act("release", {{"sumFen", 3'001}, {"reference", "G-77"}, {"note", "少一件"}});
	REQUIRE(released.status == 200);
	CHECK(released.body["state"] == "released");
	CHECK(released.body["arrivedPieces"] == 2);
	CHECK(desk.at("transit:01", "FAN") == 0);
	CHECK(desk.at("manufacturer:01:GREE", "FAN") == 2);
	CHECK(desk.host.value("SELECT SUM(deposit_fen) FROM parts_movement") == "-3001");
	CHECK(desk.everywhere("FAN") == 0);
	CHECK(act("release", {{"sumFen", 3'001}, {"reference", "G-77"}}).error.code == "parts.desk.state");
}
