#include "surface/FineRoutes.hpp"

#include "surface/CaseAccess.hpp"
#include "surface/CaseDetail.hpp"
#include "surface/CaseJson.hpp"
#include "surface/Roles.hpp"

#include <limits>

namespace complaints {

using erphost::Reply;
using erphost::Request;
using nlohmann::json;

Result<void> FineRoutes::addTo(erphost::Registry& registry) const
{
	json query = listQuery({"branch", "offence", "from", "to"});
	query["properties"]["state"] = {{"enum", {"proposed", "withdrawn"}}};
	EH_CHECK(registry.route({"GET", "/fines", "listFines", "Fine proposals, the newest first.", kReaders, query,
	                         nullptr, listSchema(anObject()), false,
	                         [this](Tx& tx, const Request& request) { return list(tx, request); }}));
	const json sum = {{"type", "integer"}, {"minimum", 0}, {"maximum", 100'000'000}};
	EH_CHECK(registry.route(
		{"POST", "/cases/{id}/fines", "proposeFine", "Proposes a fine of the table for what the case showed.",
	     kDeciders, nullptr,
	     objectSchema(
			 {{"offence", idSchema()},
	          {"liable", objectSchema({{"kind", {{"enum", {"technician", "provider", "superior", "department"}}}},
	                                   {"key", idSchema()},
	                                   {"name", textSchema(100)}},
	                                  {"kind", "key", "name"})},
	          {"reason", textSchema(1000)},
	          {"act", textSchema(100)},
	          {"sumFen", sum},
	          {"damageFen", sum}},
			 {"offence", "liable", "reason"}),
	     caseDetailSchema(), true, [this](Tx& tx, const Request& request) { return propose(tx, request); }}));
	const json reason = objectSchema({{"reason", textSchema(1000)}}, {"reason"});
	EH_CHECK(registry.route({"POST", "/fines/{id}/withdraw", "withdrawFine", "Takes a proposal back; it is kept.",
	                         kDeciders, nullptr, reason, anObject(), true,
	                         [this](Tx& tx, const Request& request) { return withdraw(tx, request); }}));
	EH_CHECK(registry.route({"GET", "/never-again", "listNeverAgain", "Persons who are never to be assigned again.",
	                         kReaders, nullptr, nullptr, anObject(), false,
	                         [this](Tx& tx, const Request& request) { return neverAgain(tx, request); }}));
	return registry.route({"POST", "/never-again/{technician}/lift", "liftNeverAgain",
	                       "Takes a person off the list; the entry is kept.", kServiceManager, nullptr, reason, nullptr,
	                       true, [this](Tx& tx, const Request& request) { return lift(tx, request); }});
}

Result<Reply> FineRoutes::list(Tx& tx, const Request& request) const
{
	FineFilter filter;
	filter.branches = branchList(request.caller.branches(kReaders));
	filter.state = request.queryText("state", "proposed");
	filter.branch = request.queryText("branch");
	filter.offence = request.queryText("offence");
	filter.toMs = std::numeric_limits<std::int64_t>::max();
	const erphost::Host& host = _work.host();
	if (const std::string from = request.queryText("from"); !from.empty())
	{
		EH_TRY(filter.fromMs, host.instantOf(from, 0));
	}
	if (const std::string to = request.queryText("to"); !to.empty())
	{
		// The last day belongs to it.
		EH_TRY(filter.toMs, host.instantOf(to, 24 * 60));
	}
	EH_TRY(const FinePage page, listProposals(tx, filter, request.queryText("cursor"), limitOf(request)));
	json items = json::array();
	for (const auto& fine : page.fines) items.push_back(toJson(fine));
	return pageReply(std::move(items), page.next);
}

Result<Reply> FineRoutes::propose(Tx& tx, const Request& request) const
{
	EH_TRY(Case item, requireChange(tx, request, kDeciders));
	const json& body = request.body;
	FineDraft draft;
	EH_TRY(draft.reason, requireText(body, "reason"));
	draft.offence = body.at("offence");
	const json& liable = body.at("liable");
	draft.liable = {liable.at("kind"), liable.at("key"), liable.at("name")};
	draft.act = body.value("act", "");
	if (body.contains("sumFen")) draft.decidedFen = body.at("sumFen").get<std::int64_t>();
	draft.damageFen = body.value("damageFen", std::int64_t{0});
	draft.evidence = {{{"source", "complaint"}, {"ref", item.number}, {"at", item.receivedAt}, {"text", item.words}}};
	EH_TRY(const bool made, _work.fines().propose(tx, subjectOf(item), draft));
	if (made)
	{
		EH_CHECK(_work.remark(tx, item, "fine", actorOf(request),
		                      draft.offence + " " + draft.liable.name + ": " + draft.reason));
	}
	return caseDetail(tx, _work.host(), item, request);
}

Result<Reply> FineRoutes::withdraw(Tx& tx, const Request& request) const
{
	const std::string id = request.param("id");
	EH_TRY(const auto fine, findProposal(tx, id));
	if (!fine || !request.caller.may(kDeciders, fine->branchId))
		return erphost::permanent("complaints.fine.not_found", "There is no such proposal.").with("fine", id);
	EH_TRY(const std::string reason, requireText(request.body, "reason"));
	EH_TRY(auto item, findCase(tx, fine->caseId));
	FineSubject subject{{}, {}, "case", fine->branchId, fine->caseId, {}, fine->proposedAt};
	if (item) subject = subjectOf(*item);
	EH_TRY(const bool gone, _work.fines().withdraw(tx, subject, *fine, reason));
	if (gone && item)
	{
		EH_CHECK(_work.remark(tx, *item, "fine_withdrawn", actorOf(request), fine->offence + ": " + reason));
	}
	EH_TRY(const auto now, findProposal(tx, id));
	return Reply{200, toJson(*now), {}};
}

Result<Reply> FineRoutes::neverAgain(Tx& tx, const Request& request) const
{
	EH_TRY(const auto entries, neverAgainList(tx));
	json items = json::array();
	for (const auto& entry : entries)
		if (request.caller.may(kReaders, entry.branchId))
			items.push_back({{"technician", entry.technician},
			                 {"name", entry.name},
			                 {"branchId", entry.branchId},
			                 {"reason", entry.reason},
			                 {"caseId", entry.caseId},
			                 {"listedAt", entry.listedAt},
			                 {"listedBy", entry.listedBy},
			                 {"liftedAt", orNull(entry.liftedAt)},
			                 {"liftedBy", entry.liftedBy},
			                 {"liftedWhy", entry.liftedWhy}});
	return Reply{200, {{"items", items}}, {}};
}

Result<Reply> FineRoutes::lift(Tx& tx, const Request& request) const
{
	EH_TRY(const std::string reason, requireText(request.body, "reason"));
	const std::string technician = request.param("technician");
	EH_TRY(const bool lifted, liftNeverAgain(tx, technician, request.caller.name, reason, _work.host().nowMs()));
	if (!lifted)
		return erphost::permanent("complaints.never_again.not_found", "Nobody of this number stands on the list.")
		    .with("technician", technician);
	return Reply{204, nullptr, {}};
}

} // namespace complaints
