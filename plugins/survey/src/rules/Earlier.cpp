#include "rules/Earlier.hpp"

#include <algorithm>
#include <tuple>

namespace survey {

std::optional<EarlierOutcome> earlierOutcome(std::string_view text)
{
	if (const auto level = levelNamed(text)) return EarlierOutcome{Disposition::answered, level};
	const auto disposition = dispositionNamed(text);
	if (!disposition || *disposition == Disposition::answered) return std::nullopt;
	return EarlierOutcome{*disposition, std::nullopt};
}

History earlierHistory(std::vector<EarlierCall> calls)
{
	std::sort(calls.begin(), calls.end(), [](const EarlierCall& one, const EarlierCall& other) {
		return std::tie(one.at, one.number) < std::tie(other.at, other.number);
	});
	History history{{{1, {}, false, {}}}, {}, 1};
	int attempt = 0;
	bool answered = false;
	for (auto& call : calls)
	{
		const int present = history.rounds.back().round;
		// SV-54: a round has one answer; registers are kept by hand, and name the same round twice.
		const int round = std::max(call.round.value_or(present), answered ? present + 1 : present);
		if (round != present)
		{
			history.rounds.push_back({round, {}, false, {}});
			attempt = 0;
		}
		RecordedAttempt made;
		made.round = round;
		made.attempt = made.root = ++attempt;
		made.at = call.at;
		made.month = std::move(call.month);
		made.clerkName = std::move(call.clerkName);
		made.channel = call.channel;
		made.disposition = call.disposition;
		made.level = call.level;
		made.words = std::move(call.words);
		answered = made.disposition == Disposition::answered;
		history.attempts.push_back(std::move(made));
	}
	return history;
}

Standing earlierStanding(const History& history)
{
	Standing standing = standingOf(history);
	const RecordedAttempt& last = history.attempts.back();
	standing.state = last.disposition == Disposition::answered ? "done" : "not_reachable";
	standing.closedAt = last.at;
	standing.plannedAt.reset();
	return standing;
}

bool sameAttempts(const History& one, const History& other)
{
	const auto same = [](const RecordedAttempt& a, const RecordedAttempt& b) {
		return std::tie(a.round, a.attempt, a.at, a.clerkName, a.channel, a.disposition, a.level, a.words) ==
		       std::tie(b.round, b.attempt, b.at, b.clerkName, b.channel, b.disposition, b.level, b.words);
	};
	return std::equal(one.attempts.begin(), one.attempts.end(), other.attempts.begin(), other.attempts.end(), same);
}

} // namespace survey
