#include "SortedList.hpp"
#include "surface/MoneyDesk.test.hpp"

using namespace fees::testing;

TEST_CASE("FE-20 a proposal becomes final by two people, with the table's sum", "[FE-20][X-04]")
{
	MoneyDesk desk;
	const json proposed = desk.proposal("p1", "A-UNSAFE");
	CHECK(proposed["state"] == "proposed");
	CHECK(proposed["number"] == "CF-勉县-20261106-0001");
	// Told twice it is one fine.
	desk.proposal("p1", "A-UNSAFE");
	CHECK(desk.number("SELECT COUNT(*) FROM fees_fine") == 1);

	const json checked = desk.check(proposed);
	CHECK(checked["sumFen"] == 5000);
	const std::string path = "/fines/" + checked["id"].get<std::string>() + "/decide";
	desk.as("anna", "branch_manager");
	CHECK(desk.post(path, {{"decision", "final"}}, desk.version(checked)).error.code == "fees.fine.four_eyes");
	const json done = desk.decide(checked);
	CHECK(done["state"] == "final");
	CHECK(desk.balance("person", "T7") == -5000);
	CHECK(desk.balance("company", "fines") == 5000);
	CHECK(desk.lastRecord("fine")["sum"] == "50.00");
	CHECK(desk.count("fees.fine.decided") == 1);

	// from HR's line back to the recorded answer.
	const json line = desk.read("/hr/01/2026-11/lines")["items"][0];
	CHECK(line["sumFen"] == -5000);
	const json steps = desk.read("/trace?type=hr&id=" + line["id"].get<std::string>())["steps"];
	std::vector<std::string> chain;
	for (const json& step : steps) chain.push_back(step["what"]);
	CHECK(chain == std::vector<std::string>{"hr_line", "fine", "rule", "evidence", "task", "order"});
	CHECK(steps[4]["id"] == "task-1");
	CHECK(steps[3]["params"]["text"] == "没系安全带");
}

TEST_CASE("FE-20 of one act the highest counts, separate acts add up", "[FE-20]")
{
	MoneyDesk desk;
	const json small = desk.makeFinal("p1", "A-NO-EXPLANATION");
	CHECK(desk.balance("person", "T7") == -500);
	const json big = desk.makeFinal("p2", "A-UNSAFE");
	CHECK(desk.balance("person", "T7") == -5000);
	CHECK(desk.fineOf("p1")["state"] == "outweighed");
	CHECK(desk.fineOf("p1")["outweighedBy"] == big["number"]);
	// A counter-entry, nothing deleted.
	CHECK(desk.fineOf("p1")["entries"].size() == 2);
	CHECK(desk.makeFinal("p3", "A-NOT-IN-TIME")["state"] == "outweighed");
	CHECK(desk.balance("person", "T7") == -5000);

	desk.decide(desk.check(desk.proposal("p4", "A-CUSTOMER-THINGS"), {{"act", "another visit"}}));
	CHECK(desk.balance("person", "T7") == -7000);

	// An error of fact in the highest: the next highest of the act counts again.
	desk.as("wang", "service_manager");
	const json voided = desk.must("/fines/" + big["id"].get<std::string>() + "/void",
	                              {{"why", "客户认错人"}, {"checkedWith", "李经理"}}, desk.version(desk.fineOf("p2")));
	CHECK(voided["state"] == "voided");
	CHECK(desk.fineOf("p3")["state"] == "final");
	CHECK(desk.balance("person", "T7") == -3000);
}

TEST_CASE("FE-20 overcharging is 100, then 200; from the third time dismissal is proposed only", "[FE-20]")
{
	MoneyDesk desk;
	const auto over = [&](const std::string& id, const std::string& key) {
		return desk.makeFinal(id, "A-OVERCHARGE", {{"erp_key", key}, {"order", "AZ" + key}});
	};
	CHECK(over("o1", "1")["sumFen"] == 10000);
	const json second = over("o2", "2");
	CHECK(second["sumFen"] == 20000);
	CHECK(second["repetition"] == 2);
	CHECK(second["dismissalProposed"] == false);
	const json third = over("o3", "3");
	CHECK(third["sumFen"] == 20000);
	CHECK(third["dismissalProposed"] == true);
	desk.as("wang", "service_manager");
	CHECK(desk.read("/dismissals")["items"].size() == 1);
	// Both tables' lines are one offence, and another person begins anew.
	CHECK(desk.proposal("o4", "B-OVERCHARGE", {{"erp_key", "4"}})["repetition"] == 4);
	CHECK(desk.makeFinal("o5", "A-OVERCHARGE",
	                     {{"erp_key", "5"},
	                      {"liable", {{"kind", "technician"}, {"key", "T8"}, {"name", "孙"}}}})["sumFen"] == 10000);
}

TEST_CASE("FE-20 fines are listed by their proposal, both ways, page by page", "[FE-20]")
{
	MoneyDesk desk;
	for (int i = 0; i < 6; ++i)
	{
		const std::string id = "s" + std::to_string(i);
		if (i % 2 != 0) desk.host.setNow(desk.host.now() + 3'600'000); // else two of one moment
		const json more = {{"erp_key", id}, {"order", "AZ" + id}};
		if (i == 5) desk.proposal(id, "A-OVERCHARGE", more);
		else desk.makeFinal(id, "A-OVERCHARGE", more);
	}
	desk.as("wang", "service_manager");
	using erphost::mock::checkSorted;
	checkSorted(desk.host, "/fines?state=all", "proposedAt", 6);
	checkSorted(desk.host, "/fines?state=final", "proposedAt", 5);
	checkSorted(desk.host, "/dismissals", "proposedAt", 3); // from the third time
	desk.host.setNow(desk.host.now() + 3'600'000);
	desk.check(desk.proposal("s6", "A-UNSAFE", {{"erp_key", "s6"}}));
	desk.as("wang", "service_manager");
	checkSorted(desk.host, "/fines", "proposedAt", 2);
	CHECK(desk.read("/fines")["items"][0]["state"] == "checked"); // the newest first, of both open states
}

TEST_CASE("FE-20 a sum that was checked before an earlier act became final is checked again", "[FE-20]")
{
	MoneyDesk desk;
	const json late = desk.check(desk.proposal("o1", "A-OVERCHARGE", {{"erp_key", "1"}}));
	desk.makeFinal("o2", "A-OVERCHARGE", {{"erp_key", "2"}});
	desk.as("wang", "service_manager");
	const auto refused =
		desk.post("/fines/" + late["id"].get<std::string>() + "/decide", {{"decision", "final"}}, desk.version(late));
	CHECK(refused.error.code == "fees.fine.sum_changed");
	CHECK(desk.decide(desk.check(desk.decide(late, "returned")))["sumFen"] == 20000);
}

TEST_CASE("FE-20 both tables: A's sum counts, B's where it is alone; a difference is confirmed once", "[FE-20]")
{
	MoneyDesk desk;
	CHECK(desk.makeFinal("p1", "B-SMOKING")["sumFen"] == 1000);
	const json drinking = desk.check(desk.proposal("p2", "B-DRINKING", {{"erp_key", "2"}}));
	CHECK(drinking["sumFen"] == 10000);
	desk.as("wang", "service_manager");
	const std::string path = "/fines/" + drinking["id"].get<std::string>() + "/decide";
	CHECK(desk.post(path, {{"decision", "final"}}, desk.version(drinking)).error.code == "fees.offences.unconfirmed");
	const json differing = desk.read("/offences")["differing"];
	REQUIRE(differing.size() == 1);
	CHECK(differing[0]["a"]["code"] == "A-DRINKING");
	desk.must("/offences/choice", {{"choices", {{{"code", "A-DRINKING"}, {"table", "B"}}}}, {"from", "2026-11-01"}});
	CHECK(desk.read("/offences")["differing"][0]["chosen"] == "B");
	// The sum is the chosen table's from then on.
	CHECK(desk.check(desk.decide(drinking, "returned"))["sumFen"] == 5000);
}

TEST_CASE("FE-20 several liable persons share by stated parts, to the last fen", "[FE-20][FE-08]")
{
	MoneyDesk desk;
	const json shares = {{{"kind", "technician"}, {"key", "T7"}, {"name", "赵"}, {"parts", 2}},
	                     {{"kind", "technician"}, {"key", "T8"}, {"name", "孙"}, {"parts", 1}}};
	desk.decide(desk.check(desk.proposal("p1", "A-UNSAFE"), {{"shares", shares}}));
	CHECK(desk.balance("person", "T7") == -3333);
	CHECK(desk.balance("person", "T8") == -1667);
	CHECK(desk.read("/hr/01/2026-11")["people"].size() == 2);
}

TEST_CASE("FE-20 an offence in no table is judged by the service manager; call-backs take no appeal", "[FE-20]")
{
	MoneyDesk desk;
	desk.complain("1000", "c1", "open", kToday);
	const json conduct = desk.proposal("p1", "CONDUCT", {{"case", "c1"}});
	CHECK(conduct["listed"] == false);
	CHECK(conduct["class"] == 2);
	CHECK(conduct["unlistedFen"] == 5000);
	const std::string path = "/fines/" + conduct["id"].get<std::string>();
	desk.as("anna", "settlement_clerk");
	CHECK(desk.post(path + "/check", {{"sumFen", 3000}}, desk.version(conduct)).error.code == "fees.fine.not_allowed");
	desk.as("wang", "service_manager");
	CHECK(desk.post(path + "/check", json::object(), desk.version(conduct)).error.code == "fees.fine.sum.needed");
	const json checked = desk.must(path + "/check", {{"sumFen", 3000}}, desk.version(conduct));
	CHECK(checked["sumFen"] == 3000);
	desk.as("chen", "executive");
	CHECK(desk.post(path + "/decide", {{"decision", "waived"}, {"why", "求情"}}, desk.version(checked)).error.code ==
	      "fees.fine.no_appeal");
	const json waived = desk.must(path + "/decide", {{"decision", "waived"}, {"why", "认错人"}, {"errorOfFact", true}},
	                              desk.version(checked));
	CHECK(waived["state"] == "waived");
	CHECK(desk.number("SELECT COUNT(*) FROM fees_hr_line") == 0);
}

TEST_CASE("FE-20 a corrected answer withdraws an open proposal and voids a final fine", "[FE-20][SV-15]")
{
	MoneyDesk desk;
	desk.proposal("p1", "A-UNSAFE");
	const json gone = {{"proposal", "p1"}, {"branch", "01"}, {"erp_key", "1000"}, {"reason", "更正"}};
	desk.hear("survey.fine.withdrawn", gone);
	CHECK(desk.fineOf("p1")["state"] == "withdrawn");
	desk.makeFinal("p1", "A-UNSAFE"); // proposed again: another fine
	CHECK(desk.number("SELECT COUNT(*) FROM fees_fine") == 2);
	desk.hear("survey.fine.withdrawn", gone);
	desk.hear("survey.fine.withdrawn", gone);
	CHECK(desk.fineOf("p1")["state"] == "voided");
	CHECK(desk.balance("person", "T7") == 0);
	CHECK(desk.read("/hr/01/2026-11")["sumFen"] == 0);
	CHECK(desk.read("/hr/01/2026-11/lines")["items"].size() == 2);
}

TEST_CASE("FE-20 an inspection's fine is born checked; its author does not decide it", "[FE-20]")
{
	MoneyDesk desk;
	desk.as("li", "branch_manager", "01");
	const json body = {{"branchId", "01"},
	                   {"offence", "B-UNIFORM"},
	                   {"liable", {{"kind", "technician"}, {"key", "T7"}, {"name", "赵师傅"}}},
	                   {"reason", "没穿工装"},
	                   {"actAt", kToday - 1000}};
	const json fine = desk.must("/fines", body);
	CHECK(fine["state"] == "checked");
	const std::string path = "/fines/" + fine["id"].get<std::string>() + "/decide";
	CHECK(desk.post(path, {{"decision", "final"}}, desk.version(fine)).error.code == "fees.fine.four_eyes");
	CHECK(desk.decide(fine)["state"] == "final");
	desk.as("li", "branch_manager", "02");
	CHECK(desk.post("/fines", body).error.code == "fees.not_allowed");
	CHECK(desk.get("/fines/" + fine["id"].get<std::string>()).error.code == "fees.fine.not_found");
}

TEST_CASE("FE-21 a provider's notice: confirmed the same day, paid by the 3rd, chased, or offset", "[FE-21]")
{
	MoneyDesk desk;
	const json outside = {{"liable", {{"kind", "technician"}, {"key", "X1"}, {"name", "钱师傅"}}}};
	desk.makeFinal("p1", "A-UNSAFE", outside);
	json notice = desk.read("/notices")["items"][0];
	CHECK(notice["provider"] == "P1");
	CHECK(notice["providerName"] == "宏达安装队");
	CHECK(notice["confirmBy"] == "2026-11-06");
	CHECK(notice["payBy"] == "2026-12-03");
	CHECK(desk.balance("provider", "P1") == -5000);
	const std::string path = "/notices/" + notice["id"].get<std::string>();
	CHECK(desk.read(path + "/paper")["slip"]["sumFen"] == 5000);
	desk.must(path + "/confirm", {{"on", "2026-11-06"}, {"by", "钱"}}, desk.version(notice));
	CHECK(desk.post(path + "/confirm", {{"on", "2026-11-06"}, {"by", "钱"}}, desk.version(notice)).error.code ==
	      "fees.notice.stale");

	desk.host.setNow(kToday + 35 * kDay); // 11 December: eight days late
	desk.settle();
	notice = desk.read("/notices?overdue=true")["items"][0];
	CHECK(notice["overdueDays"] == 8);
	CHECK(notice["dunning"] == 2);
	CHECK(desk.read("/notices/dunning")["items"].size() == 1);
	desk.as("cai", "cashier");
	const json payment = {{"branchId", "01"}, {"provider", "P1"},       {"month", "2026-11"},
	                      {"sumFen", 4000},   {"paidOn", "2026-12-10"}, {"receipt", "SJ7"}};
	CHECK(desk.post("/notices/payments", payment).error.code == "fees.payment.differs");
	json whole = payment;
	whole["sumFen"] = 5000;
	CHECK(desk.must("/notices/payments", whole)["notices"][0]["state"] == "paid");
	CHECK(desk.balance("provider", "P1") == 0);
	CHECK(desk.number("SELECT COUNT(*) FROM fees_offset WHERE state = 'open'") == 0);
	// Paid, and then an error of fact: it comes back with the next settlement.
	desk.as("wang", "service_manager");
	desk.must("/fines/" + desk.fineOf("p1")["id"].get<std::string>() + "/void", {{"why", "错"}, {"checkedWith", "李"}},
	          desk.version(desk.fineOf("p1")));
	CHECK(desk.host.value("SELECT type || sum_fen FROM fees_offset WHERE state = 'open'") == "fine_back5000");
}

TEST_CASE("FE-22 HR's month is closed by HR, frozen, and later changes are lines of the next", "[FE-22]")
{
	MoneyDesk desk;
	const json fine = desk.makeFinal("p1", "A-UNSAFE");
	desk.as("hu", "hr");
	json month = desk.read("/hr/01/2026-11");
	CHECK(desk.post("/hr/01/2026-11/close", nullptr, desk.version(month)).error.code == "fees.hr.not_over");
	desk.host.setNow(kToday + 26 * kDay); // 2 December
	month = desk.must("/hr/01/2026-11/close", nullptr, desk.version(month));
	CHECK(month["state"] == "closed");
	CHECK(month["sumFen"] == -5000);
	CHECK(desk.balance("person", "T7") == 0);
	CHECK(desk.balance("hr", "2026-11") == -5000);
	CHECK(desk.post("/hr/01/2026-11/close", nullptr, desk.version(month)).error.code == "fees.hr.closed");

	desk.as("wang", "service_manager");
	desk.must("/fines/" + fine["id"].get<std::string>() + "/void", {{"why", "错"}, {"checkedWith", "李"}},
	          desk.version(desk.fineOf("p1")));
	CHECK(desk.read("/hr/01/2026-11")["sumFen"] == -5000);
	const json back = desk.read("/hr/01/2026-12/lines")["items"][0];
	CHECK(back["sumFen"] == 5000);
	CHECK(back["origin"] == "2026-11");
	CHECK(desk.read("/hr/01/2026-12/paper?person=T7")["sumFen"] == 5000);
}

TEST_CASE("FE-22 what is decided for a closed month is a line of the first month that is open", "[FE-22][FE-50]")
{
	MoneyDesk desk;
	desk.as("anna", "callback_clerk");
	json reward = desk.must("/rewards", {{"branchId", "01"},
	                                     {"code", "HELPED-COLLEAGUES"},
	                                     {"person", "T7"},
	                                     {"personName", "赵师傅"},
	                                     {"month", "2026-09"},
	                                     {"reason", "三次"}});
	const std::string path = "/rewards/" + reward["id"].get<std::string>();
	desk.as("li", "branch_manager", "01");
	reward = desk.must(path + "/statement", {{"statement", "属实"}}, desk.version(reward));
	desk.as("hu", "hr");
	for (const char* month : {"/hr/01/2026-09", "/hr/01/2026-10"})
		desk.must(month + std::string("/close"), nullptr, desk.version(desk.read(month)));
	desk.must(path + "/decide", {{"decision", "approved"}}, desk.version(reward));
	CHECK(desk.read("/hr/01/2026-09")["sumFen"] == 0);
	CHECK(desk.read("/hr/01/2026-10")["sumFen"] == 0);
	const json line = desk.read("/hr/01/2026-11/lines")["items"][0];
	CHECK(line["sumFen"] == 5000);
	CHECK(line["origin"] == "2026-09");
}

TEST_CASE("FE-22 bonuses and charges go to the list or the settlement, each once", "[FE-22][SV-58]")
{
	MoneyDesk desk;
	json bonus = {{"task", "t1"},
	              {"branch", "01"},
	              {"erp_key", "1000"},
	              {"order", "AZ1000"},
	              {"level", "very_satisfied"},
	              {"technician", {{"key", "T7"}, {"name", "赵师傅"}}},
	              {"provider", ""},
	              {"sum_fen", 500}};
	desk.hear("survey.bonus.earned", bonus);
	desk.hear("survey.bonus.earned", bonus);
	CHECK(desk.read("/hr/01/2026-11")["sumFen"] == 500);
	desk.hear("survey.bonus.withdrawn", bonus);
	desk.hear("survey.bonus.withdrawn", bonus);
	CHECK(desk.read("/hr/01/2026-11")["sumFen"] == 0);
	desk.hear("survey.bonus.earned", bonus);
	CHECK(desk.read("/hr/01/2026-11")["people"][0]["bonusFen"] == 500);
	desk.hear("parts.charge.raised", {{"charge", "k1"},
	                                  {"branch", "01"},
	                                  {"person", {{"kind", "technician"}, {"key", "X1"}, {"name", "钱师傅"}}},
	                                  {"reason", "tool_lost"},
	                                  {"sum_fen", 12000},
	                                  {"text", "真空泵"}});
	CHECK(desk.host.value("SELECT payee || sum_fen || state FROM fees_offset") == "P1-12000open");
	desk.hear("parts.charge.withdrawn", {{"charge", "k1"}, {"branch", "01"}});
	CHECK(desk.number("SELECT SUM(sum_fen) FROM fees_offset") == 0);
	CHECK(desk.balance("provider", "P1") == 0);
}

TEST_CASE("FE-50 a reward needs the branch manager's statement and another's approval", "[FE-50]")
{
	MoneyDesk desk;
	desk.as("anna", "callback_clerk");
	const json body = {{"branchId", "01"},       {"code", "HELPED-COLLEAGUES"}, {"person", "T7"},
	                   {"personName", "赵师傅"}, {"month", "2026-10"},          {"reason", "三次"}};
	json reward = desk.must("/rewards", body);
	CHECK(reward["fen"] == 5000);
	CHECK(desk.post("/rewards", body).error.code == "fees.reward.twice");
	const std::string path = "/rewards/" + reward["id"].get<std::string>();
	desk.as("hu", "hr");
	CHECK(desk.post(path + "/decide", {{"decision", "approved"}}, desk.version(reward)).error.code ==
	      "fees.reward.state");
	desk.host.setCaller("li", {{"branch_manager", "01"}, {"hr", "*"}});
	reward = desk.must(path + "/statement", {{"statement", "属实"}}, desk.version(reward));
	CHECK(desk.post(path + "/decide", {{"decision", "approved"}}, desk.version(reward)).error.code ==
	      "fees.reward.four_eyes");
	desk.as("hu", "hr");
	reward = desk.must(path + "/decide", {{"decision", "approved"}}, desk.version(reward));
	CHECK(desk.read("/hr/01/2026-10")["people"][0]["rewardFen"] == 5000);
	CHECK(desk.balance("person", "T7") == 5000);
	CHECK(desk.read("/trace?type=hr&id=reward:" + reward["id"].get<std::string>())["steps"][1]["params"]["statement"] ==
	      "属实");
}

TEST_CASE("FE-07 a paid compensation is charged to the liable persons: HR's list, or offset", "[FE-07][FE-22][FE-40]")
{
	MoneyDesk desk;
	desk.order("1");
	desk.as("anna", "service_manager");
	const json liable = {{{"kind", "person"}, {"key", "T7"}, {"name", "赵师傅"}, {"parts", 2}},
	                     {{"kind", "person"}, {"key", "X1"}, {"name", "钱师傅"}, {"parts", 1}},
	                     {{"kind", "company"}, {"key", ""}, {"name", "公司"}, {"parts", 1}}};
	json claim = desk.must("/compensations", {{"id", "compensation-1"},
	                                          {"kind", "work_order"},
	                                          {"branch", "01"},
	                                          {"key", "1"},
	                                          {"what", "damage"},
	                                          {"sumFen", 10001},
	                                          {"liable", liable},
	                                          {"reason", "打碎花瓶"}});
	desk.as("wang", "service_manager");
	claim =
		desk.must("/compensations/compensation-1/decide", {{"approve", true}, {"reason", "属实"}}, desk.version(claim));
	desk.as("cai", "cashier");
	desk.must("/compensations/compensation-1/pay", json::object(), desk.version(claim));
	desk.settle();
	CHECK(desk.number("SELECT SUM(sum_fen) FROM fees_hr_line WHERE person = 'T7' AND kind = 'charge'") == -5001);
	CHECK(desk.number("SELECT SUM(sum_fen) FROM fees_offset WHERE payee = 'P1'") == -2500);
	CHECK(desk.balance("person", "T7") == -5001);
	CHECK(desk.balance("person", "X1") == 0);
	CHECK(desk.balance("provider", "P1") == -2500);
}
