#include "erphost/imports/Reading.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace erphost::imports;

TEST_CASE("a day is read as people and sheets write it")
{
	for (const char* cell : {"2026-11-03", "2026/11/3", "2026.11.3", "20261103", "2026年11月3日", "2026年11月3",
	                         "2026-11-03 10:30", "2026/11/3 0:00:00", "2026年11月3日 上午", " ２０２６－１１－０３　",
	                         "46329", "46329.4375", "2026-11-03T08:00:00"})
	{
		INFO(cell);
		CHECK(dayOf(cell) == "2026-11-03");
	}
	for (const char* cell :
	     {"", "昨天", "2026-02-30", "2026-13-01", "11-03", "3/11/26", "2026-11", "202611", "2026--11-03", "-2026-11-03",
	      "1234", "123456", "2026年11月", "99999", "20261131", "2026-11-031", "46329-1"})
	{
		INFO(cell);
		CHECK_FALSE(dayOf(cell));
	}
}

TEST_CASE("blanks and signs of full width do not matter")
{
	CHECK(trimmed("　\u00a0 勉县 \t\r\n") == "勉县");
	CHECK(trimmed("\ufeff") == "");
	CHECK(narrow("１３９－ＡＢｃ（一）") == "139-ABc(一)");
	CHECK(narrow("投诉、。") == "投诉、。");
	CHECK(folded(" Ａ 产品 质量") == "a产品质量");
	CHECK(plainDecimal("￥1,234.50 元") == "1234.50");
	CHECK(plainDecimal("１２．５") == "12.5");
	CHECK(lettersOf("勉县abc") == 5);
}

TEST_CASE("a reading keeps what is wrong with each cell")
{
	const std::vector<Column> columns{{"kind",
	                                   {"类别", "Kind"},
	                                   {},
	                                   true,
	                                   false,
	                                   {{"store", {"门店", "Store"}, {"导购"}}, {"logistics", {"物流", "Logistics"}}}},
	                                  {"day", {"日期", "Day"}, {}, true},
	                                  {"words", {"内容", "Words"}, {}, false, false, {}, 4}};
	const SheetLine line{7, {{"kind", "财务"}, {"words", "一二三四五"}}};
	Reading reading(columns, line);
	CHECK(reading.choice("kind") == "");
	CHECK(reading.dayUntil("day", "2026-11-06") == "");
	const auto& problems = reading.problems();
	REQUIRE(problems.size() == 3);
	CHECK(problems[0].column == "day");
	CHECK(problems[0].code == "missing");
	CHECK(problems[1].code == "too_long");
	CHECK(problems[2].code == "not_a_choice");
	CHECK(problems[2].params["zh"] == nlohmann::json{"门店", "物流"});
	const SheetLine good{8, {{"kind", "Ｓtore"}, {"day", "46329"}}};
	Reading fine(columns, good);
	CHECK(fine.choice("kind") == "store");
	CHECK(fine.dayUntil("day", "2026-11-03") == "2026-11-03");
	CHECK(fine.dayUntil("day", "2026-11-02") == "");
	CHECK(fine.problems().at(0).code == "day_ahead");
}
