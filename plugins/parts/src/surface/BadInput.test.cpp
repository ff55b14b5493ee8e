// What somebody types wrong is refused, names the field, and changes nothing.

#include "surface/StockDesk.test.hpp"

using namespace parts::testing;

namespace {

struct Bad
{
	const char* what;
	const char* path;
	json body;
	const char* code;
	const char* pointer;
};

json with(json body, const json& patch)
{
	body.merge_patch(patch);
	return body;
}

} // namespace

TEST_CASE("Bad input is refused with the field, and nothing is changed", "[PT-02][PT-19]")
{
	StockTest stock;
	stock.open("FAN", 5, 25'000);
	const json held = stock.ok(stock.issue("FAN", 2, StockTest::forOrder()));
	const json issue = {{"placeId", "store:01"}, {"technician", {{"number", "T7"}, {"name", "x"}}}};
	const auto lines = [](const json& quantity, const char* item = "FAN") {
		return json{{"lines", {{{"item", item}, {"quantity", quantity}}}}};
	};
	const json opening = {{"placeId", "store:01"}, {"reason", "x"}};
	const json receipt = {{"placeId", "store:01"}, {"supplier", "S1"}};
	const auto back = [&](const json& quantity) {
		return json{{"lines", {{{"documentId", held["id"]}, {"line", 1}, {"quantity", quantity}}}}};
	};
	const auto cost = [](const json& fen) {
		return json{{"lines", {{{"item", "FAN"}, {"quantity", 1}, {"costFen", fen}}}}};
	};
	const std::string counter = "/movements/" + stock.movementOf(held) + "/reversals";
	const std::vector<Bad> table{
		{"zero", "/issues", with(issue, lines(0)), "parts.quantity.invalid", "/lines/0/quantity"},
		{"negative", "/issues", with(issue, lines(-1)), "parts.quantity.invalid", "/lines/0/quantity"},
		{"huge", "/issues", with(issue, lines(9'000'000'000'000'000'000)), "parts.quantity.invalid",
	     "/lines/0/quantity"},
		{"beyond 64 bit", "/issues", with(issue, lines(18'000'000'000'000'000'000U)), "parts.quantity.invalid",
	     "/lines/0/quantity"},
		{"a fraction", "/issues", with(issue, lines(0.5)), "parts.quantity.invalid", "/lines/0/quantity"},
		{"a text", "/issues", with(issue, lines("2")), "parts.quantity.invalid", "/lines/0/quantity"},
		{"unknown part", "/issues", with(issue, lines(1, "NONE")), "parts.item.not_found", "/lines/0/item"},
		{"unknown place", "/issues", with(with(issue, lines(1)), {{"placeId", "store:77"}}), "parts.place.not_found",
	     "/placeId"},
		{"a place that is no store", "/issues", with(with(issue, lines(1)), {{"placeId", "technician:01:T7"}}),
	     "parts.place.wrong_kind", "/placeId"},
		{"twice in one paper", "/issues",
	     with(issue, {{"lines", {{{"item", "FAN"}, {"quantity", 1}}, {{"item", "FAN"}, {"quantity", 1}}}}}),
	     "parts.line.item_twice", "/lines/1/item"},
		{"no lines", "/issues", with(issue, {{"lines", json::array()}}), "parts.lines.invalid", "/lines"},
		{"closed month", "/issues", with(with(issue, lines(1)), {{"businessDate", "2026-09-30"}}), "parts.month_closed",
	     "/businessDate"},
		{"a day that is none", "/issues", with(with(issue, lines(1)), {{"businessDate", "2026-02-30"}}),
	     "parts.business_date.invalid", "/businessDate"},
		{"unknown order", "/issues",
	     with(with(issue, lines(1)),
	          {{"order", {{"kind", "work_order"}, {"branchId", "01"}, {"key", "?"}}}, {"warranty", "in"}}),
	     "parts.order.not_found", "/order"},
		{"warranty left open", "/issues", with(with(issue, lines(1)), {{"order", StockTest::forOrder()["order"]}}),
	     "parts.warranty.missing", "/warranty"},
		{"negative cost", "/openings", with(opening, cost(-5)), "parts.money.invalid", "/lines/0/costFen"},
		{"huge cost", "/openings", with(opening, cost(2'000'000'000'000)), "parts.money.invalid", "/lines/0/costFen"},
		{"no reason", "/openings", with(with(opening, cost(5)), {{"reason", "  "}}), "parts.reason.invalid", "/reason"},
		{"unknown supplier", "/receipts", with(with(receipt, cost(5)), {{"supplier", "?"}}), "parts.supplier.not_found",
	     "/supplier"},
		{"zero comes back", "/returns", back(0), "parts.quantity.invalid", "/lines/0/quantity"},
		{"a line that is not there",
	     "/returns",
	     {{"lines", {{{"documentId", held["id"]}, {"line", 9}, {"quantity", 1}}}}},
	     "parts.line.not_found",
	     ""},
		{"to another branch", "/returns", with(back(1), {{"placeId", "store:02"}}), "parts.place.wrong_kind",
	     "/placeId"},
		{"a negative fee",
	     "/write-offs",
	     {{"lines", {{{"documentId", held["id"]}, {"line", 1}, {"quantity", 1}, {"chargedFen", -1}}}}},
	     "parts.money.invalid",
	     "/lines/0/chargedFen"},
		{"a counter-entry of nothing",
	     counter.c_str(),
	     {{"quantity", 0}, {"reason", "x"}},
	     "parts.quantity.invalid",
	     "/quantity"},
		{"a counter-entry without a reason", counter.c_str(), {{"reason", ""}}, "parts.reason.invalid", "/reason"},
	};
	const auto state = [&] {
		std::string text;
		for (const char* table :
		     {"parts_movement", "parts_document", "parts_line", "parts_counter", "parts_order_part"})
			text += stock.host.value(std::string("SELECT COUNT(*) FROM ") + table) + " ";
		return text + stock.host.value("SELECT SUM(quantity * quantity) FROM parts_balance");
	};
	const std::string before = state();
	const auto events = stock.host.events().size();
	for (const Bad& bad : table)
	{
		INFO(bad.what);
		const auto answer = stock.post(bad.path, bad.body);
		CHECK(answer.error.code == bad.code);
		CHECK(answer.error.param("pointer") == bad.pointer);
		CHECK(state() == before);
	}
	CHECK(stock.host.events().size() == events);
}
