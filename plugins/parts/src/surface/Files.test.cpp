#include "surface/StockDesk.test.hpp"

using namespace parts::testing;

TEST_CASE("PT-01 items come from the ERP, and are kept by hand where it says nothing", "[PT-01]")
{
	StockTest stock;
	const json fan = stock.ok(stock.host.call("GET", "/items/FAN"));
	CHECK(fan["name"] == "风机");
	CHECK(fan["specification"] == "YDK-36");
	CHECK(fan["unit"] == "个");
	CHECK(fan["unitSize"] == 1);
	CHECK(fan["brand"] == "格力");
	CHECK(fan["kind"] == "part");
	CHECK(fan["class"] == "regular");
	CHECK(fan["supplier"] == "S1");
	CHECK(fan["costFen"] == 5'000);
	CHECK(fan["minimum"] == 2);
	CHECK(fan["hazardous"] == false);
	CHECK(fan["origin"] == "erp");
	const json pipe = stock.ok(stock.host.call("GET", "/items/PIPE"));
	CHECK(pipe["unitSize"] == 1'000); // metres in mm (PT-19)
	CHECK(stock.ok(stock.host.call("GET", "/items/METER"))["kind"] == "tool");

	const auto change = [&](const std::string& code, const json& body) {
		const std::string version = stock.host.value("SELECT version FROM parts_item WHERE code = '" + code + "'");
		return stock.host.call("PUT", "/items/" + code, body, version);
	};
	const auto refused = change("FAN", {{"name", "别的"}});
	CHECK(refused.error.code == "parts.item.erp_field");
	CHECK(refused.error.param("pointer") == "/name");
	stock.ok(change("PIPE", {{"minimum", 5'000}}));
	stock.ok(change("FAN", {{"hazardous", true}}));
	CHECK(stock.host.call("PUT", "/items/FAN", {{"hazardous", false}}, "1").error.code == "parts.item.stale");
	CHECK(stock.host.call("PUT", "/items/FAN", {{"hazardous", false}}).error.code == "request.match_required");
	// The ERP changes something of its own: what is kept by hand stays.
	stock.part("PIPE",
	           {{"name", "铜管"}, {"specification", "φ9.52"}, {"unit", "米"}, {"kind", "material"}, {"cost", "31"}});
	REQUIRE(stock.host.settle());
	CHECK(stock.ok(stock.host.call("GET", "/items/PIPE"))["minimum"] == 5'000);
	CHECK(stock.ok(stock.host.call("GET", "/items/PIPE"))["costFen"] == 3'100);
	stock.host.putErpRow("part", {{"branch_id", "*"}, {"erp_key", "METER"}, {"code", "METER"}, {"deleted", 1}});
	REQUIRE(stock.host.settle());
	CHECK(stock.ok(stock.host.call("GET", "/items/METER"))["active"] == false);
	CHECK(stock.issue("METER", 1).error.code == "parts.item.inactive");
	CHECK(change("METER", {{"name", "数字万用表"}}).status == 200); // now it is ours
}

TEST_CASE("PT-01 an item of our own; its unit is fixed once it has movements", "[PT-01][PT-19]")
{
	StockTest stock;
	const json body = {{"code", "TAPE"}, {"name", "胶带"}, {"unit", "卷"}, {"unitSize", 1}, {"kind", "material"}};
	CHECK(stock.ok(stock.host.call("POST", "/items", body))["origin"] == "hand");
	CHECK(stock.host.call("POST", "/items", body).error.code == "parts.item.exists");
	stock.ok(stock.host.call("PUT", "/items/TAPE", {{"unitSize", 20}, {"unit", "米"}}, "1"));
	stock.open("TAPE", 40);
	const auto fixed = stock.host.call("PUT", "/items/TAPE", {{"unitSize", 1}}, "2");
	CHECK(fixed.error.code == "parts.item.unit_fixed");
	CHECK(stock.host.call("PUT", "/items/TAPE", {{"unit", "箱"}}, "2").error.param("pointer") == "/unit");
	CHECK(stock.host.call("PUT", "/items/TAPE", {{"unitSize", 0}}, "2").error.code == "parts.quantity.invalid");
	CHECK(stock.host.call("PUT", "/items/TAPE", {{"name", ""}}, "2").error.code == "parts.field.invalid");
	// The ERP learns of it later, in another unit: the ledger's numbers stay what they are.
	stock.part("TAPE", {{"name", "胶带"}, {"unit", "箱"}});
	REQUIRE(stock.host.settle());
	const json item = stock.ok(stock.host.call("GET", "/items/TAPE"));
	CHECK(item["unit"] == "米");
	CHECK(item["unitSize"] == 20);
	CHECK(item["erpDiffers"]["unit"] == "箱");
	CHECK(item["balances"][0]["quantity"] == 40);
	CHECK(stock.host.call("GET", "/items/NONE").error.code == "parts.item.not_found");
}

TEST_CASE("PT-01 suppliers have a file", "[PT-01]")
{
	StockTest stock;
	CHECK(stock.host.call("POST", "/suppliers", {{"code", "S1"}, {"name", "x"}}).error.code == "parts.supplier.exists");
	stock.ok(stock.host.call("PUT", "/suppliers/S1", {{"leadDays", 7}, {"contact", "张"}}, "1"));
	CHECK(stock.host.call("PUT", "/suppliers/S1", {{"leadDays", 8}}, "1").error.code == "parts.supplier.stale");
	CHECK(stock.host.call("PUT", "/suppliers/S1", {{"leadDays", -1}}, "2").error.code == "parts.quantity.invalid");
	CHECK(stock.host.call("PUT", "/suppliers/S9", {{"leadDays", 8}}, "1").error.code == "parts.supplier.not_found");
	const json list = stock.ok(stock.host.call("GET", "/suppliers?search=格力"));
	REQUIRE(list["items"].size() == 1);
	CHECK(list["items"][0]["leadDays"] == 7);
}

TEST_CASE("PT-19 every branch has its store, and more where it needs them", "[PT-19]")
{
	StockTest stock;
	const auto names = [&](const std::string& query) {
		std::vector<std::string> found;
		const json page = stock.ok(stock.host.call("GET", "/places?" + query));
		for (const auto& place : page["items"]) found.push_back(place["name"]);
		return found;
	};
	CHECK(names("kind=store") == std::vector<std::string>{"勉县仓库", "城固仓库"});
	CHECK(names("kind=central") == std::vector<std::string>{"总仓"});
	const json body = {{"branchId", "01"}, {"code", "W2"}, {"name", "二号库"}};
	CHECK(stock.ok(stock.host.call("POST", "/places", body))["id"] == "store:01:W2");
	CHECK(stock.host.call("POST", "/places", body).error.code == "parts.place.exists");
	CHECK(stock.host.call("POST", "/places", {{"branchId", "99"}, {"code", "W"}, {"name", "x"}}).error.code ==
	      "parts.place.not_found");
	stock.open("FAN", 1, 0, "store:01:W2");
	CHECK(stock.host.call("PUT", "/places/store:01:W2", {{"active", false}}, "1").error.code ==
	      "parts.place.not_empty");
	CHECK(stock.host.call("PUT", "/places/store:01:W2", {{"name", "y"}}, "9").error.code == "parts.place.stale");
	stock.as("x", "parts_clerk", "02");
	CHECK(names("kind=store") == std::vector<std::string>{"城固仓库"});
}

TEST_CASE("PT-02 lists go page by page, and each row comes once", "[PT-02]")
{
	StockTest stock;
	for (int i = 0; i < 25; ++i)
	{
		stock.part("P" + std::to_string(100 + i), {{"name", "件"}, {"unit", "个"}});
		stock.host.setNow(stock.host.now() + 1);
		REQUIRE(stock.host.settle());
		stock.open("P" + std::to_string(100 + i), i + 1);
	}
	const auto walk = [&](const std::string& path, const char* key) {
		std::vector<std::string> seen;
		for (std::string cursor;;)
		{
			const json page = stock.ok(stock.host.call("GET", path + "limit=7&cursor=" + cursor));
			for (const auto& each : page["items"]) seen.push_back(each[key]);
			if (page["next"].is_null()) return seen;
			cursor = page["next"];
		}
	};
	CHECK(walk("/items?search=件&", "code").size() == 25);
	CHECK(walk("/items?kind=part&", "code").size() == 26);
	CHECK(walk("/balances?place=store:01&", "itemCode").size() == 25);
	CHECK(walk("/documents?", "number").size() == 25);
	CHECK(walk("/documents?kind=opening&", "number").front() == "QC-勉县-20261121-0025");
	CHECK(walk("/documents?state=done&", "number").size() == 25);
	CHECK(walk("/documents?kind=opening&state=done&", "number").size() == 25);
	CHECK(walk("/documents?search=0007&", "number").size() == 1);
	CHECK(stock.host.call("GET", "/items?cursor=nonsense").error.code == "cursor.invalid");
	CHECK(stock.host.call("GET", "/balances").error.code == "parts.filter.invalid");
	// PT-08's warning has its list: below the minimum.
	stock.open("FAN", 1);
	CHECK(walk("/balances?place=store:01&low=true&", "itemCode") == std::vector<std::string>{"FAN"});
}
