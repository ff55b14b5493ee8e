#include "surface/CaseRoutes.hpp"

#include "surface/CaseJson.hpp"
#include "surface/Roles.hpp"

namespace complaints {

using erphost::Reply;
using erphost::Request;
using nlohmann::json;

namespace {

const json kFilterText = {{"type", "string"}, {"maxLength", 100}};

json listQuery()
{
	return {{"type", "object"},
	        {"additionalProperties", false},
	        {"properties",
	         {{"state", {{"enum", {"open", "closed", "voided"}}}},
	          {"step", kFilterText},
	          {"kind", {{"enum", {"store", "logistics", "after_sales"}}}},
	          {"class", {{"type", "integer"}, {"minimum", 1}, {"maximum", 3}}},
	          {"warning", {{"type", "integer"}, {"minimum", 0}, {"maximum", 3}}},
	          {"branch", kFilterText},
	          {"mine", {{"enum", {"true", "false"}}}},
	          {"search", kFilterText},
	          {"sort", {{"enum", {"urgency", "-urgency", "receivedAt", "-receivedAt", "number", "-number"}}}},
	          {"limit", {{"type", "integer"}, {"minimum", 1}, {"maximum", 200}}},
	          {"cursor", {{"type", "string"}, {"maxLength", 400}}}}}};
}

} // namespace

Result<void> CaseRoutes::addTo(erphost::Registry& registry) const
{
	EH_CHECK(registry.route({"GET", "/cases", "listCases", "Complaints: filtered, sorted, in pages.", kReaders,
	                         listQuery(), nullptr, listSchema(caseSchema()), false,
	                         [this](Tx& tx, const Request& request) { return list(tx, request); }}));
	return registry.route(
		{"GET", "/cases/{id}", "getCase", "One complaint with everything that belongs to it.", kReaders, nullptr,
	     nullptr, caseSchema(), false, [this](Tx& tx, const Request& request) -> Result<Reply> {
			 EH_TRY(const Case item, require(tx, request, request.param("id")));
			 return Reply{200, toJson(item, request.caller, _host.nowMs()), std::to_string(item.version)};
		 }});
}

Result<Case> CaseRoutes::require(Tx& tx, const Request& request, const std::string& id)
{
	EH_TRY(const auto item, findCase(tx, id));
	// A case of another branch does not exist for the caller: its existence is none of his business.
	if (!item || !request.caller.may(kReaders, item->branchId))
		return erphost::permanent("complaints.case.not_found", "There is no such complaint.").with("case", id);
	return *item;
}

Result<Reply> CaseRoutes::list(Tx& tx, const Request& request) const
{
	CaseFilter filter;
	filter.branches = branchList(request.caller.branches(kReaders));
	filter.state = request.queryText("state");
	filter.step = request.queryText("step");
	filter.kind = request.queryText("kind");
	filter.branch = request.queryText("branch");
	filter.search = request.queryText("search");
	if (request.queryText("mine") == "true") filter.mine = request.caller.id;
	filter.severity = static_cast<int>(request.queryInteger("class", 0));
	filter.warning = static_cast<int>(request.queryInteger("warning", -1));
	EH_TRY(const CasePage page, listCases(tx, filter, request.queryText("sort", "urgency"), request.queryText("cursor"),
	                                      static_cast<int>(request.queryInteger("limit", 50))));
	const std::int64_t now = _host.nowMs();
	json items = json::array();
	for (const auto& item : page.cases) items.push_back(toJson(item, request.caller, now));
	return Reply{
		200, {{"items", items}, {"next", page.next.empty() ? json() : json(page.next)}, {"total", page.total}}, {}};
}

} // namespace complaints
