#include "surface/PartsDesk.test.hpp"

#include <vector>

using namespace parts::testing;

namespace {

/// Lists with several rows each, some of them equal in what they are sorted by, some without a day.
struct FullDesk : PartsDesk
{
	FullDesk()
	{
		stock("FAN", 90, 450'000);
		stock("BOARD", 20, 400'000);
		stock("DRILL", 30, 900'000);
		stock("GAS", 30, 270'000);
		for (const char* code : {"S2", "S1", "S3"})
			must("POST", "/suppliers", {{"code", code}, {"name", code == std::string("S1") ? "乙" : "甲"}}, 201);
		for (int each = 0; each < 5; ++each)
		{
			host.setNow(kFriday + each / 2 * kHourMs);
			const std::string text = std::to_string(each);
			order("A" + text);
			issue(each % 2 ? "FAN" : "BOARD", each % 3 + 1, "A" + text);
			asEverything();
			json loan = {{"branchId", "01"},
			             {"place", "store:01"},
			             {"itemCode", "DRILL"},
			             {"quantity", 1},
			             {"person", {{"kind", "technician"}, {"key", "T7"}, {"name", "赵师傅"}}}};
			if (each % 2) loan["dueOn"] = "2026-11-1" + std::to_string(9 - each);
			const std::string lent = must("POST", "/loans", loan, 201)["id"];
			if (each % 2 == 0)
				post("parts_loan", "/loans", lent, "lost",
				     {{"quantity", 1}, {"sumFen", each / 4 * 100 + 100}, {"text", "丢失"}});
			must("POST", "/disposals",
			     {{"branchId", "01"},
			      {"place", "store:01"},
			      {"kind", "slow"},
			      {"method", "折价"},
			      {"plannedOn", "2026-11-1" + std::to_string(each / 2)},
			      {"lines", json::array({{{"itemCode", "GAS"}, {"quantity", 1}}})}},
			     201);
			must("POST", "/defectives",
			     {{"branchId", "01"},
			      {"productCode", "P"},
			      {"productType", "tv"},
			      {"brand", "TCL"},
			      {"model", "L55"},
			      {"serialNumber", "SN" + text},
			      {"fault", "屏裂"}},
			     201);
			must("POST", "/carry-ins",
			     {{"branchId", "01"},
			      {"productType", "small"},
			      {"brand", "美的"},
			      {"model", "MB"},
			      {"serialNumber", "S" + text},
			      {"accessories", json::array()},
			      {"fault", "不加热"},
			      {"condition", "好"},
			      {"customerName", "王五"},
			      {"phone", "13900001234"}},
			     201);
			must("POST", "/waiting",
			     {{"order", {{"kind", "work_order"}, {"branchId", "01"}, {"key", "A" + text}}},
			      {"itemCode", "FAN"},
			      {"quantity", 1}},
			     201);
		}
		for (const char* code : {"FAN", "BOARD", "GAS"})
			must("POST", "/stocktakes",
			     {{"branchId", "01"},
			      {"place", "store:01"},
			      {"scope", "cycle"},
			      {"plannedOn", code == std::string("GAS") ? "2026-11-09" : "2026-11-10"},
			      {"itemCodes", json::array({code})}},
			     201);
		REQUIRE(host.settle());
		int lots = 0;
		const json owed = host.call("GET", "/old-parts").body["items"];
		REQUIRE(owed.size() == 5);
		for (const json& old : owed)
		{
			REQUIRE(post("parts_old_part", "/old-parts", old["id"], "hand-over", {{"quantity", old["due"]}}).status ==
			        200);
			const json lot = must("POST", "/old-lots",
			                      {{"branchId", "01"},
			                       {"brand", "GREE"},
			                       {"entries", json::array({{{"oldPartId", old["id"]}, {"quantity", old["due"]}}})}},
			                      201);
			const std::string due = "2026-12-0" + std::to_string(9 - lots);
			if (++lots % 2 == 0)
				REQUIRE(post("parts_old_lot", "/old-lots", lot["id"], "send",
				             {{"carrier", "顺丰"}, {"tracking", "SF1"}, {"dueOn", due}})
				            .status == 200);
		}
		host.setNow(kFriday + 5 * kDayMs);
		REQUIRE(host.settle());
		must("POST", "/reorder/compute", {{"branchId", "01"}}, 200);
	}

	/// All rows, page by page.
	std::vector<json> rows(const std::string& path, const std::string& sort, int limit)
	{
		std::vector<json> all;
		std::string cursor;
		for (int page = 0; page < 200; ++page)
		{
			const std::string more = std::string(path.find('?') == std::string::npos ? "?" : "&") +
			                         "limit=" + std::to_string(limit) + (sort.empty() ? "" : "&sort=" + sort) +
			                         (cursor.empty() ? "" : "&cursor=" + cursor);
			const auto answer = host.call("GET", path + more);
			INFO(path << more << ": " << answer.error.code);
			REQUIRE(answer.status == 200);
			for (const auto& row : answer.body["items"]) all.push_back(row);
			if (answer.body["next"].is_null()) return all;
			cursor = answer.body["next"];
		}
		FAIL("the list does not end");
		return all;
	}
};

struct Order
{
	const char* path;
	const char* member; ///< of the rows, and name of the sort
};

} // namespace

TEST_CASE("a list in any order, both ways, has every row once, on whatever page it stands", "[lists]")
{
	FullDesk desk;
	const Order orders[] = {
		{"/documents", "createdAt"},
		{"/documents?kind=issue", "createdAt"},
		{"/documents?kind=issue&state=open", "createdAt"},
		{"/documents?state=open", "createdAt"},
		{"/movements?branch=01", "postedAt"},
		{"/movements?item=FAN", "postedAt"},
		{"/movements?place=store:01", "postedAt"},
		{"/movements?person=T7", "postedAt"},
		{"/balances?place=store:01", "valueFen"},
		{"/items", "code"},
		{"/items", "name"},
		{"/items?kind=part", "name"},
		{"/suppliers", "code"},
		{"/suppliers", "name"},
		{"/waiting", "dueAt"},
		{"/waiting?state=waiting", "dueAt"},
		{"/waiting/calls", "dueAt"},
		{"/reorder", "valueFen"},
		{"/old-parts", "dueOn"},
		{"/old-parts?state=done", "depositFen"},
		{"/old-parts", "depositFen"},
		{"/old-lots", "createdAt"},
		{"/old-lots", "dueOn"},
		{"/old-lots?state=open", "depositFen"},
		{"/old-lots", "depositFen"},
		{"/stocktakes", "plannedOn"},
		{"/stocktakes?state=planned", "createdAt"},
		{"/charges", "at"},
		{"/charges?state=raised", "sumFen"},
		{"/charges", "sumFen"},
		{"/loans", "lentAt"},
		{"/loans", "dueOn"},
		{"/loans?state=out", "dueOn"},
		{"/disposals", "createdAt"},
		{"/disposals?state=planned", "plannedOn"},
		{"/disposals", "plannedOn"},
		{"/defectives", "foundAt"},
		{"/carry-ins", "takenAt"},
	};
	desk.asEverything();
	for (const auto& [path, member] : orders)
	{
		INFO(path << " by " << member);
		const std::string sort = member;
		const auto up = desk.rows(path, sort, 200);
		REQUIRE(up.size() >= 2);
		// A day that is not known stands at the end.
		const auto value = [&](const json& row) {
			const json found = row.at(sort);
			return found.is_null() ? json("9999-12-31") : found;
		};
		CHECK(std::is_sorted(up.begin(), up.end(),
		                     [&](const json& one, const json& other) { return value(one) < value(other); }));
		auto down = desk.rows(path, "-" + sort, 200);
		std::reverse(down.begin(), down.end());
		CHECK(down == up);
		CHECK(desk.rows(path, sort, 2) == up);
		auto paged = desk.rows(path, "-" + sort, 2);
		std::reverse(paged.begin(), paged.end());
		CHECK(paged == up);
		CHECK(desk.rows(path, "", 2).size() == up.size());
	}
}

TEST_CASE("an order that a list does not have, and a cursor of another order, are refused", "[lists]")
{
	FullDesk desk;
	CHECK(desk.host.call("GET", "/loans?sort=person").error.code == "sort.invalid");
	CHECK(desk.host.call("GET", "/items?sort=costFen").error.code == "sort.invalid");
	CHECK(desk.host.call("GET", "/loans?sort=dueOn&cursor=[1,\"x\"]").error.code == "cursor.invalid");
	CHECK(desk.host.call("GET", "/loans?sort=lentAt&cursor=[\"2026-11-10\",\"x\"]").error.code == "cursor.invalid");
}

TEST_CASE("who must not see what stock is worth cannot have it sorted by that", "[lists][PT-12]")
{
	FullDesk desk;
	CHECK(desk.host.call("GET", "/balances?place=store:01&sort=-valueFen").status == 200);
	desk.as("egon", "engineer");
	CHECK(desk.host.call("GET", "/balances?place=store:01").status == 200);
	CHECK(desk.host.call("GET", "/balances?place=store:01&sort=-valueFen").error.code == "sort.invalid");
}

TEST_CASE("filters of one list hold together", "[lists]")
{
	FullDesk desk;
	desk.asEverything();
	// A place's movements of one person are not all movements of the place.
	const auto ofPlace = desk.rows("/movements?place=store:01", "", 200);
	const auto ofBoth = desk.rows("/movements?place=store:01&person=T7", "", 200);
	CHECK(!ofBoth.empty());
	CHECK(ofBoth.size() < ofPlace.size());
	CHECK(desk.rows("/movements?item=FAN&person=nobody", "", 200).empty());
	CHECK(desk.rows("/movements?place=store:01&branch=02", "", 200).empty());
	CHECK(desk.rows("/documents?urgent=true&kind=receipt", "", 200).empty());
}
