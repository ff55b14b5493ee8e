#include "surface/testing/FeeDesk.hpp"

using namespace fees::testing;

namespace {

/// The list says 130: labour 80, visit 30, one capacitor 20; the technician hands in `handed`, the customer names
/// `named`.
struct Overcharged : FeeDesk
{
	explicit Overcharged(std::int64_t handed = 16'000, std::int64_t named = 16'000)
	{
		prices();
		order("1");
		used("1", "P1", 1, 900);
		agree("1");
		charge("1");
		handedIn = handIn("1", handed);
		handOver(handedIn, handed);
		this->named("1", named);
	}
	std::string act(const std::string& what)
	{
		return "/exceptions/" + exception("1", "over_list")["id"].get<std::string>() + "/" + what;
	}
	std::string version() { return std::to_string(exception("1", "over_list")["version"].get<int>()); }
	json handedIn;
};

} // namespace

TEST_CASE("FE-06 handed in, named and listed: any disagreement is an exception", "[FE-06][X-03]")
{
	struct Row
	{
		std::int64_t handed, named;
		std::vector<std::string> kinds;
		std::int64_t over;
	};
	for (const Row& row : {Row{13'000, 13'000, {}, 0}, Row{16'000, 16'000, {"over_list", "receipt_missing"}, 3'000},
	                       Row{13'000, 16'000, {"named_differs", "over_list"}, 3'000},
	                       Row{13'000, 12'000, {"named_differs"}, 0}, Row{12'000, 13'000, {"named_differs"}, 0}})
	{
		CAPTURE(row.handed, row.named);
		Overcharged desk(row.handed, row.named);
		CHECK(desk.open("1") == row.kinds);
		if (row.over > 0) CHECK(desk.exception("1", "over_list")["differenceFen"] == row.over);
		CHECK(desk.read("1")["exception"] == (row.kinds.empty() ? "" : row.over > 0 ? "over_list" : "named_differs"));
	}
}

TEST_CASE("FE-06 over the list: told once, taken back when the customer was wrong", "[FE-06]")
{
	Overcharged desk(13'000, 16'000);
	CHECK(desk.count("fees.overcharge.found") == 1);
	const json payload = desk.lastPayload("fees.overcharge.found");
	CHECK(payload["list_fen"] == 13'000);
	CHECK(payload["handed_fen"] == 13'000);
	CHECK(payload["named_fen"] == 16'000);
	CHECK(payload["over_fen"] == 3'000);
	CHECK(payload["technician"] == "T7");
	desk.order("1");
	CHECK(desk.count("fees.overcharge.found") == 1);
	desk.named("1", 16'000, "paid", true);
	CHECK(desk.count("fees.overcharge.withdrawn") == 1);
	CHECK(desk.exception("1", "over_list")["outcome"] == "gone");
	desk.named("1", 16'000);
	CHECK(desk.count("fees.overcharge.found") == 2);
	CHECK(desk.exception("1", "over_list")["reopened"] == 1);
	desk.post(desk.act("close"), {{"reason", "客户记错"}, {"outcome", "mistake"}}, desk.version());
	CHECK(desk.count("fees.overcharge.withdrawn") == 2);
	CHECK(desk.refused(desk.act("close"), {{"reason", "x"}, {"outcome", "mistake"}}, desk.version()) ==
	      "fees.exception.closed");
	desk.named("1", 17'000);
	CHECK(desk.exception("1", "over_list")["state"] == "open");
	CHECK(desk.count("fees.overcharge.found") == 3);
}

TEST_CASE("FE-06 explained, closed, and opened again by other facts", "[FE-06]")
{
	Overcharged desk;
	CHECK(desk.refused(desk.act("explain"), {{"reason", ""}}, desk.version()) == "fees.text.invalid");
	CHECK(desk.refused(desk.act("explain"), {{"reason", "x"}}, "9") == "fees.stale");
	desk.post(desk.act("explain"), {{"reason", "客户多给"}}, desk.version());
	CHECK(desk.exception("1", "over_list")["state"] == "explained");
	desk.order("1");
	CHECK(desk.exception("1", "over_list")["state"] == "explained");
	desk.post(desk.act("close"), {{"reason", "属实"}, {"outcome", "justified"}}, desk.version());
	desk.named("1", 16'500);
	const json item = desk.exception("1", "over_list");
	CHECK(item["state"] == "open");
	CHECK(item["reopened"] == 1);
	CHECK(desk.get("/exceptions/" + item["id"].get<std::string>())["steps"].size() >= 4);
	CHECK(desk.get("/exceptions?what=over_list")["items"].size() == 1);
}

TEST_CASE("FE-06 what he handed in too much is given back and confiscated", "[FE-06][FE-07]")
{
	Overcharged desk;
	desk.cashEntry("1", "WX1", "160");
	desk.post(desk.act("confiscate"), {{"reason", "乱收费"}}, desk.version());
	CHECK(desk.refused(desk.act("confiscate"), {{"reason", "乱收费"}}, desk.version()) == "fees.exception.confiscated");
	CHECK(desk.balance("technician", "T7") == 0);
	CHECK(desk.balance("person", "T7") == 0);
	const json claim = desk.post(desk.act("refund"), {{"id", desk.id()}, {"reason", "退还多收"}}, desk.version());
	CHECK(claim["sumFen"] == 3'000);
	const std::string path = "/compensations/" + claim["id"].get<std::string>();
	CHECK(desk.refused(path + "/decide", {{"approve", true}, {"reason", "同意"}}, "1") == "fees.four_eyes");
	CHECK(desk.refused(path + "/pay", json::object(), "1") == "fees.compensation.state");
	desk.as("boss");
	desk.post(path + "/decide", {{"approve", true}, {"reason", "同意"}}, "1");
	const json paid = desk.post(path + "/pay", json::object(), "2");
	CHECK(paid["state"] == "paid");
	CHECK_FALSE(paid["receiptNumber"].get<std::string>().empty());
	CHECK(desk.refused(path + "/pay", json::object(), "3") == "fees.compensation.state");
	desk.cashEntry("2", "WX1", "30", {{"kind", "refund"}});
	const json order = desk.read("1");
	CHECK(desk.exception("1", "over_list")["outcome"] == "settled");
	CHECK(desk.count("fees.overcharge.withdrawn") == 0);
	CHECK(desk.count("fees.compensation.paid") == 1);
	CHECK(order["moneyState"] == "till");
	CHECK(order["refundedFen"] == 3'000);
	CHECK(desk.balance("till", "erp") == 13'000);
	CHECK(desk.balance("customer", "work_order|1") == -13'000);
	desk.ledgerAddsUp();
}

TEST_CASE("FE-06 what he kept he owes", "[FE-06]")
{
	Overcharged desk(13'000, 16'000);
	desk.post(desk.act("confiscate"), {{"reason", "私吞"}}, desk.version());
	CHECK(desk.balance("person", "T7") == -3'000);
	CHECK(desk.balance("over_short", "T7") == 3'000);
	CHECK(desk.balance("company", "confiscated") == 3'000);
	CHECK(desk.balance("customer", "work_order|1") == -16'000);
	desk.ledgerAddsUp();
	// It is on HR's list of the month, once, and the list settles it.
	const json month = desk.get("/hr/01/2026-11");
	REQUIRE(month["people"].size() == 1);
	CHECK(month["people"][0]["person"] == "T7");
	CHECK(month["people"][0]["chargeFen"] == -3'000);
	CHECK(desk.refused(desk.act("confiscate"), {{"reason", "私吞"}}, desk.version()) == "fees.exception.confiscated");
	const json lines = desk.get("/hr/01/2026-11/lines")["items"];
	REQUIRE(lines.size() == 1);
	CHECK(lines[0]["kind"] == "charge");
	CHECK(lines[0]["text"] == "overcharge: WX1");
	CHECK(lines[0]["orderNumber"] == "WX1");
	CHECK(desk.host.value("SELECT COUNT(*) FROM fees_offset") == "0");
	desk.host.setNow(kNow + 30 * kDayMs);
	desk.post("/hr/01/2026-11/close", nullptr, std::to_string(month["version"].get<int>()));
	CHECK(desk.balance("person", "T7") == 0);
	desk.ledgerAddsUp();
}

TEST_CASE("FE-06 what an outsourced technician kept is offset at who settles for him", "[FE-06][FE-40]")
{
	FeeDesk desk;
	desk.prices();
	desk.order("1", {{"outsourced", 1}, {"provider_number", "P1"}, {"provider_name", "宏达安装队"}});
	desk.agree("1");
	desk.charge("1");
	desk.named("1", 14'000);
	const json item = desk.exception("1", "over_list");
	REQUIRE(item["differenceFen"] == 3'000);
	desk.post("/exceptions/" + item["id"].get<std::string>() + "/confiscate", {{"reason", "私吞"}},
	          std::to_string(item["version"].get<int>()));
	CHECK(desk.balance("provider", "P1") == -3'000);
	CHECK(desk.balance("person", "T7") == 0);
	CHECK(desk.host.value("SELECT payee || ' ' || type || ' ' || sum_fen || ' ' || state FROM fees_offset") ==
	      "P1 charge -3000 open");
	CHECK(desk.host.value("SELECT COUNT(*) FROM fees_hr_line") == "0");
	desk.ledgerAddsUp();
}

TEST_CASE("FE-06 what was confiscated by mistake is given back, and may be taken again", "[FE-06][SV-15]")
{
	Overcharged desk(13'000, 16'000);
	desk.post(desk.act("confiscate"), {{"reason", "私吞"}}, desk.version());
	REQUIRE(desk.balance("person", "T7") == -3'000);
	const auto sums = [&] {
		return desk.host.value("SELECT COUNT(*) || ' ' || SUM(sum_fen) FROM fees_hr_line WHERE person = 'T7'");
	};
	CHECK(sums() == "1 -3000");
	// The customer was misunderstood.
	desk.named("1", 16'000, "paid", true);
	CHECK(desk.exception("1", "over_list")["outcome"] == "gone");
	CHECK(desk.count("fees.overcharge.withdrawn") == 1);
	for (const char* account : {"person", "over_short"}) CHECK(desk.balance(account, "T7") == 0);
	CHECK(desk.balance("company", "confiscated") == 0);
	CHECK(desk.balance("customer", "work_order|1") == -13'000);
	CHECK(sums() == "2 0");
	// He was not.
	desk.named("1", 15'000);
	desk.post(desk.act("confiscate"), {{"reason", "私吞"}}, desk.version());
	CHECK(desk.refused(desk.act("confiscate"), {{"reason", "私吞"}}, desk.version()) == "fees.exception.confiscated");
	CHECK(desk.balance("person", "T7") == -2'000);
	CHECK(sums() == "3 -2000");
	desk.post(desk.act("close"), {{"reason", "另有约定"}, {"outcome", "mistake"}}, desk.version());
	CHECK(desk.balance("person", "T7") == 0);
	CHECK(sums() == "4 0");
	desk.ledgerAddsUp();
}

TEST_CASE("FE-06 what he handed in too much leaves nothing to take from his wage", "[FE-06]")
{
	Overcharged desk;
	desk.post(desk.act("confiscate"), {{"reason", "乱收费"}}, desk.version());
	CHECK(desk.host.value("SELECT COUNT(*) FROM fees_hr_line") == "0");
}

TEST_CASE("FE-10 parts used are parts charged", "[FE-10]")
{
	Overcharged desk(13'000, 13'000);
	CHECK(desk.open("1").empty());
	desk.used("1", "P1", 2, 1'800);
	const json item = desk.exception("1", "parts_differ");
	CHECK(item["state"] == "open");
	CHECK(item["facts"]["parts"][0]["used"] == 2);
	CHECK(item["facts"]["parts"][0]["charged"] == 1);
	desk.used("1", "P1", 1, 900);
	CHECK(desk.exception("1", "parts_differ")["outcome"] == "gone");
	desk.used("1", "P2", 1, 500);
	CHECK(desk.exception("1", "parts_differ")["state"] == "open");
	CHECK(desk.exception("1", "parts_differ")["facts"]["parts"][0]["code"] == "P2");
}

TEST_CASE("FE-07 claimed, approved by another, paid, charged by stated parts", "[FE-07]")
{
	FeeDesk desk;
	desk.prices();
	desk.order("1");
	const json liable = {{{"kind", "person"}, {"key", "T7"}, {"name", "赵师傅"}, {"parts", 2}},
	                     {{"kind", "provider"}, {"key", "W1"}, {"name", "外包"}, {"parts", 1}},
	                     {{"kind", "company"}, {"key", "01"}, {"name", "公司"}, {"parts", 1}}};
	json body = desk.with(
		"1",
		{{"what", "damage"}, {"caseId", "case-1"}, {"sumFen", 10'001}, {"liable", liable}, {"reason", "刮花地板"}});
	const json claim = desk.post("/compensations", body);
	CHECK(desk.post("/compensations", body)["number"] == claim["number"]);
	body["sumFen"] = 5;
	CHECK(desk.refused("/compensations", body) == "fees.id_taken");
	CHECK(claim["liable"][0]["shareFen"].get<int>() + claim["liable"][1]["shareFen"].get<int>() +
	          claim["liable"][2]["shareFen"].get<int>() ==
	      10'001);
	const std::string path = "/compensations/" + claim["id"].get<std::string>();
	desk.as("boss");
	desk.post(path + "/decide", {{"approve", true}, {"reason", "同意"}}, "1");
	desk.post(path + "/pay", json::object(), "2");
	CHECK(desk.balance("person", "T7") == -5'001);
	CHECK(desk.balance("provider", "W1") == -2'500);
	CHECK(desk.balance("company", "compensation") == 7'501);
	CHECK(desk.balance("cashier", "desk") == -10'001);
	CHECK(desk.lastPayload("fees.compensation.paid")["case"] == "case-1");
	// Whoever claims once more in bad faith or refuses: nothing moves.
	const json other =
		desk.post("/compensations",
	              desk.with("1", {{"what", "other"}, {"sumFen", 100}, {"liable", json::array()}, {"reason", "x"}}));
	desk.as("chief");
	CHECK(desk.post("/compensations/" + other["id"].get<std::string>() + "/decide",
	                {{"approve", false}, {"reason", "不实"}}, "1")["state"] == "refused");
	desk.ledgerAddsUp();
}

TEST_CASE("bad input is refused with its field and changes nothing", "[FE-04][FE-05][FE-07]")
{
	FeeDesk desk;
	desk.prices();
	desk.order("1");
	desk.agree("1");
	const auto line = [](json more) {
		json each = {{"what", "labour"}, {"name", "x"}, {"quantity", 1}, {"amountFen", 100}};
		each.update(more);
		return json::array({each});
	};
	const auto handIn = [&](json fen, const std::string& key = "1") {
		return json{{"id", desk.id()},
		            {"branch", "01"},
		            {"technician", "T7"},
		            {"orders", {{{"kind", "work_order"}, {"key", key}, {"countedFen", fen}}}}};
	};
	const auto claim = [&](json more) {
		json body = {{"what", "damage"}, {"sumFen", 100}, {"liable", json::array()}, {"reason", "x"}};
		body.update(more);
		return desk.with("1", body);
	};
	json twice = handIn(1);
	twice["orders"].push_back(twice["orders"][0]);
	json ahead = handIn(1);
	ahead["day"] = "2026-11-07";
	json nonsense = handIn(1);
	nonsense["day"] = "2026-02-31";
	struct Row
	{
		const char* path;
		json body;
		const char *code, *pointer;
	};
	const std::vector<Row> rows{
		{"/quotations", desk.with("1", {{"lines", line({{"amountFen", 0}})}}), "fees.amount.invalid",
	     "/lines/0/amountFen"},
		{"/quotations", desk.with("1", {{"lines", line({{"amountFen", -1}})}}), "fees.amount.invalid",
	     "/lines/0/amountFen"},
		{"/quotations", desk.with("1", {{"lines", line({{"amountFen", 100'000'001}})}}), "fees.amount.invalid",
	     "/lines/0/amountFen"},
		{"/quotations", desk.with("1", {{"lines", line({{"amountFen", 18'446'744'073'709'551'615ULL}})}}),
	     "fees.amount.invalid", "/lines/0/amountFen"},
		{"/quotations", desk.with("1", {{"lines", line({{"quantity", 0}})}}), "fees.quantity.invalid",
	     "/lines/0/quantity"},
		{"/quotations", desk.with("1", {{"lines", line({{"unitSize", -3}})}}), "fees.quantity.invalid",
	     "/lines/0/unitSize"},
		{"/quotations", desk.with("77", {{"lines", line(json::object())}}), "fees.order.not_found", ""},
		{"/receipts", desk.with("1", {{"method", "cash"}, {"day", "2026-11-07"}}), "fees.date.invalid", "/day"},
		{"/receipts", desk.with("1", {{"method", "cash"}, {"lines", line({{"amountFen", -5}})}}), "fees.amount.invalid",
	     "/lines/0/amountFen"},
		{"/cash/hand-ins", handIn(-1), "fees.count.invalid", "/orders/0/countedFen"},
		{"/cash/hand-ins", handIn(100'000'001), "fees.count.invalid", "/orders/0/countedFen"},
		{"/cash/hand-ins", handIn(1, "77"), "fees.order.not_found", "/orders/0/key"},
		{"/cash/hand-ins", twice, "fees.count.double_order", "/orders/1/key"},
		{"/cash/hand-ins", ahead, "fees.date.invalid", "/day"},
		{"/cash/hand-ins", nonsense, "fees.date.invalid", "/day"},
		{"/cash/hand-overs",
	     {{"id", desk.id()}, {"branch", "01"}, {"handIns", {"nothing"}}, {"countedFen", 1}},
	     "fees.hand_in.not_waiting",
	     "/handIns/0"},
		{"/cash/hand-overs",
	     {{"id", desk.id()}, {"branch", "01"}, {"handIns", {"nothing"}}, {"countedFen", -1}},
	     "fees.count.invalid",
	     "/countedFen"},
		{"/compensations", claim({{"sumFen", 0}}), "fees.sum.invalid", "/sumFen"},
		{"/compensations", claim({{"sumFen", -1}}), "fees.sum.invalid", "/sumFen"},
		{"/compensations", claim({{"sumFen", 100'000'001}}), "fees.sum.invalid", "/sumFen"},
		{"/compensations", claim({{"reason", "  "}}), "fees.text.invalid", "/reason"},
		{"/compensations", claim({{"liable", {{{"kind", "person"}, {"key", "T7"}, {"name", "x"}, {"parts", 0}}}}}),
	     "fees.compensation.parts_invalid", "/liable/0/parts"},
		{"/lists",
	     {{"id", desk.id()},
	      {"kind", "price"},
	      {"branchId", "*"},
	      {"name", "x"},
	      {"validFrom", "2026-02-30"},
	      {"rows", {FeeDesk::labour()}}},
	     "fees.list.period_invalid",
	     "/validFrom"},
		{"/lists",
	     {{"id", desk.id()},
	      {"kind", "price"},
	      {"branchId", "*"},
	      {"name", "x"},
	      {"validFrom", "2026-02-02"},
	      {"validTo", "2026-02-02"},
	      {"rows", {FeeDesk::labour()}}},
	     "fees.list.period_invalid",
	     "/validTo"},
		{"/lists",
	     {{"id", desk.id()},
	      {"kind", "price"},
	      {"branchId", "*"},
	      {"name", "x"},
	      {"validFrom", "2026-02-02"},
	      {"rows", json::array()}},
	     "fees.list.empty",
	     "/rows"}};
	const auto everything = [&] {
		return desk.host.value(
			"SELECT (SELECT COUNT(*) FROM fees_list) || ',' || (SELECT COUNT(*) FROM fees_quotation) || ',' || (SELECT "
			"COUNT(*) FROM fees_receipt) || ',' || (SELECT COUNT(*) FROM fees_count) || "
			"',' || (SELECT COUNT(*) FROM fees_compensation) || ',' || (SELECT COUNT(*) FROM fees_money_entry)");
	};
	const std::string before = everything();
	for (const auto& row : rows)
	{
		CAPTURE(row.path, row.body.dump());
		const auto answer = desk.host.call("POST", row.path, row.body);
		CHECK(answer.error.code == row.code);
		CHECK(answer.error.param("pointer") == row.pointer);
		CHECK(everything() == before);
	}
}
