#include "surface/LedgerRoutes.hpp"

#include "rules/LineEffect.hpp"
#include "store/LineMoves.hpp"
#include "surface/Access.hpp"
#include "surface/OrderNews.hpp"
#include "surface/Roles.hpp"
#include "surface/StockJson.hpp"

namespace parts {

using erphost::Reply;
using erphost::Request;
using nlohmann::json;

namespace {

erphost::Error noFilter(const char* pointer)
{
	return erphost::permanent("parts.filter.invalid", "The list needs something to look for.").with("pointer", pointer);
}

/// One movement with its names, found among those of its item.
Result<ShownMovement> shown(Tx& tx, const Movement& movement)
{
	MovementFilter filter;
	filter.itemCode = movement.itemCode;
	filter.afterSequence = movement.sequence - 1;
	// The page that begins right behind it, read backwards, begins with it.
	EH_TRY(const MovementPage page,
	       listMovements(tx, filter, nlohmann::json::array({movement.sequence + 1, ""}).dump(), 1));
	if (page.movements.empty()) return erphost::bug("parts.movement.lost", "A movement is not in its own list.");
	return page.movements.front();
}

Result<Movement> requireMovement(Tx& tx, const Request& request)
{
	EH_TRY(auto movement, findMovement(tx, request.param("id")));
	if (!movement || !request.caller.may(kReaders, movement->branchId))
		return erphost::permanent("parts.movement.not_found", "There is no such movement.")
		    .with("id", request.param("id"));
	return *std::move(movement);
}

} // namespace

Result<void> LedgerRoutes::addTo(erphost::Registry& registry) const
{
	json query = listQuery({"place", "item", "search"});
	query["properties"]["low"] = {{"enum", {"true"}}};
	query["properties"]["sort"] = {{"enum", {"valueFen", "-valueFen"}}};
	EH_CHECK(registry.route({"GET", "/balances", "listBalances", "What lies at a place, or where an item lies.",
	                         kReaders, query, nullptr, pageSchema(), false,
	                         [this](Tx& tx, const Request& request) { return balances(tx, request); }}));
	json ledgerQuery =
		listQuery({"item", "place", "person", "document", "orderKind", "orderBranch", "orderKey", "branch"});
	ledgerQuery["properties"]["sort"] = {{"enum", {"postedAt", "-postedAt"}}};
	EH_CHECK(registry.route({"GET", "/movements", "listMovements", "The ledger, the newest first.", kReaders,
	                         ledgerQuery, nullptr, pageSchema(), false,
	                         [this](Tx& tx, const Request& request) { return movements(tx, request); }}));
	EH_CHECK(registry.route({"GET", "/movements/{id}", "getMovement", "A movement and what was taken back of it.",
	                         kReaders, nullptr, nullptr, anObject(), false,
	                         [this](Tx& tx, const Request& request) { return movement(tx, request); }}));
	EH_CHECK(registry.route({"POST", "/movements/{id}/reversals", "reverseMovement",
	                         "The counter-entry of a movement or of a part of it.", kKeepersAndManager, nullptr,
	                         paperSchema({{"quantity", integerSchema()}}, {"reason"}), anObject(), true,
	                         [this](Tx& tx, const Request& request) { return reverse(tx, request); }}));
	json papersQuery = listQuery({"branch", "search"});
	papersQuery["properties"]["kind"] = {
		{"enum",
	     {"receipt", "issue", "return", "write_off", "transfer", "hand_over", "recovery", "sampling", "opening"}}};
	papersQuery["properties"]["state"] = {{"enum", {"open", "done", "cancelled"}}};
	papersQuery["properties"]["urgent"] = {{"enum", {"true"}}};
	papersQuery["properties"]["sort"] = {{"enum", {"createdAt", "-createdAt"}}};
	EH_CHECK(registry.route({"GET", "/documents", "listDocuments", "Papers, the newest first.", kReaders, papersQuery,
	                         nullptr, pageSchema(), false,
	                         [this](Tx& tx, const Request& request) { return papers(tx, request); }}));
	return registry.route({"GET", "/documents/{id}", "getDocument", "A paper with its lines.", kReaders, nullptr,
	                       nullptr, paperDetailSchema(), false, [this](Tx& tx, const Request& request) {
							   return _work.reply(tx, request, request.param("id"), 200);
						   }});
}

Result<Reply> LedgerRoutes::balances(Tx& tx, const Request& request) const
{
	StockFilter filter;
	filter.branches = readableBranches(request.caller);
	filter.placeId = request.queryText("place");
	filter.itemCode = request.queryText("item");
	filter.search = request.queryText("search");
	filter.belowMinimum = request.queryText("low") == "true";
	filter.valueSort = request.queryText("sort");
	if (filter.placeId.empty() && filter.itemCode.empty()) return noFilter("/place");
	EH_TRY(const StockPage page, listStock(tx, filter, request.queryText("cursor"), limitOf(request)));
	json items = json::array();
	for (const auto& each : page.stock)
	{
		const bool money = request.caller.may(kMoney, each.branchId);
		// The order would say what the value must not.
		if (!money && !filter.valueSort.empty())
			return erphost::permanent("sort.invalid", "The list cannot be sorted that way.");
		items.push_back(toJson(each, money));
	}
	return pageReply(std::move(items), page.next);
}

Result<Reply> LedgerRoutes::movements(Tx& tx, const Request& request) const
{
	MovementFilter filter;
	filter.branches = readableBranches(request.caller);
	filter.itemCode = request.queryText("item");
	filter.placeId = request.queryText("place");
	filter.person = request.queryText("person");
	filter.documentId = request.queryText("document");
	filter.branchId = request.queryText("branch");
	filter.oldestFirst = request.queryText("sort") == "postedAt";
	filter.order = {
		request.queryText("orderKind"), request.queryText("orderBranch"), request.queryText("orderKey"), {}};
	if (!filter.order && filter.itemCode.empty() && filter.placeId.empty() && filter.person.empty() &&
	    filter.documentId.empty() && filter.branchId.empty())
		return noFilter("/item");
	EH_TRY(const MovementPage page, listMovements(tx, filter, request.queryText("cursor"), limitOf(request)));
	json items = json::array();
	for (const auto& each : page.movements) items.push_back(toJson(each, request.caller.may(kMoney, each.branchId)));
	return pageReply(std::move(items), page.next);
}

Result<Reply> LedgerRoutes::movement(Tx& tx, const Request& request) const
{
	EH_TRY(const Movement found, requireMovement(tx, request));
	EH_TRY(const ShownMovement named, shown(tx, found));
	const bool money = request.caller.may(kMoney, found.branchId);
	json answer = toJson(named, money);
	EH_TRY(answer["reversed"], reversedQuantity(tx, found.id));
	answer["reversals"] = json::array();
	EH_TRY(const auto reversals, reversalsOf(tx, found.id));
	for (const auto& each : reversals)
	{
		EH_TRY(const ShownMovement counter, shown(tx, each));
		answer["reversals"].push_back(toJson(counter, money));
	}
	return Reply{200, std::move(answer), {}};
}

Result<Reply> LedgerRoutes::reverse(Tx& tx, const Request& request) const
{
	const json& body = request.body;
	EH_TRY(const Movement original, requireMovement(tx, request));
	EH_CHECK(requireRole(request, kKeepersAndManager, original.branchId, original.itemCode));
	Posting posting;
	posting.id = body.at("id");
	if (body.contains("quantity"))
	{
		EH_TRY(posting.quantity, requireQuantity(body, "quantity", ""));
	}
	EH_TRY(posting.reason, requireText(body, "reason"));
	EH_TRY(posting.businessDate, _work.businessDate(body));
	posting.actor = actorOf(request);
	posting.postedAt = _work.host().nowMs();
	EH_TRY(const Movement counter, takeBack(tx, original.id, posting));
	if (!counter.repeated)
	{
		// What is held again makes its paper open again.
		EH_TRY(const auto paper, findPaper(tx, counter.origin.documentId));
		if (paper) EH_CHECK(_work.settle(tx, *paper, request, ""));
		EH_CHECK(tellOrderChanged(tx, counter.order, orderReason(counter.kind)));
	}
	EH_TRY(const ShownMovement named, shown(tx, counter));
	return Reply{201, toJson(named, request.caller.may(kMoney, counter.branchId)), {}};
}

Result<Reply> LedgerRoutes::papers(Tx& tx, const Request& request) const
{
	PaperFilter filter;
	filter.branches = readableBranches(request.caller);
	filter.kind = request.queryText("kind");
	filter.state = request.queryText("state");
	filter.branch = request.queryText("branch");
	filter.search = request.queryText("search");
	filter.urgent = request.queryText("urgent") == "true";
	filter.oldestFirst = request.queryText("sort") == "createdAt";
	EH_TRY(const PaperPage page, listPapers(tx, filter, request.queryText("cursor"), limitOf(request)));
	json items = json::array();
	for (const auto& each : page.papers) items.push_back(toJson(each, request.caller.may(kMoney, each.branchId)));
	return pageReply(std::move(items), page.next);
}

} // namespace parts
