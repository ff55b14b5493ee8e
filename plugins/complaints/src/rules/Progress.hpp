#pragma once

#include "rules/Step.hpp"

#include <string_view>

namespace complaints {

/// Where a case stands.
enum class Life
{
	open,
	closed, ///< the customer is content
	voided  ///< was a mistake
};

constexpr std::string_view name(Life life)
{
	switch (life)
	{
	case Life::open: return "open";
	case Life::closed: return "closed";
	case Life::voided: return "voided";
	}
	return "";
}

struct Progress
{
	Life life = Life::open;
	Step step = Step::received; ///< the last one that was done
	int round = 1;              ///< of the handling; each ends with a call-back

	/// CP-10: handled, and waiting for the second call-back.
	constexpr bool waiting() const { return life == Life::open && step == Step::prevention; }
	friend constexpr bool operator==(const Progress& left, const Progress& right)
	{
		return left.life == right.life && left.step == right.step && left.round == right.round;
	}
};

/// Why a case did not move.
enum class Refusal
{
	none,
	notOpen,    ///< closed or voided
	skipped,    ///< another step comes first, or this one is done already
	byCallback, ///< satisfaction and closing come from the second call-back alone
	notWaiting, ///< nobody said that the case is handled: an answer to something else
	notReached  ///< a step that was not done yet cannot have failed
};

struct Move
{
	Refusal refusal = Refusal::none;
	Progress progress; ///< unchanged when refused
};

/// CP-09: the next step, and no other.
Move recordStep(const Progress& progress, Step step);

/// CP-10: the answer of the second call-back: content closes, not content reopens at the step that failed.
Move answered(const Progress& progress, bool content, Step failed);

/// CP-10: begins again at a step that turns out to have failed. One that was already handled gets a new round.
Move reopened(const Progress& progress, Step failed);

/// SV-15: the content answer that closed the case was a mistake.
Move contentWithdrawn(const Progress& progress, Step failed);

/// SV-15: the answer that reopened a case was a mistake, and nothing was done since: it waits as before.
Move reopeningWithdrawn(const Progress& progress, Step failed);

/// SV-15: the complaint was a mistake, whatever became of it.
Move voided(const Progress& progress);

} // namespace complaints
