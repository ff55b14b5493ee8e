#include "surface/FineWork.hpp"

#include "rules/Id.hpp"
#include "rules/Liability.hpp"
#include "store/Orders.hpp"
#include "surface/CaseJson.hpp"
#include "surface/Settings.hpp"

namespace complaints {

using erphost::Event;
using nlohmann::json;

namespace {

json about(const FineSubject& subject)
{
	json payload = {{"branch", subject.branchId}};
	if (!subject.caseId.empty())
	{
		payload["case"] = subject.caseId;
		payload["case_number"] = subject.caseNumber;
	}
	if (subject.kind != "case")
	{
		payload["kind"] = subject.kind;
		payload["erp_key"] = subject.erpKey;
		payload["order"] = subject.orderNumber;
	}
	return payload;
}

} // namespace

FineSubject subjectOf(const Case& item)
{
	return {item.id, item.number, item.kind, item.branchId, item.erpKey, item.orderNumber, item.receivedAt};
}

Result<bool> FineWork::propose(Tx& tx, const FineSubject& subject, const FineDraft& draft) const
{
	if (draft.offence.empty()) return false;
	EH_TRY(const Settings settings, settingsAt(_host, _host.localDate(subject.actAt)));
	const auto fine = settings.fines.find(draft.offence);
	if (fine == settings.fines.end())
		return erphost::permanent("complaints.offence.unknown", "The table of fines does not name this offence.")
		    .with("offence", draft.offence);
	EH_TRY(const int earlier, earlierProposals(tx, draft.liable, draft.offence, subject.caseId));
	FineProposal proposal;
	// CP-13: the superior's is the same amount, whatever the table says; otherwise the table decides where it can.
	proposal.sumFen = draft.liable.kind == "superior" && draft.decidedFen
	                      ? draft.decidedFen
	                      : sumOf(fine->second.fen, fine->second.againFen, earlier, draft.damageFen, draft.decidedFen);
	proposal.id = !draft.id.empty() ? draft.id
	                                : idOf({"fine", subject.caseId.empty() ? subject.erpKey : subject.caseId,
	                                        draft.offence, draft.liable.kind, draft.liable.key, draft.act});
	proposal.caseId = subject.caseId;
	proposal.branchId = subject.branchId;
	proposal.offence = draft.offence;
	proposal.liable = draft.liable;
	proposal.reason = draft.reason;
	proposal.evidence = draft.evidence;
	proposal.proposedAt = _host.nowMs();
	EH_TRY(const bool made, putProposal(tx, proposal));
	if (!made) return false;
	json payload = about(subject);
	payload["proposal"] = proposal.id;
	payload["offence"] = proposal.offence;
	payload["sum_fen"] = orNull(proposal.sumFen);
	payload["liable"] = {{"kind", proposal.liable.kind}, {"key", proposal.liable.key}, {"name", proposal.liable.name}};
	payload["reason"] = proposal.reason;
	// CP-11: a provider confirms his penalty notice on the same day.
	payload["notice_due_on"] = proposal.liable.kind == "provider" ? json(_host.localDate(proposal.proposedAt)) : json();
	payload["evidence"] = proposal.evidence;
	EH_CHECK(
		tx.append(Event{"complaints.fine.proposed", 1, subject.branchId, subject.erpKey, payload.dump(), 0, 0, {}}));
	return true;
}

Result<bool> FineWork::withdraw(Tx& tx, const FineSubject& subject, const FineProposal& fine,
                                const std::string& why) const
{
	EH_TRY(const bool gone, withdrawProposal(tx, fine.id, why, _host.nowMs()));
	if (!gone) return false;
	json payload = about(subject);
	payload["proposal"] = fine.id;
	payload["reason"] = why;
	EH_CHECK(
		tx.append(Event{"complaints.fine.withdrawn", 1, subject.branchId, subject.erpKey, payload.dump(), 0, 0, {}}));
	return true;
}

Result<void> FineWork::withdrawAll(Tx& tx, const Case& item, const std::string& why) const
{
	EH_TRY(const auto fines, proposalsOf(tx, item.id));
	for (const auto& fine : fines)
		if (fine.state == "proposed")
		{
			EH_TRY([[maybe_unused]] const bool gone, withdraw(tx, subjectOf(item), fine, why));
		}
	return {};
}

Liable FineWork::whoDidIt(const Case& item)
{
	if (!item.technician.empty()) return {"technician", item.technician, item.technicianName};
	if (!item.provider.empty()) return {"provider", item.provider, item.providerName};
	return {"department", item.branchId + ":" + item.department, item.branchName};
}

Result<Liable> FineWork::superiorOf(Tx& tx, const std::string& branchId)
{
	EH_TRY(const Branch branch, findBranch(tx, branchId));
	// An ERP that does not say who manages a branch leaves it to whoever decides about the proposal.
	if (branch.managerNumber.empty()) return Liable{"superior", "branch:" + branchId, branch.name};
	return Liable{"superior", branch.managerNumber, branch.managerName};
}

} // namespace complaints
