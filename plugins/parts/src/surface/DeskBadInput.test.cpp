#include "surface/PartsDesk.test.hpp"

#include <limits>

using namespace parts::testing;

namespace {

/// Everything that a refusal must not change.
std::string fingerprint(PartsDesk& desk)
{
	std::string text;
	for (const char* table :
	     {"parts_movement", "parts_stocktake", "parts_stocktake_line", "parts_stocktake_count", "parts_waiting",
	      "parts_loan", "parts_charge", "parts_old_part", "parts_old_lot", "parts_disposal", "parts_disposal_line",
	      "parts_defective", "parts_carry_in", "parts_step", "parts_failure_rate", "parts_message"})
		text += desk.host.value(std::string("SELECT COUNT(*) FROM ") + table) + " ";
	return text + desk.host.value("SELECT COALESCE(SUM(quantity), 0) FROM parts_balance WHERE place_id = 'store:01'");
}

json loan(json more)
{
	json body = {{"branchId", "01"},
	             {"place", "store:01"},
	             {"person", {{"kind", "technician"}, {"key", "T7"}, {"name", "赵师傅"}}},
	             {"itemCode", "DRILL"},
	             {"quantity", 1}};
	body.update(more);
	return body;
}

json disposal(json more)
{
	json body = {{"branchId", "01"},          {"place", "store:01"},
	             {"kind", "scrap"},           {"method", "报废"},
	             {"plannedOn", "2026-11-10"}, {"lines", json::array({{{"itemCode", "FAN"}, {"quantity", 1}}})}};
	body.update(more);
	return body;
}

json stocktake(json more)
{
	json body = {{"branchId", "01"}, {"place", "store:01"}, {"scope", "full"}, {"plannedOn", "2026-11-10"}};
	body.update(more);
	return body;
}

json waiting(const std::string& key, const std::string& code, std::int64_t quantity,
             const std::string& kind = "work_order")
{
	return {{"order", {{"kind", kind}, {"branchId", "01"}, {"key", key}}}, {"itemCode", code}, {"quantity", quantity}};
}

} // namespace

TEST_CASE("Wrong input at the desk is refused by field and changes nothing",
          "[PT-06][PT-07][PT-08][PT-15][PT-16][PT-17][PT-20]")
{
	constexpr std::int64_t kHuge = std::numeric_limits<std::int64_t>::max();
	PartsDesk desk;
	desk.stock("FAN", 5, 25'000);
	desk.stock("DRILL", 2, 60'000);
	desk.order("A1");
	desk.as("anna", "parts_clerk");
	const json twice = json::array({{{"itemCode", "FAN"}, {"quantity", 1}}, {{"itemCode", "FAN"}, {"quantity", 1}}});
	const json unit = {{"branchId", "01"}, {"productCode", "P"},  {"productType", "tv"}, {"brand", "TCL"},
	                   {"model", "L"},     {"serialNumber", " "}, {"fault", "坏"}};
	struct Bad
	{
		const char* path;
		json body;
		const char* code;
		const char* pointer;
	};
	const std::vector<Bad> table{
		{"/loans", loan({{"quantity", 0}}), "parts.desk.quantity.invalid", "/quantity"},
		{"/loans", loan({{"quantity", -1}}), "parts.desk.quantity.invalid", "/quantity"},
		{"/loans", loan({{"quantity", kHuge}}), "parts.desk.quantity.invalid", "/quantity"},
		{"/loans", loan({{"quantity", 3}}), "parts.stock_short", ""},
		{"/loans", loan({{"itemCode", "NONE"}}), "parts.desk.item.invalid", "/itemCode"},
		{"/loans", loan({{"place", "store:02"}}), "parts.desk.place.invalid", "/place"},
		{"/loans", loan({{"place", "nowhere"}}), "parts.desk.place.invalid", "/place"},
		{"/loans", loan({{"branchId", "02"}, {"place", "store:02"}}), "parts.desk.branch.invalid", "/branchId"},
		{"/loans", loan({{"dueOn", "2026-02-30"}}), "parts.desk.date.invalid", "/dueOn"},
		{"/loans", loan({{"person", {{"kind", "employee"}, {"key", " "}, {"name", "李"}}}}),
	     "parts.desk.person.invalid", "/person/key"},
		{"/disposals", disposal({{"lines", twice}}), "parts.desk.item.invalid", "/lines/1/itemCode"},
		{"/disposals", disposal({{"method", " "}}), "parts.desk.text.invalid", "/method"},
		{"/disposals", disposal({{"plannedOn", "morgen"}}), "parts.desk.date.invalid", "/plannedOn"},
		{"/disposals", disposal({{"place", "used:01"}}), "parts.desk.place.invalid", "/place"},
		{"/disposals", disposal({{"lines", json::array({{{"itemCode", "FAN"}, {"quantity", kHuge}}})}}),
	     "parts.desk.quantity.invalid", "/lines/0/quantity"},
		{"/stocktakes", stocktake({{"place", "scrap:01"}}), "parts.desk.place.invalid", "/place"},
		{"/stocktakes", stocktake({{"place", "store:01:W9"}}), "parts.stocktake.empty", "/place"},
		{"/stocktakes", stocktake({{"itemCodes", {"FAN", "FAN"}}}), "parts.desk.item.invalid", "/itemCodes/1"},
		{"/stocktakes", stocktake({{"itemCodes", {"NONE"}}}), "parts.desk.item.invalid", "/itemCodes/0"},
		{"/waiting", waiting("A1", "FAN", 0), "parts.desk.quantity.invalid", "/quantity"},
		{"/waiting", waiting("A1", "NONE", 1), "parts.desk.item.invalid", "/itemCode"},
		{"/waiting", waiting("Z9", "FAN", 1), "parts.desk.order.invalid", "/order"},
		{"/waiting", waiting("A1", "FAN", 1, "sale"), "parts.desk.order.invalid", "/order"},
		{"/defectives", unit, "parts.desk.text.invalid", "/serialNumber"},
		{"/failure-rates",
	     {{"itemCode", "FAN"}, {"branchId", "01"}, {"unitsInService", -1}, {"perMillionYear", 1}},
	     "parts.desk.quantity.invalid",
	     "/unitsInService"},
		{"/failure-rates",
	     {{"itemCode", "FAN"}, {"branchId", "01"}, {"unitsInService", 1}, {"perMillionYear", kHuge}},
	     "parts.desk.quantity.invalid",
	     "/perMillionYear"},
		{"/old-lots",
	     {{"branchId", "01"}, {"brand", "GREE"}, {"entries", json::array({{{"oldPartId", "x"}, {"quantity", 1}}})}},
	     "parts.desk.not_found",
	     ""},
	};
	for (const Bad& bad : table)
	{
		INFO(bad.path << " " << bad.body.dump());
		const std::string before = fingerprint(desk);
		const auto answer = desk.host.call("POST", bad.path, bad.body);
		CHECK(answer.error.code == bad.code);
		CHECK(answer.error.param("pointer") == bad.pointer);
		CHECK(fingerprint(desk) == before);
	}
}

TEST_CASE("A change needs the version that stands; a conflict names both", "[PT-15][PT-20]")
{
	PartsDesk desk;
	desk.stock("DRILL", 5, 150'000);
	desk.as("anna", "parts_clerk");
	const std::string id = desk.must("POST", "/loans", loan({{"quantity", 3}}), 201)["id"];
	const json back = {{"quantity", 1}};
	CHECK(desk.host.call("POST", "/loans/" + id + "/back", back).error.code == "request.match_required");
	REQUIRE(desk.host.call("POST", "/loans/" + id + "/back", back, "1").status == 200);
	const std::string before = fingerprint(desk);
	const auto stale = desk.host.call("POST", "/loans/" + id + "/back", back, "1");
	CHECK(stale.error.code == "parts.desk.stale");
	CHECK(stale.error.param("given") == "1");
	CHECK(stale.error.param("version") == "2");
	CHECK(fingerprint(desk) == before);
	// Another branch's clerk does not learn that it exists; a reader may not change it.
	desk.as("other", "parts_clerk", "02");
	CHECK(desk.host.call("POST", "/loans/" + id + "/back", back, "2").error.code == "parts.desk.not_found");
	desk.as("egon", "engineer");
	CHECK(desk.host.call("POST", "/loans/" + id + "/back", back, "2").error.code == "parts.desk.not_allowed");
}
