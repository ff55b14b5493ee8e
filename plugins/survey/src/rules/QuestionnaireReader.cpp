#include "rules/AnswerClass.hpp"
#include "rules/ConditionJson.hpp"
#include "rules/JsonReader.hpp"
#include "rules/QuestionnaireCheck.hpp"
#include "rules/QuestionnaireJson.hpp"

#include <utility>

namespace survey {

using nlohmann::json;

namespace {

constexpr std::size_t kLongestId = 40;
constexpr std::size_t kLongestCode = 60;
constexpr std::size_t kMostQuestions = 100;
constexpr std::size_t kMostEntries = 30;

template <typename Values>
auto named(JsonReader& reader, std::string_view member, const Values& values) -> typename Values::value_type
{
	const std::string text = reader.text(member, kLongestId, true);
	for (const auto value : values)
		if (name(value) == text) return value;
	if (!text.empty()) reader.complain(member, "value", "没有这个值：" + text, "There is no such value: " + text);
	return values.front();
}

std::optional<Condition> conditionOf(JsonReader& reader, std::string_view member, Problems& problems, bool required)
{
	const json* value = reader.find(member);
	if (!value)
	{
		if (required) reader.complain(member, "missing", "请填写条件", "A condition is needed");
		return std::nullopt;
	}
	return readCondition(*value, reader.at(member), problems);
}

/// Calls `use` for each element of a list with its place.
template <typename Use>
void each(JsonReader& reader, std::string_view member, std::size_t maximum, bool required, const Use& use)
{
	const json& list = reader.list(member, maximum, required);
	for (std::size_t i = 0; i < list.size(); ++i) use(list[i], reader.at(member) + "/" + std::to_string(i));
}

void readOptions(JsonReader& reader, Problems& problems, Question& question)
{
	each(reader, "options", kMostEntries, false, [&](const json& value, std::string pointer) {
		JsonReader entry(value, std::move(pointer), problems, {"id", "text", "class"});
		if (!entry.isObject()) return;
		Question::Option option;
		option.id = entry.text("id", kLongestId, true);
		option.text = entry.bilingual("text", true).value_or(Text{});
		if (const std::string outcome = entry.text("class", kLongestId, false); !outcome.empty())
		{
			option.outcome = classNamed(outcome);
			if (!option.outcome)
				entry.complain("class", "value", "没有这种答案类别", "There is no such class of answers");
		}
		question.options.push_back(std::move(option));
	});
}

void readInvalid(JsonReader& reader, Problems& problems, Question& question)
{
	each(reader, "invalid", kMostEntries, false, [&](const json& value, std::string pointer) {
		JsonReader entry(value, std::move(pointer), problems, {"id", "text", "if"});
		if (!entry.isObject()) return;
		Question::InvalidReason reason;
		reason.id = entry.text("id", kLongestId, true);
		reason.text = entry.bilingual("text", true).value_or(Text{});
		reason.condition = conditionOf(entry, "if", problems, false);
		question.invalid.push_back(std::move(reason));
	});
}

void readConsequences(JsonReader& reader, Problems& problems, Question& question)
{
	each(reader, "violations", kMostEntries, false, [&](const json& value, std::string pointer) {
		JsonReader entry(value, std::move(pointer), problems, {"offence", "if"});
		if (!entry.isObject()) return;
		const std::string code = entry.text("offence", kLongestCode, true);
		question.violations.push_back({code, conditionOf(entry, "if", problems, true).value_or(Condition{})});
	});
	each(reader, "findings", kMostEntries, false, [&](const json& value, std::string pointer) {
		JsonReader entry(value, std::move(pointer), problems, {"finding", "amount", "if"});
		if (!entry.isObject()) return;
		const std::string finding = entry.text("finding", kLongestId, true);
		const std::string amount = entry.text("amount", kLongestId, false);
		question.findings.push_back({finding, amount, conditionOf(entry, "if", problems, true).value_or(Condition{})});
	});
}

Question readQuestion(const json& value, std::string pointer, Problems& problems)
{
	Question question;
	JsonReader reader(value, std::move(pointer), problems,
	                  {"id", "kind", "text", "help", "required", "good", "options", "minimum", "maximum", "phrases",
	                   "showIf", "invalid", "indicator", "onTime", "clock", "activation", "violations", "findings"});
	if (!reader.isObject()) return question;
	question.id = reader.text("id", kLongestId, true);
	question.kind = named(reader, "kind", kQuestionKinds);
	question.text = reader.bilingual("text", true).value_or(Text{});
	question.help = reader.bilingual("help", false);
	question.required = reader.boolean("required", true);
	if (const std::string good = reader.text("good", kLongestId, false); !good.empty())
	{
		question.goodIsNo = good == "no";
		if (good != "yes" && good != "no") reader.complain("good", "value", "应为 yes 或 no", "This must be yes or no");
	}
	readOptions(reader, problems, question);
	question.minimum = reader.integer("minimum");
	question.maximum = reader.integer("maximum");
	question.phrases = reader.boolean("phrases", false);
	question.showIf = conditionOf(reader, "showIf", problems, false);
	readInvalid(reader, problems, question);
	question.indicator = reader.text("indicator", kLongestId, false);
	if (const json* onTime = reader.find("onTime"))
	{
		JsonReader entry(*onTime, reader.at("onTime"), problems, {"cause", "agreedAt", "arrivedAt", "deliveredAt"});
		Question::OnTimeQuestions questions;
		questions.cause = entry.text("cause", kLongestId, true);
		questions.agreedAt = entry.text("agreedAt", kLongestId, false);
		questions.arrivedAt = entry.text("arrivedAt", kLongestId, false);
		questions.deliveredAt = entry.text("deliveredAt", kLongestId, false);
		question.onTime = std::move(questions);
	}
	question.clock = reader.text("clock", kLongestId, false);
	question.activation = reader.boolean("activation", false);
	readConsequences(reader, problems, question);
	return question;
}

} // namespace

Questionnaire readQuestionnaire(const json& content, Problems& problems)
{
	Questionnaire questionnaire;
	JsonReader reader(content, "", problems, {"id", "title", "group", "applies", "validFrom", "validTo", "questions"});
	if (!reader.isObject()) return questionnaire;
	questionnaire.id = reader.text("id", kLongestId, true);
	questionnaire.title = reader.bilingual("title", true).value_or(Text{});
	questionnaire.group = named(reader, "group", kGroups);
	if (const json* applies = reader.find("applies"))
	{
		JsonReader scope(*applies, reader.at("applies"), problems,
		                 {"stages", "serviceTypes", "productTypes", "channels", "smartTv"});
		questionnaire.applies.stages = scope.texts("stages", kMostEntries);
		questionnaire.applies.serviceTypes = scope.texts("serviceTypes", kMostEntries);
		questionnaire.applies.productTypes = scope.texts("productTypes", kMostEntries);
		questionnaire.applies.channels = scope.texts("channels", kMostEntries);
		questionnaire.applies.smartTv = scope.optionalBoolean("smartTv");
	}
	questionnaire.validFrom = reader.text("validFrom", kLongestId, false);
	questionnaire.validTo = reader.text("validTo", kLongestId, false);
	each(reader, "questions", kMostQuestions, true, [&](const json& value, std::string pointer) {
		questionnaire.questions.push_back(readQuestion(value, std::move(pointer), problems));
	});
	return questionnaire;
}

Problems problemsOf(const json& content)
{
	Problems problems;
	const Questionnaire questionnaire = readQuestionnaire(content, problems);
	// What refers to what can only be judged once everything is there.
	if (problems.empty()) checkQuestionnaire(questionnaire, problems);
	return problems;
}

} // namespace survey
