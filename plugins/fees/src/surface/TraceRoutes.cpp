#include "surface/TraceRoutes.hpp"

#include "store/MonthDeskSql.hpp"
#include "store/PayeeSql.hpp"
#include "store/SettlementSql.hpp"
#include "store/Works.hpp"
#include "surface/Ask.hpp"
#include "surface/FeeRoles.hpp"
#include "surface/FineWork.hpp"
#include "surface/RowJson.hpp"

namespace fees {

using erphost::Reply;
using erphost::Request;
using nlohmann::json;

namespace {

json step(const char* what, const std::string& id, const std::string& number, json at, const std::string& by, json sum,
          json params = json::object())
{
	return {{"what", what},
	        {"id", id},
	        {"number", number},
	        {"at", std::move(at)},
	        {"by", by},
	        {"sumFen", std::move(sum)},
	        {"params", std::move(params)}};
}

json orNull(const std::optional<std::int64_t>& value)
{
	return value ? json(*value) : json();
}

erphost::Error notFound(const std::string& id)
{
	return erphost::permanent("fees.trace.not_found", "There is no such line.").with("line", id);
}

} // namespace

Result<void> TraceRoutes::addTo(erphost::Registry& registry) const
{
	return registry.route(
		{"GET", "/trace", "traceSum", "From a payment back to what it rests on.", roles::kFineReaders,
	     ask::object({{"type", {{"enum", {"hr", "settlement", "penalty", "fine"}}}}, {"id", ask::text(200, 1)}},
	                 {"type", "id"}),
	     nullptr, ask::anObject(), false, [this](Tx& tx, const Request& request) { return trace(tx, request); }});
}

Result<Reply> TraceRoutes::trace(Tx& tx, const Request& request) const
{
	const std::string type = request.queryText("type"), id = request.queryText("id");
	json steps = json::array();
	EH_TRY(const std::string branch, type == "hr"           ? fromHr(tx, id, steps)
	                                 : type == "settlement" ? fromSettlement(tx, id, steps)
	                                 : type == "penalty"    ? fromNotice(tx, id, steps)
	                                                        : fromFine(tx, id, steps));
	if (!request.caller.may(roles::kFineReaders, branch)) return notFound(id);
	return Reply{200, {{"steps", steps}}, {}};
}

Result<std::string> TraceRoutes::fromHr(Tx& tx, const std::string& id, json& steps) const
{
	json line;
	{
		EH_TRY(auto rows, tx.query(sql::kHrLine, id));
		EH_TRY(const bool found, rows.next());
		if (!found) return notFound(id);
		line = rowJson(rows, {"id", "branchId", "month", "person", "personName", "kind", "ref", "number", "orderNumber",
		                      "text", "#sumFen", "#at", "origin"});
	}
	const std::string kind = line["kind"], ref = line["ref"], branch = line["branchId"];
	steps.push_back(
		step("hr_line", id, line["number"], line["at"], "", line["sumFen"],
	         {{"month", line["month"]}, {"person", line["personName"]}, {"kind", kind}, {"text", line["text"]}}));
	if (kind == "fine") return fromFine(tx, ref, steps);
	if (kind == "commission") return fromWork(tx, ref, steps);
	if (kind == "reward")
	{
		EH_TRY(auto rows, tx.query(sql::kOneReward, ref));
		EH_TRY(const bool found, rows.next());
		if (found)
			steps.push_back(step("reward", ref, rows.text(1), orNull(rows.optionalInteger(16)), rows.text(17),
			                     rows.integer(7),
			                     {{"code", rows.text(4)},
			                      {"reason", rows.text(9)},
			                      {"statement", rows.text(11)},
			                      {"statedBy", rows.text(15)}}));
		return branch;
	}
	steps.push_back(step(kind == "bonus" ? "bonus" : "charge", ref, "", line["at"], "", line["sumFen"],
	                     {{"text", line["text"]}, {"order", line["orderNumber"]}}));
	if (kind == "bonus") steps.push_back(step("task", ref, "", nullptr, "", nullptr));
	return branch;
}

Result<std::string> TraceRoutes::fromSettlement(Tx& tx, const std::string& id, json& steps) const
{
	json line;
	{
		EH_TRY(auto rows, tx.query(sql::kLine, id));
		EH_TRY(const bool found, rows.next());
		if (!found) return notFound(id);
		line = rowJson(rows, {"id", "#sequence", "type", "ref", "orderNumber", "text", "#baseFen", "#factor", "#sumFen",
		                      "settlementId"});
	}
	std::string branch, number;
	json at;
	{
		EH_TRY(auto rows, tx.query(sql::kSettlement, line["settlementId"].get<std::string>()));
		EH_TRY(const bool found, rows.next());
		if (!found) return notFound(id);
		number = rows.text(1);
		branch = rows.text(2);
		at = orNull(rows.optionalInteger(29));
	}
	const std::string type = line["type"], ref = line["ref"];
	steps.push_back(
		step("settlement_line", id, number, at, "", line["sumFen"],
	         {{"type", type}, {"baseFen", line["baseFen"]}, {"factor", line["factor"]}, {"text", line["text"]}}));
	if (type == "order") return fromWork(tx, ref, steps);
	if (ref.empty()) return branch;
	std::string of;
	{
		EH_TRY(auto rows, tx.query(sql::kOffsetForTrace, ref));
		EH_TRY(const bool found, rows.next());
		if (!found) return branch;
		of = rows.text(1);
		if (type != "fine" && type != "fine_back" && type != "take_back")
			steps.push_back(step(type.starts_with("bonus") ? "bonus" : "charge", of, "", rows.integer(3), "",
			                     rows.integer(2), {{"text", rows.text(4)}}));
	}
	if (type == "fine") return fromNotice(tx, of, steps);
	if (type == "fine_back") return fromFine(tx, of, steps);
	if (type == "take_back") return fromWork(tx, of, steps);
	return branch;
}

Result<std::string> TraceRoutes::fromNotice(Tx& tx, const std::string& id, json& steps) const
{
	std::string fine;
	{
		EH_TRY(auto rows, tx.query(sql::kFineOfNotice, id));
		EH_TRY(const bool found, rows.next());
		if (!found) return notFound(id);
		fine = rows.text(0);
		steps.push_back(
			step("notice", id, rows.text(1), rows.integer(3), "", rows.integer(2), {{"provider", rows.text(4)}}));
	}
	return fromFine(tx, fine, steps);
}

Result<std::string> TraceRoutes::fromFine(Tx& tx, const std::string& id, json& steps) const
{
	EH_TRY(const auto fine, findFine(tx, id));
	if (!fine) return notFound(id);
	const std::string day = _host.localDate(fine->actAt);
	EH_TRY(const FeeSettings settings, feeSettingsAt(_host, day));
	EH_TRY(const auto choice, choiceAt(tx, day));
	const Offence* rule = settings.offences.counting(fine->offence, choice ? choice->choice : TableChoice());
	steps.push_back(step("fine", fine->id, fine->number, orNull(fine->decidedAt), fine->decider.name,
	                     orNull(fine->sumFen),
	                     {{"state", fine->state},
	                      {"checkedBy", fine->checker.name},
	                      {"person", fine->liable.name},
	                      {"reason", fine->reason}}));
	steps.push_back(step("rule", rule ? rule->code : fine->offence, rule ? std::string(1, rule->table) : "", nullptr,
	                     choice ? choice->by : "", rule ? orNull(rule->fen) : json(),
	                     {{"offence", fine->offence},
	                      {"on", day},
	                      {"repetition", fine->repetition},
	                      {"zh", rule ? rule->zh : ""},
	                      {"en", rule ? rule->en : ""}}));
	for (const json& each : fine->evidence)
	{
		const std::string source = each.value("source", ""), ref = each.value("ref", "");
		steps.push_back(
			step("evidence", ref, "", each.value("at", json()), source, nullptr, {{"text", each.value("text", "")}}));
		// The answer itself stands in the call-back task of that id.
		if (source == "callback") steps.push_back(step("task", ref, "", nullptr, "", nullptr));
	}
	if (!fine->caseId.empty()) steps.push_back(step("case", fine->caseId, fine->caseNumber, nullptr, "", nullptr));
	if (fine->hasOrder())
		steps.push_back(step("order", fine->erpKey, fine->orderNumber, fine->actAt, "", nullptr,
		                     {{"kind", fine->kind}, {"branch", fine->branchId}}));
	return fine->branchId;
}

Result<std::string> TraceRoutes::fromWork(Tx& tx, const std::string& id, json& steps) const
{
	EH_TRY(const auto work, findWork(tx, id));
	if (!work) return notFound(id);
	steps.push_back(step("work", work->id, work->orderNumber, work->completedAt, work->technicianName, work->paidFen,
	                     {{"state", work->state}, {"level", work->level}, {"releaseReason", work->releaseReason}}));
	if (work->rateFen)
		steps.push_back(step("rate", work->serviceType + "/" + work->productType, "", nullptr, "", *work->rateFen,
		                     {{"on", work->completedOn}, {"warranty", work->warranty}}));
	steps.push_back(step("order", work->erpKey, work->orderNumber, nullptr, "", nullptr,
	                     {{"kind", work->kind}, {"branch", work->branchId}}));
	return work->branchId;
}

} // namespace fees
