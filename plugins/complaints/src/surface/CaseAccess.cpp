#include "surface/CaseAccess.hpp"

#include "surface/Roles.hpp"

namespace complaints {

using erphost::Reply;
using erphost::Request;
using nlohmann::json;

Result<Case> requireCase(Tx& tx, const Request& request, const std::string& id)
{
	EH_TRY(const auto item, findCase(tx, id));
	// A case of another branch does not exist for the caller: its existence is none of his business.
	if (!item || !request.caller.may(kReaders, item->branchId))
		return erphost::permanent("complaints.case.not_found", "There is no such complaint.").with("case", id);
	return *item;
}

Result<void> requireOwn(const Case& item)
{
	if (!item.takenOver()) return {};
	return erphost::conflict("complaints.case.earlier",
	                         "The record was taken over from before and is changed where it was made.")
	    .with("number", item.number);
}

Result<Case> requireChange(Tx& tx, const Request& request, const std::vector<std::string>& roles)
{
	EH_TRY(Case item, requireCase(tx, request, request.param("id")));
	EH_CHECK(requireOwn(item));
	if (!request.caller.may(roles, item.branchId))
		return erphost::permanent("complaints.not_allowed", "Somebody else decides this.").with("number", item.number);
	if (request.ifMatch.empty())
		return erphost::permanent("request.match_required", "The case's ETag is needed in If-Match.");
	if (request.ifMatch != std::to_string(item.version))
		return erphost::conflict("complaints.case.stale", "The case has changed since it was read.")
		    .with("number", item.number);
	return item;
}

Result<void> requireOpen(const Case& item)
{
	if (item.state == "open") return {};
	return erphost::conflict("complaints.case_closed", "The case is not open any more.").with("number", item.number);
}

Actor actorOf(const Request& request)
{
	return {request.caller.id, request.caller.name, "console"};
}

Result<std::string> requireText(const json& body, const char* member)
{
	const std::string text = body.is_object() ? body.value(member, "") : std::string();
	if (text.find_first_not_of(" \t\r\n") != std::string::npos) return text;
	return erphost::permanent("complaints.what.invalid", "What was done, or why, must be written down.")
	    .with("pointer", std::string("/") + member);
}

json textSchema(int maxLength)
{
	return {{"type", "string"}, {"maxLength", maxLength}};
}

json idSchema()
{
	return {{"type", "string"}, {"minLength", 1}, {"maxLength", 100}};
}

json objectSchema(json properties, json required)
{
	json schema = {{"type", "object"}, {"additionalProperties", false}, {"properties", std::move(properties)}};
	if (!required.empty()) schema["required"] = std::move(required);
	return schema;
}

json listQuery(const std::vector<std::string>& filters)
{
	json properties = {{"limit", {{"type", "integer"}, {"minimum", 1}, {"maximum", 200}}}, {"cursor", textSchema(400)}};
	for (const auto& filter : filters) properties[filter] = textSchema(100);
	return objectSchema(std::move(properties));
}

json anObject()
{
	return {{"type", "object"}};
}

Reply pageReply(json items, const std::string& next)
{
	return Reply{
		200, {{"items", std::move(items)}, {"next", next.empty() ? json() : json(next)}, {"total", json()}}, {}};
}

int limitOf(const Request& request)
{
	return static_cast<int>(request.queryInteger("limit", 50));
}

} // namespace complaints
