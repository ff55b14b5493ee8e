#include "rules/Assessment.hpp"
#include "rules/testing/ShippedQuestionnaire.hpp"

#include "rules/AnswersJson.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace survey;
using nlohmann::json;
using survey::testing::shipped;

namespace {

constexpr std::int64_t kHour = 3'600'000;

AnswerRules rules()
{
	return {
		{{"挺好", FactClass::yes}, {"还行", FactClass::average}, {"不满意", FactClass::no}, {"满意", FactClass::yes}},
		24 * 60,
		0};
}

OrderFacts acInstall()
{
	OrderFacts facts;
	facts.values = {{"product_type", std::string("ac")}, {"stage", std::string("on_site")}};
	facts.times.orderedAt = 0;
	facts.times.appointmentAt = 10 * kHour;
	return facts;
}

/// A customer with nothing to object to.
json content()
{
	return {{"punctual", "yes"},       {"clothes", "yes"},       {"badge", "yes"},    {"shoe_covers", "yes"},
	        {"attitude", "yes"},       {"conduct", "none"},      {"test_run", "yes"}, {"leak_test", "yes"},
	        {"belt", "yes"},           {"extra_charge", "none"}, {"cleaned", "yes"},  {"explained", "yes"},
	        {"first_visit_fix", "yes"}};
}

Assessment judged(const json& change, const std::string& id = "ac_install_onsite", const json& base = content(),
                  const OrderFacts& facts = acInstall())
{
	json answers = base;
	for (const auto& entry : change.items())
		if (entry.value().is_null()) answers.erase(entry.key());
		else answers[entry.key()] = entry.value();
	std::vector<erphost::Error> problems;
	const GivenAnswers given = readAnswers(answers, problems);
	REQUIRE(problems.empty());
	return assess(shipped(id), facts, given, rules());
}

/// The class of an indicator; nullopt where it is not counted.
std::optional<FactClass> fact(const Assessment& assessment, const std::string& indicator)
{
	for (const auto& problem : assessment.problems) UNSCOPED_INFO(problem.code << " " << problem.param("pointer"));
	CHECK(assessment.problems.empty());
	for (const auto& one : assessment.outcome.facts)
		if (one.indicator == indicator) return one.outcome;
	return std::nullopt;
}

std::string refusal(const Assessment& assessment)
{
	if (assessment.problems.empty()) return "";
	CHECK(assessment.answers.size() < 100);
	const auto& first = assessment.problems.front();
	return first.code + " " + std::string(first.param("pointer"));
}

bool fined(const Assessment& assessment, const std::string& offence)
{
	const auto& all = assessment.outcome.violations;
	return std::any_of(all.begin(), all.end(), [&](const Violation& one) { return one.offence == offence; });
}

} // namespace

TEST_CASE("SV-30 SV-31 SV-34 SV-37 yes and no enter their indicators", "[SV-30][SV-31][SV-34][SV-37]")
{
	for (const char* question : {"punctual", "clothes", "badge", "shoe_covers", "leak_test", "cleaned", "explained"})
	{
		INFO(question);
		const std::string indicator = shipped("ac_install_onsite").find(question)->indicator;
		CHECK(fact(judged({}), indicator) == FactClass::yes);
		json no = {{question, "no"}};
		if (std::string(question) == "punctual") no["late_cause"] = "none";
		CHECK(fact(judged(no), indicator) == FactClass::no);
	}
	CHECK(fined(judged({{"punctual", "no"}, {"late_cause", "none"}}), "A-MISSED-APPOINTMENT"));
	CHECK(fined(judged({{"clothes", "no"}}), "B-UNIFORM"));
	CHECK(judged({}).outcome.violations.empty());
}

TEST_CASE("SV-30 the customer's word confirms the clock of the appointment", "[SV-30][SV-38]")
{
	const auto kept = judged({}).outcome.clocks;
	REQUIRE(kept.size() == 1);
	CHECK(kept[0].clock == "appointment");
	CHECK(kept[0].inTime);
	CHECK_FALSE(judged({{"punctual", "no"}, {"late_cause", "none"}}).outcome.clocks.at(0).inTime);
	CHECK(judged({{"punctual", {{"invalid", "not_at_home"}}}}).outcome.clocks.empty());
}

TEST_CASE("SV-38 a late arrival is on time where the rule says so, and then no fine is proposed", "[SV-38]")
{
	const json weather = {
		{"punctual", "no"}, {"late_cause", "weather"}, {"agreed_at", 30 * kHour}, {"arrived_at", 29 * kHour}};
	CHECK(fact(judged(weather), "punctual") == FactClass::yes);
	CHECK_FALSE(fined(judged(weather), "A-MISSED-APPOINTMENT"));
	CHECK(judged(weather).outcome.clocks.at(0).inTime);
	json late = weather;
	late["arrived_at"] = 31 * kHour;
	CHECK(fact(judged(late), "punctual") == FactClass::no);
	late.erase("arrived_at"); // nobody knows when he came: the customer's word holds
	CHECK(fact(judged(late), "punctual") == FactClass::no);
	auto facts = acInstall();
	facts.times.arrivedAt = 23 * kHour; // the ERP knows
	CHECK(fact(judged({{"punctual", "no"}, {"late_cause", "shop_promise"}}, "ac_install_onsite", content(), facts),
	           "punctual") == FactClass::yes);
	CHECK(fact(judged({{"punctual", "no"}, {"late_cause", "none"}}, "ac_install_onsite", content(), facts),
	           "punctual") == FactClass::no);
	CHECK(fact(judged({{"punctual", "no"},
	                   {"late_cause", "exchanged"},
	                   {"redelivered_at", 20 * kHour},
	                   {"arrived_at", 40 * kHour}}),
	           "punctual") == FactClass::yes);
	CHECK(refusal(judged({{"punctual", "no"}})) == "survey.answers.missing /answers/late_cause");
}

TEST_CASE("SV-32 attitude: yes, average, no; not at home does not count", "[SV-32][SV-39]")
{
	CHECK(fact(judged({{"attitude", "average"}}), "attitude") == FactClass::average);
	CHECK(fact(judged({{"attitude", {{"said", "挺好的"}}}}), "attitude") == FactClass::yes);
	CHECK(fact(judged({{"attitude", {{"said", "不满意"}}}}), "attitude") == FactClass::no);
	CHECK(fact(judged({{"attitude", {{"invalid", "not_at_home"}}}}), "attitude") == FactClass::invalid);
	CHECK(judged({{"attitude", "no"}}).outcome.findings.at(0).finding == "conduct");
	const auto unknown = judged({{"attitude", {{"said", "就那样"}}}});
	CHECK(refusal(unknown) == "survey.answers.phrase /answers/attitude");
	CHECK(unknown.problems.at(0).param("phrase") == "就那样");
	// Asked back: the clerk chooses, the words are kept.
	const auto known = judged({{"attitude", {{"value", "average"}, {"said", "就那样"}}}});
	CHECK(fact(known, "attitude") == FactClass::average);
	const auto answer = std::find_if(known.answers.begin(), known.answers.end(),
	                                 [](const JudgedAnswer& one) { return one.question == "attitude"; });
	REQUIRE(answer != known.answers.end());
	CHECK(answer->given.said == "就那样");
	CHECK(refusal(judged({{"attitude", {{"invalid", "bad_mood"}}}})) == "survey.answers.reason /answers/attitude");
}

TEST_CASE("SV-33 a missing test run is asked further: without power it does not count", "[SV-33]")
{
	CHECK(refusal(judged({{"test_run", "no"}})) == "survey.answers.missing /answers/test_run_possible");
	CHECK(fact(judged({{"test_run", "no"}, {"test_run_possible", "possible"}}), "test_run") == FactClass::no);
	CHECK(fact(judged({{"test_run", "no"}, {"test_run_possible", "no_power"}}), "test_run") == FactClass::invalid);
	CHECK(refusal(judged({{"test_run_possible", "no_power"}})) == "survey.answers.hidden /answers/test_run_possible");
	// The reason follows from the next question; it cannot be claimed.
	CHECK(refusal(judged({{"test_run", {{"invalid", "no_power"}}}})) == "survey.answers.reason /answers/test_run");
}

TEST_CASE("SV-35 no belt is asked further: needed is a fine, a balcony or ladder does not count", "[SV-35]")
{
	CHECK(refusal(judged({{"belt", "no"}})) == "survey.answers.missing /answers/belt_needed");
	const auto needed = judged({{"belt", "no"}, {"belt_needed", "needed"}});
	CHECK(fact(needed, "belt") == FactClass::no);
	REQUIRE(fined(needed, "A-UNSAFE"));
	CHECK(needed.outcome.violations.at(0).text == "安装外机时是否系安全带？否");
	for (const char* place : {"balcony", "ladder", "low"})
	{
		const auto free = judged({{"belt", "no"}, {"belt_needed", place}});
		CHECK(fact(free, "belt") == FactClass::invalid);
		CHECK_FALSE(fined(free, "A-UNSAFE"));
	}
	// Only an air conditioner has an outdoor unit.
	OrderFacts washer = acInstall();
	washer.values["product_type"] = std::string("fridge_washer");
	const auto other = judged({{"belt", nullptr}, {"leak_test", nullptr}}, "install", content(), washer);
	CHECK_FALSE(fact(other, "belt"));
}

TEST_CASE("SV-36 charges: nothing charged does not count, an amount is in fen, off the list is looked into", "[SV-36]")
{
	for (const char* indicator : {"charge.list_shown", "charge.as_listed", "charge.receipt"})
		CHECK(fact(judged({}), indicator) == FactClass::invalid);
	const json charged = {{"extra_charge", "charged"}, {"list_shown", "yes"}, {"as_listed", "no"}, {"receipt", "no"}};
	CHECK(refusal(judged(charged)) == "survey.answers.missing /answers/paid");
	json paid = charged;
	paid["paid"] = 12'050;
	const auto judgedPaid = judged(paid);
	CHECK(fact(judgedPaid, "charge.list_shown") == FactClass::yes);
	CHECK(fact(judgedPaid, "charge.as_listed") == FactClass::no);
	REQUIRE(judgedPaid.outcome.findings.size() == 2);
	CHECK(judgedPaid.outcome.findings[0].finding == "overcharge");
	CHECK(judgedPaid.outcome.findings[0].amountFen == 12'050);
	// FE-06: what he paid is told whether he complains or not; the fees compare it.
	paid["as_listed"] = "yes";
	const auto content = judged(paid);
	REQUIRE(content.outcome.findings.size() == 1);
	CHECK(content.outcome.findings[0].finding == "paid");
	CHECK(content.outcome.findings[0].amountFen == 12'050);
	for (const json& wrong : {json(-1), json("120.50"), json(true)})
	{
		paid["paid"] = wrong;
		CHECK(refusal(judged(paid)) == "survey.answers.value /answers/paid");
	}
	CHECK(refusal(judged({{"paid", 100}})) == "survey.answers.hidden /answers/paid");
}

TEST_CASE("SV-10 activation is known from the answer, or not at all", "[SV-10]")
{
	json tv = content();
	for (const char* gone : {"belt", "leak_test"}) tv.erase(gone);
	tv["tv_activated"] = "yes";
	CHECK(judged({}, "smart_tv", tv).outcome.activated == true);
	CHECK(fact(judged({}, "smart_tv", tv), "activation") == FactClass::yes);
	const auto no = judged({{"tv_activated", "no"}, {"not_activated_because", "no_network"}}, "smart_tv", tv);
	CHECK(no.outcome.activated == false);
	CHECK(fact(no, "activation") == FactClass::no);
	CHECK_FALSE(judged({}).outcome.activated);
}

TEST_CASE("SV-59 fixed at the first visit is an indicator of installs, repairs and smart TVs", "[SV-59]")
{
	for (const char* id : {"ac_install_onsite", "install", "repair", "smart_tv"})
	{
		const Questionnaire questionnaire = shipped(id);
		CHECK(std::any_of(questionnaire.questions.begin(), questionnaire.questions.end(),
		                  [](const Question& one) { return one.indicator == "first_visit_fix"; }));
	}
	CHECK(fact(judged({{"first_visit_fix", "no"}}), "first_visit_fix") == FactClass::no);
}

TEST_CASE("SV-59 an order's first visit counts in one line: smart TV, network TV, else install or repair", "[SV-59]")
{
	const auto lines = [](const json& values, const char* answer) {
		OrderFacts facts = acInstall();
		for (const auto& [fact, value] : values.items())
			if (value.is_boolean()) facts.values[fact] = value.get<bool>();
			else facts.values[fact] = value.get<std::string>();
		std::string counted;
		for (const auto& one :
		     judged({{"first_visit_fix", answer}}, "ac_install_onsite", content(), facts).outcome.facts)
			if (one.indicator.starts_with("first_visit_fix_"))
				counted += one.indicator + (one.outcome == FactClass::yes ? "+" : "-");
		return counted;
	};
	CHECK(lines({{"service_type", "install"}}, "yes") == "first_visit_fix_install+");
	CHECK(lines({{"service_type", "repair"}}, "no") == "first_visit_fix_repair-");
	CHECK(lines({{"service_type", "install"}, {"smart_tv", true}}, "no") == "first_visit_fix_smart_tv-");
	CHECK(lines({{"service_type", "repair"}, {"network_tv", true}}, "yes") == "first_visit_fix_network_tv+");
	CHECK(lines({{"smart_tv", true}, {"network_tv", true}}, "yes") == "first_visit_fix_smart_tv+");
	CHECK(lines({{"service_type", "install"}, {"smart_tv", false}}, "yes") == "first_visit_fix_install+");
	CHECK(lines(json::object(), "yes").empty()); // the ERP does not say what it was
}

TEST_CASE("SV-11 staff and big customers grade in five levels, each by its own indicator", "[SV-11]")
{
	const json staff = {{"after_sales", "very_dissatisfied"}, {"logistics", "average"}, {"sales", "satisfied"},
	                    {"finance", "very_satisfied"},        {"hr", "dissatisfied"},   {"purchasing", "satisfied"},
	                    {"department_conduct", "shirking"},   {"complaint", "仓库推诿"}};
	const auto answers = judged({}, "staff_monthly", staff);
	CHECK(fact(answers, "staff.after_sales") == FactClass::veryNo);
	CHECK(fact(answers, "staff.logistics") == FactClass::average);
	CHECK(fact(answers, "staff.finance") == FactClass::veryYes);
	CHECK(fact(answers, "staff.hr") == FactClass::no);
	CHECK(fined(answers, "A-DEPARTMENT"));
	CHECK(fact(judged({}, "big_customer",
	                  {{"timeliness", "satisfied"},
	                   {"workmanship", "average"},
	                   {"communication", "satisfied"},
	                   {"complaint_handling", "satisfied"},
	                   {"first_visit_fix", "yes"}}),
	           "big.workmanship") == FactClass::average);
}

TEST_CASE("SV-30 missing, unknown and impossible answers are refused by name", "[SV-30]")
{
	CHECK(refusal(judged({{"cleaned", nullptr}})) == "survey.answers.missing /answers/cleaned");
	CHECK(refusal(judged({{"colour", "red"}})) == "survey.answers.unknown /answers/colour");
	CHECK(refusal(judged({{"cleaned", "maybe"}})) == "survey.answers.value /answers/cleaned");
	CHECK(refusal(judged({{"conduct", "singing"}})) == "survey.answers.value /answers/conduct");
	CHECK(refusal(judged({{"remark", std::string(2'001, 'x')}})) == "survey.answers.value /answers/remark");
	std::vector<erphost::Error> problems;
	readAnswers({{"a", 1.5}, {"b", json::array()}, {"c", {{"colour", 1}}}, {"d", {{"said", 1}}}}, problems);
	CHECK(problems.size() == 4);
	problems.clear();
	readAnswers(json::array(), problems);
	CHECK(problems.size() == 1);
	// An unhappy customer is asked what about, by the level of the same attempt.
	OrderFacts unhappy = acInstall();
	unhappy.values["level"] = std::string("dissatisfied");
	CHECK(refusal(judged({}, "ac_install_onsite", content(), unhappy)) ==
	      "survey.answers.missing /answers/dissatisfied_about");
}
