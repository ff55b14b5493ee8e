#include "surface/TransferRoutes.hpp"

#include "rules/Share.hpp"
#include "store/LineMoves.hpp"
#include "surface/Access.hpp"
#include "surface/Roles.hpp"

#include <algorithm>
#include <map>

namespace parts {

using erphost::Reply;
using erphost::Request;
using nlohmann::json;

namespace {

/// What the other side counted, by line; "parts.line.item_twice", "parts.quantity.invalid".
Result<std::map<std::int64_t, std::int64_t>> countsOf(const json& lines, const char* member)
{
	std::map<std::int64_t, std::int64_t> counts;
	for (const json& line : lines)
	{
		const std::string pointer = "/lines/" + std::to_string(counts.size());
		EH_TRY(const std::int64_t quantity, quantityOrZero(line, member, pointer));
		if (!counts.emplace(line.at("line").get<std::int64_t>(), quantity).second)
			return erphost::permanent("parts.line.item_twice", "The line stands there twice.")
			    .with("pointer", pointer + "/line")
			    .with("item", "");
	}
	return counts;
}

} // namespace

Result<void> TransferRoutes::addTo(erphost::Registry& registry) const
{
	EH_CHECK(registry.route(
		{"POST", "/transfers", "sendTransfer", "Sends parts to another store.", kKeepers, nullptr,
	     paperSchema(
			 {{"from", idSchema()}, {"to", idSchema()}, {"transport", transportSchema()}, {"lines", lineSchema()}},
			 {"from", "to", "lines"}),
	     paperDetailSchema(), true, [this](Tx& tx, const Request& request) { return send(tx, request); }}));
	const json arrived = objectSchema({{"line", integerSchema()}, {"quantity", integerSchema()}}, {"line", "quantity"});
	EH_CHECK(
		registry.route({"POST", "/documents/{id}/arrival", "receiveTransfer", "What arrived of a transfer.", kKeepers,
	                    nullptr, paperSchema({{"lines", arrayOf(arrived)}}, {"lines"}), paperDetailSchema(), true,
	                    [this](Tx& tx, const Request& request) { return arrive(tx, request); }}));
	const json to = objectSchema({{"user", idSchema()}, {"name", textSchema(100)}}, {"user", "name"});
	EH_CHECK(registry.route({"POST", "/hand-overs", "handOverStore", "Hands a store over to another keeper.", kKeepers,
	                         nullptr, paperSchema({{"placeId", idSchema()}, {"to", to}}, {"placeId", "to"}),
	                         paperDetailSchema(), true,
	                         [this](Tx& tx, const Request& request) { return handOver(tx, request); }}));
	const json counted = objectSchema({{"line", integerSchema()}, {"counted", integerSchema()}}, {"line", "counted"});
	EH_CHECK(registry.route(
		{"POST", "/documents/{id}/confirm", "confirmHandOver", "Takes a store over.", kKeepers, nullptr,
	     objectSchema(
			 {{"lines", {{"type", "array"}, {"maxItems", 10'000}, {"items", counted}}}, {"note", textSchema(500)}}),
	     paperDetailSchema(), false, [this](Tx& tx, const Request& request) { return confirm(tx, request); }}));
	return registry.route({"POST", "/documents/{id}/withdraw", "withdrawHandOver", "Takes an offered hand-over back.",
	                       kKeepers, nullptr, objectSchema({{"reason", textSchema(500)}}, {"reason"}),
	                       paperDetailSchema(), false,
	                       [this](Tx& tx, const Request& request) { return withdraw(tx, request); }});
}

Result<Reply> TransferRoutes::send(Tx& tx, const Request& request) const
{
	EH_TRY(auto again, _work.known(tx, request));
	if (again) return *std::move(again);
	EH_TRY(const NamedPlace from, requireStore(tx, request, request.body.at("from"), "/from"));
	EH_TRY(const auto to, findPlace(tx, request.body.at("to").get<std::string>()));
	if (!to || !to->active || !isStore(to->place.kind))
		return erphost::permanent("parts.place.not_found", "There is no such place.")
		    .with("pointer", "/to")
		    .with("place", request.body.at("to").get<std::string>());
	if (to->id == from.id)
		return erphost::permanent("parts.place.same", "It goes to the store that it comes from.")
		    .with("pointer", "/to");
	EH_TRY(const auto wanted, wantedLines(tx, request));
	EH_TRY(Paper paper, _work.begin(tx, request, "transfer", from.place.branchId));
	const Place transit = placeOf("transit", to->place.branchId);
	paper.state = "open"; // until it arrived
	paper.fromPlace = from.id;
	paper.toPlace = to->id;
	EH_CHECK(rememberPlace(tx, transit));
	EH_CHECK(addPaper(tx, paper));
	for (const WantedLine& line : wanted)
	{
		PaperLine row;
		row.ref = {paper.id, line.line};
		row.itemCode = line.item.code;
		row.quantity = line.quantity;
		row.placeId = transit.id();
		EH_CHECK(addLine(tx, row));
		EH_TRY([[maybe_unused]] const Movement moved,
		       moveLine(tx, _work.posting(paper, "transfer_out", line.line, line.item.code, line.quantity, from.place,
		                                  transit)));
	}
	return _work.reply(tx, request, paper.id, 201);
}

Result<Reply> TransferRoutes::arrive(Tx& tx, const Request& request) const
{
	EH_TRY(const Paper paper, _work.requireChange(tx, request));
	if (paper.kind != "transfer")
		return erphost::conflict("parts.document.wrong_kind", "That is no transfer.").with("number", paper.number);
	EH_TRY(const NamedPlace to, requireStore(tx, request, paper.toPlace, "/id"));
	EH_TRY(const auto lines, linesOf(tx, paper.id));
	EH_TRY(auto counts, countsOf(request.body.at("lines"), "quantity"));
	const Place transit = placeOf("transit", to.place.branchId), lost = placeOf("difference", to.place.branchId);
	bool differs = false;
	for (const PaperLine& line : lines)
	{
		const auto found = counts.find(line.ref.line);
		if (line.held > 0 && found == counts.end())
			return erphost::permanent("parts.arrival.incomplete", "Every line of the transfer is counted on arrival.")
			    .with("pointer", "/lines")
			    .with("line", std::to_string(line.ref.line))
			    .with("item", line.itemCode);
		if (found == counts.end()) continue;
		differs = differs || found->second != line.held;
		const std::int64_t arrived = std::min(found->second, line.held), missing = line.held - arrived,
						   more = found->second - arrived;
		const auto move = [&](const char* kind, std::int64_t quantity, const Place& source, const Place& target,
		                      std::optional<std::int64_t> cost) -> Result<void> {
			if (quantity == 0) return {};
			EH_TRY(Posting posting, _work.actPosting(request, paper, line, kind, quantity, source, target));
			posting.branchId = to.place.branchId;
			posting.costFen = cost;
			EH_TRY([[maybe_unused]] const Movement moved, moveLine(tx, std::move(posting)));
			return {};
		};
		if (missing + more > 0) EH_CHECK(rememberPlace(tx, lost));
		EH_CHECK(move("transfer_in", arrived, transit, to.place, {}));
		EH_CHECK(move("transfer_short", missing, transit, lost, {}));
		// What was too much is worth what the rest of the line is worth.
		EH_CHECK(move("transfer_over", more, lost, to.place,
		              line.held > 0 ? shareOf(line.heldCostFen, more, line.held) : 0));
		counts.erase(found);
	}
	if (!counts.empty())
		return erphost::permanent("parts.line.not_found", "The paper has no such line.")
		    .with("pointer", "/lines")
		    .with("document", paper.id)
		    .with("line", std::to_string(counts.begin()->first));
	const std::string reason = request.body.value("reason", "");
	if (differs && reason.empty())
		return erphost::permanent("parts.arrival.reason", "What arrived is not what was sent: why?")
		    .with("pointer", "/reason")
		    .with("number", paper.number);
	EH_CHECK(_work.settle(tx, paper, request, reason));
	return _work.reply(tx, request, paper.id, 200);
}

Result<Reply> TransferRoutes::handOver(Tx& tx, const Request& request) const
{
	EH_TRY(auto again, _work.known(tx, request));
	if (again) return *std::move(again);
	EH_TRY(const NamedPlace store, requireStore(tx, request, request.body.at("placeId"), "/placeId"));
	const json& to = request.body.at("to");
	if (to.at("user") == request.caller.id)
		return erphost::permanent("parts.hand_over.not_yours", "Nobody hands over to himself.")
		    .with("pointer", "/to/user");
	EH_TRY(Paper paper, _work.begin(tx, request, "hand_over", store.place.branchId));
	paper.state = "open"; // until the other has confirmed
	paper.person = to.at("user");
	paper.personName = to.at("name");
	paper.fromPlace = store.id;
	paper.toPlace = store.id;
	EH_TRY(paper.frozenSequence, ledgerHead(tx));
	EH_CHECK(addPaper(tx, paper));
	// Every item of the store, page by page: the list is what the two go through.
	StockFilter filter;
	filter.placeId = store.id;
	std::int64_t number = 0;
	for (std::string cursor;;)
	{
		EH_TRY(const StockPage page, listStock(tx, filter, cursor, 200));
		for (const Stock& stock : page.stock)
		{
			if (stock.quantity == 0) continue;
			PaperLine line;
			line.ref = {paper.id, ++number};
			line.itemCode = stock.itemCode;
			line.quantity = stock.quantity;
			line.costFen = stock.valueFen;
			EH_CHECK(addLine(tx, line));
		}
		if (page.next.empty()) break;
		cursor = page.next;
	}
	return _work.reply(tx, request, paper.id, 201);
}

Result<Paper> TransferRoutes::requireHandOver(Tx& tx, const Request& request) const
{
	EH_TRY(Paper paper, _work.requireChange(tx, request));
	if (paper.kind == "hand_over") return paper;
	return erphost::conflict("parts.document.wrong_kind", "That is no hand-over.").with("number", paper.number);
}

Result<Reply> TransferRoutes::confirm(Tx& tx, const Request& request) const
{
	EH_TRY(Paper paper, requireHandOver(tx, request));
	if (paper.person != request.caller.id)
		return erphost::permanent("parts.hand_over.not_yours", "The store is handed over to somebody else.")
		    .with("number", paper.number)
		    .with("to", paper.personName);
	EH_TRY(const bool moved, placeMovedAfter(tx, paper.fromPlace, paper.frozenSequence));
	if (moved)
		return erphost::conflict("parts.hand_over.moved", "Something was moved since the list was made.")
		    .with("number", paper.number);
	EH_TRY(auto counts, countsOf(request.body.value("lines", json::array()), "counted"));
	EH_TRY(auto lines, linesOf(tx, paper.id));
	const std::string note = request.body.value("note", "");
	for (PaperLine& line : lines)
	{
		const auto found = counts.find(line.ref.line);
		line.counted = found == counts.end() ? line.quantity : found->second;
		if (*line.counted != line.quantity && note.empty())
			return erphost::permanent("parts.hand_over.deviation", "What was counted differs: that must be explained.")
			    .with("pointer", "/note")
			    .with("item", line.itemCode)
			    .with("there", std::to_string(line.quantity))
			    .with("counted", std::to_string(*line.counted));
		EH_CHECK(saveLine(tx, line));
	}
	EH_TRY(auto place, findPlace(tx, paper.fromPlace));
	place->keeper = paper.person;
	place->keeperName = paper.personName;
	EH_CHECK(savePlace(tx, *place));
	EH_CHECK(_work.settle(tx, std::move(paper), request, note));
	return _work.reply(tx, request, request.param("id"), 200);
}

Result<Reply> TransferRoutes::withdraw(Tx& tx, const Request& request) const
{
	EH_TRY(Paper paper, requireHandOver(tx, request));
	if (paper.actor.id != request.caller.id)
		return erphost::permanent("parts.hand_over.not_yours", "Who offered it takes it back.")
		    .with("number", paper.number)
		    .with("to", paper.personName);
	EH_TRY(paper.settledNote, requireText(request.body, "reason"));
	paper.state = "cancelled";
	paper.settledAt = _work.host().nowMs();
	paper.settledBy = actorOf(request);
	EH_CHECK(savePaper(tx, paper));
	return _work.reply(tx, request, paper.id, 200);
}

} // namespace parts
