#include "rules/QuestionnaireCheck.hpp"

#include "erphost/Date.hpp"
#include "rules/ConditionCheck.hpp"
#include "rules/FirstVisit.hpp"
#include "rules/LateCauseName.hpp"
#include "rules/Stage.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace survey {

namespace {

constexpr std::string_view kLower = "abcdefghijklmnopqrstuvwxyz";
constexpr std::string_view kLowerAndMore = "abcdefghijklmnopqrstuvwxyz0123456789_";
constexpr std::string_view kUpperAndMore = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-";

/// "appearance.clothes": ids joined by dots.
bool isIndicator(std::string_view text)
{
	if (text.size() > 40) return false;
	for (;;)
	{
		const auto dot = text.find('.');
		if (!isId(text.substr(0, dot))) return false;
		if (dot == std::string_view::npos) return true;
		text.remove_prefix(dot + 1);
	}
}

/// "A-UNSAFE", "B-UNIFORM": codes of RULES.md §5.
bool isOffence(std::string_view text)
{
	return text.size() > 2 && (text.starts_with("A-") || text.starts_with("B-")) &&
	       text.find_first_not_of(kUpperAndMore) == std::string_view::npos;
}

class Checker
{
public:
	Checker(const Questionnaire& questionnaire, Problems& problems): _questionnaire(questionnaire), _problems(problems)
	{
	}

	void check()
	{
		if (!isId(_questionnaire.id)) badId("/id");
		checkScope();
		checkDates();
		if (_questionnaire.questions.empty())
			complain("/questions", "missing", "至少需要一个问题", "At least one question is needed");
		for (std::size_t i = 0; i < _questionnaire.questions.size(); ++i) checkQuestion(i);
	}

private:
	void complain(std::string pointer, std::string code, std::string zh, std::string en)
	{
		_problems.push_back({std::move(pointer), std::move(code), Text{std::move(zh), std::move(en)}});
	}

	void badId(const std::string& pointer)
	{
		complain(pointer, "value", "应为 2 到 40 个小写字母、数字或下划线，以字母开头",
		         "This must be 2 to 40 lower-case letters, digits or underscores, beginning with a letter");
	}

	void checkScope()
	{
		const auto& scope = _questionnaire.applies;
		const auto list = [&](const std::vector<std::string>& texts, const char* member, const auto& allowed) {
			for (std::size_t i = 0; i < texts.size(); ++i)
			{
				if (allowed(texts[i])) continue;
				std::string pointer = "/applies/";
				pointer.append(member).append("/").append(std::to_string(i));
				complain(pointer, "value", "没有这个值：" + texts[i], "There is no such value: " + texts[i]);
			}
		};
		list(scope.stages, "stages", [](std::string_view text) {
			return std::any_of(kStages.begin(), kStages.end(), [&](Stage stage) { return name(stage) == text; });
		});
		list(scope.channels, "channels", [](std::string_view text) { return channelNamed(text).has_value(); });
		list(scope.serviceTypes, "serviceTypes", isId);
		list(scope.productTypes, "productTypes", isId);
	}

	void checkDates()
	{
		for (const auto& [pointer, date] :
		     {std::pair("/validFrom", _questionnaire.validFrom), std::pair("/validTo", _questionnaire.validTo)})
			if (!date.empty() && !erphost::isIsoDate(date))
				complain(pointer, "value", "应为日期，例如 2026-12-01", "This must be a date such as 2026-12-01");
		if (!_questionnaire.validTo.empty() && _questionnaire.validTo <= _questionnaire.validFrom)
			complain("/validTo", "value", "必须晚于生效日期",
			         "This must be later than the date from which it is valid");
	}

	void checkQuestion(std::size_t index)
	{
		const Question& question = _questionnaire.questions[index];
		const std::string pointer = "/questions/" + std::to_string(index);
		if (!isId(question.id)) badId(pointer + "/id");
		else if (!_ids.insert(question.id).second)
			complain(pointer + "/id", "unique", "这个编号已被另一个问题使用：" + question.id,
			         "Another question has this id: " + question.id);
		checkKind(question, pointer);
		checkIndicator(question, pointer);
		checkConditions(question, index, pointer);
		if (question.onTime) checkOnTime(*question.onTime, pointer + "/onTime");
	}

	void only(bool wrong, const std::string& pointer, const char* zh, const char* en)
	{
		if (wrong) complain(pointer, "value", zh, en);
	}

	void checkKind(const Question& question, const std::string& pointer)
	{
		const bool isChoice = question.kind == QuestionKind::choice;
		only(!isChoice && !question.options.empty(), pointer + "/options", "只有选择题有选项",
		     "Only a choice has options");
		only(isChoice && question.options.size() < 2, pointer + "/options", "选择题至少需要两个选项",
		     "A choice needs at least two options");
		std::set<std::string_view> options, reasons;
		for (std::size_t i = 0; i < question.options.size(); ++i)
		{
			const std::string place = pointer + "/options/" + std::to_string(i);
			const auto& option = question.options[i];
			if (!isId(option.id)) badId(place + "/id");
			if (!options.insert(option.id).second)
				complain(place + "/id", "unique", "选项重复", "This option is there twice");
			only(option.outcome == FactClass::veryYes || option.outcome == FactClass::veryNo, place + "/class",
			     "选项的类别只能是 yes、average、no、invalid", "An option's class is yes, average, no or invalid");
		}
		for (std::size_t i = 0; i < question.invalid.size(); ++i)
		{
			const std::string place = pointer + "/invalid/" + std::to_string(i) + "/id";
			if (!isId(question.invalid[i].id)) badId(place);
			if (!reasons.insert(question.invalid[i].id).second)
				complain(place, "unique", "原因重复", "This reason is there twice");
		}
		const bool numeric = question.kind == QuestionKind::amount || question.kind == QuestionKind::number;
		only(!numeric && question.minimum, pointer + "/minimum", "只有数字题有下限", "Only a number has a minimum");
		only(!numeric && question.maximum, pointer + "/maximum", "只有数字题有上限", "Only a number has a maximum");
		only(question.minimum && question.maximum && *question.minimum > *question.maximum, pointer + "/maximum",
		     "上限低于下限", "The maximum lies below the minimum");
		only(question.goodIsNo && question.kind != QuestionKind::yesNo, pointer + "/good", "只有是非题可以反向计分",
		     "Only a yes/no question can be turned round");
		only(question.phrases && question.kind != QuestionKind::yesNoAverage, pointer + "/phrases",
		     "只有“是/一般/否”的问题可以按原话归类", "Only yes/average/no questions are classed by phrases");
		only(question.onTime && question.kind != QuestionKind::yesNo, pointer + "/onTime", "只有是非题可以判断准时",
		     "Only a yes/no question is judged by times");
	}

	void checkIndicator(const Question& question, const std::string& pointer)
	{
		const auto needsClass = [&](bool set, const char* member) {
			only(set && !question.classed(), pointer + "/" + member, "这个问题的答案没有类别",
			     "The answers to this question have no class");
		};
		needsClass(!question.indicator.empty(), "indicator");
		needsClass(!question.clock.empty(), "clock");
		needsClass(question.activation, "activation");
		only(!question.clock.empty() && !isId(question.clock), pointer + "/clock", "没有这个时限",
		     "There is no such clock");
		if (question.indicator.empty()) return;
		const std::string place = pointer + "/indicator";
		only(!isIndicator(question.indicator), place, "指标名只能用小写字母、数字、下划线和点",
		     "An indicator's name has lower-case letters, digits, underscores and dots");
		only(question.indicator == "satisfaction", place, "总体满意度由回访结果计算，不能由问题计算",
		     "Overall satisfaction is counted from the call-back's level, not from a question");
		only(question.indicator.starts_with(kFirstVisitLines), place, "一次修复率的分项按单据计算，不能由问题计算",
		     "The lines of the first-visit fix rate are counted by the order, not from a question");
		if (!_indicators.insert(question.indicator).second)
			complain(place, "unique", "这个指标已由另一个问题计算", "Another question counts for this indicator");
	}

	void checkConditions(const Question& question, std::size_t index, const std::string& pointer)
	{
		const std::size_t all = _questionnaire.questions.size();
		if (question.showIf) checkCondition(*question.showIf, {_questionnaire, index}, pointer + "/showIf", _problems);
		for (std::size_t i = 0; i < question.invalid.size(); ++i)
			if (question.invalid[i].condition)
				// A "no" is explained by the question that follows it (SV-33, SV-35), so this one may look ahead.
				checkCondition(*question.invalid[i].condition, {_questionnaire, all},
				               pointer + "/invalid/" + std::to_string(i) + "/if", _problems);
		const ConditionPlace end{_questionnaire, all, true};
		for (std::size_t i = 0; i < question.violations.size(); ++i)
		{
			const std::string place = pointer + "/violations/" + std::to_string(i);
			only(!isOffence(question.violations[i].code), place + "/offence", "没有这种违规代码",
			     "There is no such code of an offence");
			checkCondition(question.violations[i].condition, end, place + "/if", _problems);
		}
		for (std::size_t i = 0; i < question.findings.size(); ++i)
		{
			const std::string place = pointer + "/findings/" + std::to_string(i);
			const auto& finding = question.findings[i];
			if (!isId(finding.finding)) badId(place + "/finding");
			const Question* amount = _questionnaire.find(finding.amount);
			only(!finding.amount.empty() && (!amount || amount->kind != QuestionKind::amount), place + "/amount",
			     "应为金额问题的编号", "This must be the id of an amount question");
			checkCondition(finding.condition, end, place + "/if", _problems);
		}
	}

	void checkOnTime(const Question::OnTimeQuestions& questions, const std::string& pointer)
	{
		const Question* cause = _questionnaire.find(questions.cause);
		if (!cause || cause->kind != QuestionKind::choice)
			complain(pointer + "/cause", "reference", "应为选择题的编号", "This must be the id of a choice");
		else if (!std::all_of(cause->options.begin(), cause->options.end(),
		                      [](const Question::Option& one) { return lateCauseNamed(one.id).has_value(); }))
			complain(pointer + "/cause", "value", "选项只能是 none、weather、shop_promise、goods_late、exchanged",
			         "Its options are none, weather, shop_promise, goods_late and exchanged");
		for (const auto& [member, id] :
		     {std::pair("agreedAt", questions.agreedAt), std::pair("arrivedAt", questions.arrivedAt),
		      std::pair("deliveredAt", questions.deliveredAt)})
		{
			const Question* time = _questionnaire.find(id);
			only(!id.empty() && (!time || time->kind != QuestionKind::time), pointer + "/" + member,
			     "应为时间问题的编号", "This must be the id of a time question");
		}
	}

	const Questionnaire& _questionnaire;
	Problems& _problems;
	std::set<std::string_view> _ids, _indicators;
};

} // namespace

bool isId(std::string_view text)
{
	return text.size() >= 2 && text.size() <= 40 && kLower.find(text.front()) != std::string_view::npos &&
	       text.find_first_not_of(kLowerAndMore) == std::string_view::npos;
}

void checkQuestionnaire(const Questionnaire& questionnaire, Problems& problems)
{
	Checker(questionnaire, problems).check();
}

} // namespace survey
