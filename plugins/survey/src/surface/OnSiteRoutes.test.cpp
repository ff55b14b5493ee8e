#include "surface/OnSiteRoutes.hpp"

#include "surface/testing/CallDesk.hpp"

using namespace survey::testing;
using nlohmann::json;

TEST_CASE("SV-14 an order that the ERP still shows open is found by four digits, and its call fulfils the call-back",
          "[SV-14]")
{
	CallDesk desk;
	desk.order("1000", {{"status", "dispatched"}, {"completed_at", nullptr}, {"customer_phone2", "0916-2229999"}});
	desk.order("1001", {{"status", "cancelled"}, {"customer_phone", "13988881000"}});
	CHECK(desk.task("1000").is_null());
	const json found = desk.host.call("GET", "/onsite/orders?last4=1000").body["items"];
	REQUIRE(found.size() == 1);
	CHECK(found[0]["orderKey"] == "1000");
	CHECK(found[0]["brand"] == "格力");
	CHECK(found[0]["task"].is_null());
	CHECK(desk.host.call("GET", "/onsite/orders?last4=9999").body["items"].size() == 1);
	CHECK(desk.host.call("GET", "/onsite/orders?last4=12a4").error.code == "survey.onsite.last4.invalid");

	const auto answer = desk.host.call("POST", "/onsite/calls", CallDesk::call("1000"));
	REQUIRE(answer.status == 200);
	CHECK(answer.body["state"] == "done");
	CHECK(answer.body["rounds"][0]["attempts"][0]["channel"] == "on_site");
	CHECK(answer.body["rounds"][0]["attempts"][0]["onsite"]["courtesy"] == true);
	CHECK(desk.recordOf("callback_status")["handling_status"] == "completed");

	// The ERP finishes it later: there is nothing left to call about.
	desk.order("1000");
	CHECK(desk.task("1000")["state"] == "done");
	CHECK(desk.host.value("SELECT COUNT(*) FROM survey_task") == "1");
	CHECK(desk.host.call("POST", "/onsite/calls", CallDesk::call("1000")).error.code == "survey.task_closed");
	CHECK(desk.host.call("GET", "/onsite/orders?last4=1000").body["items"][0]["task"]["state"] == "done");
}

TEST_CASE("SV-14 numbers that change are found by the new one only, others' branches not at all", "[SV-14]")
{
	CallDesk desk;
	desk.order("1000");
	desk.order("1000", {{"customer_phone", "13900002222"}});
	CHECK(desk.host.call("GET", "/onsite/orders?last4=1000").body["items"].empty());
	CHECK(desk.host.call("GET", "/onsite/orders?last4=2222").body["items"].size() == 1);
	desk.host.setCaller("anna", {{"callback_clerk", "02"}});
	CHECK(desk.host.call("GET", "/onsite/orders?last4=2222").body["items"].empty());
	CHECK(desk.host.call("POST", "/onsite/calls", CallDesk::call("1000")).error.code ==
	      "survey.onsite.order_not_found");
}

TEST_CASE("SV-14 the desk sees the calls of its day and its branches, with what went wrong in them", "[SV-14][SV-20]")
{
	CallDesk desk;
	for (const char* key : {"1000", "1001", "1002"}) desk.order(key);
	CHECK(desk.host.call("GET", "/onsite/calls").body["total"] == 0);
	REQUIRE(desk.host.call("POST", "/onsite/calls", CallDesk::call("1000")).status == 200);
	desk.host.setNow(CallDesk::kToday + 60'000);
	json wrong = CallDesk::call("1001", {{"level", "dissatisfied"}, {"words", "没试机"}, {"courtesy", false}});
	wrong["checks"]["brand"] = {{"result", "mismatch"}, {"said", "美的"}};
	REQUIRE(desk.host.call("POST", "/onsite/calls", wrong).status == 200);
	REQUIRE(desk.record("1002", answered("satisfied")).status == 200); // by phone: not of this desk

	json day = desk.host.call("GET", "/onsite/calls").body;
	CHECK(day["date"] == "2026-11-06");
	CHECK(day["total"] == 2);
	CHECK(day["mismatches"] == 1);
	CHECK(day["notContent"] == 1);
	CHECK(day["withoutCourtesy"] == 1);
	REQUIRE(day["items"].size() == 2);
	CHECK(day["items"][0]["orderNumber"] == "AZ1001");
	CHECK(day["items"][0]["mismatch"] == true);
	CHECK(day["items"][0]["courtesy"] == false);
	CHECK(day["items"][0]["level"] == "dissatisfied");
	CHECK(day["items"][1]["mismatch"] == false);
	CHECK(day.dump().find("王五") == std::string::npos);
	CHECK(day.dump().find("1390000") == std::string::npos);

	// What a correction replaced is not counted twice.
	REQUIRE(desk.correct("1001", 1, 1, {{"disposition", "answered"}, {"level", "satisfied"}}).status == 200);
	day = desk.host.call("GET", "/onsite/calls").body;
	CHECK(day["total"] == 2);
	CHECK(day["notContent"] == 0);

	CHECK(desk.host.call("GET", "/onsite/calls?branch=02").body["total"] == 0);
	desk.host.setCaller("anna", {{"callback_clerk", "02"}});
	CHECK(desk.host.call("GET", "/onsite/calls").body["items"].empty());
	desk.host.setCaller("anna", {{"callback_clerk", "01"}});
	CHECK(desk.host.call("GET", "/onsite/calls").body["total"] == 2);
	desk.host.setNow(CallDesk::kToday + CallDesk::kDay);
	CHECK(desk.host.call("GET", "/onsite/calls").body["total"] == 0);
}

TEST_CASE("SV-16 an order from before the go-live date is not called back on site", "[SV-16][SV-14]")
{
	CallDesk desk("2026-11-06");
	desk.order("1000", {{"completed_at", CallDesk::kToday - 3 * CallDesk::kDay}});
	CHECK(desk.host.call("POST", "/onsite/calls", CallDesk::call("1000")).error.code == "survey.onsite.before_go_live");
	CHECK(desk.task("1000").is_null());
}

TEST_CASE("SV-20 a mismatch is recorded and told, never ignored; what was said stays here", "[SV-20]")
{
	CallDesk desk;
	desk.order("1000");
	json wrong = CallDesk::call("1000");
	wrong["checks"]["name"] = {{"result", "mismatch"}};
	CHECK(desk.host.call("POST", "/onsite/calls", wrong).error.code == "survey.onsite.check.invalid");
	CHECK(desk.host.value("SELECT COUNT(*) FROM survey_attempt") == "0");
	wrong["checks"]["name"]["said"] = "钱七";
	wrong["checks"]["brand"] = {{"result", "mismatch"}, {"said", "美的"}};
	REQUIRE(desk.host.call("POST", "/onsite/calls", wrong).status == 200);
	const auto findings = desk.events("survey.finding.recorded");
	REQUIRE(findings.size() == 2);
	CHECK(findings[0]["finding"] == "identity_mismatch");
	CHECK(findings[0]["question"] == "name");
	CHECK(findings[1]["said"] == "美的");
	for (const auto& event : desk.host.events()) CHECK(event.payload.find("钱七") == std::string::npos);
	CHECK(desk.task("1000")["rounds"][0]["attempts"][0]["onsite"]["checks"]["name"]["said"] == "钱七");
}

TEST_CASE("SV-22 calling in from the customer's phone is fined fifty, with the recorded call as evidence",
          "[SV-22][X-04]")
{
	CallDesk desk;
	desk.order("1000");
	REQUIRE(desk.host.call("POST", "/onsite/calls", CallDesk::call("1000", {{"callerNumber", "+86 139 0000 1000"}}))
	            .status == 200);
	const auto fines = desk.events("survey.fine.proposed");
	REQUIRE(fines.size() == 1);
	CHECK(fines[0]["offence"] == "A-CUSTOMER-PHONE");
	CHECK(fines[0]["sum_fen"] == 5000);
	CHECK(fines[0]["liable"]["kind"] == "technician");
	CHECK(fines[0]["liable"]["key"] == "T1");
	CHECK(fines[0]["evidence"][0]["source"] == "callback");
	CHECK(fines[0]["evidence"][0]["ref"] == desk.task("1000")["id"]);
	const json kept = desk.host.call("GET", "/fines?state=proposed").body["items"];
	REQUIRE(kept.size() == 1);
	CHECK(kept[0]["evidence"] == fines[0]["evidence"].size());
	// From before proposals counted their evidence.
	desk.host.value("UPDATE survey_fine_proposal SET evidence = NULL");
	CHECK(desk.host.call("GET", "/fines?state=proposed").body["items"][0]["evidence"].is_null());
}

TEST_CASE("SV-22 a correction that it was another telephone takes the fine back", "[SV-22][SV-15]")
{
	CallDesk desk;
	desk.order("1000");
	REQUIRE(desk.host.call("POST", "/onsite/calls", CallDesk::call("1000", {{"callerNumber", "13900001000"}})).status ==
	        200);
	REQUIRE(desk.events("survey.fine.proposed").size() == 1);
	json correction = answered("satisfied");
	correction["channel"] = "on_site";
	correction["onsite"] = CallDesk::call("1000"); // the technician's own
	for (const char* other : {"branchId", "orderKey", "level"}) correction["onsite"].erase(other);
	REQUIRE(desk.correct("1000", 1, 1, correction).status == 200);
	REQUIRE(desk.events("survey.fine.withdrawn").size() == 1);
	CHECK(desk.events("survey.fine.withdrawn")[0]["offence"] == "A-CUSTOMER-PHONE");
	CHECK(desk.host.call("GET", "/fines?state=proposed").body["items"].empty());
}

TEST_CASE("SV-23 bad conduct becomes a penalty notice to the provider with a deadline", "[SV-23][SV-24]")
{
	CallDesk desk;
	desk.order("1000");
	json call = CallDesk::call("1000", {{"courtesy", false}});
	call["conduct"] = {{"found", "没穿鞋套"}, {"outcome", ""}, {"noticeDueOn", "2026-11-06"}};
	CHECK(desk.host.call("POST", "/onsite/calls", call).error.code == "survey.onsite.conduct.invalid");
	call["conduct"]["outcome"] = "当场穿好并道歉";
	call["conduct"]["noticeDueOn"] = "2026-11-31";
	CHECK(desk.host.call("POST", "/onsite/calls", call).error.code == "survey.onsite.conduct.invalid");
	call["conduct"]["noticeDueOn"] = "2026-11-06";
	call["conduct"]["offence"] = "B-UNIFORM";
	const auto answer = desk.host.call("POST", "/onsite/calls", call);
	REQUIRE(answer.status == 200);
	CHECK(answer.body["rounds"][0]["attempts"][0]["onsite"]["courtesy"] == false);
	const auto fines = desk.events("survey.fine.proposed");
	REQUIRE(fines.size() == 1);
	CHECK(fines[0]["offence"] == "B-UNIFORM");
	CHECK(fines[0]["liable"]["kind"] == "provider");
	CHECK(fines[0]["liable"]["name"] == "城关网点");
	CHECK(fines[0]["notice_due_on"] == "2026-11-06");
	CHECK(desk.events("survey.finding.recorded")[0]["finding"] == "conduct");
}

TEST_CASE("SV-21 an AC install without an on-site call is fined once, after the grace, whatever comes later", "[SV-21]")
{
	CallDesk desk;
	desk.order("1000");
	desk.order("1001");
	desk.order("1002", {{"product_type", "tv"}});
	REQUIRE(desk.host.call("POST", "/onsite/calls", CallDesk::call("1001")).status == 200);
	desk.host.setNow(CallDesk::kToday + 23 * CallDesk::kHour);
	desk.settle();
	CHECK(desk.events("survey.fine.proposed").empty());
	desk.host.setNow(CallDesk::kToday + 25 * CallDesk::kHour);
	desk.settle();
	auto fines = desk.events("survey.fine.proposed");
	REQUIRE(fines.size() == 1);
	CHECK(fines[0]["offence"] == "A-NO-ONSITE-CALLBACK");
	CHECK(fines[0]["erp_key"] == "1000");
	CHECK(fines[0]["evidence"][0]["source"] == "clock");
	desk.order("1000", {{"customer_name", "赵六"}});
	desk.host.setNow(CallDesk::kToday + 50 * CallDesk::kHour);
	desk.settle();
	CHECK(desk.events("survey.fine.proposed").size() == 1);

	// A call that comes later takes nothing back.
	REQUIRE(desk.host.call("POST", "/onsite/calls", CallDesk::call("1000")).status == 200);
	CHECK(desk.events("survey.fine.withdrawn").empty());
}

TEST_CASE("SV-21 a correction that the call was on site takes the fine back, and the other way round", "[SV-21][SV-15]")
{
	CallDesk desk;
	desk.order("1000");
	REQUIRE(desk.record("1000", answered("satisfied")).status == 200);
	desk.host.setNow(CallDesk::kToday + 30 * CallDesk::kHour);
	desk.settle();
	REQUIRE(desk.events("survey.fine.proposed").size() == 1);
	json correction = answered("satisfied");
	correction["channel"] = "on_site";
	correction["onsite"] = CallDesk::call("1000");
	for (const char* other : {"branchId", "orderKey", "level"}) correction["onsite"].erase(other);
	REQUIRE(desk.correct("1000", 1, 1, correction).status == 200);
	REQUIRE(desk.events("survey.fine.withdrawn").size() == 1);
	CHECK(desk.events("survey.fine.withdrawn")[0]["reason"] == "记错了");
	correction = answered("satisfied");
	correction["channel"] = "phone";
	REQUIRE(desk.correct("1000", 1, 2, correction).status == 200);
	desk.host.setNow(CallDesk::kToday + 31 * CallDesk::kHour);
	desk.settle();
	CHECK(desk.events("survey.fine.proposed").size() == 2);
	CHECK(desk.host.value("SELECT COUNT(*) FROM survey_fine_proposal") == "1");
}

TEST_CASE("SV-16 no fine for a missing on-site call before the go-live date, nor for work that was taken back",
          "[SV-16][SV-21]")
{
	CallDesk desk("2026-11-06");
	desk.order("1000", {{"completed_at", CallDesk::kToday - 3 * CallDesk::kDay}});
	desk.order("1001");
	desk.order("1001", {{"status", "dispatched"}});
	desk.host.setNow(CallDesk::kToday + 30 * CallDesk::kHour);
	desk.settle();
	CHECK(desk.events("survey.fine.proposed").empty());
}
