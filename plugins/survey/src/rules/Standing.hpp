#pragma once

#include "rules/Answer.hpp"
#include "rules/Channel.hpp"
#include "rules/Effect.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace survey {

/// One attempt that stands: it was not corrected, or it is the correction.
struct RecordedAttempt
{
	int round = 1;
	int attempt = 1;
	int root = 1;                 ///< the attempt of which this is the (last) correction, else itself
	std::int64_t at = 0;          ///< of the call, ms UTC; a correction keeps it
	std::string month;            ///< YYYY-MM of the local date of the call
	std::string clerk, clerkName; ///< whose account, and how people know him
	Channel channel = Channel::phone;
	Disposition disposition = Disposition::answered;
	std::optional<Level> level;
	std::string words;
	std::optional<std::int64_t> plannedAt; ///< when to try again
	std::vector<Effect> effects;
};

/// One round of a task that was not withdrawn.
struct OpenedRound
{
	int round = 1;
	std::string caseId;   ///< whose handling opened it; empty in the first
	bool ownCase = false; ///< the case came from this task's contact sheet
	std::string dueOn;    ///< ISO date; empty: as the task says
};

/// All that stands recorded about a task; rounds ascending, attempts in the order of the calls.
struct History
{
	std::vector<OpenedRound> rounds;
	std::vector<RecordedAttempt> attempts;
	int attemptsAllowed = 3; ///< SV-05
};

/// What is true of a task because of its history: a pure function of it, so that a history that was corrected leads to
/// the same as one that was right from the beginning (SV-15).
struct Standing
{
	std::string state = "open"; ///< open, after_sales, done, not_reachable
	int round = 1;
	int attempts = 0; ///< of the round, without "not finished yet"
	std::optional<std::int64_t> plannedAt;
	std::optional<std::int64_t> closedAt;
	std::optional<RecordedAttempt> first;  ///< the first round's answer: the indicator (SV-54), the bonus (SV-58)
	std::optional<RecordedAttempt> latest; ///< the latest answer: closing and settlement (SV-52, SV-60)
	std::optional<RecordedAttempt> sheet;  ///< the answer for which a contact sheet is out (SV-52)
	bool onSite = false;                   ///< the technician phoned in (SV-21)
	std::vector<RecordedAttempt> shown;    ///< the attempts that showed something beyond a level

	/// FE-40, SV-60: an outsourced technician's money waits.
	bool hold() const { return state == "open" || state == "after_sales"; }
};

/// SV-05, SV-13, SV-51, SV-52. Moot rounds must have been taken out.
Standing standingOf(const History& history);

/// SV-15: rounds that nothing is left for: their case came from this task's contact sheet, no answer that stands asks
/// for a sheet any more, and nobody has answered in them.
std::vector<int> mootRounds(const History& history);

/// Without these rounds and their attempts.
History without(History history, const std::vector<int>& rounds);

/// The history with an attempt corrected: `corrected` takes the place of the one with its round and root.
History corrected(History history, RecordedAttempt corrected);

/// SV-52, SV-54: what an attempt counts; nothing after the first round. "Not finished yet" counts nothing.
std::vector<Fact> factsOf(const RecordedAttempt& attempt);

} // namespace survey
