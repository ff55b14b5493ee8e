#include "surface/MoneyStory.hpp"

#include "store/PenaltySql.hpp"
#include "store/SettlementSql.hpp"
#include "store/Works.hpp"
#include "surface/FineWork.hpp"
#include "surface/RowJson.hpp"

namespace fees {

using nlohmann::json;

Result<json> moneyStory(Tx& tx, const erphost::Host& host, const std::string& kind, const std::string& branchId,
                        const std::string& erpKey)
{
	json items = json::array();
	const auto add = [&](std::int64_t at, const std::string& what, json params, const char* type, const std::string& id,
	                     const std::string& who) {
		items.push_back({{"at", at},
		                 {"source", "fees"},
		                 {"what", what},
		                 {"params", std::move(params)},
		                 {"who", who},
		                 {"ref", {{"type", type}, {"id", id}}},
		                 {"basis", nullptr}});
	};
	EH_TRY(const auto fines, finesOfOrder(tx, kind, branchId, erpKey));
	for (const Fine& fine : fines)
	{
		const json params = {{"number", fine.number},
		                     {"offence", fine.offence},
		                     {"person", fine.liable.name},
		                     {"fen", fine.sumFen ? json(*fine.sumFen) : json()}};
		add(fine.proposedAt, "fine.proposed", params, "fine", fine.id, fine.proposer.name);
		EH_TRY(auto rows, tx.query(sql::kFineEntries, fine.id));
		EH_TRY(const auto entries, allRowsJson(rows, {"#at", "#sumFen", "why", "person", "by"}));
		for (const json& entry : entries)
			add(entry["at"], "fine." + entry["why"].get<std::string>(),
			    {{"number", fine.number},
			     {"offence", fine.offence},
			     {"person", entry["person"]},
			     {"fen", entry["sumFen"]}},
			    "fine", fine.id, entry["by"]);
		if (fine.decidedAt && entries.empty())
			add(*fine.decidedAt, "fine." + fine.state, params, "fine", fine.id, fine.decider.name);
	}
	EH_TRY(const auto work, workOfOrder(tx, kind, branchId, erpKey));
	if (!work || work->performer != "outsourced") return items;
	if (work->releasedAt)
		add(*work->releasedAt, "settlement.released", {{"reason", work->releaseReason}}, "work", work->id,
		    work->releasedBy);
	EH_TRY(auto rows, tx.query(sql::kPaymentsOfWork, work->id));
	EH_TRY(const auto payments, allRowsJson(rows, {"#at", "type", "#fen", "id", "number", "by"}));
	for (const json& each : payments)
		add(each["at"], each["type"] == "order" ? "settlement.paid" : "settlement.taken_back",
		    {{"number", each["number"]}, {"fen", each["fen"]}}, "settlement", each["id"], each["by"]);
	if (work->state == "waiting" || work->state == "taken_back")
		add(host.nowMs(), "settlement.waiting", {{"gate", work->storedVerdict}}, "work", work->id, "");
	return items;
}

} // namespace fees
