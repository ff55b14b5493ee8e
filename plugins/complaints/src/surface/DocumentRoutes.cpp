#include "surface/DocumentRoutes.hpp"

#include "rules/Id.hpp"
#include "surface/CaseAccess.hpp"
#include "surface/CaseJson.hpp"
#include "surface/Roles.hpp"

#include <algorithm>
#include <vector>

namespace complaints {

using erphost::Reply;
using erphost::Request;
using nlohmann::json;

namespace {

/// What a report consists of; nullptr for a type that there is not.
const std::vector<std::string>* membersOf(const std::string& type)
{
	static const std::vector<std::string> report8d{"product", "quantity", "manufacturer", "d1", "d2", "d3",
	                                               "d4",      "d5",       "d6",           "d7", "d8"};
	static const std::vector<std::string> writeUp{"title", "course", "causes", "lessons"};
	return type == "report8d" ? &report8d : type == "write_up" ? &writeUp : nullptr;
}

erphost::Error notFound(const std::string& type)
{
	return erphost::permanent("complaints.document.not_found", "This report is not written yet.").with("type", type);
}

} // namespace

Result<void> DocumentRoutes::addTo(erphost::Registry& registry) const
{
	EH_CHECK(registry.route({"GET", "/cases/{id}/documents/{type}", "readDocument",
	                         "A written report of a case: report8d or write_up.", kReaders, nullptr, nullptr,
	                         anObject(), false, [this](Tx& tx, const Request& request) { return read(tx, request); }}));
	EH_CHECK(registry.route(
		{"PUT", "/cases/{id}/documents/{type}", "writeDocument",
	     "Writes a report; If-Match is its version, 0 for the first.", kWorkers, nullptr,
	     objectSchema(
			 {{"content", {{"type", "object"}, {"maxProperties", 20}, {"additionalProperties", textSchema(8000)}}}},
			 {"content"}),
	     anObject(), false, [this](Tx& tx, const Request& request) { return write(tx, request); }}));
	EH_CHECK(
		registry.route({"POST", "/cases/{id}/documents/{type}/share", "shareDocument",
	                    "Shares a report with everybody who works with complaints.", kServiceManager, nullptr, nullptr,
	                    anObject(), true, [this](Tx& tx, const Request& request) { return share(tx, request); }}));
	json query = listQuery({});
	query["properties"]["type"] = {{"enum", {"report8d", "write_up"}}};
	query["properties"]["sort"] = {{"enum", {"sharedAt", "-sharedAt"}}};
	return registry.route({"GET", "/documents", "listDocuments", "Shared reports, the newest first.", kReaders, query,
	                       nullptr, listSchema(anObject()), false,
	                       [this](Tx& tx, const Request& request) { return list(tx, request); }});
}

Result<Reply> DocumentRoutes::show(Tx& tx, const Request& request, const Case& item, const std::string& type) const
{
	EH_TRY(const auto document, findDocument(tx, item.id, type));
	if (!document) return notFound(type);
	return Reply{200,
	             {{"type", type},
	              {"case", toJson(item, request.caller, _work.host().nowMs())},
	              {"content", document->content},
	              {"authorName", document->authorName},
	              {"at", document->at},
	              {"sharedAt", orNull(document->sharedAt)},
	              {"version", document->version}},
	             std::to_string(document->version)};
}

Result<Reply> DocumentRoutes::read(Tx& tx, const Request& request) const
{
	EH_TRY(const Case item, requireCase(tx, request, request.param("id")));
	return show(tx, request, item, request.param("type"));
}

Result<Reply> DocumentRoutes::write(Tx& tx, const Request& request) const
{
	EH_TRY(const Case item, requireCase(tx, request, request.param("id")));
	const std::string type = request.param("type");
	const auto* members = membersOf(type);
	if (!members) return notFound(type);
	for (const auto& [member, value] : request.body.at("content").items())
		if (!value.is_string() || std::find(members->begin(), members->end(), member) == members->end())
			return erphost::permanent("complaints.document.invalid", "The report has no such part.")
			    .with("pointer", "/content/" + member);
	if (request.ifMatch.empty())
		return erphost::permanent("request.match_required", "The report's version is needed in If-Match.");
	EH_TRY(const auto known, findDocument(tx, item.id, type));
	if (request.ifMatch != std::to_string(known ? known->version : 0))
		return erphost::conflict("complaints.document.stale", "The report has changed since it was read.")
		    .with("number", item.number);
	Document document;
	document.caseId = item.id;
	document.type = type;
	document.content = request.body.at("content");
	document.author = request.caller.id;
	document.authorName = request.caller.name;
	document.at = _work.host().nowMs();
	EH_CHECK(putDocument(tx, document));
	return show(tx, request, item, type);
}

Result<Reply> DocumentRoutes::share(Tx& tx, const Request& request) const
{
	EH_TRY(Case item, requireCase(tx, request, request.param("id")));
	const std::string type = request.param("type");
	EH_TRY(const auto document, findDocument(tx, item.id, type));
	if (!document) return notFound(type);
	EH_CHECK(shareDocument(tx, item.id, type, _work.host().nowMs()));
	// CP-08: everybody learns from it, in every branch: a notice with the branch of its readers cannot know them all.
	for (const auto& role : kReaders) EH_CHECK(_work.tellRole(tx, item, role, "shared", type));
	EH_CHECK(_work.writtenUp(tx, item, actorOf(request)));
	return show(tx, request, item, type);
}

Result<Reply> DocumentRoutes::list(Tx& tx, const Request& request) const
{
	EH_TRY(const DocumentPage page,
	       listDocuments(tx, request.queryText("type", "write_up"), request.queryText("sort", "-sharedAt"),
	                     request.queryText("cursor"), limitOf(request)));
	json items = json::array();
	for (const auto& document : page.documents)
		items.push_back({{"caseId", document.caseId},
		                 {"caseNumber", document.caseNumber},
		                 {"type", document.type},
		                 {"title", document.content.value("title", document.content.value("product", ""))},
		                 {"content", document.content},
		                 {"authorName", document.authorName},
		                 {"sharedAt", orNull(document.sharedAt)}});
	return pageReply(std::move(items), page.next);
}

} // namespace complaints
