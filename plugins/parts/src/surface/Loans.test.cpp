#include "surface/PartsDesk.test.hpp"

#include <random>

using namespace parts::testing;

namespace {

struct Lending : PartsDesk
{
	std::string id;

	Lending()
	{
		stock("DRILL", 5, 150'000);
		as("anna", "parts_clerk");
	}
	void lend(std::int64_t quantity = 2, json more = json::object())
	{
		as("anna", "parts_clerk");
		json body = {{"branchId", "01"},
		             {"place", "store:01"},
		             {"person", {{"kind", "technician"}, {"key", "T7"}, {"name", "赵师傅"}}},
		             {"itemCode", "DRILL"},
		             {"quantity", quantity}};
		body.update(more);
		id = must("POST", "/loans", body, 201)["id"];
	}
	MockHost::Answer act(const std::string& what, const json& body)
	{
		return post("parts_loan", "/loans", id, what, body);
	}
	json read() { return host.call("GET", "/loans/" + id).body; }
};

} // namespace

TEST_CASE("PT-15 a tool is lent, comes back, and the ledger knows where it is", "[PT-15]")
{
	Lending desk;
	desk.lend(2, {{"dueOn", "2026-11-10"}});
	CHECK(desk.at("store:01", "DRILL") == 3);
	CHECK(desk.at("technician:01:T7", "DRILL") == 2);
	CHECK(desk.read()["overdue"] == false);
	desk.host.setNow(kFriday + 5 * kDayMs);
	CHECK(desk.read()["overdue"] == true);
	CHECK(desk.host.call("GET", "/loans?overdue=1&person=T7").body["items"].size() == 1);
	REQUIRE(desk.act("back", {{"quantity", 2}}).status == 200);
	CHECK(desk.read()["state"] == "done");
	CHECK(desk.read()["overdue"] == false);
	CHECK(desk.at("store:01", "DRILL") == 5);
	CHECK(desk.at("technician:01:T7", "DRILL") == 0);
	CHECK(desk.count("parts.charge.raised") == 0);
}

TEST_CASE("PT-15 a lost tool is charged, and replaced it is not", "[PT-15]")
{
	Lending desk;
	desk.lend();
	REQUIRE(desk.act("lost", {{"quantity", 1}, {"sumFen", 30'000}, {"text", "工地丢失"}}).status == 200);
	const json raised = desk.payloadOf("parts.charge.raised");
	CHECK(raised["reason"] == "tool_lost");
	CHECK(raised["sum_fen"] == 30'000);
	CHECK(raised["person"] == json{{"kind", "technician"}, {"key", "T7"}, {"name", "赵师傅"}});
	CHECK(desk.read()["replacementDue"] == 1);
	REQUIRE(desk.act("replaced", {{"charge", raised["charge"]}, {"note", "买了新的"}}).status == 200);
	CHECK(desk.payloadOf("parts.charge.withdrawn")["charge"] == raised["charge"]);
	CHECK(desk.read()["replacementDue"] == 0);
	CHECK(desk.at("store:01", "DRILL") == 4);
	CHECK(desk.everywhere("DRILL") == 0);
	CHECK(desk.act("replaced", {{"charge", raised["charge"]}, {"note", "再来"}}).status != 200);
}

TEST_CASE("PT-15 a damaged tool is scrap, charged only where somebody says a sum", "[PT-15]")
{
	Lending desk;
	desk.lend();
	REQUIRE(desk.act("damaged", {{"quantity", 1}, {"text", "正常磨损"}}).status == 200);
	CHECK(desk.count("parts.charge.raised") == 0);
	REQUIRE(desk.act("damaged", {{"quantity", 1}, {"text", "摔坏"}, {"sumFen", 12'000}}).status == 200);
	CHECK(desk.payloadOf("parts.charge.raised")["reason"] == "tool_damaged");
	CHECK(desk.at("scrap:01", "DRILL") == 2);
	CHECK(desk.read()["state"] == "done");
}

TEST_CASE("PT-15 a loss that was none is taken back by a counter-entry", "[PT-15][PT-02]")
{
	Lending desk;
	desk.lend();
	REQUIRE(desk.act("lost", {{"quantity", 2}, {"sumFen", 60'000}, {"text", "找不到"}}).status == 200);
	const std::string charge = desk.payloadOf("parts.charge.raised")["charge"];
	CHECK(desk.post("parts_charge", "/charges", charge, "withdraw", {{"reason", "找到了"}}).error.code ==
	      "parts.desk.not_allowed");
	desk.as("boss", "branch_manager");
	REQUIRE(desk.post("parts_charge", "/charges", charge, "withdraw", {{"reason", "找到了"}}).status == 200);
	CHECK(desk.at("technician:01:T7", "DRILL") == 2);
	CHECK(desk.read()["out"] == 2);
	CHECK(desk.read()["state"] == "out");
	CHECK(desk.post("parts_charge", "/charges", charge, "withdraw", {{"reason", "再次"}}).error.code ==
	      "parts.desk.state");
	CHECK(desk.count("parts.charge.withdrawn") == 1);
}

TEST_CASE("PT-15 only tools are lent, and no more than are there", "[PT-15][PT-04]")
{
	Lending desk;
	desk.stock("FAN", 5, 25'000);
	desk.as("anna", "parts_clerk");
	const auto lend = [&](const std::string& code, std::int64_t quantity) {
		return desk.host
		    .call("POST", "/loans",
		          {{"branchId", "01"},
		           {"place", "store:01"},
		           {"person", {{"kind", "technician"}, {"key", "T7"}, {"name", "赵师傅"}}},
		           {"itemCode", code},
		           {"quantity", quantity}})
		    .error.code;
	};
	CHECK(lend("FAN", 1) == "parts.loan.no_tool");
	CHECK(lend("DRILL", 6) == "parts.stock_short");
	CHECK(desk.host.value("SELECT COUNT(*) FROM parts_loan") == "0");
	CHECK(desk.at("store:01", "DRILL") == 5);
}

TEST_CASE("PT-15 random lives of loans through the desk: stock, hands, scrap and losses always add up",
          "[PT-15][PT-19]")
{
	std::mt19937 random(115);
	Lending desk;
	desk.stock("DRILL", 95, 2'850'000);
	for (int life = 0; life < 40; ++life)
	{
		desk.lend(1 + static_cast<std::int64_t>(random() % 4));
		for (int act = 0; act < 5; ++act)
		{
			const std::int64_t quantity = static_cast<std::int64_t>(random() % 4) - 1;
			switch (random() % 3)
			{
			case 0: desk.act("back", {{"quantity", quantity}}); break;
			case 1: desk.act("damaged", {{"quantity", quantity}, {"text", "坏"}, {"sumFen", 100}}); break;
			default: desk.act("lost", {{"quantity", quantity}, {"text", "丢"}, {"sumFen", 100}});
			}
			const json loan = desk.read();
			CHECK(loan["back"].get<int>() + loan["damaged"].get<int>() + loan["lost"].get<int>() +
			          loan["out"].get<int>() ==
			      loan["quantity"].get<int>());
		}
		const std::string out = desk.host.value("SELECT SUM(quantity - back - damaged - lost) FROM parts_loan");
		CHECK(desk.at("technician:01:T7", "DRILL") == std::stoll(out));
		CHECK(desk.at("scrap:01", "DRILL") == std::stoll(desk.host.value("SELECT SUM(damaged) FROM parts_loan")));
		// The opening of a hundred came from there.
		CHECK(desk.at("difference:01", "DRILL") + 100 ==
		      std::stoll(desk.host.value("SELECT SUM(lost) FROM parts_loan")));
		CHECK(desk.everywhere("DRILL") == 0);
	}
}
