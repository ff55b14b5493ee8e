#include "surface/Desk.test.hpp"

#include <random>
#include <set>

using namespace complaints::testing;

TEST_CASE("CP-01 a complaint is taken with the ERP's order, and its taker owns it", "[CP-01][CP-02]")
{
	Desk desk;
	desk.order("1000");
	const json found = desk.host.call("GET", "/orders?q=AZ1000").body["items"];
	REQUIRE(found.size() == 1);
	CHECK(found[0]["phone"] == "139****1000");
	CHECK(desk.host.call("GET", "/orders?q=139 0000-1000").body["items"].size() == 1);
	CHECK(desk.host.call("GET", "/orders?q=1000").body["items"].empty());

	const json item = desk.take("1000");
	CHECK(item["number"] == "TS-勉县-20261106-0001");
	CHECK(item["owner"]["id"] == "anna");
	CHECK(item["technicianName"] == "赵师傅");
	CHECK(item["step"] == "received");
	CHECK(item["history"][0]["what"] == "空调漏水");
	CHECK(desk.notices("case_routed", "branch_manager") == 1);
	CHECK(desk.payloadOf("complaints.case.opened")["case"] == item["id"]);
	CHECK(desk.payloadOf("complaints.case.opened").dump().find("13900001000") == std::string::npos);
	CHECK(desk.recordOf("complaint_status")["state"] == "open");
}

TEST_CASE("CP-01 without an order a branch is needed, and bad input changes nothing", "[CP-01]")
{
	Desk desk;
	json body = {{"source", "counter"}, {"complaintKind", "store"}, {"words", "卖错了"}};
	CHECK(desk.host.call("POST", "/cases", body).error.code == "complaints.branch.invalid");
	body["subKind"] = "quality";
	body["branchId"] = "01";
	CHECK(desk.host.call("POST", "/cases", body).error.code == "complaints.sub_kind.invalid");
	body.erase("subKind");
	body["order"] = {{"kind", "sale"}, {"branchId", "01"}, {"key", "nothing"}};
	CHECK(desk.host.call("POST", "/cases", body).error.code == "complaints.order.not_found");
	CHECK(desk.host.value("SELECT COUNT(*) FROM complaints_case") == "0");
	body.erase("order");
	const auto answer = desk.host.call("POST", "/cases", body);
	REQUIRE(answer.status == 201);
	CHECK(answer.body["kind"] == "case");
	CHECK(answer.body["orderKey"] == answer.body["id"]);
	CHECK(desk.notices("case_routed", "store_manager") == 1);
	CHECK(desk.host.records().empty()); // no order, nothing to show on it
}

TEST_CASE("CP-03 the manager of a kind is told, and marks it as read", "[CP-03]")
{
	Desk desk;
	desk.order("1000");
	desk.take("1000", {{"complaintKind", "logistics"}});
	CHECK(desk.notices("case_routed", "logistics_manager") == 1);
	desk.host.setCaller("lm", {{"logistics_manager", "01"}});
	const json notices = desk.host.call("GET", "/notices?unread=true").body["items"];
	REQUIRE(notices.size() == 1);
	CHECK(desk.host.call("GET", "/counters").body["notices"] == 1);
	CHECK(desk.host.call("POST", "/notices/read", {{"ids", {notices[0]["id"]}}}).status == 204);
	CHECK(desk.host.call("GET", "/notices?unread=true").body["items"].empty());
	CHECK(desk.host.call("GET", "/notices").body["items"][0]["read"] == true);
	desk.host.setCaller("other", {{"logistics_manager", "02"}});
	CHECK(desk.host.call("GET", "/notices").body["items"].empty());
}

TEST_CASE("CP-09 no step is skipped, and each says what was done", "[CP-09]")
{
	Desk desk;
	desk.order("1000");
	const std::string id = desk.take("1000")["id"];
	CHECK(desk.step(id, "cause").error.code == "complaints.step_skipped");
	CHECK(desk.post(id, "steps", {{"step", "facts"}, {"what", " \n"}}).error.code == "complaints.what.invalid");
	CHECK(desk.host.call("POST", "/cases/" + id + "/steps", {{"step", "facts"}, {"what", "x"}}).error.code ==
	      "request.match_required");
	CHECK(desk.host.call("POST", "/cases/" + id + "/steps", {{"step", "facts"}, {"what", "x"}}, "99").error.code ==
	      "complaints.case.stale");
	REQUIRE(desk.step(id, "facts").status == 200);
	CHECK(desk.post(id, "steps", {{"step", "cause"}, {"what", "x"}}).error.code == "complaints.cause.invalid");
	desk.handle(id);
	const json item = desk.read(id);
	CHECK(item["cause"] == "installation");
	CHECK(item["history"].size() == 6);
	CHECK(item["history"][1]["by"] == "anna");
	CHECK(desk.count("complaints.case.handled") == 1);
	CHECK(desk.payloadOf("complaints.case.handled")["round"] == 1);
	CHECK(desk.payloadOf("complaints.case.handled")["task"].is_null());
	CHECK(desk.recordOf("complaint_status")["state"] == "handled");
	CHECK(desk.step(id, "prevention").error.code == "complaints.step_skipped");
	CHECK(desk.host.value("SELECT case_id || round FROM complaints_v_followup") == id + "1");
}

TEST_CASE("CP-10 the second call-back closes a case or reopens it at the step that failed", "[CP-10]")
{
	Desk desk;
	desk.order("1000");
	const std::string id = desk.take("1000")["id"];
	desk.answer(id, true); // nobody said that it was handled
	CHECK(desk.read(id)["state"] == "open");
	CHECK(desk.read(id)["step"] == "received");
	desk.handle(id);
	desk.answer(id, false);
	json item = desk.read(id);
	CHECK(item["step"] == "cause");
	CHECK(item["nextStep"] == "solution");
	CHECK(item["round"] == 2);
	CHECK(desk.count("complaints.case.reopened") == 1);
	CHECK(desk.host.value("SELECT COUNT(*) FROM complaints_v_followup") == "0");
	desk.handle(id);
	CHECK(desk.payloadOf("complaints.case.handled")["round"] == 2);
	desk.answer(id, true, 3);
	item = desk.read(id);
	CHECK(item["state"] == "closed");
	CHECK(item["step"] == "closed");
	CHECK(desk.count("complaints.case.closed") == 1);
	CHECK(desk.recordOf("complaint_status")["state"] == "closed");
	CHECK(desk.step(id, "facts").error.code == "complaints.case_closed");
	desk.answer(id, false, 4);
	CHECK(desk.read(id)["state"] == "closed");
}

TEST_CASE("CP-08 who is still not content complains a second time: class 2, and the superior is told", "[CP-08][CP-10]")
{
	Desk desk;
	desk.order("1000");
	const std::string id = desk.take("1000")["id"];
	desk.handle(id);
	CHECK(desk.payloadOf("complaints.case.handled")["answer"] == "做了 carried_out");
	CHECK(desk.read(id)["class"] == 1);
	CHECK(desk.notices("class_2", "branch_manager") == 0);
	desk.answer(id, false);
	json item = desk.read(id);
	CHECK(item["class"] == 2);
	CHECK(item["classReason"] == "repeated");
	CHECK(desk.notices("class_2", "branch_manager") == 1);
	CHECK(desk.notices("reopened", "branch_manager") == 1);
	CHECK(desk.recordOf("complaint_status")["class"] == 2);
	// SV-15: he was content after all; nothing repeated itself.
	desk.hear("survey.callback.corrected",
	          {{"case", id}, {"round", 2}, {"from_level", "dissatisfied"}, {"to_level", "satisfied"}});
	item = desk.read(id);
	CHECK(item["state"] == "closed");
	CHECK(item["class"] == 1);
	CHECK(desk.recordOf("complaint_status")["due_at"].is_null());
}

TEST_CASE("CP-10 a case reopens by hand at an earlier step, and the setting names the one that failed", "[CP-10]")
{
	Desk desk;
	desk.order("1000");
	desk.host.setSetting("reopen_at", "facts");
	const std::string id = desk.take("1000")["id"];
	CHECK(desk.post(id, "reopen", {{"step", "facts"}, {"what", "x"}}).error.code == "complaints.step_not_reached");
	desk.handle(id);
	desk.answer(id, false);
	CHECK(desk.read(id)["nextStep"] == "facts");
	desk.step(id, "facts");
	REQUIRE(desk.post(id, "reopen", {{"step", "facts"}, {"what", "看错了"}}).status == 200);
	CHECK(desk.read(id)["round"] == 2);
	CHECK(desk.read(id)["step"] == "received");
}

TEST_CASE("CP-01 a dissatisfied call-back opens one case, however often it is told", "[CP-01][CP-15]")
{
	Desk desk;
	desk.order("1000");
	desk.requestSheet();
	desk.requestSheet();
	const json cases = desk.cases();
	REQUIRE(cases.size() == 1);
	CHECK(cases[0]["source"] == "callback");
	CHECK(cases[0]["owner"].is_null());
	CHECK(cases[0]["taskNumber"] == "HF-1");
	CHECK(desk.notices("unowned", "callback_clerk") == 1);
	const std::string id = cases[0]["id"];
	desk.handle(id);
	CHECK(desk.payloadOf("complaints.case.handled")["task"] == "task-1");
	// The next round's answer names no case: its task does. Its own sheet request is this case's, not another one.
	desk.hear("survey.callback.recorded", {{"round", 2}, {"level", "very_dissatisfied"}});
	desk.requestSheet({{"round", 2}, {"words", "还是漏水"}});
	REQUIRE(desk.cases().size() == 1);
	CHECK(desk.read(id)["history"].back()["what"] == "还是漏水");
	CHECK(desk.read(id)["round"] == 2);
	desk.hear("survey.callback.not_reached", {{"round", 3}});
	CHECK(desk.read(id)["state"] == "open");
	CHECK(desk.notices("not_reached", "callback_clerk") == 1);
}

TEST_CASE("SV-15 a withdrawn sheet voids its case, with everything that it raised", "[SV-15][CP-20]")
{
	Desk desk;
	desk.order("1000");
	desk.requestSheet();
	const std::string first = desk.cases()[0]["id"];
	desk.host.setNow(kToday + kDay);
	const std::string second = desk.take("1000")["id"];
	CHECK(desk.read(second)["class"] == 2);
	desk.host.setCaller("boss", {{"branch_manager", "01"}});
	REQUIRE(desk.post(first, "fines",
	                  {{"offence", "A-DAMAGE-ESCALATED"},
	                   {"reason", "划伤地板"},
	                   {"damageFen", 30000},
	                   {"liable", {{"kind", "technician"}, {"key", "T7"}, {"name", "赵师傅"}}}})
	            .status == 200);
	desk.host.setCaller("anna", {{"callback_clerk", "*"}});
	desk.hear("survey.contact_sheet.withdrawn", {{"reason", "按错了"}});
	CHECK(desk.read(first)["state"] == "voided");
	CHECK(desk.payloadOf("complaints.case.voided")["reason"] == "按错了");
	CHECK(desk.read(first)["fines"][0]["state"] == "withdrawn");
	CHECK(desk.count("complaints.fine.withdrawn") == 1);
	CHECK(desk.read(second)["class"] == 1);
	CHECK(desk.read(second)["repeats"] == 0);
	CHECK(desk.read(second)["linked"].size() == 1); // both are kept
	CHECK(desk.recordOf("complaint_status")["case"] == second);
	// The correction is corrected: another case.
	desk.requestSheet();
	CHECK(desk.cases("?state=open").size() == 2);
}

TEST_CASE("SV-15 a corrected answer of the second call-back closes or reopens", "[SV-15][CP-10]")
{
	Desk desk;
	desk.order("1000");
	const std::string id = desk.take("1000", {{"subKind", "service"}})["id"];
	for (const char* step : {"facts", "cause", "solution"}) REQUIRE(desk.step(id, step).status == 200);
	REQUIRE(desk.post(id, "deeds", {{"deed", "clerk_apology"}, {"what", "道歉"}}).status == 200);
	REQUIRE(desk.post(id, "deeds", {{"deed", "person_apology"}, {"what", "道歉"}, {"personName", "赵师傅"}}).status ==
	        200);
	desk.handle(id);
	desk.answer(id, false);
	CHECK(desk.count("complaints.fine.proposed") == 1);
	desk.hear("survey.callback.corrected",
	          {{"case", id}, {"round", 2}, {"from_level", "dissatisfied"}, {"to_level", "satisfied"}});
	CHECK(desk.read(id)["state"] == "closed");
	CHECK(desk.read(id)["round"] == 1);
	CHECK(desk.count("complaints.fine.withdrawn") == 1);
	desk.hear("survey.callback.corrected",
	          {{"case", id}, {"round", 2}, {"from_level", "satisfied"}, {"to_level", "very_dissatisfied"}});
	CHECK(desk.read(id)["state"] == "open");
	CHECK(desk.read(id)["round"] == 2);
	CHECK(desk.read(id)["fines"][0]["state"] == "proposed"); // the same proposal lives again
}

TEST_CASE("CP-01 a clock that ran out becomes a case once", "[CP-01][CP-12]")
{
	Desk desk;
	desk.order("1000");
	const json warning = {
		{"case", nullptr}, {"sheet", nullptr}, {"task", nullptr}, {"clock", "appointment"}, {"due_at", kToday}};
	json second = warning, third = warning;
	second["level"] = 2;
	third["level"] = 3;
	desk.hear("complaints.warning.raised", second);
	CHECK(desk.cases().empty());
	desk.hear("complaints.warning.raised", third);
	desk.hear("complaints.warning.raised", third);
	REQUIRE(desk.cases().size() == 1);
	CHECK(desk.cases()[0]["source"] == "warning");
	CHECK(desk.cases()[0]["warningLevel"] == 3);
}

TEST_CASE("CP-20 CP-08 a second complaint about one order is linked and raises the class by itself", "[CP-20][CP-08]")
{
	Desk desk;
	desk.order("1000");
	desk.order("2000", {{"customer_phone", "13900001000"}});
	const json preview = desk.host.call("GET", "/preview?kind=work_order&branch=01&key=1000").body;
	CHECK(preview["linked"].empty());
	const json first = desk.take("1000");
	CHECK(first["class"] == 1);
	desk.host.setNow(kToday + 30 * kDay);
	CHECK(desk.host.call("GET", "/preview?kind=work_order&branch=01&key=1000").body["linked"].size() == 1);
	const json second = desk.take("1000");
	CHECK(second["class"] == 2);
	CHECK(second["classReason"] == "repeated");
	CHECK(second["repeats"] == 1);
	CHECK(second["earlier"] == 1);
	CHECK(second["linked"][0]["basis"] == "order");
	CHECK(desk.read(first["id"])["repeats"] == 1);
	CHECK(desk.notices("class_2", "branch_manager") == 1);
	// The same number about another order: by setting.
	desk.host.setSetting("phone_repeat_raises", false);
	const json third = desk.take("2000");
	CHECK(third["class"] == 1);
	CHECK(third["linked"][0]["basis"] == "phone");
	CHECK(third["earlier"] == 2);
	desk.host.setNow(kToday + 60 * kDay + 1);
	CHECK(desk.take("1000")["class"] == 1); // a moment too long ago
}

TEST_CASE("CP-09 random events never skip a step, never close without content, never tell twice",
          "[CP-09][CP-10][CP-12]")
{
	// 10,000 events against the whole plugin; the rules alone live 10,000 lives in rules/CaseProperties.test.cpp.
	std::mt19937 random(20261121);
	const std::vector<std::string> order{"received",    "facts",      "cause", "solution",
	                                     "carried_out", "prevention", "closed"};
	const auto place = [&](const std::string& step) {
		return std::find(order.begin(), order.end(), step) - order.begin();
	};
	std::size_t warnings = 0;
	for (int run = 0; run < 100; ++run)
	{
		Desk desk;
		desk.order("1000");
		desk.requestSheet();
		const std::string id = desk.cases()[0]["id"];
		const auto now = [&](const char* column) {
			return desk.host.value(std::string("SELECT ") + column + " FROM complaints_case WHERE id = '" + id + "'");
		};
		std::string step = "received", state = "open";
		for (int event = 0; event < 100; ++event)
		{
			const bool content = random() % 2 == 0;
			bool answered = false;
			switch (random() % 9)
			{
			case 0:
				desk.answer(id, content);
				answered = true;
				break;
			case 1: desk.requestSheet({{"round", 1 + static_cast<int>(random() % 3)}}); break;
			case 2: desk.post(id, "reopen", {{"step", order[1 + random() % 5]}, {"what", "x"}}); break;
			case 3: desk.hear("survey.callback.not_reached", {{"round", 2}}); break;
			case 4:
				desk.host.setNow(desk.host.now() + static_cast<std::int64_t>(random() % 120) * 3'600'000);
				REQUIRE(desk.host.settle());
				break;
			default:
				desk.step(id, random() % 3
				                  ? order[static_cast<std::size_t>(std::min<std::ptrdiff_t>(place(step) + 1, 5))]
				                  : order[1 + random() % 5]);
			}
			const std::string stepNow = now("step"), stateNow = now("state");
			if (stateNow == "closed" && state == "open") REQUIRE((answered && content && step == "prevention"));
			else if (place(stepNow) > place(step)) REQUIRE(place(stepNow) == place(step) + 1);
			step = stepNow;
			state = stateNow;
		}
		REQUIRE(desk.host.value("SELECT COUNT(*) FROM complaints_notice WHERE what IN ('case_routed', 'unowned')") ==
		        "2");
		REQUIRE(desk.count("complaints.case.opened") == 1);
		// CP-12: every level of every clock was told once.
		std::set<std::string> warned;
		for (const auto& event : desk.host.events())
			if (event.type == "complaints.warning.raised")
			{
				const json told = json::parse(event.payload);
				const json key = {told["clock"], told["case"], told["sheet"], told["level"]};
				REQUIRE(warned.insert(key.dump()).second);
			}
		warnings += warned.size();
	}
	CHECK(warnings > 20); // the test tests something
}

TEST_CASE("the board: most urgent first, filtered, in pages without losing or repeating a row", "[CP-20]")
{
	Desk desk;
	for (int i = 1000; i < 1030; ++i)
	{
		desk.order(std::to_string(i), {{"vip", i % 7 == 0}});
		desk.take(std::to_string(i), {{"class", 1 + i % 3}});
	}
	for (const char* sort : {"urgency", "-urgency", "receivedAt", "-receivedAt", "number", "-number"})
		for (const char* state : {"", "&state=open"})
		{
			std::set<std::string> seen;
			std::string cursor;
			int pages = 0;
			do
			{
				const auto page = desk.host.call("GET", std::string("/cases?limit=7&sort=") + sort + state +
				                                            (cursor.empty() ? "" : "&cursor=" + cursor));
				REQUIRE(page.status == 200);
				CHECK(page.body["total"] == 30);
				for (const auto& item : page.body["items"]) CHECK(seen.insert(item["id"]).second);
				cursor = page.body["next"].is_null() ? "" : page.body["next"].get<std::string>();
				REQUIRE(++pages < 10);
			} while (!cursor.empty());
			CHECK(seen.size() == 30);
		}
	const json board = desk.cases("?state=open&limit=30");
	CHECK(board[0]["class"] == 3);
	CHECK(board[0]["vip"] == true);
	CHECK(board[29]["class"] == 1);
	CHECK(desk.cases("?class=2").size() == 10);
	CHECK(desk.cases("?search=13900001003").size() == 1);
	CHECK(desk.cases("?mine=true").size() == 30);
	CHECK(desk.host.call("GET", "/cases?cursor=nonsense").error.code == "cursor.invalid");
	CHECK(desk.host.call("GET", "/counters").body["class3"] == 10);
	desk.host.setCaller("ben", {{"callback_clerk", "02"}});
	CHECK(desk.cases().empty());
	CHECK(desk.host.call("GET", "/cases/" + board[0]["id"].get<std::string>()).error.code ==
	      "complaints.case.not_found");
}

TEST_CASE("a list longer than a thousand is not counted to its end", "[CP-20]")
{
	Desk desk;
	desk.order("1000");
	desk.take("1000");
	const auto copies = [&](int first, int last) {
		const std::string columns = desk.host.value("SELECT GROUP_CONCAT(CASE name WHEN 'id' THEN 'n.i' WHEN 'number' "
		                                            "THEN '''TS-'' || n.i' ELSE 'c.' || name END, "
		                                            "', ') FROM pragma_table_info('complaints_case')");
		desk.host.value("INSERT INTO complaints_case WITH RECURSIVE n (i) AS (SELECT " + std::to_string(first) +
		                " UNION ALL SELECT i + 1 FROM n WHERE i < " + std::to_string(last) + ") SELECT " + columns +
		                " FROM n JOIN (SELECT * FROM complaints_case LIMIT 1) c");
	};
	copies(2, 1'000);
	CHECK(desk.host.call("GET", "/cases?limit=1").body["total"] == 1'000);
	copies(1'001, 1'001);
	for (const char* state : {"", "&state=open"})
	{
		const auto page = desk.host.call("GET", std::string("/cases?limit=1") + state);
		CHECK(page.body["total"].is_null());
		CHECK(page.body["next"].is_string());
	}
	CHECK(desk.host.call("GET", "/cases?state=closed").body["total"] == 0);
}
