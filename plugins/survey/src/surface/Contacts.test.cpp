#include "SortedList.hpp"
#include "surface/testing/FigureDesk.hpp"

using namespace survey;
using nlohmann::json;
using survey::testing::FigureDesk;

TEST_CASE("SV-06 the day: what is due, what is possible, what stays", "[SV-06][SV-07]")
{
	FigureDesk desk;
	desk.host.setSetting("day_clerks", 1);
	desk.host.setSetting("handling_minutes", 111); // 9 h 15 min: 5 calls
	for (int i = 0; i < 8; ++i)
		desk.task(std::to_string(1000 + i),
		          {{"branch_id", i % 2 ? "01" : "02"}, {"completed_at", FigureDesk::kToday - 30 * FigureDesk::kDay}});
	const json day = desk.get("/day");
	CHECK(day["due"] == 8);
	CHECK(day["overdue"] == 8);
	CHECK(day["possible"] == 5);
	CHECK(day["stay"] == 3);
	CHECK(day["callHours"]["now"] == true);
	REQUIRE(day["groups"].size() == 2);
	CHECK(day["groups"][0]["branchId"] == "01");
	CHECK(day["groups"][0]["possible"] == 4);

	// In the evening whoever is on duty calls, and nobody else.
	desk.host.setNow(FigureDesk::kToday + 9 * 3'600'000); // 19:30
	CHECK(desk.get("/day")["callHours"]["now"] == false);
	CHECK(desk.host.call("POST", "/tasks/next", json::object()).status == 200); // said, not refused
	desk.host.setSetting("call_hours",
	                     {{"from", "08:45"}, {"to", "18:00"}, {"evening", "21:00"}, {"outside", "refuse"}});
	CHECK(desk.host.call("POST", "/tasks/next", json::object()).error.code == "survey.outside_call_hours");
	const json duty = {{"entries", {{{"person", "小李"}, {"from", "18:00"}, {"to", "21:00"}}}}};
	REQUIRE(desk.host.call("PUT", "/roster/2026-11-06", duty, "0").status == 200);
	CHECK(desk.host.call("PUT", "/roster/2026-11-06", duty, "0").error.code == "survey.roster.stale");
	CHECK(desk.host.call("POST", "/tasks/next", json::object()).status == 200);
	const json evening = desk.get("/day");
	CHECK(evening["callHours"]["now"] == true);
	CHECK(evening["clerks"][0]["minutes"] == 180);
	CHECK(evening["possible"] == 1);
	const json roster = desk.get("/roster?from=2026-11-06&to=2026-11-08");
	REQUIRE(roster["items"].size() == 3);
	CHECK(roster["items"][0]["evening"] == 1);
	CHECK(roster["items"][1]["proposed"] == 1);
	CHECK(desk.host.call("GET", "/roster?from=2026-11-06&to=2027-11-08").error.code == "survey.roster.range.invalid");
}

TEST_CASE("SV-06 the next task follows the day: overdue first, then branch, product, service type, mode", "[SV-06]")
{
	FigureDesk desk;
	const std::int64_t old = FigureDesk::kToday - 30 * FigureDesk::kDay;
	desk.task("1001", {{"branch_id", "02"}, {"product_type", "ac"}});
	desk.task("1002", {{"product_type", "tv"}});
	desk.task("1003", {{"product_type", "ac"}, {"service_type", "repair"}});
	desk.task("1004", {{"product_type", "ac"}, {"service_type", "install"}});
	desk.task("1005", {{"branch_id", "02"}, {"product_type", "tv"}, {"completed_at", old}});
	std::string order;
	for (int i = 0; i < 5; ++i)
	{
		desk.host.setCaller("clerk" + std::to_string(i), {{"callback_clerk", "*"}});
		const auto next = desk.host.call("POST", "/tasks/next", json::object());
		REQUIRE(next.status == 200);
		order += next.body["orderNumber"].get<std::string>() + " ";
	}
	CHECK(order == "AZ1005 AZ1004 AZ1003 AZ1002 AZ1001 ");
}

TEST_CASE("SV-07 the evening is staffed by all sales of the day, drawn or not", "[SV-07]")
{
	FigureDesk desk;
	const auto sell = [&](int key, std::int64_t at, const json& more = json::object()) {
		json row = {{"branch_id", "01"},
		            {"erp_key", std::to_string(key)},
		            {"number", "XS" + std::to_string(key)},
		            {"status", "done"},
		            {"completed_at", at},
		            {"customer_phone", "13900000000"}};
		row.update(more);
		desk.host.putErpRow("sale", row);
		desk.settle();
	};
	const auto sales = [&](const std::string& day) {
		return desk.get("/roster?from=" + day + "&to=" + day)["items"][0]["sales"].get<int>();
	};
	for (int i = 0; i < 20; ++i) sell(i, FigureDesk::kToday - FigureDesk::kDay);
	CHECK(sales("2026-11-05") == 20);
	sell(0, FigureDesk::kToday - FigureDesk::kDay, {{"brand", "格力"}}); // the ERP sends it again
	CHECK(sales("2026-11-05") == 20);
	sell(1, FigureDesk::kToday - FigureDesk::kDay, {{"status", "cancelled"}});
	CHECK(sales("2026-11-05") == 19);
	// A stage that is called back in full has no draw; its sales count all the same.
	desk.host.setSetting("rates",
	                     {{"sales_counter", 10000}, {"logistics", 5000}, {"on_site", 10000}, {"carry_in", 5000}});
	sell(2, FigureDesk::kToday - 2 * FigureDesk::kDay);
	CHECK(sales("2026-11-05") == 18);
	CHECK(sales("2026-11-04") == 1);
}

TEST_CASE("SV-09 contacts come once a period, are listed until done, and count on their own", "[SV-09][SV-02][SV-11]")
{
	FigureDesk desk;
	auto& host = desk.host;
	const json plan = {{"kind", "key_dealer"}, {"branchId", "01"}, {"party", "大客户甲"}, {"person", "小李"}};
	const auto made = host.call("POST", "/contact-plans", plan);
	REQUIRE(made.status == 201);
	CHECK(made.body["every"] == "half_month");
	CHECK(host.call("POST", "/contact-plans", plan).error.code == "survey.contact_plan.exists");
	REQUIRE(host.call("POST", "/contact-plans",
	                  {{"kind", "staff"}, {"branchId", "01"}, {"party", "全体员工"}, {"department", "物流部"}})
	            .status == 201);
	erphost::mock::checkSorted(host, "/contact-plans", "party", 2);
	erphost::mock::checkSorted(host, "/contact-plans", "person", 2);
	for (int i = 0; i < 3; ++i)
	{
		host.setNow(host.now() + 601'000);
		desk.settle();
	}
	json due = desk.get("/contacts");
	REQUIRE(due["total"] == 2);
	CHECK(due["items"][0]["dueOn"] == "2026-11-15");
	CHECK(due["items"][1]["dueOn"] == "2026-11-30");
	host.setNow(FigureDesk::kToday + 12 * FigureDesk::kDay); // the 18th
	desk.settle();
	CHECK(desk.get("/contacts?due=overdue")["total"] == 1);
	CHECK(desk.get("/contacts?kind=key_dealer")["total"] == 2);

	const std::string path = "/contacts/" + due["items"][1]["id"].get<std::string>();
	const json result = {{"state", "done"},
	                     {"result", "送货慢"},
	                     {"level", "average"},
	                     {"answers", {{{"indicator", "logistics"}, {"outcome", "no"}}}}};
	CHECK(host.call("POST", path + "/result", result, "7").error.code == "survey.contact.stale");
	const auto done = host.call("POST", path + "/result", result, "1");
	REQUIRE(done.status == 200);
	CHECK(done.body["answers"][0]["indicator"] == "staff.logistics");
	CHECK(host.call("POST", path + "/result", result, done.etag).error.code == "survey.contact.done");
	const json figures = desk.get("/indicators?month=2026-11&indicator=staff.logistics&by=respondent");
	CHECK(figures["items"][0]["key"] == "staff");
	CHECK(figures["total"]["no"] == 1);
	CHECK(desk.get("/indicators?month=2026-11")["items"].empty()); // the satisfaction of orders is another matter
}

TEST_CASE("SV-70 one message per order and occasion; SV-53 its reply is an answer", "[SV-70][SV-53]")
{
	FigureDesk desk;
	auto& host = desk.host;
	host.setSetting("messages", {{"hotline", "0916-1"},
	                             {"minutes", 20},
	                             {"dispatched", {{"on", true}, {"text", "{technician}将在{minutes}分钟内联系您"}}},
	                             {"not_finished", {{"on", true}, {"text", "{reason}"}}},
	                             {"finished", {{"on", true}, {"text", "{order}已完成，请回复A-D"}}},
	                             {"ask_back", "请回复A-D"}});
	desk.task("1000", {{"status", "dispatched"}, {"completed_at", nullptr}, {"dispatched_at", FigureDesk::kToday}});
	REQUIRE(host.messages().size() == 1);
	CHECK(host.messages()[0].text == "张三将在20分钟内联系您");
	const auto task = desk.task("1000");
	desk.task("1000", {{"brand", "美的"}});
	REQUIRE(host.messages().size() == 2);
	CHECK(host.messages()[1].text == "AZ1000已完成，请回复A-D");

	const auto reply = [&](const std::string& id, const std::string& text) {
		erphost::Event event;
		event.type = "host.message.received";
		event.branchId = "01";
		event.businessKey = "1000";
		event.payload =
			json{{"channel", "sms"}, {"in_reply_to", id}, {"text", text}, {"at", FigureDesk::kToday}}.dump();
		host.appendEvent(event);
		desk.settle();
	};
	reply("unknown", "A");
	reply(host.messages()[1].id, "还行吧");
	REQUIRE(host.messages().size() == 3); // asked back, once
	reply(host.messages()[2].id, "不知道");
	CHECK(host.messages().size() == 3);
	CHECK(host.value("SELECT state FROM survey_task") == "open");
	reply(host.messages()[2].id, " ｂ 谢谢");
	CHECK(host.value("SELECT state FROM survey_task") == "done");
	CHECK(host.value("SELECT level FROM survey_task") == "satisfied");
	CHECK(host.value("SELECT channel FROM survey_attempt") == "sms");
	CHECK(desk.get("/indicators?month=2026-11")["total"]["yes"] == 1);
	reply(host.messages()[2].id, "D");
	CHECK(host.value("SELECT COUNT(*) FROM survey_attempt") == "1");
	CHECK(desk.get("/messages?occasion=finished")["items"].size() == 2);
}

TEST_CASE("SV-70 not finished: the reason and the further days, once per reason", "[SV-70]")
{
	FigureDesk desk;
	auto& host = desk.host;
	const json off = {{"on", false}, {"text", "x"}};
	host.setSetting("messages",
	                {{"hotline", "0916-1"},
	                 {"minutes", 20},
	                 {"dispatched", off},
	                 {"not_finished", {{"on", true}, {"text", "{order}因{reason}，还需{days}天，{hotline}"}}},
	                 {"finished", off},
	                 {"ask_back", "x"}});
	host.setSetting("delays", {{"parts", {{"text", "等待配件"}, {"days", 3}}},
	                           {"customer", {{"text", "与您另约了时间"}, {"days", 2}}}});
	const json out = {{"status", "dispatched"}, {"completed_at", nullptr}};
	const auto change = [&](json more) {
		more.update(out);
		desk.task("1000", more);
		return host.messages().size();
	};
	CHECK(change({}) == 0); // out, and nothing speaks against it
	REQUIRE(change({{"waiting_for_parts", 1}}) == 1);
	CHECK(host.messages()[0].text == "AZ1000因等待配件，还需3天，0916-1");
	CHECK(host.messages()[0].about == "not_finished");
	CHECK(change({{"unfinished_reason", "parts"}, {"brand", "美的"}}) == 1); // the same reason, said by another field
	REQUIRE(change({{"unfinished_reason", "customer"}, {"promised_on", "2026-11-11"}}) == 2);
	CHECK(host.messages()[1].text == "AZ1000因与您另约了时间，还需5天，0916-1");
	CHECK(change({{"unfinished_reason", "customer"}, {"promised_on", "2026-11-20"}}) == 2);
	CHECK(change({{"unfinished_reason", "weather"}}) == 2); // the company has no words for it
	CHECK(desk.get("/messages?occasion=not_finished")["items"].size() == 2);
}

TEST_CASE("X-01 one order's story in the order of time", "[X-01]")
{
	FigureDesk desk;
	const auto task =
		desk.task("1000", {{"dispatched_at", FigureDesk::kToday - 7'200'000}, {"completion_basis", "typed"}});
	const json story = desk.get("/story?kind=work_order&branch=01&key=1000");
	REQUIRE(story["items"].size() == 3);
	CHECK(story["items"][0]["what"] == "erp.dispatched");
	CHECK(story["items"][1]["basis"] == "typed");
	CHECK(story["items"][2]["ref"]["id"] == task);
	desk.host.setCaller("anna", {{"branch_manager", "02"}});
	CHECK(desk.get("/story?kind=work_order&branch=01&key=1000")["items"].empty());
}

TEST_CASE("X-07 a customer sees the state of his order and nothing else; a wrong pair tells nothing", "[X-07]")
{
	FigureDesk desk;
	desk.task("1000", {{"ordered_at", FigureDesk::kToday - FigureDesk::kDay}, {"technician_name", "张三"}});
	const auto state = desk.host.call("GET", "/order-state?number=AZ1000&last4=1000");
	REQUIRE(state.status == 200);
	CHECK(state.body["found"] == true);
	REQUIRE(state.body["states"].size() == 2);
	CHECK(state.body["states"][1]["what"] == "finished");
	CHECK(state.body.dump().find("张三") == std::string::npos);
	const auto wrong = desk.host.call("GET", "/order-state?number=AZ1000&last4=9999");
	const auto unknown = desk.host.call("GET", "/order-state?number=AZ7777&last4=1000");
	CHECK(wrong.body == unknown.body);
	CHECK(wrong.body == json{{"found", false}, {"states", json::array()}});
}
