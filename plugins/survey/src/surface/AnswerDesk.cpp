#include "surface/AnswerDesk.hpp"

#include "rules/AnswersJson.hpp"
#include "rules/Assessment.hpp"
#include "store/Answers.hpp"
#include "store/OrderFacts.hpp"
#include "store/Questionnaires.hpp"
#include "surface/AnswerSettings.hpp"

namespace survey {

namespace {

Result<OrderFacts> factsFor(Tx& tx, const Task& task, const RecordedAttempt& attempt)
{
	const std::string level = attempt.level ? std::string(name(*attempt.level)) : std::string();
	return orderFacts(tx, task.kind, task.branchId, task.erpKey, attempt.channel, attempt.round, level);
}

/// A call's sheet belongs to the attempt that it was first recorded as; corrections are its revisions.
AnswerSheet sheetFor(const Task& task, const RecordedAttempt& attempt, const GivenSheet& given,
                     const SheetAuthor& author)
{
	AnswerSheet sheet;
	sheet.taskId = task.id;
	sheet.round = attempt.round;
	sheet.attempt = attempt.root;
	sheet.branchId = task.branchId;
	sheet.questionnaire = given.questionnaire;
	sheet.version = given.version;
	sheet.answers = given.answers;
	sheet.author = author.id;
	sheet.authorName = author.name;
	sheet.at = author.at;
	sheet.reason = author.reason;
	return sheet;
}

} // namespace

Result<std::vector<Effect>> AnswerDesk::record(Tx& tx, const Task& task, const RecordedAttempt& attempt,
                                               const GivenSheet& sheet, const SheetAuthor& author) const
{
	EH_TRY(const OrderFacts facts, factsFor(tx, task, attempt));
	EH_TRY(const AnswerRules rules, answerRules(_host, _host.localDate(attempt.at)));
	EH_TRY(const Outcome outcome, recordAnswers(tx, facts, sheetFor(task, attempt, sheet, author), rules));
	return effectsOf(outcome);
}

Result<std::vector<Effect>> AnswerDesk::correct(Tx& tx, const Task& task, const RecordedAttempt& attempt,
                                                const GivenSheet& sheet, const SheetAuthor& author) const
{
	EH_TRY(const OrderFacts facts, factsFor(tx, task, attempt));
	EH_TRY(const AnswerRules rules, answerRules(_host, _host.localDate(attempt.at)));
	EH_TRY(const CorrectedOutcome outcome, correctAnswers(tx, facts, sheetFor(task, attempt, sheet, author), rules));
	return effectsOf(outcome.after);
}

Result<std::vector<Effect>> AnswerDesk::look(Tx& tx, const Task& task, const RecordedAttempt& attempt,
                                             const GivenSheet& sheet) const
{
	EH_TRY(const OrderFacts facts, factsFor(tx, task, attempt));
	EH_TRY(const AnswerRules rules, answerRules(_host, _host.localDate(attempt.at)));
	EH_TRY(const QuestionnaireVersion version, requireQuestionnaire(tx, sheet.questionnaire, sheet.version));
	EH_TRY(const Assessment assessment, judgeAnswers(version.content, facts, sheet.answers, rules));
	return effectsOf(assessment.outcome);
}

} // namespace survey
