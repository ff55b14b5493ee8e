#include "ImportDesk.hpp"
#include "rules/ImportedStock.hpp"
#include "surface/StockDesk.test.hpp"

#include <map>
#include <tuple>

using namespace parts;
using namespace parts::testing;
using erphost::test::ImportDesk;

namespace {

/// Five stores with a thousand items each.
struct OpeningTest : StockTest
{
	static constexpr int kItems = 1'000, kStores = 5;
	ImportDesk file{host};

	OpeningTest()
	{
		for (int i = 0; i < kItems; ++i)
			host.putErpRow("part", {{"branch_id", "*"},
			                        {"erp_key", code(i)},
			                        {"code", code(i)},
			                        {"name", "备件" + std::to_string(i)},
			                        {"unit", "个"},
			                        {"cost", "10.00"},
			                        {"kind", "part"},
			                        {"class", "regular"},
			                        {"supplier", "S1"},
			                        {"brand", "格力"}});
		REQUIRE(host.settle());
		for (int s = 1; s < kStores; ++s)
			ok(host.call("POST", "/places",
			             {{"branchId", "01"}, {"code", "W" + std::to_string(s)}, {"name", store(s)}}));
	}
	static std::string code(int i) { return "P" + std::to_string(10'000 + i); }
	static std::string store(int s) { return s == 0 ? "store:01" : "勉县" + std::to_string(s) + "库"; }
	static json row(int i)
	{
		return {{"place", store(i % kStores)},
		        {"item", code(i / kStores)},
		        {"name", "备件" + std::to_string(i / kStores)},
		        {"unit", "个"},
		        {"quantity", "3"},
		        {"sum", "￥1,234.50"}};
	}
	std::int64_t pieces() { return number("SELECT SUM(quantity) FROM parts_balance WHERE place_id LIKE 'store:%'"); }
	std::int64_t value() { return number("SELECT SUM(value_fen) FROM parts_balance WHERE place_id LIKE 'store:%'"); }
	std::int64_t everything() { return number("SELECT SUM(quantity) * 1000000 + SUM(value_fen) FROM parts_balance"); }
};

} // namespace

TEST_CASE(
	"opening stock of 5,000 lines shows its 50 planted errors by row and column, opens nothing until they are gone, "
	"and is undone as a whole",
	"[PT-02][PT-19]")
{
	OpeningTest desk;
	desk.open("FAN", 4, 20'000);
	const std::int64_t pieces = desk.pieces(), value = desk.value();
	std::vector<json> rows;
	for (int i = 0; i < 5'000; ++i) rows.push_back(OpeningTest::row(i));
	std::map<int, std::string> planted;
	const auto plant = [&](int first, const std::string& column, const std::string& code, const json& cells) {
		for (int i = 0; i < 5; ++i)
		{
			const int at = first + i * 907;
			rows[static_cast<std::size_t>(at)].update(cells);
			planted[at + 2] = std::to_string(at + 2) + ":" + column + ":" + code;
		}
	};
	plant(4, "quantity", "missing", {{"quantity", ""}});
	plant(51, "quantity", "parts.quantity_odd", {{"quantity", "-2"}});
	plant(102, "quantity", "parts.quantity_odd", {{"quantity", "0.5"}});
	plant(153, "quantity", "parts.quantity_odd", {{"quantity", "一个"}});
	plant(204, "item", "parts.item_unknown", {{"item", "P99999"}});
	plant(255, "place", "parts.place_unknown", {{"place", "西安库"}});
	plant(306, "name", "parts.name_differs", {{"name", "风机"}});
	plant(357, "unit", "parts.unit_differs", {{"unit", "米"}});
	plant(408, "sum", "parts.money_odd", {{"sum", "-1"}});
	for (int i = 0; i < 4; ++i)
	{
		const int at = 460 + i * 907;
		rows[static_cast<std::size_t>(at)] = rows[static_cast<std::size_t>(at - 1)];
		planted[at + 2] = std::to_string(at + 2) + "::double_in_file";
	}
	rows[4'999] = {{"place", "勉县"}, {"item", "FAN"}, {"quantity", "1"}};
	rows[4'999]["place"] = "store:01";
	planted[5'001] = "5001:item:parts.opened_already";
	REQUIRE(planted.size() == 50);

	desk.file.begin("opening");
	desk.file.send(rows);
	std::vector<std::string> expected;
	for (const auto& [row, problem] : planted) expected.push_back(problem);
	CHECK(desk.file.problems() == expected);
	CHECK(desk.file.post("apply").error.code == "import.has_errors");
	CHECK(desk.pieces() == pieces);

	json leftOut = json::array();
	int turn = 0;
	std::int64_t mended = 0;
	for (const auto& [row, problem] : planted)
	{
		if (++turn % 2 == 0 || problem.ends_with("double_in_file") || row == 5'001) leftOut.push_back(row);
		else
		{
			ImportDesk::ok(desk.file.mend(row, OpeningTest::row(row - 2)));
			++mended;
		}
	}
	ImportDesk::ok(desk.file.post("leave-out", {{"rows", leftOut}, {"reason", "实物没有"}}));
	REQUIRE(desk.file.problems().empty());
	REQUIRE(desk.file.apply() == "applied");
	const std::int64_t opened = 4'950 + mended;
	CHECK(desk.pieces() == pieces + 3 * opened);
	CHECK(desk.value() == value + 123'450 * opened);
	CHECK(desk.everything() == 0);
	CHECK(desk.number("SELECT MAX(n) FROM (SELECT COUNT(*) AS n FROM parts_line GROUP BY document_id) lines") <= 200);
	const json paper = StockTest::ok(desk.host.call("GET", "/documents?kind=opening&limit=1"))["items"][0];
	CHECK(paper["reason"] == "期初.xlsx");

	REQUIRE(desk.file.undo() == "undone");
	CHECK(desk.pieces() == pieces);
	CHECK(desk.value() == value);
	CHECK(desk.everything() == 0);
	CHECK(desk.number("SELECT COUNT(*) FROM parts_movement WHERE kind = 'opening' AND reverses <> ''") == opened);

	// What was taken back can be opened again, by another file.
	ImportDesk again{desk.host, "import-2"};
	again.begin("opening", "更正.xlsx");
	again.send({OpeningTest::row(0)});
	CHECK(again.problems().empty());
	CHECK(again.apply() == "applied");
	CHECK(desk.pieces() == pieces + 3);
}

TEST_CASE("opening stock that has moved on is not taken back: the line and the paper are named", "[PT-02]")
{
	StockTest desk;
	ImportDesk file{desk.host};
	file.begin("opening");
	file.send({{{"place", "store:01"}, {"item", "FAN"}, {"quantity", "5"}},
	           {{"place", "store:01"}, {"item", "METER"}, {"quantity", "2"}}});
	REQUIRE(file.apply() == "applied");
	CHECK(desk.valueAt("store:01", "FAN") == 25'000); // at the file's cost
	const json issue = StockTest::ok(desk.issue("FAN", 1));
	CHECK(file.undo() == "applied");
	CHECK(file.problems() == std::vector<std::string>{"2::parts.moved_since"});
	CHECK(file.lines("wrong").at(0)["problems"][0]["params"]["number"] == issue["number"]);
	CHECK(desk.at("store:01", "METER") == 2);
	// Taken back itself, it is in nobody's way any more.
	StockTest::ok(desk.reverse(desk.movementOf(issue)));
	CHECK(file.undo() == "undone");
	CHECK(desk.at("store:01", "FAN") == 0);
	CHECK(desk.at("store:01", "METER") == 0);
	CHECK(desk.valueAt("store:01", "FAN") == 0);
}

TEST_CASE("a stop in the middle of opening stock leaves whole pieces and balances, and goes on where it was", "[PT-19]")
{
	OpeningTest desk;
	std::vector<json> rows;
	for (int i = 0; i < 200; ++i) rows.push_back(OpeningTest::row(i));
	desk.file.begin("opening");
	desk.file.send(rows);
	desk.host.value("CREATE TRIGGER full BEFORE INSERT ON parts_movement WHEN NEW.item_code = 'P10020' BEGIN SELECT "
	                "RAISE(ABORT, 'full'); END");
	ImportDesk::ok(desk.file.post("apply"));
	desk.host.setNow(desk.host.now() + 5'000);
	REQUIRE_FALSE(desk.host.settle());
	CHECK(desk.file.state() == "applying");
	CHECK(desk.pieces() == 3 * 80);
	CHECK(desk.everything() == 0);
	desk.host.value("DROP TRIGGER full");
	desk.file.settle();
	CHECK(desk.file.state() == "applied");
	CHECK(desk.pieces() == 3 * 200);
	CHECK(desk.everything() == 0);

	desk.host.value("CREATE TRIGGER full BEFORE INSERT ON parts_movement WHEN NEW.item_code = 'P10020' BEGIN SELECT "
	                "RAISE(ABORT, 'full'); END");
	ImportDesk::ok(desk.file.post("undo", {{"reason", "导错"}}));
	desk.host.setNow(desk.host.now() + 5'000);
	REQUIRE_FALSE(desk.host.settle());
	CHECK(desk.pieces() == 3 * 120);
	desk.host.value("DROP TRIGGER full");
	desk.file.settle();
	CHECK(desk.file.state() == "undone");
	CHECK(desk.pieces() == 0);
}

TEST_CASE("a batch that was stopped half way is a draft again, and comes in once more with entries of its own",
          "[PT-19]")
{
	OpeningTest desk;
	std::vector<json> rows;
	for (int i = 0; i < 100; ++i) rows.push_back(OpeningTest::row(i));
	desk.file.begin("opening");
	desk.file.send(rows);
	desk.host.value("CREATE TRIGGER full BEFORE INSERT ON parts_movement WHEN NEW.item_code = 'P10010' BEGIN SELECT "
	                "RAISE(ABORT, 'full'); END");
	ImportDesk::ok(desk.file.post("apply"));
	desk.host.setNow(desk.host.now() + 5'000);
	REQUIRE_FALSE(desk.host.settle());
	ImportDesk::ok(desk.file.post("stop"));
	desk.host.value("DROP TRIGGER full");
	desk.file.settle();
	CHECK(desk.file.state() == "draft");
	CHECK(desk.pieces() == 0);
	REQUIRE(desk.file.apply() == "applied");
	CHECK(desk.pieces() == 300);
	CHECK(desk.everything() == 0);
}

TEST_CASE("quantities and sums of a sheet are read to the smallest unit and the fen", "[PT-19]")
{
	const ImportItem pipe{"PIPE", "铜管", "φ9.52", "米", 1000, 3'000};
	const auto read = [&](std::map<std::string, std::string> cells) {
		cells.emplace("place", "总仓");
		cells.emplace("item", "PIPE");
		cells.emplace("quantity", "1.5");
		erphost::imports::SheetLine line{2, std::move(cells)};
		erphost::imports::Reading reading(importedStockColumns(), line);
		const ImportedStock stock = readImportedStock(reading, pipe);
		std::string wrong;
		for (const auto& problem : reading.problems()) wrong += problem.column + ":" + problem.code + " ";
		return std::tuple(stock.quantity, stock.costFen, wrong);
	};
	CHECK(read({}) == std::tuple(1'500, 4'500, ""));
	CHECK(read({{"price", "31.005"}}) == std::tuple(1'500, 4'652, "")); // 31.01 a metre
	CHECK(read({{"quantity", "１，２００．２５"}}) == std::tuple(1'200'250, 3'600'750, ""));
	CHECK(read({{"sum", "0"}}) == std::tuple(1'500, 0, ""));
	CHECK(read({{"price", "30"}, {"sum", "45.01"}}) == std::tuple(1'500, 4'501, ""));
	CHECK(std::get<2>(read({{"price", "30"}, {"sum", "54"}})) == "sum:parts.sum_differs ");
	CHECK(std::get<2>(read({{"quantity", "1.0005"}})) == "quantity:parts.quantity_odd ");
	CHECK(std::get<2>(read({{"quantity", "1e3"}})) == "quantity:parts.quantity_odd ");
	CHECK(std::get<2>(read({{"quantity", "99999999999999999999"}})) == "quantity:parts.quantity_odd ");
	CHECK(std::get<2>(read({{"price", "三十"}})) == "price:parts.money_odd ");
	CHECK(std::get<2>(read({{"specification", "Φ6"}})) == "specification:parts.specification_differs ");
	CHECK(std::get<2>(read({{"specification", " φ9.52 "}})).empty());
}

TEST_CASE("the sample sheet of opening stock says what its own items lack and nothing else", "[PT-01]")
{
	StockTest desk;
	ImportDesk file{desk.host};
	const json kinds = StockTest::ok(desk.host.call("GET", "/imports/kinds"));
	file.begin("opening");
	file.send(erphost::test::sampleRows(kinds, "opening", "parts/samples/opening-stock.csv"));
	// Stores and items of the sample are the demonstration's.
	for (const auto& problem : file.problems())
		CHECK((problem.ends_with(":parts.item_unknown") || problem.ends_with(":parts.place_unknown")));
}
