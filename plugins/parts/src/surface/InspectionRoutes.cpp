#include "surface/InspectionRoutes.hpp"

#include "rules/Paper.hpp"
#include "store/LineMoves.hpp"
#include "surface/Access.hpp"
#include "surface/Roles.hpp"
#include "surface/StockSettings.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace parts {

using erphost::Reply;
using erphost::Request;
using nlohmann::json;

namespace {

/// What an inspection says of one line, in smallest units.
struct Verdict
{
	std::int64_t accepted = 0, returned = 0, exchanged = 0, scrapped = 0;
	std::int64_t total() const { return accepted + returned + exchanged + scrapped; }
};

Result<Verdict> verdictOf(const json& body, const std::string& pointer, const PaperLine& line)
{
	Verdict verdict;
	EH_TRY(verdict.accepted, quantityOrZero(body, "accepted", pointer));
	EH_TRY(verdict.returned, quantityOrZero(body, "returned", pointer));
	EH_TRY(verdict.exchanged, quantityOrZero(body, "exchanged", pointer));
	EH_TRY(verdict.scrapped, quantityOrZero(body, "scrapped", pointer));
	if (verdict.total() == 0 || verdict.total() > line.held)
		return erphost::permanent("parts.inspection.over", "The verdict is not about what is there to be inspected.")
		    .with("pointer", pointer)
		    .with("item", line.itemCode)
		    .with("held", std::to_string(line.held))
		    .with("wanted", std::to_string(verdict.total()));
	return verdict;
}

/// PT-10: of recovered parts each piece has its own test, and the verdict is what the tests say.
Result<void> checkPieces(const json& body, const std::string& pointer, const PaperLine& line, const Verdict& verdict)
{
	std::int64_t passed = 0, failed = 0;
	for (const json& piece : body.value("pieces", json::array())) piece.at("passed").get<bool>() ? ++passed : ++failed;
	if (verdict.returned == 0 && verdict.exchanged == 0 && verdict.accepted == passed * line.unitSize &&
	    verdict.scrapped == failed * line.unitSize)
		return {};
	return erphost::permanent("parts.inspection.pieces", "Recovered parts are tested piece by piece.")
	    .with("pointer", pointer + "/pieces")
	    .with("item", line.itemCode)
	    .with("passed", std::to_string(passed))
	    .with("failed", std::to_string(failed));
}

} // namespace

Result<void> InspectionRoutes::addTo(erphost::Registry& registry) const
{
	const json piece = objectSchema(
		{{"serial", textSchema(100)}, {"passed", {{"type", "boolean"}}}, {"note", textSchema(500)}}, {"passed"});
	const json line = objectSchema({{"line", integerSchema()},
	                                {"accepted", integerSchema()},
	                                {"returned", integerSchema()},
	                                {"exchanged", integerSchema()},
	                                {"scrapped", integerSchema()},
	                                {"pieces", arrayOf(piece, 500)}},
	                               {"line"});
	EH_CHECK(registry.route(
		{"POST", "/documents/{id}/inspection", "inspectGoods", "The verdict on what lies in quarantine.", kKeepers,
	     nullptr, paperSchema({{"lines", arrayOf(line)}, {"note", textSchema(500)}}, {"lines"}), paperDetailSchema(),
	     true, [this](Tx& tx, const Request& request) { return inspect(tx, request); }}));
	EH_CHECK(registry.route({"POST", "/samplings/proposal", "proposeSampling", "What to look at next in a store.",
	                         kKeepers, nullptr, objectSchema({{"placeId", idSchema()}}, {"placeId"}), anObject(), false,
	                         [this](Tx& tx, const Request& request) { return propose(tx, request); }}));
	const json sampled = objectSchema(
		{{"item", idSchema()}, {"sampled", integerSchema()}, {"faulty", integerSchema()}, {"note", textSchema(500)}},
		{"item", "sampled", "faulty"});
	return registry.route({"POST", "/samplings", "recordSampling", "What a sampling of stock found.", kKeepers, nullptr,
	                       paperSchema({{"placeId", idSchema()}, {"lines", arrayOf(sampled)}}, {"placeId", "lines"}),
	                       paperDetailSchema(), true,
	                       [this](Tx& tx, const Request& request) { return sample(tx, request); }});
}

Result<Reply> InspectionRoutes::inspect(Tx& tx, const Request& request) const
{
	EH_TRY(const Paper paper, _work.requireChange(tx, request));
	if (!isInspected(paper.kind))
		return erphost::conflict("parts.document.wrong_kind", "Nothing of this paper is inspected.")
		    .with("number", paper.number);
	EH_TRY(const NamedPlace store,
	       requireStore(tx, request, paper.kind == "sampling" ? paper.fromPlace : paper.toPlace, "/id"));
	const std::string& branch = store.place.branchId;
	const Place held = placeOf("quarantine", branch), scrap = placeOf("scrap", branch);
	std::set<std::int64_t> seen;
	for (const json& body : request.body.at("lines"))
	{
		const std::string pointer = "/lines/" + std::to_string(seen.size());
		EH_TRY(const PaperLine line, requireLine(tx, {paper.id, body.at("line")}));
		if (!seen.insert(line.ref.line).second)
			return erphost::permanent("parts.line.item_twice", "The line stands there twice.")
			    .with("pointer", pointer + "/line")
			    .with("item", line.itemCode);
		EH_TRY(const Verdict verdict, verdictOf(body, pointer, line));
		if (paper.kind == "recovery") EH_CHECK(checkPieces(body, pointer, line, verdict));
		EH_TRY(const Item item, requireItem(tx, line.itemCode, false));
		// What a sampling found goes back to whoever delivers the item.
		const Place supplier{"supplier", {}, paper.supplier.empty() ? item.supplier : paper.supplier};
		if (verdict.returned + verdict.exchanged > 0) EH_CHECK(rememberPlace(tx, supplier));
		if (verdict.scrapped > 0) EH_CHECK(rememberPlace(tx, scrap));
		const auto move = [&](const char* kind, std::int64_t quantity, const Place& to) -> Result<void> {
			if (quantity == 0) return {};
			EH_TRY(Posting posting, _work.actPosting(request, paper, line, kind, quantity, held, to));
			EH_TRY([[maybe_unused]] const Movement moved, moveLine(tx, std::move(posting)));
			return {};
		};
		EH_CHECK(move("accept", verdict.accepted, store.place));
		EH_CHECK(move("reject", verdict.returned, supplier));
		EH_CHECK(move("exchange", verdict.exchanged, supplier));
		EH_CHECK(move("scrap", verdict.scrapped, scrap));
		std::int64_t number = 0;
		for (const json& piece : body.value("pieces", json::array()))
		{
			PieceTest test;
			test.line = line.ref.line;
			test.serial = piece.value("serial", "");
			test.passed = piece.at("passed");
			test.note = piece.value("note", "");
			test.testedAt = _work.host().nowMs();
			test.actor = actorOf(request);
			const std::string id = request.body.at("id").get<std::string>() + ":" + std::to_string(line.ref.line) +
			                       ":" + std::to_string(++number);
			EH_CHECK(addTest(tx, id, paper.id, test));
		}
	}
	EH_CHECK(_work.settle(tx, paper, request, request.body.value("note", "")));
	return _work.reply(tx, request, paper.id, 200);
}

Result<Reply> InspectionRoutes::propose(Tx& tx, const Request& request) const
{
	EH_TRY(const NamedPlace store, requireStore(tx, request, request.body.at("placeId"), "/placeId"));
	EH_TRY(const StockSettings settings, stockSettings(_work.host(), _work.host().localDate(_work.host().nowMs())));
	EH_TRY(const auto stock, samplable(tx, store.id));
	std::map<std::string, const SamplableItem*> byCode;
	for (const auto& each : stock) byCode[each.itemCode] = &each;
	json lines = json::array();
	for (const auto& each : proposeSample({stock.begin(), stock.end()}, settings.sampleItems, settings.samplePercent))
	{
		const SamplableItem& item = *byCode.at(each.itemCode);
		lines.push_back({{"item", each.itemCode},
		                 {"itemName", item.name},
		                 {"unit", item.unit},
		                 {"unitSize", each.unitSize},
		                 {"inStock", each.inStock},
		                 {"sample", each.sample},
		                 {"lastSampledOn", each.lastSampledOn.empty() ? json() : json(each.lastSampledOn)}});
	}
	return Reply{200, {{"lines", lines}}, {}};
}

Result<Reply> InspectionRoutes::sample(Tx& tx, const Request& request) const
{
	EH_TRY(auto again, _work.known(tx, request));
	if (again) return *std::move(again);
	EH_TRY(const NamedPlace store, requireStore(tx, request, request.body.at("placeId"), "/placeId"));
	EH_TRY(Paper paper, _work.begin(tx, request, "sampling", store.place.branchId));
	const Place held = placeOf("quarantine", store.place.branchId);
	paper.fromPlace = store.id;
	paper.toPlace = held.id();
	EH_CHECK(rememberPlace(tx, held));
	const json& lines = request.body.at("lines");
	const bool faults =
		std::any_of(lines.begin(), lines.end(), [](const json& line) { return line.at("faulty") != 0; });
	if (faults) paper.state = "open";
	EH_CHECK(addPaper(tx, paper));
	std::int64_t number = 0;
	std::set<std::string> seen;
	for (const json& body : lines)
	{
		const std::string pointer = "/lines/" + std::to_string(number);
		PaperLine line;
		line.ref = {paper.id, ++number};
		line.itemCode = body.at("item");
		EH_TRY([[maybe_unused]] const Item item, requireItem(tx, line.itemCode, false));
		if (!seen.insert(line.itemCode).second)
			return erphost::permanent("parts.line.item_twice", "The item stands in two lines.")
			    .with("pointer", pointer + "/item")
			    .with("item", line.itemCode);
		EH_TRY(line.quantity, requireQuantity(body, "sampled", pointer));
		EH_TRY(const std::int64_t faulty, quantityOrZero(body, "faulty", pointer));
		if (faulty > line.quantity)
			return erphost::permanent("parts.quantity.invalid", "More is faulty than was looked at.")
			    .with("pointer", pointer + "/faulty")
			    .with("least", "0")
			    .with("most", std::to_string(line.quantity))
			    .with("given", std::to_string(faulty));
		EH_TRY(const Balance there, balanceOf(tx, store.id, line.itemCode));
		if (there.quantity < line.quantity)
			return stockShort(tx, store.id, line.itemCode, there.quantity, line.quantity);
		line.counted = line.quantity;
		line.faulty = faulty;
		line.placeId = held.id();
		line.note = body.value("note", "");
		EH_CHECK(addLine(tx, line));
		EH_CHECK(noteSampled(tx, store.id, line.itemCode, paper.businessDate));
		if (faulty == 0) continue;
		EH_TRY([[maybe_unused]] const Movement moved,
		       moveLine(tx,
		                _work.posting(paper, "sample_fault", line.ref.line, line.itemCode, faulty, store.place, held)));
	}
	return _work.reply(tx, request, paper.id, 201);
}

} // namespace parts
