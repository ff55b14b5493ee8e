#include "surface/AnswerRoutes.hpp"

#include "rules/AnswerClass.hpp"
#include "rules/AnswersJson.hpp"
#include "store/Answers.hpp"
#include "store/OrderFacts.hpp"
#include "store/Questionnaires.hpp"
#include "surface/AnswerSettings.hpp"
#include "surface/QuestionnaireJson.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace survey {

using erphost::Reply;
using erphost::Request;
using nlohmann::json;

namespace {

const json kObjects = {{"type", "array"}, {"items", {{"type", "object"}}}};

json channelSchema()
{
	json names = json::array();
	for (const Channel channel : kChannels) names.push_back(name(channel));
	return {{"enum", names}};
}

json levelSchema()
{
	json names = json::array();
	for (const Level level : kLevels) names.push_back(name(level));
	return {{"enum", names}};
}

json checkSchema()
{
	return {{"type", "object"},
	        {"additionalProperties", false},
	        {"required", {"questionnaire", "answers"}},
	        {"properties",
	         {{"questionnaire",
	           {{"type", "object"},
	            {"additionalProperties", false},
	            {"required", {"id", "version"}},
	            {"properties", {{"id", {{"type", "string"}, {"maxLength", 40}}}, {"version", {{"type", "integer"}}}}}}},
	          {"channel", channelSchema()},
	          {"level", levelSchema()},
	          {"answers", {{"type", "object"}, {"maxProperties", 100}}}}}};
}

Result<OrderFacts> factsOf(Tx& tx, const Task& task, const std::string& channel, const std::string& level)
{
	return orderFacts(tx, task.kind, task.branchId, task.erpKey, channelNamed(channel).value_or(Channel::phone),
	                  task.round, level);
}

json textJson(const Text& text)
{
	return {{"zh", text.zh}, {"en", text.en}};
}

json orNull(const std::string& text)
{
	return text.empty() ? json() : json(text);
}

json answerJson(const RecordedAnswer& answer, const Questionnaire& asked)
{
	const Question* question = asked.find(answer.question);
	json invalidText, valueText;
	// What was chosen in the words of the question: an option's class alone says nothing ("misconduct? yes" for none).
	if (question && answer.value.is_string())
		for (const auto& option : question->options)
			if (option.id == answer.value.get<std::string>()) valueText = textJson(option.text);
	if (question)
		for (const auto& reason : question->invalid)
			if (reason.id == answer.invalidReason) invalidText = textJson(reason.text);
	return {{"question", answer.question},
	        {"text", question ? textJson(question->text) : json()},
	        {"kind", answer.kind},
	        {"value", answer.value},
	        {"valueText", valueText},
	        {"said", answer.said},
	        {"class", orNull(answer.outcome)},
	        {"invalidReason", orNull(answer.invalidReason)},
	        {"invalidText", invalidText},
	        {"indicator", orNull(answer.indicator)}};
}

json problemJson(const erphost::Error& problem)
{
	json params = json::object();
	for (const auto& param : problem.params)
		if (param.first != "pointer") params[param.first] = param.second;
	return {{"pointer", problem.param("pointer")}, {"code", problem.code}, {"params", params}};
}

} // namespace

Result<void> AnswerRoutes::addTo(erphost::Registry& registry) const
{
	const json query = {{"type", "object"},
	                    {"additionalProperties", false},
	                    {"properties", {{"channel", channelSchema()}, {"level", levelSchema()}}}};
	EH_CHECK(registry.route(
		{"GET", "/tasks/{id}/questionnaire", "getTaskQuestionnaire",
	     "What the customer of a task is asked today, and the facts that decide which questions.", kClerks, query,
	     nullptr,
	     objectSchema({{"questionnaire", orNullSchema(questionnaireSchema())}, {"facts", {{"type", "object"}}}}), false,
	     [this](Tx& tx, const Request& request) { return questionnaire(tx, request); }}));
	EH_CHECK(registry.route({"GET", "/tasks/{id}/answers", "getTaskAnswers",
	                         "Everything that was recorded for a task, with corrections, oldest first.", kClerks,
	                         nullptr, nullptr, objectSchema({{"items", kObjects}}), false,
	                         [this](Tx& tx, const Request& request) { return answers(tx, request); }}));
	return registry.route({"POST", "/tasks/{id}/answers/check", "checkTaskAnswers",
	                       "What answers would come to; nothing is stored.", kClerks, nullptr, checkSchema(),
	                       objectSchema({{"visible", {{"type", "array"}, {"items", {{"type", "string"}}}}},
	                                     {"classes", {{"type", "object"}}},
	                                     {"problems", kObjects},
	                                     {"violations", kObjects},
	                                     {"findings", kObjects}}),
	                       false, [this](Tx& tx, const Request& request) { return check(tx, request); }});
}

Result<Reply> AnswerRoutes::questionnaire(Tx& tx, const Request& request) const
{
	EH_TRY(const Task task, _tasks.require(tx, request));
	EH_TRY(const auto facts, factsOf(tx, task, request.queryText("channel"), request.queryText("level")));
	EH_TRY(const auto found, applicableTo(tx, facts.values, _host.localDate(_host.nowMs())));
	return Reply{200, {{"questionnaire", found ? askedJson(*found) : json()}, {"facts", toJson(facts.values)}}, {}};
}

Result<Reply> AnswerRoutes::answers(Tx& tx, const Request& request) const
{
	EH_TRY(const Task task, _tasks.require(tx, request));
	EH_TRY(const auto sheets, sheetsOf(tx, task.id));
	// A task has one or two versions in all: each is read once.
	std::map<std::pair<std::string, int>, Questionnaire> asked;
	json items = json::array();
	for (const auto& sheet : sheets)
	{
		const std::pair key(sheet.questionnaire, sheet.version);
		if (!asked.contains(key))
		{
			EH_TRY(auto version, findQuestionnaire(tx, sheet.questionnaire, sheet.version));
			asked.emplace(key, version ? std::move(version->content) : Questionnaire{});
		}
		json list = json::array();
		for (const auto& answer : sheet.answers) list.push_back(answerJson(answer, asked.at(key)));
		items.push_back({{"round", sheet.round},
		                 {"attempt", sheet.attempt},
		                 {"revision", sheet.revision},
		                 {"questionnaire", sheet.questionnaire},
		                 {"version", sheet.version},
		                 {"channel", sheet.channel},
		                 {"author", {{"id", sheet.author}, {"name", sheet.authorName}}},
		                 {"at", sheet.at},
		                 {"reason", orNull(sheet.reason)},
		                 {"answers", std::move(list)}});
	}
	return Reply{200, {{"items", std::move(items)}}, {}};
}

Result<Reply> AnswerRoutes::check(Tx& tx, const Request& request) const
{
	EH_TRY(const Task task, _tasks.require(tx, request));
	const json& body = request.body;
	const std::string id = body.at("questionnaire").at("id").get<std::string>();
	const auto number = body.at("questionnaire").at("version").get<std::int64_t>();
	EH_TRY(const QuestionnaireVersion version, requireQuestionnaire(tx, id, number));
	EH_TRY(const auto facts, factsOf(tx, task, body.value("channel", ""), body.value("level", "")));
	EH_TRY(const auto rules, answerRules(_host, _host.localDate(_host.nowMs())));
	std::vector<erphost::Error> problems;
	const GivenAnswers given = readAnswers(body.at("answers"), problems);
	const Assessment assessment = assess(version.content, facts, given, rules);
	problems.insert(problems.end(), assessment.problems.begin(), assessment.problems.end());
	json classes = json::object(), listed = json::array(), violations = json::array(), findings = json::array();
	for (const auto& problem : problems) listed.push_back(problemJson(problem));
	if (problems.empty())
		for (const auto& answer : assessment.answers)
			if (answer.outcome)
				classes[answer.question] = {{"class", className(*answer.outcome)},
				                            {"invalidReason", orNull(answer.invalidReason)}};
	for (const auto& one : assessment.outcome.violations)
		violations.push_back({{"question", one.question}, {"offence", one.offence}});
	for (const auto& one : assessment.outcome.findings)
		findings.push_back({{"question", one.question}, {"finding", one.finding}});
	return Reply{200,
	             {{"visible", assessment.visible},
	              {"classes", classes},
	              {"problems", listed},
	              {"violations", violations},
	              {"findings", findings}},
	             {}};
}

} // namespace survey
