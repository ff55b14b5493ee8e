#include "surface/StockDesk.test.hpp"

using namespace parts::testing;

namespace {

json receipt(std::int64_t quantity = 10, std::int64_t costFen = 50'000)
{
	return {{"placeId", "store:01"},
	        {"supplier", "S1"},
	        {"reference", "CK-77"},
	        {"lines", {{{"item", "FAN"}, {"quantity", quantity}, {"costFen", costFen}}}}};
}

} // namespace

TEST_CASE("PT-09 goods are inspected before they are stock; faulty ones go back or are exchanged", "[PT-09]")
{
	StockTest stock;
	const json paper = stock.ok(stock.post("/receipts", receipt()));
	const std::string id = paper["id"];
	CHECK(paper["number"] == "SH-勉县-20261121-0001");
	CHECK(paper["state"] == "open");
	CHECK(stock.at("quarantine:01", "FAN") == 10);
	CHECK(stock.at("store:01", "FAN") == 0);
	CHECK(stock.issue("FAN", 1).error.code == "parts.stock_short");

	const json first =
		stock.ok(stock.act(id, "inspection", {{"lines", {{{"line", 1}, {"accepted", 6}, {"returned", 1}}}}}));
	CHECK(first["state"] == "open");
	CHECK(first["lines"][0]["held"] == 3);
	CHECK(stock.at("store:01", "FAN") == 6);
	CHECK(stock.at("supplier::S1", "FAN") == -9);
	CHECK(stock.act(id, "inspection", {{"lines", {{{"line", 1}, {"accepted", 4}}}}}).error.code ==
	      "parts.inspection.over");
	CHECK(stock.act(id, "inspection", {{"lines", {{{"line", 1}}}}}).error.code == "parts.inspection.over");
	CHECK(stock.act(id, "inspection", {{"lines", {{{"line", 2}, {"accepted", 1}}}}}).error.code ==
	      "parts.line.not_found");
	CHECK(
		stock.post("/documents/" + id + "/inspection", {{"lines", {{{"line", 1}, {"accepted", 1}}}}}, "1").error.code ==
		"parts.document.stale");

	const json second =
		stock.ok(stock.act(id, "inspection", {{"lines", {{{"line", 1}, {"accepted", 1}, {"exchanged", 2}}}}}));
	CHECK(second["state"] == "done");
	CHECK(second["lines"][0]["done"] == 7);
	CHECK(second["lines"][0]["back"] == 3);
	CHECK(second["lines"][0]["exchangeDue"] == 2);
	CHECK(stock.valueAt("store:01", "FAN") == 35'000);
	CHECK(stock.act(id, "inspection", {{"lines", {{{"line", 1}, {"accepted", 1}}}}}).error.code ==
	      "parts.document.wrong_state");

	// The replacement costs what went back, and no more than is owed comes.
	json replacement = receipt(2);
	replacement["lines"][0].erase("costFen");
	replacement["lines"][0]["exchangeFor"] = {{"documentId", id}, {"line", 1}};
	json tooMany = replacement;
	tooMany["lines"][0]["quantity"] = 3;
	CHECK(stock.post("/receipts", tooMany).error.code == "parts.exchange.not_due");
	const json again = stock.ok(stock.post("/receipts", replacement));
	CHECK(again["lines"][0]["costFen"] == 10'000);
	CHECK(stock.lineNow(paper)["exchangeDue"] == 0);
	CHECK(stock.post("/receipts", replacement).error.code == "parts.exchange.not_due");
	// Taken back, it is owed again.
	stock.ok(stock.reverse(stock.movementOf(again)));
	CHECK(stock.lineNow(paper)["exchangeDue"] == 2);
}

TEST_CASE("PT-09 stock is sampled in turn; what is faulty leaves the store at once", "[PT-09]")
{
	StockTest stock;
	stock.open("FAN", 40, 200'000);
	stock.open("PIPE", 12'500, 30'000);
	const auto proposal = [&] {
		return stock.ok(stock.host.call("POST", "/samplings/proposal", {{"placeId", "store:01"}}))["lines"];
	};
	CHECK(proposal().size() == 2);
	CHECK(proposal()[0]["item"] == "FAN");
	CHECK(proposal()[0]["sample"] == 4);
	CHECK(proposal()[1]["sample"] == 2'000);
	json body = {{"placeId", "store:01"},
	             {"lines", {{{"item", "FAN"}, {"sampled", 4}, {"faulty", 1}, {"note", "轴承响"}}}}};
	const json paper = stock.ok(stock.post("/samplings", body));
	CHECK(paper["state"] == "open");
	CHECK(paper["lines"][0]["counted"] == 4);
	CHECK(paper["lines"][0]["faulty"] == 1);
	CHECK(stock.at("store:01", "FAN") == 39);
	CHECK(stock.at("quarantine:01", "FAN") == 1);
	CHECK(proposal()[0]["item"] == "PIPE"); // the fans have had their turn
	CHECK(proposal()[1]["lastSampledOn"] == "2026-11-21");
	stock.ok(stock.act(paper["id"], "inspection", {{"lines", {{{"line", 1}, {"returned", 1}}}}}));
	CHECK(stock.at("supplier::S1", "FAN") == 1);
	body["lines"][0]["faulty"] = 5;
	CHECK(stock.post("/samplings", body).error.code == "parts.quantity.invalid");
	body["lines"][0] = {{"item", "FAN"}, {"sampled", 40}, {"faulty", 0}};
	CHECK(stock.post("/samplings", body).error.code == "parts.stock_short");
	body["lines"][0]["sampled"] = 1;
	CHECK(stock.ok(stock.post("/samplings", body))["state"] == "done");
}

TEST_CASE("PT-10 a repaired part is tested piece by piece before it is issued again", "[PT-10]")
{
	StockTest stock;
	const json paper = stock.ok(stock.post("/recoveries", {{"placeId", "store:01"},
	                                                       {"source", "repaired"},
	                                                       {"reason", "返修"},
	                                                       {"lines", {{{"item", "FAN"}, {"quantity", 3}}}}}));
	const std::string id = paper["id"];
	CHECK(stock.at("quarantine:01", "FAN") == 3);
	CHECK(stock.issue("FAN", 1).error.code == "parts.stock_short");
	const auto verdict = [&](std::int64_t accepted, std::int64_t scrapped, const json& pieces) {
		json line = {{"line", 1}, {"accepted", accepted}, {"scrapped", scrapped}};
		if (!pieces.is_null()) line["pieces"] = pieces;
		return stock.act(id, "inspection", {{"lines", {line}}});
	};
	const json good = {{"serial", "A1"}, {"passed", true}},
			   bad = {{"serial", "A2"}, {"passed", false}, {"note", "噪音"}};
	CHECK(verdict(3, 0, nullptr).error.code == "parts.inspection.pieces");
	CHECK(verdict(2, 0, json::array({good})).error.code == "parts.inspection.pieces");
	CHECK(verdict(2, 0, json::array({good, bad})).error.code == "parts.inspection.pieces");
	const json half = stock.ok(verdict(1, 1, json::array({good, bad})));
	CHECK(half["state"] == "open");
	CHECK(half["tests"].size() == 2);
	CHECK(half["tests"][1]["passed"] == false);
	CHECK(stock.at("store:01", "FAN") == 1);
	CHECK(stock.at("scrap:01", "FAN") == 1);
	CHECK(stock.ok(verdict(1, 0, json::array({good})))["state"] == "done");
	CHECK(stock.ok(stock.issue("FAN", 2))["lines"][0]["quantity"] == 2);
	CHECK(stock
	          .post("/recoveries", {{"placeId", "store:01"},
	                                {"source", "customer"},
	                                {"reason", "拆回"},
	                                {"lines", {{{"item", "PIPE"}, {"quantity", 1'500}}}}})
	          .error.code == "parts.quantity.invalid");
}

TEST_CASE("PT-02 PT-18 issued, returned, written off: the parts of an order", "[PT-02][PT-18][X-03]")
{
	StockTest stock;
	stock.open("FAN", 10, 50'000);
	stock.open("PIPE", 20'000, 60'000);
	const json fans = stock.ok(stock.issue("FAN", 2, StockTest::forOrder("1000", "in")));
	const json pipe = stock.ok(stock.issue("PIPE", 5'000)); // to the technician only
	const auto parts = [&] {
		return stock.ok(stock.host.call("GET", "/order-parts?kind=work_order&branch=01&key=1000"));
	};
	CHECK(parts()["items"].size() == 1);
	CHECK(parts()["items"][0]["inHands"] == 2);
	CHECK(parts()["complete"] == false);
	CHECK(stock.giveBack(fans, 3).error.code == "parts.line.over");
	stock.ok(stock.giveBack(fans, 1));
	CHECK(stock.giveBack(fans, 2).error.code == "parts.line.over");
	CHECK(stock.giveBack(fans, 2).error.param("held") == "1");
	const json done = stock.ok(stock.writeOff(fans, 1));
	CHECK(done["order"]["key"] == "1000");
	CHECK(stock.host.value("SELECT state FROM parts_document WHERE id = '" + fans["id"].get<std::string>() + "'") ==
	      "done");
	CHECK(stock.giveBack(fans, 1).error.code == "parts.line.over");
	// Free stock in hands names its order when it is used.
	CHECK(stock.writeOff(pipe, 1'500).error.code == "parts.order.differs");
	json order = StockTest::forOrder("1000", "in");
	order.erase("warranty");
	CHECK(stock.writeOff(pipe, 1'500, order).error.code == "parts.warranty.missing");
	stock.ok(stock.writeOff(pipe, 1'500, StockTest::forOrder("1000", "in")));
	const json now = parts();
	REQUIRE(now["items"].size() == 2);
	CHECK(now["items"][0]["itemCode"] == "FAN");
	CHECK(now["items"][0]["issued"] == 2);
	CHECK(now["items"][0]["returned"] == 1);
	CHECK(now["items"][0]["used"] == 1);
	CHECK(now["items"][0]["costFen"] == 5'000);
	CHECK(now["items"][0]["toChargeFen"] == 0);
	CHECK(now["items"][0]["oldDue"] == 1);
	CHECK(now["items"][1]["issued"] == 1'500);
	CHECK(now["items"][1]["oldDue"] == 0); // material does not come back
	CHECK(now["items"][1]["costFen"] == 4'500);
	CHECK(now["complete"] == false); // the old fan is still out
	CHECK(stock.reasons() == std::vector<std::string>{"issued", "returned", "written_off", "written_off"});

	const std::string view = "FROM parts_v_order_part WHERE item_code = 'FAN'";
	CHECK(stock.number("SELECT issued " + view) == 2);
	CHECK(stock.number("SELECT returned " + view) == 1);
	CHECK(stock.number("SELECT used " + view) == 1);
	CHECK(stock.number("SELECT old_due " + view) == 1);
	CHECK(stock.host.value("SELECT warranty " + view) == "in");
	CHECK(stock.host.value("SELECT order_number " + view) == "WX1000");
	CHECK(stock.host.value("SELECT item_name " + view) == "风机");
	CHECK(stock.number("SELECT unit_size FROM parts_v_order_part WHERE item_code = 'PIPE'") == 1'000);
	// What was issued for one order is not used for another.
	stock.order("2000");
	const json more = stock.ok(stock.issue("FAN", 1, StockTest::forOrder("1000", "in")));
	CHECK(stock.writeOff(more, 1, StockTest::forOrder("2000", "in")).error.code == "parts.order.differs");
	CHECK(stock.issue("FAN", 1, StockTest::forOrder("1000", "out")).error.code == "parts.warranty.differs");
	CHECK(stock.issue("FAN", 1, StockTest::forOrder("9999")).error.code == "parts.order.not_found");
}

TEST_CASE("PT-02 an issue without a technician is held by the workshop", "[PT-02]")
{
	StockTest stock;
	stock.open("FAN", 3);
	json body = {{"placeId", "store:01"}, {"lines", {{{"item", "FAN"}, {"quantity", 1}}}}};
	CHECK(stock.post("/issues", body).error.code == "parts.issue.to_nobody");
	body.update(StockTest::forOrder());
	stock.ok(stock.post("/issues", body));
	CHECK(stock.at("technician:01", "FAN") == 1);
	const json held = stock.ok(stock.host.call("GET", "/hands?branch=01"));
	REQUIRE(held["items"].size() == 1);
	CHECK(held["items"][0]["held"] == 1);
	CHECK(held["items"][0]["order"]["number"] == "WX1000");
}

TEST_CASE("PT-13 free parts out of warranty need a recorded approval", "[PT-13]")
{
	StockTest stock;
	stock.open("FAN", 3, 15'000);
	stock.ok(stock.issue("FAN", 1, StockTest::forOrder()));
	const json wanted = {{"order", StockTest::forOrder()["order"]}, {"reason", "大客户"}};
	stock.as("keeper", "central_keeper");
	CHECK(stock.host.call("POST", "/free-approvals", wanted).error.code == "parts.not_allowed");
	stock.as("wang", "service_manager");
	json noReason = wanted;
	noReason["reason"] = " ";
	CHECK(stock.host.call("POST", "/free-approvals", noReason).error.code == "parts.reason.invalid");
	stock.ok(stock.host.call("POST", "/free-approvals", wanted));
	CHECK(stock.host.call("POST", "/free-approvals", wanted).error.code == "parts.free.exists");
	const json parts = stock.ok(stock.host.call("GET", "/order-parts?kind=work_order&branch=01&key=1000"));
	CHECK(parts["items"][0]["toChargeFen"] == 0);
	CHECK(parts["items"][0]["costFen"] == 5'000);
	CHECK(parts["freeApproval"]["name"] == "wang");
	CHECK(stock.host.value("SELECT free_approval FROM parts_v_order_part") == "wang");
	CHECK(stock.reasons().back() == "free_approved");
	stock.order("2000");
	stock.as("keeper", "central_keeper");
	stock.ok(stock.issue("FAN", 1, StockTest::forOrder("2000", "in")));
	stock.as("wang", "service_manager");
	CHECK(stock.host
	          .call("POST", "/free-approvals", {{"order", StockTest::forOrder("2000")["order"]}, {"reason", "大客户"}})
	          .error.code == "parts.free.in_warranty");
}

TEST_CASE("PT-14 urgent transport stands there with its cost and reason", "[PT-14]")
{
	StockTest stock;
	stock.open("FAN", 3);
	const auto send = [&](json transport) { return stock.issue("FAN", 1, {{"transport", std::move(transport)}}); };
	CHECK(send({{"urgent", true}, {"costFen", 3'000}}).error.code == "parts.transport.incomplete");
	CHECK(send({{"urgent", true}, {"reason", "客户催"}}).error.code == "parts.transport.incomplete");
	CHECK(send({{"urgent", true}, {"costFen", -1}, {"reason", "x"}}).error.code == "parts.money.invalid");
	const json paper =
		stock.ok(send({{"urgent", true}, {"costFen", 3'000}, {"carrier", "顺丰"}, {"reason", "客户催"}}));
	stock.ok(stock.issue("FAN", 1));
	CHECK(paper["urgent"] == true);
	CHECK(paper["transportFen"] == 3'000);
	const json urgent = stock.ok(stock.host.call("GET", "/documents?urgent=true"));
	REQUIRE(urgent["items"].size() == 1);
	CHECK(urgent["items"][0]["reason"] == "客户催");
}

TEST_CASE("PT-02 a transfer is out, in transit, in; what differs on arrival is explained", "[PT-02]")
{
	StockTest stock;
	stock.open("FAN", 10, 50'000, "store:01");
	stock.as("clerk1", "parts_clerk", "01");
	const json paper = stock.ok(stock.post(
		"/transfers", {{"from", "store:01"}, {"to", "store:02"}, {"lines", {{{"item", "FAN"}, {"quantity", 5}}}}}));
	const std::string id = paper["id"];
	CHECK(stock.at("store:01", "FAN") == 5);
	CHECK(stock.at("transit:02", "FAN") == 5);
	const auto arrive = [&](std::int64_t quantity, const std::string& reason) {
		json body = {{"lines", {{{"line", 1}, {"quantity", quantity}}}}};
		if (!reason.empty()) body["reason"] = reason;
		return stock.act(id, "arrival", body);
	};
	CHECK(arrive(5, "").error.code == "parts.place.not_found"); // not his to receive
	stock.as("clerk2", "parts_clerk", "02");
	CHECK(stock.ok(stock.host.call("GET", "/documents"))["items"].size() == 1); // on its way to him
	CHECK(stock.act(id, "arrival", {{"lines", json::array()}}).error.code == "parts.arrival.incomplete");
	CHECK(arrive(4, "").error.code == "parts.arrival.reason");
	CHECK(stock.at("transit:02", "FAN") == 5);
	const json arrived = stock.ok(arrive(4, "少一个"));
	CHECK(arrived["state"] == "done");
	CHECK(arrived["lines"][0]["done"] == 4);
	CHECK(arrived["lines"][0]["lost"] == 1);
	CHECK(stock.at("store:02", "FAN") == 4);
	CHECK(stock.at("difference:02", "FAN") == 1);
	CHECK(stock.at("transit:02", "FAN") == 0);
	CHECK(stock.valueAt("store:02", "FAN") == 20'000);
	CHECK(arrive(4, "x").error.code == "parts.document.wrong_state");

	stock.as("clerk1", "parts_clerk", "01");
	const json next = stock.ok(stock.post(
		"/transfers", {{"from", "store:01"}, {"to", "store:02"}, {"lines", {{{"item", "FAN"}, {"quantity", 2}}}}}));
	stock.as("clerk2", "parts_clerk", "02");
	const json more =
		stock.ok(stock.act(next["id"], "arrival", {{"lines", {{{"line", 1}, {"quantity", 3}}}}, {"reason", "多一个"}}));
	CHECK(more["lines"][0]["done"] == 2);
	CHECK(stock.at("store:02", "FAN") == 7);
	CHECK(stock.at("difference:02", "FAN") == 0);
	CHECK(stock.number("SELECT SUM(value_fen) FROM parts_balance") == 0);
	CHECK(stock.valueAt("store:02", "FAN") == 35'000);

	stock.as("keeper", "central_keeper");
	const auto wrong = [&](const char* from, const char* to) {
		return stock.post("/transfers", {{"from", from}, {"to", to}, {"lines", {{{"item", "FAN"}, {"quantity", 1}}}}})
		    .error.code;
	};
	CHECK(wrong("store:01", "store:01") == "parts.place.same");
	CHECK(wrong("store:01", "store:99") == "parts.place.not_found");
	CHECK(wrong("store:01", "difference:02") == "parts.place.not_found");
	CHECK(wrong("difference:02", "store:01") == "parts.place.wrong_kind");
	stock.ok(stock.post("/transfers",
	                    {{"from", "store:01"}, {"to", "central"}, {"lines", {{{"item", "FAN"}, {"quantity", 1}}}}}));
	CHECK(stock.at("transit", "FAN") == 1);
}

TEST_CASE("PT-02 a store is handed over when both have confirmed what lies there", "[PT-02]")
{
	StockTest stock;
	stock.open("FAN", 10, 50'000);
	stock.open("PIPE", 5'000);
	const auto offer = [&] {
		return stock.ok(
			stock.post("/hand-overs", {{"placeId", "store:01"}, {"to", {{"user", "new"}, {"name", "小李"}}}}));
	};
	const json paper = offer();
	const std::string id = paper["id"];
	CHECK(paper["lines"].size() == 2);
	CHECK(stock.confirm(id, json::object()).error.code == "parts.hand_over.not_yours");
	stock.as("new", "parts_clerk", "01");
	const json counted = {{"lines", {{{"line", 1}, {"counted", 9}}}}};
	CHECK(stock.confirm(id, counted).error.code == "parts.hand_over.deviation");
	stock.as("keeper", "central_keeper");
	stock.ok(stock.issue("FAN", 1));
	stock.as("new", "parts_clerk", "01");
	CHECK(stock.confirm(id, json::object()).error.code == "parts.hand_over.moved");
	stock.as("keeper", "central_keeper");
	stock.ok(stock.act(id, "withdraw", {{"reason", "重列"}}));
	const json second = offer();
	stock.as("new", "parts_clerk", "01");
	json noted = counted;
	noted["note"] = "风机少一个，待查";
	noted["lines"][0]["counted"] = 8;
	const json done = stock.ok(stock.confirm(second["id"], noted));
	CHECK(done["state"] == "done");
	CHECK(done["lines"][0]["counted"] == 8);
	CHECK(done["lines"][1]["counted"] == 5'000);
	CHECK(done["settledName"] == "new");
	CHECK(stock.host.value("SELECT keeper_name FROM parts_place WHERE id = 'store:01'") == "小李");
	CHECK(stock.at("store:01", "FAN") == 9); // a hand-over moves nothing
	CHECK(stock.confirm(second["id"], json::object()).error.code == "parts.document.wrong_state");
}

TEST_CASE("X-01 the story of an order tells its parts", "[X-01]")
{
	StockTest stock;
	stock.open("FAN", 10, 50'000);
	const json fans = stock.ok(stock.issue("FAN", 2, StockTest::forOrder()));
	stock.host.setNow(kToday + 60'000);
	stock.ok(stock.giveBack(fans, 1));
	stock.host.setNow(kToday + 120'000);
	const json used = stock.ok(stock.writeOff(fans, 1, {{"reason", "更换"}}));
	stock.ok(stock.reverse(stock.movementOf(used)));
	const json items = stock.ok(stock.host.call("GET", "/story?kind=work_order&branch=01&key=1000"))["items"];
	REQUIRE(items.size() == 4);
	CHECK(items[0]["what"] == "parts.issue");
	CHECK(items[0]["who"] == "赵师傅");
	CHECK(items[0]["params"]["item"] == "风机");
	CHECK(items[0]["params"]["number"] == fans["number"]);
	CHECK(items[0]["params"]["quantity"] == "2");
	CHECK(items[1]["what"] == "parts.return");
	CHECK(items[0]["at"] < items[1]["at"]);
	CHECK(items.dump().find("parts.reversed") != std::string::npos);
	// In units as people say it, to the last millimetre.
	stock.open("PIPE", 2'000, 6'000);
	stock.host.setNow(kToday + 180'000);
	stock.ok(stock.issue("PIPE", 1'501, StockTest::forOrder()));
	const json pipe = stock.ok(stock.host.call("GET", "/story?kind=work_order&branch=01&key=1000"))["items"].back();
	CHECK(pipe["params"]["quantity"] == "1.501");
	CHECK(pipe["params"]["unit"] == "米");
	stock.as("x", "parts_clerk", "02");
	CHECK(stock.ok(stock.host.call("GET", "/story?kind=work_order&branch=01&key=1000"))["items"].empty());
}
