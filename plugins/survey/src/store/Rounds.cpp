#include "store/Rounds.hpp"

#include "store/RoundSql.hpp"
#include "store/SurveySql.hpp"

#include <algorithm>

namespace survey {

namespace {

RecordedAttempt toAttempt(const erphost::Query& row)
{
	RecordedAttempt attempt;
	attempt.round = static_cast<int>(row.integer(0));
	attempt.attempt = static_cast<int>(row.integer(1));
	attempt.at = row.integer(2);
	attempt.month = row.text(3);
	attempt.clerkName = row.text(4);
	attempt.channel = channelNamed(row.view(5)).value_or(Channel::phone);
	attempt.disposition = dispositionNamed(row.view(6)).value_or(Disposition::noAnswer);
	attempt.level = levelNamed(row.view(7));
	attempt.words = row.text(8);
	attempt.plannedAt = row.optionalInteger(9);
	attempt.root = static_cast<int>(row.integer(10));
	attempt.clerk = row.text(17);
	return attempt;
}

Effect toEffect(const erphost::Query& row)
{
	Effect effect;
	effect.source = row.text(2);
	effect.what = effectKindNamed(row.view(3)).value_or(EffectKind::finding);
	effect.key = row.text(4);
	effect.value = row.text(5);
	effect.question = row.text(6);
	effect.text = row.text(7);
	effect.amountFen = row.optionalInteger(8);
	effect.dueOn = row.text(9);
	return effect;
}

std::optional<std::string> orNull(const std::string& text)
{
	return text.empty() ? std::nullopt : std::optional(text);
}

} // namespace

Result<History> historyOf(Tx& tx, const std::string& taskId, int attemptsAllowed)
{
	History history;
	history.attemptsAllowed = attemptsAllowed;
	std::vector<int> withdrawn;
	{
		EH_TRY(auto rows, tx.query(sql::kRounds, taskId));
		for (;;)
		{
			EH_TRY(const bool row, rows.next());
			if (!row) break;
			const int round = static_cast<int>(rows.integer(0));
			if (!rows.isNull(9)) withdrawn.push_back(round);
			else history.rounds.push_back({round, rows.text(3), rows.integer(8) != 0, rows.text(2)});
		}
	}
	{
		EH_TRY(auto rows, tx.query(sql::kAttempts, taskId));
		for (;;)
		{
			EH_TRY(const bool row, rows.next());
			if (!row) break;
			if (rows.view(6) != "corrected") history.attempts.push_back(toAttempt(rows));
		}
	}
	{
		EH_TRY(auto rows, tx.query(sql::kEffects, taskId));
		for (;;)
		{
			EH_TRY(const bool row, rows.next());
			if (!row) break;
			for (auto& attempt : history.attempts)
				if (attempt.round == rows.integer(0) && attempt.attempt == rows.integer(1))
					attempt.effects.push_back(toEffect(rows));
		}
	}
	// A correction stands where the call that it corrects stood.
	std::sort(history.attempts.begin(), history.attempts.end(),
	          [](const auto& a, const auto& b) { return a.round != b.round ? a.round < b.round : a.root < b.root; });
	return without(std::move(history), withdrawn);
}

Result<int> nextAttemptNumber(Tx& tx, const std::string& taskId, int round)
{
	EH_TRY(auto row, tx.query(sql::kNextAttempt, taskId, round));
	EH_TRY([[maybe_unused]] const bool found, row.next());
	return static_cast<int>(row.integer(0));
}

Result<void> addAttempt(Tx& tx, const std::string& taskId, const NewAttempt& added)
{
	const RecordedAttempt& attempt = added.attempt;
	const int number = attempt.attempt;
	if (added.corrects)
	{
		EH_TRY([[maybe_unused]] const auto marked,
		       tx.execute(sql::kMarkCorrected, taskId, attempt.round, *added.corrects));
	}
	const std::optional<std::string> level =
		attempt.level ? std::optional(std::string(name(*attempt.level))) : std::nullopt;
	const std::optional<int> root = added.corrects ? std::optional(attempt.root) : std::nullopt;
	const std::optional<int> version =
		added.questionnaire.empty() ? std::nullopt : std::optional(added.questionnaireVersion);
	EH_TRY([[maybe_unused]] const auto written,
	       tx.execute(sql::kAddAttempt, taskId, attempt.round, number, added.branchId, attempt.at, attempt.month,
	                  added.clerk, attempt.clerkName, name(attempt.disposition), level, attempt.words,
	                  attempt.plannedAt, name(attempt.channel), added.recordedAt, orNull(added.questionnaire), version,
	                  added.corrects, root, orNull(added.reason)));
	int sequence = 0;
	for (const Effect& effect : attempt.effects)
	{
		EH_TRY([[maybe_unused]] const auto kept,
		       tx.execute(sql::kAddEffect, taskId, attempt.round, number, ++sequence, effect.source, name(effect.what),
		                  effect.key, effect.value, effect.question, effect.text, effect.amountFen, effect.dueOn));
	}
	return {};
}

Result<void> openRound(Tx& tx, const std::string& taskId, const NewRound& round)
{
	EH_TRY([[maybe_unused]] const auto opened,
	       tx.execute(sql::kAddRound, taskId, round.round, round.openedAt, round.dueOn, round.caseId, round.caseNumber,
	                  round.caseRound, round.handledAt, orNull(round.answer), round.ownCase));
	return {};
}

Result<void> withdrawRound(Tx& tx, const std::string& taskId, int round, std::int64_t nowMs)
{
	EH_TRY([[maybe_unused]] const auto withdrawn, tx.execute(sql::kWithdrawRound, taskId, round, nowMs));
	return {};
}

Result<int> nextRound(Tx& tx, const std::string& taskId)
{
	int highest = 1;
	EH_TRY(auto rows, tx.query(sql::kRounds, taskId));
	for (;;)
	{
		EH_TRY(const bool row, rows.next());
		if (!row) return highest + 1;
		highest = std::max(highest, static_cast<int>(rows.integer(0)));
	}
}

Result<void> setStanding(Tx& tx, const std::string& taskId, const Standing& standing, const std::string& dueOn)
{
	const std::optional<std::string> level =
		standing.latest ? std::optional(std::string(name(*standing.latest->level))) : std::nullopt;
	EH_TRY([[maybe_unused]] const auto moved,
	       tx.execute(sql::kAfterAttempt, taskId, standing.state, standing.round, standing.attempts, standing.plannedAt,
	                  level, standing.closedAt, orNull(dueOn)));
	return {};
}

Result<UsedQuestionnaire> questionnaireOf(Tx& tx, const std::string& taskId, int round, int attempt)
{
	EH_TRY(auto rows, tx.query(sql::kAttempts, taskId));
	for (;;)
	{
		EH_TRY(const bool row, rows.next());
		if (!row) return UsedQuestionnaire{};
		if (rows.integer(0) == round && rows.integer(1) == attempt)
			return UsedQuestionnaire{true, rows.text(12), static_cast<int>(rows.integer(13))};
	}
}

} // namespace survey
