#include "surface/AnswerRoutes.hpp"

#include "MockHost.hpp"
#include "SourceDir.hpp"
#include "erphost/Plugin.hpp"
#include "rules/AnswerClass.hpp"
#include "rules/OutcomeJson.hpp"
#include "store/Answers.hpp"
#include "store/OrderFacts.hpp"
#include "store/Questionnaires.hpp"
#include "surface/AnswerSettings.hpp"
#include "surface/SurveyPlugin.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>

using erphost::mock::MockHost;
using nlohmann::json;
using namespace survey;

namespace {

const std::filesystem::path kSource = erphost::test::sourceDir();
constexpr std::int64_t kToday = 1'793'932'200'000; // Friday 2026-11-06 10:30 in Shanghai
constexpr std::int64_t kHour = 3'600'000;

/// The plugin with two routes more, which record what they are told: the store's functions as another route calls them.
class Recorder : public SurveyPlugin
{
public:
	explicit Recorder(const erphost::Host& host): SurveyPlugin(host), _host(host) {}

	Result<void> start(erphost::Registry& registry) override
	{
		EH_CHECK(SurveyPlugin::start(registry));
		EH_CHECK(registry.route({"POST",
		                         "/test/record",
		                         "testRecord",
		                         "",
		                         {},
		                         nullptr,
		                         nullptr,
		                         nullptr,
		                         true,
		                         [this](Tx& tx, const erphost::Request& request) -> Result<erphost::Reply> {
									 return run(tx, request.body, false);
								 }}));
		return registry.route({"POST",
		                       "/test/correct",
		                       "testCorrect",
		                       "",
		                       {},
		                       nullptr,
		                       nullptr,
		                       nullptr,
		                       true,
		                       [this](Tx& tx, const erphost::Request& request) -> Result<erphost::Reply> {
								   return run(tx, request.body, true);
							   }});
	}

private:
	Result<erphost::Reply> run(Tx& tx, const json& body, bool correction)
	{
		EH_TRY(const auto facts, orderFacts(tx, "work_order", "01", body.at("order").get<std::string>(), Channel::phone,
		                                    1, body.value("level", "")));
		EH_TRY(const auto rules, answerRules(_host, "2026-11-06"));
		AnswerSheet sheet{body.at("task").get<std::string>(),
		                  1,
		                  1,
		                  "01",
		                  body.at("questionnaire").get<std::string>(),
		                  body.value("version", 1),
		                  body.at("answers"),
		                  "anna",
		                  "Anna",
		                  _host.nowMs(),
		                  correction ? "misheard" : ""};
		if (!correction)
		{
			EH_TRY(const Outcome outcome, recordAnswers(tx, facts, sheet, rules));
			return erphost::Reply{201, toJson(outcome), {}};
		}
		EH_TRY(const CorrectedOutcome corrected, correctAnswers(tx, facts, sheet, rules));
		return erphost::Reply{201,
		                      {{"before", toJson(corrected.before)},
		                       {"after", toJson(corrected.after)},
		                       {"revision", corrected.revision}},
		                      {}};
	}

	const erphost::Host& _host;
};

struct Call
{
	MockHost host{kSource / "plugins" / "survey"};
	eh_plugin plugin = erphost::detail::descriptor<Recorder>("survey", "0.1.0", "test");

	explicit Call(json more = json::object())
	{
		for (const char* entity : {"work_order", "delivery", "sale", "branch", "earlier_callback"})
		{
			std::ifstream in(kSource / "config" / "entities" / (std::string(entity) + ".json"));
			host.addEntity(json::parse(in));
		}
		host.setNow(kToday);
		host.setGoLive("2026-01-01");
		REQUIRE(host.start(&plugin));
		json row = {{"branch_id", "01"},
		            {"erp_key", "1000"},
		            {"number", "WX1000"},
		            {"service_type", "repair"},
		            {"service_mode", "on_site"},
		            {"product_type", "tv"},
		            {"customer_name", "王五"},
		            {"customer_phone", "13900001000"},
		            {"status", "done"},
		            {"ordered_at", kToday - 48 * kHour},
		            {"floor", 3},
		            {"appointment_at", kToday - 30 * kHour},
		            {"arrived_at", kToday - 26 * kHour},
		            {"completed_at", kToday - 25 * kHour}};
		row.update(more);
		host.putErpRow("work_order", row);
		REQUIRE(host.settle());
	}

	std::string task() { return host.call("GET", "/tasks").body["items"][0]["id"]; }

	static json answers()
	{
		return {{"punctual", "yes"}, {"clothes", "yes"},   {"badge", "no"},         {"shoe_covers", "yes"},
		        {"attitude", "yes"}, {"conduct", "none"},  {"works", "yes"},        {"first_visit_fix", "yes"},
		        {"cleaned", "yes"},  {"explained", "yes"}, {"extra_charge", "none"}};
	}

	MockHost::Answer send(const char* how, const json& change = json::object(), const std::string& level = {})
	{
		json all = answers();
		all.update(change);
		return host.call(
			"POST", std::string("/test/") + how,
			{{"order", "1000"}, {"task", task()}, {"questionnaire", "repair"}, {"answers", all}, {"level", level}});
	}
};

json factOf(const json& outcome, const std::string& indicator)
{
	for (const auto& one : outcome.at("facts"))
		if (one.at("indicator") == indicator) return one.at("class");
	return nullptr;
}

} // namespace

TEST_CASE("SV-30 a task is asked what its order calls for", "[SV-30][SV-08]")
{
	Call call;
	const auto asked = call.host.call("GET", "/tasks/" + call.task() + "/questionnaire?channel=phone").body;
	CHECK(asked["questionnaire"]["id"] == "repair");
	CHECK(asked["questionnaire"]["version"] == 1);
	CHECK(asked["facts"]["floor"] == 3);
	CHECK(asked["facts"]["group"] == "end");
	CHECK(asked["facts"]["channel"] == "phone");
	CHECK_FALSE(asked["facts"].contains("smart_tv"));
	CHECK_FALSE(asked.dump().find("13900001000") != std::string::npos);
	Call project(json::object({{"customer_kind", "project"}}));
	CHECK(project.host.call("GET", "/tasks/" + project.task() + "/questionnaire").body["questionnaire"]["id"] ==
	      "big_customer");
	Call unknown(json::object({{"service_type", nullptr}}));
	CHECK(unknown.host.call("GET", "/tasks/" + unknown.task() + "/questionnaire").body["questionnaire"].is_null());
}

TEST_CASE("SV-10 a smart TV's install is asked about activation", "[SV-10]")
{
	Call call(json::object({{"service_type", "install"}, {"smart_tv", 1}}));
	CHECK(call.host.call("GET", "/tasks/" + call.task() + "/questionnaire").body["questionnaire"]["id"] == "smart_tv");
}

TEST_CASE("SV-30 answers are kept as they were said, with class and reason", "[SV-30][SV-36]")
{
	Call call;
	const auto recorded = call.send("record", {{"attitude", {{"said", "挺好的"}}}});
	REQUIRE(recorded.status == 201);
	CHECK(factOf(recorded.body, "attitude") == "yes");
	CHECK(factOf(recorded.body, "appearance.badge") == "no");
	CHECK(factOf(recorded.body, "charge.as_listed") == "invalid");
	const json sheets = call.host.call("GET", "/tasks/" + call.task() + "/answers").body["items"];
	REQUIRE(sheets.size() == 1);
	CHECK(sheets[0]["questionnaire"] == "repair");
	CHECK(sheets[0]["version"] == 1);
	CHECK(sheets[0]["channel"] == "phone");
	bool attitude = false, listed = false;
	for (const auto& one : sheets[0]["answers"])
	{
		if (one["question"] == "attitude")
			attitude = one["said"] == "挺好的" && one["value"].is_null() && one["class"] == "yes";
		if (one["question"] == "as_listed")
			listed = one["class"] == "invalid" && one["invalidReason"] == "nothing_charged" &&
			         one["invalidText"]["zh"] == "没有收费";
	}
	CHECK(attitude);
	CHECK(listed);
	CHECK(call.send("record").error.code == "survey.answers.recorded");
}

TEST_CASE("SV-30 a refused sheet leaves nothing behind", "[SV-30][SV-39]")
{
	Call call;
	CHECK(call.send("record", {{"punctual", "perhaps"}}).error.code == "survey.answers.value");
	CHECK(call.send("record", {{"attitude", {{"said", "就那样"}}}}).error.code == "survey.answers.phrase");
	CHECK(call.send("record", {{"paid", 100}}).error.code == "survey.answers.hidden");
	CHECK(call.send("record", json::object(), "dissatisfied").error.code == "survey.answers.missing");
	CHECK(call.host
	          .call("POST", "/test/record",
	                {{"order", "1000"},
	                 {"task", "t"},
	                 {"questionnaire", "repair"},
	                 {"version", 7},
	                 {"answers", json::object()}})
	          .error.code == "survey.questionnaire.not_found");
	CHECK(call.host.value("SELECT COUNT(*) FROM survey_answer_sheet") == "0");
	CHECK(call.host.value("SELECT COUNT(*) FROM survey_answer") == "0");
	REQUIRE(call.send("record", {{"dissatisfied_about", "charge"}}, "dissatisfied").status == 201);
}

TEST_CASE("SV-15 a correction is a new sheet with author and reason, and takes back exactly what followed", "[SV-15]")
{
	Call call;
	const auto first = call.send("record", {{"conduct", "drinking"}});
	REQUIRE(first.status == 201);
	CHECK(first.body["violations"][0]["offence"] == "A-DRINKING");
	// The list of phrases and the ERP's times may have changed meanwhile: what is taken back has not.
	call.host.putErpRow("work_order", {{"branch_id", "01"}, {"erp_key", "1000"}, {"floor", 9}});
	const auto corrected = call.send("correct");
	REQUIRE(corrected.status == 201);
	CHECK(corrected.body["before"] == first.body);
	CHECK(corrected.body["after"]["violations"].empty());
	CHECK(corrected.body["revision"] == 2);
	const json sheets = call.host.call("GET", "/tasks/" + call.task() + "/answers").body["items"];
	REQUIRE(sheets.size() == 2);
	CHECK(sheets[0]["reason"].is_null());
	CHECK(sheets[1]["reason"] == "misheard");
	CHECK(sheets[1]["revision"] == 2);
	CHECK(call.host.value("SELECT value FROM survey_answer WHERE revision = 1 AND question = 'conduct'") ==
	      "\"drinking\"");
	const auto third = call.send("correct", {{"conduct", "things"}});
	CHECK(third.body["before"] == corrected.body["after"]);
	CHECK(third.body["revision"] == 3);
}

TEST_CASE("SV-38 the ERP's times and the company's limit are held against a late arrival", "[SV-38]")
{
	// Ordered 48 h ago, promised for 30 h ago, arrived 26 h ago: 22 h after the order.
	const json promise = {{"punctual", "no"}, {"late_cause", "shop_promise"}};
	Call call;
	CHECK(factOf(call.send("record", promise).body, "punctual") == "yes");
	Call strict;
	strict.host.setSetting("on_time_limit_minutes", 60);
	CHECK(factOf(strict.send("record", promise).body, "punctual") == "no");
}

TEST_CASE("SV-39 the list of phrases is a setting", "[SV-39]")
{
	Call call;
	call.host.setSetting("phrases", {{"yes", json::array()}, {"average", {"就那样"}}, {"no", json::array()}});
	CHECK(factOf(call.send("record", {{"attitude", {{"said", "就那样"}}}}).body, "attitude") == "average");
}

TEST_CASE("SV-30 answers are checked without being stored", "[SV-30]")
{
	Call call;
	const std::string path = "/tasks/" + call.task() + "/answers/check";
	const json asked = {{"id", "repair"}, {"version", 1}};
	auto checked = call.host.call(
		"POST", path, {{"questionnaire", asked}, {"answers", {{"punctual", "no"}, {"attitude", {{"said", "嗯"}}}}}});
	REQUIRE(checked.status == 200);
	const auto visible = checked.body["visible"].get<std::vector<std::string>>();
	CHECK(std::find(visible.begin(), visible.end(), "late_cause") != visible.end());
	bool asksBack = false;
	for (const auto& one : checked.body["problems"])
		asksBack = asksBack || (one["code"] == "survey.answers.phrase" && one["params"]["phrase"] == "嗯");
	CHECK(asksBack);
	checked = call.host.call("POST", path, {{"questionnaire", asked}, {"answers", Call::answers()}});
	CHECK(checked.body["problems"].empty());
	CHECK(checked.body["classes"]["badge"]["class"] == "no");
	CHECK(call.host.value("SELECT COUNT(*) FROM survey_answer_sheet") == "0");
	CHECK(
		call.host.call("POST", path, {{"questionnaire", {{"id", "none"}, {"version", 1}}}, {"answers", json::object()}})
			.error.code == "survey.questionnaire.not_found");
}

TEST_CASE("SV-12 a customer's answers are seen by the clerks of his branch only", "[SV-12]")
{
	Call call;
	REQUIRE(call.send("record").status == 201);
	const std::string task = call.task();
	call.host.setCaller("ben", {{"callback_clerk", "02"}});
	CHECK(call.host.call("GET", "/tasks/" + task + "/answers").error.code == "survey.task.not_found");
	CHECK(call.host.call("GET", "/tasks/" + task + "/questionnaire").error.code == "survey.task.not_found");
}
