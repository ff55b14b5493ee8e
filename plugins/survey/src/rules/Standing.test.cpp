#include "rules/Standing.hpp"

#include "rules/Difference.hpp"
#include "rules/FineProposal.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <random>

using namespace survey;

namespace {

RecordedAttempt attempt(int round, int number, Disposition disposition, std::optional<Level> level = std::nullopt)
{
	RecordedAttempt made;
	made.round = round;
	made.attempt = made.root = number;
	made.at = round * 1000 + number;
	made.month = "2026-11";
	made.disposition = disposition;
	made.level = level;
	if (level && !content(*level)) made.words = "x";
	return made;
}

History firstRound(std::vector<RecordedAttempt> attempts)
{
	return {{{1, "", false, ""}}, std::move(attempts), 3};
}

/// A random history as the recorder could have written it.
History randomHistory(std::mt19937& random)
{
	const auto below = [&](int n) { return std::uniform_int_distribution<int>(0, n - 1)(random); };
	History history{{{1, "", false, ""}}, {}, 3};
	for (int round = 1; round <= 4; ++round)
	{
		int number = 0, counted = 0;
		std::optional<Level> level;
		while (!level && counted < 3 && below(6) > 0)
		{
			const Disposition disposition = kDispositions[static_cast<std::size_t>(below(7))];
			if (disposition == Disposition::answered) level = kLevels[static_cast<std::size_t>(below(5))];
			if (disposition != Disposition::notFinished) ++counted;
			history.attempts.push_back(attempt(round, ++number, disposition, level));
		}
		if (!level || content(*level)) break;
		if (round < 4 && below(4) > 0) history.rounds.push_back({round + 1, "c", true, ""});
		else break;
	}
	return history;
}

} // namespace

TEST_CASE("SV-52 content closes, not content stays open, whatever the round", "[SV-51][SV-52]")
{
	CHECK(standingOf(firstRound({})).state == "open");
	const auto bad = attempt(1, 1, Disposition::answered, Level::dissatisfied);
	Standing standing = standingOf(firstRound({bad}));
	CHECK(standing.state == "after_sales");
	CHECK(standing.sheet);
	CHECK(standing.hold());
	History history = firstRound({bad});
	history.rounds.push_back({2, "c", true, ""});
	CHECK(standingOf(history).state == "open");
	CHECK(standingOf(history).latest->level == Level::dissatisfied);
	history.attempts.push_back(attempt(2, 1, Disposition::answered, Level::average));
	standing = standingOf(history);
	CHECK(standing.state == "done");
	CHECK(standing.first->level == Level::dissatisfied);
	CHECK(standing.latest->level == Level::average);
	CHECK_FALSE(standing.hold());
}

TEST_CASE("SV-13 not finished yet uses up no attempt", "[SV-13][SV-05]")
{
	std::vector<RecordedAttempt> attempts;
	for (int i = 1; i <= 5; ++i) attempts.push_back(attempt(1, i, Disposition::notFinished));
	CHECK(standingOf(firstRound(attempts)).state == "open");
	for (int i = 6; i <= 8; ++i) attempts.push_back(attempt(1, i, Disposition::noAnswer));
	CHECK(standingOf(firstRound(attempts)).state == "not_reachable");
}

TEST_CASE("SV-52 only the first round counts for the indicator", "[SV-52][SV-54][SV-05]")
{
	CHECK(factsOf(attempt(2, 1, Disposition::answered, Level::satisfied)).empty());
	CHECK(factsOf(attempt(1, 1, Disposition::notFinished)).empty());
	CHECK(factsOf(attempt(1, 1, Disposition::refused)).at(0).outcome == FactClass::refused);
	CHECK(factsOf(attempt(1, 1, Disposition::busy)).at(0).outcome == FactClass::notReached);
	CHECK(factsOf(attempt(1, 1, Disposition::answered, Level::veryDissatisfied)).at(0).outcome == FactClass::veryNo);
}

TEST_CASE("SV-15 ten thousand histories: correcting and correcting back changes nothing", "[SV-15][property]")
{
	std::mt19937 random(15);
	const FineTable fines{{"A-SALES-SATISFACTION", 2000}};
	for (int i = 0; i < 10'000; ++i)
	{
		const History history = randomHistory(random);
		const Standing standing = standingOf(history);
		// What must hold of every standing.
		CHECK((standing.state == "done") ==
		      (standing.latest && standing.latest->round == standing.round && content(*standing.latest->level)));
		CHECK((standing.state == "after_sales") ==
		      (standing.latest && standing.latest->round == standing.round && !content(*standing.latest->level)));
		CHECK(standing.attempts <= 3);
		CHECK(mootRounds(history).empty());
		if (history.attempts.empty()) continue;
		const auto at = std::uniform_int_distribution<std::size_t>(0, history.attempts.size() - 1)(random);
		RecordedAttempt wrong = history.attempts[at];
		wrong.disposition = Disposition::answered;
		wrong.level = kLevels[std::uniform_int_distribution<std::size_t>(0, 4)(random)];
		const Surroundings about{"sales_counter", true, true, true, fines, {{"satisfied", 300}}};
		const auto before = consequencesOf(history, about);
		const auto there = consequencesOf(corrected(history, wrong), about);
		const auto back = consequencesOf(corrected(corrected(history, wrong), history.attempts[at]), about);
		CHECK(back == before);
		const auto difference = differenceOf(before, there), reverse = differenceOf(there, before);
		CHECK(difference.reversed.size() == reverse.made.size());
		CHECK(differenceOf(before, before).made.empty());
	}
}

TEST_CASE("FE-20 one proposal for each offence of one act; what the table does not name is not raised", "[FE-20]")
{
	auto first = attempt(1, 1, Disposition::answered, Level::dissatisfied);
	auto second = attempt(1, 2, Disposition::answered, Level::dissatisfied);
	for (auto* each : {&first, &second})
		each->effects = {{"answers", EffectKind::violation, "A-UNSAFE", "technician", "belt", "没系安全带", {}, ""},
		                 {"answers", EffectKind::violation, "A-UNKNOWN", "technician", "q", "t", {}, ""}};
	const Standing standing = standingOf(firstRound({first, second}));
	const FineTable table{{"A-UNSAFE", 5000}, {"A-LOG-DAMAGE", std::nullopt}, {"A-LOG-SATISFACTION", 2000}};
	auto fines = finesOf(standing, "on_site", table);
	REQUIRE(fines.size() == 1);
	CHECK(fines[0].sumFen == 5000);
	CHECK(fines[0].evidence.size() == 2);
	fines = finesOf(standing, "logistics", table);
	REQUIRE(fines.size() == 2);
	CHECK(fines[0].offence == "A-LOG-SATISFACTION");
	CHECK(fineId("work_order", "01", "1", "A-UNSAFE", "technician") ==
	      fineId("work_order", "01", "1", "A-UNSAFE", "technician"));
	CHECK(fineId("work_order", "01", "1", "A-UNSAFE", "technician") !=
	      fineId("work_order", "01", "1", "A-UNSAFE", "provider"));
}
