#include "rules/Questionnaire.hpp"

#include <algorithm>
#include <map>

namespace survey {

namespace {

bool admits(const std::vector<std::string>& wanted, const Values& facts, const char* fact)
{
	if (wanted.empty()) return true;
	const auto found = facts.find(fact);
	if (found == facts.end()) return false;
	const auto* text = std::get_if<std::string>(&found->second);
	return text && std::find(wanted.begin(), wanted.end(), *text) != wanted.end();
}

bool covers(const Questionnaire& questionnaire, const Values& facts)
{
	const auto group = facts.find("group");
	if (group == facts.end() || group->second != Value(std::string(name(questionnaire.group)))) return false;
	const auto& scope = questionnaire.applies;
	if (scope.smartTv)
	{
		// What the ERP does not mark as a smart TV is none.
		const auto smart = facts.find("smart_tv");
		const bool is = smart != facts.end() && smart->second == Value(true);
		if (is != *scope.smartTv) return false;
	}
	return admits(scope.stages, facts, "stage") && admits(scope.serviceTypes, facts, "service_type") &&
	       admits(scope.productTypes, facts, "product_type") && admits(scope.channels, facts, "channel");
}

/// How narrowly a questionnaire is meant: more conditions first, then fewer alternatives.
std::pair<int, int> narrowness(const Questionnaire::Scope& scope)
{
	int conditions = scope.smartTv ? 1 : 0, alternatives = 0;
	for (const auto* list : {&scope.stages, &scope.serviceTypes, &scope.productTypes, &scope.channels})
	{
		conditions += list->empty() ? 0 : 1;
		alternatives += static_cast<int>(list->size());
	}
	return {conditions, -alternatives};
}

} // namespace

bool Question::classed() const
{
	switch (kind)
	{
	case QuestionKind::yesNo:
	case QuestionKind::yesNoAverage:
	case QuestionKind::level: return true;
	case QuestionKind::choice:
		return std::any_of(options.begin(), options.end(), [](const Option& one) { return one.outcome.has_value(); });
	case QuestionKind::amount:
	case QuestionKind::number:
	case QuestionKind::text:
	case QuestionKind::time: break;
	}
	return false;
}

const Question::Option* Question::option(std::string_view optionId) const
{
	const auto found =
		std::find_if(options.begin(), options.end(), [&](const Option& one) { return one.id == optionId; });
	return found == options.end() ? nullptr : &*found;
}

const Question* Questionnaire::find(std::string_view questionId) const
{
	const auto found =
		std::find_if(questions.begin(), questions.end(), [&](const Question& one) { return one.id == questionId; });
	return found == questions.end() ? nullptr : &*found;
}

const Questionnaire* applicable(const std::vector<Questionnaire>& published, const Values& facts,
                                const std::string& isoDate)
{
	std::map<std::string_view, const Questionnaire*> current;
	for (const auto& one : published)
	{
		if (one.validFrom > isoDate) continue;
		const Questionnaire*& newest = current[one.id];
		if (!newest || one.version > newest->version) newest = &one;
	}
	const Questionnaire* best = nullptr;
	for (const auto& [id, one] : current)
	{
		if ((!one->validTo.empty() && one->validTo <= isoDate) || !covers(*one, facts)) continue;
		if (!best || narrowness(one->applies) > narrowness(best->applies)) best = one;
	}
	return best;
}

} // namespace survey
