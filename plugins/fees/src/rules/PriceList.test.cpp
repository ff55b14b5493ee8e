#include "rules/PriceList.hpp"
#include "SourceDir.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <string>

using namespace fees;
using nlohmann::json;

TEST_CASE("FE-03 the row that says most gives the price", "[FE-03]")
{
	const std::vector<ListRow> rows{{1, "labour", "", "人工", "", "", "", "", "次", 5000},
	                                {2, "labour", "", "空调人工", "repair", "ac", "", "", "次", 8000},
	                                {3, "labour", "", "格力空调", "repair", "ac", "格力", "", "次", 9000},
	                                {4, "labour", "E5", "E5", "", "", "", "", "次", 12000},
	                                {5, "labour", "", "又一个", "repair", "ac", "格力", "", "次", 1},
	                                {6, "part", "P1", "电容", "", "", "", "", "个", 3500},
	                                {7, "labour", "", "这个型号", "", "", "", "KFR-35", "次", 7000}};
	const auto line = [&](const Asked& asked) {
		const ListRow* row = bestRow(rows, asked);
		return row ? row->line : 0;
	};
	CHECK(line({"labour", "", "repair", "tv", "海信", ""}) == 1);
	CHECK(line({"labour", "", "repair", "ac", "美的", ""}) == 2);
	CHECK(line({"labour", "", "repair", "ac", "格力", ""}) == 3);
	CHECK(line({"labour", "E5", "repair", "ac", "格力", "KFR-35"}) == 4);
	CHECK(line({"labour", "E6", "repair", "ac", "格力", "KFR-35"}) == 7);
	CHECK(line({"labour", "", "install", "ac", "格力", ""}) == 1);
	CHECK(line({"part", "P1", "repair", "ac", "格力", ""}) == 6);
	CHECK(line({"part", "P2", "repair", "ac", "格力", ""}) == 0);
	CHECK(line({"visit", "", "repair", "ac", "格力", ""}) == 0);
}

TEST_CASE("FE-03 validity is half-open", "[FE-03]")
{
	CHECK_FALSE(overlap("2026-01-01", "2026-07-01", "2026-07-01", "9999-12-31"));
	CHECK_FALSE(overlap("2026-07-01", "9999-12-31", "2026-01-01", "2026-07-01"));
	CHECK(overlap("2026-01-01", "2026-07-02", "2026-07-01", "9999-12-31"));
	CHECK(overlap("2026-01-01", "9999-12-31", "2026-03-01", "2026-04-01"));
	CHECK(overlap("2026-03-01", "2026-03-02", "2026-03-01", "2026-03-02"));
}

TEST_CASE("FE-03 every wrong row of a sheet is named with its field", "[FE-03]")
{
	struct Row
	{
		const char* kind;
		json row;
		const char *field, *code;
	};
	const auto wrong = {
		Row{"price", {{"what", "人工"}, {"name", "x"}}, "amount", "missing"},
		Row{"price", {{"what", "人工"}, {"name", "x"}, {"amount", "12元"}}, "amount", "not_a_number"},
		Row{"price", {{"what", "人工"}, {"name", "x"}, {"amount", "-5"}}, "amount", "negative"},
		Row{"price", {{"what", "人工"}, {"name", "x"}, {"amount", -0.5}}, "amount", "negative"},
		Row{"price", {{"what", "人工"}, {"name", "x"}, {"amount", "1000000.01"}}, "amount", "too_large"},
		Row{"price", {{"what", "人工"}, {"name", "x"}, {"amount", 1e300}}, "amount", "not_a_number"},
		Row{"price", {{"what", "什么"}, {"name", "x"}, {"amount", "5"}}, "what", "unknown"},
		Row{"price", {{"name", "x"}, {"amount", "5"}}, "what", "missing"},
		Row{"price", {{"what", "提成"}, {"name", "x"}, {"amount", "5"}}, "what", "unknown"},
		Row{"price", {{"what", "配件"}, {"name", "x"}, {"amount", "5"}}, "code", "missing"},
		Row{"price", {{"what", "labour"}, {"name", " "}, {"amount", "5"}}, "name", "missing"},
		Row{"price",
	        {{"what", "labour"}, {"name", "x"}, {"serviceType", "修"}, {"amount", "5"}},
	        "serviceType",
	        "unknown"},
		Row{"price",
	        {{"what", "labour"}, {"name", "x"}, {"productType", "飞机"}, {"amount", "5"}},
	        "productType",
	        "unknown"},
		Row{"price", {{"what", "labour"}, {"name", std::string(101, 'x')}, {"amount", "5"}}, "name", "too_long"},
		Row{"warranty", {{"brand", "格力"}, {"amount", "12.5"}}, "amount", "not_a_number"},
		Row{"warranty", {{"brand", "格力"}, {"amount", "241"}}, "amount", "too_large"},
		Row{"warranty", {{"brand", "格力"}, {"amount", "-1"}}, "amount", "negative"},
		Row{"commission", {{"what", "人工"}, {"amount", "5"}}, "what", "unknown"}};
	for (Row row : wrong)
	{
		row.row["line"] = 7;
		CAPTURE(row.row.dump());
		const auto checked = checkRows(row.kind, json::array({row.row}));
		REQUIRE(checked.problems.size() == 1);
		CHECK(checked.problems[0].line == 7);
		CHECK(checked.problems[0].field == row.field);
		CHECK(checked.problems[0].code == row.code);
		CHECK(checked.rows.empty());
	}
}

TEST_CASE("FE-03 good rows are read as the sheet has them", "[FE-03]")
{
	const json rows = {{{"line", 2},
	                    {"what", "人工"},
	                    {"name", "空调维修"},
	                    {"serviceType", "维修"},
	                    {"productType", "空调"},
	                    {"amount", "80"}},
	                   {{"line", 3}, {"what", "配件"}, {"code", 1001}, {"name", "电容"}, {"amount", 35.5}},
	                   {{"line", 4},
	                    {"what", "人工"},
	                    {"name", "再来"},
	                    {"serviceType", "维修"},
	                    {"productType", "空调"},
	                    {"amount", "90"}}};
	const auto checked = checkRows("price", rows);
	REQUIRE(checked.rows.size() == 2);
	CHECK(checked.rows[0].productType == "ac");
	CHECK(checked.rows[0].amount == 8000);
	CHECK(checked.rows[1].code == "1001");
	CHECK(checked.rows[1].amount == 3550);
	REQUIRE(checked.problems.size() == 1);
	CHECK(checked.problems[0].code == "double");
	CHECK(checked.problems[0].line == 4);
	CHECK(checkRows("warranty", {{{"line", 1}, {"brand", "格力"}, {"amount", "72"}}}).rows.at(0).amount == 72);
}

TEST_CASE("FE-03 the lists of the demonstration are without a mistake and say that they are samples", "[FE-03]")
{
	for (const char* kind : {"price", "commission", "warranty"})
	{
		CAPTURE(kind);
		std::string file = erphost::test::sourceDir() + "/plugins/fees/samples/";
		file.append(kind).append(".json");
		std::ifstream in(file);
		const json list = json::parse(in);
		CHECK(list["kind"] == kind);
		CHECK(list["sample"] == true);
		const auto checked = checkRows(kind, list["rows"]);
		CHECK(checked.problems.empty());
		CHECK(checked.rows.size() == list["rows"].size());
	}
}
