#include "surface/testing/FigureDesk.hpp"

#include <set>

using namespace survey;
using nlohmann::json;
using survey::testing::FigureDesk;

namespace {

json firstPartOf(const json& figures)
{
	json names = json::array();
	for (const auto& item : figures["items"]) names.push_back(item["key"]);
	return names;
}

} // namespace

TEST_CASE("SV-57 technicians by the lower end of the interval, few answers last and said to be few", "[SV-57]")
{
	FigureDesk desk;
	const auto few = desk.task("1000", {{"technician_number", "T1"}, {"technician_name", "甲"}});
	const auto many = desk.task("1001", {{"technician_number", "T2"}, {"technician_name", "乙"}});
	const auto bad = desk.task("1002", {{"technician_number", "T3"}, {"technician_name", "丙"}});
	desk.satisfaction(few, "2026-11", FactClass::yes, 3);
	desk.satisfaction(many, "2026-11", FactClass::veryYes, 24);
	desk.satisfaction(many, "2026-11", FactClass::no, 1);
	desk.satisfaction(bad, "2026-11", FactClass::veryNo, 20);
	const json best = desk.get("/indicators?month=2026-11&by=technician&sort=rank");
	CHECK(firstPartOf(best) == json({"T2", "T3", "T1"}));
	CHECK(best["items"][0]["rank"] == 1);
	CHECK(best["items"][2]["few"] == true);
	CHECK(best["items"][2]["rank"].is_null());
	CHECK(firstPartOf(desk.get("/indicators?month=2026-11&by=technician&sort=-rank")) == json({"T3", "T2", "T1"}));
	CHECK(firstPartOf(desk.get("/indicators?month=2026-11&by=technician&sort=-rate")) == json({"T1", "T2", "T3"}));
	CHECK(firstPartOf(desk.get("/indicators?month=2026-11&by=technician&sort=n")) == json({"T1", "T3", "T2"}));
	CHECK(firstPartOf(desk.get("/indicators?month=2026-11&by=technician&sort=-no")) == json({"T3", "T2", "T1"}));
	CHECK(firstPartOf(desk.get("/indicators?month=2026-11&by=technician&search=乙")) == json({"T2"}));
	CHECK(best["total"]["answered"] == 48);
	CHECK(best["target"] == 0.95);
}

TEST_CASE("SV-54 whoever is for one branch sees its sums only", "[SV-54]")
{
	FigureDesk desk;
	desk.satisfaction(desk.task("1000"), "2026-11", FactClass::yes, 2);
	desk.satisfaction(desk.task("1001", {{"branch_id", "02"}}), "2026-11", FactClass::no, 5);
	CHECK(desk.get("/indicators?month=2026-11&by=brand")["total"]["answered"] == 7);
	desk.host.setCaller("anna", {{"branch_manager", "01"}});
	const json own = desk.get("/indicators?month=2026-11&by=brand");
	CHECK(own["total"]["answered"] == 2);
	CHECK(own["items"][0]["rate"]["numerator"] == 2);
	CHECK(desk.get("/indicators?month=2026-11&branch=02")["items"].empty());
	CHECK(desk.get("/months/2026-11")["branches"].size() == 1);
}

TEST_CASE("SV-54 a list of figures is paged without losing or repeating a line", "[SV-54]")
{
	FigureDesk desk;
	for (int i = 0; i < 23; ++i)
		desk.satisfaction(desk.task(std::to_string(1000 + i), {{"technician_number", "T" + std::to_string(i)}}),
		                  "2026-11", FactClass::yes, 1);
	for (const char* sort : {"name", "-rate", "n", "rank"})
	{
		std::set<std::string> seen;
		std::string cursor;
		do
		{
			const json page =
				desk.get(std::string("/indicators?month=2026-11&by=technician&limit=5&sort=") + sort + cursor);
			for (const auto& item : page["items"]) CHECK(seen.insert(item["key"]).second);
			cursor = page["next"].is_null() ? "" : "&cursor=" + page["next"].get<std::string>();
		} while (!cursor.empty());
		CHECK(seen.size() == 23);
	}
	CHECK(desk.host.call("GET", "/indicators?month=2026-11&cursor=x").error.code == "cursor.invalid");
}

TEST_CASE("SV-57 trend over months, and why customers are dissatisfied", "[SV-57][SV-59]")
{
	FigureDesk desk;
	const auto task = desk.task("1000");
	const int yes = static_cast<int>(FactClass::yes), no = static_cast<int>(FactClass::no),
			  invalid = static_cast<int>(FactClass::invalid);
	REQUIRE(desk.count(task, "2026-11", {{"satisfaction", no}, {"punctual", no}, {"belt", invalid}}).status == 204);
	REQUIRE(desk.count(task, "2026-11", {{"satisfaction", no}, {"punctual", no}, {"belt", no}}).status == 204);
	REQUIRE(desk.count(task, "2026-11", {{"satisfaction", yes}, {"first_visit_fix", yes}}).status == 204);
	REQUIRE(desk.count(task, "2026-09", {{"satisfaction", yes}}).status == 204);
	const json trend = desk.get("/indicators/trend?months=3&until=2026-11&by=branch");
	CHECK(trend["months"] == json({"2026-09", "2026-10", "2026-11"}));
	REQUIRE(trend["series"].size() == 1);
	CHECK(trend["series"][0]["points"][0]["value"] == 1.0);
	CHECK(trend["series"][0]["points"][1]["value"].is_null()); // nobody answered: neither 0 nor 100 %
	CHECK(trend["series"][0]["points"][2]["denominator"] == 3);
	CHECK(trend["total"][2]["numerator"] == 1);
	const json causes = desk.get("/indicators/pareto?month=2026-11");
	CHECK(causes["dissatisfied"] == 2);
	REQUIRE(causes["items"].size() == 2);
	CHECK(causes["items"][0]["cause"] == "punctual");
	CHECK(causes["items"][0]["n"] == 2);
	CHECK(causes["items"][1]["asked"] == 1);
	CHECK(causes["items"][1]["cumulative"] == 1.0);
	CHECK(desk.get("/indicators/pareto?month=2026-11&stage=carry_in")["items"].empty());
	CHECK(desk.get("/indicators/names?month=2026-11")["items"].size() == 4);
	CHECK(desk.get("/indicators?month=2026-11&indicator=first_visit_fix&by=service_type")["items"][0]["key"] ==
	      "install");
}

TEST_CASE("SV-58 dissatisfied and average orders are examined, satisfied ones rewarded", "[SV-58]")
{
	FigureDesk desk;
	desk.host.setSetting("bonus", {{"very_satisfied", 1000}, {"satisfied", 500}});
	const auto bad = desk.task("1000"), average = desk.task("1001"), good = desk.task("1002"), best = desk.task("1003");
	desk.satisfaction(bad, "2026-11", FactClass::no, 1);
	desk.satisfaction(average, "2026-11", FactClass::average, 1);
	desk.satisfaction(good, "2026-11", FactClass::yes, 1);
	desk.satisfaction(best, "2026-11", FactClass::veryYes, 1);
	const json open = desk.get("/assessments?month=2026-11&kind=examine&state=open");
	CHECK(open["total"] == 2);
	const json rewards = desk.get("/assessments?month=2026-11&kind=bonus");
	CHECK(rewards["total"] == 2);
	CHECK(rewards["bonusFen"] == 1500);
	const json body = {{"finding", "师傅未讲解"}, {"measure", "培训"}};
	CHECK(desk.host.call("PUT", "/assessments/" + good, body, "0").error.code == "survey.assessment.not_found");
	CHECK(desk.host.call("PUT", "/assessments/" + bad, body).error.code == "request.match_required");
	REQUIRE(desk.host.call("PUT", "/assessments/" + bad, body, "0").status == 200);
	CHECK(desk.host.call("PUT", "/assessments/" + bad, body, "0").error.code == "survey.assessment.stale");
	CHECK(desk.get("/assessments?month=2026-11&kind=examine&state=open")["total"] == 1);
	const json done = desk.get("/assessments?month=2026-11&kind=examine&state=examined");
	REQUIRE(done["items"].size() == 1);
	CHECK(done["items"][0]["finding"] == "师傅未讲解");
	// What was a mistake is not in the list any more.
	REQUIRE(desk.count(average, "2026-11", {{"satisfaction", static_cast<int>(FactClass::average)}}, -1).status == 204);
	CHECK(desk.get("/assessments?month=2026-11&kind=examine")["total"] == 1);
}
