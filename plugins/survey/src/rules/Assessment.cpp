#include "rules/Assessment.hpp"

#include "rules/Answer.hpp"
#include "rules/AnswerClass.hpp"
#include "rules/FirstVisit.hpp"
#include "rules/LateCauseName.hpp"

#include <algorithm>
#include <utility>

namespace survey {

namespace {

constexpr std::size_t kLongestWords = 2'000;

bool inRange(const Question& question, const Value& value)
{
	const auto* number = std::get_if<std::int64_t>(&value);
	if (!number) return false;
	if (question.kind != QuestionKind::number && *number < 0) return false;
	return (!question.minimum || *number >= *question.minimum) && (!question.maximum || *number <= *question.maximum);
}

bool fits(const Question& question, const Value& value)
{
	const auto* text = std::get_if<std::string>(&value);
	switch (question.kind)
	{
	case QuestionKind::yesNo: return text && (*text == "yes" || *text == "no");
	case QuestionKind::yesNoAverage: return text && (*text == "yes" || *text == "average" || *text == "no");
	case QuestionKind::level: return text && levelNamed(*text);
	case QuestionKind::choice: return text && question.option(*text);
	case QuestionKind::amount:
	case QuestionKind::number:
	case QuestionKind::time: return inRange(question, value);
	case QuestionKind::text:
		return text && text->size() <= kLongestWords && text->find_first_not_of(" \t\r\n") != std::string::npos;
	}
	return false;
}

/// The class of a value that fits its question, before anything says that it does not count.
std::optional<FactClass> plainClass(const Question& question, const Value& value)
{
	const auto* text = std::get_if<std::string>(&value);
	if (!text) return std::nullopt;
	switch (question.kind)
	{
	case QuestionKind::yesNo: return (*text == "no") == question.goodIsNo ? FactClass::yes : FactClass::no;
	case QuestionKind::yesNoAverage: return classNamed(*text);
	case QuestionKind::level: return outcomeOf(*levelNamed(*text));
	case QuestionKind::choice: return question.option(*text)->outcome;
	case QuestionKind::amount:
	case QuestionKind::number:
	case QuestionKind::text:
	case QuestionKind::time: break;
	}
	return std::nullopt;
}

class Assessor
{
public:
	Assessor(const Questionnaire& questionnaire, const OrderFacts& facts, const GivenAnswers& given,
	         const AnswerRules& rules):
		_questionnaire(questionnaire),
		_facts(facts), _given(given), _rules(rules)
	{
	}

	Assessment run()
	{
		for (const auto& one : _given)
			if (!_questionnaire.find(one.first))
				refuse(one.first, "survey.answers.unknown", "The questionnaire has no such question.");
		for (const auto& question : _questionnaire.questions) take(question);
		if (!_result.problems.empty()) return std::move(_result);
		for (auto& answer : _result.answers) judge(answer);
		for (const auto& answer : _result.answers) follow(answer);
		return std::move(_result);
	}

private:
	erphost::Error& refuse(const std::string& question, const char* code, const char* message)
	{
		const Question* asked = _questionnaire.find(question);
		_result.problems.push_back(erphost::permanent(code, message)
		                               .with("question", question)
		                               .with("text_zh", asked ? asked->text.zh : question)
		                               .with("text_en", asked ? asked->text.en : question)
		                               .with("pointer", "/answers/" + question));
		return _result.problems.back();
	}

	Circumstances circumstances() const { return {_values, _facts.values, _classes}; }

	/// Whether the question is asked, and what was answered.
	void take(const Question& question)
	{
		const auto found = _given.find(question.id);
		const bool isGiven = found != _given.end() && (known(found->second.value) || !found->second.said.empty() ||
		                                               !found->second.invalid.empty());
		if (question.showIf && !holds(*question.showIf, circumstances()))
		{
			if (isGiven) refuse(question.id, "survey.answers.hidden", "This question is not asked here.");
			return;
		}
		// What is known not to count (nothing was charged, SV-36) need not be asked, but is counted as invalid.
		if (!isGiven && reasonSoFar(question))
		{
			_result.answers.push_back({question.id, question.kind, {}, std::nullopt, {}, question.indicator});
			return;
		}
		_result.visible.push_back(question.id);
		if (!isGiven)
		{
			if (question.required) refuse(question.id, "survey.answers.missing", "An answer is missing.");
			return;
		}
		const GivenAnswer& given = found->second;
		Value value = given.value;
		if (known(value) && !fits(question, value))
		{
			refuse(question.id, "survey.answers.value", "This cannot be the answer to the question.");
			return;
		}
		if (given.said.size() > kLongestWords)
		{
			refuse(question.id, "survey.answers.value", "The customer's words are too long.");
			return;
		}
		if (!given.invalid.empty() && !mayNotCount(question, given.invalid))
		{
			refuse(question.id, "survey.answers.reason", "The question has no such reason not to count.");
			return;
		}
		if (!known(value) && given.invalid.empty())
		{
			// SV-39: classed by the list, or asked back; never guessed.
			const auto outcome = question.phrases ? survey::classOf(given.said, _rules.phrases) : std::nullopt;
			if (!outcome && question.phrases)
			{
				refuse(question.id, "survey.answers.phrase", "The list of phrases does not say what this means.")
					.params.emplace_back("phrase", given.said);
				return;
			}
			if (!outcome)
			{
				refuse(question.id, "survey.answers.missing", "An answer is missing.");
				return;
			}
			value = std::string(className(*outcome));
		}
		if (known(value)) _values[question.id] = value;
		_result.answers.push_back({question.id, question.kind, given, std::nullopt, {}, question.indicator});
	}

	static bool mayNotCount(const Question& question, const std::string& reason)
	{
		return std::any_of(question.invalid.begin(), question.invalid.end(),
		                   [&](const Question::InvalidReason& one) { return one.id == reason && !one.condition; });
	}

	/// True if the condition asks only about questions before this one: what comes later cannot change it any more.
	bool settledBefore(const Question& question, const Condition& condition) const
	{
		if (condition.join == Condition::Join::comparison)
			return condition.source == Condition::Source::fact || _questionnaire.find(condition.subject) < &question;
		return std::all_of(condition.parts.begin(), condition.parts.end(),
		                   [&](const Condition& part) { return settledBefore(question, part); });
	}

	bool reasonSoFar(const Question& question) const
	{
		return std::any_of(question.invalid.begin(), question.invalid.end(), [&](const Question::InvalidReason& one) {
			return one.condition && settledBefore(question, *one.condition) && holds(*one.condition, circumstances());
		});
	}

	/// The first reason that holds by itself, or null.
	const Question::InvalidReason* reasonOfRule(const Question& question) const
	{
		const auto found =
			std::find_if(question.invalid.begin(), question.invalid.end(), [&](const Question::InvalidReason& one) {
				return one.condition && holds(*one.condition, circumstances());
			});
		return found == question.invalid.end() ? nullptr : &*found;
	}

	/// The class of an answer; all values are in.
	void judge(JudgedAnswer& answer)
	{
		const Question& question = *_questionnaire.find(answer.question);
		answer.invalidReason = answer.given.invalid;
		if (answer.invalidReason.empty())
			if (const auto* reason = reasonOfRule(question)) answer.invalidReason = reason->id;
		if (!question.classed() && answer.invalidReason.empty()) return;
		const auto value = _values.find(question.id);
		if (!answer.invalidReason.empty()) answer.outcome = FactClass::invalid;
		else if (value != _values.end()) answer.outcome = plainClass(question, value->second);
		if (answer.outcome == FactClass::no && question.onTime && keptByRule(*question.onTime))
			answer.outcome = FactClass::yes;
		if (answer.outcome) _classes[question.id] = *answer.outcome;
	}

	/// SV-38: true if what counts as on time was kept, although the customer says that it was not.
	bool keptByRule(const Question::OnTimeQuestions& questions) const
	{
		const auto timeOf = [&](const std::string& id) -> std::optional<std::int64_t> {
			const auto found = _values.find(id);
			const auto* at = found == _values.end() ? nullptr : std::get_if<std::int64_t>(&found->second);
			return at ? std::optional(*at) : std::nullopt;
		};
		OnTimeFacts facts = _facts.times;
		const auto cause = _values.find(questions.cause);
		if (cause == _values.end()) return false;
		facts.cause = lateCauseNamed(std::get<std::string>(cause->second)).value_or(LateCause::none);
		// Nothing speaks against the customer: he knows best when he waited.
		if (facts.cause == LateCause::none) return false;
		if (const auto at = timeOf(questions.agreedAt)) facts.agreedAt = at;
		if (const auto at = timeOf(questions.arrivedAt)) facts.arrivedAt = at;
		if (const auto at = timeOf(questions.deliveredAt)) facts.secondDeliveredAt = at;
		facts.limitMinutes = _rules.onTimeLimitMinutes;
		facts.toleranceMinutes = _rules.onTimeToleranceMinutes;
		return onTime(facts).inTime.value_or(false);
	}

	void count(const std::string& indicator, FactClass counted)
	{
		_result.outcome.facts.push_back({indicator, counted});
		if (indicator != kFirstVisitFix) return;
		if (const std::string line = firstVisitLine(_facts.values); !line.empty())
			_result.outcome.facts.push_back({line, counted});
	}

	/// What follows from an answer; all classes are known.
	void follow(const JudgedAnswer& answer)
	{
		const Question& question = *_questionnaire.find(answer.question);
		Outcome& outcome = _result.outcome;
		const bool decided = answer.outcome && *answer.outcome != FactClass::invalid;
		const bool good = answer.outcome == FactClass::yes || answer.outcome == FactClass::veryYes;
		if (!answer.indicator.empty() && answer.outcome) count(answer.indicator, *answer.outcome);
		if (!question.clock.empty() && decided) outcome.clocks.push_back({question.clock, good});
		if (question.activation && decided) outcome.activated = good;
		for (const auto& offence : question.violations)
			if (holds(offence.condition, circumstances()))
				outcome.violations.push_back({question.id, offence.code, reasonOf(question)});
		for (const auto& rule : question.findings)
			if (holds(rule.condition, circumstances()))
			{
				Finding finding{question.id, rule.finding, answer.given.said, std::nullopt};
				const auto amount = _values.find(rule.amount);
				if (amount != _values.end()) finding.amountFen = std::get<std::int64_t>(amount->second);
				outcome.findings.push_back(std::move(finding));
			}
	}

	/// "施工时是否系了安全带？否": without the customer's own words, which may be personal.
	std::string reasonOf(const Question& question) const
	{
		const auto found = _values.find(question.id);
		const auto* text = found == _values.end() ? nullptr : std::get_if<std::string>(&found->second);
		if (!text || question.kind == QuestionKind::text) return question.text.zh;
		if (const auto* option = question.option(*text)) return question.text.zh + option->text.zh;
		return question.text.zh + (*text == "yes" ? "是" : *text == "no" ? "否" : *text == "average" ? "一般" : "");
	}

	const Questionnaire& _questionnaire;
	const OrderFacts& _facts;
	const GivenAnswers& _given;
	const AnswerRules& _rules;
	Values _values;
	std::map<std::string, FactClass> _classes;
	Assessment _result;
};

} // namespace

Assessment assess(const Questionnaire& questionnaire, const OrderFacts& facts, const GivenAnswers& given,
                  const AnswerRules& rules)
{
	return Assessor(questionnaire, facts, given, rules).run();
}

} // namespace survey
