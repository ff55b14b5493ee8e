#include "surface/QuestionnaireJson.hpp"

#include "rules/QuestionnaireJson.hpp"

#include <algorithm>

namespace survey {

using nlohmann::json;

namespace {

const json kText = {{"type", "string"}};
const json kInteger = {{"type", "integer"}};
const json kNullableInteger = {{"type", {"integer", "null"}}};
const json kNullableText = {{"type", {"string", "null"}}};

json textSchema()
{
	return objectSchema({{"zh", kText}, {"en", kText}});
}

json authorSchema()
{
	return objectSchema({{"id", kText}, {"name", kText}});
}

} // namespace

json versionJson(const QuestionnaireVersion& version, bool inForce)
{
	return {{"id", version.content.id},
	        {"version", version.content.version},
	        {"state", version.state},
	        {"shipped", version.shipped},
	        {"validFrom", version.content.validFrom},
	        {"validTo", version.content.validTo.empty() ? json() : json(version.content.validTo)},
	        {"author", {{"id", version.author}, {"name", version.authorName}}},
	        {"publishedAt", version.publishedAt},
	        {"basedOn", version.basedOn ? json(*version.basedOn) : json()},
	        {"inForce", inForce}};
}

json askedJson(const Questionnaire& questionnaire)
{
	json asked = toJson(questionnaire);
	asked["version"] = questionnaire.version;
	return asked;
}

json problemsJson(const Problems& problems)
{
	json list = json::array();
	for (const auto& problem : problems)
		list.push_back({{"pointer", problem.pointer},
		                {"code", problem.code},
		                {"message", {{"zh", problem.message.zh}, {"en", problem.message.en}}}});
	return list;
}

json draftJson(const QuestionnaireDraft& draft)
{
	return {{"id", draft.id},
	        {"revision", draft.revision},
	        {"basedOn", draft.basedOn ? json(*draft.basedOn) : json()},
	        {"content", draft.content},
	        {"author", {{"id", draft.author}, {"name", draft.authorName}}},
	        {"changedAt", draft.changedAt},
	        {"problems", problemsJson(problemsUnder(draft.id, draft.content))}};
}

Problems problemsUnder(const std::string& id, const json& content)
{
	Problems problems = problemsOf(content);
	const auto own = content.find("id");
	if (own != content.end() && own->is_string() && *own != id)
		problems.push_back(
			{"/id", "value", {"与问卷编号不一致，应为 " + id, "This is not the questionnaire's id, which is " + id}});
	// Paths of the API: a questionnaire of that name could not be reached.
	if (id == "applicable" || id == "check")
		problems.push_back({"/id", "value", {"这个编号已有别的用途", "This id has another use"}});
	return problems;
}

int versionInForce(const std::vector<QuestionnaireVersion>& versions, const std::string& isoDate)
{
	const QuestionnaireVersion* newest = nullptr;
	for (const auto& one : versions)
		if (one.state == "published" && one.content.validFrom <= isoDate &&
		    (!newest || one.content.version > newest->content.version))
			newest = &one;
	const bool ended = newest && !newest->content.validTo.empty() && newest->content.validTo <= isoDate;
	return newest && !ended ? newest->content.version : 0;
}

json objectSchema(const json& properties)
{
	json required = json::array();
	for (const auto& property : properties.items()) required.push_back(property.key());
	return {{"type", "object"}, {"properties", properties}, {"required", required}};
}

json orNullSchema(const json& schema)
{
	json nullable = schema;
	nullable["type"] = {"object", "null"};
	return nullable;
}

json versionSchema()
{
	return objectSchema({{"id", kText},
	                     {"version", kInteger},
	                     {"state", kText},
	                     {"shipped", {{"type", "boolean"}}},
	                     {"validFrom", kText},
	                     {"validTo", kNullableText},
	                     {"author", authorSchema()},
	                     {"publishedAt", kInteger},
	                     {"basedOn", kNullableInteger},
	                     {"inForce", {{"type", "boolean"}}}});
}

json problemListSchema()
{
	return {{"type", "array"},
	        {"items", objectSchema({{"pointer", kText}, {"code", kText}, {"message", textSchema()}})}};
}

json draftSchema()
{
	return objectSchema({{"id", kText},
	                     {"revision", kInteger},
	                     {"basedOn", kNullableInteger},
	                     {"content", {{"type", "object"}}},
	                     {"author", authorSchema()},
	                     {"changedAt", kInteger},
	                     {"problems", problemListSchema()}});
}

json questionnaireSchema()
{
	return objectSchema({{"id", kText},
	                     {"version", kInteger},
	                     {"title", textSchema()},
	                     {"group", kText},
	                     {"applies", {{"type", "object"}}},
	                     {"validFrom", kNullableText},
	                     {"validTo", kNullableText},
	                     {"questions", {{"type", "array"}, {"items", {{"type", "object"}}}}}});
}

} // namespace survey
