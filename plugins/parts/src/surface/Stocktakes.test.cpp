#include "surface/PartsDesk.test.hpp"

#include <map>
#include <random>

using namespace parts::testing;

namespace {

struct Counting : PartsDesk
{
	std::string id, number;

	void plan(json more = json::object())
	{
		as("anna", "parts_clerk");
		json body = {{"branchId", "01"}, {"place", "store:01"}, {"scope", "full"}, {"plannedOn", "2026-11-06"}};
		body.update(more);
		const json made = must("POST", "/stocktakes", body, 201);
		id = made["id"];
		number = made["number"];
	}
	MockHost::Answer act(const std::string& what, const json& body = json::object())
	{
		return post("parts_stocktake", "/stocktakes", id, what, body);
	}
	MockHost::Answer counted(const std::string& who, const std::string& code, std::int64_t quantity)
	{
		as(who, "parts_clerk");
		return act("counts", {{"lines", json::array({{{"itemCode", code}, {"quantity", quantity}}})}});
	}
	json read() { return host.call("GET", "/stocktakes/" + id).body; }
	json line(const std::string& code)
	{
		const json stocktake = read();
		for (const json& each : stocktake["items"])
			if (each["itemCode"] == code) return each;
		return nullptr;
	}
	void explain(const std::string& code, json more = json::object())
	{
		as("anna", "parts_clerk");
		json one = {{"itemCode", code}, {"cause", "unrecorded_issue"}, {"text", "忘记开单"}};
		one.update(more);
		const auto answer = act("explanations", {{"lines", json::array({one})}});
		INFO(answer.error.code);
		REQUIRE(answer.status == 200);
	}
	/// Which stock of the ERP the store is.
	void inErp(const std::string& branch, const std::string& warehouse)
	{
		asEverything();
		const std::string version = host.value("SELECT version FROM parts_place WHERE id = 'store:01'");
		REQUIRE(host.call("PUT", "/places/store:01", {{"erpBranch", branch}, {"erpWarehouse", warehouse}}, version)
		            .status == 200);
	}
	/// The rows for the ERP that ask in a round of this stocktake, by item.
	std::map<std::string, erphost::ErpRecord> asked(int round)
	{
		std::map<std::string, erphost::ErpRecord> rows;
		for (const auto& record : host.records())
		{
			if (record.type != "stock_count" || record.businessKey != number) continue;
			const json payload = json::parse(record.payload);
			if (payload["round"] == round) CHECK(rows.emplace(payload["item_code"], record).second);
		}
		return rows;
	}
	/// Types a count into a row of the ERP; what became of it.
	std::string type(const std::string& key, const std::string& code, const std::string& quantity,
	                 const std::string& by, const std::string& branch = "01")
	{
		host.putErpRow("stock_count_entry", {{"branch_id", branch},
		                                     {"erp_key", key},
		                                     {"count_number", number},
		                                     {"part_code", code},
		                                     {"quantity", quantity},
		                                     {"counted_by", by},
		                                     {"counted_at", kFriday}});
		REQUIRE(host.settle());
		return host.value("SELECT state || ' ' || reason FROM parts_count_entry WHERE erp_key = '" + key +
		                  "' AND counted_by = '" + by + "' AND branch_id = '" + branch + "'");
	}
	MockHost::Answer approve(const std::string& who = "boss")
	{
		as(who, "branch_manager");
		return act("approve", {{"note", "同意"}});
	}
};

} // namespace

TEST_CASE("PT-06 a stocktake is counted blind, a second time where it differs, and posted by somebody else", "[PT-06]")
{
	Counting desk;
	desk.stock("FAN", 10, 50'000);
	desk.stock("BOARD", 4, 80'000);
	desk.plan();
	CHECK(desk.number.starts_with("PD-勉县-20261106-"));
	REQUIRE(desk.act("freeze").status == 200);
	REQUIRE(desk.counted("anna", "FAN", 8).status == 200);
	REQUIRE(desk.counted("anna", "BOARD", 4).status == 200);

	// Whoever looks while it is counted sees no book quantity and no number of differences.
	for (const char* hidden : {"book", "difference", "valueFen"}) CHECK_FALSE(desk.line("FAN").contains(hidden));
	CHECK(desk.read()["differences"].is_null());
	CHECK(desk.read()["counted"] == 2);

	REQUIRE(desk.act("close").status == 200);
	CHECK(desk.read()["state"] == "recounting");
	CHECK(desk.line("FAN")["asked"] == true);
	CHECK(desk.line("FAN")["counted"].is_null()); // the first count is nothing for the second counter
	CHECK(desk.line("BOARD")["asked"] == false);
	CHECK(desk.counted("anna", "FAN", 8).error.code == "parts.stocktake.same_counter");
	CHECK(desk.counted("berta", "BOARD", 4).error.code == "parts.stocktake.not_asked");
	const json sheet = desk.host.call("GET", "/stocktakes/" + desk.id + "/sheet").body;
	REQUIRE(sheet["items"].size() == 1);
	CHECK_FALSE(sheet["items"][0].contains("book"));
	REQUIRE(desk.counted("berta", "FAN", 9).status == 200);
	REQUIRE(desk.act("close").status == 200);

	CHECK(desk.read()["state"] == "explaining");
	CHECK(desk.line("FAN")["book"] == 10);
	CHECK(desk.line("FAN")["difference"] == -1);
	CHECK(desk.line("FAN")["valueFen"] == -5'000);
	CHECK(desk.at("store:01", "FAN") == 10); // nothing is posted before it is approved
	CHECK(desk.approve().error.code == "parts.stocktake.unexplained");
	desk.explain("FAN");
	for (const char* involved : {"anna", "berta"}) CHECK(desk.approve(involved).error.code == "parts.desk.four_eyes");
	const auto posted = desk.approve();
	INFO(posted.error.code);
	REQUIRE(posted.status == 200);
	CHECK(posted.body["state"] == "posted");
	CHECK(desk.at("store:01", "FAN") == 9);
	CHECK(desk.at("difference:01", "FAN") == 1 - 10); // the opening came from there
	CHECK(desk.at("store:01", "BOARD") == 4);
	// Twice is once.
	CHECK(desk.approve().error.code == "parts.desk.state");
	CHECK(desk.at("store:01", "FAN") == 9);
}

TEST_CASE("PT-06 counts that are typed again stand later, and all are kept", "[PT-06]")
{
	Counting desk;
	desk.stock("FAN", 10, 50'000);
	desk.plan();
	REQUIRE(desk.act("freeze").status == 200);
	CHECK(desk.act("close").error.code == "parts.stocktake.uncounted");
	REQUIRE(desk.counted("anna", "FAN", 1).status == 200);
	REQUIRE(desk.counted("anna", "FAN", 10).status == 200);
	REQUIRE(desk.act("close").status == 200);
	CHECK(desk.read()["state"] == "explaining");
	CHECK(desk.read()["differences"] == 0);
	CHECK(desk.host.value("SELECT COUNT(*) FROM parts_stocktake_count") == "2");
	CHECK(desk.approve().status == 200);
}

TEST_CASE("PT-06 what moves after the freeze does not disturb the count", "[PT-06]")
{
	Counting desk;
	desk.stock("FAN", 10, 50'000);
	desk.plan();
	REQUIRE(desk.act("freeze").status == 200);
	desk.issue("FAN", 3);
	// Seven lie there; as of the freeze it was nine.
	REQUIRE(desk.counted("anna", "FAN", 9).status == 200);
	desk.as("anna", "parts_clerk");
	REQUIRE(desk.act("close").status == 200);
	REQUIRE(desk.counted("berta", "FAN", 9).status == 200);
	REQUIRE(desk.act("close").status == 200);
	desk.stock("FAN", 5, 25'000);
	desk.explain("FAN");
	REQUIRE(desk.approve().status == 200);
	CHECK(desk.at("store:01", "FAN") == 9 - 3 + 5);
}

TEST_CASE("PT-06 whatever moves meanwhile: the ledger is what was counted and what moved later", "[PT-06][PT-19]")
{
	std::mt19937 random(6);
	const auto upTo = [&](int most) { return static_cast<std::int64_t>(random() % static_cast<unsigned>(most)); };
	const std::vector<std::string> codes{"FAN", "BOARD", "PIPE"};
	for (int life = 0; life < 25; ++life)
	{
		Counting desk;
		std::map<std::string, std::int64_t> expected, later;
		for (const auto& code : codes) desk.stock(code, 20 + upTo(30), 100'000);
		desk.plan();
		REQUIRE(desk.act("freeze").status == 200);
		const auto move = [&] {
			for (int times = static_cast<int>(upTo(4)); times > 0; --times)
			{
				const std::string& code = codes[random() % codes.size()];
				const std::int64_t quantity = 1 + upTo(3);
				if (random() % 2)
				{
					const json paper = desk.issue(code, quantity);
					later[code] -= quantity;
					if (random() % 3 == 0)
					{
						desk.giveBack(paper, 1);
						later[code] += 1;
					}
				}
				else
				{
					desk.stock(code, quantity, 1'000);
					later[code] += quantity;
				}
			}
		};
		for (const auto& code : codes)
		{
			move();
			const std::int64_t book =
				std::stoll(desk.host.value("SELECT book FROM parts_stocktake_line WHERE item_code = '" + code + "'"));
			expected[code] = random() % 2 ? book : book - 2 + upTo(5);
			REQUIRE(desk.counted("anna", code, expected[code]).status == 200);
		}
		desk.as("anna", "parts_clerk");
		REQUIRE(desk.act("close").status == 200);
		if (desk.read()["state"] == "recounting")
		{
			for (const auto& code : codes)
			{
				desk.as("berta", "parts_clerk");
				if (!desk.line(code)["asked"].get<bool>()) continue;
				move();
				expected[code] += 1 - upTo(3);
				REQUIRE(desk.counted("berta", code, expected[code]).status == 200);
			}
			REQUIRE(desk.act("close").status == 200);
		}
		desk.as("anna", "parts_clerk");
		for (const auto& code : codes)
			if (desk.line(code)["difference"] != 0) desk.explain(code);
		move();
		const auto posted = desk.approve();
		INFO(posted.error.code);
		REQUIRE(posted.status == 200);
		for (const auto& code : codes)
		{
			CHECK(desk.at("store:01", code) == expected[code] + later[code]);
			CHECK(desk.everywhere(code) == 0);
		}
	}
}

TEST_CASE("PT-06 one item is in one open stocktake of its place", "[PT-06]")
{
	Counting desk;
	desk.stock("FAN", 10, 50'000);
	desk.stock("BOARD", 1, 20'000);
	desk.plan({{"itemCodes", {"FAN"}}, {"scope", "cycle"}});
	const std::string first = desk.number;
	const auto second =
		desk.host.call("POST", "/stocktakes",
	                   {{"branchId", "01"}, {"place", "store:01"}, {"scope", "full"}, {"plannedOn", "2026-11-06"}});
	CHECK(second.error.code == "parts.stocktake.item_taken");
	CHECK(second.error.param("number") == first);
	REQUIRE(desk.act("cancel", {{"reason", "改天再盘"}}).status == 200);
	desk.plan();
	CHECK(desk.read()["lines"] == 2);
}

TEST_CASE("PT-06 a cycle count takes what is due by its value class", "[PT-06]")
{
	Counting desk;
	desk.stock("BOARD", 10, 900'000);
	desk.stock("FAN", 10, 80'000);
	desk.stock("PIPE", 1'000, 20'000);
	desk.as("anna", "parts_clerk");
	auto due = desk.host.call("GET", "/stocktakes/due?place=store:01").body["items"];
	REQUIRE(due.size() == 3);
	CHECK(due[0]["itemCode"] == "BOARD");
	CHECK(due[0]["valueClass"] == "A");
	CHECK(due[1]["valueClass"] == "B");
	desk.plan({{"scope", "cycle"}, {"limit", 1}});
	REQUIRE(desk.act("freeze").status == 200);
	REQUIRE(desk.counted("anna", "BOARD", 10).status == 200);
	REQUIRE(desk.act("close").status == 200);
	REQUIRE(desk.approve().status == 200);
	CHECK(desk.host.call("GET", "/stocktakes/due?place=store:01").body["items"].size() == 2);
	// Class A again after 30 days.
	desk.host.setNow(kFriday + 30 * kDayMs);
	CHECK(desk.host.call("GET", "/stocktakes/due?place=store:01").body["items"].size() == 3);
}

TEST_CASE("PT-06 a rejected count is counted once more, by somebody else again", "[PT-06]")
{
	Counting desk;
	desk.stock("FAN", 10, 50'000);
	desk.plan();
	REQUIRE(desk.act("freeze").status == 200);
	REQUIRE(desk.counted("anna", "FAN", 7).status == 200);
	REQUIRE(desk.act("close").status == 200);
	REQUIRE(desk.counted("berta", "FAN", 7).status == 200);
	REQUIRE(desk.act("close").status == 200);
	desk.as("boss", "branch_manager");
	REQUIRE(desk.act("reject", {{"reason", "差太多"}}).status == 200);
	CHECK(desk.read()["state"] == "recounting");
	CHECK(desk.counted("berta", "FAN", 10).error.code == "parts.stocktake.same_counter");
	REQUIRE(desk.counted("anna", "FAN", 10).status == 200);
	REQUIRE(desk.act("close").status == 200);
	CHECK(desk.read()["differences"] == 0);
	REQUIRE(desk.approve().status == 200);
	CHECK(desk.at("store:01", "FAN") == 10);
}

TEST_CASE("PT-06 who answers for a shortage is charged when it is approved", "[PT-06][PT-15]")
{
	Counting desk;
	desk.stock("FAN", 10, 50'000);
	desk.plan();
	REQUIRE(desk.act("freeze").status == 200);
	REQUIRE(desk.counted("anna", "FAN", 8).status == 200);
	REQUIRE(desk.act("close").status == 200);
	REQUIRE(desk.counted("berta", "FAN", 8).status == 200);
	REQUIRE(desk.act("close").status == 200);
	desk.explain("FAN", {{"cause", "loss"}, {"charge", {{"kind", "employee"}, {"key", "E1"}, {"name", "李保管"}}}});
	CHECK(desk.count("parts.charge.raised") == 0);
	REQUIRE(desk.approve().status == 200);
	const json raised = desk.payloadOf("parts.charge.raised");
	CHECK(raised["reason"] == "stock_short");
	CHECK(raised["sum_fen"] == 10'000);
	CHECK(raised["person"]["key"] == "E1");
}

TEST_CASE("PT-06 every asked line stands in the ERP, in each round, and never a quantity", "[PT-06][X-05]")
{
	Counting desk;
	desk.stock("FAN", 10, 50'000);
	desk.stock("BOARD", 4, 80'000);
	desk.stock("PIPE", 9'876, 40'000);
	desk.inErp("01", "FC01");
	desk.plan();
	CHECK(desk.asked(1).empty()); // a plan asks for nothing yet
	REQUIRE(desk.act("freeze").status == 200);
	const auto first = desk.asked(1);
	REQUIRE(first.size() == 3);
	const json pipe = json::parse(first.at("PIPE").payload);
	CHECK(pipe == json{{"number", desk.number},
	                   {"round", 1},
	                   {"branch", "01"},
	                   {"warehouse", "FC01"},
	                   {"item_code", "PIPE"},
	                   {"item_name", "件PIPE"},
	                   {"specification", ""},
	                   {"unit", "米"}});
	CHECK(first.at("FAN").branchId == "01");
	CHECK(first.at("FAN").businessKey == desk.number);
	CHECK(desk.act("freeze").error.code == "parts.desk.state");
	CHECK(desk.asked(1).size() == 3);

	// The ERP's user types into the rows that ask.
	CHECK(desk.type(first.at("FAN").recordId, "FAN", "8", "李保管") == "taken ");
	CHECK(desk.type(first.at("BOARD").recordId, "BOARD", "4", "李保管") == "taken ");
	CHECK(desk.type(first.at("PIPE").recordId, "PIPE", "9.876", "李保管") == "taken ");
	CHECK(desk.asked(2).empty());
	desk.as("anna", "parts_clerk");
	REQUIRE(desk.act("close").status == 200);
	const auto second = desk.asked(2);
	REQUIRE(second.size() == 1);
	CHECK(second.at("FAN").recordId != first.at("FAN").recordId);
	CHECK(desk.asked(1).size() == 3);

	// The first round's row typed again is no second count, by whomever.
	CHECK(desk.type(first.at("FAN").recordId, "FAN", "9", "王出纳") == "refused old_round");
	CHECK(desk.line("FAN")["counted"].is_null());
	CHECK(desk.type(second.at("FAN").recordId, "FAN", "7", "王出纳") == "taken ");
	REQUIRE(desk.act("close").status == 200);
	REQUIRE(desk.read()["state"] == "explaining");
	CHECK(desk.asked(3).empty());
	desk.as("boss", "branch_manager");
	REQUIRE(desk.act("reject", {{"reason", "差太多"}}).status == 200);
	const auto third = desk.asked(3);
	REQUIRE(third.size() == 1);
	CHECK(desk.type(second.at("FAN").recordId, "FAN", "10", "赵库管") == "refused old_round");
	CHECK(desk.type(third.at("FAN").recordId, "FAN", "10", "赵库管") == "taken ");
	desk.as("anna", "parts_clerk");
	REQUIRE(desk.act("close").status == 200);
	CHECK(desk.read()["differences"] == 0);
	CHECK(desk.asked(4).empty());
}

TEST_CASE("PT-06 the ERP is asked only where it has a warehouse for the place", "[PT-06][X-05]")
{
	Counting desk;
	desk.stock("FAN", 10, 50'000);
	const auto frozen = [&](const std::string& place) {
		desk.plan({{"place", place}, {"itemCodes", {"FAN"}}});
		REQUIRE(desk.act("freeze").status == 200);
		const std::size_t rows = desk.asked(1).size();
		REQUIRE(desk.act("cancel", {{"reason", "改天再盘"}}).status == 200);
		return rows;
	};
	CHECK(frozen("store:01") == 0); // all of the branch: no warehouse of its own
	desk.inErp("01", "FC01");
	CHECK(frozen("store:01") == 1);
	CHECK(frozen("technician:01:T7") == 0);
	desk.inErp("", "FC01");
	CHECK(frozen("store:01") == 0);

	// Kept under another branch of the ERP: asked for there, and answered from there.
	desk.inErp("HZ", "ZC00");
	desk.plan();
	REQUIRE(desk.act("freeze").status == 200);
	const auto row = desk.asked(1).at("FAN");
	CHECK(row.branchId == "HZ");
	CHECK(desk.type(row.recordId, "FAN", "10", "李保管", "02") == "refused no_stocktake");
	CHECK(desk.type(row.recordId, "FAN", "10", "李保管", "HZ") == "taken ");
}

TEST_CASE("PT-06 counts typed in the ERP are taken in, and refused ones say why", "[PT-06][X-05]")
{
	Counting desk;
	desk.stock("PIPE", 10'000, 40'000);
	desk.stock("FAN", 3, 15'000);
	desk.plan();
	REQUIRE(desk.act("freeze").status == 200);
	int entries = 0;
	const auto type = [&](const std::string& number, const std::string& code, const std::string& quantity) {
		desk.host.putErpRow("stock_count_entry", {{"branch_id", "01"},
		                                          {"erp_key", "E" + std::to_string(++entries)},
		                                          {"count_number", number},
		                                          {"part_code", code},
		                                          {"quantity", quantity},
		                                          {"counted_by", "李保管"},
		                                          {"counted_at", kFriday}});
		REQUIRE(desk.host.settle());
		return desk.host.value("SELECT state || ' ' || reason FROM parts_count_entry WHERE erp_key = 'E" +
		                       std::to_string(entries) + "'");
	};
	CHECK(type(desk.number, "PIPE", "9.500") == "taken ");
	CHECK(desk.line("PIPE")["counted"] == 9'500);
	CHECK(type(desk.number, "FAN", "2.5") == "refused bad_quantity");
	CHECK(type(desk.number, "FAN", "-1") == "refused bad_quantity");
	CHECK(type(desk.number, "NONE", "1") == "refused no_item");
	CHECK(type("PD-1", "FAN", "3") == "refused no_stocktake");
	CHECK(type(desk.number, "FAN", "3") == "taken ");
	desk.as("anna", "parts_clerk");
	REQUIRE(desk.act("close").status == 200);
	CHECK(type(desk.number, "PIPE", "9.5") == "refused same_counter");
	CHECK(type(desk.number, "FAN", "3") == "refused not_asked");
	// The same row read again is the same count.
	desk.host.putErpRow("stock_count_entry", {{"branch_id", "01"},
	                                          {"erp_key", "E1"},
	                                          {"count_number", desk.number},
	                                          {"part_code", "PIPE"},
	                                          {"quantity", "9.500"},
	                                          {"counted_by", "李保管"},
	                                          {"counted_at", kFriday}});
	REQUIRE(desk.host.settle());
	CHECK(desk.host.value("SELECT COUNT(*) FROM parts_count_entry WHERE erp_key = 'E1'") == "1");
	CHECK(desk.host.call("GET", "/count-entries?state=refused").body["items"].size() == 6);
}
