#include "surface/StockDesk.test.hpp"

using namespace parts::testing;

TEST_CASE("PT-02 PT-03 PT-19 an issue is one balanced transfer with all that belongs to it", "[PT-02][PT-03][PT-19]")
{
	StockTest stock;
	stock.open("FAN", 10, 50'000);
	const json paper = stock.ok(stock.issue("FAN", 2, StockTest::forOrder()));
	CHECK(paper["number"] == "LL-勉县-20261121-0001");
	CHECK(paper["state"] == "open");
	CHECK(stock.at("store:01", "FAN") == 8);
	CHECK(stock.at("technician:01:T7", "FAN") == 2);
	const json movement = stock.ok(stock.host.call("GET", "/movements/" + stock.movementOf(paper)));
	CHECK(movement["kind"] == "issue");
	CHECK(movement["from"] == "store:01");
	CHECK(movement["fromName"] == "勉县仓库");
	CHECK(movement["to"] == "technician:01:T7");
	CHECK(movement["toName"] == "赵师傅");
	CHECK(movement["branchId"] == "01");
	CHECK(movement["brand"] == "格力");
	CHECK(movement["warranty"] == "out");
	CHECK(movement["order"]["number"] == "WX1000");
	CHECK(movement["person"] == "T7");
	CHECK(movement["costFen"] == 10'000);
	CHECK(movement["businessDate"] == "2026-11-21");
	CHECK(movement["depositFen"] == 0);
	CHECK(movement["chargedFen"] == 0);
	CHECK(movement["documentNumber"] == paper["number"]);
}

TEST_CASE("PT-04 the last piece goes to exactly one, the other hears what is there", "[PT-04]")
{
	StockTest stock;
	stock.open("FAN", 1, 5'000);
	stock.ok(stock.issue("FAN", 1));
	const auto second = stock.issue("FAN", 1);
	CHECK(second.error.code == "parts.stock_short");
	CHECK(second.error.cls == erphost::ErrorClass::conflict);
	CHECK(second.error.param("item") == "FAN");
	CHECK(second.error.param("place") == "store:01");
	CHECK(second.error.param("there") == "0");
	CHECK(second.error.param("wanted") == "1");
	CHECK(second.error.param("placeName") == "勉县仓库");
	CHECK(second.error.param("itemName") == "风机");
	CHECK(second.error.param("thereText") == "0 个");
	CHECK(stock.at("store:01", "FAN") == 0);
	CHECK(stock.number("SELECT COUNT(*) FROM parts_document WHERE kind = 'issue'") == 1);
}

TEST_CASE("PT-19 the same id is the same paper; with other content it is a conflict", "[PT-19]")
{
	StockTest stock;
	stock.open("FAN", 10, 50'000);
	json body = {{"id", "once"},
	             {"placeId", "store:01"},
	             {"technician", {{"number", "T7"}, {"name", "赵师傅"}}},
	             {"lines", {{{"item", "FAN"}, {"quantity", 3}}}}};
	const json first = stock.ok(stock.host.call("POST", "/issues", body));
	const json again = stock.ok(stock.host.call("POST", "/issues", body));
	CHECK(again == first);
	CHECK(stock.at("store:01", "FAN") == 7);
	body["lines"][0]["quantity"] = 4;
	CHECK(stock.host.call("POST", "/issues", body).error.code == "parts.id_taken");
	CHECK(stock.host.call("POST", "/recoveries", body).error.code == "parts.id_taken");
	CHECK(stock.at("store:01", "FAN") == 7);
}

TEST_CASE("PT-02 a mistake is reversed by a counter-entry, never beyond itself", "[PT-02]")
{
	StockTest stock;
	stock.open("FAN", 10, 50'001);
	const json issued = stock.ok(stock.issue("FAN", 3, StockTest::forOrder()));
	const std::string movement = stock.movementOf(issued);
	const json counter = stock.ok(stock.reverse(movement, {{"quantity", 1}, {"id", "c1"}}));
	CHECK(counter["reverses"] == movement);
	CHECK(counter["from"] == "technician:01:T7");
	CHECK(counter["to"] == "store:01");
	// Told again: nothing happens; with another quantity it is something else.
	stock.ok(stock.reverse(movement, {{"quantity", 1}, {"id", "c1"}}));
	CHECK(stock.reverse(movement, {{"quantity", 2}, {"id", "c1"}}).error.code == "parts.id_taken");
	CHECK(stock.at("store:01", "FAN") == 8);
	CHECK(stock.reverse(movement, {{"quantity", 3}}).error.code == "parts.movement.over_reversed");
	stock.ok(stock.reverse(movement)); // the rest
	CHECK(stock.reverse(movement).error.code == "parts.movement.over_reversed");
	CHECK(stock.reverse("c1").error.code == "parts.movement.is_reversal");
	CHECK(stock.at("store:01", "FAN") == 10);
	CHECK(stock.valueAt("store:01", "FAN") == 50'001);
	CHECK(stock.number("SELECT issued FROM parts_order_part") == 0);
	CHECK(stock.number("SELECT cost_fen FROM parts_order_part") == 0);
	CHECK(stock.lineNow(issued)["held"] == 0);
	const json detail = stock.ok(stock.host.call("GET", "/movements/" + movement));
	CHECK(detail["reversed"] == 3);
	CHECK(detail["reversals"].size() == 2);
	CHECK(stock.reverse("nothing").error.code == "parts.movement.not_found");
}

TEST_CASE("PT-02 what has gone on cannot be taken back under it", "[PT-02][PT-04]")
{
	StockTest stock;
	stock.open("FAN", 5, 25'000);
	const json issued = stock.ok(stock.issue("FAN", 2, StockTest::forOrder()));
	const json used = stock.ok(stock.writeOff(issued, 2));
	CHECK(stock.reverse(stock.movementOf(issued)).error.code == "parts.stock_short");
	stock.ok(stock.reverse(stock.movementOf(used)));
	CHECK(stock.lineNow(issued)["held"] == 2);
	CHECK(stock.host.value("SELECT state FROM parts_document WHERE kind = 'issue'") == "open");
	stock.ok(stock.reverse(stock.movementOf(issued)));
	CHECK(stock.at("store:01", "FAN") == 5);
	// Another technician's pieces do not stand in for those that are gone.
	const json mine = stock.ok(stock.issue("FAN", 2)), others = stock.ok(stock.issue("FAN", 2));
	stock.ok(stock.giveBack(mine, 2));
	CHECK(stock.reverse(stock.movementOf(mine)).error.code == "parts.line.over");
	CHECK(stock.lineNow(others)["held"] == 2);
}

TEST_CASE("PT-12 moving average per store, exact to the last fen", "[PT-12]")
{
	StockTest stock;
	stock.open("FAN", 3, 10'000);
	const json one = stock.ok(stock.issue("FAN", 1, StockTest::forOrder()));
	CHECK(one["lines"][0]["costFen"] == 3'333);
	stock.ok(stock.post("/openings", {{"placeId", "store:01"},
	                                  {"reason", "补录"},
	                                  {"lines", {{{"item", "FAN"}, {"quantity", 1}, {"costFen", 4'000}}}}}));
	// 6667 + 4000 for three: 3556, then what is left.
	const json two = stock.ok(stock.issue("FAN", 1, StockTest::forOrder()));
	CHECK(two["lines"][0]["costFen"] == 3'556);
	const json rest = stock.ok(stock.issue("FAN", 2));
	CHECK(rest["lines"][0]["costFen"] == 7'111);
	CHECK(stock.valueAt("store:01", "FAN") == 0);
	// What comes back unused costs what it was issued at, whatever else he holds.
	stock.ok(stock.giveBack(one, 1));
	CHECK(stock.valueAt("store:01", "FAN") == 3'333);
	CHECK(stock.number("SELECT SUM(value_fen) FROM parts_balance") == 0);
	const json parts = stock.ok(stock.host.call("GET", "/order-parts?kind=work_order&branch=01&key=1000"));
	CHECK(parts["items"][0]["costFen"] == 3'556);
	CHECK(parts["items"][0]["toChargeFen"] == 3'556);
}

TEST_CASE("PT-03 a movement can stand in an open month only", "[PT-03]")
{
	StockTest stock;
	stock.open("FAN", 5);
	CHECK(stock.issue("FAN", 1, {{"businessDate", "2026-11-01"}}).body["businessDate"] == "2026-11-01");
	CHECK(stock.issue("FAN", 1, {{"businessDate", "2026-10-31"}}).error.code == "parts.month_closed");
	CHECK(stock.issue("FAN", 1, {{"businessDate", "2026-11-22"}}).error.code == "parts.business_date.invalid");
	stock.host.setSetting("month_closes_on_day", 25);
	CHECK(stock.issue("FAN", 1, {{"businessDate", "2026-10-31"}}).status == 201);
}

TEST_CASE("PT-02 movements are found by item, place, order, person and paper, page by page", "[PT-02]")
{
	StockTest stock;
	stock.open("FAN", 50);
	stock.open("PIPE", 5'000);
	json first;
	for (int i = 0; i < 7; ++i)
		first = stock.ok(stock.issue(i % 2 ? "PIPE" : "FAN", 1, i < 3 ? StockTest::forOrder() : json::object()));
	const auto count = [&](const std::string& query) {
		return stock.ok(stock.host.call("GET", "/movements?" + query))["items"].size();
	};
	CHECK(count("item=FAN") == 5);
	CHECK(count("place=store:01") == 9);
	CHECK(count("place=store:01&item=PIPE") == 4);
	CHECK(count("person=T7") == 7);
	CHECK(count("orderKind=work_order&orderBranch=01&orderKey=1000") == 3);
	CHECK(count("document=" + first["id"].get<std::string>()) == 1);
	CHECK(count("branch=01") == 9);
	CHECK(stock.host.call("GET", "/movements").error.code == "parts.filter.invalid");
	std::vector<std::int64_t> seen;
	for (std::string cursor;;)
	{
		const json page = stock.ok(stock.host.call("GET", "/movements?place=store:01&limit=4&cursor=" + cursor));
		for (const auto& each : page["items"]) seen.push_back(each["sequence"]);
		if (page["next"].is_null()) break;
		cursor = page["next"];
	}
	CHECK(seen == std::vector<std::int64_t>{9, 8, 7, 6, 5, 4, 3, 2, 1});
}

TEST_CASE("PT-03 who needs no price sees none, and who keeps another branch sees nothing", "[PT-03][CP-19]")
{
	StockTest stock;
	stock.open("FAN", 5, 25'000);
	const json issued = stock.ok(stock.issue("FAN", 1, StockTest::forOrder()));
	const std::string movement = stock.movementOf(issued), paper = issued["id"];
	stock.as("eng", "engineer", "01");
	CHECK(stock.host.call("GET", "/movements/" + movement).body["costFen"].is_null());
	CHECK(stock.host.call("GET", "/documents/" + paper).body["lines"][0]["costFen"].is_null());
	CHECK(stock.host.call("GET", "/balances?place=store:01").body["items"][0]["valueFen"].is_null());
	CHECK(stock.host.call("GET", "/items/FAN").body["costFen"].is_null());
	CHECK(stock.host.call("GET", "/order-parts?kind=work_order&branch=01&key=1000")
	          .body["items"][0]["toChargeFen"]
	          .is_null());
	stock.as("clerk2", "parts_clerk", "02");
	CHECK(stock.host.call("GET", "/movements/" + movement).error.code == "parts.movement.not_found");
	CHECK(stock.host.call("GET", "/documents/" + paper).error.code == "parts.document.not_found");
	CHECK(stock.host.call("GET", "/balances?place=store:01").body["items"].empty());
	CHECK(stock.host.call("GET", "/documents").body["items"].empty());
	CHECK(stock.host.call("GET", "/hands?person=T7").body["items"].empty());
	CHECK(stock.host.call("GET", "/order-parts?kind=work_order&branch=01&key=1000").body["items"].empty());
	CHECK(stock.issue("FAN", 1).error.code == "parts.place.not_found");
	CHECK(stock.reverse(movement).error.code == "parts.movement.not_found");
	CHECK(stock.giveBack(issued, 1).error.code == "parts.line.not_found");
	stock.as("eng", "engineer", "01");
	CHECK(stock.issue("FAN", 1).error.code == "parts.not_allowed");
	stock.order("3000", "02");
	stock.as("clerk1", "parts_clerk", "01");
	json foreign = StockTest::forOrder("3000");
	foreign["order"]["branchId"] = "02";
	CHECK(stock.issue("FAN", 1, foreign).error.code == "parts.order.not_found");
}
