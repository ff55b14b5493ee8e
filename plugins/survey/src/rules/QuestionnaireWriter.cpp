#include "rules/AnswerClass.hpp"
#include "rules/ConditionJson.hpp"
#include "rules/QuestionnaireJson.hpp"

namespace survey {

using nlohmann::json;

namespace {

json orNull(const std::string& text)
{
	return text.empty() ? json() : json(text);
}

template <typename T>
json orNull(const std::optional<T>& value)
{
	return value ? json(*value) : json();
}

json toJson(const Text& text)
{
	return {{"zh", text.zh}, {"en", text.en}};
}

json toJson(const Question& question)
{
	json options = json::array(), invalid = json::array(), violations = json::array(), findings = json::array();
	for (const auto& one : question.options)
		options.push_back({{"id", one.id},
		                   {"text", toJson(one.text)},
		                   {"class", one.outcome ? json(className(*one.outcome)) : json()}});
	for (const auto& one : question.invalid)
		invalid.push_back({{"id", one.id},
		                   {"text", toJson(one.text)},
		                   {"if", one.condition ? survey::toJson(*one.condition) : json()}});
	for (const auto& one : question.violations)
		violations.push_back({{"offence", one.code}, {"if", survey::toJson(one.condition)}});
	for (const auto& one : question.findings)
		findings.push_back(
			{{"finding", one.finding}, {"amount", orNull(one.amount)}, {"if", survey::toJson(one.condition)}});
	json onTime;
	if (question.onTime)
		onTime = {{"cause", question.onTime->cause},
		          {"agreedAt", orNull(question.onTime->agreedAt)},
		          {"arrivedAt", orNull(question.onTime->arrivedAt)},
		          {"deliveredAt", orNull(question.onTime->deliveredAt)}};
	return {{"id", question.id},
	        {"kind", name(question.kind)},
	        {"text", toJson(question.text)},
	        {"help", question.help ? toJson(*question.help) : json()},
	        {"required", question.required},
	        {"good", question.goodIsNo ? "no" : "yes"},
	        {"options", options},
	        {"minimum", orNull(question.minimum)},
	        {"maximum", orNull(question.maximum)},
	        {"phrases", question.phrases},
	        {"showIf", question.showIf ? survey::toJson(*question.showIf) : json()},
	        {"invalid", invalid},
	        {"indicator", orNull(question.indicator)},
	        {"onTime", onTime},
	        {"clock", orNull(question.clock)},
	        {"activation", question.activation},
	        {"violations", violations},
	        {"findings", findings}};
}

} // namespace

json toJson(const Questionnaire& questionnaire)
{
	json questions = json::array();
	for (const auto& one : questionnaire.questions) questions.push_back(toJson(one));
	const auto& scope = questionnaire.applies;
	return {{"id", questionnaire.id},
	        {"title", toJson(questionnaire.title)},
	        {"group", name(questionnaire.group)},
	        {"applies",
	         {{"stages", scope.stages},
	          {"serviceTypes", scope.serviceTypes},
	          {"productTypes", scope.productTypes},
	          {"channels", scope.channels},
	          {"smartTv", orNull(scope.smartTv)}}},
	        {"validFrom", orNull(questionnaire.validFrom)},
	        {"validTo", orNull(questionnaire.validTo)},
	        {"questions", questions}};
}

} // namespace survey
