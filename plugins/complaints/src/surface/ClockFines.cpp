#include "surface/ClockFines.hpp"

#include "rules/Id.hpp"
#include "surface/FineWork.hpp"
#include "surface/Settings.hpp"

#include <nlohmann/json.hpp>

namespace complaints {

using nlohmann::json;

namespace {

std::string proposalId(const WatchedClock& clock)
{
	return idOf({"fine", "clock", clock.id, clock.offence});
}

FineSubject subjectOf(const WatchedClock& clock)
{
	return {clock.caseId, clock.caseNumber,  clock.kind, clock.branchId,
	        clock.erpKey, clock.orderNumber, clock.dueAt}; // the table of fines that was in force on the day of the
	                                                       // offence judges it
}

json evidenceOf(const WatchedClock& clock, const ClockEvidence& heard)
{
	json evidence = json::array({{{"source", "clock"},
	                              {"ref", clock.id},
	                              {"at", clock.doneAt.value_or(clock.dueAt)},
	                              {"text", clock.clock},
	                              {"started_at", clock.startedAt},
	                              {"due_at", clock.dueAt},
	                              {"done_at", clock.doneAt ? json(*clock.doneAt) : json()},
	                              {"basis", clock.basis ? json(name(*clock.basis)) : json()}}});
	const auto& said = heard.said;
	if (said)
		evidence.push_back({{"source", "callback"}, {"ref", said->task}, {"at", said->at}, {"text", clock.clock}});
	const auto& complaint = heard.complaint;
	if (complaint)
		evidence.push_back({{"source", "complaint"},
		                    {"ref", complaint->number},
		                    {"at", complaint->receivedAt},
		                    {"text", clock.clock}});
	return evidence;
}

} // namespace

Result<bool> proposeFor(Tx& tx, const erphost::Host& host, const WatchedClock& clock, const ClockEvidence& heard)
{
	EH_TRY(const Settings set, settingsAt(host, host.localDate(clock.dueAt)));
	if (!set.fines.contains(clock.offence)) return false;
	FineDraft draft;
	draft.id = proposalId(clock);
	draft.offence = clock.offence;
	draft.liable = {clock.personKind, clock.personKey, clock.personName};
	draft.reason = "clock_missed";
	draft.evidence = evidenceOf(clock, heard);
	EH_TRY([[maybe_unused]] const bool isNew, FineWork(host).propose(tx, subjectOf(clock), draft));
	return true;
}

Result<void> withdrawFor(Tx& tx, const erphost::Host& host, const WatchedClock& clock, const std::string& why)
{
	FineProposal fine;
	fine.id = proposalId(clock);
	EH_TRY([[maybe_unused]] const bool stood, FineWork(host).withdraw(tx, subjectOf(clock), fine, why));
	return {};
}

} // namespace complaints
