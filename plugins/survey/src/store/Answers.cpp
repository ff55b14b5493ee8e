#include "store/Answers.hpp"

#include "rules/AnswerClass.hpp"
#include "rules/AnswersJson.hpp"
#include "rules/OutcomeJson.hpp"
#include "store/AnswerSql.hpp"
#include "store/Questionnaires.hpp"

#include <utility>

namespace survey {

using erphost::Query;
using erphost::Result;
using erphost::Tx;
using nlohmann::json;

namespace {

Result<std::int64_t> lastRevision(Tx& tx, const AnswerSheet& sheet)
{
	EH_TRY(auto row, tx.query(answer_sql::kLastRevision, sheet.taskId, sheet.round, sheet.attempt));
	EH_TRY([[maybe_unused]] const bool found, row.next());
	return row.integer(0);
}

std::optional<std::string> orNull(const std::string& text)
{
	return text.empty() ? std::nullopt : std::optional(text);
}

Result<void> addAnswers(Tx& tx, const AnswerSheet& sheet, std::int64_t revision,
                        const std::vector<JudgedAnswer>& answers)
{
	std::int64_t position = 0;
	for (const auto& answer : answers)
	{
		const std::optional<std::string> value =
			known(answer.given.value) ? std::optional(toJson(answer.given.value).dump()) : std::nullopt;
		const std::optional<std::string> outcome =
			answer.outcome ? std::optional(std::string(className(*answer.outcome))) : std::nullopt;
		EH_TRY([[maybe_unused]] const auto added,
		       tx.execute(answer_sql::kAddAnswer, sheet.taskId, sheet.round, sheet.attempt, revision, ++position,
		                  answer.question, name(answer.kind), value, answer.given.said, outcome,
		                  orNull(answer.invalidReason), orNull(answer.indicator)));
	}
	return {};
}

Result<Outcome> add(Tx& tx, const OrderFacts& facts, const AnswerSheet& sheet, const AnswerRules& rules,
                    std::int64_t revision)
{
	EH_TRY(const QuestionnaireVersion version, requireQuestionnaire(tx, sheet.questionnaire, sheet.version));
	EH_TRY(Assessment assessment, judgeAnswers(version.content, facts, sheet.answers, rules));
	const auto channel = facts.values.find("channel");
	const auto* channelName = channel == facts.values.end() ? nullptr : std::get_if<std::string>(&channel->second);
	EH_TRY([[maybe_unused]] const auto added,
	       tx.execute(answer_sql::kAddSheet, sheet.taskId, sheet.round, sheet.attempt, revision, sheet.branchId,
	                  sheet.questionnaire, sheet.version, name(version.content.group),
	                  channelName ? *channelName : std::string(name(Channel::phone)), sheet.author, sheet.authorName,
	                  sheet.at, sheet.reason, toJson(facts).dump(), toJson(assessment.outcome).dump()));
	EH_CHECK(addAnswers(tx, sheet, revision, assessment.answers));
	return std::move(assessment.outcome);
}

Result<std::vector<RecordedSheet>> read(Query& rows, const std::string& taskId)
{
	std::vector<RecordedSheet> sheets;
	for (;;)
	{
		EH_TRY(const bool row, rows.next());
		if (!row) return sheets;
		const int round = static_cast<int>(rows.integer(0)), attempt = static_cast<int>(rows.integer(1)),
				  revision = static_cast<int>(rows.integer(2));
		if (sheets.empty() || sheets.back().round != round || sheets.back().attempt != attempt ||
		    sheets.back().revision != revision)
		{
			RecordedSheet sheet;
			sheet.taskId = taskId;
			sheet.round = round;
			sheet.attempt = attempt;
			sheet.revision = revision;
			sheet.questionnaire = rows.text(3);
			sheet.version = static_cast<int>(rows.integer(4));
			sheet.group = rows.text(5);
			sheet.channel = rows.text(6);
			sheet.author = rows.text(7);
			sheet.authorName = rows.text(8);
			sheet.at = rows.integer(9);
			sheet.reason = rows.text(10);
			sheet.outcome = readOutcome(json::parse(rows.view(11)));
			sheets.push_back(std::move(sheet));
		}
		if (rows.isNull(12)) continue;
		RecordedAnswer answer;
		answer.question = rows.text(12);
		answer.kind = rows.text(13);
		if (!rows.isNull(14)) answer.value = json::parse(rows.view(14));
		answer.said = rows.text(15);
		answer.outcome = rows.optionalText(16).value_or("");
		answer.invalidReason = rows.optionalText(17).value_or("");
		answer.indicator = rows.optionalText(18).value_or("");
		sheets.back().answers.push_back(std::move(answer));
	}
}

} // namespace

Result<Outcome> recordAnswers(Tx& tx, const OrderFacts& facts, const AnswerSheet& sheet, const AnswerRules& rules)
{
	EH_TRY(const auto last, lastRevision(tx, sheet));
	if (last > 0)
		return erphost::conflict("survey.answers.recorded", "This attempt has its answers already.")
		    .with("task", sheet.taskId);
	return add(tx, facts, sheet, rules, 1);
}

Result<CorrectedOutcome> correctAnswers(Tx& tx, const OrderFacts& facts, const AnswerSheet& sheet,
                                        const AnswerRules& rules)
{
	CorrectedOutcome corrected;
	EH_TRY(const auto before, answersOf(tx, sheet.taskId, sheet.round, sheet.attempt));
	if (before) corrected.before = before->outcome;
	EH_TRY(const auto last, lastRevision(tx, sheet));
	corrected.revision = static_cast<int>(last) + 1;
	EH_TRY(corrected.after, add(tx, facts, sheet, rules, last + 1));
	return corrected;
}

Result<std::optional<RecordedSheet>> answersOf(Tx& tx, const std::string& taskId, int round, int attempt)
{
	EH_TRY(auto rows, tx.query(answer_sql::kSheet, taskId, round, attempt));
	EH_TRY(auto sheets, read(rows, taskId));
	return sheets.empty() ? std::nullopt : std::optional(std::move(sheets.front()));
}

Result<std::vector<RecordedSheet>> sheetsOf(Tx& tx, const std::string& taskId)
{
	EH_TRY(auto rows, tx.query(answer_sql::kSheets, taskId));
	return read(rows, taskId);
}

} // namespace survey
