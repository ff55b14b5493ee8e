#pragma once

#include "erphost/Tx.hpp"
#include "rules/OnSite.hpp"
#include "rules/Standing.hpp"
#include "store/Tasks.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace survey {

/// What stands recorded about a task: corrected attempts and withdrawn rounds left out.
Result<History> historyOf(Tx& tx, const std::string& taskId, int attemptsAllowed);

/// One attempt as it is written, with who wrote it.
struct NewAttempt
{
	RecordedAttempt attempt; ///< `attempt` from nextAttempt
	std::string branchId, clerk;
	std::int64_t recordedAt = 0;
	std::string questionnaire; ///< empty: none
	int questionnaireVersion = 0;
	std::optional<int> corrects; ///< SV-15: the attempt that it takes the place of
	std::string reason;

	/// "install@3"; empty: no questionnaire.
	std::string usedName() const
	{
		return questionnaire.empty() ? std::string() : questionnaire + "@" + std::to_string(questionnaireVersion);
	}
};

/// The number of the next attempt of a round.
Result<int> nextAttemptNumber(Tx& tx, const std::string& taskId, int round);

/// Writes an attempt with its effects; the one that it corrects no longer stands.
Result<void> addAttempt(Tx& tx, const std::string& taskId, const NewAttempt& added);

/// The round that a handling opened.
struct NewRound
{
	int round = 2;
	std::int64_t openedAt = 0;
	std::string dueOn, caseId, caseNumber;
	int caseRound = 1;
	std::int64_t handledAt = 0;
	bool ownCase = false;
	std::string answer; ///< what the branch did, in its words
};
Result<void> openRound(Tx& tx, const std::string& taskId, const NewRound& round);

/// SV-15: nothing is left that the round was opened for.
Result<void> withdrawRound(Tx& tx, const std::string& taskId, int round, std::int64_t nowMs);

/// The number of the next round: withdrawn ones keep theirs.
Result<int> nextRound(Tx& tx, const std::string& taskId);

/// Writes the task's standing: state, round, level; gives its lease back. `dueOn`: of a new round, empty: as it was.
Result<void> setStanding(Tx& tx, const std::string& taskId, const Standing& standing, const std::string& dueOn);

/// The questionnaire that an attempt used: empty id where none.
struct UsedQuestionnaire
{
	bool known = false; ///< there is, or was, such an attempt
	std::string id;
	int version = 0;
};
Result<UsedQuestionnaire> questionnaireOf(Tx& tx, const std::string& taskId, int round, int attempt);

} // namespace survey
