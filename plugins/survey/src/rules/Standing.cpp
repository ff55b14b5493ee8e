#include "rules/Standing.hpp"

#include "rules/AnswerClass.hpp"
#include "rules/Attempts.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace survey {

namespace {

bool isAnswer(const RecordedAttempt& attempt)
{
	return attempt.disposition == Disposition::answered && attempt.level.has_value();
}

const OpenedRound* roundOf(const History& history, int round)
{
	for (const auto& opened : history.rounds)
		if (opened.round == round) return &opened;
	return nullptr;
}

/// SV-52: the answer asks for a contact sheet. In a round about a case that somebody else opened it does not: that case
/// goes on.
bool asksForSheet(const History& history, const RecordedAttempt& attempt)
{
	if (!isAnswer(attempt) || !consequenceOf(*attempt.level).contactSheet) return false;
	const auto* round = roundOf(history, attempt.round);
	return round && (round->caseId.empty() || round->ownCase);
}

const RecordedAttempt* answerOf(const History& history, int round)
{
	for (const auto& attempt : history.attempts)
		if (attempt.round == round && isAnswer(attempt)) return &attempt;
	return nullptr;
}

} // namespace

Standing standingOf(const History& history)
{
	Standing standing;
	standing.round = history.rounds.empty() ? 1 : history.rounds.back().round;
	const RecordedAttempt* last = nullptr;
	for (const auto& attempt : history.attempts)
	{
		if (attempt.channel == Channel::onSite) standing.onSite = true;
		if (!attempt.effects.empty()) standing.shown.push_back(attempt);
		if (!standing.sheet && asksForSheet(history, attempt)) standing.sheet = attempt;
		if (isAnswer(attempt))
		{
			if (attempt.round == 1) standing.first = attempt;
			if (!standing.latest || attempt.round >= standing.latest->round) standing.latest = attempt;
		}
		if (attempt.round != standing.round) continue;
		last = &attempt;
		// SV-13: nobody could have answered about work that was not done.
		if (attempt.disposition != Disposition::notFinished) ++standing.attempts;
	}
	if (const auto* answer = answerOf(history, standing.round))
	{
		standing.state = content(*answer->level) ? "done" : "after_sales";
		if (content(*answer->level)) standing.closedAt = answer->at;
	}
	else if (last && exhausted(standing.attempts, history.attemptsAllowed))
	{
		standing.state = "not_reachable";
		standing.closedAt = last->at;
	}
	else if (last) standing.plannedAt = last->plannedAt;
	return standing;
}

std::vector<int> mootRounds(const History& history)
{
	const bool wanted = std::any_of(history.attempts.begin(), history.attempts.end(),
	                                [&](const RecordedAttempt& attempt) { return asksForSheet(history, attempt); });
	std::vector<int> moot;
	if (wanted) return moot;
	for (const auto& round : history.rounds)
		if (round.ownCase && !answerOf(history, round.round)) moot.push_back(round.round);
	return moot;
}

History without(History history, const std::vector<int>& rounds)
{
	const auto gone = [&](int round) { return std::find(rounds.begin(), rounds.end(), round) != rounds.end(); };
	std::erase_if(history.rounds, [&](const OpenedRound& round) { return gone(round.round); });
	std::erase_if(history.attempts, [&](const RecordedAttempt& attempt) { return gone(attempt.round); });
	return history;
}

History corrected(History history, RecordedAttempt corrected)
{
	for (auto& attempt : history.attempts)
		if (attempt.round == corrected.round && attempt.root == corrected.root)
		{
			attempt = std::move(corrected);
			break;
		}
	return history;
}

std::vector<Fact> factsOf(const RecordedAttempt& attempt)
{
	std::vector<Fact> facts;
	if (attempt.round != 1 || attempt.disposition == Disposition::notFinished) return facts;
	const auto satisfaction = [](const RecordedAttempt& of) {
		if (of.disposition == Disposition::refused) return FactClass::refused;
		if (!isAnswer(of)) return FactClass::notReached;
		return outcomeOf(*of.level);
	};
	facts.push_back({"satisfaction", satisfaction(attempt)});
	std::set<std::string_view> offences;
	for (const Effect& effect : attempt.effects)
	{
		if (effect.what != EffectKind::fact) continue;
		// SV-57: whoever names an offence twice is one customer.
		if (effect.key.starts_with(kOffenceCount) && !offences.insert(effect.key).second) continue;
		facts.push_back({effect.key, classNamed(effect.value).value_or(FactClass::invalid)});
	}
	return facts;
}

} // namespace survey
