#include "store/Questionnaires.hpp"

#include "embedded/survey_questionnaires.hpp"
#include "rules/QuestionnaireJson.hpp"
#include "store/AnswerSql.hpp"

#include <utility>

namespace survey {

using erphost::Query;
using erphost::Result;
using erphost::Tx;
using nlohmann::json;

namespace {

QuestionnaireVersion toVersion(const Query& row)
{
	QuestionnaireVersion version;
	// An old version is read by today's rules: what they would object to now does not matter, it was published.
	Problems ignored;
	version.content = readQuestionnaire(json::parse(row.view(4)), ignored);
	version.content.id = row.text(0);
	version.content.version = static_cast<int>(row.integer(1));
	version.content.validFrom = row.text(5);
	version.content.validTo = row.optionalText(6).value_or("");
	version.state = row.text(2);
	version.shipped = row.integer(3) != 0;
	version.author = row.text(7);
	version.authorName = row.text(8);
	version.publishedAt = row.integer(9);
	version.basedOn = row.optionalInteger(10);
	return version;
}

QuestionnaireDraft toDraft(const Query& row)
{
	QuestionnaireDraft draft;
	draft.id = row.text(0);
	if (!row.isNull(1)) draft.content = json::parse(row.view(1));
	draft.basedOn = row.optionalInteger(2);
	draft.revision = row.integer(3);
	draft.author = row.text(4);
	draft.authorName = row.text(5);
	draft.changedAt = row.integer(6);
	return draft;
}

template <typename T, typename Read>
Result<std::vector<T>> allOf(Query& rows, const Read& read)
{
	std::vector<T> all;
	for (;;)
	{
		EH_TRY(const bool row, rows.next());
		if (!row) return all;
		all.push_back(read(rows));
	}
}

Result<std::int64_t> addVersion(Tx& tx, const Questionnaire& questionnaire, const char* state, bool shipped,
                                std::optional<std::int64_t> basedOn, const Author& author)
{
	const std::optional<std::string> validTo =
		questionnaire.validTo.empty() ? std::nullopt : std::optional(questionnaire.validTo);
	EH_TRY(auto row, tx.query(answer_sql::kAddVersion, questionnaire.id, state, shipped, name(questionnaire.group),
	                          toJson(questionnaire).dump(), questionnaire.validFrom, validTo, author.id, author.name,
	                          author.at, basedOn));
	EH_TRY([[maybe_unused]] const bool added, row.next());
	return row.integer(0);
}

} // namespace

Result<std::optional<QuestionnaireVersion>> findQuestionnaire(Tx& tx, const std::string& id, std::int64_t version)
{
	EH_TRY(auto row, tx.query(answer_sql::kVersion, id, version));
	EH_TRY(const bool found, row.next());
	if (!found) return std::optional<QuestionnaireVersion>{};
	return std::optional(toVersion(row));
}

Result<QuestionnaireVersion> requireQuestionnaire(Tx& tx, const std::string& id, std::int64_t version)
{
	EH_TRY(auto found, findQuestionnaire(tx, id, version));
	if (found) return std::move(*found);
	return erphost::permanent("survey.questionnaire.not_found", "There is no such questionnaire.")
	    .with("questionnaire", id)
	    .with("version", std::to_string(version))
	    .with("pointer", "/questionnaire");
}

Result<std::vector<QuestionnaireVersion>> versionsOf(Tx& tx, const std::string& id)
{
	EH_TRY(auto rows, tx.query(answer_sql::kVersions, id));
	return allOf<QuestionnaireVersion>(rows, toVersion);
}

Result<std::vector<QuestionnaireVersion>> allQuestionnaires(Tx& tx, const std::string& isoDate)
{
	EH_TRY(auto rows, tx.query(answer_sql::kQuestionnaires, isoDate));
	return allOf<QuestionnaireVersion>(rows, toVersion);
}

Result<std::optional<Questionnaire>> applicableTo(Tx& tx, const Values& facts, const std::string& isoDate)
{
	EH_TRY(auto rows, tx.query(answer_sql::kInForce, isoDate));
	EH_TRY(auto published, allOf<Questionnaire>(rows, [](const Query& row) { return toVersion(row).content; }));
	const Questionnaire* best = applicable(published, facts, isoDate);
	return best ? std::optional(*best) : std::nullopt;
}

Result<QuestionnaireDraft> draftOf(Tx& tx, const std::string& id)
{
	EH_TRY(auto row, tx.query(answer_sql::kDraft, id));
	EH_TRY(const bool found, row.next());
	if (found) return toDraft(row);
	QuestionnaireDraft none;
	none.id = id;
	return none;
}

Result<std::vector<QuestionnaireDraft>> allDrafts(Tx& tx)
{
	EH_TRY(auto rows, tx.query(answer_sql::kDrafts));
	return allOf<QuestionnaireDraft>(rows, toDraft);
}

Result<void> putDraft(Tx& tx, const std::string& id, const json& content, std::optional<std::int64_t> basedOn,
                      const Author& author)
{
	const std::optional<std::string> text = content.is_null() ? std::nullopt : std::optional(content.dump());
	EH_TRY([[maybe_unused]] const auto put,
	       tx.execute(answer_sql::kPutDraft, id, text, basedOn, author.id, author.name, author.at));
	return {};
}

Result<std::int64_t> publish(Tx& tx, const Questionnaire& questionnaire, std::optional<std::int64_t> basedOn,
                             const Author& author)
{
	return addVersion(tx, questionnaire, "published", false, basedOn, author);
}

Result<void> installShipped(Tx& tx, std::int64_t nowMs)
{
	for (const auto& file : erphost::embedded::survey_questionnaires())
	{
		Problems problems;
		const Questionnaire questionnaire = readQuestionnaire(json::parse(file.content), problems);
		bool known = false, own = false;
		{
			EH_TRY(auto row, tx.query(answer_sql::kShippedState, questionnaire.id, toJson(questionnaire).dump()));
			EH_TRY([[maybe_unused]] const bool counted, row.next());
			known = row.integer(0) > 0;
			own = row.integer(1) > 0;
		}
		if (known) continue;
		EH_TRY([[maybe_unused]] const auto added, addVersion(tx, questionnaire, own ? "offered" : "published", true,
		                                                     std::nullopt, {"", "erphost", nowMs}));
	}
	return {};
}

} // namespace survey
