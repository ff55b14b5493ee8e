#include "ImportDesk.hpp"
#include "surface/testing/FeeDesk.hpp"

using namespace fees::testing;
using erphost::test::ImportDesk;

namespace {

struct FeeImportTest : FeeDesk
{
	ImportDesk file{host};

	FeeImportTest()
	{
		host.putErpRow("provider", {{"branch_id", "01"}, {"erp_key", "P1"}, {"number", "P1"}, {"name", "汉江服务部"}});
		host.putErpRow("provider", {{"branch_id", "01"}, {"erp_key", "P2"}, {"number", "P2"}, {"name", "定军服务部"}});
		REQUIRE(host.settle());
		as("luo");
	}
	std::int64_t number(const std::string& sql)
	{
		const std::string text = host.value(sql);
		return text.empty() ? 0 : std::stoll(text);
	}
	std::int64_t deposit(const std::string& payee) { return get("/deposits/01/" + payee)["balanceFen"]; }

	static json fine(const json& more = json::object())
	{
		json row = {{"oldNumber", "F1"}, {"branch", "勉县"},      {"kind", "师傅"},
		            {"key", "T7"},       {"name", "赵师傅"},      {"offence", "A-DRINKING"},
		            {"sum", "100"},      {"actOn", "2025-12-20"}, {"reason", "上门时有酒气"}};
		row.update(more);
		return row;
	}
	static json card(const std::string& number, const json& more = json::object())
	{
		json row = {{"branch", "01"}, {"type", "安装卡"}, {"brand", "格力"}, {"number", number}};
		row.update(more);
		return row;
	}
};

} // namespace

TEST_CASE("deposits come in as what providers have paid, once, and go back by counter-entries", "[FE-42]")
{
	FeeImportTest desk;
	desk.file.begin("deposits");
	desk.file.send({{{"branch", "勉县"}, {"payee", "P1"}, {"name", "汉江服务部"}, {"sum", "￥5,000.00"}},
	                {{"branch", "勉县"}, {"payee", "P2"}, {"name", "别的服务部"}, {"sum", "3000"}},
	                {{"branch", "勉县"}, {"payee", "P9"}, {"sum", "1"}},
	                {{"branch", "勉县"}, {"payee", "P1"}, {"sum", "1.00"}},
	                {{"branch", "勉县"}, {"payee", "P2"}, {"sum", "-5"}}});
	CHECK(desk.file.problems() == std::vector<std::string>{"3:name:fees.name_differs", "4:payee:fees.payee_unknown",
	                                                       "5::double_in_file", "6:sum:fees.money_odd",
	                                                       "6::double_in_file"});
	CHECK(desk.file.post("apply").error.code == "import.has_errors");
	CHECK(desk.deposit("P1") == 0);
	ImportDesk::ok(desk.file.mend(3, {{"branch", "勉县"}, {"payee", "P2"}, {"sum", "3000"}}));
	ImportDesk::ok(desk.file.post("leave-out", {{"rows", {4, 5, 6}}, {"reason", "已退还"}}));
	REQUIRE(desk.file.apply() == "applied");
	CHECK(desk.deposit("P1") == 500'000);
	CHECK(desk.deposit("P2") == 300'000);

	// Once one was used nothing goes back.
	desk.post("/deposits/01/P1", {{"kind", "used"}, {"sumFen", 10'000}, {"reason", "赔偿客户"}});
	CHECK(desk.file.undo() == "applied");
	CHECK(desk.file.problems() == std::vector<std::string>{"2::fees.deposit_moved"});
	CHECK(desk.deposit("P2") == 300'000);
	// A second file sees what is there.
	ImportDesk second{desk.host, "import-2"};
	second.begin("deposits", "再来.xlsx");
	second.send({{{"branch", "勉县"}, {"payee", "P2"}, {"sum", "3000"}}});
	CHECK(second.problems() == std::vector<std::string>{"2:sum:fees.deposit_there", "2::imported_before"});
}

TEST_CASE("deposits that nobody touched go back whole, to the fen", "[FE-42][FE-08]")
{
	FeeImportTest desk;
	desk.file.begin("deposits");
	desk.file.send({{{"branch", "勉县"}, {"payee", "P1"}, {"sum", "5000.55"}},
	                {{"branch", "勉县"}, {"payee", "P2"}, {"sum", "0.01"}}});
	REQUIRE(desk.file.apply() == "applied");
	CHECK(desk.deposit("P1") == 500'055);
	REQUIRE(desk.file.undo() == "undone");
	CHECK(desk.deposit("P1") == 0);
	CHECK(desk.deposit("P2") == 0);
	CHECK(desk.number(
			  "SELECT COUNT(*) FROM fees_money_entry WHERE what = 'deposit_paid_in' AND reverses IS NOT NULL") == 2);
	CHECK(desk.number("SELECT COALESCE(SUM(delta_fen), 0) FROM fees_money_line") == 0);
}

TEST_CASE("an unpaid fine comes in checked, at the sum of the old list; somebody else makes it final", "[FE-20]")
{
	FeeImportTest desk;
	desk.file.begin("fines", "未交罚款.xlsx");
	desk.file.send({FeeImportTest::fine(), FeeImportTest::fine({{"oldNumber", "F2"}, {"offence", "没有的事项"}}),
	                FeeImportTest::fine({{"oldNumber", "F3"}, {"state", "已扣"}}),
	                FeeImportTest::fine({{"oldNumber", "F4"}, {"kind", "客户"}}),
	                FeeImportTest::fine({{"oldNumber", "F5"}, {"sum", "一百"}}),
	                FeeImportTest::fine({{"oldNumber", "F1"}})});
	CHECK(desk.file.problems() == std::vector<std::string>{"3:offence:fees.offence_unknown", "4:state:fees.fine_paid",
	                                                       "5:kind:not_a_choice", "6:sum:fees.money_odd",
	                                                       "7::double_in_file"});
	ImportDesk::ok(desk.file.post("leave-out", {{"rows", {3, 4, 5, 6, 7}}, {"reason", "已处理"}}));
	REQUIRE(desk.file.apply() == "applied");
	const std::string id = desk.file.lines("done").at(0)["recordId"];
	json fine = desk.get("/fines/" + id);
	CHECK(fine["state"] == "checked");
	CHECK(fine["sumFen"] == 10'000);
	// Nobody owes anything before four eyes have seen it.
	CHECK(desk.number("SELECT COUNT(*) FROM fees_fine_entry") == 0);
	desk.post("/offences/choice", {{"choices", {{{"code", "A-DRINKING"}, {"table", "A"}}}}, {"from", "2025-01-01"}});
	const std::string version = std::to_string(fine["version"].get<int>());
	CHECK(desk.refused("/fines/" + id + "/decide", {{"decision", "final"}, {"why", "照旧"}}, version) ==
	      "fees.fine.four_eyes");
	desk.as("gao");
	desk.post("/fines/" + id + "/decide", {{"decision", "final"}, {"why", "照旧"}}, version);
	CHECK(desk.number("SELECT SUM(sum_fen) FROM fees_fine_entry") == 10'000);
	desk.as("luo");
	CHECK(desk.file.undo() == "applied");
	CHECK(desk.file.problems() == std::vector<std::string>{"2::fees.fine_moved"});
}

TEST_CASE("fines that nobody decided about go back whole", "[FE-20]")
{
	FeeImportTest desk;
	desk.file.begin("fines");
	desk.file.send({FeeImportTest::fine(), FeeImportTest::fine({{"oldNumber", "F2"}, {"actOn", "2025-12-21"}})});
	REQUIRE(desk.file.apply() == "applied");
	REQUIRE(desk.file.undo() == "undone");
	CHECK(desk.number("SELECT COUNT(*) FROM fees_fine WHERE state = 'withdrawn'") == 2);
	CHECK(desk.number("SELECT COUNT(*) FROM fees_fine WHERE state <> 'withdrawn'") == 0);
}

TEST_CASE("cards that are not claimed come in with what was done about them, and go back while they lie here",
          "[FE-30]")
{
	FeeImportTest desk;
	desk.post("/cards", {{"branchId", "01"}, {"type", "install_card"}, {"brand", "格力"}, {"number", "K0"}});
	desk.file.begin("cards");
	desk.file.send({FeeImportTest::card("K1", {{"claim", "80"}}),
	                FeeImportTest::card("K2", {{"enteredNumber", "GL-1"}, {"enteredOn", "2025/12/30"}}),
	                FeeImportTest::card("K0"), FeeImportTest::card("K1"),
	                FeeImportTest::card("K5", {{"enteredNumber", "GL-2"}}),
	                FeeImportTest::card("K6", {{"type", "发票"}})});
	CHECK(desk.file.problems() == std::vector<std::string>{"4:number:fees.card_there", "5::double_in_file",
	                                                       "6:enteredOn:fees.card_entered_odd", "7:type:not_a_choice"});
	ImportDesk::ok(desk.file.post("leave-out", {{"rows", {4, 5, 6, 7}}, {"reason", "重复"}}));
	REQUIRE(desk.file.apply() == "applied");
	CHECK(desk.host.value("SELECT state || ' ' || claim_fen FROM fees_card WHERE number = 'K1'") == "collected 8000");
	CHECK(desk.host.value("SELECT state || ' ' || entered_on FROM fees_card WHERE number = 'K2'") ==
	      "entered 2025-12-30");

	// Entered in the manufacturer's system since: that is work that was built on it.
	const std::string k1 = desk.host.value("SELECT id FROM fees_card WHERE number = 'K1'");
	desk.post("/cards/" + k1 + "/enter", {{"number", "GL-9"}, {"on", "2026-11-05"}}, "1");
	CHECK(desk.file.undo() == "applied");
	CHECK(desk.file.problems() == std::vector<std::string>{"2::fees.card_moved"});
	CHECK(desk.number("SELECT COUNT(*) FROM fees_card WHERE state = 'void'") == 0);
}

TEST_CASE("cards that nobody touched go back whole, and can come again", "[FE-30]")
{
	FeeImportTest desk;
	desk.file.begin("cards");
	desk.file.send({FeeImportTest::card("K1"),
	                FeeImportTest::card("K2", {{"enteredNumber", "GL-1"}, {"enteredOn", "2025-12-30"}})});
	REQUIRE(desk.file.apply() == "applied");
	REQUIRE(desk.file.undo() == "undone");
	CHECK(desk.number("SELECT COUNT(*) FROM fees_card WHERE state = 'void'") == 2);
	ImportDesk second{desk.host, "import-2"};
	second.begin("cards");
	second.send({FeeImportTest::card("K1")});
	CHECK(second.apply() == "applied");
	CHECK(desk.number("SELECT COUNT(*) FROM fees_card WHERE state = 'collected'") == 1);
}

TEST_CASE("the sample sheets of fees can be imported as they are", "[FE-20][FE-30][FE-42]")
{
	FeeImportTest desk;
	desk.host.putErpRow("branch", {{"branch_id", "02"}, {"erp_key", "02"}, {"name", "城固"}});
	desk.host.putErpRow("provider", {{"branch_id", "02"}, {"erp_key", "P2"}, {"number", "P2"}, {"name", "定军服务部"}});
	const json kinds = desk.get("/imports/kinds");
	for (const auto& [kind, sheet] :
	     {std::pair{"deposits", "deposits"}, {"fines", "unpaid-fines"}, {"cards", "open-cards"}})
	{
		INFO(kind);
		ImportDesk file{desk.host, std::string("sample-") + kind};
		file.begin(kind);
		file.send(erphost::test::sampleRows(kinds, kind, std::string("fees/samples/") + sheet + ".csv"));
		CHECK(file.problems() == std::vector<std::string>());
		CHECK(file.apply() == "applied");
	}
}
