#include "surface/EntryJson.hpp"

#include "erphost/Date.hpp"

namespace survey {

using nlohmann::json;

namespace {

template <typename Values>
json namesOf(const Values& values)
{
	json names = json::array();
	for (const auto value : values) names.push_back(name(value));
	return names;
}

json text(int maximum)
{
	return {{"type", "string"}, {"maxLength", maximum}};
}

bool blank(const std::string& text)
{
	return text.find_first_not_of(" \t\r\n") == std::string::npos;
}

erphost::Error invalid(const char* code, const char* message, const std::string& pointer)
{
	return erphost::permanent(code, message).with("pointer", pointer);
}

Result<IdentityCheck> readCheck(const json& checks, const char* what)
{
	const json& check = checks.at(what);
	IdentityCheck read{check.at("result") == "match", check.value("said", "")};
	// SV-20: a mismatch is recorded, and what was said with it.
	if (!read.match && blank(read.said))
		return invalid("survey.onsite.check.invalid", "What was said instead must be written down.",
		               std::string("/checks/") + what + "/said");
	return read;
}

json toJson(const IdentityCheck& check)
{
	return {{"result", check.match ? "match" : "mismatch"}, {"said", check.said}};
}

} // namespace

json entryProperties()
{
	return {{"disposition", {{"enum", namesOf(kDispositions)}}},
	        {"channel", {{"enum", namesOf(kChannels)}}},
	        {"level", {{"enum", namesOf(kLevels)}}},
	        {"words", text(2000)},
	        {"plannedAt", {{"type", "integer"}, {"minimum", 0}}},
	        {"calledAt", {{"type", "integer"}, {"minimum", 0}}},
	        {"questionnaire",
	         {{"type", "object"},
	          {"additionalProperties", false},
	          {"required", {"id", "version"}},
	          {"properties", {{"id", text(40)}, {"version", {{"type", "integer"}, {"minimum", 1}}}}}}},
	        {"answers", {{"type", "object"}}}};
}

json onSiteProperties()
{
	const json check = {{"type", "object"},
	                    {"additionalProperties", false},
	                    {"required", {"result"}},
	                    {"properties", {{"result", {{"enum", {"match", "mismatch"}}}}, {"said", text(200)}}}};
	return {{"callerNumber", text(40)},
	        {"checks",
	         {{"type", "object"},
	          {"additionalProperties", false},
	          {"required", {"name", "phone", "brand"}},
	          {"properties", {{"name", check}, {"phone", check}, {"brand", check}}}}},
	        {"courtesy", {{"type", "boolean"}}},
	        {"conduct",
	         {{"type", json::array({"object", "null"})},
	          {"additionalProperties", false},
	          {"required", {"found", "outcome", "noticeDueOn"}},
	          {"properties",
	           {{"found", text(1000)}, {"outcome", text(1000)}, {"noticeDueOn", text(10)}, {"offence", text(60)}}}}}};
}

Result<Entry> readEntry(const json& body)
{
	Entry entry;
	entry.disposition = dispositionNamed(body.value("disposition", std::string(name(Disposition::answered)))).value();
	entry.channel = channelNamed(body.value("channel", std::string(name(Channel::phone)))).value();
	entry.words = body.value("words", "");
	if (body.contains("level")) entry.level = levelNamed(body.at("level").get<std::string>());
	if (body.contains("plannedAt")) entry.plannedAt = body.at("plannedAt").get<std::int64_t>();
	if (body.contains("calledAt")) entry.calledAt = body.at("calledAt").get<std::int64_t>();
	if (body.contains("answers") != body.contains("questionnaire"))
		return invalid("survey.answers.invalid", "Answers belong to a questionnaire, and a questionnaire has answers.",
		               body.contains("answers") ? "/questionnaire" : "/answers");
	if (body.contains("answers"))
	{
		const json& used = body.at("questionnaire");
		entry.answers = GivenSheet{used.at("id"), used.at("version"), body.at("answers")};
	}
	return entry;
}

Result<OnSiteCall> readOnSite(const json& body, const FineTable& fines)
{
	OnSiteCall call;
	call.callerNumber = body.at("callerNumber");
	EH_TRY(call.name, readCheck(body.at("checks"), "name"));
	EH_TRY(call.phone, readCheck(body.at("checks"), "phone"));
	EH_TRY(call.brand, readCheck(body.at("checks"), "brand"));
	call.courtesy = body.at("courtesy");
	if (!body.contains("conduct") || body.at("conduct").is_null()) return call;
	const json& found = body.at("conduct");
	Conduct conduct{found.at("found"), found.at("outcome"), found.value("offence", ""), found.at("noticeDueOn")};
	const auto wrong = [](const char* field, const char* message) {
		return invalid("survey.onsite.conduct.invalid", message, std::string("/conduct/") + field);
	};
	// SV-23: what was found, how it was put right, until when the provider answers for it.
	if (blank(conduct.found)) return wrong("found", "What was found must be written down.");
	if (blank(conduct.outcome)) return wrong("outcome", "How it was put right must be written down.");
	if (!erphost::isIsoDate(conduct.noticeDueOn)) return wrong("noticeDueOn", "The penalty notice needs a deadline.");
	if (!conduct.offence.empty() && !fines.contains(conduct.offence))
		return wrong("offence", "The setting of fines does not name this offence.");
	call.conduct = std::move(conduct);
	return call;
}

json toJson(const OnSiteCall& call)
{
	json conduct;
	if (call.conduct)
		conduct = {{"found", call.conduct->found},
		           {"outcome", call.conduct->outcome},
		           {"offence", call.conduct->offence},
		           {"noticeDueOn", call.conduct->noticeDueOn}};
	return {{"callerNumber", call.callerNumber},
	        {"callerIsCustomer", call.callerIsCustomer},
	        {"checks", {{"name", toJson(call.name)}, {"phone", toJson(call.phone)}, {"brand", toJson(call.brand)}}},
	        {"courtesy", call.courtesy},
	        {"conduct", conduct}};
}

} // namespace survey
