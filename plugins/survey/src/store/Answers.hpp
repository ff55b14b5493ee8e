#pragma once

#include "erphost/Tx.hpp"
#include "rules/AnswerRules.hpp"
#include "rules/OrderFacts.hpp"
#include "rules/Outcome.hpp"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace survey {

/// The answers of one attempt, to be recorded.
struct AnswerSheet
{
	std::string taskId; ///< or the id of a contact: whatever the answers belong to
	int round = 1;
	int attempt = 1;
	std::string branchId;
	std::string questionnaire;
	int version = 1;
	nlohmann::json answers; ///< object by question id, as in docs/answers.md
	std::string author, authorName;
	std::int64_t at = 0; ///< ms UTC
	std::string reason;  ///< of a correction (SV-15), else empty
};

/// One answer as it was recorded.
struct RecordedAnswer
{
	std::string question, kind;
	nlohmann::json value; ///< null where only words were given, or the reason why it does not count
	std::string said;
	std::string outcome;       ///< class of docs/answers.md; empty: the question has none
	std::string invalidReason; ///< id; empty: it counts
	std::string indicator;
};

/// A sheet as it was recorded; a correction is a sheet of its own with the next revision.
struct RecordedSheet
{
	std::string taskId;
	int round = 1, attempt = 1, revision = 1;
	std::string questionnaire;
	int version = 1;
	std::string group, channel;
	std::string author, authorName;
	std::int64_t at = 0;
	std::string reason;
	std::vector<RecordedAnswer> answers;
	Outcome outcome;
};

/// What a correction takes back and what it puts in its place.
struct CorrectedOutcome
{
	Outcome before, after;
	int revision = 2;
};

/// Records the answers of an attempt and says what follows from them; changes nothing else. `facts.values` must name
/// "group" and "channel". Errors: survey.answers.missing, .value, .hidden, .unknown, .reason, .phrase (all with
/// `question` and `pointer`), survey.questionnaire.not_found; survey.answers.recorded (conflict) if the attempt has its
/// answers.
erphost::Result<Outcome> recordAnswers(erphost::Tx& tx, const OrderFacts& facts, const AnswerSheet& sheet,
                                       const AnswerRules& rules);

/// SV-15: records the next revision with author and reason; what was recorded stays. The attempt may have had no
/// answers: then `before` is empty.
erphost::Result<CorrectedOutcome> correctAnswers(erphost::Tx& tx, const OrderFacts& facts, const AnswerSheet& sheet,
                                                 const AnswerRules& rules);

/// The sheet of an attempt that counts: its highest revision.
erphost::Result<std::optional<RecordedSheet>> answersOf(erphost::Tx& tx, const std::string& taskId, int round,
                                                        int attempt);

/// Everything that was ever recorded for a task, oldest first.
erphost::Result<std::vector<RecordedSheet>> sheetsOf(erphost::Tx& tx, const std::string& taskId);

} // namespace survey
