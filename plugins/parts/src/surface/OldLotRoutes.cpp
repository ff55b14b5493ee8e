#include "surface/OldLotRoutes.hpp"

#include "rules/Id.hpp"
#include "rules/Share.hpp"
#include "store/OldPartSql.hpp"
#include "surface/DeskList.hpp"
#include "surface/DeskRoles.hpp"

#include <array>
#include <set>

namespace parts {

using erphost::Reply;
using erphost::Request;
using nlohmann::json;

namespace {

const RecordKind kLot{sql::kOldLot, sql::kOldLotColumns};
const std::array kListSortings{PARTS_SORTINGS("createdAt", sql::kOldLots, true),
                               PARTS_SORTINGS("dueOn", sql::kOldLotsByDue, false),
                               PARTS_SORTINGS("depositFen", sql::kOldLotsByDeposit, true)};
const DeskListing kList{kListSortings, sql::kOldLotColumns, "-createdAt"};

void finish(json& lot, const std::string& today)
{
	lot["overdue"] = lot.at("state") == "sent" && lot.at("dueOn").get<std::string>() < today;
}

} // namespace

Result<void> OldLotRoutes::addTo(erphost::Registry& registry) const
{
	const json text = textSchema(2000), shortText = textSchema(100), integer = integerSchema();
	EH_CHECK(deskRoute(registry, this, "GET", "/old-lots", "listOldLots", "Lots of old parts, the newest first.",
	                   kDeskReaders, listQuery({"branch", "state"}, kListSortings), &OldLotRoutes::list));
	EH_CHECK(deskRoute(registry, this, "GET", "/old-lots/{id}", "readOldLot", "A lot with its parts.", kDeskReaders,
	                   nullptr, &OldLotRoutes::read));
	const json entries = deskLinesSchema({{"oldPartId", shortText}, {"quantity", integer}}, {"oldPartId", "quantity"});
	EH_CHECK(deskRoute(registry, this, "POST", "/old-lots", "addOldLot", "Puts old parts into a lot.", kDeskWorkers,
	                   objectSchema({{"branchId", shortText}, {"brand", shortText}, {"entries", entries}},
	                                {"branchId", "brand", "entries"}),
	                   &OldLotRoutes::add));
	EH_CHECK(deskRoute(registry, this, "POST", "/old-lots/{id}/send", "sendOldLot", "The lot was given to a carrier.",
	                   kDeskWorkers,
	                   objectSchema({{"carrier", shortText}, {"tracking", shortText}, {"dueOn", textSchema(10)}},
	                                {"carrier", "tracking", "dueOn"}),
	                   &OldLotRoutes::send));
	json missing = entries;
	missing["minItems"] = 0;
	EH_CHECK(
		deskRoute(registry, this, "POST", "/old-lots/{id}/arrive", "recordOldLotArrived",
	              "The manufacturer has the lot; what he does not have is named.", kDeskWorkers,
	              objectSchema({{"arrivedOn", textSchema(10)}, {"missing", missing}, {"note", text}}, {"arrivedOn"}),
	              &OldLotRoutes::arrive));
	return deskRoute(
		registry, this, "POST", "/old-lots/{id}/release", "releaseOldLot", "The manufacturer released the deposit.",
		kDeskMoney,
		objectSchema({{"sumFen", integer}, {"reference", shortText}, {"note", text}}, {"sumFen", "reference"}),
		&OldLotRoutes::release);
}

Result<Reply> OldLotRoutes::list(Tx& tx, const Request& request) const
{
	const std::string today = _kit.today();
	return deskList(tx, request, kDeskReaders, kList, [&](json& lot) { finish(lot, today); });
}

Result<Reply> OldLotRoutes::read(Tx& tx, const Request& request) const
{
	EH_TRY(const json lot, _kit.readable(tx, request, kLot, kDeskReaders));
	return reply(tx, lot.at("id"));
}

Result<json> OldLotRoutes::entries(Tx& tx, const std::string& id) const
{
	EH_TRY(auto rows, tx.query(sql::kOldLotEntries, id));
	return jsonRows(rows, sql::kOldLotEntryColumns);
}

Result<Reply> OldLotRoutes::reply(Tx& tx, const std::string& id, int status) const
{
	EH_TRY(json lot, _kit.find(tx, kLot, id));
	finish(lot, _kit.today());
	EH_TRY(lot["entries"], entries(tx, id));
	EH_TRY(lot["steps"], _kit.steps(tx, id));
	return recordReply(std::move(lot), status);
}

Result<json> OldLotRoutes::put(Tx& tx, const std::string& lotId, const std::string& branchId, const std::string& brand,
                               const json& entry, std::size_t at, const Actor& actor) const
{
	const std::string pointer = "/entries/" + std::to_string(at), id = entry.at("oldPartId");
	EH_TRY(const json old, _kit.find(tx, kOldPartKind, id));
	if (old.at("branchId") != branchId || old.at("brand") != brand)
		return erphost::permanent("parts.old_lot.other_brand", "A lot goes from one branch to one manufacturer.")
		    .with("pointer", pointer + "/oldPartId")
		    .with("number", old.at("number").get<std::string>());
	const std::int64_t quantity = entry.at("quantity");
	const OldPartLife before = oldPartLife(old);
	EH_CHECK(checkQuantity(quantity, before.toSend(), pointer + "/quantity"));
	EH_TRY(const OldPartLife life, putInLot(before, quantity));
	// What was put into lots before has its share of the deposit; together the lots have all of it.
	const std::int64_t deposit =
		before.due == 0 ? 0 : nextShare(old.at("depositFen"), before.sent, quantity, std::max(before.due, before.back));
	EH_TRY([[maybe_unused]] const auto added,
	       tx.execute(sql::kAddOldLotEntry, lotId, id, old.at("itemCode").get<std::string>(), quantity, deposit));
	EH_CHECK(_kit.step(tx, old, "in_lot", actor, std::to_string(quantity)));
	EH_CHECK(saveOldPart(tx, id, life));
	return json{{"quantity", quantity}, {"deposit", deposit}};
}

Result<Reply> OldLotRoutes::add(Tx& tx, const Request& request) const
{
	const std::string branchId = request.body.at("branchId"), brand = request.body.at("brand");
	EH_CHECK(_kit.requireBranch(request, kDeskWorkers, branchId));
	const Actor actor = actorOf(request);
	const std::string id = newId(_kit.now());
	std::int64_t pieces = 0, deposit = 0;
	std::set<std::string> seen;
	std::size_t at = 0;
	for (const json& entry : request.body.at("entries"))
	{
		if (!seen.insert(entry.at("oldPartId")).second)
			return erphost::permanent("parts.desk.item.invalid", "An old part is named twice.")
			    .with("pointer", "/entries/" + std::to_string(at) + "/oldPartId")
			    .with("item", entry.at("oldPartId").get<std::string>());
		EH_TRY(const json taken, put(tx, id, branchId, brand, entry, at++, actor));
		pieces += taken.at("quantity").get<std::int64_t>();
		deposit += taken.at("deposit").get<std::int64_t>();
	}
	EH_TRY(const std::string number, _kit.number(tx, "FC", branchId));
	EH_TRY([[maybe_unused]] const auto added,
	       tx.execute(sql::kAddOldLot, id, number, branchId, brand, pieces, deposit, _kit.now()));
	EH_CHECK(_kit.begin(tx, id, "packed", actor, std::to_string(pieces)));
	return reply(tx, id, 201);
}

Posting OldLotRoutes::postingOf(const json& lot, const json& entry, std::string_view kind, std::int64_t quantity,
                                const Actor& actor) const
{
	const std::string branchId = lot.at("branchId"), oldPart = entry.at("oldPartId");
	Posting posting =
		_kit.posting(idOf({"old_lot", lot.at("id").get<std::string>(), oldPart, kind}), kind, branchId, actor);
	posting.itemCode = entry.at("itemCode");
	posting.quantity = quantity;
	posting.from = placeOf("transit", branchId);
	posting.costFen = 0;
	posting.brand = lot.at("brand");
	posting.warranty = "in";
	const json& order = entry.at("order");
	posting.order = {order.at("kind"), order.at("branchId"), order.at("key"), entry.at("orderNumber")};
	posting.reason = lot.at("number");
	return posting;
}

Result<Reply> OldLotRoutes::send(Tx& tx, const Request& request) const
{
	EH_TRY(const json lot, _kit.changeable(tx, request, kLot, kDeskWorkers));
	if (lot.at("state") != "open") return wrongState(lot, "sent");
	EH_TRY(const std::string carrier, deskText(request.body, "carrier"));
	EH_TRY(const std::string tracking, deskText(request.body, "tracking"));
	EH_TRY(const std::string dueOn, deskDate(request.body, "dueOn"));
	const Actor actor = actorOf(request);
	const std::string id = lot.at("id"), branchId = lot.at("branchId");
	EH_TRY(const json all, entries(tx, id));
	for (const json& entry : all)
	{
		Posting posting = postingOf(lot, entry, "old_part_sent", entry.at("quantity"), actor);
		posting.from = placeOf("old_parts", branchId);
		posting.to = placeOf("transit", branchId);
		EH_TRY([[maybe_unused]] const Movement posted, _kit.move(tx, posting));
	}
	EH_CHECK(_kit.step(tx, lot, "sent", actor, carrier + " " + tracking));
	EH_TRY([[maybe_unused]] const auto saved, tx.execute(sql::kSendOldLot, id, carrier, tracking, dueOn, _kit.now()));
	return reply(tx, id);
}

Result<Reply> OldLotRoutes::arrive(Tx& tx, const Request& request) const
{
	EH_TRY(const json lot, _kit.changeable(tx, request, kLot, kDeskWorkers));
	if (lot.at("state") != "sent") return wrongState(lot, "arrived");
	EH_TRY(const std::string arrivedOn, deskDate(request.body, "arrivedOn"));
	if (arrivedOn > _kit.today())
		return erphost::permanent("parts.desk.date.invalid", "The day is yet to come.").with("pointer", "/arrivedOn");
	const Actor actor = actorOf(request);
	const std::string id = lot.at("id"), branchId = lot.at("branchId");
	const json missing = request.body.value("missing", json::array());
	std::string note = request.body.value("note", "");
	if (!missing.empty())
	{
		EH_TRY(note, deskText(request.body, "note"));
	}
	EH_TRY(const json all, entries(tx, id));
	std::int64_t arrived = lot.at("pieces");
	std::set<std::string> seen;
	for (std::size_t at = 0; at < missing.size(); ++at)
	{
		const std::string oldPart = missing[at].at("oldPartId"), pointer = "/missing/" + std::to_string(at);
		const auto entry =
			std::find_if(all.begin(), all.end(), [&](const json& each) { return each.at("oldPartId") == oldPart; });
		if (entry == all.end() || !seen.insert(oldPart).second)
			return erphost::permanent("parts.desk.item.invalid", "The lot has no such part, or it is named twice.")
			    .with("pointer", pointer + "/oldPartId")
			    .with("item", oldPart);
		const std::int64_t quantity = missing[at].at("quantity");
		EH_CHECK(checkQuantity(quantity, entry->at("quantity"), pointer + "/quantity"));
		arrived -= quantity;
		Posting posting = postingOf(lot, *entry, "old_part_lost", quantity, actor);
		posting.to = placeOf("difference", branchId);
		EH_TRY([[maybe_unused]] const Movement posted, _kit.move(tx, posting));
		EH_TRY([[maybe_unused]] const auto saved, tx.execute(sql::kMissOldLotEntry, id, oldPart, quantity));
	}
	EH_TRY(const std::int64_t arrivedAt, _kit.host().instantOf(arrivedOn, 0));
	EH_CHECK(_kit.step(tx, lot, "arrived", actor, note));
	EH_TRY([[maybe_unused]] const auto saved, tx.execute(sql::kArriveOldLot, id, arrivedAt, arrived));
	return reply(tx, id);
}

Result<Reply> OldLotRoutes::release(Tx& tx, const Request& request) const
{
	EH_TRY(const json lot, _kit.changeable(tx, request, kLot, kDeskMoney));
	if (lot.at("state") != "arrived") return wrongState(lot, "released");
	EH_TRY(const std::int64_t sum, deskSum(request.body, "sumFen"));
	EH_TRY(const std::string reference, deskText(request.body, "reference"));
	std::string note = request.body.value("note", "");
	if (sum != lot.at("depositFen").get<std::int64_t>())
	{
		EH_TRY(note, deskText(request.body, "note"));
	}
	const Actor actor = actorOf(request);
	const std::string id = lot.at("id"), branchId = lot.at("branchId");
	EH_TRY(const json all, entries(tx, id));
	// The manufacturer keeps what arrived, and each part's movement says how much deposit it freed (PT-03).
	const std::int64_t arrived = lot.at("arrivedPieces");
	std::int64_t before = 0;
	for (const json& entry : all)
	{
		const std::int64_t quantity =
			entry.at("quantity").get<std::int64_t>() - entry.at("missing").get<std::int64_t>();
		if (quantity == 0) continue;
		Posting posting = postingOf(lot, entry, "deposit", quantity, actor);
		posting.to = {"manufacturer", branchId, lot.at("brand")};
		posting.depositFen = -nextShare(sum, before, quantity, arrived);
		before += quantity;
		EH_TRY([[maybe_unused]] const Movement posted, _kit.move(tx, posting));
	}
	EH_CHECK(_kit.step(tx, lot, "released", actor, reference + " " + note));
	EH_TRY([[maybe_unused]] const auto saved, tx.execute(sql::kReleaseOldLot, id, sum, reference));
	return reply(tx, id);
}

} // namespace parts
