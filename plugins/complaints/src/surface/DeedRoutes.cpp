#include "surface/DeedRoutes.hpp"

#include "rules/Id.hpp"
#include "surface/CaseAccess.hpp"
#include "surface/CaseDetail.hpp"
#include "surface/CaseJson.hpp"
#include "surface/Roles.hpp"

#include <algorithm>

namespace complaints {

using erphost::ErpRecord;
using erphost::Reply;
using erphost::Request;
using nlohmann::json;

namespace {

json deedSchema()
{
	json deeds = json::array();
	for (const Deed deed : kDeeds) deeds.push_back(name(deed));
	return objectSchema({{"deed", {{"enum", deeds}}},
	                     {"wanted", {{"enum", {"inspection", "repair", "exchange", "refund"}}}},
	                     {"person", textSchema(100)},
	                     {"personName", textSchema(100)},
	                     {"amountFen", {{"type", "integer"}, {"minimum", 1}, {"maximum", 100'000'000}}},
	                     {"what", textSchema(4000)}},
	                    {"deed", "what"});
}

erphost::Error missing(const char* member)
{
	return erphost::permanent("complaints.deed.incomplete", "The deed lacks what it is about.")
	    .with("pointer", std::string("/") + member);
}

json evidenceOf(const Case& item, const DeedRow& row)
{
	return {{{"source", "complaint"}, {"ref", item.number}, {"at", item.receivedAt}, {"text", item.words}},
	        {{"source", "inspection"}, {"ref", item.number}, {"at", row.at}, {"text", row.what}}};
}

} // namespace

Result<void> DeedRoutes::addTo(erphost::Registry& registry) const
{
	return registry.route({"POST", "/cases/{id}/deeds", "recordDeed",
	                       "Records what the kind of complaint asks for: dispatch, rework, refund, apology.", kWorkers,
	                       nullptr, deedSchema(), caseDetailSchema(), true,
	                       [this](Tx& tx, const Request& request) { return record(tx, request); }});
}

Result<void> DeedRoutes::check(const Case& item, Deed deed, const Request& request) const
{
	EH_TRY(const Settings settings, _work.settingsOf(item));
	const auto possible = possibleDeeds(item.subKind, item.rework, settings.reworkLimit);
	if (std::find(possible.begin(), possible.end(), deed) == possible.end())
	{
		if (deed == Deed::returnToTechnician && item.subKind == "workmanship")
			return erphost::conflict("complaints.rework_exhausted",
			                         "The work went back to the same technician as often as is allowed.")
			    .with("number", item.number)
			    .with("limit", std::to_string(settings.reworkLimit));
		return erphost::conflict("complaints.deed.impossible", "This kind of complaint does not ask for that.")
		    .with("number", item.number)
		    .with("deed", std::string(name(deed)));
	}
	// CP-05: the branch manager names somebody else; CP-06: a dismissal is the service manager's to propose.
	const bool allowed = deed == Deed::reassign ? request.caller.may(kDeciders, item.branchId)
	                     : deed == Deed::grave  ? request.caller.may(kServiceManager, item.branchId)
	                                            : true;
	if (!allowed)
		return erphost::permanent("complaints.not_allowed", "Somebody else decides this.").with("number", item.number);
	const json& body = request.body;
	if (deed == Deed::dispatchRequested && !body.contains("wanted")) return missing("wanted");
	if ((deed == Deed::refund || deed == Deed::confiscation) && !body.contains("amountFen"))
		return missing("amountFen");
	if (deed == Deed::reassign && (body.value("person", "").empty() || body.value("person", "") == item.technician))
		return missing("person");
	if (deed == Deed::personApology && body.value("personName", "").empty()) return missing("personName");
	if (deed == Deed::grave && item.technician.empty()) return missing("person");
	return {};
}

Result<Reply> DeedRoutes::record(Tx& tx, const Request& request) const
{
	EH_TRY(Case item, requireChange(tx, request, kWorkers));
	EH_CHECK(requireOpen(item));
	const json& body = request.body;
	const Deed deed = *deedNamed(body.at("deed").get<std::string>());
	EH_CHECK(check(item, deed, request));
	DeedRow row;
	EH_TRY(row.what, requireText(body, "what"));
	row.round = item.round;
	row.deed = name(deed);
	row.at = _work.host().nowMs();
	row.actor = actorOf(request);
	row.wanted = body.value("wanted", "");
	row.person = body.value("person", "");
	row.personName = body.value("personName", "");
	if (body.contains("amountFen")) row.amountFen = body.at("amountFen").get<std::int64_t>();
	EH_TRY(row.sequence, addLine(tx, item, "deed", row.actor, row.deed + ": " + row.what, row.at));
	EH_CHECK(addDeed(tx, item.id, row));
	EH_CHECK(follow(tx, item, deed, row));
	EH_CHECK(_work.save(tx, item));
	return caseDetail(tx, _work.host(), item, request);
}

Result<void> DeedRoutes::follow(Tx& tx, Case& item, Deed deed, const DeedRow& row) const
{
	switch (deed)
	{
	case Deed::dispatchRequested: return requestDispatch(tx, item, row);
	case Deed::returnToTechnician: ++item.rework; return {}; // CP-05: without a new dispatch in the ERP
	case Deed::reassign: return reassign(tx, item, row);
	case Deed::refund:
	case Deed::confiscation: return overcharged(tx, item, row);
	case Deed::grave: return barForever(tx, item, row);
	case Deed::clerkApology:
	case Deed::personApology: break;
	}
	return {};
}

Result<void> DeedRoutes::requestDispatch(Tx& tx, const Case& item, const DeedRow& row) const
{
	// CP-04: the ERP is asked; what it makes of it comes back as an order of its own.
	const std::string id = item.id + ":" + std::to_string(row.sequence);
	const json record = {{"request", id},
	                     {"case", item.id},
	                     {"case_number", item.number},
	                     {"kind", item.kind},
	                     {"branch", item.branchId},
	                     {"erp_key", item.hasOrder() ? json(item.erpKey) : json()},
	                     {"order", item.orderNumber},
	                     {"wanted", row.wanted},
	                     {"reason", row.what},
	                     {"product_type", item.productType},
	                     {"brand", item.brand},
	                     {"model", item.model},
	                     {"customer_name", item.customerName},
	                     {"customer_phone", item.phone},
	                     {"customer_address", item.address},
	                     {"requested_by", row.actor.name},
	                     {"requested_at", row.at}};
	EH_CHECK(tx.put(ErpRecord{"dispatch_request", item.branchId, item.erpKey, id, record.dump()}));
	return _work.emit(tx, item, "complaints.dispatch.requested", {{"wanted", row.wanted}, {"requested_at", row.at}});
}

Result<void> DeedRoutes::reassign(Tx& tx, Case& item, const DeedRow& row) const
{
	EH_TRY(const Settings settings, _work.settingsOf(item));
	FineDraft draft;
	draft.offence = settings.pathOffences.at("rework");
	draft.liable = FineWork::whoDidIt(item);
	draft.reason = "CP-05";
	draft.act = "rework";
	draft.evidence = evidenceOf(item, row);
	EH_TRY([[maybe_unused]] const bool proposed, _work.fines().propose(tx, subjectOf(item), draft));
	item.technician = row.person;
	item.technicianName = row.personName;
	return {};
}

Result<void> DeedRoutes::overcharged(Tx& tx, const Case& item, const DeedRow& row) const
{
	EH_TRY(const Settings settings, _work.settingsOf(item));
	FineDraft draft;
	draft.offence = settings.pathOffences.at("overcharge");
	draft.liable = FineWork::whoDidIt(item);
	draft.reason = "CP-06";
	draft.act = "overcharge"; // refund and confiscation are of one act
	draft.evidence = evidenceOf(item, row);
	EH_TRY([[maybe_unused]] const bool proposed, _work.fines().propose(tx, subjectOf(item), draft));
	return {};
}

Result<void> DeedRoutes::barForever(Tx& tx, const Case& item, const DeedRow& row) const
{
	EH_CHECK(listNeverAgain(tx, {item.technician,
	                             item.technicianName,
	                             item.branchId,
	                             row.what,
	                             item.id,
	                             row.at,
	                             row.actor.name,
	                             std::nullopt,
	                             {},
	                             {}}));
	EH_CHECK(_work.tellRole(tx, item, "hr", "dismissal_proposed", item.technician));
	return _work.tellRole(tx, item, "executive", "dismissal_proposed", item.technician);
}

} // namespace complaints
