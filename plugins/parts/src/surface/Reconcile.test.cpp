#include "store/PartsSql.hpp"
#include "surface/StockDesk.test.hpp"

#include <algorithm>
#include <cctype>

using namespace parts::testing;

namespace {

json differences(StockTest& stock)
{
	return stock.ok(stock.host.call("GET", "/stock-differences"))["items"];
}

void settle(StockTest& stock, std::int64_t laterMs)
{
	stock.host.setNow(stock.host.now() + laterMs);
	REQUIRE(stock.host.settle());
}

json lastRecord(StockTest& stock)
{
	return stock.host.records().empty() ? json() : json::parse(stock.host.records().back().payload);
}

} // namespace

TEST_CASE("PT-05 X-06 ledger and ERP stock: differences with what moved since both agreed", "[PT-05][X-06]")
{
	StockTest stock;
	stock.erpStock("FAN", "10");
	stock.open("FAN", 10, 50'000);
	settle(stock, 61'000);
	CHECK(differences(stock).empty());
	const json issued = stock.ok(stock.issue("FAN", 3));
	settle(stock, 61'000);
	json found = differences(stock);
	REQUIRE(found.size() == 1);
	CHECK(found[0]["ours"] == 7);
	CHECK(found[0]["theirs"] == 10);
	CHECK(found[0]["what"] == json({"quantity"}));
	CHECK_FALSE(found[0]["agreedAt"].is_null());
	const json one = stock.ok(stock.host.call("GET", "/stock-differences/store:01/FAN"));
	REQUIRE(one["movements"].size() == 1); // not the opening: it was there when they agreed
	CHECK(one["movements"][0]["documentNumber"] == issued["number"]);
	// The ERP is told in an interface row, and only there.
	REQUIRE(stock.host.records().size() == 1);
	CHECK(stock.host.records()[0].type == "stock_difference");
	CHECK(stock.host.records()[0].branchId == "01");
	const json record = lastRecord(stock);
	CHECK(record["state"] == "open");
	CHECK(record["number"] == "KC-勉县-20261121-0001");
	CHECK(record["ledger_quantity"] == "7");
	CHECK(record["erp_quantity"] == "10");
	CHECK(record["item_name"] == "风机");
	CHECK(record["movements"] == "2026-11-21 " + issued["number"].get<std::string>() + " -3");

	const auto explain = [&](const std::string& version) {
		return stock.host.call("POST", "/stock-differences/store:01/FAN/explanation", {{"text", "ERP 未录"}}, version);
	};
	CHECK(explain("99").error.code == "parts.difference.stale");
	CHECK(stock.ok(explain(std::to_string(one["version"].get<int>())))["explainedBy"] == "keeper");

	// The ERP catches up.
	stock.erpStock("FAN", "7.000");
	CHECK(differences(stock).empty());
	CHECK(lastRecord(stock)["state"] == "settled");
	CHECK(explain("4").error.code == "parts.difference.stale");
	const auto told = stock.host.records().size();
	stock.erpStock("FAN", "7");
	settle(stock, kDay);
	CHECK(stock.host.records().size() == told); // nothing new, nobody is told
}

TEST_CASE("PT-05 quantities are compared exactly, over all warehouses that belong to a store", "[PT-05][PT-19]")
{
	StockTest stock;
	stock.open("PIPE", 12'500);
	stock.erpStock("PIPE", "12.4", "W1");
	stock.erpStock("PIPE", "0.1", "W2");
	settle(stock, 61'000);
	CHECK(differences(stock).empty());
	stock.erpStock("PIPE", "0.1005", "W2");
	REQUIRE(differences(stock).size() == 1);
	CHECK(differences(stock)[0]["what"] == json({"unreadable"}));
	CHECK(differences(stock)[0]["theirsText"] == "12.4 + 0.1005");
	stock.erpStock("PIPE", "0.2", "W2");
	CHECK(differences(stock)[0]["theirs"] == 12'600);
	// A warehouse that is another store's does not count here.
	stock.ok(stock.host.call("POST", "/places", {{"branchId", "01"}, {"code", "W2"}, {"name", "二号库"}}));
	stock.ok(stock.host.call("PUT", "/places/store:01:W2", {{"erpWarehouse", "W2"}}, "1"));
	stock.erpStock("PIPE", "0.3", "W2");
	const json found = differences(stock);
	REQUIRE(found.size() == 2);
	CHECK(found[0]["placeId"] == "store:01");
	CHECK(found[0]["theirs"] == 12'400);
	CHECK(found[1]["placeId"] == "store:01:W2");
	CHECK(found[1]["theirs"] == 300);
	CHECK(found[1]["ours"] == 0);
}

TEST_CASE("PT-05 what one side does not know, and what the ERP calls otherwise", "[PT-05][PT-01]")
{
	StockTest stock;
	stock.erpStock("GHOST", "3");
	stock.open("FAN", 2);
	settle(stock, 61'000);
	json found = differences(stock);
	REQUIRE(found.size() == 2);
	CHECK(found[0]["itemCode"] == "FAN");
	CHECK(found[0]["theirs"].is_null());
	CHECK(found[1]["what"] == json({"unknown_item"}));
	stock.erpStock("FAN", "2");
	CHECK(differences(stock).size() == 1);

	// The ERP gives the code to another part: what lies in the store stays what it is until a keeper says so.
	stock.part("FAN", {{"name", "电机"}, {"specification", "YDK-36"}, {"unit", "个"}, {"cost", "60"}});
	stock.erpStock("FAN", "2.0");
	found = differences(stock);
	REQUIRE(found.size() == 2);
	CHECK(found[0]["what"] == json({"name"}));
	const json item = stock.ok(stock.host.call("GET", "/items/FAN"));
	CHECK(item["name"] == "风机");
	CHECK(item["costFen"] == 6'000);
	CHECK(item["erpDiffers"]["name"] == "电机");
	stock.ok(
		stock.host.call("POST", "/items/FAN/accept-erp", json::object(), std::to_string(item["version"].get<int>())));
	CHECK(stock.ok(stock.host.call("GET", "/items/FAN"))["name"] == "电机");
	settle(stock, kDay); // the daily round
	CHECK(differences(stock).size() == 1);
}

TEST_CASE("PT-05 the daily round looks at every item of every store", "[PT-05]")
{
	StockTest stock;
	for (int i = 0; i < 450; ++i)
	{
		const std::string code = "X" + std::to_string(1000 + i);
		stock.part(code, {{"name", code}, {"unit", "个"}});
		stock.host.putErpRow("stock_balance", {{"branch_id", i % 2 ? "01" : "02"},
		                                       {"erp_key", code},
		                                       {"part_code", code},
		                                       {"warehouse", "W"},
		                                       {"quantity", "1"}});
	}
	REQUIRE(stock.host.settle());
	const auto count = [&] { return stock.number("SELECT COUNT(*) FROM parts_agreement WHERE state = 'differs'"); };
	CHECK(count() == 450);
	// Nothing of the ERP changes, but what the ledger calls differences does.
	const json opened =
		stock.ok(stock.post("/openings", {{"placeId", "store:01"}, {"reason", "期初"}, {"fromErp", true}}));
	CHECK(opened["lines"].size() == 225);
	settle(stock, kDay);
	CHECK(count() == 225);
	CHECK(stock.post("/openings", {{"placeId", "store:01"}, {"reason", "期初"}, {"fromErp", true}}).error.code ==
	      "parts.opening.nothing");
}

TEST_CASE("PT-02 no statement changes or deletes a movement, none writes what is the ERP's", "[PT-02][X-06]")
{
	int looked = 0;
	for (const auto* sql : parts::sql::statements())
	{
		std::string text(sql->text);
		std::transform(text.begin(), text.end(), text.begin(),
		               [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
		INFO(sql->name);
		++looked;
		for (const char* verb : {"update ", "delete from ", "replace into "})
		{
			CHECK(text.find(std::string(verb) + "parts_movement") == std::string::npos);
			CHECK(text.find(std::string(verb) + "erp_") == std::string::npos);
		}
		CHECK(text.find("insert into erp_") == std::string::npos);
		if (text.find("insert into parts_movement") != std::string::npos)
			CHECK(text.find("on conflict") == std::string::npos);
	}
	CHECK(looked > 50);
}
