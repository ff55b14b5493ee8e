#include "surface/MoneyDesk.test.hpp"

#include <random>

using namespace fees::testing;

TEST_CASE("FE-40 content is payable; it is checked, approved by another, paid; never twice", "[FE-40][X-02]")
{
	MoneyDesk desk;
	desk.assess("1", "satisfied");
	desk.order("1");
	desk.assess("2", "");
	desk.order("2");
	CHECK(desk.verdict("1") == "payable");
	const json run = desk.run();
	REQUIRE(run["settlements"].size() == 1);
	json settlement = run["settlements"][0];
	CHECK(settlement["number"] == "JS-勉县-20261106-0001");
	CHECK(settlement["orders"] == 1);
	CHECK(settlement["totalFen"] == 12000);
	CHECK(settlement["waiting"] == 1);
	// The clerk who drafted it may check, but neither approves.
	const std::string path = "/settlements/" + settlement["id"].get<std::string>();
	settlement = desk.must(path + "/check", nullptr, desk.version(settlement));
	desk.as("anna", "executive");
	CHECK(desk.post(path + "/approve", nullptr, desk.version(settlement)).error.code == "fees.settlement.four_eyes");
	CHECK(desk.run()["settlements"].empty()); // there is one already
	desk.as("wang", "service_manager");
	settlement = desk.must(path + "/approve", nullptr, desk.version(settlement));
	desk.as("cai", "finance");
	settlement = desk.must(path + "/pay", {{"paidOn", "2026-11-06"}, {"reference", "ZZ1"}}, desk.version(settlement));
	CHECK(settlement["state"] == "paid");
	CHECK(desk.count("fees.order.settled") == 1);
	CHECK(desk.lastRecord("settlement")["state"] == "paid");
	CHECK(desk.balance("provider", "P1") == 0);
	CHECK(desk.post(path + "/drop", {{"why", "x"}}, desk.version(settlement)).error.code != "");
	CHECK(desk.run()["settlements"].empty());
	CHECK(desk.run("2026-11")["settlements"].empty());
	const json line = desk.read(path + "/lines")["items"][0];
	const json steps = desk.read("/trace?type=settlement&id=" + line["id"].get<std::string>())["steps"];
	CHECK(steps[1]["what"] == "work");
	CHECK(steps[2]["sumFen"] == 12000);
}

TEST_CASE("FE-40 the cashier reads what he pays, and decides nothing of it", "[FE-40]")
{
	MoneyDesk desk;
	desk.assess("1", "satisfied");
	desk.order("1");
	json settlement = desk.run()["settlements"][0];
	const std::string path = "/settlements/" + settlement["id"].get<std::string>();
	const auto refused = [&](const std::string& what, const json& body = nullptr) {
		return desk.post(path + what, body, desk.version(settlement)).error.code;
	};
	const json why = {{"why", "x"}}, payment = {{"paidOn", "2026-11-06"}, {"reference", "ZZ1"}};
	desk.as("cao", "cashier", "01");
	for (const char* what : {"/check", "/approve", "/recompute"}) CHECK(refused(what) != "");
	CHECK(refused("/drop", why) != "");
	desk.as("bo", "branch_manager", "01");
	settlement = desk.must(path + "/check", nullptr, desk.version(settlement));
	desk.as("wang", "service_manager");
	settlement = desk.must(path + "/approve", nullptr, desk.version(settlement));
	// Another branch's cashier neither sees nor pays it.
	desk.as("ren", "cashier", "02");
	CHECK(desk.read("/settlements")["items"].empty());
	CHECK(desk.get(path).error.code == "fees.settlement.not_found");
	CHECK(refused("/pay", payment) == "fees.settlement.not_found");
	desk.as("cao", "cashier", "01");
	CHECK(desk.read("/settlements")["items"][0]["id"] == settlement["id"]);
	CHECK(desk.read(path)["totalFen"] == 12000);
	CHECK(desk.read(path + "/lines")["items"].size() == 1);
	CHECK(desk.read(path + "/paper")["settlement"]["number"] == settlement["number"]);
	CHECK(desk.must(path + "/pay", payment, desk.version(settlement))["paidBy"] == "cao");
}

TEST_CASE("FE-40 not content waits for the complaint, then it is paid less the fine", "[FE-40][X-02][X-01]")
{
	MoneyDesk desk;
	desk.assess("1", "dissatisfied", "after_sales");
	desk.order("1");
	CHECK(desk.verdict("1") == "waits_complaint"); // the case itself may still be on its way
	desk.complain("1", "c1", "open", kToday);
	const json refused = desk.run();
	CHECK(refused["settlements"].empty());
	CHECK(refused["waiting"][0]["verdict"] == "waits_complaint");
	CHECK(desk.lastRecord("settlement")["reason"] == "waits_complaint");
	// the order itself says so in the ERP too, at each step.
	CHECK(desk.lastRecord("order_fee")["settlement_state"] == "waits_complaint");
	desk.makeFinal(
		"p1", "A-REPEAT-VISITS",
		{{"erp_key", "1"}, {"order", "AZ1"}, {"liable", {{"kind", "technician"}, {"key", "X1"}, {"name", "钱"}}}});
	desk.complain("1", "c1", "closed", kToday);
	desk.hear("complaints.case.closed", {{"case", "c1"}, {"kind", "work_order"}, {"branch", "01"}, {"erp_key", "1"}});
	CHECK(desk.verdict("1") == "payable");
	CHECK(desk.lastRecord("order_fee")["settlement_state"] == "payable");
	const json settlement = desk.run("2026-11")["settlements"][0];
	CHECK(settlement["ordersFen"] == 12000);
	CHECK(settlement["offsetFen"] == -2000);
	CHECK(settlement["totalFen"] == 10000);
	CHECK(desk.lastRecord("order_fee")["settlement_state"] == "drafted");
	CHECK(desk.pay(settlement).status == 200);
	CHECK(desk.lastRecord("order_fee")["settlement_state"] == "paid");
	CHECK(desk.read("/notices")["items"][0]["state"] == "offset");
	CHECK(desk.balance("provider", "P1") == 0);
	// the order's story tells both.
	std::string told;
	const json story = desk.read("/story?kind=work_order&branch=01&key=1");
	for (const json& line : story["items"]) told += line["what"].get<std::string>() + " ";
	CHECK(told.find("fine.final") != std::string::npos);
	CHECK(told.find("settlement.paid") != std::string::npos);
}

TEST_CASE("X-02 a complaint that opens after the draft stops check, approval and payment", "[X-02][FE-40]")
{
	MoneyDesk desk;
	desk.assess("1", "satisfied");
	desk.order("1");
	desk.assess("2", "satisfied");
	desk.order("2");
	const json settlement = desk.run()["settlements"][0];
	desk.complain("1", "c1", "open", kToday); // its event has not come
	const auto blocked = desk.pay(settlement);
	CHECK(blocked.error.code == "fees.settlement.blocked");
	CHECK(blocked.error.param("orders") == "AZ1");
	const std::string path = "/settlements/" + settlement["id"].get<std::string>();
	CHECK(desk.read(path)["blocked"].size() == 1);
	desk.as("anna", "settlement_clerk");
	const json again = desk.must(path + "/recompute", nullptr, desk.version(desk.read(path)));
	CHECK(again["orders"] == 1);
	CHECK(desk.pay(again).status == 200);
	CHECK(desk.count("fees.order.settled") == 1);
}

TEST_CASE("X-02 check, approval and payment each look at the complaints themselves", "[X-02][FE-40]")
{
	MoneyDesk desk;
	desk.assess("1", "satisfied");
	desk.order("1");
	json settlement = desk.run()["settlements"][0];
	const std::string path = "/settlements/" + settlement["id"].get<std::string>();
	const auto step = [&](const std::string& name, const json& body) {
		// Its event has not come: only the other plugin's view says that it is open.
		desk.complain("1", "c1", "open", kToday);
		CHECK(desk.post(path + name, body, desk.version(settlement)).error.code == "fees.settlement.blocked");
		desk.complain("1", "c1", "closed", kToday);
		settlement = desk.must(path + name, body, desk.version(settlement));
	};
	desk.as("bo", "branch_manager", "01");
	step("/check", nullptr);
	desk.as("wang", "service_manager");
	step("/approve", nullptr);
	desk.as("cai", "finance");
	step("/pay", {{"paidOn", "2026-11-06"}, {"reference", "ZZ1"}});
	CHECK(desk.count("fees.order.settled") == 1);
}

TEST_CASE("FE-40 neither who drafted a settlement nor who checked it approves it", "[FE-40]")
{
	MoneyDesk desk;
	desk.assess("1", "satisfied");
	desk.order("1");
	const json draft = desk.run()["settlements"][0];
	const std::string path = "/settlements/" + draft["id"].get<std::string>();
	desk.as("bo", "branch_manager", "01");
	const json checked = desk.must(path + "/check", nullptr, desk.version(draft));
	for (const char* involved : {"anna", "bo"})
	{
		desk.as(involved, "executive");
		CHECK(desk.post(path + "/approve", nullptr, desk.version(checked)).error.code == "fees.settlement.four_eyes");
	}
	CHECK(desk.read(path)["state"] == "checked");
}

TEST_CASE("FE-40 paid, and a complaint turns out to have been open: a negative line of the next period",
          "[FE-40][X-02]")
{
	MoneyDesk desk;
	desk.assess("1", "satisfied");
	desk.order("1");
	REQUIRE(desk.pay(desk.run()["settlements"][0]).status == 200);
	desk.host.setNow(kToday + kDay);
	desk.complain("1", "late", "open", kToday - kDay);
	const json opened = {{"case", "late"}, {"kind", "work_order"}, {"branch", "01"}, {"erp_key", "1"}};
	desk.hear("complaints.case.opened", opened);
	desk.hear("complaints.case.opened", opened);
	CHECK(desk.number("SELECT SUM(sum_fen) FROM fees_offset WHERE type = 'take_back'") == -12000);
	CHECK(desk.count("fees.order.settled") == 2);
	// The next run owes more than it pays: nothing is paid, the rest is carried.
	const json next = desk.run("2026-11")["settlements"][0];
	CHECK(next["totalFen"] == -12000);
	CHECK(next["paidFen"] == 0);
	REQUIRE(desk.pay(next).status == 200);
	CHECK(desk.number("SELECT sum_fen FROM fees_offset WHERE state = 'open'") == -12000);
	// The complaint closes: the order is payable again, against what was carried.
	desk.complain("1", "late", "closed", kToday - kDay);
	desk.hear("complaints.case.closed", opened);
	const json last = desk.run("2026-11")["settlements"][0];
	CHECK(last["totalFen"] == 0);
	REQUIRE(desk.pay(last).status == 200);
	CHECK(desk.balance("provider", "P1") == 0);
	// One that was opened after the payment is no reason.
	desk.complain("1", "new", "open", desk.host.now() + 1);
	desk.hear("complaints.case.opened", {{"case", "new"}, {"kind", "work_order"}, {"branch", "01"}, {"erp_key", "1"}});
	CHECK(desk.number("SELECT COUNT(*) FROM fees_offset WHERE type = 'take_back'") == 1);
}

TEST_CASE("FE-40 never reached: the service manager releases with a reason, one by one or in a batch", "[FE-40]")
{
	MoneyDesk desk;
	for (const char* key : {"1", "2", "3", "4"})
	{
		desk.assess(key, "", "not_reachable");
		desk.order(key);
	}
	desk.complain("4", "c4", "open", kToday);
	desk.as("wang", "service_manager");
	const json body = {{"branchId", "01"}, {"reason", "三次未接通"}, {"orders", {desk.workId("1"), desk.workId("4")}}};
	json blank = body;
	blank["reason"] = "  ";
	CHECK(desk.post("/releases", blank).error.code == "fees.reason.invalid");
	const json done = desk.must("/releases", body);
	CHECK(done["released"] == 1);
	CHECK(done["refused"][0]["verdict"] == "waits_complaint");
	CHECK(desk.read("/desk?month=2026-10")["branches"][0]["works"]["waits_release"] == 2);
	const json batch = desk.must("/desk/release", {{"month", "2026-10"}, {"branchId", "01"}, {"reason", "月末"}});
	CHECK(batch["released"] == 2);
	CHECK(desk.run()["settlements"][0]["orders"] == 3);
	CHECK(desk.number("SELECT COUNT(*) FROM fees_release") == 3);
	// Not drawn for a call-back is the same; only just finished still waits for the draw.
	desk.order("5");
	CHECK(desk.verdict("5") == "waits_release");
	desk.order("6", {{"completed_at", kToday - 3'600'000}});
	CHECK(desk.verdict("6") == "waits_assessment");
}

TEST_CASE("FE-42 grade B pays 95 percent; the deposit fills up to its target and is given back", "[FE-42]")
{
	MoneyDesk desk;
	desk.host.putErpRow("provider",
	                    {{"branch_id", "01"}, {"erp_key", "01|P1"}, {"number", "P1"}, {"deposit", "100.00"}});
	for (int i = 1; i <= 10; ++i)
	{
		const std::string key = std::to_string(i);
		desk.assess(key, i == 1 ? "dissatisfied" : "satisfied");
		if (i == 1) desk.complain("1", "c1", "closed", kToday);
		desk.order(key);
	}
	const json settlement = desk.run()["settlements"][0];
	CHECK(settlement["grade"] == "B");
	CHECK(settlement["ordersFen"] == 10 * 11400);
	CHECK(settlement["depositFen"] == -10000); // 10 % would be 114.00: the target is 100.00
	REQUIRE(desk.pay(settlement).status == 200);
	CHECK(desk.balance("deposit", "P1") == 10000);
	CHECK(desk.balance("provider", "P1") == 0);
	desk.as("cai", "finance");
	CHECK(desk.post("/deposits/01/P1", {{"kind", "released"}, {"sumFen", 10001}, {"reason", "合作结束"}}).error.code ==
	      "fees.deposit.too_much");
	CHECK(desk.must("/deposits/01/P1",
	                {{"kind", "released"}, {"sumFen", 10000}, {"reason", "合作结束"}})["balanceFen"] == 0);
	CHECK(desk.read("/deposits")["items"][0]["targetFen"] == 10000);
}

TEST_CASE("FE-41 commission by the published list; none where the unit came back because of the work", "[FE-41]")
{
	MoneyDesk desk;
	desk.host.value(
		"INSERT INTO fees_list (id, number, kind, branch_id, name, sample, valid_from, valid_to, state, row_count, "
		"created_at, created_by, created_name, published_at, published_by, published_name, version) VALUES ('L1', "
		"'TC-1', 'commission', '*', '提成', 1, '2026-01-01', '9999-12-31', 'published', 1, 0, '', '', 0, '', '', 1)");
	desk.host.value(
		"INSERT INTO fees_list_row (list_id, line, what, code, name, service_type, product_type, brand, model, "
		"unit, amount) VALUES ('L1', 1, 'commission', '', '', 'install', 'ac', '', '', '', 4000)");
	const json own = {{"technician_number", "T7"},
	                  {"technician_name", "赵师傅"},
	                  {"provider_number", nullptr},
	                  {"outsourced", 0},
	                  {"performed_by", "own"}};
	desk.order("1", own);
	desk.order("2", own);
	desk.makeFinal("p1", "A-EXCHANGE-CAUSED", {{"erp_key", "2"}, {"order", "AZ2"}});
	desk.as("anna", "settlement_clerk");
	const json done = desk.must("/hr/01/2026-10/commission");
	CHECK(done["orders"] == 1);
	CHECK(done["without"] == 1);
	CHECK(done["sumFen"] == 4000);
	CHECK(desk.must("/hr/01/2026-10/commission")["orders"] == 0);
	desk.as("hu", "hr");
	CHECK(desk.read("/hr/01/2026-10")["people"][0]["commissionFen"] == 4000);
	// Found out after it was paid: it comes back.
	desk.makeFinal("p2", "A-EXCHANGE-CAUSED", {{"erp_key", "1"}, {"order", "AZ1"}});
	desk.settle();
	CHECK(desk.number("SELECT SUM(sum_fen) FROM fees_hr_line WHERE kind = 'commission'") == 0);
}

TEST_CASE("FE-40 an order whose unit came back because of the work is not settled", "[FE-40]")
{
	MoneyDesk desk;
	desk.assess("1", "satisfied");
	desk.order("1");
	desk.makeFinal(
		"p1", "B-EXCHANGE-CAUSED",
		{{"erp_key", "1"}, {"order", "AZ1"}, {"liable", {{"kind", "technician"}, {"key", "X1"}, {"name", "钱"}}}});
	desk.settle();
	CHECK(desk.verdict("1") == "not_settled");
	CHECK(desk.run()["settlements"].empty());
}

TEST_CASE("X-02 random lives of orders: none is paid while a complaint about it is open, all money is in the ledger",
          "[X-02][FE-40][FE-20]")
{
	std::mt19937 random(20261106);
	const auto pick = [&](int of) { return static_cast<int>(random() % static_cast<unsigned>(of)); };
	int paidRuns = 0, blockedRuns = 0;
	for (int life = 0; life < 12; ++life)
	{
		MoneyDesk desk;
		const char* levels[] = {"very_satisfied", "satisfied", "average", "dissatisfied", "very_dissatisfied", ""};
		const char* offences[] = {"A-UNSAFE", "A-NOT-IN-TIME", "A-NO-EXPLANATION", "A-CUSTOMER-THINGS"};
		constexpr int kOrders = 6;
		int fines = 0;
		for (int step = 0; step < 60; ++step)
		{
			const std::string key = std::to_string(1 + pick(kOrders));
			const json about = {{"case", "c" + key}, {"kind", "work_order"}, {"branch", "01"}, {"erp_key", key}};
			switch (pick(8))
			{
			case 0: desk.order(key, {{"completed_at", kToday - (5 + pick(60)) * kDay}}); break;
			case 1: desk.assess(key, levels[pick(6)], pick(2) ? "done" : "not_reachable"); break;
			case 2: // the event may never come, or come twice
				desk.complain(key, "c" + key, "open", desk.host.now() - pick(3) * kDay);
				for (int times = pick(3); times > 0; --times) desk.hear("complaints.case.opened", about);
				break;
			case 3:
				if (desk.host.value("SELECT state FROM complaints_v_case WHERE case_id = 'c" + key + "'") != "open")
					break;
				desk.complain(key, "c" + key, "closed", desk.host.now());
				desk.hear("complaints.case.closed", about);
				break;
			case 4:
				desk.makeFinal(
					"f" + std::to_string(++fines), offences[pick(4)],
					{{"erp_key", key},
				     {"order", "AZ" + key},
				     {"liable", {{"kind", "technician"}, {"key", pick(2) ? "X1" : "T7"}, {"name", "师傅"}}}});
				break;
			case 5:
				if (fines > 0)
					desk.hear("survey.fine.withdrawn", {{"proposal", "f" + std::to_string(1 + pick(fines))},
					                                    {"branch", "01"},
					                                    {"erp_key", key},
					                                    {"reason", "更正"}});
				break;
			case 6:
				desk.as("wang", "service_manager");
				desk.must("/desk/release", {{"month", "2026-11"}, {"branchId", "01"}, {"reason", "放行"}});
				break;
			case 7:
			{
				desk.run("2026-11");
				const json drafts = desk.read("/settlements?state=draft");
				for (const json& each : drafts["items"])
				{
					if (pick(2)) desk.complain(key, "c" + key, "open", desk.host.now());
					const std::string settled =
						"SELECT COUNT(*) FROM fees_work w JOIN complaints_v_case c ON c.erp_key = "
						"w.erp_key AND c.state = 'open' WHERE w.settlement_id = '" +
						each["id"].get<std::string>() + "'";
					const bool open = desk.number(settled) > 0;
					const auto paid = desk.pay(each);
					REQUIRE((paid.status == 200) == !open);
					++(open ? blockedRuns : paidRuns);
					if (!open) continue;
					CHECK(paid.error.code == "fees.settlement.blocked");
					desk.as("anna", "settlement_clerk");
					const std::string path = "/settlements/" + each["id"].get<std::string>();
					desk.must(path + "/drop", {{"why", "投诉"}}, desk.version(desk.read(path)));
				}
				break;
			}
			}
			desk.host.setNow(desk.host.now() + 60'000);
		}
		// Nobody is paid twice, and every line of a paid settlement is a work or an offset of it.
		CHECK(desk.number(
				  "SELECT COUNT(*) FROM (SELECT ref FROM fees_settlement_line l JOIN fees_settlement s ON s.id = "
				  "l.settlement_id AND s.state = 'paid' WHERE l.type <> 'order' AND l.ref <> '' GROUP BY ref HAVING "
				  "COUNT(*) > 1)") == 0);
		CHECK(desk.number(
				  "SELECT COUNT(*) FROM fees_settlement s WHERE total_fen <> (SELECT COALESCE(SUM(sum_fen), 0) FROM "
				  "fees_settlement_line l WHERE l.settlement_id = s.id) AND s.state = 'paid'") == 0);
		CHECK(desk.number("SELECT COALESCE(SUM(delta_fen), 0) FROM fees_money_line") == 0);
		// What a provider's account says is what its next settlement begins with.
		CHECK(desk.balance("provider", "P1") ==
		      desk.number("SELECT COALESCE(SUM(sum_fen), 0) FROM fees_offset WHERE state IN ('open', 'taken')"));
		// Of each act and person exactly the highest decided fine counts.
		CHECK(desk.number(
				  "SELECT COUNT(*) FROM (SELECT act, liable_key FROM fees_fine WHERE state IN ('final', 'outweighed') "
				  "GROUP BY act, liable_key HAVING SUM(CASE WHEN state = 'final' THEN sum_fen ELSE 0 END) <> "
				  "MAX(sum_fen))") == 0);
		// The months of HR's list add up to all fines of own staff.
		CHECK(
			desk.number("SELECT COALESCE(-SUM(sum_fen), 0) FROM fees_hr_line WHERE kind = 'fine'") ==
			desk.number("SELECT COALESCE(SUM(sum_fen), 0) FROM fees_fine WHERE state = 'final' AND liable_key = 'T7'"));
		CHECK(desk.number("SELECT COALESCE(SUM(sum_fen), 0) FROM fees_fine_entry") ==
		      desk.number("SELECT COALESCE(SUM(sum_fen), 0) FROM fees_fine WHERE state = 'final'"));
	}
	// The lives did what they are about.
	CHECK(paidRuns > 10);
	CHECK(blockedRuns > 5);
}
