#include "surface/Desk.test.hpp"

#include <set>

using namespace complaints::testing;

namespace {

constexpr std::int64_t kMinute = 60'000;
constexpr std::int64_t kHour = 3'600'000;

/// A desk with the mapping's word about the ERP's timestamps.
struct ClockDesk : Desk
{
	ClockDesk()
	{
		for (const char* field : {"dispatched_at", "first_contact_at", "arrived_at"})
			host.setFieldBasis("work_order", field, "event");
		host.setFieldBasis("work_order", "completed_at", "typed");
		host.setFieldBasis("delivery", "completed_at", "event");
	}
	/// An order that came in just now.
	void comes(const std::string& key, json more = json::object())
	{
		json row = {{"status", "open"}, {"completed_at", nullptr}, {"ordered_at", kToday}, {"service_mode", "on_site"}};
		row.update(more);
		order(key, row);
	}
	void at(std::int64_t instant)
	{
		host.setNow(instant);
		REQUIRE(host.settle());
	}
	json clock(const std::string& name, const std::string& state = "running")
	{
		const json items = host.call("GET", "/clocks?clock=" + name + "&state=" + state).body["items"];
		return items.empty() ? json() : items[0];
	}
	std::string warnings(const std::string& name)
	{
		return host.value("SELECT COUNT(*) FROM complaints_warning w JOIN complaints_clock k ON k.id = w.clock_id "
		                  "WHERE k.clock = '" +
		                  name + "'");
	}
};

} // namespace

TEST_CASE("CP-18, CP-12 dispatch in thirty minutes: warned at 50, 80, 100 percent, then the superior's",
          "[CP-18][CP-12]")
{
	ClockDesk desk;
	desk.comes("1000");
	CHECK(desk.clock("dispatch")["dueAt"] == kToday + 30 * kMinute);
	desk.at(kToday + 14 * kMinute);
	CHECK(desk.warnings("dispatch") == "0");
	desk.at(kToday + 15 * kMinute);
	CHECK(desk.warnings("dispatch") == "1");
	CHECK(desk.notices("warning.dispatch", "dispatch_clerk") == 1);
	desk.at(kToday + 24 * kMinute);
	CHECK(desk.notices("warning.dispatch", "branch_manager") == 1);
	CHECK(desk.count("complaints.fine.proposed") == 0);
	desk.at(kToday + 31 * kMinute);
	CHECK(desk.warnings("dispatch") == "3");
	CHECK(desk.notices("warning.dispatch", "executive") == 1);
	CHECK(desk.payloadOf("complaints.warning.raised")["level"] == 3);
	REQUIRE(desk.count("complaints.fine.proposed") == 1);
	const json fine = desk.payloadOf("complaints.fine.proposed");
	CHECK(fine["liable"]["kind"] == "superior");
	CHECK(fine["liable"]["key"] == "M1");
	CHECK(fine["evidence"][0]["source"] == "clock");
}

TEST_CASE("CP-12 each level once, however often the job runs or starts again", "[CP-12]")
{
	ClockDesk desk;
	desk.comes("1000");
	for (int run = 0; run < 5; ++run) desk.at(kToday + 40 * kMinute + run * 10'000);
	desk.comes("1000", {{"customer_name", "赵六"}}); // the ERP sends it again
	desk.at(kToday + 2 * kHour);
	CHECK(desk.warnings("dispatch") == "3");
	CHECK(desk.count("complaints.fine.proposed") == 1);
}

TEST_CASE("CP-18 the ERP's time arrives late and shows that nothing was missed: the proposal is withdrawn", "[CP-18]")
{
	ClockDesk desk;
	desk.comes("1000");
	desk.at(kToday + 40 * kMinute);
	REQUIRE(desk.count("complaints.fine.proposed") == 1);
	desk.comes("1000", {{"status", "dispatched"}, {"dispatched_at", kToday + 20 * kMinute}});
	CHECK(desk.count("complaints.fine.withdrawn") == 1);
	CHECK(desk.clock("dispatch", "done")["late"] == false);
	CHECK(desk.clock("dispatch", "done")["proposal"] == "withdrawn");
}

TEST_CASE("CP-18 while the line to the ERP is down the clocks of orders pause", "[CP-18]")
{
	ClockDesk desk;
	desk.comes("1000");
	desk.host.setOutage(kToday + 10 * kMinute, std::nullopt);
	desk.at(kToday + 3 * kHour);
	CHECK(desk.warnings("dispatch") == "0");
	CHECK(desk.clock("dispatch")["pausedBy"] == "erp_away");
	CHECK(desk.host.call("GET", "/clocks/board").body["erpAway"]["since"] == kToday + 10 * kMinute);
	desk.host.setOutage(kToday + 10 * kMinute, kToday + 3 * kHour);
	desk.at(kToday + 3 * kHour + kMinute);
	CHECK(desk.clock("dispatch")["dueAt"] == kToday + 3 * kHour + 20 * kMinute);
	CHECK(desk.warnings("dispatch") == "0");
	desk.at(kToday + 3 * kHour + 21 * kMinute);
	CHECK(desk.warnings("dispatch") == "3");
}

TEST_CASE("CP-18 finished too late by a typed time: proposed only when the customer confirms it", "[CP-18]")
{
	for (const bool inTime : {true, false})
		for (const bool saidFirst : {true, false}) // events come in any order
		{
			ClockDesk desk;
			desk.comes("1000", {{"status", "dispatched"},
			                    {"dispatched_at", kToday + kMinute},
			                    {"distance_km", "1.5"},
			                    {"first_contact_at", kToday + 2 * kMinute}});
			CHECK(desk.clock("finish")["dueAt"] == kToday + kMinute + 24 * kHour);
			desk.at(kToday + 3 * kDay);
			CHECK(desk.clock("finish")["proposal"] == "none"); // 完工 is often days late
			const auto say = [&] { desk.hear("survey.clock.confirmed", {{"clock", "finish"}, {"in_time", inTime}}); };
			if (saidFirst) say();
			desk.comes("1000", {{"status", "done"},
			                    {"dispatched_at", kToday + kMinute},
			                    {"first_contact_at", kToday + 2 * kMinute},
			                    {"distance_km", "1.5"},
			                    {"completed_at", kToday + 2 * kDay}});
			if (!saidFirst)
			{
				CHECK(desk.clock("finish", "done")["proposal"] == "waiting");
				CHECK(desk.count("complaints.fine.proposed") == 0);
				say();
			}
			CHECK(desk.clock("finish", "done")["proposal"] == (inTime ? "in_time" : "proposed"));
			CHECK(desk.count("complaints.fine.proposed") == (inTime ? 0 : 1));
		}
}

TEST_CASE("CP-18, SV-15 a call-back takes its word about a clock back, and the fine with it", "[CP-18][SV-15]")
{
	ClockDesk desk;
	desk.comes("1000", {{"dispatched_at", kToday + kMinute},
	                    {"first_contact_at", kToday + 2 * kMinute},
	                    {"distance_km", "1.5"},
	                    {"status", "done"},
	                    {"completed_at", kToday + 2 * kDay}});
	const json said = {{"clock", "finish"}, {"in_time", false}};
	desk.hear("survey.clock.confirmed", said);
	REQUIRE(desk.count("complaints.fine.proposed") == 1);
	json another = said;
	another["task"] = "task-2";
	desk.hear("survey.clock.withdrawn", another); // not its word
	CHECK(desk.clock("finish", "done")["proposal"] == "proposed");
	desk.hear("survey.clock.withdrawn", said);
	CHECK(desk.clock("finish", "done")["proposal"] == "waiting");
	CHECK(desk.payloadOf("complaints.fine.withdrawn")["reason"] == "unconfirmed");
	CHECK(desk.payloadOf("complaints.fine.withdrawn")["erp_key"] == "1000");
}

TEST_CASE("CP-18 not there at the agreed time: proposed when the customer complains of it, not before", "[CP-18]")
{
	const json late = {{"status", "dispatched"},
	                   {"dispatched_at", kToday + kMinute},
	                   {"first_contact_at", kToday + 2 * kMinute},
	                   {"appointment_at", kToday + 2 * kHour},
	                   {"arrived_at", kToday + 3 * kHour}};
	SECTION("by a complaint about the order")
	{
		ClockDesk desk;
		desk.order("1000");
		const std::string before = desk.take("1000")["id"]; // about something else: nobody had missed anything
		desk.at(kToday + 4 * kHour);
		desk.comes("1000", late);
		CHECK(desk.clock("appointment", "done")["late"] == true);
		CHECK(desk.clock("appointment", "done")["proposal"] == "waiting");
		CHECK(desk.count("complaints.fine.proposed") == 0);
		const json complaint = desk.take("1000", {{"words", "等了一个小时"}});
		CHECK(desk.clock("appointment", "done")["proposal"] == "proposed");
		REQUIRE(desk.count("complaints.fine.proposed") == 1);
		const json fine = desk.payloadOf("complaints.fine.proposed");
		CHECK(fine["offence"] == "A-MISSED-APPOINTMENT");
		CHECK(fine["liable"]["key"] == "T7");
		CHECK(fine["sum_fen"] == 1000);
		CHECK(fine["evidence"][1]["source"] == "complaint");
		CHECK(fine["evidence"][1]["ref"] == complaint["number"]);
		// SV-15: the complaint was a mistake.
		desk.host.setCaller("wang", {{"service_manager", "*"}});
		REQUIRE(desk.post(complaint["id"], "void", {{"reason", "记错了"}}).status == 200);
		REQUIRE(desk.host.settle());
		CHECK(desk.clock("appointment", "done")["proposal"] == "waiting");
		CHECK(desk.count("complaints.fine.withdrawn") == 1);
	}
	SECTION("by what he said at the call-back")
	{
		for (const bool inTime : {true, false})
		{
			ClockDesk desk;
			desk.at(kToday + 4 * kHour);
			desk.comes("1000", late);
			desk.hear("survey.clock.confirmed", {{"clock", "appointment"}, {"in_time", inTime}});
			CHECK(desk.clock("appointment", "done")["proposal"] == (inTime ? "in_time" : "proposed"));
			CHECK(desk.clock("appointment", "done")["late"] == true); // the arrival itself says so
			CHECK(desk.count("complaints.fine.proposed") == (inTime ? 0 : 1));
		}
	}
}

TEST_CASE("CP-18 beyond 30 km nothing is due by itself; from the go-live date only", "[CP-18][SV-16]")
{
	ClockDesk desk;
	desk.comes("1000", {{"status", "dispatched"}, {"dispatched_at", kToday}, {"distance_km", "45"}});
	CHECK(desk.clock("finish")["dueAt"].is_null());
	desk.host.setGoLive("2026-11-07");
	desk.comes("1001");
	CHECK(desk.host.call("GET", "/clocks?search=AZ1001").body["items"].empty());
}

TEST_CASE("CP-12 a pause needs a reason, stops the clock visibly and moves what is to come", "[CP-12]")
{
	ClockDesk desk;
	desk.comes("1000");
	desk.at(kToday + 16 * kMinute);
	const json clock = desk.clock("dispatch");
	const std::string path = "/clocks/" + clock["id"].get<std::string>();
	const auto call = [&](const std::string& what, const json& body) {
		const auto now = desk.host.call("GET", path);
		return desk.host.call("POST", path + what, body, now.etag);
	};
	CHECK(call("/pause", {{"reason", "customer_not_reachable"}, {"note", " "}}).error.code ==
	      "complaints.note.invalid");
	CHECK(desk.host.call("POST", path + "/pause", {{"reason", "customer_not_reachable"}, {"note", "x"}}, "0")
	          .error.code == "complaints.clock.stale");
	REQUIRE(call("/pause", {{"reason", "customer_not_reachable"}, {"note", "打了三次"}}).status == 200);
	desk.at(kToday + 60 * kMinute);
	CHECK(desk.warnings("dispatch") == "1");
	CHECK(desk.clock("dispatch", "paused")["pausedBy"] == "customer_not_reachable");
	const auto resumed = call("/resume", json::object());
	REQUIRE(resumed.status == 200);
	CHECK(resumed.body["dueAt"] == kToday + 74 * kMinute);
	CHECK(resumed.body["pauses"][0]["note"] == "打了三次");
	desk.at(kToday + 69 * kMinute);
	CHECK(desk.warnings("dispatch") == "2");
}

TEST_CASE("CP-12, CP-18 waiting for parts in the ERP pauses the finish clock by itself", "[CP-12][CP-18]")
{
	ClockDesk desk;
	const json base = {{"status", "dispatched"},
	                   {"dispatched_at", kToday},
	                   {"distance_km", "1"},
	                   {"first_contact_at", kToday + kMinute}};
	json waits = base;
	waits["waiting_for_parts"] = 1;
	desk.comes("1000", base);
	desk.at(kToday + kHour);
	desk.comes("1000", waits);
	CHECK(desk.clock("finish", "paused")["pausedBy"] == "waiting_for_parts");
	desk.at(kToday + 3 * kHour);
	desk.comes("1000", base);
	CHECK(desk.clock("finish")["dueAt"] == kToday + 26 * kHour);
}

TEST_CASE(
	"CP-11 the first answer is due in one working day, a manufacturer's report too, a salesperson's in 30 minutes",
	"[CP-11]")
{
	ClockDesk desk;
	desk.order("1000");
	const std::string id = desk.take("1000")["id"];
	const json clock = desk.clock("first_answer");
	CHECK(clock["dueAt"] == kToday + 3 * kDay + 7 * kHour + kHour / 2); // Friday → Monday 18:00
	CHECK(desk.read(id)["dueAt"] == clock["dueAt"]);
	CHECK(desk.recordOf("complaint_status")["due_at"] == clock["dueAt"]);
	const std::string path = "/clocks/" + clock["id"].get<std::string>();
	CHECK(desk.host.call("POST", path + "/done", json::object(), std::to_string(clock["version"].get<int>())).status ==
	      200);
	CHECK(desk.clock("first_answer", "done")["late"] == false);

	const auto sales = desk.host.call("POST", "/cases",
	                                  {{"source", "department"},
	                                   {"sourceDetail", "sales"},
	                                   {"branchId", "01"},
	                                   {"complaintKind", "store"},
	                                   {"words", "x"}});
	INFO(sales.error.code);
	REQUIRE(sales.status == 201);
	REQUIRE(desk.host.settle());
	CHECK(desk.clock("salesperson_report")["dueAt"] == kToday + 30 * kMinute);
}

TEST_CASE("CP-11 a provider confirms his penalty notice the same day", "[CP-11]")
{
	ClockDesk desk;
	desk.hear("survey.fine.proposed", {{"proposal", "p1"},
	                                   {"offence", "A-UNSAFE"},
	                                   {"liable", {{"kind", "provider"}, {"key", "W1"}, {"name", "某网点"}}}});
	CHECK(desk.clock("penalty_notice")["dueAt"] == kToday + 7 * kHour + kHour / 2);
	CHECK(desk.clock("penalty_notice")["branchName"] == "勉县");
	desk.hear("survey.fine.withdrawn", {{"proposal", "p1"}});
	CHECK(desk.clock("penalty_notice").is_null());
}

TEST_CASE("CP-17 overdue orders in hour buckets, with compensation and exchange proposed once", "[CP-17]")
{
	ClockDesk desk;
	desk.comes("1000");
	desk.comes("1001", {{"ordered_at", kToday - 30 * kHour}});
	const auto orders = [&](int from) {
		const json body = desk.host.call("GET", "/overdue/buckets").body;
		CHECK(body["compensationHours"] == 48);
		CHECK(body["exchangeHours"] == 360);
		for (const json& bucket : body["buckets"])
			if (bucket["fromHours"] == from) return bucket["orders"].get<int>();
		return -1;
	};
	CHECK(orders(24) == 1);
	desk.at(kToday + 49 * kHour);
	CHECK(orders(48) == 1);
	CHECK(orders(72) == 1);
	json remedies = desk.host.call("GET", "/remedies").body["items"];
	REQUIRE(remedies.size() == 2);
	CHECK(remedies[0]["remedy"] == "compensation");
	CHECK(remedies[0]["sumFen"] == 2000);
	desk.at(kToday + 400 * kHour);
	CHECK(desk.host.call("GET", "/remedies").body["total"] == 4);
	const json listed = desk.host.call("GET", "/overdue?sort=since").body["items"];
	REQUIRE(listed.size() == 2);
	CHECK(listed[0]["orderNumber"] == "AZ1001");
	CHECK(listed[0]["remedies"].size() == 2);

	const std::string path = "/remedies/" + remedies[0]["id"].get<std::string>() + "/decide";
	CHECK(desk.host.call("POST", path, {{"decision", "approved"}}, "1").status != 200); // not a clerk's
	desk.host.setCaller("wang", {{"service_manager", "*"}});
	CHECK(desk.host.call("POST", path, {{"decision", "declined"}}, "1").error.code == "complaints.note.invalid");
	CHECK(desk.host.call("POST", path, {{"decision", "approved"}, {"sumFen", 3000}}, "1").body["sumFen"] == 3000);
	CHECK(desk.host.call("POST", path, {{"decision", "approved"}}, "1").error.code == "complaints.remedy.stale");
	desk.comes("1000", {{"status", "done"}, {"completed_at", kToday + 400 * kHour}});
	CHECK(desk.host.call("GET", "/overdue").body["total"] == 1);
}

TEST_CASE("CP-18 the lists are paged without losing or repeating a clock", "[CP-18]")
{
	ClockDesk desk;
	for (int i = 1000; i < 1025; ++i) desk.comes(std::to_string(i), {{"ordered_at", kToday - (i % 5) * kMinute}});
	for (const char* sort : {"dueAt", "-dueAt", "startedAt", "-startedAt"})
	{
		std::set<std::string> seen;
		std::string cursor;
		do
		{
			const json page = desk.host
			                      .call("GET", std::string("/clocks?limit=4&sort=") + sort +
			                                       (cursor.empty() ? "" : "&cursor=" + cursor))
			                      .body;
			CHECK(page["total"] == 25);
			for (const json& item : page["items"]) CHECK(seen.insert(item["id"]).second);
			cursor = page["next"].is_null() ? "" : page["next"].get<std::string>();
		} while (!cursor.empty());
		CHECK(seen.size() == 25);
	}
	CHECK(desk.host.call("GET", "/clocks?sort=dueAt&cursor=7").error.code == "cursor.invalid");
}
