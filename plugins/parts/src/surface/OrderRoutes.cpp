#include "surface/OrderRoutes.hpp"

#include "rules/Decimal.hpp"
#include "rules/LineEffect.hpp"
#include "store/Papers.hpp"
#include "surface/Access.hpp"
#include "surface/OrderNews.hpp"
#include "surface/Roles.hpp"
#include "surface/StockJson.hpp"

#include <algorithm>
#include <map>

namespace parts {

using erphost::Reply;
using erphost::Request;
using nlohmann::json;

namespace {

/// An order has a few dozen movements; one with more shows the newest.
constexpr int kMostMovements = 500;

json orderQuery()
{
	return objectSchema({{"kind", idSchema()}, {"branch", idSchema()}, {"key", idSchema()}}, {"kind", "branch", "key"});
}

OrderRef orderOfQuery(const Request& request)
{
	return {request.queryText("kind"), request.queryText("branch"), request.queryText("key"), {}};
}

json itemsSchema()
{
	return {{"type", "object"},
	        {"required", {"items"}},
	        {"properties", {{"items", {{"type", "array"}, {"items", anObject()}}}}}};
}

Result<std::vector<ShownMovement>> movementsOf(Tx& tx, const OrderRef& order)
{
	MovementFilter filter;
	filter.order = order;
	EH_TRY(MovementPage page, listMovements(tx, filter, "", kMostMovements));
	return std::move(page.movements);
}

/// What of each item is still in somebody's hands for the order.
Result<std::map<std::string, std::int64_t>> inHands(Tx& tx, const OrderRef& order)
{
	HeldFilter filter;
	filter.order = order;
	EH_TRY(const HeldPage page, listHeld(tx, filter, "", kMostMovements));
	std::map<std::string, std::int64_t> held;
	for (const auto& line : page.lines) held[line.itemCode] += line.held;
	return held;
}

} // namespace

Result<void> OrderRoutes::addTo(erphost::Registry& registry) const
{
	EH_CHECK(registry.route({"GET", "/order-parts", "listOrderParts", "The parts of one order.", kReaders, orderQuery(),
	                         nullptr, anObject(), false,
	                         [this](Tx& tx, const Request& request) { return list(tx, request); }}));
	EH_CHECK(
		registry.route({"POST", "/free-approvals", "approveFreeParts",
	                    "Parts of an order out of warranty are free for the customer.", kServiceManager, nullptr,
	                    objectSchema({{"order", orderSchema()}, {"reason", textSchema(500)}}, {"order", "reason"}),
	                    anObject(), true, [this](Tx& tx, const Request& request) { return approve(tx, request); }}));
	return registry.route({"GET", "/story", "readStory", "What parts know about one order, in time.", kStoryReaders,
	                       orderQuery(), nullptr, itemsSchema(), false,
	                       [this](Tx& tx, const Request& request) { return story(tx, request); }});
}

Result<Reply> OrderRoutes::list(Tx& tx, const Request& request) const
{
	OrderRef order = orderOfQuery(request);
	json items = json::array(), movements = json::array(), approval;
	bool complete = true;
	if (request.caller.may(kReaders, order.branchId))
	{
		const bool money = request.caller.may(kMoney, order.branchId);
		EH_TRY(const auto rows, orderParts(tx, order));
		EH_TRY(auto held, inHands(tx, order));
		EH_TRY(const auto free, freeApprovalOf(tx, order));
		if (free) approval = {{"reason", free->reason}, {"at", free->at}, {"name", free->name}};
		for (const auto& row : rows)
		{
			order.number = row.orderNumber;
			complete = complete && held[row.itemCode] == 0 && row.oldBack >= row.oldDue;
			items.push_back(
				{{"itemCode", row.itemCode},
			     {"itemName", row.itemName},
			     {"specification", row.specification},
			     {"unit", row.unit},
			     {"unitSize", row.unitSize},
			     {"warranty", row.warranty},
			     {"issued", row.issued},
			     {"returned", row.returned},
			     {"used", row.issued - row.returned},
			     {"inHands", held[row.itemCode]},
			     {"costFen", money ? json(row.costFen) : json()},
			     {"toChargeFen", money ? json(chargeFor(row.warranty, free.has_value(), row.costFen)) : json()},
			     {"chargedFen", row.chargedFen},
			     {"oldDue", row.oldDue},
			     {"oldBack", row.oldBack},
			     {"freeApproval", free ? free->name : ""}});
		}
		EH_TRY(const auto posted, movementsOf(tx, order));
		for (const auto& each : posted) movements.push_back(toJson(each, money));
	}
	return Reply{200,
	             {{"order", toJson(order)},
	              {"items", items},
	              {"movements", movements},
	              {"freeApproval", approval},
	              {"complete", complete}},
	             {}};
}

Result<Reply> OrderRoutes::approve(Tx& tx, const Request& request) const
{
	EH_TRY(const OrderRef order, requireOrder(tx, request, request.body.at("order")));
	EH_CHECK(requireRole(request, kServiceManager, order.branchId, order.number));
	EH_TRY(const std::string reason, requireText(request.body, "reason"));
	// PT-13: what is in warranty is free already; an approval would hide that.
	EH_TRY(const auto rows, orderParts(tx, order));
	if (!rows.empty() && std::none_of(rows.begin(), rows.end(), [](const auto& row) { return row.warranty == "out"; }))
		return erphost::conflict("parts.free.in_warranty", "The order's parts are in warranty.")
		    .with("order", order.number);
	const std::int64_t now = _host.nowMs();
	EH_TRY(const bool approved, approveFree(tx, order, reason, actorOf(request), now));
	if (!approved)
		return erphost::conflict("parts.free.exists", "That was approved before.").with("order", order.number);
	EH_CHECK(tellOrderChanged(tx, order, "free_approved"));
	return Reply{201, {{"reason", reason}, {"at", now}, {"name", request.caller.name}}, {}};
}

Result<Reply> OrderRoutes::story(Tx& tx, const Request& request) const
{
	const OrderRef order = orderOfQuery(request);
	json items = json::array();
	if (!request.caller.may(kStoryReaders, order.branchId)) return Reply{200, {{"items", items}}, {}};
	EH_TRY(const auto posted, movementsOf(tx, order));
	for (const auto& each : posted)
		items.push_back({{"at", each.postedAt},
		                 {"source", "parts"},
		                 {"what", each.reverses.empty() ? "parts." + each.kind : "parts.reversed"},
		                 {"params",
		                  {{"kind", each.kind},
		                   {"item", each.itemName},
		                   {"quantity", decimalText(each.quantity, each.unitSize)},
		                   {"unit", each.unit},
		                   {"number", each.documentNumber},
		                   {"reason", each.reason}}},
		                 {"who", each.personName.empty() ? each.actor.name : each.personName},
		                 {"ref", {{"type", "document"}, {"id", each.document.documentId}}},
		                 {"basis", nullptr}});
	EH_TRY(const auto free, freeApprovalOf(tx, order));
	if (free)
		items.push_back({{"at", free->at},
		                 {"source", "parts"},
		                 {"what", "parts.free_approved"},
		                 {"params", {{"reason", free->reason}}},
		                 {"who", free->name},
		                 {"ref", nullptr},
		                 {"basis", nullptr}});
	std::stable_sort(items.begin(), items.end(), [](const json& one, const json& other) {
		return one.at("at").get<std::int64_t>() < other.at("at").get<std::int64_t>();
	});
	return Reply{200, {{"items", items}}, {}};
}

} // namespace parts
