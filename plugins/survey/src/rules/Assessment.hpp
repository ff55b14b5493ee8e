#pragma once

#include "erphost/Error.hpp"
#include "rules/AnswerRules.hpp"
#include "rules/OrderFacts.hpp"
#include "rules/Outcome.hpp"
#include "rules/Questionnaire.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace survey {

/// What a clerk entered for one question.
struct GivenAnswer
{
	Value value;         ///< monostate: only words, or a reason why it does not count
	std::string said;    ///< the customer's own words
	std::string invalid; ///< id of a reason without a condition, or empty
};

using GivenAnswers = std::map<std::string, GivenAnswer>;

/// One answer, judged.
struct JudgedAnswer
{
	std::string question;
	QuestionKind kind = QuestionKind::yesNo;
	GivenAnswer given;
	std::optional<FactClass> outcome; ///< nullopt: the question has no classes
	std::string invalidReason;        ///< id; empty: it counts
	std::string indicator;
};

/// What a sheet of answers comes to. With problems nothing of it may be used but them.
struct Assessment
{
	std::vector<std::string> visible; ///< questions that are asked, in their order
	std::vector<JudgedAnswer> answers;
	Outcome outcome;
	std::vector<erphost::Error> problems; ///< survey.answers.*, each with `question` and `pointer`
};

/// Judges the answers to one version of a questionnaire (SV-30…SV-39). A pure function of its arguments: the class of
/// an answer depends on the version, the answers, the order's facts and the settings of the date, on nothing else. An
/// answer that does not count enters no indicator as anything but invalid; a question that is not shown has no answer.
Assessment assess(const Questionnaire& questionnaire, const OrderFacts& facts, const GivenAnswers& given,
                  const AnswerRules& rules);

} // namespace survey
