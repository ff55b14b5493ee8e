#include "surface/ReceiptRoutes.hpp"

#include "rules/Share.hpp"
#include "store/LineMoves.hpp"
#include "store/OrderParts.hpp"
#include "store/Reconciliation.hpp"
#include "surface/Access.hpp"
#include "surface/Roles.hpp"

namespace parts {

using erphost::Reply;
using erphost::Request;
using nlohmann::json;

namespace {

PaperLine lineOf(const Paper& paper, const WantedLine& wanted, const Place& held)
{
	PaperLine line;
	line.ref = {paper.id, wanted.line};
	line.itemCode = wanted.item.code;
	line.quantity = wanted.quantity;
	line.placeId = held.id();
	line.note = wanted.body.value("note", "");
	return line;
}

/// What the ERP says lies in a store, for items without a movement there yet (PT-05).
Result<std::vector<WantedLine>> fromErp(Tx& tx, const NamedPlace& store)
{
	std::vector<WantedLine> lines;
	EH_TRY(const auto stock, erpStockOf(tx, store));
	for (const ErpStock& row : stock)
	{
		EH_TRY(const auto item, findItem(tx, row.itemCode));
		EH_TRY(const Balance there, balanceOf(tx, store.id, row.itemCode));
		const auto quantity = item ? quantityOf(row, item->unitSize) : std::nullopt;
		if (!item || !item->active || there.sequence != 0 || quantity.value_or(0) <= 0) continue;
		WantedLine line;
		line.line = static_cast<std::int64_t>(lines.size()) + 1;
		line.item = *item;
		line.quantity = *quantity;
		line.body = {{"costFen", shareOf(item->costFen, *quantity, item->unitSize)}};
		lines.push_back(std::move(line));
	}
	if (lines.empty())
		return erphost::conflict("parts.opening.nothing", "The ERP has nothing for this place that is not opened yet.")
		    .with("place", store.name);
	return lines;
}

} // namespace

Result<void> ReceiptRoutes::addTo(erphost::Registry& registry) const
{
	json opening = paperSchema({{"placeId", idSchema()},
	                            {"fromErp", {{"type", "boolean"}}},
	                            {"lines", lineSchema({{"costFen", integerSchema()}})}},
	                           {"placeId", "reason"});
	EH_CHECK(registry.route({"POST", "/openings", "openStock", "Stock that was there before the ledger.",
	                         kCentralKeeper, nullptr, std::move(opening), paperDetailSchema(), true,
	                         [this](Tx& tx, const Request& request) { return open(tx, request); }}));
	const json exchange = objectSchema({{"documentId", idSchema()}, {"line", integerSchema()}}, {"documentId", "line"});
	json receipt = paperSchema(
		{{"placeId", idSchema()},
	     {"supplier", idSchema()},
	     {"reference", textSchema(100)},
	     {"transport", transportSchema()},
	     {"lines", lineSchema({{"costFen", integerSchema()}, {"exchangeFor", exchange}, {"note", textSchema(500)}})}},
		{"placeId", "supplier", "lines"});
	EH_CHECK(registry.route({"POST", "/receipts", "receiveGoods", "Goods from a supplier, into quarantine.", kKeepers,
	                         nullptr, std::move(receipt), paperDetailSchema(), true,
	                         [this](Tx& tx, const Request& request) { return receive(tx, request); }}));
	json recovery =
		paperSchema({{"placeId", idSchema()},
	                 {"source", {{"enum", {"customer", "repaired", "scrap"}}}},
	                 {"order", orderSchema()},
	                 {"person", objectSchema({{"number", idSchema()}, {"name", textSchema(100)}}, {"number", "name"})},
	                 {"lines", lineSchema({{"note", textSchema(500)}})}},
	                {"placeId", "source", "reason", "lines"});
	return registry.route({"POST", "/recoveries", "recoverParts",
	                       "Parts that come back to use, into quarantine until they are tested.", kKeepers, nullptr,
	                       std::move(recovery), paperDetailSchema(), true,
	                       [this](Tx& tx, const Request& request) { return recover(tx, request); }});
}

Result<Reply> ReceiptRoutes::open(Tx& tx, const Request& request) const
{
	EH_TRY(auto again, _work.known(tx, request));
	if (again) return *std::move(again);
	EH_TRY(const NamedPlace store, requireStore(tx, request, request.body.at("placeId"), "/placeId"));
	EH_CHECK(requireRole(request, kCentralKeeper, store.place.branchId, store.name));
	EH_TRY([[maybe_unused]] const std::string why, requireText(request.body, "reason"));
	const bool typed = !request.body.value("fromErp", false);
	if (typed && !request.body.contains("lines"))
		return erphost::permanent("parts.lines.invalid", "A paper without lines says nothing.")
		    .with("pointer", "/lines");
	EH_TRY(const auto wanted, typed ? wantedLines(tx, request) : fromErp(tx, store));
	EH_TRY(Paper paper, _work.begin(tx, request, "opening", store.place.branchId));
	const Place from = placeOf("difference", store.place.branchId);
	paper.fromPlace = from.id();
	paper.toPlace = store.id;
	EH_CHECK(rememberPlace(tx, from));
	EH_CHECK(addPaper(tx, paper));
	for (const WantedLine& line : wanted)
	{
		EH_TRY(const std::int64_t cost, moneyOrZero(line.body, "costFen", "/lines/" + std::to_string(line.line - 1)));
		EH_CHECK(addLine(tx, lineOf(paper, line, store.place)));
		Posting posting = _work.posting(paper, "opening", line.line, line.item.code, line.quantity, from, store.place);
		posting.costFen = cost;
		EH_TRY([[maybe_unused]] const Movement posted, moveLine(tx, std::move(posting)));
	}
	return _work.reply(tx, request, paper.id, 201);
}

Result<Reply> ReceiptRoutes::receive(Tx& tx, const Request& request) const
{
	EH_TRY(auto again, _work.known(tx, request));
	if (again) return *std::move(again);
	const json& body = request.body;
	EH_TRY(const NamedPlace store, requireStore(tx, request, body.at("placeId"), "/placeId"));
	const std::string code = body.at("supplier");
	EH_TRY(const auto supplier, findSupplier(tx, code));
	if (!supplier || !supplier->active)
		return erphost::permanent("parts.supplier.not_found", "There is no such supplier.")
		    .with("pointer", "/supplier")
		    .with("supplier", code);
	EH_TRY(const auto wanted, wantedLines(tx, request));
	EH_TRY(Paper paper, _work.begin(tx, request, "receipt", store.place.branchId));
	const Place from{"supplier", {}, code}, held = placeOf("quarantine", store.place.branchId);
	paper.state = "open"; // PT-09: until it was inspected
	paper.supplier = code;
	paper.reference = body.value("reference", "");
	paper.fromPlace = from.id();
	paper.toPlace = store.id;
	EH_CHECK(rememberPlace(tx, from, supplier->name));
	EH_CHECK(rememberPlace(tx, held));
	EH_CHECK(addPaper(tx, paper));
	for (const WantedLine& line : wanted)
	{
		PaperLine row = lineOf(paper, line, held);
		std::int64_t cost = 0;
		if (line.body.contains("exchangeFor"))
		{
			// PT-09: exchanged without conditions – it costs what went back, nothing more.
			row.origin = {line.body.at("exchangeFor").at("documentId"), line.body.at("exchangeFor").at("line")};
			EH_TRY([[maybe_unused]] const Paper owed, _work.requirePaper(tx, request, row.origin.documentId));
			EH_TRY(cost, takeExchange(tx, row.origin, line.item.code, line.quantity));
		}
		else
		{
			EH_TRY(cost, moneyOrZero(line.body, "costFen", "/lines/" + std::to_string(line.line - 1)));
		}
		EH_CHECK(addLine(tx, row));
		Posting posting = _work.posting(paper, "receipt", line.line, line.item.code, line.quantity, from, held);
		posting.costFen = cost;
		EH_TRY([[maybe_unused]] const Movement posted, moveLine(tx, std::move(posting)));
	}
	return _work.reply(tx, request, paper.id, 201);
}

Result<Reply> ReceiptRoutes::recover(Tx& tx, const Request& request) const
{
	EH_TRY(auto again, _work.known(tx, request));
	if (again) return *std::move(again);
	const json& body = request.body;
	EH_TRY(const NamedPlace store, requireStore(tx, request, body.at("placeId"), "/placeId"));
	EH_TRY([[maybe_unused]] const std::string why, requireText(body, "reason"));
	EH_TRY(const auto wanted, wantedLines(tx, request));
	EH_TRY(Paper paper, _work.begin(tx, request, "recovery", store.place.branchId));
	if (body.contains("order"))
	{
		EH_TRY(paper.order, requireOrder(tx, request, body.at("order")));
	}
	if (body.contains("person"))
	{
		paper.person = body.at("person").at("number");
		paper.personName = body.at("person").at("name");
	}
	const std::string source = body.at("source");
	const Place from = placeOf(source == "customer"   ? "used"
	                           : source == "repaired" ? "manufacturer"
	                                                  : "scrap",
	                           store.place.branchId);
	const Place held = placeOf("quarantine", store.place.branchId);
	paper.state = "open"; // PT-10: until every piece was tested
	paper.fromPlace = from.id();
	paper.toPlace = store.id;
	EH_CHECK(rememberPlace(tx, from));
	EH_CHECK(rememberPlace(tx, held));
	EH_CHECK(addPaper(tx, paper));
	for (const WantedLine& line : wanted)
	{
		if (line.quantity % line.item.unitSize != 0)
			return erphost::permanent("parts.quantity.invalid", "Recovered parts are whole pieces.")
			    .with("pointer", "/lines/" + std::to_string(line.line - 1) + "/quantity")
			    .with("least", std::to_string(line.item.unitSize))
			    .with("most", "")
			    .with("given", std::to_string(line.quantity));
		EH_CHECK(addLine(tx, lineOf(paper, line, held)));
		EH_TRY([[maybe_unused]] const Movement posted,
		       moveLine(tx, _work.posting(paper, "recovery", line.line, line.item.code, line.quantity, from, held)));
	}
	return _work.reply(tx, request, paper.id, 201);
}

} // namespace parts
