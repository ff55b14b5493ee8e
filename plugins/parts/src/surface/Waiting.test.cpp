#include "surface/PartsDesk.test.hpp"

using namespace parts::testing;

namespace {

struct WaitingDesk : PartsDesk
{
	WaitingDesk()
	{
		stock("FAN", 5, 25'000);
		stock("BOARD", 5, 100'000);
		order("A1");
	}
	json ask(const std::string& code, std::int64_t quantity = 1, const std::string& key = "A1")
	{
		as("dora", "dispatch_clerk");
		return must("POST", "/waiting",
		            {{"order", {{"kind", "work_order"}, {"branchId", "01"}, {"key", key}}},
		             {"itemCode", code},
		             {"quantity", quantity}},
		            201);
	}
	MockHost::Answer act(const json& waiting, const std::string& what, const json& body,
	                     const std::string& role = "parts_clerk")
	{
		as("anna", role);
		return post("parts_waiting", "/waiting", waiting["id"], what, body);
	}
	json read(const json& waiting) { return host.call("GET", "/waiting/" + waiting["id"].get<std::string>()).body; }
	std::size_t calls() { return host.call("GET", "/waiting/calls").body["items"].size(); }
};

} // namespace

TEST_CASE("PT-07 a regular part leaves within 24 hours, else it is overdue and its customer is to be told", "[PT-07]")
{
	WaitingDesk desk;
	const json waiting = desk.ask("FAN");
	CHECK(waiting["class"] == "regular");
	CHECK(waiting["dueAt"] == kFriday + 24 * kHourMs);
	CHECK(waiting["toTell"] == false);
	desk.host.setNow(kFriday + 24 * kHourMs);
	CHECK(desk.read(waiting)["overdue"] == false);
	desk.host.setNow(kFriday + 24 * kHourMs + 1);
	CHECK(desk.read(waiting)["overdue"] == true);
	CHECK(desk.calls() == 1);
	CHECK(desk.host.call("GET", "/waiting?overdue=1").body["items"].size() == 1);
	REQUIRE(desk.act(waiting, "told", {{"via", "phone"}, {"words", "明天到"}}, "dispatch_clerk").status == 200);
	CHECK(desk.calls() == 0);
	CHECK(desk.read(waiting)["overdue"] == true);
}

TEST_CASE("PT-07 the part leaves when it is issued to the order, not before all of it is", "[PT-07]")
{
	WaitingDesk desk;
	const json waiting = desk.ask("FAN", 2);
	desk.order("B1");
	desk.issue("FAN", 2, "B1");
	desk.issue("FAN", 1, "A1");
	CHECK(desk.read(waiting)["state"] == "waiting");
	desk.issue("FAN", 1, "A1");
	CHECK(desk.read(waiting)["state"] == "left");
	CHECK(desk.read(waiting)["leftAt"] == kFriday);
}

TEST_CASE("PT-07 a special part waits for its supplier's date, and the customer is told it and every other one",
          "[PT-07]")
{
	WaitingDesk desk;
	desk.host.setSetting("waiting",
	                     {{"regular_hours", 24}, {"message", {{"on", true}, {"text", "工单{order}配件{date}到"}}}});
	const json waiting = desk.ask("BOARD");
	CHECK(waiting["dueAt"].is_null());
	REQUIRE(desk.act(waiting, "supplier-date", {{"date", "2026-11-12"}, {"reason", "厂家排产"}}).status == 200);
	CHECK(desk.read(waiting)["tellReason"] == "date");
	REQUIRE(desk.host.messages().size() == 1);
	CHECK(desk.host.messages()[0].to == "13900001234");
	CHECK(desk.host.messages()[0].text == "工单WXA1配件2026-11-12到");
	// It counts as told when it went out.
	erphost::Event sent;
	sent.type = "host.message.sent";
	sent.payload = json{{"id", desk.host.messages()[0].id}}.dump();
	desk.host.appendEvent(sent);
	desk.host.appendEvent(sent);
	REQUIRE(desk.host.settle());
	CHECK(desk.read(waiting)["toTell"] == false);
	CHECK(desk.read(waiting)["toldVia"] == "sms");
	REQUIRE(desk.act(waiting, "supplier-date", {{"date", "2026-11-20"}, {"reason", "缺货"}}).status == 200);
	CHECK(desk.read(waiting)["tellReason"] == "moved");
	CHECK(desk.host.messages().size() == 2);
	// The first message's late answer does not say that he knows the new date.
	desk.host.appendEvent(sent);
	REQUIRE(desk.host.settle());
	CHECK(desk.read(waiting)["tellReason"] == "moved");
	desk.host.setNow(kFriday + 20 * kDayMs);
	CHECK(desk.read(waiting)["tellReason"] == "overdue");
	for (const auto& event : desk.host.events()) CHECK(event.payload.find("13900001234") == std::string::npos);
}

TEST_CASE("PT-07 what the ERP flags as waiting appears by itself and ends with the flag", "[PT-07]")
{
	WaitingDesk desk;
	desk.order("A1", {{"waiting_for_parts", 1}});
	desk.order("A1", {{"waiting_for_parts", 1}, {"remark", "再存一次"}});
	desk.as("anna", "parts_clerk");
	json items = desk.host.call("GET", "/waiting").body["items"];
	REQUIRE(items.size() == 1);
	CHECK(items[0]["origin"] == "erp");
	CHECK(items[0]["itemCode"] == "");
	CHECK(items[0]["dueAt"].is_null());
	const json waiting = items[0];
	REQUIRE(desk.act(waiting, "item", {{"itemCode", "FAN"}, {"quantity", 1}}).status == 200);
	CHECK(desk.read(waiting)["dueAt"] == kFriday + 24 * kHourMs);
	desk.order("A1", {{"waiting_for_parts", 0}});
	CHECK(desk.read(waiting)["state"] == "left");
	// An order that ends waits for nothing.
	desk.order("B1");
	const json second = desk.ask("FAN", 1, "B1");
	desk.order("B1", {{"status", "cancelled"}});
	CHECK(desk.read(second)["state"] == "cancelled");
}

TEST_CASE("PT-07 the customer's number is shown to who tells him and to nobody else", "[PT-07][CP-19]")
{
	WaitingDesk desk;
	const json waiting = desk.ask("FAN");
	CHECK(desk.read(waiting)["phone"] == "13900001234");
	desk.as("egon", "engineer");
	CHECK(desk.read(waiting)["phone"] == "139****1234");
	CHECK(desk.read(waiting)["masked"] == true);
	// Whoever has the call list opens what stands on it.
	desk.as("carla", "callback_clerk");
	desk.host.setNow(kFriday + 25 * kHourMs);
	REQUIRE(desk.calls() == 1);
	CHECK(desk.read(waiting)["phone"] == "13900001234");
	CHECK(desk.host.call("GET", "/waiting").body["items"].empty());
	desk.as("other", "parts_clerk", "02");
	CHECK(desk.host.call("GET", "/waiting/" + waiting["id"].get<std::string>()).error.code == "parts.desk.not_found");
	CHECK(desk.host.call("GET", "/waiting").body["items"].empty());
}

TEST_CASE("PT-08 the night computes what to order, a decided minimum stays", "[PT-08]")
{
	PartsDesk desk;
	desk.stock("FAN", 100, 500'000);
	desk.stock("BOARD", 2, 40'000);
	desk.stock("PIPE", 50'000, 200'000);
	// Two fans a week for twelve weeks.
	for (int week = 0; week < 12; ++week)
	{
		desk.host.setNow(kFriday + week * 7 * kDayMs);
		desk.issue("FAN", 2);
	}
	desk.host.setNow(kFriday + 84 * kDayMs);
	desk.as("anna", "parts_clerk");
	REQUIRE(desk.must("POST", "/reorder/compute", {{"branchId", "01"}}, 200)["rows"] == 3);
	const auto row = [&](const std::string& code) -> json {
		const json items = desk.host.call("GET", "/reorder").body["items"];
		for (const json& each : items)
			if (each["itemCode"] == code) return each;
		return nullptr;
	};
	json fan = row("FAN");
	CHECK(fan["onHand"] == 76);
	CHECK(fan["method"] == "croston_sba"); // twelve of the 52 weeks
	CHECK(fan["demandPerMonth"].get<int>() > 0);
	CHECK(fan["warning"] == "overstock");
	CHECK(row("PIPE")["warning"] == "");
	REQUIRE(desk.post("parts_reorder", "/reorder", fan["id"], "decide", {{"minimum", 80}, {"note", "旺季"}}).status ==
	        200);
	fan = row("FAN");
	CHECK(fan["minimum"] == 80);
	CHECK(fan["warning"] == "shortage");
	CHECK(fan["orderQuantity"].get<int>() >= 4);
	// The next night changes nothing about what was decided.
	desk.host.setNow(kFriday + 85 * kDayMs);
	REQUIRE(desk.host.settle());
	CHECK(row("FAN")["minimum"] == 80);
	CHECK(row("FAN")["computedOn"] == "2027-01-30");
	CHECK(desk.host.call("GET", "/desk").body["shortages"] == 1);
	// Half a year without an issue.
	desk.host.setNow(kFriday + 180 * kDayMs);
	REQUIRE(desk.host.settle());
	CHECK(row("PIPE")["warning"] == "slow");
	CHECK(desk.host.call("GET", "/reorder?warning=slow").body["items"].size() == 2);
}

TEST_CASE("PT-08 the failure rate of the units in service counts before there is demand", "[PT-08]")
{
	PartsDesk desk;
	desk.stock("BOARD", 2, 40'000);
	desk.as("anna", "parts_clerk");
	// 2000 units, 26 boards a year: half a board a week.
	desk.must("POST", "/failure-rates",
	          {{"itemCode", "BOARD"}, {"branchId", "01"}, {"unitsInService", 2'000}, {"perMillionYear", 13'044}}, 200);
	desk.must("POST", "/reorder/compute", {{"branchId", "01"}}, 200);
	const json board = desk.host.call("GET", "/reorder?warning=shortage").body["items"][0];
	CHECK(board["method"] == "failure_rate");
	CHECK(board["demandPerMonth"] == 2);
	CHECK(board["leadDays"] == 21);
	CHECK(board["reorderPoint"].get<int>() == 2 + board["safetyStock"].get<int>());
}
