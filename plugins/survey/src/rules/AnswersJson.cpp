#include "rules/AnswersJson.hpp"

#include <limits>
#include <optional>
#include <string>
#include <utility>

namespace survey {

using nlohmann::json;

namespace {

std::optional<Value> valueOf(const json& value)
{
	if (value.is_null()) return Value();
	if (value.is_boolean()) return Value(value.get<bool>());
	if (value.is_string()) return Value(value.get<std::string>());
	if (!value.is_number_integer()) return std::nullopt;
	if (value.is_number_unsigned() &&
	    value.get<std::uint64_t>() > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
		return std::nullopt;
	return Value(value.get<std::int64_t>());
}

std::optional<GivenAnswer> answerOf(const json& entry)
{
	GivenAnswer given;
	if (!entry.is_object())
	{
		auto value = valueOf(entry);
		if (!value) return std::nullopt;
		given.value = *std::move(value);
		return given;
	}
	for (const auto& member : entry.items())
	{
		const json& content = member.value();
		if (member.key() == "value")
		{
			auto value = valueOf(content);
			if (!value) return std::nullopt;
			given.value = *std::move(value);
		}
		else if ((member.key() == "said" || member.key() == "invalid") && (content.is_string() || content.is_null()))
			(member.key() == "said" ? given.said : given.invalid) =
				content.is_null() ? std::string() : content.get<std::string>();
		else return std::nullopt;
	}
	return given;
}

json orNull(const std::optional<std::int64_t>& value)
{
	return value ? json(*value) : json();
}

} // namespace

GivenAnswers readAnswers(const json& answers, std::vector<erphost::Error>& problems)
{
	GivenAnswers given;
	const auto refuse = [&](const std::string& question, const std::string& pointer) {
		problems.push_back(erphost::permanent("survey.answers.value", "This cannot be the answer to the question.")
		                       .with("question", question)
		                       .with("text_zh", question)
		                       .with("text_en", question)
		                       .with("pointer", pointer));
	};
	if (!answers.is_object())
	{
		refuse("", "/answers");
		return given;
	}
	for (const auto& entry : answers.items())
	{
		if (auto answer = answerOf(entry.value())) given.emplace(entry.key(), *std::move(answer));
		else refuse(entry.key(), "/answers/" + entry.key());
	}
	return given;
}

erphost::Result<Assessment> judgeAnswers(const Questionnaire& questionnaire, const OrderFacts& facts,
                                         const json& answers, const AnswerRules& rules)
{
	std::vector<erphost::Error> problems;
	const GivenAnswers given = readAnswers(answers, problems);
	if (!problems.empty()) return problems.front();
	Assessment assessment = assess(questionnaire, facts, given, rules);
	if (!assessment.problems.empty()) return assessment.problems.front();
	return assessment;
}

json toJson(const Value& value)
{
	if (const auto* flag = std::get_if<bool>(&value)) return *flag;
	if (const auto* number = std::get_if<std::int64_t>(&value)) return *number;
	if (const auto* text = std::get_if<std::string>(&value)) return *text;
	return nullptr;
}

json toJson(const Values& values)
{
	json object = json::object();
	for (const auto& entry : values)
		if (known(entry.second)) object[entry.first] = toJson(entry.second);
	return object;
}

json toJson(const OrderFacts& facts)
{
	json object = toJson(facts.values);
	object["times"] = {{"appointment_at", orNull(facts.times.appointmentAt)},
	                   {"ordered_at", orNull(facts.times.orderedAt)},
	                   {"delivered_at", orNull(facts.times.deliveredAt)},
	                   {"arrived_at", orNull(facts.times.arrivedAt)}};
	return object;
}

} // namespace survey
