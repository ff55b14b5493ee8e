#include "surface/OwnerRoutes.hpp"

#include "rules/Id.hpp"
#include "rules/Liability.hpp"
#include "rules/Route.hpp"
#include "store/HandOvers.hpp"
#include "surface/CaseAccess.hpp"
#include "surface/CaseDetail.hpp"
#include "surface/CaseJson.hpp"
#include "surface/Roles.hpp"

namespace complaints {

using erphost::Reply;
using erphost::Request;
using nlohmann::json;

Result<void> OwnerRoutes::addTo(erphost::Registry& registry) const
{
	EH_CHECK(addHandOversTo(registry));
	EH_CHECK(registry.route(
		{"POST", "/cases/{id}/handler", "setHandler", "Who works on the case; without a body: the caller.", kWorkers,
	     nullptr, objectSchema({{"userId", textSchema(100)}, {"userName", textSchema(100)}}), caseDetailSchema(), true,
	     [this](Tx& tx, const Request& request) { return setHandler(tx, request); }}));
	EH_CHECK(registry.route({"POST", "/cases/{id}/class", "setClass",
	                         "The severity of the case, and whether it was handled badly.", kDeciders, nullptr,
	                         objectSchema({{"class", {{"type", "integer"}, {"minimum", 1}, {"maximum", 3}}},
	                                       {"reason", {{"enum", {"public", "media", "decided"}}}},
	                                       {"what", textSchema(4000)},
	                                       {"handledBadly", {{"type", "boolean"}}},
	                                       {"fault", {{"enum", {"late_dispatch", "missed_visit", "handling"}}}}},
	                                      {"class", "reason", "what"}),
	                         caseDetailSchema(), true,
	                         [this](Tx& tx, const Request& request) { return setClass(tx, request); }}));
	return registry.route(
		{"POST", "/cases/{id}/department", "setDepartment", "The liable department, and the kind of the complaint.",
	     kWorkers, nullptr,
	     objectSchema({{"department", {{"enum", kDepartments}}},
	                   {"complaintKind", {{"enum", kComplaintKinds}}},
	                   {"subKind", {{"enum", {"", "quality", "workmanship", "overcharge", "service"}}}},
	                   {"what", textSchema(4000)}},
	                  {"department", "what"}),
	     caseDetailSchema(), true, [this](Tx& tx, const Request& request) { return setDepartment(tx, request); }});
}

Result<void> OwnerRoutes::addHandOversTo(erphost::Registry& registry) const
{
	EH_CHECK(registry.route({"POST", "/cases/{id}/owner", "takeOwnership", "Takes a case that nobody owns.", kWorkers,
	                         nullptr, nullptr, caseDetailSchema(), true,
	                         [this](Tx& tx, const Request& request) { return takeOwnership(tx, request); }}));
	EH_CHECK(registry.route(
		{"POST", "/cases/{id}/hand-overs", "offerHandOver", "Offers the case to somebody else.", kWorkers, nullptr,
	     objectSchema({{"toUser", textSchema(100)},
	                   {"toName", textSchema(100)},
	                   {"toRole", {{"enum", kWorkers}}},
	                   {"reason", textSchema(1000)}},
	                  {"reason"}),
	     caseDetailSchema(), true, [this](Tx& tx, const Request& request) { return offer(tx, request); }}));
	EH_CHECK(registry.route(
		{"POST", "/hand-overs/{id}/answer", "answerHandOver", "Accepts or declines an offered case.", kWorkers, nullptr,
	     objectSchema({{"accept", {{"type", "boolean"}}}, {"what", textSchema(1000)}}, {"accept"}), anObject(), true,
	     [this](Tx& tx, const Request& request) { return answer(tx, request); }}));
	EH_CHECK(registry.route({"DELETE", "/hand-overs/{id}", "withdrawHandOver", "Takes an offer back.", kWorkers,
	                         nullptr, nullptr, nullptr, false,
	                         [this](Tx& tx, const Request& request) { return takeBack(tx, request); }}));
	json query = listQuery({});
	query["properties"]["state"] = {{"enum", {"offered", "accepted", "declined", "withdrawn"}}};
	query["properties"]["forMe"] = {{"enum", {"true", "false"}}};
	return registry.route({"GET", "/hand-overs", "listHandOvers", "Offers of cases.", kWorkers, query, nullptr,
	                       listSchema(anObject()), false,
	                       [this](Tx& tx, const Request& request) { return offers(tx, request); }});
}

Result<Reply> OwnerRoutes::takeOwnership(Tx& tx, const Request& request) const
{
	EH_TRY(Case item, requireChange(tx, request, kWorkers));
	EH_CHECK(requireOpen(item));
	// CP-02: what somebody owns moves only by a hand-over.
	if (!item.owner.empty() && item.owner != request.caller.id)
		return erphost::conflict("complaints.owned", "Somebody owns this case.")
		    .with("number", item.number)
		    .with("owner", item.ownerName);
	if (item.owner.empty())
	{
		item.owner = request.caller.id;
		item.ownerName = request.caller.name;
		EH_CHECK(_work.remark(tx, item, "owner", actorOf(request), item.ownerName));
	}
	return caseDetail(tx, _work.host(), item, request);
}

Result<Reply> OwnerRoutes::offer(Tx& tx, const Request& request) const
{
	EH_TRY(Case item, requireChange(tx, request, kWorkers));
	EH_CHECK(requireOpen(item));
	if (item.owner != request.caller.id && !request.caller.may(kServiceManager, item.branchId))
		return erphost::permanent("complaints.not_owner", "Only its owner hands a case over.")
		    .with("number", item.number)
		    .with("owner", item.ownerName);
	HandOver offered;
	EH_TRY(offered.reason, requireText(request.body, "reason"));
	offered.toUser = request.body.value("toUser", "");
	offered.toName = request.body.value("toName", offered.toUser);
	offered.toRole = request.body.value("toRole", "");
	if (offered.toUser.empty() == offered.toRole.empty() || offered.toUser == item.owner)
		return erphost::permanent("complaints.hand_over.to_nobody", "The case is offered to one person or one role.")
		    .with("pointer", "/toUser");
	const std::int64_t now = _work.host().nowMs();
	EH_CHECK(withdrawHandOvers(tx, item.id, request.caller.name, now));
	offered.id = newId(now);
	offered.caseId = item.id;
	offered.branchId = item.branchId;
	offered.fromUser = request.caller.id;
	offered.fromName = request.caller.name;
	offered.offeredAt = now;
	EH_CHECK(offerHandOver(tx, offered));
	Notice notice;
	notice.id = idOf({"notice", "hand_over", offered.id});
	notice.role = offered.toRole;
	notice.userId = offered.toUser;
	notice.branchId = item.branchId;
	notice.what = "hand_over_offered";
	notice.params = {{"number", item.number}, {"from", offered.fromName}};
	notice.caseId = item.id;
	notice.at = now;
	EH_CHECK(tell(tx, notice));
	EH_CHECK(_work.remark(tx, item, "owner", actorOf(request),
	                      "→ " + (offered.toRole.empty() ? offered.toName : offered.toRole) + ": " + offered.reason));
	return caseDetail(tx, _work.host(), item, request);
}

Result<Reply> OwnerRoutes::answer(Tx& tx, const Request& request) const
{
	const std::string id = request.param("id");
	EH_TRY(const auto offered, findHandOver(tx, id));
	if (!offered || !request.caller.may(kWorkers, offered->branchId))
		return erphost::permanent("complaints.hand_over.not_found", "There is no such offer.").with("offer", id);
	if (!toJson(*offered, request.caller)["forMe"].get<bool>())
		return erphost::conflict("complaints.hand_over.not_yours", "The case is not offered to you.")
		    .with("number", offered->caseNumber)
		    .with("state", offered->state);
	EH_TRY(auto item, findCase(tx, offered->caseId));
	EH_CHECK(requireOpen(*item));
	const bool accepted = request.body.at("accept");
	const std::int64_t now = _work.host().nowMs();
	EH_TRY([[maybe_unused]] const bool settled,
	       settleHandOver(tx, id, accepted ? "accepted" : "declined", request.caller.name, now));
	if (accepted)
	{
		item->owner = request.caller.id;
		item->ownerName = request.caller.name;
	}
	EH_CHECK(_work.remark(tx, *item, "owner", actorOf(request),
	                      (accepted ? "✓ " : "✗ ") + request.caller.name + " " + request.body.value("what", "")));
	Notice notice;
	notice.id = idOf({"notice", "hand_over_settled", id});
	notice.userId = offered->fromUser;
	notice.branchId = item->branchId;
	notice.what = "hand_over_settled";
	notice.params = {{"number", item->number}, {"by", request.caller.name}, {"accepted", accepted}};
	notice.caseId = item->id;
	notice.at = now;
	EH_CHECK(tell(tx, notice));
	EH_TRY(const auto settledOffer, findHandOver(tx, id));
	return Reply{200, toJson(*settledOffer, request.caller), {}};
}

Result<Reply> OwnerRoutes::takeBack(Tx& tx, const Request& request) const
{
	const std::string id = request.param("id");
	EH_TRY(const auto offered, findHandOver(tx, id));
	if (!offered || offered->fromUser != request.caller.id)
		return erphost::permanent("complaints.hand_over.not_found", "There is no such offer.").with("offer", id);
	EH_TRY([[maybe_unused]] const bool settled,
	       settleHandOver(tx, id, "withdrawn", request.caller.name, _work.host().nowMs()));
	return Reply{204, nullptr, {}};
}

Result<Reply> OwnerRoutes::offers(Tx& tx, const Request& request) const
{
	EH_TRY(const auto found,
	       listHandOvers(tx, request.queryText("state", "offered"), branchList(request.caller.branches(kWorkers))));
	json items = json::array();
	for (const auto& each : found)
	{
		json one = toJson(each, request.caller);
		if (request.queryText("forMe") != "true" || one["forMe"].get<bool>()) items.push_back(std::move(one));
	}
	return pageReply(std::move(items), {});
}

Result<Reply> OwnerRoutes::setHandler(Tx& tx, const Request& request) const
{
	EH_TRY(Case item, requireChange(tx, request, kWorkers));
	EH_CHECK(requireOpen(item));
	const json body = request.body.is_object() ? request.body : json::object();
	item.handler = body.value("userId", request.caller.id);
	item.handlerName = body.value("userName", item.handler == request.caller.id ? request.caller.name : item.handler);
	EH_TRY([[maybe_unused]] const auto line,
	       addLine(tx, item, "handler", actorOf(request), item.handlerName, _work.host().nowMs()));
	EH_CHECK(_work.save(tx, item));
	return caseDetail(tx, _work.host(), item, request);
}

Result<Reply> OwnerRoutes::setClass(Tx& tx, const Request& request) const
{
	EH_TRY(Case item, requireChange(tx, request, kDeciders));
	EH_CHECK(requireOpen(item));
	const json& body = request.body;
	EH_TRY(const std::string what, requireText(body, "what"));
	SeverityReason reason = SeverityReason::decided;
	for (const SeverityReason each : {SeverityReason::goingPublic, SeverityReason::media})
		if (name(each) == body.at("reason").get<std::string>()) reason = each;
	const int level = body.at("class");
	if (level < leastClass(reason))
		return erphost::permanent("complaints.class.too_low", "What is about to be public or in the media is more.")
		    .with("pointer", "/class");
	EH_CHECK(_work.setClass(tx, item, {level, reason}, actorOf(request), what));
	if (body.value("handledBadly", false) || body.contains("fault")) EH_CHECK(blame(tx, item, body));
	return caseDetail(tx, _work.host(), item, request);
}

Result<void> OwnerRoutes::blame(Tx& tx, const Case& item, const json& body) const
{
	EH_TRY(const Settings settings, _work.settingsOf(item));
	EH_TRY(const Liable superior, FineWork::superiorOf(tx, item.branchId));
	const Fault fault = faultNamed(body.value("fault", "handling")).value_or(Fault::handling);
	FineDraft draft;
	draft.reason = "CP-13";
	draft.evidence = {{{"source", "complaint"},
	                   {"ref", item.number},
	                   {"at", _work.host().nowMs()},
	                   {"text", body.value("what", "")}}};
	if (fault != Fault::handling)
	{
		draft.offence = settings.pathOffences.at(std::string(name(fault)));
		draft.act = name(fault);
		draft.liable = liabilityOf(fault).superior ? superior : FineWork::whoDidIt(item);
		EH_TRY([[maybe_unused]] const bool made, _work.fines().propose(tx, subjectOf(item), draft));
	}
	if (!body.value("handledBadly", false)) return {};
	// The direct superior pays the same amount as whoever did it.
	EH_TRY(const auto standing, proposalsOf(tx, item.id));
	for (const auto& fine : standing)
	{
		if (fine.state != "proposed" || fine.liable.kind == "superior") continue;
		FineDraft same = draft;
		same.offence = fine.offence;
		same.liable = superior;
		same.act = "superior of " + fine.id;
		same.decidedFen = fine.sumFen;
		EH_TRY([[maybe_unused]] const bool made, _work.fines().propose(tx, subjectOf(item), same));
	}
	return {};
}

Result<Reply> OwnerRoutes::setDepartment(Tx& tx, const Request& request) const
{
	EH_TRY(Case item, requireChange(tx, request, kWorkers));
	EH_CHECK(requireOpen(item));
	const json& body = request.body;
	EH_TRY(const std::string what, requireText(body, "what"));
	const std::string kindBefore = item.complaintKind;
	item.department = body.at("department");
	item.complaintKind = body.value("complaintKind", item.complaintKind);
	item.subKind = body.value("subKind", item.complaintKind == "after_sales" ? item.subKind : std::string());
	if (!subKindFits(item.complaintKind, item.subKind))
		return erphost::permanent("complaints.sub_kind.invalid", "Only after-sales complaints have a sub-kind.")
		    .with("pointer", "/subKind");
	EH_TRY([[maybe_unused]] const auto line,
	       addLine(tx, item, "department", actorOf(request), item.department + ": " + what, _work.host().nowMs()));
	EH_CHECK(_work.save(tx, item));
	if (item.complaintKind != kindBefore)
		EH_CHECK(
			_work.tellRole(tx, item, routeOf(item.complaintKind), "case_routed", std::to_string(item.nextSequence)));
	return caseDetail(tx, _work.host(), item, request);
}

} // namespace complaints
