#pragma once

#include "rules/Channel.hpp"
#include "rules/Condition.hpp"
#include "rules/Group.hpp"
#include "rules/Text.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace survey {

/// What kind of answer a question wants.
enum class QuestionKind
{
	yesNo,
	yesNoAverage,
	level,  ///< five levels (SV-50)
	choice, ///< one of its options
	amount, ///< whole fen (SV-36)
	number,
	text,
	time ///< ms UTC
};

inline constexpr std::array kQuestionKinds{QuestionKind::yesNo,  QuestionKind::yesNoAverage, QuestionKind::level,
                                           QuestionKind::choice, QuestionKind::amount,       QuestionKind::number,
                                           QuestionKind::text,   QuestionKind::time};

constexpr std::string_view name(QuestionKind kind)
{
	switch (kind)
	{
	case QuestionKind::yesNo: return "yes_no";
	case QuestionKind::yesNoAverage: return "yes_no_average";
	case QuestionKind::level: return "level";
	case QuestionKind::choice: return "choice";
	case QuestionKind::amount: return "amount";
	case QuestionKind::number: return "number";
	case QuestionKind::text: return "text";
	case QuestionKind::time: return "time";
	}
	return "";
}

/// One question of a questionnaire; the meaning of each member stands in docs/answers.md.
struct Question
{
	struct Option
	{
		std::string id;
		Text text;
		std::optional<FactClass> outcome;
	};
	/// A reason for which the answer does not count. Without a condition the clerk names it.
	struct InvalidReason
	{
		std::string id;
		Text text;
		std::optional<Condition> condition;
	};
	/// SV-38: the questions that say what a "no" is held against; empty where there is none.
	struct OnTimeQuestions
	{
		std::string cause, agreedAt, arrivedAt, deliveredAt;
	};
	struct Offence
	{
		std::string code; ///< of RULES.md §5
		Condition condition;
	};
	struct FindingRule
	{
		std::string finding;
		std::string amount; ///< id of an amount question, or empty
		Condition condition;
	};

	std::string id;
	QuestionKind kind = QuestionKind::yesNo;
	Text text;
	std::optional<Text> help;
	bool required = true;
	bool goodIsNo = false; ///< yes_no: "no" is the good answer
	bool phrases = false;  ///< SV-39: free words are classed by the list of phrases
	std::vector<Option> options;
	std::optional<std::int64_t> minimum, maximum;
	std::optional<Condition> showIf;
	std::vector<InvalidReason> invalid;
	std::string indicator; ///< empty: counts for none
	std::optional<OnTimeQuestions> onTime;
	std::string clock; ///< CP-18: the clock that the answer confirms, or empty
	bool activation = false;
	std::vector<Offence> violations;
	std::vector<FindingRule> findings;

	/// True if its answers have a class, which an indicator can count.
	bool classed() const;
	/// The option of that id, or null.
	const Option* option(std::string_view optionId) const;
};

/// One version of a questionnaire.
struct Questionnaire
{
	/// What it is for; an empty list means any.
	struct Scope
	{
		std::vector<std::string> stages, serviceTypes, productTypes, channels;
		std::optional<bool> smartTv;
	};
	std::string id;
	int version = 0; ///< 0: a draft
	Text title;
	Group group = Group::end;
	Scope applies;
	std::string validFrom, validTo; ///< ISO dates, [from, to); `validTo` empty: without end
	std::vector<Question> questions;

	/// The question of that id, or null.
	const Question* find(std::string_view questionId) const;
};

/// The questionnaire that applies to the facts ("group", "channel", "stage", "service_type", "product_type",
/// "smart_tv") on a date: of those in force the one that is most narrowly meant; nullptr if none is. Of one id only the
/// newest version that has begun counts. Depends on nothing else, so that the same task is always asked the same.
const Questionnaire* applicable(const std::vector<Questionnaire>& published, const Values& facts,
                                const std::string& isoDate);

} // namespace survey
