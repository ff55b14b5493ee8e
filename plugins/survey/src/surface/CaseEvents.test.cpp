#include "surface/CaseEvents.hpp"

#include "surface/testing/CallDesk.hpp"

using namespace survey::testing;
using nlohmann::json;

TEST_CASE("SV-04 a handled case opens the next round, due three days later, until the customer is content",
          "[SV-04][SV-52][CP-10]")
{
	CallDesk desk;
	desk.order("1000");
	REQUIRE(desk.record("1000", answered("dissatisfied", "漏水")).status == 200);
	const std::string id = desk.task("1000")["id"];
	CHECK(desk.task("1000")["state"] == "after_sales");

	desk.host.setNow(CallDesk::kToday + CallDesk::kDay);
	desk.handled("c1", id);
	json task = desk.task("1000");
	CHECK(task["state"] == "open");
	CHECK(task["round"] == 2);
	CHECK(task["attempts"] == 0);
	CHECK(task["dueOn"] == "2026-11-10"); // handled on the 7th
	REQUIRE(task["rounds"].size() == 2);
	CHECK(task["rounds"][1]["case"]["number"] == "TS-c1");
	CHECK(desk.host.call("POST", "/tasks/next", json::object()).body["id"] == id);

	// Still not content: the same case goes on, no second sheet.
	REQUIRE(desk.record("1000", answered("dissatisfied", "还在漏")).status == 200);
	CHECK(desk.task("1000")["state"] == "after_sales");
	CHECK(desk.events("survey.contact_sheet.requested").size() == 1);
	CHECK(desk.events("survey.callback.recorded").back()["case"] == "c1");
	CHECK(desk.events("survey.callback.recorded").back()["content"] == false);

	desk.handled("c1", id, 2);
	CHECK(desk.task("1000")["round"] == 3);
	REQUIRE(desk.record("1000", answered("satisfied")).status == 200);
	task = desk.task("1000");
	CHECK(task["state"] == "done");
	CHECK(desk.recordOf("callback_status")["handling_status"] == "completed");
	CHECK(desk.events("survey.callback.recorded").back()["content"] == true);
	// SV-52: the first round is the indicator, the latest is what settlement looks at.
	CHECK(desk.host.value("SELECT first_level || '|' || level || '|' || state FROM survey_v_assessment") ==
	      "dissatisfied|satisfied|done");
}

TEST_CASE("SV-04 the same handling told twice opens one round", "[SV-04]")
{
	CallDesk desk;
	desk.order("1000");
	REQUIRE(desk.record("1000", answered("very_dissatisfied", "漏水")).status == 200);
	const std::string id = desk.task("1000")["id"];
	desk.handled("c1", id);
	desk.handled("c1", id);
	CHECK(desk.task("1000")["round"] == 2);
	CHECK(desk.host.value("SELECT COUNT(*) FROM survey_round") == "2");
}

TEST_CASE("SV-04 a round that nobody reached is given up, and opened again after further handling", "[SV-04][SV-05]")
{
	CallDesk desk;
	desk.order("1000");
	REQUIRE(desk.record("1000", answered("dissatisfied", "漏水")).status == 200);
	const std::string id = desk.task("1000")["id"];
	desk.handled("c1", id);
	for (int i = 0; i < 3; ++i) REQUIRE(desk.record("1000", {{"disposition", "no_answer"}}).status == 200);
	CHECK(desk.task("1000")["state"] == "not_reachable");
	CHECK(desk.events("survey.callback.not_reached").back()["case"] == "c1");
	desk.handled("c1", id, 2);
	CHECK(desk.task("1000")["state"] == "open");
	CHECK(desk.task("1000")["round"] == 3);
}

TEST_CASE("SV-04 a case without a call-back gets a task of its own", "[SV-04]")
{
	CallDesk desk;
	desk.host.value("INSERT INTO complaints_case VALUES ('c7', 'TS-7', NULL, '01', NULL, NULL, 1, 1, '赵六', "
	                "'13811112222')");
	desk.handled("c7", "");
	json task = desk.task("c7");
	REQUIRE(task["kind"] == "case");
	CHECK(task["round"] == 2);
	CHECK(task["phone"] == "13811112222");
	CHECK(task["orderNumber"] == "TS-7");
	CHECK(task["dueOn"] == "2026-11-09");
	REQUIRE(desk.recordFor(task, answered("dissatisfied", "没人来")).status == 200);
	CHECK(desk.events("survey.contact_sheet.requested").empty()); // its case is there
	CHECK(desk.host.records().empty());
	desk.handled("c7", "", 2);
	CHECK(desk.task("c7")["round"] == 3);
	REQUIRE(desk.record("c7", answered("satisfied")).status == 200);
	CHECK(desk.events("survey.callback.recorded").back()["case"] == "c7");
	CHECK(desk.task("c7")["state"] == "done");
	CHECK(desk.host.value("SELECT COUNT(*) FROM survey_task") == "1");
}

TEST_CASE("SV-04 a complaint about an order that was called back opens a round there, else stands beside it",
          "[SV-04][SV-13]")
{
	CallDesk desk;
	desk.order("1000");
	desk.order("1001");
	REQUIRE(desk.record("1000", answered("satisfied")).status == 200);
	for (const char* key : {"1000", "1001"})
		desk.host.value("INSERT INTO complaints_case VALUES ('c" + std::string(key) + "', 'TS', 'work_order', '01', '" +
		                key + "', 'AZ', 1, 1, '王五', '1390000" + key + "')");
	desk.handled("c1000", "");
	CHECK(desk.task("1000")["round"] == 2);
	CHECK(desk.task("1000")["state"] == "open");
	desk.handled("c1001", "");
	CHECK(desk.task("1001")["round"] == 1); // nobody has called yet: one call, two answers
	REQUIRE(desk.task("c1001")["siblings"].size() == 1);
	CHECK(desk.task("c1001")["siblings"][0]["orderKey"] == "1001");
}

TEST_CASE("SV-04 a case that is over takes its unanswered round back", "[SV-04]")
{
	CallDesk desk;
	desk.order("1000");
	REQUIRE(desk.record("1000", answered("dissatisfied", "漏水")).status == 200);
	desk.handled("c1", desk.task("1000")["id"]);
	desk.caseEvent("complaints.case.voided", {{"case", "c1"}, {"reason", "重复"}});
	CHECK(desk.task("1000")["state"] == "after_sales");
	CHECK(desk.task("1000")["round"] == 1);
	CHECK_FALSE(desk.task("1000")["rounds"][1]["withdrawnAt"].is_null());
}

TEST_CASE("SV-04 the second round shows what was carried out in that round of the handling", "[SV-04][CP-14]")
{
	CallDesk desk;
	desk.order("1000");
	REQUIRE(desk.record("1000", answered("dissatisfied", "漏水")).status == 200);
	const std::string id = desk.task("1000")["id"];
	const auto handled = [&](int round, const json& answer) {
		desk.caseEvent("complaints.case.handled", {{"case", "c1"},
		                                           {"case_number", "TS-c1"},
		                                           {"task", id},
		                                           {"round", round},
		                                           {"handled_at", desk.host.now()},
		                                           {"answer", answer}});
	};
	handled(1, "支架已重新固定");
	CHECK(desk.task("1000")["rounds"][1]["case"]["answer"] == "支架已重新固定");
	REQUIRE(desk.record("1000", answered("dissatisfied", "还在漏")).status == 200);
	handled(2, nullptr);
	CHECK(desk.task("1000")["rounds"][2]["case"]["answer"].is_null());
}

TEST_CASE("CP-02 the events of a call-back name the clerk, who owns the complaint that comes of it", "[CP-02][SV-52]")
{
	for (const bool called : {true, false})
	{
		CallDesk desk;
		desk.host.setCaller("anna", {{"callback_clerk", "*"}});
		desk.order("1000");
		json body = answered("dissatisfied", "漏水");
		if (!called) body["channel"] = "sms"; // nobody heard it
		REQUIRE(desk.record("1000", body).status == 200);
		for (const char* type : {"survey.callback.recorded", "survey.contact_sheet.requested"})
		{
			REQUIRE(desk.events(type).size() == 1);
			CHECK(desk.events(type)[0].value("clerk", "") == (called ? "anna" : ""));
			CHECK(desk.events(type)[0].contains("clerk_name") == called);
		}
	}
}

TEST_CASE("SV-04 without the complaints plugin nothing is missing", "[SV-04]")
{
	CallDesk desk;
	desk.host.value("DROP VIEW complaints_v_followup");
	desk.order("1000");
	REQUIRE(desk.record("1000", answered("satisfied")).status == 200);
	CHECK(desk.task("1000")["state"] == "done");
}
