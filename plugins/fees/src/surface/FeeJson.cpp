#include "surface/FeeJson.hpp"

#include "surface/DeskAsk.hpp"

namespace fees {

json personJson(const std::string& key, const std::string& name)
{
	return {{"key", key}, {"name", name}};
}

json toJson(const FeeOrder& order)
{
	return {{"kind", order.key.kind},
	        {"branchId", order.key.branchId},
	        {"orderKey", order.key.erpKey},
	        {"orderNumber", order.number},
	        {"status", order.status},
	        {"serviceType", order.serviceType},
	        {"productType", order.productType},
	        {"brand", order.brand},
	        {"model", order.model},
	        {"technician", personJson(order.technician, order.technicianName)},
	        {"provider", personJson(order.provider, order.providerName)},
	        {"outsourced", order.outsourced},
	        {"completedAt", orNull(order.completedAt)},
	        {"completedOn", order.completedOn},
	        {"verdict", order.verdict},
	        {"verdictReason", order.verdictReason},
	        {"coveredUntil", textOrNull(order.coveredUntil)},
	        {"erpWarranty", order.erpWarranty},
	        {"computedFen", order.computedFen},
	        {"chargedFen", order.chargedFen},
	        {"handedFen", order.handedFen},
	        {"passedFen", order.passedFen},
	        {"cashedFen", order.cashedFen},
	        {"namedFen", orNull(order.namedFen)},
	        {"refundedFen", order.refundedFen},
	        {"moneyState", order.moneyState},
	        {"exception", order.exception},
	        {"settlementState", order.settlementState},
	        {"touchedAt", order.touchedAt},
	        {"version", order.version}};
}

json toJson(const ShownLine& shown)
{
	const FeeLine& line = shown.line;
	const json list =
		line.listId.empty() ? json() : json{{"id", line.listId}, {"number", shown.listNumber}, {"line", line.listLine}};
	return {{"what", line.what},         {"code", line.code},
	        {"name", line.name},         {"quantity", line.quantity},
	        {"unit", line.unit},         {"unitSize", line.unitSize},
	        {"priceFen", line.priceFen}, {"amountFen", line.amountFen},
	        {"basis", line.basis},       {"list", list}};
}

json toJson(const Quotation& item)
{
	return {{"id", item.id},
	        {"number", item.number},
	        {"extra", item.extra},
	        {"lines", listJson(item.lines)},
	        {"totalFen", item.totalFen},
	        {"state", item.state},
	        {"madeAt", item.madeAt},
	        {"madeName", item.madeName},
	        {"answeredAt", orNull(item.answeredAt)},
	        {"answeredVia", item.answeredVia},
	        {"answeredNote", item.answeredNote},
	        {"version", item.version}};
}

json toJson(const Receipt& item)
{
	return {{"id", item.id},
	        {"number", item.number},
	        {"what", item.what},
	        {"mirrors", textOrNull(item.mirrors)},
	        {"mirroredBy", textOrNull(item.mirroredBy)},
	        {"totalFen", item.totalFen},
	        {"method", item.method},
	        {"technician", item.technician},
	        {"businessDate", item.businessDate},
	        {"at", item.at},
	        {"whoName", item.whoName},
	        {"reason", item.reason},
	        {"lines", listJson(item.lines)}};
}

json toJson(const MoneyEntry& entry)
{
	json lines = json::array();
	for (const auto& line : entry.lines)
		lines.push_back({{"account", line.account}, {"key", line.key}, {"deltaFen", line.deltaFen}});
	return {{"id", entry.id},
	        {"position", entry.position},
	        {"what", entry.what},
	        {"day", entry.businessDate},
	        {"at", entry.at},
	        {"whoName", entry.whoName},
	        {"reason", entry.reason},
	        {"ref", entry.ref},
	        {"reverses", textOrNull(entry.reverses)},
	        {"reversedBy", textOrNull(entry.reversedBy)},
	        {"lines", lines}};
}

json toJson(const MoneyException& item)
{
	return {{"id", item.id},
	        {"what", item.what},
	        {"kind", item.key.kind},
	        {"branchId", item.key.branchId},
	        {"orderKey", item.key.erpKey},
	        {"orderNumber", item.orderNumber},
	        {"technician", personJson(item.technician, item.technicianName)},
	        {"differenceFen", item.differenceFen},
	        {"facts", item.facts},
	        {"state", item.state},
	        {"reason", item.reason},
	        {"outcome", item.outcome},
	        {"openedAt", item.openedAt},
	        {"changedAt", item.changedAt},
	        {"changedName", item.changedName},
	        {"reopened", item.reopened},
	        {"version", item.version}};
}

} // namespace fees
