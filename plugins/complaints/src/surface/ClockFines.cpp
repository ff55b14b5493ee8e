#include "surface/ClockFines.hpp"

#include "rules/Id.hpp"
#include "store/Fines.hpp"
#include "surface/Settings.hpp"

#include <nlohmann/json.hpp>

namespace complaints {

using erphost::Event;
using nlohmann::json;

namespace {

std::string proposalId(const WatchedClock& clock)
{
	return idOf({"fine", "clock", clock.id, clock.offence});
}

json about(const WatchedClock& clock)
{
	return {{"proposal", proposalId(clock)}, {"kind", clock.kind},
	        {"branch", clock.branchId},      {"erp_key", clock.erpKey},
	        {"order", clock.orderNumber},    {"case", clock.caseId.empty() ? json() : json(clock.caseId)}};
}

json evidenceOf(const WatchedClock& clock, const std::optional<Confirmation>& said)
{
	json evidence = json::array({{{"source", "clock"},
	                              {"ref", clock.id},
	                              {"at", clock.doneAt.value_or(clock.dueAt)},
	                              {"text", clock.clock},
	                              {"started_at", clock.startedAt},
	                              {"due_at", clock.dueAt},
	                              {"done_at", clock.doneAt ? json(*clock.doneAt) : json()},
	                              {"basis", clock.basis ? json(name(*clock.basis)) : json()}}});
	if (said)
		evidence.push_back({{"source", "callback"}, {"ref", said->task}, {"at", said->at}, {"text", clock.clock}});
	return evidence;
}

} // namespace

Result<void> proposeFor(Tx& tx, const erphost::Host& host, const WatchedClock& clock,
                        const std::optional<Confirmation>& said)
{
	const std::int64_t now = host.nowMs();
	// The table of fines that was in force on the day of the offence judges it.
	EH_TRY(const Settings set, settingsAt(host, host.localDate(clock.dueAt)));
	FineProposal fine;
	fine.id = proposalId(clock);
	fine.caseId = clock.caseId;
	fine.branchId = clock.branchId;
	fine.offence = clock.offence;
	if (const auto known = set.fines.find(clock.offence); known != set.fines.end()) fine.sumFen = known->second.fen;
	fine.liable = {clock.personKind, clock.personKey, clock.personName};
	fine.reason = "clock_missed";
	fine.evidence = evidenceOf(clock, said);
	fine.proposedAt = now;
	EH_TRY(const bool isNew, putProposal(tx, fine));
	if (!isNew) return {};
	json payload = about(clock);
	payload["offence"] = fine.offence;
	payload["sum_fen"] = fine.sumFen ? json(*fine.sumFen) : json();
	payload["liable"] = {{"kind", fine.liable.kind}, {"key", fine.liable.key}, {"name", fine.liable.name}};
	payload["reason"] = fine.reason;
	payload["notice_due_on"] = host.localDate(now);
	payload["evidence"] = fine.evidence;
	return tx.append(Event{"complaints.fine.proposed", 1, clock.branchId, clock.erpKey, payload.dump(), 0, 0, {}});
}

Result<void> withdrawFor(Tx& tx, const erphost::Host& host, const WatchedClock& clock, const std::string& why)
{
	EH_TRY(const bool stood, withdrawProposal(tx, proposalId(clock), why, host.nowMs()));
	if (!stood) return {};
	json payload = about(clock);
	payload["reason"] = why;
	return tx.append(Event{"complaints.fine.withdrawn", 1, clock.branchId, clock.erpKey, payload.dump(), 0, 0, {}});
}

} // namespace complaints
