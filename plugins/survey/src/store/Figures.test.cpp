#include "surface/testing/FigureDesk.hpp"

#include <map>
#include <random>

using namespace survey;
using nlohmann::json;
using survey::testing::FigureDesk;

TEST_CASE("SV-54 figures equal a recount, whatever was counted and taken back", "[SV-54][SV-15]")
{
	FigureDesk desk;
	std::vector<std::string> tasks;
	for (int i = 0; i < 6; ++i)
		tasks.push_back(
			desk.task(std::to_string(1000 + i), {{"branch_id", i % 2 ? "01" : "02"},
		                                         {"technician_number", "T" + std::to_string(i % 3)},
		                                         {"completed_at", FigureDesk::kToday - i * 20 * FigureDesk::kDay}}));
	struct Counted
	{
		std::string task, month;
		json facts;
	};
	std::vector<Counted> live;
	std::mt19937 random(7);
	for (int i = 0; i < 1500; ++i)
	{
		if (!live.empty() && random() % 3 == 0)
		{
			const auto at = live.begin() + static_cast<long>(random() % live.size());
			REQUIRE(desk.count(at->task, at->month, at->facts, -1).status == 204);
			live.erase(at);
			continue;
		}
		Counted counted{tasks[random() % tasks.size()], random() % 2 ? "2026-10" : "2026-11", json::object()};
		for (const char* indicator : {"satisfaction", "belt", "punctual"})
			if (random() % 2) counted.facts[indicator] = random() % 8;
		if (counted.facts.empty()) continue;
		REQUIRE(desk.count(counted.task, counted.month, counted.facts).status == 204);
		live.push_back(std::move(counted));
	}
	std::map<std::string, std::int64_t> expected; // month and indicator → outcomes that a rate counts
	for (const auto& counted : live)
		for (const auto& [indicator, outcome] : counted.facts.items())
			expected[counted.month + indicator] += outcome.get<int>() < 5;
	for (const char* month : {"2026-10", "2026-11"})
		for (const char* indicator : {"satisfaction", "belt", "punctual"})
			for (const char* by : {"branch", "stage", "product", "service_type", "service_mode", "technician",
			                       "provider", "brand", "store", "respondent", "questionnaire"})
			{
				const json figures = desk.get(std::string("/indicators?basis=answered&month=") + month +
				                              "&indicator=" + indicator + "&by=" + by);
				REQUIRE(figures["total"]["answered"] == expected[std::string(month) + indicator]);
			}
	CHECK(desk.host.value("SELECT MIN(MIN(very_yes, yes, average, no, very_no, invalid, refused, not_reached)) FROM "
	                      "survey_figure") == "0");
	// By completion the same answers lie in other months.
	CHECK(desk.host.value("SELECT SUM(yes) FROM survey_figure WHERE basis = 'completed' AND dimension = 'branch'") ==
	      desk.host.value("SELECT SUM(yes) FROM survey_figure WHERE basis = 'answered' AND dimension = 'branch'"));
	CHECK(desk.host.value("SELECT COUNT(DISTINCT month) FROM survey_figure WHERE basis = 'completed'") == "5");
}

TEST_CASE("SV-54 a correction leaves the technician it went to, although the ERP has changed him", "[SV-54][SV-15]")
{
	FigureDesk desk;
	const std::string task = desk.task("1000");
	REQUIRE(desk.count(task, "2026-11", {{"satisfaction", 3}}).status == 204);
	desk.task("1000", {{"technician_number", "T2"}, {"technician_name", "李四"}});
	REQUIRE(desk.count(task, "2026-11", {{"satisfaction", 3}}, -1).status == 204);
	REQUIRE(desk.count(task, "2026-11", {{"satisfaction", 1}}).status == 204);
	const json figures = desk.get("/indicators?month=2026-11&by=technician");
	REQUIRE(figures["items"].size() == 1);
	CHECK(figures["items"][0]["name"] == "李四");
	CHECK(figures["items"][0]["rate"]["numerator"] == 1);
	CHECK(desk.count(task, "2026-11", {{"satisfaction", 3}}, -1).error.code == "survey.figure.not_counted");
}

TEST_CASE("SV-54 attempts of before are counted exactly once, in pieces", "[SV-54][SV-05]")
{
	FigureDesk desk;
	const std::string task = desk.task("1000");
	for (int i = 1; i <= 250; ++i)
	{
		const std::string number = std::to_string(i);
		desk.host.value("INSERT INTO survey_attempt (task_id, round, attempt, branch_id, at, month, clerk, clerk_name, "
		                "disposition, level, words, planned_at) VALUES ('" +
		                task + "', 1, " + number + ", '01', 1, '2026-09', 'x', 'x', '" +
		                (i == 250 ? "answered', 'satisfied'"
		                 : i % 2  ? "refused', NULL"
		                          : "busy', NULL") +
		                ", '', NULL)");
		desk.host.value("INSERT INTO survey_uncounted VALUES ('" + task + "', " + number + ")");
	}
	// A correction comes before the job has got there.
	REQUIRE(desk.count(task, "2026-09", {{"satisfaction", static_cast<int>(FactClass::yes)}}, -1).status == 204);
	for (int i = 0; i < 5; ++i)
	{
		desk.host.setNow(desk.host.now() + 61'000);
		desk.settle();
	}
	const json total = desk.get("/indicators?month=2026-09")["total"];
	CHECK(total["refused"] == 125);
	CHECK(total["notReached"] == 124);
	CHECK(total["answered"] == 0);
}

TEST_CASE("SV-54 one more answer writes as many rows among ten thousand as among ten", "[SV-54]")
{
	FigureDesk desk;
	const std::string task = desk.task("1000");
	REQUIRE(desk.count(task, "2026-11", {{"satisfaction", 1}}).status == 204);
	const std::string before = desk.host.value("SELECT COUNT(*) FROM survey_figure");
	for (int i = 0; i < 200; ++i) REQUIRE(desk.count(task, "2026-11", {{"satisfaction", i % 8}}).status == 204);
	CHECK(desk.host.value("SELECT COUNT(*) FROM survey_figure") == before);
}
