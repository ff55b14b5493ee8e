#include "surface/CarryInRoutes.hpp"

#include "erphost/CustomerText.hpp"
#include "rules/CarryInPath.hpp"
#include "rules/Id.hpp"
#include "store/CarryInSql.hpp"
#include "surface/DeskList.hpp"
#include "surface/DeskRoles.hpp"

#include <array>

namespace parts {

using erphost::Reply;
using erphost::Request;
using nlohmann::json;

namespace {

constexpr std::int64_t kDayMs = 86'400'000;

const RecordKind kKind{sql::kCarryIn, sql::kCarryInColumns};
const std::array kListSortings{PARTS_SORTINGS("takenAt", sql::kCarryIns, true)};
const DeskListing kList{kListSortings, sql::kCarryInColumns, "-takenAt"};

/// `before`: what was ready earlier has been waiting for its customer too long.
void finish(json& slip, std::int64_t before)
{
	if (slip.at("order").at("key").get<std::string>().empty()) slip["order"] = nullptr;
	const bool waits = slip.at("state") == "ready" || slip.at("state") == "told";
	slip["overdue"] = waits && slip.at("readyAt").get<std::int64_t>() < before;
}

json accessoriesSchema()
{
	return {{"type", "array"}, {"maxItems", 50}, {"items", textSchema(100)}};
}

} // namespace

Result<void> CarryInRoutes::addTo(erphost::Registry& registry) const
{
	const json text = textSchema(2000), shortText = textSchema(100);
	EH_CHECK(deskRoute(registry, this, "GET", "/carry-ins", "listCarryIns",
	                   "Units that customers brought, the newest first.", kDeskViewers,
	                   listQuery({"branch", "state", "search"}, kListSortings), &CarryInRoutes::list));
	EH_CHECK(deskRoute(registry, this, "GET", "/carry-ins/{id}", "readCarryIn", "A slip with its history.",
	                   kDeskViewers, nullptr, &CarryInRoutes::read));
	EH_CHECK(deskRoute(registry, this, "POST", "/carry-ins", "takeIn", "Takes a unit in and makes its slip.",
	                   kDeskTellers,
	                   objectSchema({{"branchId", shortText},
	                                 {"order", orderSchema()},
	                                 {"productType", shortText},
	                                 {"brand", shortText},
	                                 {"model", shortText},
	                                 {"serialNumber", shortText},
	                                 {"accessories", accessoriesSchema()},
	                                 {"fault", text},
	                                 {"condition", text},
	                                 {"customerName", shortText},
	                                 {"phone", textSchema(40)}},
	                                {"branchId", "productType", "brand", "model", "serialNumber", "accessories",
	                                 "fault", "condition", "customerName", "phone"}),
	                   &CarryInRoutes::takeIn));
	EH_CHECK(
		deskRoute(registry, this, "POST", "/carry-ins/{id}/where", "moveCarryIn", "Where the unit is now.",
	              kDeskTellersAndRepairers,
	              objectSchema({{"where", {{"enum", {"counter", "workshop", "provider", "manufacturer", "shelf"}}}},
	                            {"note", text}},
	                           {"where"}),
	              &CarryInRoutes::move));
	EH_CHECK(deskRoute(registry, this, "POST", "/carry-ins/{id}/ready", "finishCarryIn", "The unit can be fetched.",
	                   kDeskTellersAndRepairers,
	                   objectSchema({{"result", text}, {"feeFen", integerSchema()}}, {"result", "feeFen"}),
	                   &CarryInRoutes::finishWork));
	EH_CHECK(deskRoute(registry, this, "POST", "/carry-ins/{id}/told", "tellCarryIn", "The customer was told.",
	                   kDeskTellers,
	                   objectSchema({{"via", {{"enum", {"phone", "visit"}}}}, {"words", text}}, {"via", "words"}),
	                   &CarryInRoutes::tell));
	return deskRoute(
		registry, this, "POST", "/carry-ins/{id}/pick-up", "handOutCarryIn", "The unit is handed out against its slip.",
		kDeskTellers,
		objectSchema({{"slip", shortText}, {"accessories", accessoriesSchema()}, {"note", text}, {"withoutSlip", text}},
	                 {"slip", "accessories"}),
		&CarryInRoutes::handOut);
}

Result<std::int64_t> CarryInRoutes::fetchBefore() const
{
	EH_TRY(const json settings, _kit.host().settings(_kit.today()));
	return _kit.now() - settings.at("carry_in").at("fetch_days").get<std::int64_t>() * kDayMs;
}

Result<Reply> CarryInRoutes::list(Tx& tx, const Request& request) const
{
	EH_TRY(const std::int64_t before, fetchBefore());
	return deskList(
		tx, request, kDeskViewers, kList,
		[&](json& slip) {
			finish(slip, before);
			slip["phone"] = erphost::maskedPhone(slip.at("phone").get<std::string>());
		},
		erphost::pattern(request.queryText("search")));
}

Result<Reply> CarryInRoutes::read(Tx& tx, const Request& request) const
{
	EH_TRY(const json slip, _kit.readable(tx, request, kKind, kDeskViewers));
	return reply(tx, request, slip.at("id"));
}

Result<Reply> CarryInRoutes::reply(Tx& tx, const Request& request, const std::string& id, int status) const
{
	EH_TRY(json slip, _kit.find(tx, kKind, id));
	EH_TRY(const std::int64_t before, fetchBefore());
	finish(slip, before);
	// Who tells the customer needs his number as long as there is something to tell.
	const bool shown =
		slip.at("state") != "picked_up" && request.caller.may(kDeskTellers, slip.at("branchId").get<std::string>());
	slip["masked"] = !shown;
	if (!shown) slip["phone"] = erphost::maskedPhone(slip.at("phone").get<std::string>());
	EH_TRY(slip["steps"], _kit.steps(tx, id));
	return recordReply(std::move(slip), status);
}

Result<Reply> CarryInRoutes::takeIn(Tx& tx, const Request& request) const
{
	const json& body = request.body;
	const std::string branchId = body.at("branchId");
	EH_CHECK(_kit.requireBranch(request, kDeskTellers, branchId));
	EH_TRY(const std::string fault, deskText(body, "fault"));
	EH_TRY(const std::string customer, deskText(body, "customerName"));
	EH_TRY(const std::string model, deskText(body, "model"));
	OrderRef order;
	if (body.contains("order"))
	{
		const json& key = body.at("order");
		EH_TRY(const json found, _kit.order(tx, key));
		if (key.at("branchId") != branchId)
			return erphost::permanent("parts.desk.order.invalid", "The order is another branch's.")
			    .with("pointer", "/order")
			    .with("order", key.at("key").get<std::string>());
		order = {"work_order", branchId, key.at("key"), found.at("number")};
	}
	const std::string id = newId(_kit.now());
	EH_TRY(const std::string number, _kit.number(tx, "SX", branchId));
	EH_TRY([[maybe_unused]] const auto added,
	       tx.execute(sql::kAddCarryIn, id, number, branchId, order.kind, order.branchId, order.key, order.number,
	                  body.at("productType").get<std::string>(), body.at("brand").get<std::string>(), model,
	                  body.at("serialNumber").get<std::string>(), body.at("accessories").dump(), fault,
	                  body.at("condition").get<std::string>(), customer, body.at("phone").get<std::string>(),
	                  _kit.now()));
	EH_CHECK(_kit.begin(tx, id, "taken_in", actorOf(request), fault));
	return reply(tx, request, id, 201);
}

Result<Reply> CarryInRoutes::move(Tx& tx, const Request& request) const
{
	EH_TRY(const json slip, _kit.changeable(tx, request, kKind, kDeskTellersAndRepairers));
	if (slip.at("state") == "picked_up") return wrongState(slip, "moved");
	const std::string where = request.body.at("where"), note = request.body.value("note", ""), id = slip.at("id");
	EH_CHECK(_kit.step(tx, slip, where, actorOf(request), note));
	EH_TRY([[maybe_unused]] const auto saved, tx.execute(sql::kMoveCarryIn, id, where, note));
	return reply(tx, request, id);
}

Result<Reply> CarryInRoutes::finishWork(Tx& tx, const Request& request) const
{
	EH_TRY(const json slip, _kit.changeable(tx, request, kKind, kDeskTellersAndRepairers));
	if (!carryInMay(slip.at("state").get<std::string>(), "ready")) return wrongState(slip, "ready");
	EH_TRY(const std::string result, deskText(request.body, "result"));
	EH_TRY(const std::int64_t fee, deskSum(request.body, "feeFen"));
	const std::string id = slip.at("id"), number = slip.at("number");
	EH_CHECK(_kit.step(tx, slip, "ready", actorOf(request), result));
	EH_TRY([[maybe_unused]] const auto saved, tx.execute(sql::kReadyCarryIn, id, result, fee, _kit.now()));
	EH_CHECK(_messages.send(tx, {"carry_in", id, "", slip.at("phone"), slip.at("branchId"), id, {{"slip", number}}}));
	return reply(tx, request, id);
}

Result<Reply> CarryInRoutes::tell(Tx& tx, const Request& request) const
{
	EH_TRY(const json slip, _kit.changeable(tx, request, kKind, kDeskTellers));
	if (!carryInMay(slip.at("state").get<std::string>(), "told")) return wrongState(slip, "told");
	EH_TRY(const std::string words, deskText(request.body, "words"));
	const std::string id = slip.at("id");
	EH_CHECK(_kit.step(tx, slip, "told", actorOf(request), request.body.at("via").get<std::string>() + ": " + words));
	EH_TRY([[maybe_unused]] const auto saved, tx.execute(sql::kTellCarryIn, id, _kit.now()));
	return reply(tx, request, id);
}

Result<Reply> CarryInRoutes::handOut(Tx& tx, const Request& request) const
{
	EH_TRY(const json slip, _kit.changeable(tx, request, kKind, kDeskTellers));
	const json& body = request.body;
	if (!carryInMay(slip.at("state").get<std::string>(), "picked_up")) return wrongState(slip, "picked_up");
	const std::string number = slip.at("number"), note = body.value("note", "");
	std::string proof = body.value("withoutSlip", "");
	if (body.at("slip") != number && proof.find_first_not_of(" \t") == std::string::npos)
		return erphost::permanent("parts.carry_in.slip", "The number is not that of the unit's slip.")
		    .with("pointer", "/slip")
		    .with("number", number);
	const auto missing = missingAccessories(slip.at("accessories"), body.at("accessories"));
	if (!missing.empty() && note.find_first_not_of(" \t") == std::string::npos)
		return erphost::permanent("parts.carry_in.accessories", "Something of the slip is not handed out.")
		    .with("pointer", "/accessories")
		    .with("missing", missing.front())
		    .with("count", std::to_string(missing.size()));
	const std::string id = slip.at("id");
	EH_CHECK(_kit.step(tx, slip, "picked_up", actorOf(request), proof.empty() ? note : proof + " " + note));
	EH_TRY([[maybe_unused]] const auto saved, tx.execute(sql::kFetchCarryIn, id, _kit.now()));
	return reply(tx, request, id);
}

} // namespace parts
