#include "surface/CardRoutes.hpp"

#include "erphost/Rows.hpp"
#include "rules/FeeMonth.hpp"
#include "rules/Id.hpp"
#include "store/CardSql.hpp"
#include "store/FeeOrders.hpp"
#include "store/WorkSql.hpp"
#include "surface/Ask.hpp"
#include "surface/Booking.hpp"
#include "surface/FeeRoles.hpp"
#include "surface/RowJson.hpp"

namespace fees {

using erphost::Query;
using erphost::Reply;
using erphost::Request;
using nlohmann::json;

namespace {

const Columns kCardColumns{"id",          "number",        "type",        "brand",       "branchId",  "branchName",
                           "orderKey",    "orderNumber",   "productType", "model",       "serial",    "condition",
                           "state",       "-double",       "#claimFen",   "#subsidyFen", "programme", "#paidFen",
                           "refusedWhy",  "enteredNumber", "-enteredOn",  "-lotId",      "month",     "#collectedAt",
                           "collectedBy", "#version"};
const Columns kDueColumns{"branchId",       "branchName",   "orderKey", "orderNumber", "brand",
                          "type",           "productType",  "model",    "serial",      "technician",
                          "technicianName", "#completedAt", "month",    "state",       "id"};
const std::vector<std::string> kReaders{"settlement_clerk", "dispatch_clerk", "service_manager",
                                        "branch_manager",   "finance",        "executive"};

json liableSchema()
{
	return ask::object({{"kind", {{"enum", {"technician", "provider", "employee", "department"}}}},
	                    {"key", ask::id()},
	                    {"name", ask::text(100, 1)}},
	                   {"kind", "key", "name"});
}

json rowSchema()
{
	return {{"type", {{"enum", {"install_card", "repair_slip"}}}},
	        {"brand", ask::text(40)},
	        {"number", ask::text(60)},
	        {"serial", ask::text(60)},
	        {"orderNumber", ask::text(60)},
	        {"condition", {{"enum", {"ok", "bad", "lost"}}}}};
}

Doer doerOf(const Request& request)
{
	return {request.caller.id, request.caller.name};
}

/// The first row of one of the card statements.
Result<json> cardOf(Result<Query> asked)
{
	if (!asked) return std::move(asked).error();
	EH_TRY(const bool found, asked->next());
	return found ? rowJson(*asked, kCardColumns) : json();
}

} // namespace

json cardJson(const Query& row)
{
	return rowJson(row, kCardColumns);
}

Result<void> putBrandEntry(Tx& tx, const erphost::Host& host, const json& card, const BrandEntry& entry,
                           const Doer& who)
{
	if (entry.sumFen == 0) return {};
	const std::int64_t now = host.nowMs();
	const std::string branch = card.at("branchId"), brand = card.at("brand"), number = card.at("number");
	EH_TRY(const auto added,
	       tx.execute(sql::kAddBrandEntry, entry.id, now, monthOfDate(host.localDate(now)), branch, brand,
	                  card.at("id").get<std::string>(), number, card.at("orderNumber").get<std::string>(), entry.kind,
	                  entry.sumFen, entry.ref, who.id, who.name));
	if (added == 0) return {};
	return book(tx, host,
	            {"brand:" + entry.id, "manufacturer_" + entry.kind, branch, number, entry.ref, who, {}, {}, {}},
	            account::kManufacturer, brand, account::kCompany, "claims", entry.sumFen);
}

Result<void> CardRoutes::addTo(erphost::Registry& registry) const
{
	EH_CHECK(registry.watch("fees.cards", "work_order",
	                        [this](Tx& tx, std::int64_t from, std::int64_t to) { return changed(tx, from, to); }));
	json query = ask::listQuery({"state", "brand", "branch", "month", "search"});
	query["properties"]["double"] = query["properties"]["unmatched"] = ask::flag();
	EH_CHECK(registry.route({"GET", "/cards", "listCards", "Cards and slips by brand and number.", kReaders, query,
	                         nullptr, ask::listAnswer(), false,
	                         [this](Tx& tx, const Request& request) { return list(tx, request); }}));
	EH_CHECK(
		registry.route({"GET", "/cards/missing", "listMissingCards", "Finished orders whose card is not here.",
	                    kReaders, ask::listQuery({"branch", "brand", "month", "state"}), nullptr, ask::listAnswer(),
	                    false, [this](Tx& tx, const Request& request) { return missing(tx, request); }}));
	json one = rowSchema();
	one["branchId"] = ask::id();
	EH_CHECK(registry.route({"POST", "/cards", "collectCard", "A card or slip came in.", roles::kCardCollectors,
	                         nullptr, ask::object(one, {"branchId", "type", "brand", "number"}), ask::anObject(), true,
	                         [this](Tx& tx, const Request& request) { return create(tx, request); }}));
	const json rows = {{"type", "array"},
	                   {"minItems", 1},
	                   {"maxItems", 500},
	                   {"items", ask::object(rowSchema(), {"type", "brand", "number"})}};
	EH_CHECK(registry.route(
		{"POST", "/cards/batch", "collectCards", "Cards and slips of a sheet; all or none.", roles::kCardCollectors,
	     nullptr, ask::object({{"branchId", ask::id()}, {"rows", rows}}, {"branchId", "rows"}), ask::anObject(), true,
	     [this](Tx& tx, const Request& request) { return batch(tx, request); }}));
	EH_CHECK(registry.route(
		{"POST", "/cards/{id}/condition", "setCardCondition", "Badly filled in, lost, or well again.", roles::kSettlers,
	     nullptr,
	     ask::object(
			 {{"condition", {{"enum", {"ok", "bad", "lost"}}}}, {"liable", liableSchema()}, {"rateFen", ask::fen()}},
			 {"condition"}),
	     ask::anObject(), true, [this](Tx& tx, const Request& request) { return condition(tx, request); }}));
	EH_CHECK(registry.route(
		{"POST", "/cards/lost", "reportLostCard", "A card that never came back.", roles::kSettlers, nullptr,
	     ask::object(
			 {{"branchId", ask::id()}, {"orderKey", ask::id()}, {"liable", liableSchema()}, {"rateFen", ask::fen()}},
			 {"branchId", "orderKey", "liable"}),
	     ask::anObject(), true, [this](Tx& tx, const Request& request) { return lost(tx, request); }}));
	EH_CHECK(registry.route({"POST",
	                         "/cards/{id}/enter",
	                         "enterCard",
	                         "Entered in the manufacturer's own system.",
	                         {"settlement_clerk"},
	                         nullptr,
	                         ask::object({{"number", ask::text(60)}, {"on", ask::date()}}, {"number", "on"}),
	                         ask::anObject(),
	                         true,
	                         [this](Tx& tx, const Request& request) { return enter(tx, request); }}));
	EH_CHECK(registry.route({"POST", "/cards/{id}/void", "voidCard", "Taken in by mistake.", roles::kSettlers, nullptr,
	                         ask::object({{"why", ask::text(1000)}}, {"why"}), ask::anObject(), true,
	                         [this](Tx& tx, const Request& request) { return makeVoid(tx, request); }}));
	return addLots(registry);
}

Result<void> CardRoutes::changed(Tx& tx, std::int64_t from, std::int64_t to) const
{
	const auto goLive = tx.goLiveDate();
	if (!goLive) return {};
	EH_TRY(auto rows, tx.query(sql::kChangedWork, from, to));
	for (;;)
	{
		EH_TRY(const bool row, rows.next());
		if (!row) return {};
		const std::string branch = rows.text(0), key = rows.text(2), service = rows.text(10);
		const std::int64_t completedAt = rows.integer(15);
		const bool done = rows.integer(16) != 0 && completedAt > 0;
		const bool ours = rows.view(4) == "own" || rows.view(4) == "outsourced";
		const std::string day = done ? _host.localDate(completedAt) : std::string();
		// The manufacturer pays for every install, and for repairs in warranty.
		const bool due = done && ours && day >= *goLive && !rows.view(12).empty() &&
		                 (service == "install" || (service == "repair" && rows.view(11) == "in"));
		if (!due)
		{
			EH_TRY([[maybe_unused]] const auto gone, tx.execute(sql::kCardDueGone, branch, key));
			continue;
		}
		EH_TRY([[maybe_unused]] const auto put,
		       tx.execute(sql::kPutCardDue, branch, key, rows.text(1), rows.text(3), rows.text(12),
		                  service == "install" ? "install_card" : "repair_slip", rows.text(9), rows.text(13),
		                  rows.text(14), rows.text(7), rows.text(8), completedAt, monthOfDate(day)));
	}
}

Result<Reply> CardRoutes::list(Tx& tx, const Request& request) const
{
	EH_TRY(const auto last, erphost::readCursor(request.queryText("cursor"), false));
	const int limit = ask::limitOf(request);
	const std::string state = request.queryText("state"), like = erphost::pattern(request.queryText("search"));
	const auto query = [&](const erphost::Sql& sql, const auto&... more) {
		return tx.query(sql, ask::branchList(request, kReaders), request.queryText("branch"),
		                request.queryText("brand"), request.queryText("month"), like, last.text, last.id, last.given,
		                limit + 1, ask::flagged(request, "double"), ask::flagged(request, "unmatched"), more...);
	};
	EH_TRY(auto rows, state.empty() ? query(sql::kCards) : query(sql::kCardsOfState, state));
	EH_TRY(auto items, allRowsJson(rows, kCardColumns));
	const bool more = erphost::cutToPage(items, limit);
	json page = {{"items", items}, {"next", nullptr}};
	if (more)
		page["next"] = erphost::cursorOf(items.back()["brand"], items.back()["number"].get<std::string>() + "|" +
		                                                            items.back()["id"].get<std::string>());
	return Reply{200, std::move(page), {}};
}

Result<Reply> CardRoutes::missing(Tx& tx, const Request& request) const
{
	EH_TRY(const auto last, erphost::readCursor(request.queryText("cursor"), true));
	const int limit = ask::limitOf(request);
	EH_TRY(auto rows, tx.query(sql::kCardsDue, ask::branchList(request, kReaders), request.queryText("branch"),
	                           request.queryText("brand"), request.queryText("month"), last.number, last.id, last.given,
	                           limit + 1, request.queryText("state", "missing")));
	EH_TRY(auto items, allRowsJson(rows, kDueColumns));
	return Reply{200, pageOfRows(std::move(items), limit, "completedAt", "id"), {}};
}

Result<std::string> CardRoutes::collect(Tx& tx, const std::string& branch, const json& row, const Doer& who) const
{
	EH_TRY(const std::string number, ask::wanted(row, "number", "fees.card.number.invalid"));
	EH_TRY(const std::string brand, ask::wanted(row, "brand", "fees.card.brand.invalid"));
	const std::string type = row.at("type"), orderNumber = row.value("orderNumber", ""),
					  serial = row.value("serial", "");
	const std::int64_t now = _host.nowMs();
	EH_TRY(const json same, cardOf(tx.query(sql::kCardByNumber, brand, number)));
	std::string doubleOf = same.is_null() ? "" : same["number"].get<std::string>();
	json due;
	if (!orderNumber.empty())
	{
		EH_TRY(auto rows, tx.query(sql::kCardDueByNumber, branch, orderNumber));
		EH_TRY(const bool found, rows.next());
		if (found) due = rowJson(rows, kDueColumns);
	}
	if (!due.is_null() && (due["brand"] != brand || due["type"] != type))
		return erphost::permanent("fees.card.order_differs", "The order is of another brand or kind.")
		    .with("number", number)
		    .with("order", orderNumber)
		    .with("pointer", "/orderNumber");
	std::string key;
	if (!due.is_null())
	{
		key = due["orderKey"];
		EH_TRY(const json other, cardOf(tx.query(sql::kCardOfOrder, branch, key)));
		if (!other.is_null() && doubleOf.empty()) doubleOf = other["number"];
	}
	const std::string condition = row.value("condition", "ok");
	const std::string day = _host.localDate(due.is_null() ? now : due["completedAt"].get<std::int64_t>());
	const std::string product = due.is_null() ? "" : due["productType"].get<std::string>();
	EH_TRY(const FeeSettings settings, feeSettingsAt(_host, day));
	const Rate* rate = rateFor(settings.manufacturerRates, {brand, type, product, ""});
	const Rate* subsidy = rateFor(settings.subsidies, {brand, type, product, ""});
	EH_TRY(const std::string branchName, branchNameOf(tx, branch));
	const std::string id = newId(now);
	EH_TRY([[maybe_unused]] const auto added,
	       tx.execute(sql::kAddCard, id, number, type, brand, branch, branchName, key, orderNumber, product,
	                  due.is_null() ? std::string() : due["model"].get<std::string>(),
	                  serial.empty() && !due.is_null() ? due["serial"].get<std::string>() : serial, condition, doubleOf,
	                  rate ? std::optional(rate->fen) : std::nullopt, subsidy ? subsidy->fen : 0,
	                  subsidy ? subsidy->programme : std::string(), monthOfDate(day), now, who.name));
	if (!key.empty() && doubleOf.empty())
	{
		EH_TRY([[maybe_unused]] const auto in,
		       tx.execute(sql::kSetCardDue, branch, key, condition == "lost" ? "lost" : "in"));
	}
	return id;
}

Result<Reply> CardRoutes::shown(Tx& tx, const std::string& id, int status) const
{
	EH_TRY(json card, cardOf(tx.query(sql::kCard, id)));
	const std::string version = std::to_string(card["version"].get<std::int64_t>());
	return Reply{status, std::move(card), version};
}

Result<Reply> CardRoutes::create(Tx& tx, const Request& request) const
{
	const std::string branch = request.body.at("branchId");
	if (!request.caller.may(roles::kCardCollectors, branch))
		return erphost::permanent("fees.not_allowed", "You do not work for this branch.").with("branch", branch);
	EH_TRY(const std::string id, collect(tx, branch, request.body, doerOf(request)));
	return shown(tx, id, 201);
}

Result<Reply> CardRoutes::batch(Tx& tx, const Request& request) const
{
	const std::string branch = request.body.at("branchId");
	if (!request.caller.may(roles::kCardCollectors, branch))
		return erphost::permanent("fees.not_allowed", "You do not work for this branch.").with("branch", branch);
	std::int64_t row = 0;
	json made = json::array();
	for (const json& each : request.body.at("rows"))
	{
		++row;
		auto id = collect(tx, branch, each, doerOf(request));
		// One wrong row and none is written: the sheet is put right and sent again.
		if (!id) return std::move(id).error().with("row", std::to_string(row));
		made.push_back(*id);
	}
	return Reply{200, {{"created", made.size()}, {"ids", made}}, {}};
}

Result<json> CardRoutes::required(Tx& tx, const Request& request) const
{
	EH_TRY(const json card, cardOf(tx.query(sql::kCard, request.param("id"))));
	if (card.is_null() || !request.caller.may(kReaders, card["branchId"].get<std::string>()))
		return erphost::permanent("fees.card.not_found", "There is no such card.").with("card", request.param("id"));
	EH_CHECK(ask::unchanged(request, card["version"], "fees.card.stale", card["number"]));
	return card;
}

Result<std::string> CardRoutes::propose(Tx& tx, const json& about, const std::string& proposal, bool isLost,
                                        const LiablePerson& liable, std::optional<Fen> rate, const Doer& who) const
{
	const std::int64_t now = _host.nowMs();
	Fine draft;
	draft.source = "card";
	draft.proposal = proposal;
	EH_TRY(const auto known, fineOfProposal(tx, draft.source, proposal));
	if (known && known->state != "withdrawn" && known->state != "voided") return known->id;
	if (known) draft.generation = known->generation + 1;
	draft.branchId = about.at("branchId");
	const std::string key = about.at("orderKey");
	draft.kind = key.empty() ? "" : "work_order";
	draft.erpKey = key;
	draft.orderNumber = about.at("orderNumber");
	draft.offence = isLost ? "B-CARD-LOST" : "B-CARD-BAD";
	// A card's fine is an act of its own: it is not outweighed by what happened at the customer's.
	draft.act = "card|" + proposal;
	draft.liable = liable;
	draft.reason =
		(isLost ? "安装卡或维修单丢失 " : "安装卡或维修单填写不合格 ") + about.value("number", draft.orderNumber);
	draft.proposedFen = rate;
	draft.evidence = {{{"source", "card"}, {"ref", proposal}, {"at", now}, {"text", draft.reason}}};
	draft.actAt = now;
	draft.proposer = who;
	EH_TRY(const Fine fine, _fines.propose(tx, std::move(draft)));
	return fine.id;
}

Result<Reply> CardRoutes::condition(Tx& tx, const Request& request) const
{
	EH_TRY(const json card, required(tx, request));
	const std::string id = card["id"], wanted = request.body.at("condition");
	EH_TRY([[maybe_unused]] const auto set, tx.execute(sql::kSetCondition, id, wanted));
	if (wanted == "ok")
	{
		for (const char* each : {":bad", ":lost"})
		{
			EH_TRY(auto fine, fineOfProposal(tx, "card", id + each));
			if (fine) EH_CHECK(_fines.withdraw(tx, *fine, "card is well"));
		}
	}
	else
	{
		if (!request.body.contains("liable"))
			return erphost::permanent("fees.card.liable.invalid", "Whose fault it was must be said.")
			    .with("number", card["number"].get<std::string>())
			    .with("pointer", "/liable");
		const json& liable = request.body.at("liable");
		EH_TRY(auto rate, ask::sumOf(request.body, "rateFen", 0));
		if (!rate && wanted == "lost" && !card["claimFen"].is_null()) rate = card["claimFen"].get<Fen>();
		EH_TRY([[maybe_unused]] const std::string fine,
		       propose(tx, card, id + ":" + wanted, wanted == "lost",
		               {liable.at("kind"), liable.at("key"), liable.at("name")}, rate, doerOf(request)));
	}
	return shown(tx, id, 200);
}

Result<Reply> CardRoutes::lost(Tx& tx, const Request& request) const
{
	const std::string branch = request.body.at("branchId"), key = request.body.at("orderKey");
	json due;
	{
		EH_TRY(auto rows, tx.query(sql::kCardDue, branch, key));
		EH_TRY(const bool found, rows.next());
		if (found) due = rowJson(rows, kDueColumns);
	}
	if (due.is_null() || !request.caller.may(roles::kSettlers, branch))
		return erphost::permanent("fees.order.not_found", "No card is missing for this order.")
		    .with("order", key)
		    .with("pointer", "/orderKey");
	if (due["state"] == "in")
		return erphost::conflict("fees.card.is_here", "The card of this order is here.")
		    .with("order", due["orderNumber"].get<std::string>());
	EH_TRY(auto rate, ask::sumOf(request.body, "rateFen", 0));
	if (!rate)
	{
		EH_TRY(const FeeSettings settings,
		       feeSettingsAt(_host, _host.localDate(due["completedAt"].get<std::int64_t>())));
		const std::string brand = due["brand"], type = due["type"], product = due["productType"];
		if (const Rate* found = rateFor(settings.manufacturerRates, {brand, type, product, ""})) rate = found->fen;
	}
	EH_TRY([[maybe_unused]] const auto set, tx.execute(sql::kSetCardDue, branch, key, "lost"));
	const json& liable = request.body.at("liable");
	EH_TRY(const std::string fine,
	       propose(tx, due, branch + "|" + key + ":lost", true,
	               {liable.at("kind"), liable.at("key"), liable.at("name")}, rate, doerOf(request)));
	return Reply{200, {{"fineId", fine}}, {}};
}

Result<Reply> CardRoutes::enter(Tx& tx, const Request& request) const
{
	EH_TRY(const json card, required(tx, request));
	EH_TRY(const std::string number, ask::wanted(request.body, "number", "fees.card.number.invalid"));
	EH_TRY(const std::string on, ask::dayOf(request.body, "on", _host.localDate(_host.nowMs())));
	const bool may = card["double"].is_null() && card["condition"] != "lost";
	EH_TRY(const auto entered,
	       may ? tx.execute(sql::kEnterCard, card["id"].get<std::string>(), number, on) : Result<std::int64_t>(0));
	if (entered == 0)
		return erphost::conflict("fees.card.state", "This card cannot be entered.")
		    .with("number", card["number"].get<std::string>())
		    .with("state", card["double"].is_null() ? card["state"].get<std::string>() : "double");
	return shown(tx, card["id"], 200);
}

Result<bool> CardRoutes::takeOut(Tx& tx, const std::string& id, const std::string& why) const
{
	EH_TRY(const json card, cardOf(tx.query(sql::kCard, id)));
	EH_TRY(const auto gone, tx.execute(sql::kVoidCard, id, why));
	if (gone == 0) return false;
	const std::string key = card["orderKey"];
	if (!key.empty() && card["double"].is_null())
	{
		EH_TRY([[maybe_unused]] const auto set,
		       tx.execute(sql::kSetCardDue, card["branchId"].get<std::string>(), key, "missing"));
	}
	return true;
}

Result<std::optional<CardRoutes::Wanted>> CardRoutes::cardOfOrder(Tx& tx, const std::string& branch,
                                                                  const std::string& orderNumber)
{
	json due;
	{
		EH_TRY(auto rows, tx.query(sql::kCardDueByNumber, branch, orderNumber));
		EH_TRY(const bool found, rows.next());
		if (!found) return std::optional<Wanted>{};
		due = rowJson(rows, kDueColumns);
	}
	EH_TRY(const json card, cardOf(tx.query(sql::kCardOfOrder, branch, due["orderKey"].get<std::string>())));
	return std::optional(
		Wanted{due["brand"], due["type"], card.is_null() ? std::string() : card["number"].get<std::string>()});
}

Result<Reply> CardRoutes::makeVoid(Tx& tx, const Request& request) const
{
	EH_TRY(const json card, required(tx, request));
	EH_TRY(const std::string why, ask::wanted(request.body, "why", "fees.reason.invalid"));
	EH_TRY(const bool gone, takeOut(tx, card["id"], why));
	if (!gone)
		return erphost::conflict("fees.card.state", "It is on its way to the manufacturer.")
		    .with("number", card["number"].get<std::string>())
		    .with("state", card["state"].get<std::string>());
	return shown(tx, card["id"], 200);
}

} // namespace fees
