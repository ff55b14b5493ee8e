// FE-30: lots of cards on their way to the manufacturer.

#include "erphost/Rows.hpp"
#include "rules/Id.hpp"
#include "store/CardSql.hpp"
#include "store/FeeOrders.hpp"
#include "surface/Ask.hpp"
#include "surface/CardRoutes.hpp"
#include "surface/FeeRoles.hpp"
#include "surface/RowJson.hpp"

namespace fees {

using erphost::Reply;
using erphost::Request;
using nlohmann::json;

namespace {

const Columns kLotColumns{"id",         "number",      "brand",    "state",      "#cards",     "#claimFen",
                          "deadlineOn", "-postedOn",   "carrier",  "tracking",   "-arrivedOn", "invoiceNumber",
                          "-invoiceOn", "#invoiceFen", "#paidFen", "#createdAt", "#version"};
const std::vector<std::string> kClerk{"settlement_clerk"};
const std::vector<std::string> kInvoicers{"settlement_clerk", "finance"};

erphost::Error wrongState(const json& lot)
{
	return erphost::conflict("fees.lot.state", "The lot is not in a state in which this can be done.")
	    .with("number", lot["number"].get<std::string>())
	    .with("state", lot["state"].get<std::string>());
}

} // namespace

Result<void> CardRoutes::addLots(erphost::Registry& registry) const
{
	EH_CHECK(registry.route({"GET", "/lots", "listLots", "Lots to the manufacturers, the newest first.",
	                         roles::kBrandReaders, ask::listQuery({"state", "brand"}), nullptr, ask::listAnswer(),
	                         false, [this](Tx& tx, const Request& request) { return lots(tx, request); }}));
	EH_CHECK(
		registry.route({"GET", "/lots/{id}", "getLot", "A lot with its cards.", roles::kBrandReaders, nullptr, nullptr,
	                    ask::anObject(), false, [this](Tx& tx, const Request& request) { return lot(tx, request); }}));
	EH_CHECK(registry.route(
		{"POST", "/lots", "createLot", "Puts entered cards of a brand together.", kClerk, nullptr,
	     ask::object({{"brand", ask::text(40, 1)},
	                  {"deadlineOn", ask::date()},
	                  {"cards", {{"type", "array"}, {"minItems", 1}, {"maxItems", 500}, {"items", ask::id()}}}},
	                 {"brand", "deadlineOn", "cards"}),
	     ask::anObject(), true, [this](Tx& tx, const Request& request) { return createLot(tx, request); }}));
	EH_CHECK(registry.route({"POST", "/lots/{id}/post", "postLot", "Posted: its cards are claimed.", kClerk, nullptr,
	                         ask::object({{"on", ask::date()}, {"carrier", ask::text(60)}, {"tracking", ask::text(60)}},
	                                     {"on", "carrier", "tracking"}),
	                         ask::anObject(), true,
	                         [this](Tx& tx, const Request& request) { return postLot(tx, request); }}));
	EH_CHECK(registry.route({"POST", "/lots/{id}/arrive", "arriveLot", "The manufacturer has it.", kClerk, nullptr,
	                         ask::object({{"on", ask::date()}}, {"on"}), ask::anObject(), true,
	                         [this](Tx& tx, const Request& request) { return arriveLot(tx, request); }}));
	return registry.route({"POST", "/lots/{id}/invoice", "invoiceLot", "Invoiced.", kInvoicers, nullptr,
	                       ask::object({{"number", ask::text(60)}, {"on", ask::date()}, {"sumFen", ask::fen()}},
	                                   {"number", "on", "sumFen"}),
	                       ask::anObject(), true,
	                       [this](Tx& tx, const Request& request) { return invoiceLot(tx, request); }});
}

Result<Reply> CardRoutes::lots(Tx& tx, const Request& request) const
{
	EH_TRY(const auto last, erphost::readCursor(request.queryText("cursor"), true));
	const int limit = ask::limitOf(request);
	EH_TRY(auto rows, tx.query(sql::kLots, request.queryText("state"), request.queryText("brand"), last.number, last.id,
	                           last.given, limit + 1));
	EH_TRY(auto items, allRowsJson(rows, kLotColumns));
	const std::string today = _host.localDate(_host.nowMs());
	for (json& item : items) item["overdue"] = item["state"] == "open" && item["deadlineOn"] < today;
	return Reply{200, pageOfRows(std::move(items), limit, "createdAt", "id"), {}};
}

Result<json> CardRoutes::requiredLot(Tx& tx, const Request& request) const
{
	EH_TRY(auto rows, tx.query(sql::kLot, request.param("id")));
	EH_TRY(const bool found, rows.next());
	if (!found)
		return erphost::permanent("fees.lot.not_found", "There is no such lot.").with("lot", request.param("id"));
	return rowJson(rows, kLotColumns);
}

Result<Reply> CardRoutes::lotShown(Tx& tx, const std::string& id, int status) const
{
	json body;
	{
		EH_TRY(auto rows, tx.query(sql::kLot, id));
		EH_TRY([[maybe_unused]] const bool found, rows.next());
		body = rowJson(rows, kLotColumns);
	}
	body["overdue"] = body["state"] == "open" && body["deadlineOn"] < _host.localDate(_host.nowMs());
	EH_TRY(auto rows, tx.query(sql::kCardsOfLot, id));
	EH_TRY(body["items"], erphost::allRows(rows, [](const erphost::Query& row) { return cardJson(row); }));
	const std::string version = std::to_string(body["version"].get<std::int64_t>());
	return Reply{status, std::move(body), version};
}

Result<Reply> CardRoutes::lot(Tx& tx, const Request& request) const
{
	EH_TRY(const json found, requiredLot(tx, request));
	return lotShown(tx, found["id"], 200);
}

Result<Reply> CardRoutes::createLot(Tx& tx, const Request& request) const
{
	const std::string brand = request.body.at("brand");
	const std::int64_t now = _host.nowMs();
	const std::string today = _host.localDate(now);
	EH_TRY(const std::string deadline, ask::dayOf(request.body, "deadlineOn", today, true));
	const std::string id = newId(now);
	Fen claim = 0;
	for (const json& each : request.body.at("cards"))
	{
		json card;
		{
			EH_TRY(auto rows, tx.query(sql::kCard, each.get<std::string>()));
			EH_TRY(const bool found, rows.next());
			if (found) card = cardJson(rows);
		}
		if (card.is_null() || card["brand"] != brand || card["claimFen"].is_null())
			return erphost::permanent("fees.lot.card.invalid",
			                          "The card is of another brand, or nobody knows what it pays.")
			    .with("card", card.is_null() ? each.get<std::string>() : card["number"].get<std::string>())
			    .with("pointer", "/cards");
		EH_TRY(const auto moved, tx.execute(sql::kCardIntoLot, card["id"].get<std::string>(), id));
		if (moved == 0)
			return erphost::conflict("fees.card.state", "The card is not entered, or in another lot.")
			    .with("number", card["number"].get<std::string>())
			    .with("state", card["state"].get<std::string>());
		claim += card["claimFen"].get<Fen>() + card["subsidyFen"].get<Fen>();
	}
	EH_TRY(const std::string number, nextNumber(tx, "CJ", brand, today));
	EH_TRY([[maybe_unused]] const auto added,
	       tx.execute(sql::kAddLot, id, number, brand, static_cast<std::int64_t>(request.body.at("cards").size()),
	                  claim, deadline, now, request.caller.name));
	return lotShown(tx, id, 201);
}

Result<Reply> CardRoutes::postLot(Tx& tx, const Request& request) const
{
	EH_TRY(const json lot, requiredLot(tx, request));
	EH_CHECK(ask::unchanged(request, lot["version"], "fees.lot.stale", lot["number"]));
	EH_TRY(const std::string on, ask::dayOf(request.body, "on", _host.localDate(_host.nowMs())));
	EH_TRY(const std::string carrier, ask::wanted(request.body, "carrier", "fees.reason.invalid"));
	EH_TRY(const std::string tracking, ask::wanted(request.body, "tracking", "fees.reason.invalid"));
	const std::string id = lot["id"];
	EH_TRY(const auto posted, tx.execute(sql::kPostLot, id, on, carrier, tracking));
	if (posted == 0) return wrongState(lot);
	EH_TRY([[maybe_unused]] const auto claimed, tx.execute(sql::kClaimCards, id));
	std::vector<json> cards;
	{
		EH_TRY(auto rows, tx.query(sql::kCardsOfLot, id));
		EH_TRY(cards, erphost::allRows(rows, [](const erphost::Query& row) { return cardJson(row); }));
	}
	const Doer who{request.caller.id, request.caller.name};
	for (const json& card : cards)
	{
		const std::string cardId = card["id"];
		EH_CHECK(putBrandEntry(tx, _host, card, {cardId + ":claimed", "claimed", card["claimFen"], id}, who));
		EH_CHECK(putBrandEntry(tx, _host, card, {cardId + ":subsidy", "subsidy", card["subsidyFen"], id}, who));
	}
	return lotShown(tx, id, 200);
}

Result<Reply> CardRoutes::arriveLot(Tx& tx, const Request& request) const
{
	EH_TRY(const json lot, requiredLot(tx, request));
	EH_CHECK(ask::unchanged(request, lot["version"], "fees.lot.stale", lot["number"]));
	EH_TRY(const std::string on, ask::dayOf(request.body, "on", _host.localDate(_host.nowMs())));
	EH_TRY(const auto done, tx.execute(sql::kArriveLot, lot["id"].get<std::string>(), on));
	if (done == 0) return wrongState(lot);
	return lotShown(tx, lot["id"], 200);
}

Result<Reply> CardRoutes::invoiceLot(Tx& tx, const Request& request) const
{
	EH_TRY(const json lot, requiredLot(tx, request));
	EH_CHECK(ask::unchanged(request, lot["version"], "fees.lot.stale", lot["number"]));
	EH_TRY(const std::string on, ask::dayOf(request.body, "on", _host.localDate(_host.nowMs())));
	EH_TRY(const std::string number, ask::wanted(request.body, "number", "fees.card.number.invalid"));
	EH_TRY(const Fen sum, ask::neededSum(request.body, "sumFen", 1));
	EH_TRY(const auto done, tx.execute(sql::kInvoiceLot, lot["id"].get<std::string>(), number, on, sum));
	if (done == 0) return wrongState(lot);
	return lotShown(tx, lot["id"], 200);
}

} // namespace fees
