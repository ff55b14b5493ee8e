#include "surface/FineEvents.hpp"

#include <nlohmann/json.hpp>

namespace survey {

using nlohmann::json;

namespace {

json about(const Fine& fine)
{
	return {{"proposal", fine.id},
	        {"kind", fine.act.kind},
	        {"branch", fine.act.branchId},
	        {"erp_key", fine.act.erpKey},
	        {"order", fine.act.orderNumber},
	        {"offence", fine.offence},
	        {"task", fine.act.taskId ? json(*fine.act.taskId) : json()}};
}

Result<void> tell(Tx& tx, const Fine& fine, const std::string& type, const json& payload)
{
	return tx.append(erphost::Event{type, 1, fine.act.branchId, fine.act.erpKey, payload.dump(), 0, 0, {}});
}

} // namespace

Result<void> propose(Tx& tx, const Fine& fine, const std::string& source, const std::vector<Evidence>& evidence)
{
	Fine kept = fine;
	kept.evidence = static_cast<std::int64_t>(evidence.size());
	EH_TRY(const bool isNew, proposeFine(tx, kept));
	if (!isNew) return {};
	json payload = about(fine);
	payload["sum_fen"] = fine.sumFen ? json(*fine.sumFen) : json();
	payload["liable"] = {{"kind", fine.liableKind}, {"key", fine.liableKey}, {"name", fine.liableName}};
	payload["reason"] = fine.reason;
	payload["notice_due_on"] = fine.noticeDueOn.empty() ? json() : json(fine.noticeDueOn);
	payload["evidence"] = json::array();
	for (const Evidence& each : evidence)
		payload["evidence"].push_back({{"source", source},
		                               {"ref", fine.act.taskId.value_or(fine.act.erpKey)},
		                               {"at", each.at},
		                               {"text", each.text}});
	return tell(tx, fine, "survey.fine.proposed", payload);
}

Result<void> takeBack(Tx& tx, const Fine& fine, std::int64_t nowMs, const std::string& reason)
{
	EH_CHECK(withdrawFine(tx, fine.id, nowMs, reason));
	json payload = about(fine);
	payload["reason"] = reason;
	return tell(tx, fine, "survey.fine.withdrawn", payload);
}

} // namespace survey
