#include "rules/QuestionnaireJson.hpp"

#include <catch2/catch.hpp>

#include <functional>
#include <random>

using namespace survey;
using nlohmann::json;

namespace {

json text(const char* both)
{
	return {{"zh", both}, {"en", both}};
}

/// Two questions, the second after a "no"; without a problem.
json good()
{
	return {{"id", "short"},
	        {"title", text("t")},
	        {"group", "end"},
	        {"questions",
	         {{{"id", "belt"},
	           {"kind", "yes_no"},
	           {"text", text("belt?")},
	           {"indicator", "belt"},
	           {"invalid", {{{"id", "low"}, {"text", text("low")}, {"if", {{"question", "needed"}, {"is", "no"}}}}}},
	           {"violations", {{{"offence", "A-UNSAFE"}, {"if", {{"question", "belt"}, {"class", "no"}}}}}}},
	          {{"id", "needed"},
	           {"kind", "yes_no"},
	           {"text", text("needed?")},
	           {"showIf", {{"question", "belt"}, {"is", "no"}}}}}}};
}

/// The place and code of the first problem after a change.
std::string problem(const std::function<void(json&)>& change)
{
	json content = good();
	change(content);
	const Problems problems = problemsOf(content);
	return problems.empty() ? "" : problems.front().pointer + " " + problems.front().code;
}

} // namespace

TEST_CASE("SV-30 a questionnaire without a problem can be published", "[SV-30]")
{
	CHECK(problem([](json&) {}).empty());
}

TEST_CASE("SV-30 what is wrong with a questionnaire is said with its place", "[SV-30]")
{
	CHECK(problem([](json& q) { q = json::array(); }) == " type");
	CHECK(problem([](json& q) { q["colour"] = 1; }) == " member");
	CHECK(problem([](json& q) { q.erase("title"); }) == "/title missing");
	CHECK(problem([](json& q) { q["title"]["en"] = " "; }) == "/title/en missing");
	CHECK(problem([](json& q) { q["id"] = "Short"; }) == "/id value");
	CHECK(problem([](json& q) { q["group"] = "aliens"; }) == "/group value");
	CHECK(problem([](json& q) { q["questions"] = json::array(); }) == "/questions missing");
	CHECK(problem([](json& q) { q["validFrom"] = "2026-02-30"; }) == "/validFrom value");
	CHECK(problem([](json& q) { q["validFrom"] = q["validTo"] = "2026-02-03"; }) == "/validTo value");
	CHECK(problem([](json& q) { q["applies"] = {{"stages", {"moon"}}}; }) == "/applies/stages/0 value");
	CHECK(problem([](json& q) { q["applies"] = {{"channels", {"fax"}}}; }) == "/applies/channels/0 value");
	CHECK(problem([](json& q) {
			  q["questions"][1]["id"] = "belt";
			  q["questions"][0].erase("invalid");
		  }) == "/questions/1/id unique");
	CHECK(problem([](json& q) { q["questions"][0]["kind"] = "essay"; }) == "/questions/0/kind value");
	CHECK(problem([](json& q) { q["questions"][0]["required"] = "yes"; }) == "/questions/0/required type");
	CHECK(problem([](json& q) { q["questions"][0]["minimum"] = 1.5; }) == "/questions/0/minimum type");
	CHECK(problem([](json& q) {
			  q["questions"][0]["options"] = {{{"id", "aa"}, {"text", text("a")}}};
		  }) == "/questions/0/options value");
	CHECK(problem([](json& q) {
			  q["questions"][1]["kind"] = "choice";
			  q["questions"][0].erase("invalid");
		  }) == "/questions/1/options value");
	CHECK(problem([](json& q) { q["questions"][1]["indicator"] = "belt"; }) == "/questions/1/indicator unique");
	CHECK(problem([](json& q) { q["questions"][1]["indicator"] = "satisfaction"; }) == "/questions/1/indicator value");
	CHECK(problem([](json& q) { q["questions"][1]["indicator"] = "first_visit_fix_repair"; }) ==
	      "/questions/1/indicator value");
	CHECK(problem([](json& q) { q["questions"][1]["phrases"] = true; }) == "/questions/1/phrases value");
	CHECK(problem([](json& q) {
			  q["questions"][1]["kind"] = "text";
			  q["questions"][1]["clock"] = "appointment";
			  q["questions"][0].erase("invalid");
		  }) == "/questions/1/clock value");
	CHECK(problem([](json& q) { q["questions"][0]["violations"][0]["offence"] = "unsafe"; }) ==
	      "/questions/0/violations/0/offence value");
	CHECK(problem([](json& q) {
			  q["questions"][0]["findings"] = {
				  {{"finding", "overcharge"}, {"amount", "needed"}, {"if", {{"question", "belt"}, {"class", "no"}}}}};
		  }) == "/questions/0/findings/0/amount value");
	CHECK(problem([](json& q) {
			  q["questions"][0]["onTime"] = {{"cause", "needed"}};
		  }) == "/questions/0/onTime/cause reference");
}

TEST_CASE("SV-30 a condition refers to an earlier question, to values that occur, and to known facts", "[SV-30]")
{
	const auto shown = [](const json& condition) {
		return problem([&](json& q) { q["questions"][1]["showIf"] = condition; });
	};
	CHECK(shown({{"fact", "floor"}, {"atLeast", 2}}).empty());
	CHECK(shown({{"fact", "smart_tv"}, {"is", true}}).empty());
	CHECK(shown({{"all",
	              {{{"question", "belt"}, {"is", {"yes", "no"}}}, {{"not", {{"fact", "floor"}, {"known", true}}}}}}})
	          .empty());
	CHECK(shown({{"question", "needed"}, {"is", "no"}}) == "/questions/1/showIf reference"); // itself
	CHECK(shown({{"question", "nobody"}, {"is", "no"}}) == "/questions/1/showIf reference");
	CHECK(shown({{"question", "belt"}, {"is", "maybe"}}) == "/questions/1/showIf value");
	CHECK(shown({{"question", "belt"}, {"above", 1}}) == "/questions/1/showIf value");
	CHECK(shown({{"question", "belt"}, {"class", "no"}}) == "/questions/1/showIf value"); // not known yet
	CHECK(shown({{"fact", "weather"}, {"is", "bad"}}) == "/questions/1/showIf reference");
	CHECK(shown({{"fact", "floor"}, {"is", "two"}}) == "/questions/1/showIf value");
	CHECK(shown({{"fact", "brand"}, {"above", 1}}) == "/questions/1/showIf value");
	CHECK(shown({{"all", {{{"question", "nobody"}, {"known", true}}}}}) == "/questions/1/showIf/all/0 reference");
	CHECK(shown({{"all", json::array()}}) == "/questions/1/showIf/all missing");
	CHECK(shown(json::object()) == "/questions/1/showIf value");
	CHECK(shown({{"question", "belt"}}) == "/questions/1/showIf value");
	CHECK(shown({{"question", "belt"}, {"is", "no"}, {"known", true}}) == "/questions/1/showIf value");
	CHECK(shown({{"fact", "floor"}, {"question", "belt"}, {"is", 1}}) == "/questions/1/showIf value");
	CHECK(problem([](json& q) {
			  q["questions"][0]["showIf"] = {{"question", "needed"}, {"is", "no"}};
		  }) == "/questions/0/showIf reference");
	json deep = {{"fact", "floor"}, {"known", true}};
	for (int i = 0; i < 5'000; ++i) deep = {{"not", deep}};
	CHECK_FALSE(shown(deep).empty());
}

TEST_CASE("SV-30 whatever a draft holds is read without harm", "[SV-30]")
{
	std::mt19937 random(30);
	const auto pick = [&](std::size_t below) {
		return std::uniform_int_distribution<std::size_t>(0, below - 1)(random);
	};
	const json junk[] = {nullptr,
	                     true,
	                     -1,
	                     1.5,
	                     "x",
	                     json::array(),
	                     json::object(),
	                     json::array({1, "a"}),
	                     {{"zh", 1}},
	                     18'446'744'073'709'551'615ULL};
	for (int run = 0; run < 10'000; ++run)
	{
		const json flat = good().flatten();
		json broken = flat;
		for (std::size_t changes = 1 + pick(3); changes > 0; --changes)
		{
			auto at = broken.begin();
			std::advance(at, static_cast<std::ptrdiff_t>(pick(broken.size())));
			const json& value = junk[pick(5)];
			*at = value;
		}
		json content = broken.unflatten();
		content["questions"][pick(2)][pick(2) == 0 ? "showIf" : "invalid"] = junk[pick(std::size(junk))];
		Problems problems;
		const json written = toJson(readQuestionnaire(content, problems));
		// What is without a problem is kept as it is meant.
		if (problemsOf(content).empty()) REQUIRE(problemsOf(written).empty());
	}
}
