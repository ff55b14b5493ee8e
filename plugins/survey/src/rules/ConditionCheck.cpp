#include "rules/ConditionCheck.hpp"

#include "rules/Answer.hpp"
#include "rules/FactName.hpp"

#include <algorithm>
#include <utility>

namespace survey {

namespace {

class Checker
{
public:
	Checker(const ConditionPlace& place, Problems& problems): _place(place), _problems(problems) {}

	void check(const Condition& condition, const std::string& pointer)
	{
		const auto part = [&](const std::string& member, std::size_t i) {
			check(condition.parts.at(i), pointer + "/" + member);
		};
		switch (condition.join)
		{
		case Condition::Join::all:
		case Condition::Join::any:
			for (std::size_t i = 0; i < condition.parts.size(); ++i)
				part((condition.join == Condition::Join::all ? "all/" : "any/") + std::to_string(i), i);
			return;
		case Condition::Join::negated: part("not", 0); return;
		case Condition::Join::comparison: break;
		}
		if (condition.source == Condition::Source::fact) checkFact(condition, pointer);
		else checkAnswer(condition, pointer);
	}

private:
	void complain(const std::string& pointer, std::string code, std::string zh, std::string en)
	{
		_problems.push_back({pointer, std::move(code), Text{std::move(zh), std::move(en)}});
	}

	void checkFact(const Condition& condition, const std::string& pointer)
	{
		const FactName* fact = factNamed(condition.subject);
		if (!fact)
			return complain(pointer, "reference", "没有这个事实：" + condition.subject,
			                "There is no such fact: " + condition.subject);
		const bool numeric = fact->type == FactName::Type::integer;
		if (isNumericTest(condition) && !numeric)
			return complain(pointer, "value", "这个事实不是数字", "This fact is not a number");
		const auto fits = [&](const Value& value) {
			switch (fact->type)
			{
			case FactName::Type::text: return std::holds_alternative<std::string>(value);
			case FactName::Type::integer: return std::holds_alternative<std::int64_t>(value);
			case FactName::Type::boolean: return std::holds_alternative<bool>(value);
			}
			return false;
		};
		if (!std::all_of(condition.values.begin(), condition.values.end(), fits))
			complain(pointer, "value", "这个事实不会有这样的值", "This fact never has such a value");
	}

	void checkAnswer(const Condition& condition, const std::string& pointer)
	{
		const auto& questions = _place.questionnaire.questions;
		const auto found = std::find_if(questions.begin(), questions.end(),
		                                [&](const Question& one) { return one.id == condition.subject; });
		if (found == questions.end())
			return complain(pointer, "reference", "没有这个问题：" + condition.subject,
			                "There is no such question: " + condition.subject);
		if (static_cast<std::size_t>(found - questions.begin()) >= _place.before)
			return complain(pointer, "reference", "只能引用前面的问题：" + condition.subject,
			                "Only earlier questions can be referred to: " + condition.subject);
		if (condition.source == Condition::Source::answerClass)
		{
			if (!_place.classes)
				complain(pointer, "value", "这里还不知道答案的类别，请用 is",
				         "Classes of answers are not known here: use is");
			else if (!found->classed())
				complain(pointer, "value", "这个问题的答案没有类别", "The answers to this question have no class");
			return;
		}
		const bool numeric = found->kind == QuestionKind::amount || found->kind == QuestionKind::number ||
		                     found->kind == QuestionKind::time;
		if (isNumericTest(condition) && !numeric)
			return complain(pointer, "value", "这个问题的答案不是数字", "The answer to this question is no number");
		if (!std::all_of(condition.values.begin(), condition.values.end(),
		                 [&](const Value& value) { return canAnswer(*found, value); }))
			complain(pointer, "value", "这个问题不会有这样的答案", "This question is never answered like that");
	}

	static bool isNumericTest(const Condition& condition)
	{
		return condition.test == Condition::Test::above || condition.test == Condition::Test::atLeast ||
		       condition.test == Condition::Test::below;
	}

	static bool canAnswer(const Question& question, const Value& value)
	{
		const auto* text = std::get_if<std::string>(&value);
		switch (question.kind)
		{
		case QuestionKind::yesNo: return text && (*text == "yes" || *text == "no");
		case QuestionKind::yesNoAverage: return text && (*text == "yes" || *text == "average" || *text == "no");
		case QuestionKind::level: return text && levelNamed(*text);
		case QuestionKind::choice: return text && question.option(*text);
		case QuestionKind::text: return text != nullptr;
		case QuestionKind::amount:
		case QuestionKind::number:
		case QuestionKind::time: return std::holds_alternative<std::int64_t>(value);
		}
		return false;
	}

	const ConditionPlace& _place;
	Problems& _problems;
};

} // namespace

void checkCondition(const Condition& condition, const ConditionPlace& place, const std::string& pointer,
                    Problems& problems)
{
	Checker(place, problems).check(condition, pointer);
}

} // namespace survey
