#include "ImportDesk.hpp"
#include "surface/Desk.test.hpp"

#include <map>

using namespace complaints::testing;
using erphost::test::ImportDesk;

namespace {

json good(int number)
{
	return {{"oldNumber", "T" + std::to_string(number)},
	        {"branch", "勉县分公司"},
	        {"customer", "客户" + std::to_string(number)},
	        {"phone", "139" + std::to_string(10'000'000 + number)},
	        {"receivedOn", "2026-10-" + std::string(number % 28 < 9 ? "0" : "") + std::to_string(number % 28 + 1)},
	        {"kind", "售后"},
	        {"subKind", "B"},
	        {"words", "空调漏水 " + std::to_string(number)},
	        {"state", "未结"},
	        {"step", "已核实"}};
}

json with(json row, json more)
{
	row.update(more);
	return row;
}

struct ImportTest : Desk
{
	ImportDesk file{host};

	ImportTest()
	{
		host.putErpRow("branch", {{"branch_id", "02"}, {"erp_key", "02"}, {"name", "城固"}});
		host.setCaller("luo", {{"service_manager", "*"}});
	}
	std::int64_t number(const std::string& sql) { return std::stoll(host.value(sql)); }
	std::int64_t imported() { return number("SELECT COUNT(*) FROM complaints_case WHERE origin = 'import'"); }
	std::int64_t standing()
	{
		return number("SELECT COUNT(*) FROM complaints_case WHERE origin = 'import' AND state <> 'voided'");
	}
};

} // namespace

TEST_CASE(
	"an import of 5,000 lines shows its 50 planted errors by row and column, imports nothing until they are mended "
	"or left out, and is undone as a whole",
	"[SV-16]")
{
	ImportTest desk;
	desk.order("1000");
	const json known = desk.take("1000", {{"words", "不制冷"}});
	constexpr int kLines = 5'000;
	std::vector<json> rows;
	for (int i = 0; i < kLines; ++i) rows.push_back(good(i));
	// Row of the sheet = index + 2: the headings stand in row 1.
	std::map<int, std::string> planted;
	const auto plant = [&](int first, const std::string& column, const std::string& code, const json& cells) {
		for (int i = 0; i < 5; ++i)
		{
			const int at = first + i * 911;
			rows[static_cast<std::size_t>(at)].update(cells);
			planted[at + 2] = std::to_string(at + 2) + ":" + column + ":" + code;
		}
	};
	plant(3, "words", "missing", {{"words", " 　"}});
	plant(40, "receivedOn", "not_a_day", {{"receivedOn", "2026-02-30"}});
	plant(77, "receivedOn", "day_ahead", {{"receivedOn", "2026年11月7日"}});
	plant(101, "phone", "complaints.phone_odd", {{"phone", "12345"}});
	plant(150, "kind", "not_a_choice", {{"kind", "财务"}, {"subKind", ""}});
	plant(202, "branch", "branch_unknown", {{"branch", "西安"}});
	plant(260, "state", "complaints.not_open", {{"state", "已结案"}});
	plant(333, "order", "complaints.order_unknown", {{"order", "AZ404"}});
	plant(404, "cause", "complaints.cause_missing", {{"step", "方案落实"}});
	for (int i = 0; i < 4; ++i)
	{
		const int at = 500 + i * 911; // the double of the line before
		rows[static_cast<std::size_t>(at)]["oldNumber"] = rows[static_cast<std::size_t>(at - 1)]["oldNumber"];
		planted[at + 2] = std::to_string(at + 2) + "::double_in_file";
	}
	rows[4'900].update({{"order", "AZ1000"}, {"receivedOn", "2026-11-06"}});
	planted[4'902] = "4902::complaints.there_already";
	REQUIRE(planted.size() == 50);

	desk.file.begin("cases");
	desk.file.send(rows);
	std::vector<std::string> expected;
	for (const auto& [row, problem] : planted) expected.push_back(problem);
	CHECK(desk.file.problems() == expected);
	CHECK(desk.file.count("lines") == kLines);
	CHECK(desk.file.count("wrong") == 50);

	// Nothing is imported.
	CHECK(desk.file.post("apply").error.code == "import.has_errors");
	CHECK(desk.imported() == 0);

	// Half are mended, half left out by choice.
	json leftOut = json::array();
	int turn = 0;
	for (const auto& [row, problem] : planted)
	{
		const auto cells = good(100'000 + row);
		if (++turn % 2) ImportDesk::ok(desk.file.mend(row, cells));
		else leftOut.push_back(row);
	}
	CHECK(desk.file.count("wrong") == 25);
	CHECK(desk.file.post("apply").error.code == "import.has_errors");
	CHECK(desk.imported() == 0);
	ImportDesk::ok(desk.file.post("leave-out", {{"rows", leftOut}, {"reason", "电话里已经说清楚"}}));
	CHECK(desk.file.problems().empty());
	CHECK(desk.file.lines("left_out").at(0)["reason"] == "电话里已经说清楚");

	REQUIRE(desk.file.apply() == "applied");
	CHECK(desk.imported() == kLines - 25);
	CHECK(desk.standing() == kLines - 25);
	CHECK(desk.file.count("done") == kLines - 25);
	CHECK(desk.count("complaints.case.opened") == kLines - 25 + 1);
	CHECK(desk.number("SELECT COUNT(DISTINCT record_id) FROM complaints_import_line WHERE state = 'done'") ==
	      kLines - 25);

	// As a whole, back again: every case of it is void, what was there stands.
	REQUIRE(desk.file.undo() == "undone");
	CHECK(desk.standing() == 0);
	CHECK(desk.file.count("undone") == kLines - 25);
	CHECK(desk.read(known["id"])["state"] == "open");
	CHECK(desk.number("SELECT COUNT(*) FROM complaints_clock WHERE case_id <> '" + known["id"].get<std::string>() +
	                  "' AND state = 'running'") == 0);
}

TEST_CASE(
	"an imported complaint is worked on here: as far as it was, with its order, and late for nothing before go-live",
	"[SV-16][CP-09][CP-02]")
{
	ImportTest desk;
	desk.order("1000", {{"technician_name", "赵师傅"}});
	desk.file.begin("cases");
	desk.file.send({with(
		good(1),
		{{"order", "AZ1000"}, {"branch", ""}, {"step", "商定方案"}, {"cause", "安装不规范"}, {"class", "二级"}})});
	REQUIRE(desk.file.problems().empty());
	REQUIRE(desk.file.apply() == "applied");
	const json item = desk.read(desk.file.lines("done").at(0)["recordId"]);
	CHECK(item["step"] == "solution");
	CHECK(item["cause"] == "installation");
	CHECK(item["class"] == 2);
	CHECK(item["orderNumber"] == "AZ1000");
	CHECK(item["owner"]["id"] == "luo");
	CHECK(desk.host.value("SELECT month FROM complaints_case WHERE origin = 'import'") == "2026-10");
	CHECK(item["history"][0]["at"].get<std::int64_t>() < kToday - 20 * kDay);
	// The first answer is due from the import on, though it came in a month ago.
	CHECK(desk.number("SELECT MIN(started_at) FROM complaints_clock WHERE case_id = '" + item["id"].get<std::string>() +
	                  "'") >= kToday);
	CHECK(desk.step(item["id"], "carried_out").error.code == "complaints.path_incomplete");
	// Names and numbers are in the case, not in the batch any more.
	CHECK_FALSE(desk.file.lines("done").at(0)["cells"].contains("phone"));
	CHECK_FALSE(desk.file.lines("done").at(0)["cells"].contains("words"));
	CHECK(desk.file.lines("done").at(0)["cells"]["oldNumber"] == "T1");
}

TEST_CASE("what was built on is not taken back: the import says which lines and stays whole", "[SV-16]")
{
	ImportTest desk;
	desk.file.begin("cases");
	desk.file.send({good(1), good(2), good(3)});
	REQUIRE(desk.file.apply() == "applied");
	const std::string worked = desk.file.lines("done").at(1)["recordId"];
	REQUIRE(desk.step(worked, "cause").status == 200);
	CHECK(desk.file.undo() == "applied");
	CHECK(desk.file.problems() == std::vector<std::string>{"3::complaints.case_worked_on"});
	CHECK(desk.standing() == 3);
	CHECK(desk.file.count("blocked") == 1);
}

TEST_CASE("the same file twice: its lines are known", "[SV-16]")
{
	ImportTest desk;
	desk.file.begin("cases");
	desk.file.send({good(1), good(2)});
	ImportDesk second{desk.host, "import-2"};
	second.begin("cases", "再来一次.xlsx");
	second.send({good(1), good(9)});
	CHECK(second.problems().empty()); // neither is imported yet
	REQUIRE(desk.file.apply() == "applied");
	CHECK(second.problems() == std::vector<std::string>{"2::imported_before"});
	CHECK(second.post("apply").error.code == "import.has_errors");
	// Taken back, they can come again.
	REQUIRE(desk.file.undo() == "undone");
	REQUIRE(second.apply() == "applied");
	CHECK(desk.standing() == 2);
}

TEST_CASE("two files with the same lines set off together: one is imported, the other is a draft again", "[SV-16]")
{
	ImportTest desk;
	ImportDesk second{desk.host, "import-2"};
	for (ImportDesk* each : {&desk.file, &second})
	{
		each->begin("cases", each->id + ".xlsx");
		std::vector<json> rows;
		for (int i = 0; i < 300; ++i) rows.push_back(good(i));
		each->send(rows);
		ImportDesk::ok(each->post("apply"));
	}
	desk.file.settle();
	CHECK(desk.file.state() == "applied");
	CHECK(second.state() == "draft");
	CHECK(second.count("wrong") == 300);
	CHECK(desk.standing() == 300);
}

TEST_CASE("a stop in the middle of an import leaves whole pieces and goes on where it was", "[SV-16]")
{
	ImportTest desk;
	std::vector<json> rows;
	for (int i = 0; i < 300; ++i) rows.push_back(good(i));
	desk.file.begin("cases");
	desk.file.send(rows);
	// The store refuses the 151st case, as a full disk would: the piece in which it lies is not written at all.
	desk.host.value("CREATE TRIGGER full BEFORE INSERT ON complaints_case WHEN NEW.words = '空调漏水 150' BEGIN SELECT "
	                "RAISE(ABORT, 'full'); END");
	ImportDesk::ok(desk.file.post("apply"));
	desk.host.setNow(desk.host.now() + 5'000);
	REQUIRE_FALSE(desk.host.settle());
	CHECK(desk.file.state() == "applying");
	CHECK(desk.imported() == 120); // pieces of 40
	CHECK(desk.number("SELECT COUNT(*) FROM complaints_import_line WHERE state = 'done'") == 120);
	REQUIRE_FALSE(desk.host.settle());
	CHECK(desk.imported() == 120);
	desk.host.value("DROP TRIGGER full");
	desk.file.settle();
	CHECK(desk.file.state() == "applied");
	CHECK(desk.imported() == 300);
	CHECK(desk.standing() == 300);
	CHECK(desk.number("SELECT COUNT(DISTINCT words) FROM complaints_case") == 300);

	// The same on the way back.
	desk.host.value("CREATE TRIGGER full BEFORE UPDATE ON complaints_case WHEN NEW.words = '空调漏水 150' BEGIN SELECT "
	                "RAISE(ABORT, 'full'); END");
	ImportDesk::ok(desk.file.post("undo", {{"reason", "导错"}}));
	desk.host.setNow(desk.host.now() + 5'000);
	REQUIRE_FALSE(desk.host.settle());
	CHECK(desk.standing() == 180);
	desk.host.value("DROP TRIGGER full");
	desk.file.settle();
	CHECK(desk.file.state() == "undone");
	CHECK(desk.standing() == 0);
}

TEST_CASE("a line that turns wrong while others are written takes all back to a draft", "[SV-16]")
{
	ImportTest desk;
	std::vector<json> rows;
	for (int i = 0; i < 100; ++i) rows.push_back(good(i));
	desk.file.begin("cases");
	desk.file.send(rows);
	desk.host.value("CREATE TRIGGER full BEFORE INSERT ON complaints_case WHEN NEW.words = '空调漏水 50' BEGIN SELECT "
	                "RAISE(ABORT, 'full'); END");
	ImportDesk::ok(desk.file.post("apply"));
	desk.host.setNow(desk.host.now() + 5'000);
	REQUIRE_FALSE(desk.host.settle());
	REQUIRE(desk.standing() == 40);
	desk.host.value("DROP TRIGGER full");
	// Somebody else takes the customer's complaint of row 92 in the meantime.
	desk.host.setCaller("anna", {{"callback_clerk", "*"}});
	ImportDesk::ok(desk.host.call("POST", "/cases",
	                              {{"source", "phone"},
	                               {"branchId", "01"},
	                               {"complaintKind", "after_sales"},
	                               {"words", "又漏水"},
	                               {"phone", "13910000090"}}));
	desk.host.value("UPDATE complaints_case SET received_at = received_at - 86400000 * 30 WHERE words = '又漏水'");
	const std::string day = desk.host.value(
		"SELECT date(received_at / 1000 + 28800, 'unixepoch') FROM complaints_case WHERE words = '又漏水'");
	desk.host.value(
		"UPDATE complaints_import_line SET cells = replace(cells, '\"receivedOn\":\"2026-10-07\"', '\"receivedOn\":\"" +
		day + "\"') WHERE sheet_row = 92");
	desk.host.setCaller("luo", {{"service_manager", "*"}});
	desk.file.settle();
	CHECK(desk.file.state() == "draft");
	CHECK(desk.standing() == 0);
	CHECK(desk.file.problems() == std::vector<std::string>{"92::complaints.there_already"});
	ImportDesk::ok(desk.file.post("leave-out", {{"rows", {92}}, {"reason", "已另行登记"}}));
	REQUIRE(desk.file.apply() == "applied");
	CHECK(desk.standing() == 99);
}

TEST_CASE("an import is its maker's: for his branches, in its version, and only as a draft", "[SV-16]")
{
	ImportTest desk;
	desk.host.setCaller("wang", {{"branch_manager", "02"}});
	desk.file.begin("cases");
	desk.file.send({good(1), with(good(2), {{"branch", "城固"}})});
	CHECK(desk.file.problems() == std::vector<std::string>{"2:branch:branch_not_yours"});
	// Nobody of another branch sees it; whoever may import for all does.
	desk.host.setCaller("gao", {{"branch_manager", "01"}});
	CHECK(desk.host.call("GET", "/imports/import-1").error.code == "import.not_found");
	CHECK(desk.host.call("GET", "/imports").body["items"].empty());
	desk.host.setCaller("luo", {{"service_manager", "*"}});
	CHECK(desk.host.call("GET", "/imports").body["items"].size() == 1);
	CHECK(desk.host.call("POST", "/imports/import-1/apply", nullptr).error.code == "request.match_required");
	CHECK(desk.host.call("POST", "/imports/import-1/apply", nullptr, "1").error.code == "import.stale");
	CHECK(desk.file.post("undo", {{"reason", "没有导入"}}).error.code == "import.wrong_state");
	CHECK(desk.file.mend(7, good(1)).error.code == "import.line_not_found");
	ImportDesk::ok(desk.file.post("drop"));
	CHECK(desk.file.state() == "dropped");
	CHECK(desk.number("SELECT COUNT(*) FROM complaints_import_line") == 0);
	CHECK(desk.file.post("apply").error.code == "import.wrong_state");
}

TEST_CASE("the sample sheet of open complaints can be imported as it is", "[SV-16]")
{
	ImportTest desk;
	desk.host.setNow(kToday + 30 * kDay);
	const json kinds = ImportDesk::ok(desk.host.call("GET", "/imports/kinds"));
	desk.file.begin("cases");
	desk.file.send(erphost::test::sampleRows(kinds, "cases", "complaints/samples/open-complaints.csv"));
	CHECK(desk.file.problems().empty());
	CHECK(desk.file.apply() == "applied");
}
