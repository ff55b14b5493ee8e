#include "surface/MoneyDesk.test.hpp"

#include <random>

using namespace fees::testing;

namespace {

/// A desk with cards on their way to 格力: collected, entered, in a lot, posted.
struct CardDesk : MoneyDesk
{
	CardDesk() { as("anna", "settlement_clerk"); }

	json collect(const std::string& number, const std::string& order, json more = json::object())
	{
		json body = {{"branchId", "01"},
		             {"type", "install_card"},
		             {"brand", "格力"},
		             {"number", number},
		             {"orderNumber", order}};
		body.update(more);
		return must("/cards", body);
	}
	json enter(const json& card)
	{
		return must("/cards/" + card["id"].get<std::string>() + "/enter", {{"number", "GL9"}, {"on", "2026-11-05"}},
		            version(card));
	}
	json lot(const std::vector<json>& cards)
	{
		json ids = json::array();
		for (const json& card : cards) ids.push_back(card["id"]);
		return must("/lots", {{"brand", "格力"}, {"deadlineOn", "2026-11-20"}, {"cards", ids}});
	}
	json postLot(const json& lot)
	{
		return must("/lots/" + lot["id"].get<std::string>() + "/post",
		            {{"on", "2026-11-06"}, {"carrier", "顺丰"}, {"tracking", "SF1"}}, version(lot));
	}
};

json row(int line, const std::string& card, const std::string& result, std::int64_t sum)
{
	return {{"row", line}, {"card", card}, {"result", result}, {"sumFen", sum}, {"reason", "资料不全"}};
}

} // namespace

TEST_CASE("FE-30 cards are counted against the ERP's orders: missing and double ones are listed", "[FE-30]")
{
	CardDesk desk;
	desk.order("1");
	desk.order("2");
	desk.order("3", {{"service_type", "repair"}, {"warranty", "out"}});
	CHECK(desk.read("/cards/missing?month=2026-10")["items"].size() == 2);
	const json card = desk.collect("K1", "AZ1");
	CHECK(card["claimFen"] == 15000);
	CHECK(card["subsidyFen"] == 2000);
	CHECK(desk.read("/cards/missing")["items"].size() == 1);
	// The same number again, and another card of the same order.
	CHECK(desk.collect("K1", "")["double"] == "K1");
	CHECK(desk.collect("K7", "AZ1")["double"] == "K1");
	CHECK(desk.read("/cards?double=true")["items"].size() == 2);
	const json twice = desk.read("/cards?double=true")["items"][0];
	CHECK(desk.post("/cards/" + twice["id"].get<std::string>() + "/enter", {{"number", "1"}, {"on", "2026-11-05"}},
	                desk.version(twice))
	          .error.code == "fees.card.state");
	CHECK(desk.post("/cards", {{"branchId", "01"},
	                           {"type", "install_card"},
	                           {"brand", "美的"},
	                           {"number", "M1"},
	                           {"orderNumber", "AZ2"}})
	          .error.code == "fees.card.order_differs");
	// Of a sheet with one wrong row nothing is written.
	const json rows = {{{"type", "install_card"}, {"brand", "格力"}, {"number", "K2"}, {"orderNumber", "AZ2"}},
	                   {{"type", "install_card"}, {"brand", "格力"}, {"number", " "}}};
	const auto refused = desk.post("/cards/batch", {{"branchId", "01"}, {"rows", rows}});
	CHECK(refused.error.code == "fees.card.number.invalid");
	CHECK(refused.error.param("row") == "2");
	CHECK(desk.number("SELECT COUNT(*) FROM fees_card") == 3);
}

TEST_CASE("FE-30 entered, posted, arrived, invoiced, and the statement: paid, refused, missing", "[FE-30][FE-32]")
{
	CardDesk desk;
	std::vector<json> cards;
	for (const char* key : {"1", "2", "3", "4"})
	{
		desk.order(key);
		cards.push_back(desk.enter(desk.collect("K" + std::string(key), "AZ" + std::string(key))));
	}
	const json lot = desk.postLot(desk.lot(cards));
	CHECK(lot["state"] == "posted");
	CHECK(lot["claimFen"] == 4 * 17000);
	CHECK(desk.post("/lots/" + lot["id"].get<std::string>() + "/invoice",
	                {{"number", "FP1"}, {"on", "2026-11-06"}, {"sumFen", 68000}}, desk.version(lot))
	          .error.code == "fees.lot.state");
	const json arrived =
		desk.must("/lots/" + lot["id"].get<std::string>() + "/arrive", {{"on", "2026-11-06"}}, desk.version(lot));
	CHECK(desk.must("/lots/" + lot["id"].get<std::string>() + "/invoice",
	                {{"number", "FP1"}, {"on", "2026-11-06"}, {"sumFen", 68000}},
	                desk.version(arrived))["state"] == "invoiced");
	CHECK(desk.read("/subsidies")["items"].size() == 4);

	json statement = {{"brand", "格力"},
	                  {"month", "2026-11"},
	                  {"rows",
	                   {row(2, "K1", "paid", 17000), row(3, "K2", "paid", 16000), row(4, "K3", "refused", 0),
	                    row(5, "K9", "paid", 100)}}};
	const json preview = desk.must("/statements/preview", statement);
	CHECK(preview["rows"][1]["verdict"] == "differs");
	CHECK(preview["rows"][3]["verdict"] == "unknown");
	CHECK(preview["totals"]["missing"] == 1);
	statement["fileName"] = "格力11月.xlsx";
	CHECK(desk.post("/statements", statement).error.code == "fees.statement.errors");
	statement["rows"].erase(3);
	CHECK(desk.post("/statements", statement).error.code == "fees.statement.errors");
	CHECK(desk.number("SELECT COUNT(*) FROM fees_statement_row") == 0);
	statement["acceptDiffering"] = true;
	const json taken = desk.must("/statements", statement);
	CHECK(taken["paidFen"] == 33000);
	CHECK(taken["refused"] == 1);
	CHECK(taken["missing"] == 1);
	CHECK(taken["missingCards"][0]["number"] == "K4");
	CHECK(desk.read("/cards?state=refused")["items"][0]["refusedWhy"] == "资料不全");
	// The same statement again: every row is double now.
	CHECK(desk.must("/statements/preview",
	                {{"brand", "格力"}, {"month", "2026-11"}, {"rows", statement["rows"]}})["totals"]["double"] == 3);
	const json branch = desk.read("/ledgers/branch"), brand = desk.read("/ledgers/brand");
	CHECK(branch["total"] == brand["total"]);
	CHECK(brand["total"]["openFen"] == 17000);
	CHECK(brand["total"]["paidFen"] == 33000);
	CHECK(desk.balance("manufacturer", "格力") == -17000);
}

TEST_CASE("FE-31 a bad card costs 10, a lost one the manufacturer's rate; well again it is taken back", "[FE-31]")
{
	CardDesk desk;
	desk.order("1");
	desk.order("2");
	json card = desk.collect("K1", "AZ1");
	const std::string path = "/cards/" + card["id"].get<std::string>() + "/condition";
	const json liable = {{"kind", "technician"}, {"key", "T7"}, {"name", "赵师傅"}};
	CHECK(desk.post(path, {{"condition", "bad"}}, desk.version(card)).error.code == "fees.card.liable.invalid");
	card = desk.must(path, {{"condition", "bad"}, {"liable", liable}}, desk.version(card));
	const std::string bad = card["id"].get<std::string>() + ":bad";
	CHECK(desk.fineOf(bad)["offence"] == "B-CARD-BAD");
	desk.as("bo", "callback_clerk");
	const json fine = desk.fineOf(bad);
	const json checked =
		desk.must("/fines/" + fine["id"].get<std::string>() + "/check", json::object(), desk.version(fine));
	CHECK(checked["sumFen"] == 1000);
	desk.as("anna", "settlement_clerk");
	card = desk.must(path, {{"condition", "ok"}}, desk.version(card));
	CHECK(desk.fineOf(bad)["state"] == "withdrawn");

	const json lost = desk.must("/cards/lost", {{"branchId", "01"}, {"orderKey", "2"}, {"liable", liable}});
	CHECK(desk.read("/fines/" + lost["fineId"].get<std::string>())["sumFen"] == 15000);
	CHECK(desk.read("/cards/missing")["items"].empty());
	CHECK(desk.read("/cards/missing?state=lost")["items"].size() == 1);
	CHECK(desk.post("/cards/lost", {{"branchId", "01"}, {"orderKey", "1"}, {"liable", liable}}).error.code ==
	      "fees.card.is_here");
}

TEST_CASE("FE-30 random cards and statements: the brands' ledger equals the branches', and the money ledger", "[FE-30]")
{
	std::mt19937 random(30);
	CardDesk desk;
	std::vector<json> posted;
	for (int i = 0; i < 40; ++i)
	{
		const std::string brand = random() % 2 ? "格力" : "美的", branch = random() % 2 ? "01" : "02";
		const json card = desk.must("/cards", {{"branchId", branch},
		                                       {"type", random() % 2 ? "install_card" : "repair_slip"},
		                                       {"brand", brand},
		                                       {"number", "R" + std::to_string(i)}});
		const json entered = desk.enter(card);
		const json lot = desk.must("/lots", {{"brand", brand}, {"deadlineOn", "2026-11-20"}, {"cards", {card["id"]}}});
		if (random() % 4 == 0) continue;
		desk.postLot(lot);
		posted.push_back(entered);
	}
	for (const json& card : posted)
	{
		if (random() % 4 == 0) continue;
		const std::int64_t expected = card["claimFen"].get<std::int64_t>() + card["subsidyFen"].get<std::int64_t>();
		const bool paid = random() % 3 != 0;
		desk.must("/statements", {{"brand", card["brand"]},
		                          {"month", "2026-11"},
		                          {"fileName", "x.xlsx"},
		                          {"acceptDiffering", true},
		                          {"rows",
		                           {row(1, card["number"], paid ? "paid" : "refused",
		                                paid ? expected + static_cast<std::int64_t>(random() % 3) - 1 : 0)}}});
	}
	const json branch = desk.read("/ledgers/branch"), brand = desk.read("/ledgers/brand");
	CHECK(branch["items"].size() == 2);
	CHECK(brand["items"].size() == 2);
	CHECK(branch["total"] == brand["total"]);
	for (const json& each : brand["items"])
	{
		const std::string key = each["brand"];
		CHECK(-(desk.balance("manufacturer", key, "01") + desk.balance("manufacturer", key, "02")) == each["openFen"]);
	}
	CHECK(
		desk.number("SELECT COALESCE(SUM(CASE WHEN state = 'claimed' THEN claim_fen + subsidy_fen ELSE 0 END), 0) FROM "
	                "fees_card") == brand["total"]["openFen"]);
}
