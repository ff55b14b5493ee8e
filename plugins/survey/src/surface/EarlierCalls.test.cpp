#include "surface/testing/CallDesk.hpp"

#include <catch2/catch.hpp>

using namespace survey::testing;
using nlohmann::json;

namespace {

/// The desk of a company that begins on 1 November and kept a register before.
struct EarlierDesk : CallDesk
{
	static constexpr std::int64_t kSeptember = kToday - 50 * kDay; // 17 September

	EarlierDesk(): CallDesk("2026-11-01") {}

	/// A line of the old register about order 500.
	void line(const std::string& number, json more = json::object())
	{
		json row = {{"branch_id", "01"},
		            {"erp_key", "01|" + number},
		            {"number", number},
		            {"order_kind", "work_order"},
		            {"order_key", "500"},
		            {"order_number", "AZ500"},
		            {"service_type", "install"},
		            {"service_mode", "on_site"},
		            {"product_type", "ac"},
		            {"brand", "格力"},
		            {"technician_number", "T1"},
		            {"technician_name", "张三"},
		            {"customer_name", "王五"},
		            {"customer_phone", "13900000500"},
		            {"round", 1},
		            {"channel", "phone"},
		            {"outcome", "satisfied"},
		            {"clerk_name", "赵敏"},
		            {"called_at", kSeptember},
		            {"completed_at", kSeptember - kDay}};
		row.update(more);
		host.putErpRow("earlier_callback", row);
		settle();
	}
	/// very_yes … not_reached of the branch in September, "0,1,0,0,0,0,0,0"; empty where there is no line.
	std::string september(const std::string& basis = "answered")
	{
		return host.value("SELECT very_yes || ',' || yes || ',' || average || ',' || no || ',' || very_no || ',' || "
		                  "invalid || ',' || refused || ',' || not_reached FROM survey_figure WHERE basis = '" +
		                  basis + "' AND indicator = 'satisfaction' AND dimension = 'branch' AND month = '2026-09'");
	}
	std::string rows(const std::string& table) { return host.value("SELECT COUNT(*) FROM " + table); }
	/// SV-16
	void nothingFollowed()
	{
		CHECK(host.events().empty());
		CHECK(host.records().empty());
		CHECK(host.messages().empty());
		CHECK(rows("survey_fine_proposal") == "0");
		CHECK(rows("survey_bonus") == "0");
		CHECK(rows("survey_candidate") == "0");
		CHECK(host.call("GET", "/tasks?state=open").body["items"].empty());
		CHECK(host.call("POST", "/tasks/next", json::object()).status == 204);
	}
};

} // namespace

TEST_CASE("SV-16 a line of the old register is a closed task that counts, and nothing follows", "[SV-16][SV-54]")
{
	EarlierDesk desk;
	desk.line("HF1", {{"outcome", "dissatisfied"}, {"words", "安装孔没封"}});
	const json task = desk.task("500");
	CHECK(task["origin"] == "erp");
	CHECK(task["state"] == "done");
	CHECK(task["level"] == "dissatisfied");
	CHECK(task["number"] == "HF-勉县-20260917-0001");
	CHECK(task["lease"].is_null());
	CHECK(task["consequences"].empty());
	REQUIRE(task["rounds"].size() == 1);
	const json attempt = task["rounds"][0]["attempts"][0];
	CHECK(attempt["at"] == EarlierDesk::kSeptember);
	CHECK(attempt["clerkName"] == "赵敏");
	CHECK(attempt["words"] == "安装孔没封");
	CHECK(desk.september() == "0,0,0,1,0,0,0,0");
	CHECK(desk.september("completed") == "0,0,0,1,0,0,0,0");
	CHECK(desk.host.value("SELECT COUNT(*) FROM survey_figure WHERE dimension = 'respondent' AND item = 'end'") == "2");
	desk.nothingFollowed();
	CHECK(desk.host.call("GET", "/assessments?month=2026-09&kind=examine").body.value("items", json::array()).empty());
}

TEST_CASE("SV-16 several lines of one order are its rounds, and the first counts", "[SV-16][SV-54][SV-05]")
{
	EarlierDesk desk;
	desk.line("HF3", {{"round", 2}, {"called_at", EarlierDesk::kSeptember + 3 * CallDesk::kDay}});
	desk.line("HF1", {{"outcome", "refused"}});
	desk.line("HF2", {{"outcome", "very_dissatisfied"}, {"called_at", EarlierDesk::kSeptember + CallDesk::kDay}});
	const json task = desk.task("500");
	CHECK(desk.rows("survey_task") == "1");
	REQUIRE(task["rounds"].size() == 2);
	CHECK(task["rounds"][0]["attempts"].size() == 2);
	CHECK(task["level"] == "satisfied");
	CHECK(desk.september() == "0,0,0,0,1,0,1,0");
	desk.nothingFollowed();
}

TEST_CASE("SV-16 the same line again changes nothing, a changed one counts anew, a deleted one is taken back",
          "[SV-16]")
{
	EarlierDesk desk;
	desk.line("HF1");
	const std::string version = desk.host.value("SELECT version FROM survey_task");
	desk.line("HF1");
	CHECK(desk.host.value("SELECT version FROM survey_task") == version);
	CHECK(desk.rows("survey_count") == "1");

	desk.line("HF1", {{"outcome", "dissatisfied"}});
	CHECK(desk.september() == "0,0,0,1,0,0,0,0");
	// Somebody else had done the work: every dimension moves.
	desk.line("HF1", {{"outcome", "dissatisfied"}, {"technician_number", "T2"}, {"technician_name", "李四"}});
	CHECK(desk.host.value("SELECT no FROM survey_figure WHERE basis = 'answered' AND dimension = 'technician' AND "
	                      "item = 'T1' AND indicator = 'satisfaction'") == "0");
	CHECK(desk.host.value("SELECT no FROM survey_figure WHERE basis = 'answered' AND dimension = 'technician' AND "
	                      "item = 'T2' AND indicator = 'satisfaction'") == "1");
	// It was about another order.
	desk.line("HF1", {{"order_key", "501"}, {"order_number", "AZ501"}});
	CHECK(desk.task("500").is_null());
	CHECK(desk.task("501")["state"] == "done");
	CHECK(desk.september() == "0,1,0,0,0,0,0,0");

	desk.line("HF1", {{"order_key", "501"}, {"deleted", 1}});
	CHECK(desk.rows("survey_task") == "0");
	CHECK(desk.rows("survey_attempt") == "0");
	CHECK(desk.september() == "0,0,0,0,0,0,0,0");
	desk.line("HF1");
	CHECK(desk.september() == "0,1,0,0,0,0,0,0");
	desk.nothingFollowed();
}

TEST_CASE("SV-16 a live task of the same order wins, and work since go-live is called back here", "[SV-16][SV-12]")
{
	EarlierDesk desk;
	desk.line("HF1", {{"completed_at", CallDesk::kToday - CallDesk::kDay}, {"called_at", CallDesk::kToday}});
	CHECK(desk.rows("survey_task") == "0");
	desk.order("500", {{"completed_at", CallDesk::kToday - CallDesk::kDay}});
	CHECK(desk.task("500")["state"] == "open");
	CHECK(desk.task("500")["origin"].is_null());
	desk.line("HF1", {{"completed_at", CallDesk::kToday - 10 * CallDesk::kDay}, {"called_at", CallDesk::kToday}});
	CHECK(desk.task("500")["state"] == "open");
	CHECK(desk.rows("survey_count") == "0");
}

TEST_CASE("SV-16 the go-live date set later or moved: what was called stays, what waits comes in", "[SV-16][SV-12]")
{
	EarlierDesk desk;
	desk.host.setGoLive("");
	desk.line("HF1");
	CHECK(desk.rows("survey_task") == "0");
	desk.host.setGoLive("2026-11-01");
	desk.host.setNow(CallDesk::kToday + 10'000);
	desk.settle();
	CHECK(desk.task("500")["origin"] == "erp");

	// Back over the order: the customer was called, and is not called again.
	desk.host.setGoLive("2026-09-01");
	desk.order("500", {{"completed_at", EarlierDesk::kSeptember - CallDesk::kDay}});
	desk.host.setNow(CallDesk::kToday + 20'000);
	desk.settle();
	CHECK(desk.task("500")["origin"] == "erp");
	CHECK(desk.rows("survey_onsite_expected") == "0");

	// Forward over an order that was only planned here, and that the register knows.
	desk.order("600", {{"completed_at", EarlierDesk::kSeptember}});
	CHECK(desk.task("600")["state"] == "open");
	desk.line("HF2", {{"order_key", "600"}});
	CHECK(desk.task("600")["state"] == "open");
	desk.host.setGoLive("2026-11-01");
	for (int i = 3; i < 8; ++i)
	{
		desk.host.setNow(CallDesk::kToday + i * 10'000);
		desk.settle();
	}
	CHECK(desk.host.events().empty());
	CHECK((desk.task("600")["state"] == "done" || desk.task("600")["state"] == "cancelled"));
}

TEST_CASE("SV-16 nothing is recorded, corrected or opened on what was taken over", "[SV-16][SV-15][SV-04]")
{
	EarlierDesk desk;
	desk.line("HF1", {{"outcome", "dissatisfied"}});
	CHECK(desk.record("500", answered("satisfied")).error.code == "survey.task.earlier");
	CHECK(desk.correct("500", 1, 1, answered("satisfied")).error.code == "survey.task.earlier");
	CHECK(desk.preview("500", 1, 1, answered("satisfied")).error.code == "survey.task.earlier");

	// A complaint about the old order: its second call-back is a task of its own.
	desk.host.value("INSERT INTO complaints_case VALUES ('c1', 'TS-1', 'work_order', '01', '500', 'AZ500', 1, 1, "
	                "'王五', '13900000500')");
	desk.handled("c1", "");
	CHECK(desk.task("500")["rounds"].size() == 1);
	CHECK(desk.task("c1")["state"] == "open");
}

TEST_CASE("SV-16 lines that say nothing usable are passed over", "[SV-16]")
{
	EarlierDesk desk;
	desk.line("HF1", {{"outcome", nullptr}});
	desk.line("HF2", {{"called_at", nullptr}});
	desk.line("HF3", {{"order_key", nullptr}});
	desk.line("HF4", {{"order_kind", nullptr}});
	CHECK(desk.rows("survey_task") == "0");
	CHECK(desk.rows("survey_earlier") == "0");
}

TEST_CASE("SV-56 months from before show in the list, and nobody is asked to close them", "[SV-56][SV-16][SV-55]")
{
	EarlierDesk desk;
	// October, the month before: dissatisfied customers alone.
	for (int i = 0; i < 12; ++i)
		desk.line("HF" + std::to_string(i), {{"order_key", std::to_string(500 + i)},
		                                     {"outcome", "dissatisfied"},
		                                     {"completed_at", CallDesk::kToday - 20 * CallDesk::kDay},
		                                     {"called_at", CallDesk::kToday - 18 * CallDesk::kDay}});
	desk.host.setNow(CallDesk::kToday + 2 * CallDesk::kHour);
	desk.settle();
	const json months = desk.host.call("GET", "/months").body["items"];
	REQUIRE(months.size() == 2);
	CHECK(months[1]["month"] == "2026-10");
	CHECK(months[1]["proposed"] == false);
	CHECK(months[1]["over"] == true);
	CHECK(months[0]["over"] == false);
	CHECK(desk.host.call("GET", "/months?limit=50").status == 200);
	CHECK(months[1]["satisfaction"]["answered"] == 12);
	CHECK(desk.rows("survey_month") == "0");
	CHECK(desk.rows("survey_plan") == "0");

	// Somebody signs it all the same; what the register corrects later is an amendment.
	REQUIRE(desk.host.call("POST", "/months/2026-10/compute", nullptr, "0").status == 200);
	REQUIRE(desk.host.call("POST", "/months/2026-10/sign", nullptr, "1").status == 200);
	CHECK(desk.rows("survey_plan") == "1");
	desk.line("HF0", {{"outcome", "satisfied"},
	                  {"completed_at", CallDesk::kToday - 20 * CallDesk::kDay},
	                  {"called_at", CallDesk::kToday - 18 * CallDesk::kDay}});
	const json amendments = desk.host.call("GET", "/months/2026-10/amendments").body["items"];
	REQUIRE(amendments.size() == 1);
	CHECK(amendments[0]["reason"] == "earlier");
}
