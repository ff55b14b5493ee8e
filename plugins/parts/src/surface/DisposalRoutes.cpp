#include "surface/DisposalRoutes.hpp"

#include "rules/DeskQuantity.hpp"
#include "rules/Id.hpp"
#include "store/DisposalSql.hpp"
#include "surface/DeskList.hpp"
#include "surface/DeskRoles.hpp"

#include <array>
#include <set>

namespace parts {

using erphost::Reply;
using erphost::Request;
using nlohmann::json;

namespace {

const RecordKind kKind{sql::kDisposal, sql::kDisposalColumns};
const std::array kListSortings{PARTS_SORTINGS("createdAt", sql::kDisposals, true),
                               PARTS_SORTINGS("plannedOn", sql::kDisposalsByPlan, false)};
const DeskListing kList{kListSortings, sql::kDisposalColumns, "-createdAt"};

void finish(json& disposal)
{
	disposal.erase("plannedById");
}

} // namespace

Result<void> DisposalRoutes::addTo(erphost::Registry& registry) const
{
	const json text = textSchema(2000), shortText = textSchema(100);
	EH_CHECK(deskRoute(registry, this, "GET", "/disposals", "listDisposals", "Planned disposals, the newest first.",
	                   kDeskReaders, listQuery({"branch", "state"}, kListSortings), &DisposalRoutes::list));
	EH_CHECK(deskRoute(registry, this, "GET", "/disposals/{id}", "readDisposal", "A disposal with its lines.",
	                   kDeskReaders, nullptr, &DisposalRoutes::read));
	EH_CHECK(deskRoute(registry, this, "POST", "/disposals", "planDisposal", "Plans what is disposed of.", kDeskWorkers,
	                   objectSchema({{"branchId", shortText},
	                                 {"place", textSchema(200)},
	                                 {"kind", {{"enum", {"hazardous", "scrap", "slow"}}}},
	                                 {"method", text},
	                                 {"plannedOn", textSchema(10)},
	                                 {"lines", deskLinesSchema({{"itemCode", shortText}, {"quantity", integerSchema()}},
	                                                           {"itemCode", "quantity"})}},
	                                {"branchId", "place", "kind", "method", "plannedOn", "lines"}),
	                   &DisposalRoutes::plan));
	EH_CHECK(deskRoute(registry, this, "POST", "/disposals/{id}/approve", "approveDisposal", "Agrees to a plan.",
	                   kDeskApprovers, objectSchema({{"note", text}}), &DisposalRoutes::approve));
	EH_CHECK(deskRoute(registry, this, "POST", "/disposals/{id}/reject", "rejectDisposal", "Refuses a plan.",
	                   kDeskApprovers, objectSchema({{"reason", text}}, {"reason"}), &DisposalRoutes::reject));
	EH_CHECK(deskRoute(registry, this, "POST", "/disposals/{id}/cancel", "cancelDisposal", "Drops a plan.",
	                   kDeskWorkers, objectSchema({{"reason", text}}, {"reason"}), &DisposalRoutes::cancel));
	return deskRoute(registry, this, "POST", "/disposals/{id}/done", "recordDisposal",
	                 "It was carried out; the stock goes now.", kDeskWorkers,
	                 objectSchema({{"receiver", shortText}, {"proceedsFen", integerSchema()}, {"note", text}},
	                              {"receiver", "proceedsFen"}),
	                 &DisposalRoutes::dispose);
}

Result<Reply> DisposalRoutes::list(Tx& tx, const Request& request) const
{
	return deskList(tx, request, kDeskReaders, kList, finish);
}

Result<Reply> DisposalRoutes::read(Tx& tx, const Request& request) const
{
	EH_TRY(const json disposal, _kit.readable(tx, request, kKind, kDeskReaders));
	return reply(tx, disposal.at("id"));
}

Result<Reply> DisposalRoutes::reply(Tx& tx, const std::string& id, int status) const
{
	EH_TRY(json disposal, _kit.find(tx, kKind, id));
	finish(disposal);
	EH_TRY(auto rows, tx.query(sql::kDisposalLines, id));
	EH_TRY(disposal["items"], jsonRows(rows, sql::kDisposalLineColumns));
	EH_TRY(disposal["steps"], _kit.steps(tx, id));
	return recordReply(std::move(disposal), status);
}

Result<Reply> DisposalRoutes::plan(Tx& tx, const Request& request) const
{
	const json& body = request.body;
	const std::string branchId = body.at("branchId"), kind = body.at("kind");
	EH_CHECK(_kit.requireBranch(request, kDeskWorkers, branchId));
	EH_TRY(const Place place, _kit.placeIn(body.at("place"), branchId, {"store", "central", "quarantine"}));
	EH_TRY(const std::string method, deskText(body, "method"));
	EH_TRY(const std::string plannedOn, deskDate(body, "plannedOn"));
	const std::string id = newId(_kit.now());
	std::set<std::string> seen;
	std::size_t at = 0;
	for (const json& line : body.at("lines"))
	{
		const std::string pointer = "/lines/" + std::to_string(at++), code = line.at("itemCode");
		EH_TRY(const json item, _kit.item(tx, code, pointer + "/itemCode"));
		if (!seen.insert(code).second || (kind == "hazardous" && !item.at("hazardous").get<bool>()))
			return erphost::permanent("parts.desk.item.invalid", "The item is named twice, or is not hazardous.")
			    .with("pointer", pointer + "/itemCode")
			    .with("item", code);
		EH_TRY(const Balance there, balanceOf(tx, place.id(), code));
		const std::int64_t quantity = line.at("quantity");
		EH_CHECK(checkQuantity(quantity, there.quantity, pointer + "/quantity"));
		EH_TRY([[maybe_unused]] const auto added, tx.execute(sql::kAddDisposalLine, id, code, quantity));
	}
	const Actor actor = actorOf(request);
	EH_TRY(const std::string number, _kit.number(tx, "BF", branchId));
	EH_TRY(const std::string placeName, _kit.placeName(tx, place));
	EH_TRY([[maybe_unused]] const auto added, tx.execute(sql::kAddDisposal, id, number, branchId, place.id(), placeName,
	                                                     kind, method, plannedOn, actor.id, actor.name, _kit.now()));
	EH_CHECK(_kit.begin(tx, id, "planned", actor, method));
	return reply(tx, id, 201);
}

Result<Reply> DisposalRoutes::decide(Tx& tx, const Request& request, const char* state, const char* member) const
{
	EH_TRY(const json disposal, _kit.changeable(tx, request, kKind, kDeskApprovers));
	if (disposal.at("state") != "planned") return wrongState(disposal, state);
	const Actor actor = actorOf(request);
	if (disposal.at("plannedById") == actor.id)
		return erphost::permanent("parts.desk.four_eyes", "Who planned it does not decide about it.")
		    .with("number", disposal.at("number").get<std::string>());
	EH_CHECK(_kit.step(tx, disposal, state, actor, request.body.value(member, "")));
	const std::string id = disposal.at("id");
	EH_TRY([[maybe_unused]] const auto saved, tx.execute(sql::kDecideDisposal, id, state, actor.name));
	return reply(tx, id);
}

Result<Reply> DisposalRoutes::approve(Tx& tx, const Request& request) const
{
	return decide(tx, request, "approved", "note");
}

Result<Reply> DisposalRoutes::reject(Tx& tx, const Request& request) const
{
	EH_TRY([[maybe_unused]] const std::string reason, deskText(request.body, "reason"));
	return decide(tx, request, "rejected", "reason");
}

Result<Reply> DisposalRoutes::cancel(Tx& tx, const Request& request) const
{
	EH_TRY(const json disposal, _kit.changeable(tx, request, kKind, kDeskWorkers));
	if (disposal.at("state") != "planned" && disposal.at("state") != "approved")
		return wrongState(disposal, "cancelled");
	EH_TRY(const std::string reason, deskText(request.body, "reason"));
	EH_CHECK(_kit.step(tx, disposal, "cancelled", actorOf(request), reason));
	const std::string id = disposal.at("id");
	EH_TRY([[maybe_unused]] const auto saved, tx.execute(sql::kCancelDisposal, id));
	return reply(tx, id);
}

Result<Reply> DisposalRoutes::dispose(Tx& tx, const Request& request) const
{
	EH_TRY(const json disposal, _kit.changeable(tx, request, kKind, kDeskWorkers));
	if (disposal.at("state") != "approved") return wrongState(disposal, "done");
	EH_TRY(const std::string receiver, deskText(request.body, "receiver"));
	EH_TRY(const std::int64_t proceeds, deskSum(request.body, "proceedsFen"));
	const Actor actor = actorOf(request);
	const std::string id = disposal.at("id"), branchId = disposal.at("branchId");
	json lines;
	{
		EH_TRY(auto rows, tx.query(sql::kDisposalLines, id));
		EH_TRY(lines, jsonRows(rows, sql::kDisposalLineColumns));
	}
	std::int64_t cost = 0;
	for (const json& line : lines)
	{
		const std::string code = line.at("itemCode");
		Posting posting = _kit.posting(idOf({"disposal", id, code}), "scrap", branchId, actor);
		posting.itemCode = code;
		posting.quantity = line.at("quantity");
		posting.from = placeNamed(disposal.at("place").get<std::string>());
		posting.to = placeOf("scrap", branchId);
		posting.reason = disposal.at("number").get<std::string>() + " " + receiver;
		EH_TRY(const Movement posted, _kit.move(tx, posting));
		cost += posted.costFen.value_or(0);
		EH_TRY([[maybe_unused]] const auto saved, tx.execute(sql::kDisposeLine, id, code, posted.costFen.value_or(0)));
	}
	EH_CHECK(_kit.step(tx, disposal, "done", actor, receiver + " " + request.body.value("note", "")));
	EH_TRY([[maybe_unused]] const auto saved, tx.execute(sql::kDispose, id, _kit.now(), receiver, proceeds, cost));
	return reply(tx, id);
}

} // namespace parts
