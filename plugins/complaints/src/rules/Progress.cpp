#include "rules/Progress.hpp"

namespace complaints {

namespace {

Move refused(Refusal why, const Progress& progress)
{
	return {why, progress};
}

/// Back to before a step; people cannot fail at receiving, nor at what the call-back does.
Progress backTo(Step failed, int round)
{
	return {Life::open, byHand(failed) ? *stepBefore(failed) : Step::cause, round};
}

} // namespace

Move recordStep(const Progress& progress, Step step)
{
	if (progress.life != Life::open) return refused(Refusal::notOpen, progress);
	if (!byHand(step)) return refused(Refusal::byCallback, progress);
	if (nextStep(progress.step) != step) return refused(Refusal::skipped, progress);
	return {Refusal::none, {Life::open, step, progress.round}};
}

Move answered(const Progress& progress, bool content, Step failed)
{
	if (progress.life != Life::open) return refused(Refusal::notOpen, progress);
	if (!progress.waiting()) return refused(Refusal::notWaiting, progress);
	if (content) return {Refusal::none, {Life::closed, Step::closed, progress.round}};
	return {Refusal::none, backTo(failed, progress.round + 1)};
}

Move reopened(const Progress& progress, Step failed)
{
	if (progress.life != Life::open) return refused(Refusal::notOpen, progress);
	if (!byHand(failed) || failed > progress.step) return refused(Refusal::notReached, progress);
	return {Refusal::none, backTo(failed, progress.round + (progress.waiting() ? 1 : 0))};
}

Move contentWithdrawn(const Progress& progress, Step failed)
{
	if (progress.life != Life::closed) return refused(Refusal::notWaiting, progress);
	return {Refusal::none, backTo(failed, progress.round + 1)};
}

Move reopeningWithdrawn(const Progress& progress, Step failed)
{
	if (progress.life != Life::open) return refused(Refusal::notOpen, progress);
	if (progress.round < 2 || !(progress == backTo(failed, progress.round)))
		return refused(Refusal::notWaiting, progress);
	return {Refusal::none, {Life::open, Step::prevention, progress.round - 1}};
}

Move voided(const Progress& progress)
{
	if (progress.life == Life::voided) return refused(Refusal::notOpen, progress);
	return {Refusal::none, {Life::voided, progress.step, progress.round}};
}

} // namespace complaints
