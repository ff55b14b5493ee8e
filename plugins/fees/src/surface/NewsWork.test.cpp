#include "surface/testing/FeeDesk.hpp"

using namespace fees::testing;

namespace {

struct NewsDesk : FeeDesk
{
	/// The job's next turn.
	void later()
	{
		host.setNow(host.now() + 60'000);
		REQUIRE(host.settle());
	}
	void goods(const std::string& code, const json& months, const std::string& branch = "01")
	{
		host.putErpRow("product", {{"branch_id", branch}, {"erp_key", code}, {"warranty_months", months}});
		REQUIRE(host.settle());
		later();
	}
	json ofBranch(const std::vector<json>& rows) { return publish(draft(rows, "2026-01-01", {{"branchId", "01"}})); }
	std::string all(const std::string& sql) { return host.value(sql); }
};

} // namespace

TEST_CASE("FE-02 a list that comes after the order prices it", "[FE-02][FE-03]")
{
	NewsDesk desk;
	desk.order("1");
	CHECK(desk.open("1") == std::vector<std::string>{"unlisted"});
	CHECK(desk.read("1")["computedFen"] == 0);
	// Not in force on the day of completion.
	desk.publish(desk.draft({FeeDesk::labour(), FeeDesk::visit()}, "2025-01-01", {{"validTo", "2026-01-01"}}));
	desk.later();
	CHECK(desk.open("1") == std::vector<std::string>{"unlisted"});
	desk.prices();
	desk.later();
	const json order = desk.read("1");
	CHECK(desk.open("1").empty());
	CHECK(desk.exception("1", "unlisted")["outcome"] == "gone");
	CHECK(order["computedFen"] == 11'000);
	CHECK(order["generations"].size() == 2);
	CHECK(order["generations"][1]["cause"] == "list");
	desk.later();
	CHECK(desk.read("1")["generations"].size() == 2);
	CHECK(desk.all("SELECT COUNT(*) FROM fees_news") == "0");
}

TEST_CASE("FE-02 every page of orders is looked at, of the list's branch alone", "[FE-02]")
{
	NewsDesk desk;
	const auto many = [&](const char* branch) {
		for (int at = 0; at < 230; ++at)
			desk.host.putErpRow("work_order", {{"branch_id", branch},
			                                   {"erp_key", std::to_string(at)},
			                                   {"number", "WX" + std::to_string(at)},
			                                   {"service_type", "repair"},
			                                   {"service_mode", "on_site"},
			                                   {"product_type", "ac"},
			                                   {"status", "done"},
			                                   {"completed_at", kNow - 3'600'000}});
	};
	many("01");
	many("02");
	REQUIRE(desk.host.settle());
	const std::string open = "SELECT COUNT(*) FROM fees_exception WHERE what = 'unlisted' AND state = 'open' AND "
							 "branch_id = '";
	CHECK(desk.all(open + "01'") == "230");
	desk.ofBranch({FeeDesk::labour(), FeeDesk::visit()});
	desk.later();
	CHECK(desk.all(open + "01'") == "0");
	CHECK(desk.all(open + "02'") == "230");
	desk.prices();
	desk.later();
	CHECK(desk.all(open + "02'") == "0");
	CHECK(desk.all("SELECT COUNT(*) FROM fees_news") == "0");
}

TEST_CASE("FE-01 goods that come after the order bring their own months", "[FE-01]")
{
	NewsDesk desk;
	desk.prices();
	const json more = {{"product_code", "G1"}, {"warranty", "in"}};
	desk.order("1", more);
	CHECK(desk.open("1") == std::vector<std::string>{"warranty_differs"});
	CHECK(desk.read("1")["computedFen"] == 11'000);
	desk.goods("G1", 120, "02");
	desk.goods("G2", 120);
	desk.goods("G1", nullptr);
	CHECK(desk.open("1") == std::vector<std::string>{"warranty_differs"});
	desk.goods("G1", 120);
	json order = desk.read("1");
	CHECK(desk.open("1").empty());
	CHECK(order["verdict"] == "in");
	CHECK(order["computedFen"] == 0);
	CHECK(order["generations"].back()["cause"] == "goods");
	const auto generations = order["generations"].size();
	// Months that were corrected count too; told again they change nothing.
	desk.goods("G1", 24);
	CHECK(desk.read("1")["verdict"] == "out");
	desk.goods("G1", 24);
	CHECK(desk.read("1")["generations"].size() == generations + 1);
	// Another price is no reason to look at all orders.
	desk.host.putErpRow("product", {{"branch_id", "01"}, {"erp_key", "G1"}, {"warranty_months", 24}, {"price", "1"}});
	REQUIRE(desk.host.settle());
	CHECK(desk.all("SELECT COUNT(*) FROM fees_news") == "0");
	// A policy goes before the product and comes late as well.
	desk.publish(desk.draft({{{"line", 2}, {"what", "保修"}, {"brand", "格力"}, {"amount", "120"}}}, "2020-01-01",
	                        {{"kind", "warranty"}}));
	desk.later();
	CHECK(desk.read("1")["verdict"] == "in");
	CHECK(desk.open("1").empty());
}

TEST_CASE("FE-04 what was receipted and agrees stays; what does not shows the difference beside the receipt", "[FE-04]")
{
	NewsDesk desk;
	desk.publish(desk.draft({FeeDesk::visit()}));
	desk.order("1");
	desk.agree("1", {{{"what", "visit"}, {"name", "上门"}, {"amountFen", 3'000}}});
	desk.charge("1");
	CHECK(desk.open("1") == std::vector<std::string>{"unlisted"});
	desk.ofBranch({FeeDesk::labour(), FeeDesk::visit()});
	desk.later();
	const json order = desk.read("1");
	CHECK(desk.open("1") == std::vector<std::string>{"under_list"});
	CHECK(desk.exception("1", "under_list")["differenceFen"] == 8'000);
	CHECK(order["computedFen"] == 11'000);
	CHECK(order["chargedFen"] == 3'000);
	CHECK(order["receipts"].size() == 1);
	CHECK(order["generations"].size() == 2);

	NewsDesk agreed;
	agreed.prices();
	for (const char* key : {"1", "2"}) agreed.order(key, {{"product_code", "G1"}});
	agreed.agree("1");
	agreed.charge("1");
	agreed.ofBranch({FeeDesk::labour("90"), FeeDesk::visit()});
	agreed.later();
	CHECK(agreed.read("1")["computedFen"] == 11'000);
	CHECK(agreed.read("2")["computedFen"] == 12'000);
	agreed.goods("G1", 120);
	CHECK(agreed.read("1")["computedFen"] == 11'000);
	CHECK(agreed.read("1")["generations"].size() == 1);
	CHECK(agreed.open("1").empty());
	CHECK(agreed.read("2")["computedFen"] == 0);
	agreed.ledgerAddsUp();
}
