#include "surface/testing/FeeDesk.hpp"

using namespace fees::testing;

TEST_CASE("FE-02 in warranty free, out of warranty labour, visit and parts", "[FE-02][PT-12]")
{
	FeeDesk desk;
	desk.prices();
	desk.order("1");
	CHECK(desk.read("1")["computedFen"] == 11'000);
	desk.used("1", "P1", 2, 9'999);
	desk.used("1", "P9", 1, 1'234);
	const json order = desk.read("1");
	CHECK(order["verdict"] == "out");
	CHECK(order["verdictReason"] == "expired");
	CHECK(order["computedFen"] == 8'000 + 3'000 + 4'000 + 1'234);
	REQUIRE(order["lines"].size() == 4);
	CHECK(order["lines"][0]["basis"] == "list");
	CHECK(order["lines"][0]["list"]["line"] == 2);
	CHECK(order["lines"][2]["basis"] == "list");
	CHECK(order["lines"][3]["basis"] == "cost");
	CHECK(order["generations"].size() == 3);
	CHECK(order["moneyState"] == "due");

	desk.order("2", {{"purchased_on", "2026-05-01"}});
	desk.used("2", "P1", 2, 9'999);
	const json free = desk.read("2");
	CHECK(free["computedFen"] == 0);
	CHECK(free["verdictReason"] == "covered");
	CHECK(free["coveredUntil"] == "2027-05-01");
	CHECK(free["moneyState"] == "free");
	CHECK(free["lines"][1]["basis"] == "warranty");
}

TEST_CASE("FE-02 told again, nothing changes", "[FE-02]")
{
	FeeDesk desk;
	desk.prices();
	desk.order("1");
	desk.used("1", "P1", 2, 9'999);
	const auto version = desk.read("1")["version"];
	const auto records = desk.host.records().size();
	desk.hear("parts.order.changed", "1", {{"reason", "issued"}});
	desk.order("1");
	CHECK(desk.read("1")["version"] == version);
	CHECK(desk.host.records().size() == records);
	CHECK(desk.host.records().back().type == "order_fee");
	CHECK(desk.lastRecord()["fee"] == "150.00");
}

TEST_CASE("PT-13 a special customer's parts are free by a recorded approval", "[PT-13]")
{
	FeeDesk desk;
	desk.prices();
	desk.order("1");
	desk.used("1", "P1", 2, 9'999, "李经理");
	const json order = desk.read("1");
	CHECK(order["computedFen"] == 11'000);
	CHECK(order["lines"][2]["basis"] == "free_approval");
	CHECK(order["lines"][2]["amountFen"] == 0);
}

TEST_CASE("FE-01 what a person found out decides, and the policy overrides shorter and longer", "[FE-01]")
{
	FeeDesk desk;
	desk.prices();
	desk.publish(desk.draft({{{"line", 1}, {"brand", "格力"}, {"amount", "72"}},
	                         {{"line", 2}, {"brand", "格力"}, {"code", "P1"}, {"amount", "3"}}},
	                        "2020-01-01", {{"kind", "warranty"}}));
	desk.order("1", {{"purchased_on", "2022-05-01"}});
	desk.used("1", "P1", 1, 500);
	json order = desk.read("1");
	CHECK(order["verdictReason"] == "covered");
	CHECK(order["coveredUntil"] == "2028-05-01");
	CHECK(order["warranty"]["source"] == "policy");
	// The unit is covered, this part not any more.
	CHECK(order["computedFen"] == 2'000);
	order = desk.post("/order/warranty", desk.with("1", {{"exclusion", "bad_mains"}, {"reason", "电压不稳烧毁"}}));
	CHECK(order["verdictReason"] == "bad_mains");
	CHECK(order["computedFen"] == 13'000);
	desk.order("2", {{"brand", "美的"}, {"purchased_on", "2026-01-01"}, {"invoice_number", nullptr}});
	CHECK(desk.read("2")["verdictReason"] == "no_proof");
	desk.post("/order/warranty", desk.with("2", {{"proof", "seen"}, {"reason", "看到发票"}}));
	CHECK(desk.read("2")["verdictReason"] == "covered");
	CHECK(desk.read("2")["warranty"]["source"] == "default");
}

TEST_CASE("FE-09 the same fault of the same unit is repaired free", "[FE-09]")
{
	FeeDesk desk;
	desk.prices();
	const json unit = {{"serial_number", "SN1"}, {"fault_code", "E5"}};
	json earlier = unit;
	earlier.update({{"completed_at", kNow - 89 * kDayMs}, {"ordered_at", kNow - 90 * kDayMs}});
	desk.order("1", earlier);
	desk.order("2", unit);
	CHECK(desk.read("2")["verdictReason"] == "repair_warranty");
	CHECK(desk.read("2")["warranty"]["repairOf"] == "WX1");
	CHECK(desk.read("2")["computedFen"] == 0);
	desk.order("3", {{"serial_number", "SN1"}, {"fault_code", "E6"}});
	CHECK(desk.read("3")["verdictReason"] == "expired");
	desk.host.setSetting("repair_warranty_days", 30);
	desk.order("4", {{"serial_number", "SN2"}, {"fault_code", "E5"}});
	CHECK(desk.read("4")["verdictReason"] == "expired");
}

TEST_CASE("FE-04 nothing is charged that the customer did not agree to", "[FE-04]")
{
	FeeDesk desk;
	desk.prices();
	desk.order("1");
	CHECK(desk.refused("/receipts", desk.with("1", {{"method", "cash"}})) == "fees.receipt.not_agreed");
	desk.agree("1");
	const json receipt = desk.charge("1");
	CHECK(receipt["number"] == "SJ-勉县-20261106-0001");
	CHECK(receipt["totalFen"] == 11'000);
	CHECK(desk.refused("/receipts", desk.with("1", {{"method", "cash"}})) == "fees.receipt.nothing_due");
	// The fee grows afterwards: the receipt stays, the difference is a charge of its own, with consent of its own.
	desk.used("1", "P1", 1, 900);
	CHECK(desk.open("1") == std::vector<std::string>{"parts_differ", "under_list"});
	CHECK(desk.refused("/receipts", desk.with("1", {{"method", "cash"}})) == "fees.receipt.not_agreed");
	desk.agree("1", {{{"what", "part"}, {"code", "P1"}, {"name", "电容"}, {"quantity", 1}, {"amountFen", 2'000}}},
	           true);
	CHECK(desk.charge("1")["totalFen"] == 2'000);
	CHECK(desk.open("1").empty());
	CHECK(desk.read("1")["receipts"][0]["totalFen"] == 11'000);
	desk.ledgerAddsUp();
}

TEST_CASE("FE-04 what the customer agreed to gives way to nothing that he is not asked about", "[FE-04]")
{
	FeeDesk desk;
	desk.prices();
	desk.order("1");
	const auto lines = [](int fen) {
		return json::array({{{"what", "labour"}, {"name", "人工"}, {"amountFen", fen}}});
	};
	const auto quote = [&](int fen, bool extra = false) {
		return desk.post("/quotations", desk.with("1", {{"lines", lines(fen)}, {"extra", extra}}))["id"]
		    .get<std::string>();
	};
	const auto answer = [](const std::string& id) { return "/quotations/" + id + "/answer"; };
	const auto charge = [&](int fen) { return desk.with("1", {{"method", "cash"}, {"lines", lines(fen)}}); };
	const auto stateOf = [&](const std::string& id) {
		const json order = desk.read("1");
		for (const auto& each : order["quotations"])
			if (each["id"] == id) return each["state"].get<std::string>();
		return std::string();
	};
	const json yes = {{"agreed", true}, {"via", "signature"}};
	const auto instead = [&](const std::string& id) {
		json body = yes;
		body["replaces"] = id;
		return body;
	};
	const std::string first = quote(11'000);
	desk.post(answer(first), yes, "1");
	const std::string extra = quote(1'000, true);
	desk.post(answer(extra), yes, "1");
	// Asked for, refused: the agreement stands.
	const std::string refused = quote(5'000);
	CHECK(stateOf(first) == "agreed");
	desk.post(answer(refused), {{"agreed", false}, {"via", "phone"}}, "1");
	CHECK(stateOf(first) == "agreed");
	CHECK(stateOf(extra) == "agreed");
	// Agreed to, but nobody said that it is instead of the first.
	const std::string second = quote(8'000);
	CHECK(desk.refused(answer(second), yes, "1") == "fees.quotation.replaces");
	CHECK(desk.refused(answer(second), instead(refused), "1") == "fees.quotation.replaces");
	CHECK(stateOf(first) == "agreed");
	CHECK(stateOf(second) == "offered");
	// Not below what stands on receipts, the extra one included.
	const json receipt = desk.post("/receipts", charge(9'001));
	CHECK(desk.refused(answer(second), instead(first), "1") == "fees.quotation.charged");
	CHECK(stateOf(first) == "agreed");
	desk.post("/receipts/" + receipt["id"].get<std::string>() + "/refund", {{"id", desk.id()}, {"reason", "改价"}});
	desk.post("/receipts", charge(9'000));
	desk.post(answer(second), instead(first), "1");
	CHECK(stateOf(second) == "agreed");
	CHECK(stateOf(extra) == "agreed");
	CHECK(desk.refused("/receipts", charge(1)) == "fees.receipt.not_agreed");
	// What he said to the first is kept, and told.
	const json kept = desk.read("1")["quotations"][0];
	CHECK(kept["id"] == first);
	CHECK(kept["state"] == "superseded");
	CHECK(kept["answeredVia"] == "signature");
	CHECK(kept["totalFen"] == 11'000);
	std::ptrdiff_t agreed = 0;
	const json story = desk.get("/story?kind=work_order&branch=01&key=1");
	for (const auto& line : story["items"]) agreed += line["what"] == "fee.agreed";
	CHECK(agreed == 3);
	desk.ledgerAddsUp();
}

TEST_CASE("FE-08 a refund mirrors its charge, line by line", "[FE-08]")
{
	FeeDesk desk;
	desk.prices();
	desk.order("1");
	desk.used("1", "P1", 333, 1, "", 1000);
	desk.agree("1");
	const json charge = desk.charge("1");
	const std::string path = "/receipts/" + charge["id"].get<std::string>() + "/refund";
	const json again = {{"id", desk.id()}, {"reason", "客户退款"}};
	const json refund = desk.post(path, again);
	CHECK(refund["totalFen"] == -charge["totalFen"].get<std::int64_t>());
	for (std::size_t at = 0; at < 3; ++at)
		CHECK(refund["lines"][at]["amountFen"] == -charge["lines"][at]["amountFen"].get<std::int64_t>());
	CHECK(desk.post(path, again) == refund);
	CHECK(desk.refused(path, {{"id", desk.id()}, {"reason", "再退"}}) == "fees.receipt.refunded");
	CHECK(desk.balance("technician", "T7") == 0);
	CHECK(desk.balance("customer", "work_order|1") == 0);
	desk.ledgerAddsUp();
}

TEST_CASE("X-01 one order's story in time", "[X-01]")
{
	FeeDesk desk;
	desk.prices();
	desk.order("1");
	desk.agree("1");
	desk.charge("1");
	desk.handIn("1", 11'000);
	const json story = desk.get("/story?kind=work_order&branch=01&key=1")["items"];
	std::vector<std::string> told;
	for (const auto& line : story) told.push_back(line["what"]);
	CHECK(told == std::vector<std::string>{"fee.computed", "fee.quoted", "fee.agreed", "fee.receipt", "fee.hand_in"});
	CHECK(story[3]["params"]["fen"] == 11'000);
	CHECK(story[4]["source"] == "fees");
}

TEST_CASE("SV-16 what was finished before the company began costs nothing here", "[SV-16]")
{
	FeeDesk desk;
	desk.prices();
	desk.host.setGoLive("2026-11-01");
	desk.order("1", {{"completed_at", kNow - 20 * kDayMs}});
	CHECK(desk.read("1")["generations"].empty());
	CHECK(desk.host.records().empty());
}
