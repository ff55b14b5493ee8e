#include "rules/Act.hpp"
#include "rules/Dunning.hpp"
#include "rules/FeeMonth.hpp"
#include "rules/Gate.hpp"
#include "rules/Offences.hpp"
#include "rules/Rates.hpp"
#include "rules/Reckoning.hpp"
#include "rules/StatementMatch.hpp"

#include <catch2/catch.hpp>

#include <numeric>
#include <random>

using namespace fees;

TEST_CASE("FE-40 the gate: an open complaint stops everything, then the assessment decides", "[FE-40][X-02]")
{
	const auto verdict = [](Assessment assessment, int open, int closed, bool released, bool exchange = false) {
		return verdictOf({assessment, open, closed, released, exchange}, false);
	};
	CHECK(verdict(Assessment::content, 0, 0, false) == Verdict::payable);
	CHECK(verdict(Assessment::content, 1, 0, true) == Verdict::waitsComplaint);
	CHECK(verdict(Assessment::notContent, 0, 0, true) == Verdict::waitsComplaint);
	CHECK(verdict(Assessment::notContent, 1, 1, false) == Verdict::waitsComplaint);
	CHECK(verdict(Assessment::notContent, 0, 1, false) == Verdict::payable);
	CHECK(verdict(Assessment::notReached, 0, 0, false) == Verdict::waitsRelease);
	CHECK(verdict(Assessment::notReached, 0, 0, true) == Verdict::payable);
	CHECK(verdict(Assessment::notReached, 1, 0, true) == Verdict::waitsComplaint);
	CHECK(verdict(Assessment::undrawn, 0, 0, false) == Verdict::waitsRelease);
	CHECK(verdictOf({Assessment::undrawn, 0, 0, false, false}, true) == Verdict::payable);
	CHECK(verdict(Assessment::none, 0, 0, true) == Verdict::waitsAssessment);
	CHECK(verdict(Assessment::content, 0, 0, true, true) == Verdict::notSettled);
	CHECK(assessmentOf("after_sales", "dissatisfied") == Assessment::notContent);
	CHECK(assessmentOf("done", "average") == Assessment::content);
	CHECK(assessmentOf("not_reachable", "") == Assessment::notReached);
	CHECK(assessmentOf("open", "") == Assessment::none);
	CHECK(assessmentOf("", "") == Assessment::undrawn);
}

TEST_CASE("FE-20 of one act the highest stands, of equal ones the first; voided ones never", "[FE-20]")
{
	std::mt19937 random(7);
	for (int turn = 0; turn < 2000; ++turn)
	{
		std::vector<ActFine> fines(random() % 6);
		std::int64_t highest = -1;
		for (ActFine& fine : fines)
		{
			fine = {static_cast<std::int64_t>(random() % 5), static_cast<std::int64_t>(random() % 5),
			        random() % 3 == 0};
			if (!fine.voided) highest = std::max(highest, fine.sumFen);
		}
		const auto standing = standingOf(fines);
		REQUIRE(standing.has_value() == (highest >= 0));
		if (!standing) continue;
		REQUIRE_FALSE(fines[*standing].voided);
		REQUIRE(fines[*standing].sumFen == highest);
		for (std::size_t i = 0; i < fines.size(); ++i)
			if (!fines[i].voided && fines[i].sumFen == highest)
				REQUIRE(fines[i].decidedAt >= fines[*standing].decidedAt);
	}
}

TEST_CASE("FE-20 what an offence costs", "[FE-20]")
{
	Offence offence{"A-OVERCHARGE", 'A', {}, {}, 10000, 20000, Basis::fixed, {}, 3};
	CHECK(sumOf(offence, 1, 0, std::nullopt) == 10000);
	CHECK(sumOf(offence, 2, 0, 5) == 20000);
	offence.basis = Basis::damage;
	CHECK(sumOf(offence, 1, 333, std::nullopt) == 10333);
	offence.basis = Basis::rate;
	CHECK(sumOf(offence, 1, 333, std::nullopt) == std::nullopt);
	CHECK(sumOf(offence, 1, 0, 777) == 777);
	const Offences tables({{"A-X", 'A', {}, {}, 100, {}, Basis::fixed, {}, {}},
	                       {"B-X", 'B', {}, {}, 50, {}, Basis::fixed, "A-X", {}},
	                       {"B-Y", 'B', {}, {}, 30, {}, Basis::fixed, {}, {}}});
	CHECK(tables.counting("B-X", {})->code == "A-X");
	CHECK(tables.counting("A-X", {{"A-X", 'B'}})->code == "B-X");
	CHECK(tables.counting("B-Y", {})->code == "B-Y");
	CHECK(tables.counting("C", {}) == nullptr);
	CHECK(tables.differing() == std::vector<std::string>{"A-X"});
}

TEST_CASE("FE-42 grade by the month's satisfaction; too few answers judge nobody", "[FE-42]")
{
	const std::vector<Grade> grades{{"A", 950, 1000}, {"B", 900, 950}, {"D", 0, 800}};
	CHECK(gradeOf(grades, 95, 100, 5).grade == "A");
	CHECK(gradeOf(grades, 949, 1000, 5).grade == "B");
	CHECK(gradeOf(grades, 0, 10, 5).factorPermille == 800);
	CHECK(gradeOf(grades, 0, 4, 5).factorPermille == 1000);
	CHECK(gradeOf({}, 0, 10, 5).factorPermille == 1000);
}

TEST_CASE("FE-40 a settlement's lines add up to what is paid and carried, to the fen", "[FE-40][FE-42][FE-08]")
{
	std::mt19937_64 random(11);
	for (int turn = 0; turn < 20000; ++turn)
	{
		std::vector<ReckoningPart> parts(random() % 8);
		for (auto& part : parts) part = {random() % 2 == 0, static_cast<Fen>(random() % 200001) - 100000};
		const DepositRule deposit{static_cast<Fen>(random() % 1000), static_cast<Fen>(random() % 2000), 100};
		const auto result = reckon(parts, static_cast<std::int64_t>(random() % 2001), deposit);
		Fen sum = result.depositFen;
		for (const Fen each : result.sums) sum += each;
		REQUIRE(sum == result.totalFen);
		REQUIRE(result.paidFen + result.carriedFen == result.totalFen);
		REQUIRE(result.paidFen >= 0);
		REQUIRE(result.carriedFen <= 0);
		REQUIRE((result.paidFen == 0 || result.carriedFen == 0));
		REQUIRE(result.depositFen <= 0);
		REQUIRE(deposit.balanceFen - result.depositFen <= std::max(deposit.balanceFen, deposit.targetFen));
	}
	const std::vector<ReckoningPart> one{{true, 12345}};
	CHECK(reckon(one, 950, {}).totalFen == 11728); // 11727.75
}

TEST_CASE("FE-21 dunning levels and days", "[FE-21]")
{
	const std::vector<std::int64_t> days{1, 7, 14};
	CHECK(dunningLevel(0, days) == 0);
	CHECK(dunningLevel(1, days) == 1);
	CHECK(dunningLevel(13, days) == 2);
	CHECK(dunningLevel(400, days) == 3);
	CHECK(dayOfMonth("2026-02", 31) == "2026-02-28");
	CHECK(monthAfter("2026-12", 1) == "2027-01");
	CHECK(daysBetween("2026-12-03", "2026-12-11") == 8);
	CHECK_FALSE(isDate("2026-02-30"));
	CHECK_FALSE(isDate("2026-2-03"));
	CHECK_FALSE(isMonth("2026-13"));
	CHECK(isMonth("2026-12"));
}

TEST_CASE("FE-40 the most special rate counts", "[FE-40]")
{
	const std::vector<Rate> table{{"*", "install", "*", "*", 50, {}},
	                              {"*", "install", "ac", "*", 120, {}},
	                              {"*", "install", "ac", "out", 150, {}}};
	CHECK(rateFor(table, {"", "install", "tv", "in"})->fen == 50);
	CHECK(rateFor(table, {"", "install", "ac", "in"})->fen == 120);
	CHECK(rateFor(table, {"", "install", "ac", "out"})->fen == 150);
	CHECK(rateFor(table, {"", "repair", "ac", "in"}) == nullptr);
}

TEST_CASE("FE-30 a statement's rows: each has one verdict", "[FE-30]")
{
	const std::vector<ClaimedCard> cards{{"1", "K1", "S1", "O1", "claimed", 100},
	                                     {"2", "K2", "S2", "O2", "claimed", 100},
	                                     {"3", "K3", "", "", "paid", 100},
	                                     {"4", "K4", "", "", "entered", 100}};
	const auto verdicts = matchStatement({{1, "K1", "", "", true, 100, ""},
	                                      {2, "", "S2", "", true, 90, ""},
	                                      {3, "K1", "", "", true, 100, ""},
	                                      {4, "K3", "", "", true, 100, ""},
	                                      {5, "K4", "", "", true, 100, ""},
	                                      {6, "K9", "", "", false, 0, ""},
	                                      {7, "", "", "", true, 100, ""},
	                                      {8, "K2", "", "", true, -1, ""}},
	                                     cards);
	std::vector<std::string> names;
	for (const auto& each : verdicts) names.emplace_back(name(each.verdict));
	CHECK(names == std::vector<std::string>{"ok", "differs", "double", "double", "not_claimed", "unknown", "invalid",
	                                        "invalid"});
	CHECK(verdicts[7].field == "sumFen");
	CHECK(*verdicts[1].card == 1);
}
