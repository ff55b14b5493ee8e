#include "surface/OrderWork.hpp"

#include "rules/Warranty.hpp"
#include "store/Receipts.hpp"
#include "surface/Confiscation.hpp"

#include <algorithm>
#include <map>

namespace fees {

using nlohmann::json;

namespace {

const Person kProgram{"program", ""};

FeeOrder rowOf(const ErpOrder& erp, const std::optional<FeeOrder>& before)
{
	FeeOrder order = before.value_or(FeeOrder{});
	order.key = erp.key;
	order.number = erp.number;
	order.status = erp.deleted ? "cancelled" : erp.status;
	order.serviceType = erp.serviceType;
	order.productType = erp.productType;
	order.brand = erp.brand;
	order.model = erp.model;
	order.serialNumber = erp.serialNumber;
	order.faultKey = erp.faultCode.empty() ? erp.fault : erp.faultCode;
	order.technician = erp.technician;
	order.technicianName = erp.technicianName;
	order.provider = erp.provider;
	order.providerName = erp.providerName;
	order.outsourced = erp.outsourced;
	order.completedAt = erp.completedAt;
	order.erpWarranty = erp.warranty;
	return order;
}

bool done(const FeeOrder& order)
{
	return order.status == "done" && !order.completedOn.empty();
}

/// FE-10: what is to be paid must stand on receipts, item by item, refunds deducted.
std::vector<MoneyFacts::Part> partsToPay(const std::vector<FeeLine>& lines)
{
	std::vector<MoneyFacts::Part> parts;
	for (const auto& line : lines)
		if (line.what == "part" && line.charged())
			parts.push_back({line.code, line.name, line.unit, line.unitSize, line.quantity, 0});
	return parts;
}

std::string exceptionId(const OrderKey& key, const std::string& what)
{
	return key.kind + ":" + key.branchId + ":" + key.erpKey + ":" + what;
}

} // namespace

Result<void> OrderWork::judge(Tx& tx, const ErpOrder& erp, FeeOrder& order, std::vector<UsedPart>& parts) const
{
	const std::int64_t reportedAt = erp.orderedAt.value_or(erp.completedAt.value_or(_host.nowMs()));
	EH_TRY(const json set, _host.settings(_host.localDate(reportedAt)));
	WarrantyFacts facts;
	facts.reportedOn = _host.localDate(reportedAt);
	facts.purchasedOn = erp.purchasedOn;
	facts.proof = !erp.proofNumber.empty();
	facts.repairDays = set.at("repair_warranty_days");
	EH_TRY(const auto notes, notesOf(tx, order.key));
	if (!notes.empty())
	{
		const WarrantyNote& last = notes.back();
		facts.exclusion = last.exclusion;
		if (!last.proof.empty()) facts.proof = last.proof == "seen";
		if (!last.purchasedOn.empty()) facts.purchasedOn = last.purchasedOn;
	}
	EH_TRY(const auto repair, earlierRepair(tx, order));
	order.repairOf.clear();
	if (repair)
	{
		facts.sameFaultRepairOn = repair->completedOn;
		order.repairOf = repair->number;
	}
	// The manufacturer's word of the day on which it was bought, not of today.
	EH_TRY(const auto policy, listInForce(tx, "warranty", order.key.branchId, facts.purchasedOn));
	std::vector<ListRow> rows;
	if (policy)
	{
		EH_TRY(rows, rowsOf(tx, policy->id));
	}
	const auto rowFor = [&](const std::string& part) {
		return bestRow(rows, {"warranty", part, order.serviceType, order.productType, order.brand, order.model});
	};
	const json& months = set.at("warranty_months");
	const ListRow* unit = rowFor({});
	order.warrantyList = unit ? policy->number : "";
	order.warrantySource = unit ? "policy" : erp.productMonths >= 0 ? "product" : "default";
	order.warrantyMonths = unit ? unit->amount
	                       : erp.productMonths >= 0
	                           ? erp.productMonths
	                           : months.value(order.productType, months.at("default").get<std::int64_t>());
	facts.months = static_cast<int>(order.warrantyMonths);
	const Verdict verdict = verdictOf(facts);
	order.purchasedOn = facts.purchasedOn;
	order.verdict = verdict.covered ? "in" : "out";
	order.verdictReason = verdict.reason;
	order.coveredUntil = verdict.coveredUntil;
	// A repair that is out of time is not what made it free.
	if (verdict.reason != "repair_warranty") order.repairOf.clear();
	for (auto& part : parts)
	{
		const ListRow* own = rowFor(part.code);
		facts.months = own ? static_cast<int>(own->amount) : static_cast<int>(order.warrantyMonths);
		part.covered = verdictOf(facts).covered;
	}
	return {};
}

Result<std::vector<FeeLine>> OrderWork::priceOn(Tx& tx, const ErpOrder& erp, FeeOrder& order,
                                                const std::string& day) const
{
	EH_TRY(auto parts, partsOf(tx, order.key));
	EH_CHECK(judge(tx, erp, order, parts));
	std::vector<std::string> codes;
	for (const auto& part : parts) codes.push_back(part.code);
	EH_TRY(const auto list, listInForce(tx, "price", order.key.branchId, day));
	std::vector<ListRow> rows;
	if (list)
	{
		EH_TRY(rows, rowsFor(tx, list->id, codes));
	}
	FeeInput input;
	input.covered = order.verdict == "in";
	input.reason = order.verdictReason;
	input.serviceType = order.serviceType;
	input.productType = order.productType;
	input.brand = order.brand;
	input.model = order.model;
	input.faultCode = erp.faultCode;
	input.units = erp.units;
	input.onSite = erp.serviceMode != "carry_in";
	input.parts = std::move(parts);
	input.list = rows;
	input.listId = list ? list->id : "";
	return feeOf(input);
}

Result<bool> OrderWork::compute(Tx& tx, FeeOrder& order, const std::vector<FeeLine>& lines,
                                const std::string& cause) const
{
	EH_TRY(const auto shown, computedLines(tx, order.key, order.generation));
	const bool same = order.generation > 0 &&
	                  std::equal(lines.begin(), lines.end(), shown.begin(), shown.end(),
	                             [](const FeeLine& line, const ShownLine& known) { return line == known.line; });
	if (same) return false;
	Computation made;
	made.generation = ++order.generation;
	made.at = _host.nowMs();
	made.cause = cause;
	made.totalFen = order.computedFen = totalOf(lines);
	made.verdict = order.verdict;
	made.verdictReason = order.verdictReason;
	EH_CHECK(addComputation(tx, order.key, made, lines));
	return true;
}

Result<MoneyFacts> OrderWork::factsOf(Tx& tx, const FeeOrder& order, const std::vector<FeeLine>& lines) const
{
	MoneyFacts facts;
	facts.done = done(order) && order.generation > 0;
	facts.listFen = facts.done ? order.computedFen : 0;
	facts.verdict = order.verdict;
	facts.erpWarranty = order.erpWarranty;
	EH_CHECK(addLedgerFacts(tx, order.key, facts));
	EH_TRY(facts.namedFen, namedOf(tx, order.key));
	facts.parts = partsToPay(lines);
	EH_TRY(const auto charged, chargedParts(tx, order.key));
	for (const auto& part : charged)
	{
		const auto known = std::find_if(facts.parts.begin(), facts.parts.end(),
		                                [&](const auto& each) { return each.code == part.code; });
		if (known != facts.parts.end()) known->charged = part.charged;
		else facts.parts.push_back(part);
	}
	for (const auto& line : lines)
		if (line.basis == "unlisted") facts.unlisted.push_back(line.name.empty() ? line.what : line.name);
	return facts;
}

Result<void> OrderWork::refresh(Tx& tx, const OrderKey& key, const std::string& cause) const
{
	EH_TRY(const auto erp, findErpOrder(tx, key.branchId, key.erpKey));
	if (!erp) return {};
	EH_TRY(const auto before, findFeeOrder(tx, key));
	FeeOrder order = rowOf(*erp, before);
	order.completedOn = erp->completedAt ? _host.localDate(*erp->completedAt) : "";
	order.touchedAt = _host.nowMs();
	// SV-16: what was finished before the company began is known, for FE-09, and costs nothing any more.
	const auto goLive = tx.goLiveDate();
	const bool counts = done(order) && goLive && order.completedOn >= *goLive;
	std::vector<FeeLine> lines;
	if (counts)
	{
		EH_TRY(lines, priceOn(tx, *erp, order, order.completedOn));
		EH_TRY([[maybe_unused]] const bool other, compute(tx, order, lines, cause));
	}
	else if (order.verdict.empty()) order.verdict = "out";
	EH_TRY(MoneyFacts facts, factsOf(tx, order, lines));
	EH_TRY(const bool gainGivenBack, moveExceptions(tx, order, facts));
	if (gainGivenBack)
	{
		EH_TRY(facts, factsOf(tx, order, lines));
	}
	order.chargedFen = facts.chargedFen - facts.takenBackFen;
	order.handedFen = facts.handedFen;
	order.passedFen = facts.passedFen;
	order.cashedFen = facts.cashedFen;
	order.namedFen = facts.namedFen;
	order.refundedFen = facts.refundedFen;
	order.moneyState = moneyStateOf(facts);
	EH_TRY(const bool changed, saveFeeOrder(tx, order, before));
	// An order that never had money to do with it is none of the ERP's business.
	if (changed && order.generation > 0) EH_CHECK(showInErp(tx, order));
	return {};
}

Result<bool> OrderWork::moveExceptions(Tx& tx, FeeOrder& order, const MoneyFacts& facts) const
{
	bool gainGivenBack = false;
	EH_TRY(auto known, exceptionsOf(tx, order.key));
	const auto found = disagreementsOf(facts);
	order.exception.clear();
	for (const auto& each : found)
	{
		const auto old = std::find_if(known.begin(), known.end(),
		                              [&](const MoneyException& item) { return item.what == each.what; });
		MoneyException item = old == known.end() ? MoneyException{} : *old;
		const bool isNew = old == known.end();
		const bool sameFacts = !isNew && item.facts == each.facts && item.outcome != "gone" &&
		                       (item.outcome != "settled" || item.changedName != kProgram.name);
		if (order.exception.empty() && !(sameFacts && item.state == "closed")) order.exception = each.what;
		if (sameFacts) continue;
		// Other facts are another matter: what was explained or closed is open again.
		if (isNew)
		{
			item.id = exceptionId(order.key, each.what);
			item.what = each.what;
			item.key = order.key;
			item.openedAt = _host.nowMs();
		}
		else if (item.state != "open") ++item.reopened;
		item.orderNumber = order.number;
		item.technician = order.technician;
		item.technicianName = order.technicianName;
		item.differenceFen = each.differenceFen;
		item.facts = each.facts;
		item.state = "open";
		item.reason.clear();
		item.outcome.clear();
		item.changedAt = _host.nowMs();
		if (each.what == "over_list") EH_CHECK(tellOvercharge(tx, item, true, {}));
		EH_CHECK(saveException(tx, item, kProgram));
	}
	for (auto& item : known)
	{
		const bool still =
			std::any_of(found.begin(), found.end(), [&](const Disagreement& each) { return each.what == item.what; });
		if (still || item.state == "closed") continue;
		item.state = "closed";
		// What was given back was an overcharge all the same.
		const bool givenBack = item.what == "over_list" && facts.refundedFen > 0;
		item.outcome = givenBack ? "settled" : "gone";
		item.changedAt = _host.nowMs();
		if (item.told && !givenBack)
		{
			EH_TRY(const bool back, withdrawOvercharge(tx, item, "gone"));
			gainGivenBack = gainGivenBack || back;
		}
		EH_CHECK(saveException(tx, item, kProgram));
	}
	return gainGivenBack;
}

Result<bool> OrderWork::withdrawOvercharge(Tx& tx, MoneyException& item, const std::string& reason) const
{
	EH_CHECK(tellOvercharge(tx, item, false, reason));
	return giveGainBack(tx, _host, item, reason);
}

Result<void> OrderWork::tellOvercharge(Tx& tx, MoneyException& item, bool found, const std::string& reason) const
{
	const auto fact = [&](const char* name) { return item.facts.value(name, json()); };
	json payload = {{"kind", item.key.kind},
	                {"branch", item.key.branchId},
	                {"erp_key", item.key.erpKey},
	                {"order", item.orderNumber},
	                {"exception", item.id},
	                {"list_fen", fact("listFen")},
	                {"handed_fen", fact("handedFen")},
	                {"named_fen", fact("namedFen")},
	                {"over_fen", item.differenceFen},
	                {"technician", item.technician},
	                {"technician_name", item.technicianName}};
	if (!found) payload["reason"] = reason;
	item.told = found;
	return tx.append({found ? "fees.overcharge.found" : "fees.overcharge.withdrawn",
	                  1,
	                  item.key.branchId,
	                  item.key.erpKey,
	                  payload.dump(),
	                  0,
	                  0,
	                  {}});
}

Result<void> OrderWork::showInErp(Tx& tx, const FeeOrder& order) const
{
	const json record = {{"kind", order.key.kind},
	                     {"branch", order.key.branchId},
	                     {"erp_key", order.key.erpKey},
	                     {"order", order.number},
	                     {"warranty", order.verdict},
	                     {"warranty_reason", order.verdictReason},
	                     {"fee", yuanText(order.computedFen)},
	                     {"charged", yuanText(order.chargedFen)},
	                     {"handed_in", yuanText(order.handedFen)},
	                     {"in_till", yuanText(order.cashedFen)},
	                     {"money_state", order.moneyState},
	                     {"exception", order.exception},
	                     {"settlement_state", order.settlementState},
	                     {"changed_at", order.touchedAt}};
	return tx.put({"order_fee", order.key.branchId, order.key.erpKey,
	               order.key.kind + ":" + order.key.branchId + ":" + order.key.erpKey + ":fee", record.dump()});
}

} // namespace fees
