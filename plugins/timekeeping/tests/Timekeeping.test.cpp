#include "store/TimekeepingSql.hpp"

#include <MockHost.hpp>

#include <catch2/catch.hpp>

#include <algorithm>

using erphost::mock::MockHost;
using nlohmann::json;

extern "C" const eh_plugin* erphost_plugin(void);

namespace {

constexpr std::int64_t kMinute = 60'000, kHour = 60 * kMinute, kDay = 24 * kHour;
/// Monday, 2 November 2026, 00:00 in Shanghai.
constexpr std::int64_t kMonday = 1'793'548'800'000;

/// A branch with two people: S1, a clerk of three years, and S2, a manager of one.
struct Office
{
	MockHost host{PLUGIN_FOLDER};

	Office()
	{
		host.addEntities(ENTITIES, {"employee"});
		host.addEntities(PLUGIN_FOLDER "/entities", {"attendance"});
		host.setGoLive("2026-11-02");
		host.setNow(kMonday);
		host.putErpRow("employee", {{"branch_id", "01"},
		                            {"erp_key", "S1"},
		                            {"number", "S1"},
		                            {"name", "张三"},
		                            {"position", "店员"},
		                            {"hired_on", "2023-05-01"},
		                            {"active", 1}});
		host.putErpRow("employee", {{"branch_id", "01"},
		                            {"erp_key", "S2"},
		                            {"number", "S2"},
		                            {"name", "李四"},
		                            {"position", "店经理"},
		                            {"hired_on", "2025-11-01"},
		                            {"active", 1}});
		REQUIRE(host.start(erphost_plugin()));
	}

	/// An entry; `late` and `early` against 08:30 and 18:00.
	void entry(const std::string& who, int day, std::int64_t late, std::int64_t early, const std::string& signedBy = {})
	{
		const std::int64_t midnight = kMonday + day * kDay;
		host.putErpRow("attendance", {{"branch_id", "01"},
		                              {"erp_key", who + std::to_string(day)},
		                              {"entry", who + std::to_string(day)},
		                              {"employee", who},
		                              {"on_date", dateOf(day)},
		                              {"came_at", midnight + 8 * kHour + 30 * kMinute + late},
		                              {"left_at", midnight + 18 * kHour - early},
		                              {"signed_by", signedBy}});
	}
	static std::string dateOf(int day)
	{
		return "2026-11-" + std::string(day < 8 ? "0" : "") + std::to_string(day + 2);
	}
	std::string verdict(const std::string& who, int day) const
	{
		return host.value("SELECT verdict FROM timekeeping_day WHERE employee = '" + who + "' AND on_date = '" +
		                  dateOf(day) + "'");
	}
	/// Everything of the days before is read, and gone through.
	void toDay(int day)
	{
		host.setNow(kMonday + day * kDay + 9 * kHour);
		host.putErpRow("attendance", {{"branch_id", "99"},
		                              {"erp_key", "tick" + std::to_string(day)},
		                              {"entry", "t"},
		                              {"on_date", nullptr},
		                              {"employee", nullptr}});
		REQUIRE(host.settle());
	}
	json line(const std::string& who)
	{
		const auto list = host.call("GET", "/lines?month=2026-11");
		REQUIRE(list.status == 200);
		for (const auto& one : list.body["items"])
			if (one["employee"] == who) return one;
		return {};
	}
	MockHost::Answer ask(const std::string& who, const std::string& kind, int from, int to, int hours)
	{
		return host.call(
			"POST", "/leaves",
			{{"employee", who}, {"kind", kind}, {"from", dateOf(from)}, {"to", dateOf(to)}, {"hours", hours}});
	}
};

} // namespace

TEST_CASE("HR-01 an entry of the ERP becomes a verdict, and a corrected entry another one", "[HR-01]")
{
	Office office;
	office.toDay(0);
	office.entry("S1", 0, 0, 0);
	office.entry("S2", 0, 6 * kMinute, 0);
	REQUIRE(office.host.settle());
	CHECK(office.verdict("S1", 0) == "present");
	CHECK(office.verdict("S2", 0) == "late");
	CHECK(office.host.call("GET", "/days?verdict=late").body["items"][0]["fineFen"] == 1000);

	office.entry("S2", 0, 40 * kMinute, 0);
	REQUIRE(office.host.settle());
	CHECK(office.verdict("S2", 0) == "leave_due");
	office.entry("S2", 0, 61 * kMinute, 0);
	REQUIRE(office.host.settle());
	CHECK(office.verdict("S2", 0) == "absent");
	CHECK(office.host.value("SELECT COUNT(*) FROM timekeeping_day") == "2");
}

TEST_CASE("HR-01 who has not left yet is not early; who never signed out is, once the day is over", "[HR-01]")
{
	Office office;
	office.toDay(0);
	office.host.putErpRow("attendance", {{"branch_id", "01"},
	                                     {"erp_key", "S10"},
	                                     {"entry", "S10"},
	                                     {"employee", "S1"},
	                                     {"on_date", "2026-11-02"},
	                                     {"came_at", kMonday + 8 * kHour},
	                                     {"left_at", nullptr}});
	REQUIRE(office.host.settle());
	CHECK(office.verdict("S1", 0) == "present");
	office.toDay(1);
	CHECK(office.verdict("S1", 0) == "absent");
}

TEST_CASE("HR-01 a rule that changes does not change the days before its date", "[HR-01]")
{
	Office office;
	office.host.setSetting("lateness", {{{"upToMinutes", 60}, {"fen", 700}}});
	office.entry("S1", 0, 20 * kMinute, 0);
	office.host.setNow(kMonday + kDay);
	REQUIRE(office.host.settle());
	CHECK(office.host.value("SELECT fine_fen FROM timekeeping_day WHERE employee = 'S1'") == "700");
}

TEST_CASE("HR-02 who has no entry is absent once the day was read after its end, and not before", "[HR-02]")
{
	Office office;
	office.entry("S1", 0, 0, 0);
	REQUIRE(office.host.settle());
	office.host.setNow(kMonday + 3 * kDay); // the ERP has been away since Monday
	REQUIRE(office.host.settle());
	CHECK(office.verdict("S2", 0).empty());
	office.toDay(3);
	CHECK(office.verdict("S2", 0) == "absent");
	CHECK(office.verdict("S1", 0) == "present");
	CHECK(office.verdict("S1", 2) == "absent");
	CHECK(office.verdict("S1", 3).empty());

	office.entry("S2", 0, 0, 0); // typed in late: no absence any more
	REQUIRE(office.host.settle());
	CHECK(office.verdict("S2", 0) == "present");
}

TEST_CASE("HR-02 a person without a number in the ERP, or there twice, keeps nobody else from being judged", "[HR-02]")
{
	Office office;
	office.host.putErpRow("employee", {{"branch_id", "01"}, {"erp_key", "none"}, {"number", nullptr}, {"active", 1}});
	office.host.putErpRow("employee", {{"branch_id", "01"}, {"erp_key", "twice"}, {"number", "S1"}, {"active", 1}});
	office.toDay(1);
	CHECK(office.verdict("S1", 0) == "absent");
	CHECK(office.verdict("S2", 0) == "absent");
	CHECK(office.host.value("SELECT COUNT(*) FROM timekeeping_day") == "2");
}

TEST_CASE("HR-02 nobody is absent on a day off, and an entry that the ERP takes back is none", "[HR-02]")
{
	Office office;
	office.host.setDay("2026-11-03", false);
	office.entry("S1", 0, 0, 0);
	office.toDay(2);
	CHECK(office.verdict("S1", 1).empty());
	CHECK(office.verdict("S1", 0) == "present");
	office.host.putErpRow(
		"attendance",
		{{"branch_id", "01"}, {"erp_key", "S10"}, {"employee", "S1"}, {"on_date", "2026-11-02"}, {"deleted", 1}});
	REQUIRE(office.host.settle());
	CHECK(office.verdict("S1", 0) == "absent");
}

TEST_CASE("HR-03 both pay: the absentee is absent, who signed is fined more the second time", "[HR-03]")
{
	Office office;
	office.entry("S1", 0, 0, 0, "S2");
	office.entry("S1", 1, 0, 0, "S2");
	office.entry("S2", 0, 0, 0, "S2"); // his own
	office.entry("S2", 1, 0, 0);
	office.toDay(2);
	CHECK(office.verdict("S1", 0) == "signed_by_other");
	CHECK(office.verdict("S2", 0) == "present");
	CHECK(office.line("S2")["proxyFen"] == 30000);
	CHECK(office.line("S1")["absent"] == 2);
	CHECK(office.line("S1")["wagePercent"] == 600);
}

TEST_CASE("HR-04 leave goes to whoever decides on so many days, and he alone decides", "[HR-04]")
{
	Office office;
	CHECK(office.ask("S1", "unpaid", 0, 0, 4).body["approver"] == "superior");
	CHECK(office.ask("S1", "unpaid", 1, 3, 24).body["approver"] == "branch_manager");
	CHECK(office.ask("S1", "unpaid", 4, 9, 48).body["approver"] == "head_office");

	office.host.setCaller("u2", {{"hr", "*"}});
	CHECK(office.host.call("POST", "/leaves/2/approve", json::object()).error.code == "timekeeping.leave.forbidden");
	CHECK(office.host.call("POST", "/leaves/1/approve", json::object()).status == 200);
	office.host.setCaller("u3", {{"branch_manager", "02"}});
	CHECK(office.host.call("POST", "/leaves/2/approve", json::object()).error.code == "timekeeping.leave.not_found");
	office.host.setCaller("u4", {{"branch_manager", "01"}});
	CHECK(office.host.call("POST", "/leaves/2/approve", json::object()).status == 200);
	CHECK(office.host.call("POST", "/leaves/2/refuse", json::object()).error.code == "timekeeping.leave.decided");
	CHECK(office.host.call("POST", "/leaves/3/approve", json::object()).error.code == "timekeeping.leave.forbidden");
	office.host.setCaller("u5", {{"executive", "*"}});
	CHECK(office.host.call("POST", "/leaves/3/approve", json::object()).status == 200);
}

TEST_CASE("HR-04 three days of rest a month and no more; HR-06 annual leave from two years on", "[HR-04][HR-06]")
{
	Office office;
	CHECK(office.ask("S1", "rest", 0, 1, 16).status == 201);
	CHECK(office.ask("S1", "rest", 2, 3, 16).error.code == "timekeeping.leave.entitlement");
	CHECK(office.ask("S1", "rest", 2, 2, 8).status == 201);
	CHECK(office.ask("S1", "annual", 7, 11, 40).status == 201);
	CHECK(office.ask("S1", "annual", 14, 16, 24).error.code == "timekeeping.leave.entitlement");
	CHECK(office.ask("S1", "annual", 14, 15, 16).status == 201);
	CHECK(office.ask("S2", "annual", 7, 7, 8).error.code == "timekeeping.leave.entitlement");
	CHECK(office.ask("S2", "paternity", 7, 9, 24).status == 201);
}

TEST_CASE("Leave that does not fit is refused, names its field and changes nothing", "[HR-04]")
{
	Office office;
	const auto refused = [&](json body, const char* code, const char* field) {
		const auto answer = office.host.call("POST", "/leaves", body);
		CHECK(answer.error.code == code);
		CHECK(answer.error.param("field") == field);
	};
	const json good = {
		{"employee", "S1"}, {"kind", "unpaid"}, {"from", "2026-11-03"}, {"to", "2026-11-04"}, {"hours", 16}};
	const auto with = [&](const char* name, json value) {
		json body = good;
		body[name] = std::move(value);
		return body;
	};
	refused(with("employee", "S9"), "timekeeping.employee.not_found", "employee");
	refused(with("from", "2026-02-30"), "timekeeping.date.invalid", "from");
	refused(with("to", "2026-11-02"), "timekeeping.leave.days", "to");
	refused(with("to", "2028-11-02"), "timekeeping.leave.days", "to");
	refused(with("hours", 17), "timekeeping.leave.hours", "hours");
	refused(with("hours", 8), "timekeeping.leave.hours", "hours");
	office.host.setCaller("u3", {{"branch_manager", "02"}});
	refused(good, "timekeeping.employee.not_found", "employee");
	CHECK(office.host.value("SELECT COUNT(*) FROM timekeeping_leave") == "0");
	office.host.setCaller("u1", {{"admin", "*"}});
	CHECK(office.host.call("POST", "/leaves", good).status == 201);
	refused(good, "timekeeping.leave.overlaps", "from");
}

TEST_CASE("HR-05 leave of a manager costs his rates", "[HR-05]")
{
	Office office;
	CHECK(office.ask("S1", "unpaid", 0, 0, 8).status == 201);
	CHECK(office.ask("S2", "sick", 0, 1, 16).status == 201);
	CHECK(office.line("S1")["leaveFen"] == 0); // asked is not approved
	for (const char* id : {"1", "2"})
		CHECK(office.host.call("POST", std::string("/leaves/") + id + "/approve", json::object()).status == 200);
	CHECK(office.line("S1")["leaveFen"] == 4000);
	CHECK(office.line("S2")["leaveFen"] == 6000);
}

TEST_CASE("A month is closed once, when it is over and read; its list goes to the ERP and stays as it was",
          "[HR-01][HR-02]")
{
	Office office;
	const json november = {{"branchId", "01"}, {"month", "2026-11"}};
	for (int day = 0; day < 29; ++day)
	{
		if (day != 9) office.entry("S1", day, day == 0 ? 4 * kMinute : 0, 0);
		office.entry("S2", day, 0, 0);
	}
	office.toDay(28);
	CHECK(office.host.call("POST", "/months/close", november).error.code == "timekeeping.month.running");
	office.host.setNow(kMonday + 30 * kDay);
	CHECK(office.host.call("POST", "/months/close", november).error.code == "timekeeping.month.unread");
	office.toDay(30);
	CHECK(office.host.call("POST", "/months/close", {{"branchId", "01"}, {"month", "2026-13"}}).error.code ==
	      "timekeeping.month.invalid");
	office.host.setCaller("u2", {{"hr", "02"}});
	CHECK(office.host.call("POST", "/months/close", november).error.code == "timekeeping.branch.forbidden");
	office.host.setCaller("u1", {{"hr", "01"}});
	REQUIRE(office.host.call("POST", "/months/close", november).body["lines"] == 2);
	CHECK(office.host.call("POST", "/months/close", november).error.code == "timekeeping.month.closed");

	REQUIRE(office.host.records().size() == 2);
	const auto& record = office.host.records()[0];
	CHECK(record.type == "attendance_month");
	const json sent = json::parse(record.payload);
	CHECK(sent["employee"] == "S1");
	CHECK(sent["late"] == 1);
	CHECK(sent["late_sum"] == "5.00");
	CHECK(sent["absent"] == 1);
	CHECK(sent["wage_percent"] == 200);
	CHECK(sent["rest_sum"] == "90.00");
	CHECK(sent["consequence"] == "");

	office.entry("S1", 9, 0, 0); // too late for this month
	REQUIRE(office.host.settle());
	CHECK(office.line("S1")["absent"] == 1);
	CHECK(office.line("S1")["closedAt"].is_number());
	CHECK(office.host.records().size() == 2);
}

TEST_CASE("Lists page without a gap or a double, and show a branch only to who may see it")
{
	Office office;
	for (int day = 0; day < 20; ++day)
		for (const char* who : {"S1", "S2"}) office.entry(who, day, 0, 0);
	office.toDay(20);
	std::vector<std::string> seen;
	std::string cursor;
	do
	{
		const auto page = office.host.call("GET", "/days?limit=7" + (cursor.empty() ? "" : "&cursor=" + cursor));
		for (const auto& one : page.body["items"]) seen.push_back(one["id"]);
		cursor = page.body["next"].is_string() ? page.body["next"].get<std::string>() : "";
		for (std::size_t at = 0; (at = cursor.find('"', at)) != std::string::npos;) cursor.replace(at, 1, "%22");
	} while (!cursor.empty());
	CHECK(seen.size() == 40);
	std::sort(seen.begin(), seen.end());
	CHECK(std::adjacent_find(seen.begin(), seen.end()) == seen.end());
	office.host.setCaller("u2", {{"hr", "02"}});
	CHECK(office.host.call("GET", "/days").body["items"].empty());
	CHECK(office.host.call("GET", "/lines?month=2026-11").body["items"].empty());
	CHECK(office.host.call("GET", "/lines?month=2026-11&branch=01").body["items"].empty());
}

TEST_CASE("Nothing is judged before the go-live date")
{
	Office office;
	office.host.setGoLive("2026-11-04");
	office.entry("S1", 0, 20 * kMinute, 0);
	office.toDay(2);
	CHECK(office.host.value("SELECT COUNT(*) FROM timekeeping_day") == "0");
}
