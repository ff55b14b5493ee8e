#include "surface/Desk.test.hpp"

using namespace complaints::testing;

namespace {

struct FeeDesk : Desk
{
	FeeDesk() { order("1000"); }
	void overcharge(bool found = true, std::int64_t named = 16'000)
	{
		hear(found ? "fees.overcharge.found" : "fees.overcharge.withdrawn", {{"exception", "ex-1"},
		                                                                     {"list_fen", 13'000},
		                                                                     {"handed_fen", 13'000},
		                                                                     {"named_fen", named},
		                                                                     {"over_fen", named - 13'000},
		                                                                     {"technician", "T7"},
		                                                                     {"technician_name", "赵师傅"},
		                                                                     {"reason", "客户记错"}});
	}
};

} // namespace

TEST_CASE("CP-06 an overcharge that the fees found is a case, once", "[CP-06][FE-06]")
{
	FeeDesk desk;
	desk.overcharge();
	desk.overcharge();
	const json found = desk.cases("?state=open");
	REQUIRE(found.size() == 1);
	const json item = desk.read(found[0]["id"]);
	CHECK(item["subKind"] == "overcharge");
	CHECK(item["complaintKind"] == "after_sales");
	CHECK(item["orderKey"] == "1000");
	CHECK(item["technician"] == "T7");
	CHECK(item["words"].get<std::string>().find("超出价目 30.00 元") != std::string::npos);
	CHECK(desk.count("complaints.case.opened") == 1);
	// Another sum is news about the same case.
	desk.overcharge(true, 17'000);
	CHECK(desk.cases("?state=open").size() == 1);
	CHECK(desk.read(item["id"])["history"].size() == item["history"].size() + 1);
}

TEST_CASE("CP-20 it is linked with the complaint that is open about the order", "[CP-20]")
{
	FeeDesk desk;
	const json taken = desk.take("1000");
	desk.overcharge();
	CHECK(desk.cases("?state=open").size() == 2);
	CHECK(desk.read(taken["id"])["linked"].size() == 1);
}

TEST_CASE("FE-06 what was a mistake is withdrawn, and found again it is another case", "[FE-06]")
{
	FeeDesk desk;
	desk.overcharge(false);
	CHECK(desk.cases("?state=open").empty());
	desk.overcharge();
	const std::string id = desk.cases("?state=open")[0]["id"];
	desk.overcharge(false);
	CHECK(desk.read(id)["state"] == "voided");
	CHECK(desk.cases("?state=open").empty());
	desk.overcharge();
	REQUIRE(desk.cases("?state=open").size() == 1);
	CHECK(desk.cases("?state=open")[0]["id"] != id);
}

TEST_CASE("FE-07 a compensation that was paid stands on its case", "[FE-07]")
{
	FeeDesk desk;
	const json taken = desk.take("1000");
	desk.hear("fees.compensation.paid", {{"compensation", "c-1"}, {"case", taken["id"]}, {"sum_fen", 5'005}});
	CHECK(desk.read(taken["id"])["history"].dump().find("50.05") != std::string::npos);
	desk.hear("fees.compensation.paid", {{"compensation", "c-2"}, {"case", nullptr}, {"sum_fen", 1}});
	CHECK(desk.read(taken["id"])["history"].size() == 2);
}
