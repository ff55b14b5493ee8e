#include "surface/MoneyDesk.test.hpp"

using namespace fees::testing;

TEST_CASE("FE-43 the month-end desk says what blocks, and gives the workbook's sheets", "[FE-43][FE-22][FE-40]")
{
	MoneyDesk desk;
	desk.assess("1", "satisfied");
	desk.order("1");
	desk.assess("2", "dissatisfied");
	desk.order("2");
	desk.order("3", {{"service_type", "other"}, {"product_type", "ac"}});
	desk.assess("3", "satisfied");
	desk.hear("survey.callback.recorded", {{"kind", "work_order"}, {"branch", "01"}, {"erp_key", "3"}});
	desk.proposal("p1", "A-UNSAFE");
	desk.run();
	desk.as("wang", "service_manager");
	const json branch = desk.read("/desk?month=2026-10")["branches"][0];
	CHECK(branch["works"]["waits_complaint"] == 1);
	CHECK(branch["works"]["noRate"] == 1);
	CHECK(branch["hr"]["pendingFines"] == 1);
	CHECK(branch["cards"]["missing"] == 2);
	CHECK(branch["settlements"]["draft"] == 1);
	CHECK(branch["blockers"] == 6);
	const json blockers = desk.read("/desk/blockers?month=2026-10")["items"];
	CHECK(blockers.size() == 6);
	CHECK(desk.read("/desk/blockers?month=2026-10&what=no_rate")["items"][0]["number"] == "AZ3");
	const json first = desk.read("/desk/blockers?month=2026-10&limit=4");
	REQUIRE(first["items"].size() == 4);
	CHECK_FALSE(first["next"].is_null());
	CHECK(desk.read("/desk/papers?month=2026-10")["settlements"].size() == 1);
	const json book = desk.read("/desk/workbook?month=2026-10");
	CHECK(book["sheets"].size() == 9);
	for (const json& sheet : book["sheets"])
		for (const json& row : sheet["rows"]) CHECK(row.size() == sheet["columns"].size());
	CHECK(book["sheets"][1]["rows"][0][5] == 12000);
	CHECK(book["sheets"][3]["rows"].size() == 2);
	// A manager of another branch sees his own only.
	desk.as("liu", "branch_manager", "02");
	CHECK(desk.read("/desk?month=2026-10")["branches"].size() == 1);
	CHECK(desk.read("/desk/blockers?month=2026-10")["items"].empty());
	CHECK(desk.read("/desk/workbook?month=2026-10")["sheets"][1]["rows"].empty());
}
