#include "ImportDesk.hpp"
#include "surface/StockDesk.test.hpp"

using namespace parts::testing;
using erphost::test::ImportDesk;

namespace {

struct OldPartImportTest : StockTest
{
	ImportDesk file{host};

	static json owed(const json& more = json::object())
	{
		json row = {{"branch", "勉县"}, {"order", "WX1000"},      {"item", "FAN"},        {"quantity", "2"},
		            {"person", "T7"},   {"personName", "赵师傅"}, {"dueOn", "2026-12-01"}};
		row.update(more);
		return row;
	}
	std::string state(const std::string& key = "1000")
	{
		return host.value(
			"SELECT due || ' ' || back || ' ' || imported || ' ' || state FROM parts_old_part WHERE erp_key = '" + key +
			"'");
	}
};

} // namespace

TEST_CASE("old parts from before go-live are owed or lie here, and go back whole", "[PT-11]")
{
	OldPartImportTest desk;
	desk.order("1001");
	desk.file.begin("old_parts");
	desk.file.send(
		{OldPartImportTest::owed(),
	     OldPartImportTest::owed({{"order", "WX1001"}, {"state", "已交"}, {"person", ""}, {"quantity", "1"}}),
	     OldPartImportTest::owed({{"order", "WX404"}}), OldPartImportTest::owed({{"item", "PIPE"}}),
	     OldPartImportTest::owed({{"quantity", "1.5"}}),
	     OldPartImportTest::owed({{"order", "WX1001"}, {"person", ""}})});
	CHECK(desk.file.problems() == std::vector<std::string>{"4:order:parts.order_unknown", "5:item:parts.item_no_part",
	                                                       "6:quantity:parts.pieces_odd", "6::double_in_file",
	                                                       "7:person:parts.person_missing", "7::double_in_file"});
	ImportDesk::ok(desk.file.post("leave-out", {{"rows", {4, 5, 6, 7}}, {"reason", "查不到"}}));
	REQUIRE(desk.file.apply() == "applied");
	CHECK(desk.state() == "2 0 2 open");
	CHECK(desk.state("1001") == "1 1 1 done");
	CHECK(desk.at("old_parts:01", "FAN") == 1);
	CHECK(desk.number("SELECT SUM(quantity) FROM parts_balance") == 0);
	REQUIRE(desk.file.undo() == "undone");
	CHECK(desk.state() == "0 0 0 done");
	CHECK(desk.state("1001") == "0 0 0 done");
	CHECK(desk.at("old_parts:01", "FAN") == 0);

	// What was taken back can come again.
	ImportDesk second{desk.host, "import-2"};
	second.begin("old_parts");
	second.send({OldPartImportTest::owed({{"quantity", "1"}}),
	             OldPartImportTest::owed({{"order", "WX1001"}, {"state", "已交"}, {"quantity", "3"}})});
	CHECK(second.problems().empty());
	REQUIRE(second.apply() == "applied");
	CHECK(desk.state() == "1 0 1 open");
	CHECK(desk.state("1001") == "3 3 3 done");
	REQUIRE(second.undo() == "undone");
	CHECK(desk.at("old_parts:01", "FAN") == 0);
}

TEST_CASE("what an order owes by the ledger comes on top of what it owed before", "[PT-11][PT-18]")
{
	OldPartImportTest desk;
	desk.file.begin("old_parts");
	desk.file.send({OldPartImportTest::owed()});
	REQUIRE(desk.file.apply() == "applied");
	desk.open("FAN", 5, 25'000);
	StockTest::ok(desk.issue("FAN", 1, StockTest::forOrder("1000", "in")));
	REQUIRE(desk.host.settle());
	CHECK(desk.state() == "3 0 2 open");
	// That is work on the record: the import stays.
	CHECK(desk.file.undo() == "applied");
	CHECK(desk.file.problems() == std::vector<std::string>{"2::parts.old_part_moved"});
	CHECK(desk.state() == "3 0 2 open");
	ImportDesk second{desk.host, "import-2"};
	second.begin("old_parts");
	second.send({OldPartImportTest::owed({{"quantity", "1"}})});
	CHECK(second.problems() == std::vector<std::string>{"2::parts.old_part_there", "2::imported_before"});
}
