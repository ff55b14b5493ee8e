#include "surface/Recorder.hpp"

#include "rules/Attempts.hpp"
#include "store/OnSite.hpp"
#include "store/Rounds.hpp"
#include "surface/Settings.hpp"

#include <algorithm>
#include <utility>

namespace survey {

namespace {

constexpr std::int64_t kDayMs = 86'400'000;
/// A call is not planned for a day that nobody will remember.
constexpr std::int64_t kFarthestPlanMs = 60 * kDayMs;
/// Longer ago than any line was down: a draft of then is looked at again, not sent.
constexpr std::int64_t kOldestDraftMs = 7 * kDayMs;

erphost::Error invalid(const char* code, const char* message, const char* field)
{
	return erphost::permanent(code, message).with("pointer", std::string("/") + field);
}

} // namespace

std::vector<Effect> effectsOf(const Entry& entry)
{
	std::vector<Effect> effects;
	if (entry.onSite) effects = effectsOf(*entry.onSite);
	if (entry.disposition == Disposition::notFinished)
		effects.push_back({std::string(kFromDisposition), EffectKind::finding, "not_finished", {}, {}, {}, {}, {}});
	return effects;
}

Result<void> Recorder::check(const Entry& entry) const
{
	const std::int64_t now = _host.nowMs();
	const bool answered = entry.disposition == Disposition::answered;
	if (answered && !entry.level)
		return invalid("survey.level.invalid", "An answered call-back needs the customer's level of satisfaction.",
		               "level");
	if (!answered && entry.level)
		return invalid("survey.level_without_answer.invalid", "Only a customer who answered has a level.", "level");
	if (!answered && entry.answers)
		return invalid("survey.answers.invalid", "Only a customer who answered has answers.", "answers");
	if (entry.level && consequenceOf(*entry.level).feedback &&
	    entry.words.find_first_not_of(" \t\r\n") == std::string::npos)
		return invalid("survey.words.invalid", "A dissatisfied customer's words must be written down.", "words");
	if (entry.plannedAt && (answered || *entry.plannedAt <= now || *entry.plannedAt > now + kFarthestPlanMs))
		return invalid("survey.planned_at.invalid",
		               "The next attempt must lie ahead, and nothing is planned after an answer.", "plannedAt");
	if (entry.calledAt && (*entry.calledAt > now || *entry.calledAt < now - kOldestDraftMs))
		return invalid("survey.called_at.invalid", "The call must lie behind, at most seven days.", "calledAt");
	return {};
}

Result<int> Recorder::record(Tx& tx, const Task& task, const Entry& entry, const Clerk& clerk) const
{
	EH_CHECK(requireOwn(task));
	if (task.state != "open")
		return erphost::conflict("survey.task_closed", "The task is not open any more.").with("number", task.number);
	const std::int64_t now = _host.nowMs();
	const std::int64_t at = entry.calledAt.value_or(now);
	SettingsByDate settings(_host);
	const std::string day = _host.localDate(at);
	EH_TRY(const Settings set, settings.at(day));
	EH_TRY(const History before, historyOf(tx, task.id, set.attempts));

	NewAttempt added;
	RecordedAttempt& made = added.attempt;
	made.round = task.round;
	EH_TRY(made.attempt, nextAttemptNumber(tx, task.id, task.round));
	made.root = made.attempt;
	made.at = at;
	made.month = monthOf(day);
	made.clerk = clerk.id;
	made.clerkName = clerk.name;
	made.channel = entry.channel;
	made.disposition = entry.disposition;
	made.level = entry.level;
	made.words = entry.words;
	made.effects = effectsOf(entry);
	if (entry.answers)
	{
		EH_TRY(const auto shown, _answers.record(tx, task, made, *entry.answers, {clerk.id, clerk.name, now, {}}));
		made.effects.insert(made.effects.end(), shown.begin(), shown.end());
		added.questionnaire = entry.answers->questionnaire;
		added.questionnaireVersion = entry.answers->version;
	}
	EH_TRY(made.plannedAt, planned(before, entry, made.round, at));
	added.branchId = task.branchId;
	added.clerk = clerk.id;
	added.recordedAt = now;
	EH_CHECK(addAttempt(tx, task.id, added));
	if (entry.onSite) EH_CHECK(addCall(tx, task.id, made.round, made.attempt, *entry.onSite));

	History after = before;
	after.attempts.push_back(made);
	EH_CHECK(setStanding(tx, task.id, standingOf(after), {}));
	EH_CHECK(_consequences.carryOut(tx, {task, before, after, made, nullptr, {}, now, added.usedName()}));
	return made.attempt;
}

Result<std::optional<std::int64_t>> Recorder::planned(const History& history, const Entry& entry, int round,
                                                      std::int64_t at) const
{
	if (entry.disposition == Disposition::answered) return std::optional<std::int64_t>{};
	SettingsByDate settings(_host);
	const std::string today = _host.localDate(at);
	EH_TRY(const Settings set, settings.at(today));
	const auto minuteAt = [&](std::int64_t instant) -> Result<int> {
		EH_TRY(const std::int64_t midnight, _host.instantOf(_host.localDate(instant), 0));
		return static_cast<int>((instant - midnight) / 60'000);
	};
	EH_TRY(const int nowMinute, minuteAt(at));
	std::vector<int> tried{nowMinute};
	int attempts = 1;
	for (const auto& attempt : history.attempts)
	{
		if (attempt.round != round) continue;
		EH_TRY(const int minute, minuteAt(attempt.at));
		tried.push_back(minute);
		if (attempt.disposition != Disposition::notFinished) ++attempts;
	}
	// A day later by the calendar, not by 24 hours: clocks may change in between.
	EH_TRY(const std::int64_t noon, _host.instantOf(today, 12 * 60));
	const auto onDay = [&](int days, int minute) {
		return _host.instantOf(_host.localDate(noon + days * kDayMs), minute);
	};
	if (entry.disposition == Disposition::notFinished)
	{
		if (entry.plannedAt) return entry.plannedAt;
		EH_TRY(const std::int64_t later, onDay(set.notFinishedDays, set.slots.front()));
		return std::optional(later);
	}
	if (exhausted(attempts, set.attempts)) return std::optional<std::int64_t>{};
	if (entry.plannedAt) return entry.plannedAt;
	const NextAttempt next = nextAttempt(set.slots, tried, nowMinute);
	EH_TRY(const std::int64_t better, onDay(next.days, next.minute));
	return std::optional(better);
}

} // namespace survey
