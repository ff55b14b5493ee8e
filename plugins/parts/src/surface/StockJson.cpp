#include "surface/StockJson.hpp"

#include "rules/Share.hpp"
#include "surface/Access.hpp"

namespace parts {

using nlohmann::json;

namespace {

json fen(std::int64_t sum, bool money)
{
	return money ? json(sum) : json();
}

} // namespace

json toJson(const Item& item, const std::vector<std::string>& erpFields, bool money)
{
	json differs;
	if (item.differsFromErp())
	{
		differs = json::object();
		if (!item.erpName.empty()) differs["name"] = item.erpName;
		if (!item.erpSpecification.empty()) differs["specification"] = item.erpSpecification;
		if (!item.erpUnit.empty()) differs["unit"] = item.erpUnit;
	}
	return {{"code", item.code},
	        {"name", item.name},
	        {"specification", item.specification},
	        {"unit", item.unit},
	        {"unitSize", item.unitSize},
	        {"brand", item.brand},
	        {"kind", item.kind},
	        {"class", item.itemClass},
	        {"supplier", item.supplier},
	        {"costFen", fen(item.costFen, money)},
	        {"minimum", item.minimum},
	        {"hazardous", item.hazardous},
	        {"active", item.active},
	        {"origin", item.origin},
	        {"erpFields", erpFields},
	        {"erpDiffers", differs},
	        {"updatedAt", item.updatedAt},
	        {"version", item.version}};
}

json toJson(const Supplier& supplier)
{
	return {{"code", supplier.code},         {"name", supplier.name},       {"contact", supplier.contact},
	        {"phone", supplier.phone},       {"address", supplier.address}, {"terms", supplier.terms},
	        {"leadDays", supplier.leadDays}, {"active", supplier.active},   {"version", supplier.version}};
}

json toJson(const NamedPlace& place)
{
	return {{"id", place.id},
	        {"kind", place.place.kind},
	        {"branchId", place.place.branchId},
	        {"holder", place.place.holder},
	        {"name", place.name},
	        {"keeper", place.keeper},
	        {"keeperName", place.keeperName},
	        {"erpBranch", place.erpBranch},
	        {"erpWarehouse", place.erpWarehouse},
	        {"active", place.active},
	        {"version", place.version}};
}

json toJson(const Stock& stock, bool money)
{
	json average;
	if (money && stock.quantity > 0 && stock.valueFen >= 0)
		average = shareOf(stock.valueFen, stock.unitSize, stock.quantity);
	return {{"placeId", stock.placeId},
	        {"placeName", stock.placeName},
	        {"placeKind", stock.placeKind},
	        {"branchId", stock.branchId},
	        {"itemCode", stock.itemCode},
	        {"itemName", stock.itemName},
	        {"specification", stock.specification},
	        {"unit", stock.unit},
	        {"unitSize", stock.unitSize},
	        {"quantity", stock.quantity},
	        {"valueFen", fen(stock.valueFen, money)},
	        {"averageFen", average},
	        {"minimum", stock.minimum}};
}

json toJson(const ShownMovement& movement, bool money)
{
	return {{"id", movement.id},
	        {"sequence", movement.sequence},
	        {"kind", movement.kind},
	        {"itemCode", movement.itemCode},
	        {"itemName", movement.itemName},
	        {"unit", movement.unit},
	        {"unitSize", movement.unitSize},
	        {"quantity", movement.quantity},
	        {"from", movement.from.id()},
	        {"fromName", movement.fromName},
	        {"to", movement.to.id()},
	        {"toName", movement.toName},
	        {"costFen", fen(movement.costFen.value_or(0), money)},
	        {"branchId", movement.branchId},
	        {"brand", movement.brand},
	        {"warranty", movement.warranty},
	        {"order", toJson(movement.order)},
	        {"person", movement.person},
	        {"personName", movement.personName},
	        {"documentId", movement.document.documentId},
	        {"documentNumber", movement.documentNumber},
	        {"line", movement.document.line},
	        {"businessDate", movement.businessDate},
	        {"postedAt", movement.postedAt},
	        {"actorName", movement.actor.name},
	        {"depositFen", movement.depositFen},
	        {"chargedFen", movement.chargedFen},
	        {"reason", movement.reason},
	        {"reverses", movement.reverses}};
}

json toJson(const Paper& paper, bool money)
{
	return {{"id", paper.id},
	        {"number", paper.number},
	        {"kind", paper.kind},
	        {"state", paper.state},
	        {"branchId", paper.branchId},
	        {"from", paper.fromPlace},
	        {"fromName", paper.fromName},
	        {"to", paper.toPlace},
	        {"toName", paper.toName},
	        {"order", toJson(paper.order)},
	        {"warranty", paper.warranty},
	        {"person", paper.person},
	        {"personName", paper.personName},
	        {"supplier", paper.supplier},
	        {"reference", paper.reference},
	        {"reason", paper.reason},
	        {"urgent", paper.urgent},
	        {"transportFen", fen(paper.transportFen, money)},
	        {"carrier", paper.carrier},
	        {"tracking", paper.tracking},
	        {"businessDate", paper.businessDate},
	        {"createdAt", paper.createdAt},
	        {"actor", paper.actor.id},
	        {"actorName", paper.actor.name},
	        {"settledAt", orNull(paper.settledAt)},
	        {"settledName", paper.settledBy.name},
	        {"settledNote", paper.settledNote},
	        {"version", paper.version}};
}

json toJson(const PaperLine& line, bool money)
{
	json origin;
	if (!line.origin.documentId.empty()) origin = {{"documentId", line.origin.documentId}, {"line", line.origin.line}};
	return {{"line", line.ref.line},
	        {"itemCode", line.itemCode},
	        {"itemName", line.itemName},
	        {"specification", line.specification},
	        {"unit", line.unit},
	        {"unitSize", line.unitSize},
	        {"quantity", line.quantity},
	        {"costFen", fen(line.costFen, money)},
	        {"held", line.held},
	        {"done", line.done},
	        {"back", line.back},
	        {"lost", line.lost},
	        {"exchangeDue", line.exchangeDue},
	        {"origin", origin},
	        {"counted", orNull(line.counted)},
	        {"faulty", orNull(line.faulty)},
	        {"chargedFen", line.chargedFen},
	        {"note", line.note}};
}

} // namespace parts
