#include "surface/testing/FeeDesk.hpp"

#include <random>

using namespace fees::testing;

namespace {

/// An order of 110 yuan that was charged.
void charged(FeeDesk& desk, const std::string& key)
{
	desk.order(key);
	desk.agree(key);
	desk.charge(key);
}

} // namespace

TEST_CASE("FE-05 from the technician to the ERP's till", "[FE-05][FE-43]")
{
	FeeDesk desk;
	desk.prices();
	desk.order("1");
	CHECK(desk.read("1")["moneyState"] == "due");
	desk.agree("1");
	desk.charge("1");
	CHECK(desk.read("1")["moneyState"] == "technician");
	const json holders = desk.get("/cash/technicians")["items"];
	REQUIRE(holders.size() == 1);
	CHECK(holders[0]["technician"]["name"] == "赵师傅");
	CHECK(holders[0].dump().find("Fen") == std::string::npos);
	const json handIn = desk.handIn("1", 11'000);
	CHECK(handIn["state"] == "agreed");
	CHECK(desk.read("1")["moneyState"] == "clerk");
	CHECK(desk.get("/cash/technicians")["items"].empty());
	CHECK(desk.get("/cash/waiting?branch=01")["items"].size() == 1);
	CHECK(desk.handOver(handIn, 11'000)["state"] == "agreed");
	CHECK(desk.read("1")["moneyState"] == "cashier");
	CHECK(desk.get("/cash/waiting?branch=01")["items"].empty());
	desk.cashEntry("1", "WX1", "110.00");
	const json order = desk.read("1");
	CHECK(order["moneyState"] == "till");
	CHECK(order["cashedFen"] == 11'000);
	CHECK(order["exceptions"].empty());
	CHECK(desk.balance("till", "erp") == 11'000);
	CHECK(desk.balance("cashier", "desk") == 0);
	desk.ledgerAddsUp();
}

TEST_CASE("FE-05 a count is blind, and its difference has a reason", "[FE-05]")
{
	FeeDesk desk;
	desk.prices();
	charged(desk, "1");
	CHECK(desk.get("/cash/day?branch=01&technician=T7&day=2026-11-06")["expectedFen"].is_null());
	const json handIn = desk.handIn("1", 10'000);
	CHECK(handIn["state"] == "difference");
	CHECK(handIn["differenceFen"] == -1'000);
	const std::string path = "/cash/counts/" + handIn["id"].get<std::string>();
	CHECK(desk.refused(path + "/explain", {{"reason", " "}}, "1") == "fees.text.invalid");
	CHECK(desk.post(path + "/explain", {{"reason", "少收10元，明日补"}}, "1")["state"] == "explained");
	CHECK(desk.refused(path + "/explain", {{"reason", "x"}}, "2") == "fees.count.nothing_to_explain");
	const json day = desk.get("/cash/day?branch=01&technician=T7&day=2026-11-06");
	CHECK(day["expectedFen"] == 11'000);
	CHECK(day["handedFen"] == 10'000);
	CHECK(day["differenceFen"] == -1'000);
	const json over = desk.handOver(handIn, 10'100);
	CHECK(over["state"] == "difference");
	CHECK(desk.balance("cashier", "desk") == 10'100);
	CHECK(desk.balance("over_short", "desk") == -100);
	CHECK(desk.balance("clerk", "desk") == 0);
	desk.ledgerAddsUp();
}

TEST_CASE("FE-05 a closed day is closed", "[FE-05]")
{
	FeeDesk desk;
	desk.prices();
	charged(desk, "1");
	desk.order("2");
	desk.agree("2");
	const json handIn = desk.handIn("1", 10'000);
	const json close = {{"branch", "01"}, {"technician", "T7"}, {"day", "2026-11-06"}};
	CHECK(desk.refused("/cash/day/close", close) == "fees.day.reason_required");
	json explained = close;
	explained["reason"] = "短款";
	const json day = desk.post("/cash/day/close", explained);
	CHECK(day["differenceFen"] == -1'000);
	CHECK(day["closedAt"] == kNow);
	CHECK(desk.balance("technician", "T7") == 0);
	CHECK(desk.balance("over_short", "T7") == 1'000);
	CHECK(desk.refused("/cash/day/close", explained) == "fees.day.already_closed");
	CHECK(desk.refused("/receipts", desk.with("2", {{"method", "cash"}})) == "fees.day.closed");
	CHECK(desk.refused("/cash/counts/" + handIn["id"].get<std::string>() + "/reverse", {{"reason", "x"}}, "1") ==
	      "fees.day.closed");
	CHECK(desk.refused("/cash/hand-ins", {{"id", desk.id()},
	                                      {"branch", "01"},
	                                      {"technician", "T7"},
	                                      {"day", "2026-11-05"},
	                                      {"orders", {{{"kind", "work_order"}, {"key", "1"}, {"countedFen", 1}}}}}) ==
	      "fees.day.closed");
	desk.host.setNow(kNow + kDayMs);
	desk.charge("2");
	CHECK(desk.get("/cash/days")["items"].size() == 1);
	desk.ledgerAddsUp();
}

TEST_CASE("FE-05 a wrong count is turned round, not changed", "[FE-05]")
{
	FeeDesk desk;
	desk.prices();
	charged(desk, "1");
	const json handIn = desk.handIn("1", 1'100);
	const std::string path = "/cash/counts/" + handIn["id"].get<std::string>() + "/reverse";
	const json over = desk.handOver(handIn, 1'100);
	CHECK(desk.refused(path, {{"reason", "x"}}, "2") == "fees.count.passed_on");
	desk.post("/cash/counts/" + over["id"].get<std::string>() + "/reverse", {{"reason", "数错"}}, "1");
	desk.post(path, {{"reason", "数错"}}, "3");
	CHECK(desk.refused(path, {{"reason", "x"}}, "4") == "fees.count.reversed");
	CHECK(desk.read("1")["moneyState"] == "technician");
	desk.handIn("1", 11'000);
	CHECK(desk.read("1")["handedFen"] == 11'000);
	CHECK(desk.read("1")["moneyState"] == "clerk");
	desk.ledgerAddsUp();
}

TEST_CASE("FE-05 the ERP's cash entries come back, changed and deleted too", "[FE-05][X-05]")
{
	FeeDesk desk;
	desk.prices();
	desk.cashEntry("1", "WX1", "110");
	CHECK(desk.get("/cash/entries?problem=unknown_order")["items"].size() == 1);
	charged(desk, "1");
	CHECK(desk.get("/cash/entries?problem=unknown_order")["items"].empty());
	desk.handOver(desk.handIn("1", 11'000), 11'000);
	CHECK(desk.read("1")["moneyState"] == "till");
	desk.cashEntry("1", "WX1", "101.00");
	CHECK(desk.read("1")["cashedFen"] == 10'100);
	CHECK(desk.open("1") == std::vector<std::string>{"cash_differs"});
	desk.cashEntry("1", "WX1", "101.00");
	desk.cashEntry("1", "WX1", "110.00");
	CHECK(desk.open("1").empty());
	desk.cashEntry("1", "WX1", "10.00", {{"kind", "refund"}, {"erp_key", "R1"}});
	CHECK(desk.read("1")["cashedFen"] == 10'000);
	// the order's story does not tell a refund as one more receipt.
	std::string told;
	const json story = desk.get("/story?kind=work_order&branch=01&key=1");
	for (const json& line : story["items"]) told += line["what"].get<std::string>() + " ";
	CHECK(told.find("fee.cash_refund") != std::string::npos);
	desk.cashEntry("1", "WX1", "10.00", {{"kind", "refund"}, {"erp_key", "R1"}, {"deleted", 1}});
	desk.cashEntry("1", "WX1", "110.00", {{"deleted", 1}});
	CHECK(desk.read("1")["cashedFen"] == 0);
	CHECK(desk.read("1")["moneyState"] == "cashier");
	desk.cashEntry("2", "WX1", "一百");
	CHECK(desk.get("/cash/entries?problem=amount")["items"].size() == 1);
	CHECK(desk.host.value("SELECT COUNT(*) FROM fees_money_entry WHERE what = 'cash_entry'") == "8");
	desk.ledgerAddsUp();
}

TEST_CASE("FE-05 paid by telephone, nobody had it in his hands", "[FE-05]")
{
	FeeDesk desk;
	desk.prices();
	desk.order("1");
	desk.agree("1");
	desk.charge("1", "wechat");
	CHECK(desk.read("1")["moneyState"] == "cashier");
	CHECK(desk.balance("bank", "wechat") == 11'000);
	desk.cashEntry("1", "WX1", "110", {{"method", "wechat"}});
	CHECK(desk.read("1")["moneyState"] == "till");
	CHECK(desk.balance("bank", "wechat") == 0);
}

TEST_CASE("FE-05 the same id has one effect, another content is refused", "[FE-05]")
{
	FeeDesk desk;
	desk.prices();
	charged(desk, "1");
	json body = {{"id", desk.id()},
	             {"branch", "01"},
	             {"technician", "T7"},
	             {"orders", {{{"kind", "work_order"}, {"key", "1"}, {"countedFen", 11'000}}}}};
	const json first = desk.post("/cash/hand-ins", body);
	CHECK(desk.post("/cash/hand-ins", body) == first);
	CHECK(desk.balance("clerk", "desk") == 11'000);
	body["orders"][0]["countedFen"] = 1;
	CHECK(desk.refused("/cash/hand-ins", body) == "fees.id_taken");
	CHECK(desk.host.value("SELECT COUNT(*) FROM fees_count") == "1");
}

TEST_CASE("FE-05 the chain closes to the fen under random hand-overs and corrections", "[FE-05][property]")
{
	FeeDesk desk;
	desk.prices();
	std::mt19937 random(20261122);
	const auto upTo = [&](int limit) { return static_cast<int>(random() % static_cast<unsigned>(limit)); };
	std::vector<json> handIns, handOvers;
	std::int64_t handed = 0, cashier = 0;
	for (int run = 0; run < 300; ++run)
	{
		const std::string key = std::to_string(run);
		charged(desk, key);
		const int counted = upTo(5) == 0 ? upTo(20'000) : 11'000;
		json handIn = desk.handIn(key, counted);
		handed += counted;
		if (upTo(6) == 0)
		{
			desk.post("/cash/counts/" + handIn["id"].get<std::string>() + "/reverse", {{"reason", "重数"}}, "1");
			handIn = desk.handIn(key, 11'000);
			handed += 11'000 - counted;
		}
		const std::int64_t passed = handIn["countedFen"].get<std::int64_t>() + (upTo(8) == 0 ? upTo(101) - 50 : 0);
		const json over = desk.handOver(handIn, std::max<std::int64_t>(0, passed));
		cashier += over["countedFen"].get<std::int64_t>();
		if (upTo(7) == 0)
		{
			desk.post("/cash/counts/" + over["id"].get<std::string>() + "/reverse", {{"reason", "重数"}}, "1");
			cashier -= over["countedFen"].get<std::int64_t>();
			handOvers.push_back(handIn);
		}
	}
	std::int64_t waiting = 0;
	for (const auto& each : handOvers) waiting += each["countedFen"].get<std::int64_t>();
	CHECK(desk.balance("clerk", "desk") == waiting);
	CHECK(desk.balance("cashier", "desk") == cashier);
	CHECK(desk.balance("technician", "T7") == 300 * 11'000 - handed);
	CHECK(desk.balance("over_short", "desk") == handed - waiting - cashier);
	desk.post("/cash/day/close", {{"branch", "01"}, {"technician", "T7"}, {"day", "2026-11-06"}, {"reason", "盘点"}});
	CHECK(desk.balance("technician", "T7") == 0);
	desk.ledgerAddsUp();
}
