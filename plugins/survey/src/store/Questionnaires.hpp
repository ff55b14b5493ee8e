#pragma once

#include "erphost/Tx.hpp"
#include "rules/Questionnaire.hpp"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace survey {

/// A version as it is stored.
struct QuestionnaireVersion
{
	Questionnaire content; ///< with its version and dates
	std::string state;     ///< published, offered
	bool shipped = false;
	std::string author, authorName;
	std::int64_t publishedAt = 0;
	std::optional<std::int64_t> basedOn;
};

/// A questionnaire that somebody is writing; it may have problems.
struct QuestionnaireDraft
{
	std::string id;
	nlohmann::json content; ///< null: there is none at present, only its last revision is known
	std::optional<std::int64_t> basedOn;
	std::int64_t revision = 0; ///< 0: there never was one
	std::string author, authorName;
	std::int64_t changedAt = 0;

	bool exists() const { return !content.is_null(); }
};

/// Who changes something, and when.
struct Author
{
	std::string id, name;
	std::int64_t at = 0; ///< ms UTC
};

/// One version; nullopt if there is none.
erphost::Result<std::optional<QuestionnaireVersion>> findQuestionnaire(erphost::Tx& tx, const std::string& id,
                                                                       std::int64_t version);
/// The same, but "survey.questionnaire.not_found" (pointer /questionnaire) if there is none.
erphost::Result<QuestionnaireVersion> requireQuestionnaire(erphost::Tx& tx, const std::string& id,
                                                           std::int64_t version);
/// All versions, newest first.
erphost::Result<std::vector<QuestionnaireVersion>> versionsOf(erphost::Tx& tx, const std::string& id);
/// Of each questionnaire the version in force on a date, or else the newest.
erphost::Result<std::vector<QuestionnaireVersion>> allQuestionnaires(erphost::Tx& tx, const std::string& isoDate);

/// The questionnaire that applies to the facts on a date (see applicable); nullopt if none does.
erphost::Result<std::optional<Questionnaire>> applicableTo(erphost::Tx& tx, const Values& facts,
                                                           const std::string& isoDate);

erphost::Result<QuestionnaireDraft> draftOf(erphost::Tx& tx, const std::string& id);
erphost::Result<std::vector<QuestionnaireDraft>> allDrafts(erphost::Tx& tx);
/// A null content takes the draft away.
erphost::Result<void> putDraft(erphost::Tx& tx, const std::string& id, const nlohmann::json& content,
                               std::optional<std::int64_t> basedOn, const Author& author);

/// Makes a questionnaire without problems the next version of its id, valid from its `validFrom`; the version's number.
erphost::Result<std::int64_t> publish(erphost::Tx& tx, const Questionnaire& questionnaire,
                                      std::optional<std::int64_t> basedOn, const Author& author);

/// Brings the shipped questionnaires into the store, each text once. Where the company has published a version of its
/// own, a new shipped text is only offered: an upgrade never changes what is asked there.
erphost::Result<void> installShipped(erphost::Tx& tx, std::int64_t nowMs);

} // namespace survey
