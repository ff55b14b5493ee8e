#include "rules/AnswersJson.hpp"
#include "rules/Assessment.hpp"
#include "rules/QuestionnaireCheck.hpp"
#include "rules/QuestionnaireJson.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <random>
#include <set>

using namespace survey;

namespace {

/// Questionnaires and answers that nobody would think of.
class Maker
{
public:
	explicit Maker(std::uint32_t seed): _random(seed) {}

	std::size_t below(std::size_t limit) { return std::uniform_int_distribution<std::size_t>(0, limit - 1)(_random); }
	bool sometimes(std::size_t oneIn) { return below(oneIn) == 0; }

	/// Always without a problem.
	Questionnaire questionnaire()
	{
		Questionnaire made;
		made.id = "random";
		made.title = {"题", "title"};
		made.validFrom = "2026-01-01";
		const std::size_t count = 1 + below(12);
		for (std::size_t i = 0; i < count; ++i) made.questions.push_back(question(i));
		for (std::size_t i = 0; i < count; ++i)
		{
			Question& one = made.questions[i];
			if (i > 0 && sometimes(2)) one.showIf = condition(made, i, 2);
			for (std::size_t reasons = below(3); reasons > 0; --reasons)
				one.invalid.push_back({"reason_" + std::to_string(reasons),
				                       {"因", "reason"},
				                       sometimes(2) ? std::optional(condition(made, count, 2)) : std::nullopt});
			if (one.classed() && sometimes(2)) one.indicator = "indicator_" + std::to_string(i);
			if (sometimes(4)) one.violations.push_back({"A-UNSAFE", condition(made, count, 1)});
		}
		return made;
	}

	OrderFacts facts()
	{
		OrderFacts facts;
		if (!sometimes(3)) facts.values["floor"] = static_cast<std::int64_t>(below(6));
		if (!sometimes(3)) facts.values["smart_tv"] = sometimes(2);
		return facts;
	}

	/// Now and then one that is wrong.
	GivenAnswer answer(const Question& question)
	{
		GivenAnswer given;
		if (!question.invalid.empty() && sometimes(8)) given.invalid = question.invalid.front().id;
		if (sometimes(8)) given.said = sometimes(2) ? "很好" : "嗯";
		if (given.invalid.empty() || sometimes(2)) given.value = value(question);
		return given;
	}

private:
	Question question(std::size_t index)
	{
		Question made;
		made.id = "question_" + std::to_string(index);
		made.kind = kQuestionKinds[below(kQuestionKinds.size())];
		made.text = {"问", "question"};
		made.required = !sometimes(3);
		made.goodIsNo = made.kind == QuestionKind::yesNo && sometimes(4);
		made.phrases = made.kind == QuestionKind::yesNoAverage && sometimes(2);
		if (made.kind == QuestionKind::choice)
			for (const auto& [id, outcome] :
			     {std::pair("one", std::optional(FactClass::yes)), std::pair("two", std::optional(FactClass::no)),
			      std::pair("three", std::optional<FactClass>())})
				made.options.push_back({id, {"选", "option"}, outcome});
		return made;
	}

	Value value(const Question& question)
	{
		static const char* const kAnswers[] = {"yes", "no", "average"};
		if (sometimes(60)) return Value(std::string("nonsense"));
		switch (question.kind)
		{
		case QuestionKind::yesNo: return std::string(kAnswers[below(2)]);
		case QuestionKind::yesNoAverage: return std::string(kAnswers[below(3)]);
		case QuestionKind::level: return std::string(sometimes(2) ? "satisfied" : "very_dissatisfied");
		case QuestionKind::choice: return question.options[below(3)].id;
		case QuestionKind::text: return std::string("words");
		case QuestionKind::amount:
		case QuestionKind::number:
		case QuestionKind::time: break;
		}
		return static_cast<std::int64_t>(below(10));
	}

	Condition condition(const Questionnaire& made, std::size_t before, int depth)
	{
		Condition condition;
		if (depth > 0 && sometimes(3))
		{
			condition.join = sometimes(2) ? Condition::Join::all : Condition::Join::any;
			condition.parts = {this->condition(made, before, depth - 1), this->condition(made, before, depth - 1)};
			if (sometimes(3))
			{
				condition.join = Condition::Join::negated;
				condition.parts.resize(1);
			}
			return condition;
		}
		if (sometimes(4))
		{
			condition.source = Condition::Source::fact;
			condition.subject = "floor";
			condition.test = sometimes(2) ? Condition::Test::atLeast : Condition::Test::known;
			condition.number = sometimes(2) ? 1 : 0;
			return condition;
		}
		const Question& about = made.questions[below(before)];
		condition.subject = about.id;
		const bool numeric = about.kind == QuestionKind::amount || about.kind == QuestionKind::number ||
		                     about.kind == QuestionKind::time;
		condition.test = numeric ? Condition::Test::above : Condition::Test::is;
		condition.number = 4;
		if (!numeric)
			condition.values = {about.kind == QuestionKind::text ? Value(std::string("words")) : usual(about)};
		return condition;
	}

	Value usual(const Question& question)
	{
		if (question.kind == QuestionKind::choice) return question.options[below(3)].id;
		if (question.kind == QuestionKind::level) return std::string("satisfied");
		return std::string(sometimes(2) ? "yes" : "no");
	}

	std::mt19937 _random;
};

const AnswerRules kRules{{{"很好", FactClass::yes}}, 60, 0};

bool same(const Assessment& one, const Assessment& other)
{
	if (one.visible != other.visible || one.problems.size() != other.problems.size() ||
	    one.answers.size() != other.answers.size() || one.outcome.facts.size() != other.outcome.facts.size())
		return false;
	for (std::size_t i = 0; i < one.answers.size(); ++i)
		if (one.answers[i].outcome != other.answers[i].outcome ||
		    one.answers[i].invalidReason != other.answers[i].invalidReason)
			return false;
	return true;
}

} // namespace

TEST_CASE("SV-30 invalid never enters a rate, hidden questions have no answers, a class follows from its version",
          "[SV-30][SV-33][SV-35]")
{
	Maker maker(20'261'106);
	int accepted = 0, refused = 0, invalid = 0, hidden = 0;
	for (int run = 0; run < 10'000; ++run)
	{
		const Questionnaire questionnaire = maker.questionnaire();
		{
			Problems problems;
			checkQuestionnaire(questionnaire, problems);
			INFO((problems.empty() ? "" : problems.front().pointer + problems.front().message.en));
			REQUIRE(problems.empty());
		}
		const OrderFacts facts = maker.facts();
		// Answered the way a form does it: what is asked next follows from what was answered so far.
		GivenAnswers given;
		for (const auto& question : questionnaire.questions)
		{
			const Assessment soFar = assess(questionnaire, facts, given, kRules);
			const bool asked =
				std::find(soFar.visible.begin(), soFar.visible.end(), question.id) != soFar.visible.end();
			if ((asked || maker.sometimes(100)) && (question.required || !maker.sometimes(4)))
				given[question.id] = maker.answer(question);
		}
		const Assessment assessment = assess(questionnaire, facts, given, kRules);

		// A class is a function of the version, however that came here.
		Problems ignored;
		const Questionnaire again = readQuestionnaire(toJson(questionnaire), ignored);
		REQUIRE(ignored.empty());
		REQUIRE(same(assessment, assess(again, facts, given, kRules)));

		if (!assessment.problems.empty())
		{
			++refused;
			for (const auto& problem : assessment.problems)
				REQUIRE(problem.param("pointer") == "/answers/" + std::string(problem.param("question")));
			REQUIRE(assessment.outcome.facts.empty());
			REQUIRE(assessment.outcome.violations.empty());
			continue;
		}
		++accepted;
		std::set<std::string> seen;
		std::size_t counted = 0;
		for (const auto& answer : assessment.answers)
		{
			REQUIRE(seen.insert(answer.question).second);
			const Question& question = *questionnaire.find(answer.question);
			REQUIRE((answer.outcome == FactClass::invalid) >= !answer.invalidReason.empty());
			if (!answer.invalidReason.empty()) ++invalid;
			// What was not asked has no value; it is there only to be counted as invalid.
			const bool asked = std::find(assessment.visible.begin(), assessment.visible.end(), answer.question) !=
			                   assessment.visible.end();
			REQUIRE((asked || (!known(answer.given.value) && !answer.invalidReason.empty())));
			REQUIRE((answer.outcome.has_value() || !question.classed() || question.kind == QuestionKind::choice));
			if (!answer.indicator.empty() && answer.outcome) ++counted;
		}
		REQUIRE(assessment.outcome.facts.size() == counted);
		for (const auto& fact : assessment.outcome.facts)
		{
			const auto answer = std::find_if(assessment.answers.begin(), assessment.answers.end(),
			                                 [&](const JudgedAnswer& one) { return one.indicator == fact.indicator; });
			REQUIRE(answer != assessment.answers.end());
			// In a rate are yes, average and no only: an answer with a reason not to count is none of them.
			REQUIRE((fact.outcome == FactClass::invalid) == !answer->invalidReason.empty());
		}
		for (const auto& question : questionnaire.questions)
			if (!seen.contains(question.id)) ++hidden;
	}
	// The test tests something.
	CHECK(accepted > 2'000);
	CHECK(refused > 500);
	CHECK(invalid > 500);
	CHECK(hidden > 1'000);
}
