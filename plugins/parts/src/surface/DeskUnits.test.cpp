#include "surface/PartsDesk.test.hpp"

#include <random>

using namespace parts::testing;

namespace {

json defective(const std::string& serial = "SN1")
{
	return {{"branchId", "01"}, {"productCode", "P1"},    {"productType", "tv"}, {"brand", "TCL"},
	        {"model", "L55"},   {"serialNumber", serial}, {"fault", "屏裂"}};
}

json carryIn()
{
	return {{"branchId", "01"},      {"productType", "small"},  {"brand", "美的"},
	        {"model", "MB-1"},       {"serialNumber", "S9"},    {"accessories", {"电源线", "内胆"}},
	        {"fault", "不加热"},     {"condition", "外壳划痕"}, {"customerName", "王五"},
	        {"phone", "13900001234"}};
}

struct Disposing : PartsDesk
{
	std::string id;
	MockHost::Answer plan(const json& more = json::object())
	{
		as("anna", "parts_clerk");
		json body = {{"branchId", "01"},
		             {"place", "store:01"},
		             {"kind", "slow"},
		             {"method", "折价处理"},
		             {"plannedOn", "2026-11-10"},
		             {"lines", json::array({{{"itemCode", "FAN"}, {"quantity", 2}}})}};
		body.update(more);
		const auto answer = host.call("POST", "/disposals", body);
		if (answer.status == 201) id = answer.body["id"];
		return answer;
	}
	MockHost::Answer act(const std::string& who, const std::string& role, const std::string& what, const json& body)
	{
		as(who, role);
		return post("parts_disposal", "/disposals", id, what, body);
	}
};

} // namespace

TEST_CASE("PT-16 slow stock goes by plan, approved by another person, and is posted when it went", "[PT-16]")
{
	Disposing desk;
	desk.stock("FAN", 5, 25'000);
	REQUIRE(desk.plan().status == 201);
	const json done = {{"receiver", "回收站"}, {"proceedsFen", 3'000}};
	CHECK(desk.act("anna", "parts_clerk", "done", done).error.code == "parts.desk.state");
	CHECK(desk.act("anna", "branch_manager", "approve", json::object()).error.code == "parts.desk.four_eyes");
	REQUIRE(desk.act("boss", "branch_manager", "approve", json::object()).status == 200);
	CHECK(desk.at("store:01", "FAN") == 5);
	const auto answer = desk.act("anna", "parts_clerk", "done", done);
	REQUIRE(answer.status == 200);
	CHECK(answer.body["costFen"] == 10'000);
	CHECK(desk.at("store:01", "FAN") == 3);
	CHECK(desk.at("scrap:01", "FAN") == 2);
	CHECK(desk.act("anna", "parts_clerk", "done", done).error.code == "parts.desk.state");
}

TEST_CASE("PT-16 hazardous plans take hazardous items, a refused plan moves nothing", "[PT-16]")
{
	Disposing desk;
	desk.stock("FAN", 5, 25'000);
	desk.stock("GAS", 5, 45'000);
	const json gas = json::array({{{"itemCode", "GAS"}, {"quantity", 5}}});
	CHECK(desk.plan({{"kind", "hazardous"}}).error.code == "parts.desk.item.invalid");
	CHECK(desk.plan({{"lines", json::array({{{"itemCode", "FAN"}, {"quantity", 6}}})}}).error.param("pointer") ==
	      "/lines/0/quantity");
	REQUIRE(desk.plan({{"kind", "hazardous"}, {"lines", gas}}).status == 201);
	REQUIRE(desk.act("boss", "branch_manager", "reject", {{"reason", "无资质"}}).status == 200);
	CHECK(desk.act("anna", "parts_clerk", "done", {{"receiver", "某厂"}, {"proceedsFen", 0}}).error.code ==
	      "parts.desk.state");
	CHECK(desk.at("store:01", "GAS") == 5);
}

TEST_CASE("PT-16 what was used meanwhile cannot be disposed of", "[PT-16][PT-04]")
{
	Disposing desk;
	desk.stock("FAN", 2, 10'000);
	REQUIRE(desk.plan().status == 201);
	REQUIRE(desk.act("boss", "branch_manager", "approve", json::object()).status == 200);
	desk.issue("FAN", 1);
	CHECK(desk.act("anna", "parts_clerk", "done", {{"receiver", "回收站"}, {"proceedsFen", 0}}).error.code ==
	      "parts.stock_short");
	CHECK(desk.at("store:01", "FAN") == 1);
	CHECK(desk.host.value("SELECT state FROM parts_disposal") == "approved");
}

TEST_CASE("PT-17 a defective unit goes step by step, and counts when it is finished stock again", "[PT-17]")
{
	PartsDesk desk;
	desk.as("egon", "engineer");
	const std::string id = desk.must("POST", "/defectives", defective(), 201)["id"];
	const auto step = [&](const std::string& name, json more = json::object()) {
		json body = {{"step", name}, {"note", "做了"}};
		body.update(more);
		return desk.post("parts_defective", "/defectives", id, "steps", body);
	};
	CHECK(step("repaired").error.code == "parts.desk.state");
	REQUIRE(step("identified").status == 200);
	REQUIRE(step("waiting_parts").status == 200);
	REQUIRE(step("repaired").status == 200);
	CHECK(step("tested").error.param("pointer") == "/passed");
	REQUIRE(step("tested", {{"passed", false}}).status == 200);
	CHECK(step("back").error.code == "parts.desk.state");
	REQUIRE(step("waiting_parts").status == 200);
	REQUIRE(step("repaired").status == 200);
	REQUIRE(step("tested", {{"passed", true}}).status == 200);
	desk.host.setNow(kFriday + 3 * kDayMs);
	const auto back = step("back");
	REQUIRE(back.status == 200);
	CHECK(back.body["counts"] == true);
	CHECK(back.body["next"].empty());
	CHECK(back.body["ageDays"] == 3);
	CHECK(back.body["steps"].size() == 9);
}

TEST_CASE("PT-17 random pushes: the recorded path of every unit is the path of the rule", "[PT-17]")
{
	std::mt19937 random(217);
	PartsDesk desk;
	desk.as("egon", "engineer");
	const std::vector<std::string> names{"found",  "identified", "waiting_parts", "repaired",
	                                     "tested", "back",       "returned"};
	for (int unit = 0; unit < 30; ++unit)
	{
		const std::string id = desk.must("POST", "/defectives", defective("SN" + std::to_string(unit)), 201)["id"];
		for (int push = 0; push < 40; ++push)
			desk.post("parts_defective", "/defectives", id, "steps",
			          {{"step", names[random() % names.size()]}, {"note", "推"}, {"passed", random() % 2 == 0}});
		const json steps = desk.host.call("GET", "/defectives/" + id).body["steps"];
		for (std::size_t at = 1; at < steps.size(); ++at)
		{
			const std::string before = steps[at - 1]["what"], now = steps[at]["what"];
			if (before == "tested") CHECK((now == "back" || now == "returned" || now == "waiting_parts"));
			else CHECK(std::find(names.begin(), names.end(), now) == std::find(names.begin(), names.end(), before) + 1);
		}
	}
}

TEST_CASE("PT-17 progress and age per branch", "[PT-17]")
{
	PartsDesk desk;
	desk.as("egon", "engineer", "*");
	desk.must("POST", "/defectives", defective("SN1"), 201);
	desk.host.setNow(kFriday + 10 * kDayMs);
	desk.must("POST", "/defectives", defective("SN2"), 201);
	CHECK(desk.host.call("POST", "/defectives", defective("SN2")).error.code == "parts.defective.open");
	const json progress = desk.host.call("GET", "/defectives/progress").body["items"];
	REQUIRE(progress.size() == 1);
	CHECK(progress[0]["open"] == 2);
	CHECK(progress[0]["states"]["found"] == 2);
	CHECK(progress[0]["oldestDays"] == 10);
	CHECK(progress[0]["averageDays"] == 5);
	CHECK(progress[0]["backThisMonth"] == 0);
}

TEST_CASE("PT-20 a unit is taken in with a slip, repaired, the customer told, handed out against the slip", "[PT-20]")
{
	PartsDesk desk;
	desk.host.setSetting("carry_in", {{"fetch_days", 15}, {"message", {{"on", true}, {"text", "送修单{slip}可取"}}}});
	desk.as("dora", "dispatch_clerk");
	const json slip = desk.must("POST", "/carry-ins", carryIn(), 201);
	const std::string id = slip["id"], number = slip["number"];
	CHECK(number == "SX-勉县-20261106-0001");
	const auto act = [&](const std::string& what, const json& body) {
		return desk.post("parts_carry_in", "/carry-ins", id, what, body);
	};
	REQUIRE(act("where", {{"where", "workshop"}, {"note", "二号台"}}).status == 200);
	const json all = {"内胆", "电源线"};
	CHECK(act("pick-up", {{"slip", number}, {"accessories", all}}).error.code == "parts.desk.state");
	CHECK(act("told", {{"via", "phone"}, {"words", "好了"}}).error.code == "parts.desk.state");
	REQUIRE(act("ready", {{"result", "换了发热盘"}, {"feeFen", 6'000}}).status == 200);
	REQUIRE(desk.host.messages().size() == 1);
	CHECK(desk.host.messages()[0].text == "送修单" + number + "可取");
	erphost::Event sent;
	sent.type = "host.message.sent";
	sent.payload = json{{"id", desk.host.messages()[0].id}}.dump();
	desk.host.appendEvent(sent);
	REQUIRE(desk.host.settle());
	CHECK(desk.host.call("GET", "/carry-ins/" + id).body["state"] == "told");
	desk.host.setNow(kFriday + 16 * kDayMs);
	CHECK(desk.host.call("GET", "/carry-ins?state=told").body["items"][0]["overdue"] == true);
	CHECK(act("pick-up", {{"slip", "SX-1"}, {"accessories", all}}).error.code == "parts.carry_in.slip");
	const json one = json::array({"电源线"});
	CHECK(act("pick-up", {{"slip", number}, {"accessories", one}}).error.code == "parts.carry_in.accessories");
	const auto fetched = act("pick-up", {{"slip", number}, {"accessories", one}, {"note", "内胆客户不要"}});
	REQUIRE(fetched.status == 200);
	CHECK(fetched.body["state"] == "picked_up");
	CHECK(fetched.body["phone"] == "139****1234"); // there is nothing to tell him any more
	CHECK(act("pick-up", {{"slip", number}, {"accessories", all}}).error.code == "parts.desk.state");
}

TEST_CASE("PT-20 a lost slip needs a word of how the customer proved who he is; lists show no number", "[PT-20][CP-19]")
{
	PartsDesk desk;
	desk.as("dora", "dispatch_clerk");
	const json slip = desk.must("POST", "/carry-ins", carryIn(), 201);
	CHECK(slip["phone"] == "13900001234");
	CHECK(desk.host.call("GET", "/carry-ins").body["items"][0]["phone"] == "139****1234");
	CHECK(desk.host.call("GET", "/carry-ins?search=S9").body["items"].size() == 1);
	CHECK(desk.host.call("GET", "/carry-ins?search=S8").body["items"].empty());
	const auto act = [&](const std::string& what, const json& body) {
		return desk.post("parts_carry_in", "/carry-ins", slip["id"], what, body);
	};
	REQUIRE(act("ready", {{"result", "修好"}, {"feeFen", 0}}).status == 200);
	CHECK(act("pick-up", {{"slip", ""}, {"accessories", carryIn()["accessories"]}, {"withoutSlip", " "}}).error.code ==
	      "parts.carry_in.slip");
	REQUIRE(act("pick-up", {{"slip", ""}, {"accessories", carryIn()["accessories"]}, {"withoutSlip", "核对身份证"}})
	            .status == 200);
}
