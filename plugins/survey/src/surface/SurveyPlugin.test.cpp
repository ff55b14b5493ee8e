#include "surface/SurveyPlugin.hpp"

#include "MockHost.hpp"
#include "SourceDir.hpp"

#include <set>

#include <catch2/catch.hpp>

#include <fstream>

using erphost::mock::MockHost;
using nlohmann::json;

extern "C" const eh_plugin* erphost_plugin(void);

namespace {

constexpr std::int64_t kDay = 86'400'000;
constexpr std::int64_t kToday = 1'793'932'200'000; // Friday 2026-11-06 10:30 in Shanghai

/// The plugin in a host in memory, with orders as the ERP would bring them.
struct Department
{
	MockHost host{erphost::test::sourceDir() + "/plugins/survey"};

	explicit Department(const std::string& goLive = "2026-01-01")
	{
		for (const char* entity : {"work_order", "delivery", "sale", "branch", "earlier_callback"})
		{
			std::string file = erphost::test::sourceDir() + "/config/entities/";
			file.append(entity).append(".json");
			std::ifstream in(file);
			host.addEntity(json::parse(in));
		}
		host.setNow(kToday);
		host.setGoLive(goLive);
		host.putErpRow("branch", {{"branch_id", "01"}, {"erp_key", "01"}, {"name", "勉县"}});
		REQUIRE(host.start(erphost_plugin()));
	}

	void order(const std::string& key, json more = json::object())
	{
		json row = {{"branch_id", "01"},         {"erp_key", key},
		            {"number", "AZ" + key},      {"service_type", "install"},
		            {"service_mode", "on_site"}, {"product_type", "ac"},
		            {"customer_name", "王五"},   {"customer_phone", "1390000" + key},
		            {"status", "done"},          {"completed_at", kToday - 3'600'000}};
		row.update(more);
		host.putErpRow("work_order", row);
	}
	void settle() { REQUIRE(host.settle()); }
	json tasks(const std::string& query = "") { return host.call("GET", "/tasks" + query).body["items"]; }
	/// Records an answer for the only open task.
	MockHost::Answer record(const json& body)
	{
		const json task = tasks("?state=open").at(0);
		return host.call("POST", "/tasks/" + task["id"].get<std::string>() + "/attempts", body,
		                 std::to_string(task["version"].get<int>()));
	}
	json recordOf(const std::string& type)
	{
		for (const auto& record : host.records())
			if (record.type == type) return json::parse(record.payload);
		return nullptr;
	}
	bool happened(const std::string& type)
	{
		return std::any_of(host.events().begin(), host.events().end(),
		                   [&](const auto& event) { return event.type == type; });
	}
};

} // namespace

TEST_CASE("SV-01 on-site work is called back at once, all of it", "[SV-01]")
{
	Department department;
	for (int i = 1000; i < 1020; ++i) department.order(std::to_string(i));
	department.settle();
	CHECK(department.tasks().size() == 20);
	CHECK(department.tasks("?sort=number")[0]["number"] == "HF-勉县-20261106-0001");
}

TEST_CASE("SV-01 half of the carry-in repairs, drawn when their day is over and explained", "[SV-01]")
{
	Department department;
	for (int i = 1000; i < 1021; ++i) department.order(std::to_string(i), {{"service_mode", "carry_in"}});
	department.settle();
	CHECK(department.tasks().empty()); // the day is not over
	department.host.setNow(kToday + kDay);
	department.order("2000", {{"completed_at", kToday + kDay - 1000}}); // the ERP was read on the next day
	department.settle();
	const json drawn = department.tasks("?stage=carry_in");
	REQUIRE(drawn.size() == 11); // ceil(21 / 2)
	const json detail = department.host.call("GET", "/tasks/" + drawn[0]["id"].get<std::string>()).body;
	CHECK(detail["explanation"]["candidates"] == 21);
	CHECK(detail["explanation"]["taken"] == 11);
	CHECK_FALSE(detail["explanation"]["topUp"].get<bool>());

	// One more of that day arrives late: a top-up draw, logged; the half order drawn too much is made up for.
	department.order("1900", {{"service_mode", "carry_in"}});
	department.host.setNow(kToday + kDay + 60'000);
	department.settle();
	CHECK(department.tasks("?stage=carry_in").size() == 11);
	const json draws = department.host.call("GET", "/draws?date=2026-11-06").body["items"];
	REQUIRE(draws.size() == 2);
	CHECK(draws[0]["kind"] == "main");
	CHECK(draws[1]["kind"] == "top_up");
	CHECK(draws[1]["taken"] == 0);
}

TEST_CASE("SV-01 the same orders are drawn again in a new store", "[SV-01]")
{
	const auto run = [] {
		Department department;
		for (int i = 1000; i < 1200; ++i)
			department.order(std::to_string(i),
			                 {{"service_mode", "carry_in"}, {"completed_at", kToday - (i % 9 + 1) * kDay}});
		department.settle();
		department.host.setNow(kToday + 10'000); // the job of the draws is due again
		department.settle();
		std::set<std::string> orders;
		for (const auto& task : department.tasks("?limit=200")) orders.insert(task["orderNumber"]);
		return orders;
	};
	const auto first = run();
	CHECK(first.size() == 100);
	CHECK(first == run());
}

TEST_CASE("SV-16 what was finished before the go-live date makes no task", "[SV-16]")
{
	Department department("2026-11-06");
	department.order("1000", {{"completed_at", kToday - kDay}});
	department.order("1001");
	department.settle();
	REQUIRE(department.tasks().size() == 1);
	CHECK(department.tasks()[0]["orderKey"] == "1001");

	// The date is moved back: the earlier one comes in. Moved forward: what nobody has called yet goes.
	department.host.setGoLive("2026-11-01");
	department.host.setNow(kToday + 10'000);
	department.settle();
	CHECK(department.tasks("?state=open").size() == 2);
	department.host.setGoLive("2026-12-01");
	department.host.setNow(kToday + 20'000);
	department.settle();
	CHECK(department.tasks("?state=open").empty());
	CHECK(department.tasks("?state=cancelled").size() == 2);
}

TEST_CASE("SV-16 without a go-live date nothing happens", "[SV-16]")
{
	Department department("");
	department.order("1000");
	department.settle();
	CHECK(department.tasks().empty());
}

TEST_CASE("SV-03 due seven working days after the work, seven days for engineering customers", "[SV-03]")
{
	Department department;
	department.order("1000");
	department.order("1001", {{"customer_kind", "project"}});
	department.settle();
	const json tasks = department.tasks("?sort=number");
	CHECK(tasks[0]["dueOn"] == "2026-11-17"); // Friday the 6th: 9-13, 16, 17
	CHECK(tasks[1]["dueOn"] == "2026-11-13");
}

TEST_CASE("SV-12 an order has one task, however often the ERP sends it", "[SV-12]")
{
	Department department;
	department.order("1000");
	department.settle();
	department.order("1000", {{"customer_name", "赵六"}});
	department.settle();
	REQUIRE(department.tasks().size() == 1);
	CHECK(department.tasks()[0]["customerName"] == "赵六");
}

TEST_CASE("SV-12 an order that the ERP takes back is not called, and comes back with it", "[SV-12]")
{
	Department department;
	department.order("1000");
	department.settle();
	department.order("1000", {{"status", "dispatched"}});
	department.settle();
	CHECK(department.tasks("?state=open").empty());
	department.order("1000");
	department.settle();
	CHECK(department.tasks("?state=open").size() == 1);
	department.order("1000", {{"deleted", 1}});
	department.settle();
	CHECK(department.tasks("?state=open").empty());
}

TEST_CASE("SV-12 two clerks never call the same customer", "[SV-12]")
{
	Department department;
	department.order("1000", {{"customer_phone", "13912345678"}});
	department.order("1001", {{"customer_phone", "13912345678"}}); // the same customer's second unit
	department.order("1002");
	department.settle();
	auto& host = department.host;
	host.setCaller("anna", {{"callback_clerk", "*"}});
	const auto mine = host.call("POST", "/tasks/next", json::object());
	REQUIRE(mine.status == 200);
	CHECK(mine.body["lease"]["userId"] == "anna");

	host.setCaller("ben", {{"callback_clerk", "*"}});
	CHECK(host.call("POST", "/tasks/" + mine.body["id"].get<std::string>() + "/lease").error.code == "survey.leased");
	const auto his = host.call("POST", "/tasks/next", json::object());
	REQUIRE(his.status == 200);
	CHECK(his.body["phone"] != mine.body["phone"]);
	CHECK(host.call("POST", "/tasks/next", json::object()).body["id"] == his.body["id"]); // he has one already

	// The lease runs out.
	host.setNow(host.now() + 31 * 60'000);
	CHECK(host.call("POST", "/tasks/" + mine.body["id"].get<std::string>() + "/lease").status == 200);
}

TEST_CASE("SV-12 a clerk sees the branches that are his; others' tasks do not exist", "[SV-12]")
{
	Department department;
	department.order("1000");
	department.order("1001", {{"branch_id", "02"}});
	department.settle();
	const json other = department.tasks("?branch=02").at(0);
	department.host.setCaller("anna", {{"callback_clerk", "01"}});
	CHECK(department.tasks().size() == 1);
	CHECK(department.host.call("GET", "/tasks/" + other["id"].get<std::string>()).error.code ==
	      "survey.task.not_found");
}

TEST_CASE("SV-51 a content customer completes the order", "[SV-51][SV-50]")
{
	for (const char* level : {"very_satisfied", "satisfied", "average"})
	{
		Department department;
		department.order("1000");
		department.settle();
		const auto answer = department.record({{"disposition", "answered"}, {"level", level}});
		REQUIRE(answer.status == 200);
		CHECK(answer.body["state"] == "done");
		const json status = department.recordOf("callback_status");
		CHECK(status["callback_status"] == "called_back");
		CHECK(status["handling_status"] == "completed");
		CHECK(status["feedback"].is_null());
		CHECK(department.happened("survey.callback.recorded"));
		CHECK_FALSE(department.happened("survey.contact_sheet.requested"));
	}
}

TEST_CASE("SV-52 a dissatisfied customer notifies after-sales, with his words and a contact sheet", "[SV-52][SV-50]")
{
	for (const char* level : {"dissatisfied", "very_dissatisfied"})
	{
		Department department;
		department.order("1000");
		department.settle();
		CHECK(department.record({{"disposition", "answered"}, {"level", level}}).error.code == "survey.words.invalid");
		CHECK(department.record({{"disposition", "answered"}, {"level", level}, {"words", " \n"}}).error.code ==
		      "survey.words.invalid");
		CHECK(department.host.records().empty());
		const auto answer = department.record({{"disposition", "answered"}, {"level", level}, {"words", "空调漏水"}});
		REQUIRE(answer.status == 200);
		CHECK(answer.body["state"] == "after_sales");
		const json status = department.recordOf("callback_status");
		CHECK(status["handling_status"] == "after_sales_notified");
		CHECK(status["feedback"] == "空调漏水");
		CHECK(department.happened("survey.contact_sheet.requested"));
	}
}

TEST_CASE("SV-05 refused or not reached is planned again, then closed as not reachable", "[SV-05]")
{
	Department department;
	department.order("1000");
	department.settle();
	auto answer = department.record({{"disposition", "no_answer"}});
	REQUIRE(answer.body["state"] == "open");
	CHECK(answer.body["plannedAt"] == kToday + 4 * 3'600'000);                        // 14:30 on the same day
	CHECK(department.host.call("POST", "/tasks/next", json::object()).status == 204); // not before that
	department.host.setNow(kToday + 5 * 3'600'000);
	CHECK(department.host.call("POST", "/tasks/next", json::object()).status == 200);
	answer = department.record({{"disposition", "refused"}, {"plannedAt", kToday + kDay}});
	CHECK(answer.body["plannedAt"] == kToday + kDay);
	department.host.setNow(kToday + kDay);
	answer = department.record({{"disposition", "busy"}});
	CHECK(answer.body["state"] == "not_reachable");
	CHECK(department.happened("survey.callback.not_reached"));
	CHECK(department.host.records().empty());
	const json figures = department.host.call("GET", "/indicators?month=2026-11").body;
	CHECK(figures["total"]["answered"] == 0);
	CHECK(figures["total"]["notReached"] == 2);
	CHECK(figures["total"]["refused"] == 1);
	CHECK(figures["total"]["rate"]["value"].is_null());
}

TEST_CASE("SV-12 an answer to a task that has changed is refused, and nothing happens", "[SV-12]")
{
	Department department;
	department.order("1000");
	department.settle();
	const std::string path = "/tasks/" + department.tasks()[0]["id"].get<std::string>() + "/attempts";
	const json body = {{"disposition", "answered"}, {"level", "satisfied"}};
	CHECK(department.host.call("POST", path, body, "77").error.code == "survey.task.stale");
	CHECK(department.host.call("POST", path, body).error.code == "request.match_required");
	CHECK(department.host.records().empty());
	REQUIRE(department.host.call("POST", path, body, "1").status == 200);
	CHECK(department.host.call("POST", path, body, "2").error.code == "survey.task_closed");
	CHECK(department.host.value("SELECT COUNT(*) FROM survey_attempt") == "1");
}

TEST_CASE("SV-54 satisfaction by branch and month, average counted as content", "[SV-54]")
{
	Department department;
	const std::vector<std::string> levels{"very_satisfied", "satisfied", "average", "average", "dissatisfied"};
	for (std::size_t i = 0; i < levels.size(); ++i)
	{
		department.order(std::to_string(1000 + i));
		department.settle();
		REQUIRE(department.record({{"disposition", "answered"}, {"level", levels[i]}, {"words", "x"}}).status == 200);
	}
	const json figures = department.host.call("GET", "/indicators?month=2026-11&by=branch").body;
	REQUIRE(figures["items"].size() == 1);
	CHECK(figures["items"][0]["name"] == "勉县");
	CHECK(figures["items"][0]["rate"]["numerator"] == 4);
	CHECK(figures["items"][0]["rate"]["denominator"] == 5);
	CHECK(department.host.call("GET", "/indicators?month=2026-10").body["items"].empty());
}

TEST_CASE("the list is filtered, sorted and paged without losing or repeating a row")
{
	Department department;
	for (int i = 1000; i < 1057; ++i) department.order(std::to_string(i), {{"completed_at", kToday - (i % 5) * kDay}});
	department.settle();
	for (const char* sort : {"dueOn", "-dueOn", "number", "-number", "completedAt", "-completedAt"})
	{
		std::set<std::string> seen;
		std::string cursor;
		int pages = 0;
		do
		{
			const auto page = department.host.call("GET", std::string("/tasks?limit=10&sort=") + sort +
			                                                  (cursor.empty() ? "" : "&cursor=" + cursor));
			REQUIRE(page.status == 200);
			CHECK(page.body["total"] == 57);
			for (const auto& task : page.body["items"]) CHECK(seen.insert(task["id"]).second);
			cursor = page.body["next"].is_null() ? "" : page.body["next"].get<std::string>();
			REQUIRE(++pages < 10);
		} while (!cursor.empty());
		CHECK(seen.size() == 57);
	}
	CHECK(department.tasks("?search=13900001003").size() == 1);
	CHECK(department.host.call("GET", "/tasks?cursor=nonsense").error.code == "cursor.invalid");
	CHECK(department.host.call("GET", "/counters").body["open"] == 57);
}

TEST_CASE("a list longer than a thousand is not counted to its end", "[SV-12]")
{
	Department department;
	department.order("1000");
	department.settle();
	const auto copies = [&](int first, int last) {
		const std::string columns = department.host.value("SELECT GROUP_CONCAT(CASE WHEN name IN ('id', 'number', "
		                                                  "'erp_key') THEN '''C'' || n.i' ELSE 't.' || name END, ', ') "
		                                                  "FROM pragma_table_info('survey_task')");
		department.host.value("INSERT INTO survey_task WITH RECURSIVE n (i) AS (SELECT " + std::to_string(first) +
		                      " UNION ALL SELECT i + 1 FROM n WHERE i < " + std::to_string(last) + ") SELECT " +
		                      columns + " FROM n JOIN (SELECT * FROM survey_task LIMIT 1) t");
	};
	copies(2, 1'000);
	CHECK(department.host.call("GET", "/tasks?limit=1").body["total"] == 1'000);
	copies(1'001, 1'001);
	for (const char* state : {"", "&state=open"})
	{
		const auto page = department.host.call("GET", std::string("/tasks?limit=1") + state);
		CHECK(page.body["total"].is_null());
		CHECK(page.body["next"].is_string());
	}
	CHECK(department.host.call("GET", "/tasks?state=done").body["total"] == 0);
}
