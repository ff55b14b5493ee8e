#include "surface/QuestionnaireRoutes.hpp"

#include "rules/QuestionnaireCheck.hpp"
#include "rules/QuestionnaireJson.hpp"
#include "surface/QuestionnaireJson.hpp"
#include "surface/TaskRoutes.hpp"

#include <charconv>
#include <map>
#include <utility>

namespace survey {

using erphost::Reply;
using erphost::Request;
using erphost::Result;
using erphost::Tx;
using nlohmann::json;

namespace {

/// Who decides what is asked.
const std::vector<std::string> kAuthors{"service_manager"};
/// Room for a hundred questions; what is longer is no questionnaire.
constexpr std::size_t kLargestContent = 256 * 1024;

constexpr std::size_t kLongestId = 40;

const json kFilterText = {{"type", "string"}, {"maxLength", 100}};

json contentSchema(json more)
{
	json properties = {{"content", {{"type", "object"}}}};
	properties.update(more);
	return {{"type", "object"},
	        {"additionalProperties", false},
	        {"required", {"content"}},
	        {"properties", std::move(properties)}};
}

json bodySchema(const char* member, json schema)
{
	return {{"type", "object"},
	        {"additionalProperties", false},
	        {"required", {member}},
	        {"properties", {{member, std::move(schema)}}}};
}

erphost::Error notFound(const std::string& id, const std::string& version)
{
	return erphost::permanent("survey.questionnaire.not_found", "There is no such questionnaire.")
	    .with("questionnaire", id)
	    .with("version", version);
}

/// The draft that a request means to change: somebody else may have changed, published or dropped it meanwhile.
Result<QuestionnaireDraft> requireDraft(Tx& tx, const Request& request)
{
	const std::string id = request.param("id");
	EH_TRY(auto draft, draftOf(tx, id));
	if (!draft.exists())
		return erphost::permanent("survey.questionnaire.draft_not_found", "There is no draft of this questionnaire.")
		    .with("questionnaire", id);
	if (request.ifMatch.empty())
		return erphost::permanent("request.match_required", "The draft's ETag is needed in If-Match.");
	if (request.ifMatch != std::to_string(draft.revision))
		return erphost::conflict("survey.questionnaire.stale", "The draft has changed since it was read.")
		    .with("questionnaire", id);
	return draft;
}

Author authorOf(const Request& request, std::int64_t now)
{
	return {request.caller.id, request.caller.name, now};
}

bool matches(const json& item, const std::string& group, const std::string& search)
{
	if (!group.empty() && item.at("group") != group) return false;
	if (search.empty() || item.at("id").get<std::string>().find(search) != std::string::npos) return true;
	for (const char* language : {"zh", "en"})
		if (item.at("title").at(language).get<std::string>().find(search) != std::string::npos) return true;
	return false;
}

json summary(const Questionnaire& questionnaire)
{
	const json content = toJson(questionnaire);
	return {{"title", content.at("title")},
	        {"group", content.at("group")},
	        {"applies", content.at("applies")},
	        {"questions", questionnaire.questions.size()},
	        {"draft", nullptr}};
}

json draftSummary(const QuestionnaireDraft& draft)
{
	return {{"revision", draft.revision},
	        {"author", {{"id", draft.author}, {"name", draft.authorName}}},
	        {"changedAt", draft.changedAt}};
}

} // namespace

Result<void> QuestionnaireRoutes::addTo(erphost::Registry& registry) const
{
	EH_CHECK(addReading(registry));
	return addWriting(registry);
}

Result<void> QuestionnaireRoutes::addReading(erphost::Registry& registry) const
{
	const json listQuery = {{"type", "object"},
	                        {"additionalProperties", false},
	                        {"properties", {{"group", kFilterText}, {"search", kFilterText}}}};
	const json listReply = objectSchema(
		{{"items", {{"type", "array"}, {"items", {{"type", "object"}}}}}, {"total", {{"type", "integer"}}}});
	EH_CHECK(registry.route({"GET", "/questionnaires", "listQuestionnaires",
	                         "Questionnaires: the version in force, or the newest, and whether there is a draft.",
	                         kReaders, listQuery, nullptr, listReply, false,
	                         [this](Tx& tx, const Request& request) { return list(tx, request); }}));
	const json factQuery = {{"type", "object"},
	                        {"additionalProperties", false},
	                        {"required", {"group", "channel"}},
	                        {"properties",
	                         {{"group", {{"enum", {"end", "big", "manufacturer", "staff"}}}},
	                          {"channel", {{"enum", {"phone", "on_site", "sms", "web", "email", "visit"}}}},
	                          {"stage", kFilterText},
	                          {"productType", kFilterText},
	                          {"serviceType", kFilterText},
	                          {"smartTv", {{"type", "boolean"}}}}}};
	EH_CHECK(registry.route({"GET", "/questionnaires/applicable", "applicableQuestionnaire",
	                         "What would be asked today of such a customer.", kReaders, factQuery, nullptr,
	                         objectSchema({{"questionnaire", orNullSchema(questionnaireSchema())}}), false,
	                         [this](Tx& tx, const Request& request) { return applying(tx, request); }}));
	EH_CHECK(
		registry.route({"GET", "/questionnaires/{id}", "getQuestionnaire",
	                    "All versions of a questionnaire, newest first, and its draft.", kReaders, nullptr, nullptr,
	                    objectSchema({{"id", {{"type", "string"}}},
	                                  {"versions", {{"type", "array"}, {"items", versionSchema()}}},
	                                  {"draft", orNullSchema(draftSchema())}}),
	                    false, [this](Tx& tx, const Request& request) { return one(tx, request); }}));
	json versionReply = versionSchema();
	versionReply["properties"]["content"] = {{"type", "object"}};
	EH_CHECK(registry.route({"GET", "/questionnaires/{id}/versions/{version}", "getQuestionnaireVersion",
	                         "One version with its questions.", kReaders, nullptr, nullptr, versionReply, false,
	                         [this](Tx& tx, const Request& request) { return version(tx, request); }}));
	return registry.route({"GET", "/questionnaires/{id}/draft", "getQuestionnaireDraft",
	                       "The draft of a questionnaire and what is still wrong with it.", kReaders, nullptr, nullptr,
	                       draftSchema(), false,
	                       [this](Tx& tx, const Request& request) { return draft(tx, request); }});
}

Result<void> QuestionnaireRoutes::addWriting(erphost::Registry& registry) const
{
	EH_CHECK(registry.route({"PUT", "/questionnaires/{id}/draft", "putQuestionnaireDraft",
	                         "Saves a draft; it may still have problems.", kAuthors, nullptr,
	                         contentSchema({{"basedOn", {{"type", {"integer", "null"}}}}}), draftSchema(), false,
	                         [this](Tx& tx, const Request& request) { return save(tx, request); }}));
	EH_CHECK(registry.route({"DELETE", "/questionnaires/{id}/draft", "dropQuestionnaireDraft", "Drops a draft.",
	                         kAuthors, nullptr, nullptr, nullptr, false,
	                         [this](Tx& tx, const Request& request) { return drop(tx, request); }}));
	EH_CHECK(
		registry.route({"POST", "/questionnaires/check", "checkQuestionnaire",
	                    "Says what is wrong with a questionnaire; nothing is stored.", kAuthors, nullptr,
	                    contentSchema(json::object()), objectSchema({{"problems", problemListSchema()}}), false,
	                    [](Tx&, const Request& request) -> Result<Reply> {
							return Reply{200, {{"problems", problemsJson(problemsOf(request.body.at("content")))}}, {}};
						}}));
	json versionReply = versionSchema();
	versionReply["properties"]["content"] = {{"type", "object"}};
	const json date = {{"type", "string"}, {"minLength", 10}, {"maxLength", 10}};
	EH_CHECK(registry.route({"POST", "/questionnaires/{id}/publish", "publishQuestionnaire",
	                         "Makes the draft the next version, in force from a date on.", kAuthors, nullptr,
	                         bodySchema("validFrom", date), versionReply, true,
	                         [this](Tx& tx, const Request& request) { return publishDraft(tx, request); }}));
	return registry.route(
		{"POST", "/questionnaires/{id}/restore", "restoreQuestionnaire", "Makes a draft of an old version.", kAuthors,
	     nullptr, bodySchema("version", {{"type", "integer"}, {"minimum", 1}, {"maximum", 1'000'000}}), draftSchema(),
	     true, [this](Tx& tx, const Request& request) { return restore(tx, request); }});
}

Result<Reply> QuestionnaireRoutes::list(Tx& tx, const Request& request) const
{
	const std::string date = today();
	std::map<std::string, json> items;
	EH_TRY(const auto versions, allQuestionnaires(tx, date));
	for (const auto& one : versions)
	{
		json item = versionJson(one, versionInForce({one}, date) != 0);
		item.update(summary(one.content));
		items.emplace(one.content.id, std::move(item));
	}
	EH_TRY(const auto drafts, allDrafts(tx));
	for (const auto& one : drafts)
	{
		auto found = items.find(one.id);
		if (found == items.end())
		{
			Problems ignored;
			json item = summary(readQuestionnaire(one.content, ignored));
			item.update({{"id", one.id}, {"version", nullptr}, {"state", "draft"}, {"inForce", false}});
			found = items.emplace(one.id, std::move(item)).first;
		}
		found->second["draft"] = draftSummary(one);
	}
	json shown = json::array();
	for (auto& item : items)
		if (matches(item.second, request.queryText("group"), request.queryText("search")))
			shown.push_back(std::move(item.second));
	const std::size_t total = shown.size();
	return Reply{200, {{"items", std::move(shown)}, {"total", total}}, {}};
}

Result<Reply> QuestionnaireRoutes::applying(Tx& tx, const Request& request) const
{
	Values facts;
	for (const auto& [parameter, fact] :
	     {std::pair("group", "group"), std::pair("channel", "channel"), std::pair("stage", "stage"),
	      std::pair("productType", "product_type"), std::pair("serviceType", "service_type")})
		if (const std::string value = request.queryText(parameter); !value.empty()) facts[fact] = value;
	if (request.query.contains("smartTv")) facts["smart_tv"] = request.query.at("smartTv").get<bool>();
	EH_TRY(const auto found, applicableTo(tx, facts, today()));
	return Reply{200, {{"questionnaire", found ? askedJson(*found) : json()}}, {}};
}

Result<Reply> QuestionnaireRoutes::one(Tx& tx, const Request& request) const
{
	const std::string id = request.param("id");
	EH_TRY(const auto versions, versionsOf(tx, id));
	EH_TRY(const auto draft, draftOf(tx, id));
	if (versions.empty() && !draft.exists()) return notFound(id, "");
	const int inForce = versionInForce(versions, today());
	json list = json::array();
	for (const auto& each : versions) list.push_back(versionJson(each, each.content.version == inForce));
	return Reply{200, {{"id", id}, {"versions", list}, {"draft", draft.exists() ? draftJson(draft) : json()}}, {}};
}

Result<Reply> QuestionnaireRoutes::version(Tx& tx, const Request& request) const
{
	const std::string id = request.param("id"), text = request.param("version");
	std::int64_t number = 0;
	std::from_chars(text.data(), text.data() + text.size(), number);
	EH_TRY(const auto versions, versionsOf(tx, id));
	const int inForce = versionInForce(versions, today());
	for (const auto& each : versions)
		if (each.content.version == number && std::to_string(number) == text)
		{
			json body = versionJson(each, number == inForce);
			body["content"] = toJson(each.content);
			return Reply{200, std::move(body), {}};
		}
	return notFound(id, text);
}

Result<Reply> QuestionnaireRoutes::draft(Tx& tx, const Request& request) const
{
	EH_TRY(const auto draft, draftOf(tx, request.param("id")));
	if (!draft.exists())
		return erphost::permanent("survey.questionnaire.draft_not_found", "There is no draft of this questionnaire.")
		    .with("questionnaire", request.param("id"));
	return Reply{200, draftJson(draft), std::to_string(draft.revision)};
}

Result<Reply> QuestionnaireRoutes::save(Tx& tx, const Request& request) const
{
	const std::string id = request.param("id");
	const json& content = request.body.at("content");
	if (!isId(id)) return notFound(id.substr(0, kLongestId), "");
	if (content.dump().size() > kLargestContent)
		return erphost::permanent("survey.questionnaire.too_long", "The questionnaire is too long.")
		    .with("pointer", "/content");
	EH_TRY(const auto known, draftOf(tx, id));
	// The answer to the same request may have been lost: then there is nothing left to do.
	if (known.exists() && known.content == content) return Reply{200, draftJson(known), std::to_string(known.revision)};
	const bool current =
		request.ifMatch == std::to_string(known.revision) || (request.ifMatch.empty() && !known.exists());
	if (!current)
		return erphost::conflict("survey.questionnaire.stale", "The draft has changed since it was read.")
		    .with("questionnaire", id);
	std::optional<std::int64_t> basedOn = known.exists() ? known.basedOn : std::nullopt;
	if (request.body.contains("basedOn") && request.body.at("basedOn").is_number_integer())
		basedOn = request.body.at("basedOn").get<std::int64_t>();
	EH_CHECK(putDraft(tx, id, content, basedOn, authorOf(request, _host.nowMs())));
	return draft(tx, request);
}

Result<Reply> QuestionnaireRoutes::drop(Tx& tx, const Request& request) const
{
	EH_TRY(const auto draft, requireDraft(tx, request));
	EH_CHECK(putDraft(tx, draft.id, nullptr, std::nullopt, authorOf(request, _host.nowMs())));
	return Reply{204, nullptr, {}};
}

Result<Reply> QuestionnaireRoutes::publishDraft(Tx& tx, const Request& request) const
{
	EH_TRY(const auto draft, requireDraft(tx, request));
	const std::string validFrom = request.body.at("validFrom").get<std::string>();
	json content = draft.content;
	content["validFrom"] = validFrom;
	// What was asked until today is not changed afterwards.
	if (validFrom < today())
		return erphost::permanent("survey.questionnaire.valid_from", "A version cannot be in force before today.")
		    .with("pointer", "/validFrom");
	const Problems problems = problemsUnder(draft.id, content);
	if (!problems.empty())
		return erphost::permanent("survey.questionnaire.invalid", "The questionnaire has problems.")
		    .with("place", problems.front().pointer)
		    .with("problem_zh", problems.front().message.zh)
		    .with("problem_en", problems.front().message.en)
		    .with("count", std::to_string(problems.size()));
	Problems none;
	EH_TRY(const auto number,
	       publish(tx, readQuestionnaire(content, none), draft.basedOn, authorOf(request, _host.nowMs())));
	EH_CHECK(putDraft(tx, draft.id, nullptr, std::nullopt, authorOf(request, _host.nowMs())));
	EH_TRY(const auto published, findQuestionnaire(tx, draft.id, number));
	json body = versionJson(*published, validFrom <= today());
	body["content"] = toJson(published->content);
	return Reply{201, std::move(body), {}};
}

Result<Reply> QuestionnaireRoutes::restore(Tx& tx, const Request& request) const
{
	const std::string id = request.param("id");
	const std::int64_t number = request.body.at("version").get<std::int64_t>();
	EH_TRY(const auto version, findQuestionnaire(tx, id, number));
	if (!version) return notFound(id, std::to_string(number));
	EH_TRY(const auto known, draftOf(tx, id));
	// A draft that somebody is writing is not overwritten unseen.
	if (known.exists()) EH_CHECK(requireDraft(tx, request));
	json content = toJson(version->content);
	content["validFrom"] = content["validTo"] = nullptr;
	EH_CHECK(putDraft(tx, id, content, number, authorOf(request, _host.nowMs())));
	EH_TRY(auto reply, draft(tx, request));
	reply.status = 201;
	return reply;
}

} // namespace survey
