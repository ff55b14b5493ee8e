#include "SortedList.hpp"
#include "surface/Desk.test.hpp"

#include <map>

using namespace complaints::testing;

namespace {

/// Up to the solution, so that it can be carried out.
void solve(Desk& desk, const std::string& id)
{
	for (const char* step : {"facts", "cause", "solution"}) REQUIRE(desk.step(id, step).status == 200);
}

std::string path(const std::string& folder, const json& id, const std::string& below)
{
	std::string text = folder;
	text.append("/").append(id.get<std::string>()).append(below);
	return text;
}

} // namespace

TEST_CASE("CP-04 quality under warranty asks the ERP for a dispatch", "[CP-04]")
{
	Desk desk;
	desk.order("1000");
	const std::string id = desk.take("1000", {{"subKind", "quality"}})["id"];
	solve(desk, id);
	CHECK(desk.step(id, "carried_out").error.code == "complaints.path_incomplete");
	CHECK(desk.post(id, "deeds", {{"deed", "dispatch_requested"}, {"what", "x"}}).error.code ==
	      "complaints.deed.incomplete");
	CHECK(desk.post(id, "deeds", {{"deed", "refund"}, {"what", "x"}, {"amountFen", 1}}).error.code ==
	      "complaints.deed.impossible");
	CHECK(desk.recordOf("dispatch_request").is_null());
	REQUIRE(desk.post(id, "deeds", {{"deed", "dispatch_requested"}, {"wanted", "inspection"}, {"what", "上门检测"}})
	            .status == 200);
	CHECK(desk.recordOf("dispatch_request")["wanted"] == "inspection");
	CHECK(desk.payloadOf("complaints.dispatch.requested")["wanted"] == "inspection");
	CHECK(desk.payloadOf("complaints.dispatch.requested").dump().find("13900001000") == std::string::npos);
	CHECK(desk.step(id, "carried_out").status == 200);
}

TEST_CASE("CP-05 back to the same technician twice, then the branch manager names somebody else", "[CP-05]")
{
	Desk desk;
	desk.order("1000");
	const std::string id = desk.take("1000", {{"subKind", "workmanship"}})["id"];
	const json back = {{"deed", "return_to_technician"}, {"what", "返工"}};
	const json other = {{"deed", "reassign"}, {"person", "T8"}, {"personName", "钱师傅"}, {"what", "换人"}};
	for (int round = 1; round <= 2; ++round)
	{
		CHECK(desk.post(id, "deeds", other).error.code == "complaints.deed.impossible");
		REQUIRE(desk.post(id, "deeds", back).status == 200);
		desk.handle(id);
		desk.answer(id, false, round + 1);
	}
	CHECK(desk.recordOf("dispatch_request").is_null()); // no new dispatch in the ERP
	CHECK(desk.post(id, "deeds", back).error.code == "complaints.rework_exhausted");
	CHECK(desk.post(id, "deeds", other).error.code == "complaints.not_allowed"); // a clerk
	desk.host.setCaller("boss", {{"branch_manager", "01"}});
	json same = other;
	same["person"] = "T7";
	CHECK(desk.post(id, "deeds", same).error.code == "complaints.deed.incomplete");
	REQUIRE(desk.post(id, "deeds", other).status == 200);
	const json item = desk.read(id);
	CHECK(item["technician"] == "T8");
	CHECK(item["rework"] == 2);
	REQUIRE(item["fines"].size() == 1);
	CHECK(item["fines"][0]["liable"]["key"] == "T7");
	CHECK(item["fines"][0]["sumFen"] == 2000);
	CHECK(desk.payloadOf("complaints.fine.proposed")["evidence"].size() == 2);
}

TEST_CASE("CP-06 overcharging costs 100, then 200; grave bars for good", "[CP-06]")
{
	Desk desk;
	desk.order("1000");
	desk.order("2000");
	const json refund = {{"deed", "refund"}, {"amountFen", 5000}, {"what", "退款"}};
	const json confiscation = {{"deed", "confiscation"}, {"amountFen", 5000}, {"what", "没收"}};
	const std::string first = desk.take("1000", {{"subKind", "overcharge"}})["id"];
	REQUIRE(desk.post(first, "deeds", refund).status == 200);
	REQUIRE(desk.post(first, "deeds", confiscation).status == 200);
	REQUIRE(desk.read(first)["fines"].size() == 1); // one act
	CHECK(desk.read(first)["fines"][0]["sumFen"] == 10000);
	const std::string second = desk.take("2000", {{"subKind", "overcharge"}})["id"];
	REQUIRE(desk.post(second, "deeds", refund).status == 200);
	CHECK(desk.read(second)["fines"][0]["sumFen"] == 20000);

	const json grave = {{"deed", "grave"}, {"what", "屡教不改"}};
	CHECK(desk.post(second, "deeds", grave).error.code == "complaints.not_allowed");
	desk.host.setCaller("sm", {{"service_manager", "*"}});
	REQUIRE(desk.post(second, "deeds", grave).status == 200);
	CHECK(desk.notices("dismissal_proposed", "hr") == 1);
	CHECK(desk.host.call("GET", "/never-again").body["items"][0]["technician"] == "T7");
	CHECK(desk.notices("never_again_assigned", "branch_manager") == 0);
	desk.order("3000", {{"status", "dispatched"}, {"completed_at", nullptr}});
	desk.order("3000", {{"status", "dispatched"}, {"completed_at", nullptr}, {"brand", "格力"}});
	CHECK(desk.notices("never_again_assigned", "branch_manager") == 1); // once
	desk.order("3001", {{"status", "dispatched"}, {"technician_number", "T9"}});
	CHECK(desk.notices("never_again_assigned", "branch_manager") == 1);
	CHECK(desk.host.call("POST", "/never-again/T7/lift", {{"reason", "查无实据"}}).status == 204);
	desk.order("3002", {{"status", "dispatched"}});
	CHECK(desk.notices("never_again_assigned", "branch_manager") == 1);
}

TEST_CASE("CP-07 both apologise; still dissatisfied at the second call-back is fined once", "[CP-07]")
{
	Desk desk;
	desk.order("1000");
	const std::string id = desk.take("1000", {{"subKind", "service"}})["id"];
	for (int round = 1; round <= 2; ++round)
	{
		REQUIRE(desk.post(id, "deeds", {{"deed", "clerk_apology"}, {"what", "致歉"}}).status == 200);
		CHECK(desk.read(id)["deedsMissing"] == json{"person_apology"});
		REQUIRE(
			desk.post(id, "deeds", {{"deed", "person_apology"}, {"personName", "赵师傅"}, {"what", "致歉"}}).status ==
			200);
		desk.handle(id);
		desk.answer(id, false, round + 1);
	}
	CHECK(desk.count("complaints.fine.proposed") == 1);
	CHECK(desk.payloadOf("complaints.fine.proposed")["evidence"][0]["source"] == "callback");
	CHECK(desk.payloadOf("complaints.fine.proposed")["liable"]["key"] == "T7");
}

TEST_CASE("CP-13 handled badly: the superior pays the same; late dispatch is his alone", "[CP-13][CP-08]")
{
	Desk desk;
	desk.order("1000");
	desk.order("2000", {{"customer_phone", "13900002000"}});
	const std::string id = desk.take("1000")["id"];
	desk.host.setCaller("sm", {{"service_manager", "*"}});
	const json badly = {
		{"class", 3}, {"reason", "media"}, {"what", "上了电视"}, {"handledBadly", true}, {"fault", "missed_visit"}};
	json low = badly;
	low["class"] = 2;
	CHECK(desk.post(id, "class", low).error.code == "complaints.class.too_low");
	REQUIRE(desk.post(id, "class", badly).status == 200);
	REQUIRE(desk.post(id, "class", badly).status == 200); // saying it again proposes nothing more
	const json fines = desk.read(id)["fines"];
	REQUIRE(fines.size() == 2);
	std::map<std::string, json> byKind;
	for (const auto& fine : fines) byKind[fine["liable"]["kind"]] = fine;
	CHECK(byKind["technician"]["sumFen"] == 1000);
	CHECK(byKind["superior"]["sumFen"] == 1000);
	CHECK(byKind["superior"]["liable"]["name"] == "李经理");
	CHECK(desk.notices("class_3", "executive") == 1);
	CHECK(desk.notices("class_3", "service_manager") == 1);
	CHECK(desk.notices("class_2", "branch_manager") == 1);

	const std::string late = desk.take("2000")["id"];
	REQUIRE(
		desk.post(late, "class", {{"class", 2}, {"reason", "public"}, {"what", "派工晚"}, {"fault", "late_dispatch"}})
			.status == 200);
	REQUIRE(desk.read(late)["fines"].size() == 1);
	CHECK(desk.read(late)["fines"][0]["liable"]["kind"] == "superior");
}

TEST_CASE("CP-08 class 3 is handled and closes only when it is written up and shared", "[CP-08]")
{
	Desk desk;
	desk.order("1000");
	const json media = {{"class", 3}, {"reason", "media"}, {"what", "上了电视"}};
	const std::string id = desk.take("1000")["id"];
	const auto write = [&] {
		REQUIRE(desk.host
		            .call("PUT", path("/cases", id, "/documents/write_up"),
		                  {{"content", {{"title", "漏水上电视"}, {"lessons", "先致歉"}}}}, "0")
		            .status == 200);
	};
	const auto share = [&] {
		REQUIRE(desk.host.call("POST", path("/cases", id, "/documents/write_up/share"), json::object()).status == 200);
	};
	desk.host.setCaller("sm", {{"service_manager", "*"}});

	SECTION("class 3 before it was handled: the last step is refused")
	{
		REQUIRE(desk.post(id, "class", media).status == 200);
		solve(desk, id);
		REQUIRE(desk.step(id, "carried_out").status == 200);
		CHECK(desk.step(id, "prevention").error.code == "complaints.write_up_missing");
		write();
		CHECK(desk.step(id, "prevention").error.code == "complaints.write_up_missing"); // written, not shared
		CHECK(desk.read(id)["step"] == "carried_out");
		share();
		REQUIRE(desk.step(id, "prevention").status == 200);
		desk.answer(id, true);
		CHECK(desk.read(id)["state"] == "closed");
	}
	SECTION("class 3 after it was handled: the customer's answer is kept, the case closes with the write-up")
	{
		desk.handle(id);
		REQUIRE(desk.post(id, "class", media).status == 200);
		desk.answer(id, true);
		CHECK(desk.read(id)["state"] == "open");
		CHECK(desk.count("complaints.case.closed") == 0);
		CHECK(desk.notices("write_up_missing", "service_manager") == 1);
		write();
		share();
		REQUIRE(desk.host.settle());
		CHECK(desk.read(id)["state"] == "closed");
		CHECK(desk.count("complaints.case.closed") == 1);
	}
	SECTION("the content answer was a mistake: the case goes on")
	{
		desk.handle(id);
		REQUIRE(desk.post(id, "class", media).status == 200);
		desk.answer(id, true);
		desk.hear(
			"survey.callback.corrected",
			{{"case", id}, {"round", 2}, {"from_level", "satisfied"}, {"to_level", "dissatisfied"}, {"reason", "x"}});
		CHECK(desk.read(id)["round"] == 2);
		write();
		share();
		CHECK(desk.read(id)["state"] == "open");
	}
	SECTION("a lower class needs none")
	{
		desk.handle(id);
		REQUIRE(desk.post(id, "class", media).status == 200);
		desk.answer(id, true);
		REQUIRE(desk.post(id, "class", {{"class", 2}, {"reason", "decided"}, {"what", "没有播出"}}).status == 200);
		CHECK(desk.read(id)["state"] == "closed");
	}
}

TEST_CASE("CP-02 ownership moves only by a hand-over that the other accepts", "[CP-02]")
{
	Desk desk;
	desk.order("1000");
	const std::string id = desk.take("1000")["id"];
	desk.host.setCaller("ben", {{"callback_clerk", "*"}});
	CHECK(desk.post(id, "owner", nullptr).error.code == "complaints.owned");
	CHECK(desk.post(id, "hand-overs", {{"toUser", "ben"}, {"reason", "x"}}).error.code == "complaints.not_owner");
	REQUIRE(desk.post(id, "handler", nullptr).status == 200); // the handler changes freely
	CHECK(desk.read(id)["owner"]["id"] == "anna");
	CHECK(desk.read(id)["handler"]["id"] == "ben");

	desk.host.setCaller("anna", {{"callback_clerk", "*"}});
	CHECK(desk.post(id, "hand-overs", {{"reason", "x"}}).error.code == "complaints.hand_over.to_nobody");
	REQUIRE(desk.post(id, "hand-overs", {{"toUser", "ben"}, {"reason", "休假"}}).status == 200);
	CHECK(desk.read(id)["owner"]["id"] == "anna"); // until he accepts
	const std::string offer = desk.read(id)["handOvers"][0]["id"];
	CHECK(desk.host.call("POST", "/hand-overs/" + offer + "/answer", {{"accept", true}}).error.code ==
	      "complaints.hand_over.not_yours");
	desk.host.setCaller("ben", {{"callback_clerk", "*"}});
	CHECK(desk.host.call("GET", "/counters").body["handOvers"] == 1);
	CHECK(desk.host.call("GET", "/hand-overs?forMe=true").body["items"].size() == 1);
	REQUIRE(desk.host.call("POST", "/hand-overs/" + offer + "/answer", {{"accept", true}}).status == 200);
	CHECK(desk.read(id)["owner"]["id"] == "ben");
	CHECK(desk.host.call("POST", "/hand-overs/" + offer + "/answer", {{"accept", false}}).error.code ==
	      "complaints.hand_over.not_yours");
}

TEST_CASE("CP-19 number and address are masked, and every look behind the mask is written down", "[CP-19]")
{
	Desk desk;
	desk.order("1000");
	const std::string id = desk.take("1000")["id"];
	CHECK(desk.read(id)["phone"] == "13900001000"); // the owner's work
	desk.host.setCaller("ben", {{"branch_manager", "01"}});
	json item = desk.read(id);
	CHECK(item["phone"] == "139****1000");
	CHECK(item["address"] == "勉县和****");
	CHECK(item["masked"] == true);
	CHECK(desk.host.call("POST", "/cases/" + id + "/reveal", {{"reason", " "}}).error.code ==
	      "complaints.what.invalid");
	CHECK(desk.host.value("SELECT COUNT(*) FROM complaints_look") == "0");
	CHECK(desk.host.call("POST", "/cases/" + id + "/reveal", {{"reason", "上门"}}).body["phone"] == "13900001000");
	CHECK(desk.read(id)["looks"].empty());
	desk.host.setCaller("sm", {{"service_manager", "*"}});
	const json looks = desk.host.call("GET", "/looks").body["items"];
	REQUIRE(looks.size() == 1);
	CHECK(looks[0]["userName"] == "ben");
	CHECK(desk.read(id)["looks"].size() == 1);
	// A clerk's own list is a need, not a look: the case waits for his call.
	desk.host.setCaller("carl", {{"callback_clerk", "*"}});
	CHECK(desk.cases()[0]["phone"] == "139****1000");
	desk.handle(id);
	CHECK(desk.cases()[0]["phone"] == "13900001000");
	desk.host.call("POST", "/cases/" + id + "/reveal", {{"reason", "回访"}});
	CHECK(desk.host.value("SELECT COUNT(*) FROM complaints_look") == "1");
	desk.answer(id, true);
	CHECK(desk.cases()[0]["phone"] == "139****1000");
}

TEST_CASE("CP-16 a flagged customer is known again, and his care contacts come due", "[CP-16]")
{
	Desk desk;
	desk.order("1000");
	const std::string id = desk.take("1000")["id"];
	desk.host.setCaller("sm", {{"service_manager", "*"}});
	const auto flagged = desk.post(id, "customer", {{"vip", true}, {"contactName", "小李"}, {"careDays", 10}});
	REQUIRE(flagged.status == 200);
	CHECK(flagged.body["nextCareOn"] == "2026-11-16");
	CHECK(flagged.body["phone"] == "139****1000");
	CHECK(desk.read(id)["vip"] == true);
	CHECK(desk.host.call("GET", "/customers?due=true").body["items"].empty());
	desk.host.setNow(kToday + 10 * kDay);
	CHECK(desk.host.call("GET", "/counters").body["careDue"] == 1);
	const std::string customer = flagged.body["id"];
	const json before = desk.read(id)["customer"];
	CHECK(before["careDays"] == 10);
	const std::string path = "/customers/" + customer;
	const json wanted = {{"contactName", "小王"}, {"careDays", 15}, {"note", "工程客户"}};
	CHECK(desk.host.call("PUT", path, wanted, "99").error.code == "complaints.customer.stale");
	const std::string version = std::to_string(before["version"].get<int>());
	const auto changed = desk.host.call("PUT", path, wanted, version);
	CHECK(changed.body["nextCareOn"] == "2026-12-01");
	CHECK(changed.body["contactName"] == "小王");
	CHECK(desk.host.call("PUT", path, wanted, version).error.code == "complaints.customer.stale");
	CHECK(desk.host.call("PUT", "/customers/nobody", wanted, "1").error.code == "complaints.customer.not_found");
	CHECK(desk.host
	          .call("PUT", path, {{"contactName", "小李"}, {"careDays", 10}},
	                std::to_string(changed.body["version"].get<int>()))
	          .body["note"] == "工程客户");
	CHECK(desk.host.call("POST", "/customers/" + customer + "/care", {{"what", "问候"}}).body["nextCareOn"] ==
	      "2026-11-26");
	const json again = desk.take("1000", {{"phone", "+86 139 0000 1000"}});
	CHECK(again["vip"] == true);
	CHECK(again["earlier"] == 1);
	CHECK(again["customer"]["contactName"] == "小李");
}

TEST_CASE("CP-15 causes of a month, actions against them, the 8D report", "[CP-15][CP-08]")
{
	Desk desk;
	for (const char* key : {"1000", "2000", "3000"})
	{
		desk.order(key);
		const std::string id = desk.take(key)["id"];
		desk.step(id, "facts");
		desk.post(id, "steps", {{"step", "cause"}, {"what", "x"}, {"cause", *key == '3' ? "parts" : "attitude"}});
	}
	json pareto = desk.host.call("GET", "/pareto?month=2026-11").body;
	CHECK(pareto["total"] == 3);
	CHECK(pareto["items"][0]["cause"] == "attitude");
	CHECK(pareto["items"][0]["count"] == 2);
	CHECK(desk.host.call("GET", "/pareto?month=2026-10").body["items"].empty());
	CHECK(desk.host.call("GET", "/pareto?month=2026-01&to=2026-12&branch=02").body["total"] == 0);

	const json action = {{"cause", "attitude"}, {"branchId", "01"},   {"type", "preventive"},
	                     {"what", "培训"},      {"person", "李经理"}, {"dueOn", "2026-11-05"}};
	const auto added = desk.host.call("POST", "/actions", action);
	REQUIRE(added.status == 201);
	CHECK(added.body["overdue"] == true);
	CHECK(desk.host.call("GET", "/counters").body["actionsOverdue"] == 1);
	const std::string progress = path("/actions", added.body["id"], "/progress");
	CHECK(desk.host.call("POST", progress, {{"state", "checked"}, {"effect", "好"}}, "1").error.code ==
	      "complaints.action.stale");
	CHECK(desk.host.call("POST", progress, {{"state", "done"}}, "1").body["doneOn"] == "2026-11-06");
	CHECK(desk.host.call("POST", progress, {{"state", "checked"}}, "2").error.code == "complaints.what.invalid");
	CHECK(desk.host.call("POST", progress, {{"state", "checked"}, {"effect", "好"}}, "2").body["state"] == "checked");

	const std::string report = path("/cases", desk.cases()[0]["id"], "/documents/report8d");
	CHECK(desk.host.call("GET", report).error.code == "complaints.document.not_found");
	CHECK(desk.host.call("PUT", report, {{"content", {{"d9", "x"}}}}, "0").error.code == "complaints.document.invalid");
	REQUIRE(desk.host.call("PUT", report, {{"content", {{"d1", "小组"}}}}, "0").status == 200);
	CHECK(desk.host.call("PUT", report, {{"content", {{"d1", "y"}}}}, "0").error.code == "complaints.document.stale");
	CHECK(desk.host.call("GET", report).body["content"]["d1"] == "小组");
	desk.host.setCaller("sm", {{"service_manager", "*"}});
	CHECK(desk.host.call("GET", "/documents?type=report8d").body["items"].empty());
	REQUIRE(desk.host.call("POST", report + "/share").status == 200);
	CHECK(desk.host.call("GET", "/documents?type=report8d").body["items"].size() == 1);
}

TEST_CASE("lists of customers, looks, actions and reports are sorted both ways, page by page", "[CP-15][CP-16][CP-19]")
{
	Desk desk;
	const std::vector<std::string> names{"赵六", "陈一", "王五", "陈一"};
	for (int i = 0; i < 4; ++i)
	{
		const std::string key = std::to_string(1000 + i);
		desk.order(key, {{"customer_name", names[static_cast<std::size_t>(i)]}});
		const std::string id = desk.take(key)["id"];
		desk.host.setCaller("sm", {{"service_manager", "*"}});
		REQUIRE(desk.post(id, "customer", {{"vip", true}, {"contactName", "小李"}, {"careDays", i < 2 ? 0 : 40 - i}})
		            .status == 200);
		REQUIRE(desk.host.call("POST", "/cases/" + id + "/reveal", {{"reason", "上门"}}).status == 200);
		REQUIRE(desk.host
		            .call("POST", "/actions",
		                  {{"cause", "attitude"},
		                   {"branchId", "01"},
		                   {"type", "preventive"},
		                   {"what", "培训"},
		                   {"person", "李经理"},
		                   {"dueOn", i == 1 ? "2026-12-24" : "2026-11-2" + std::to_string(i)}})
		            .status == 201);
		const std::string report = "/cases/" + id + "/documents/report8d";
		REQUIRE(desk.host.call("PUT", report, {{"content", {{"d1", "小组"}}}}, "0").status == 200);
		REQUIRE(desk.host.call("POST", report + "/share").status == 200);
		// Two of one moment: told apart by their id.
		if (i > 0) desk.host.setNow(desk.host.now() + kDay);
		desk.host.setCaller("anna", {{"callback_clerk", "*"}});
	}
	desk.host.setCaller("sm", {{"service_manager", "*"}});
	using erphost::mock::checkSorted;
	checkSorted(desk.host, "/customers", "nextCareOn", 4);
	checkSorted(desk.host, "/customers", "name", 4);
	checkSorted(desk.host, "/actions", "dueOn", 4);
	checkSorted(desk.host, "/documents?type=report8d", "sharedAt", 4);
	checkSorted(desk.host, "/looks", "at",
	            static_cast<std::size_t>(std::stoi(desk.host.value("SELECT COUNT(*) FROM complaints_look"))));
}

TEST_CASE("X-01 X-07 the order's story, and what its customer sees without an account", "[X-01][X-07]")
{
	Desk desk;
	desk.order("1000");
	const std::string id = desk.take("1000")["id"];
	desk.handle(id);
	REQUIRE(desk.host.settle()); // the clocks hear of it
	const json story = desk.host.call("GET", "/story?kind=work_order&branch=01&key=1000").body["items"];
	REQUIRE(story.size() == 7); // six steps, and the clock of the first answer
	CHECK(story[0]["what"] == "complaint.received");
	CHECK(story[0]["ref"]["id"] == id);
	CHECK(std::any_of(story.begin(), story.end(),
	                  [](const json& line) { return line["what"] == "complaint.clock_done"; }));
	CHECK(std::is_sorted(story.begin(), story.end(),
	                     [](const json& one, const json& other) { return one["at"] < other["at"]; }));
	const json state = desk.host.call("GET", "/order-state?number=AZ1000&last4=1000").body;
	CHECK(state["found"] == true);
	REQUIRE(state["states"].size() == 2);
	CHECK(state["states"][1]["what"] == "complaint_handled");
	CHECK(state.dump().find("王") == std::string::npos);
	CHECK(desk.host.call("GET", "/order-state?number=AZ1000&last4=9999").body["found"] == false);
	CHECK(desk.host.call("GET", "/order-state?number=AZ9&last4=1000").body["found"] == false);
}

TEST_CASE("files of a case are kept, shown and removed", "[CP-09]")
{
	Desk desk;
	desk.order("1000");
	const std::string id = desk.take("1000")["id"];
	const json photo = {{"fileName", "漏水.jpg"}, {"mediaType", "image/jpeg"}, {"base64", "/9j/4AAQSkZJRgABAQ=="}};
	json broken = photo;
	broken["base64"] = "???";
	CHECK(desk.post(id, "attachments", broken).error.code == "complaints.attachment.unreadable");
	const auto added = desk.post(id, "attachments", photo);
	INFO(added.error.code);
	REQUIRE(added.status == 200);
	const std::string file = path("/cases/" + id + "/attachments", added.body["attachments"][0]["id"], "");
	CHECK(desk.host.files().size() == 1);
	CHECK(desk.host.call("DELETE", file).status == 204);
	CHECK(desk.host.files().empty());
	CHECK(desk.host.call("GET", file).error.code == "complaints.attachment.not_found");
}

TEST_CASE("§5 a fine by hand follows the table, once, and can be withdrawn", "[CP-13]")
{
	Desk desk;
	desk.order("1000");
	const std::string id = desk.take("1000")["id"];
	desk.host.setCaller("boss", {{"branch_manager", "01"}});
	json fine = {{"offence", "A-DAMAGE-ESCALATED"},
	             {"reason", "划伤地板"},
	             {"damageFen", 30000},
	             {"liable", {{"kind", "technician"}, {"key", "T7"}, {"name", "赵师傅"}}}};
	REQUIRE(desk.post(id, "fines", fine).status == 200);
	REQUIRE(desk.post(id, "fines", fine).status == 200);
	json fines = desk.host.call("GET", "/fines").body["items"];
	REQUIRE(fines.size() == 1);
	CHECK(fines[0]["sumFen"] == 35000);
	fine["offence"] = "A-NOTHING";
	CHECK(desk.post(id, "fines", fine).error.code == "complaints.offence.unknown");
	CHECK(desk.host.call("POST", path("/fines", fines[0]["id"], "/withdraw"), {{"reason", "弄错了"}}).body["state"] ==
	      "withdrawn");
	CHECK(desk.count("complaints.fine.withdrawn") == 1);
	CHECK(desk.host.call("GET", "/fines").body["items"].empty());
}
