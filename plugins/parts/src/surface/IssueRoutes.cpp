#include "surface/IssueRoutes.hpp"

#include "rules/LineEffect.hpp"
#include "store/LineMoves.hpp"
#include "store/OrderParts.hpp"
#include "surface/Access.hpp"
#include "surface/OrderNews.hpp"
#include "surface/Roles.hpp"
#include "surface/StockJson.hpp"

#include <set>

namespace parts {

using erphost::Reply;
using erphost::Request;
using nlohmann::json;

namespace {

/// A line of an issue that something is done with, and how much of it.
struct IssuedLine
{
	std::int64_t line = 0; ///< of the new paper, from 1
	PaperLine issued;
	std::int64_t quantity = 0;
	json body;
};

/// "parts.line.not_found", "parts.document.wrong_kind", "parts.line.item_twice", "parts.quantity.invalid",
/// "parts.lines.invalid" where they are not all of one branch and person.
Result<std::vector<IssuedLine>> issuedLines(Tx& tx, const Request& request)
{
	std::vector<IssuedLine> lines;
	std::set<std::pair<std::string, std::int64_t>> seen;
	for (const json& body : request.body.at("lines"))
	{
		const std::string pointer = "/lines/" + std::to_string(lines.size());
		IssuedLine line;
		line.line = static_cast<std::int64_t>(lines.size()) + 1;
		line.body = body;
		EH_TRY(line.issued, requireLine(tx, {body.at("documentId"), body.at("line")}));
		const PaperLine& issued = line.issued;
		if (issued.documentKind != "issue" || !request.caller.may(kReaders, issued.branchId))
			return erphost::permanent("parts.line.not_found", "That is no line of an issue.")
			    .with("pointer", pointer)
			    .with("document", issued.ref.documentId)
			    .with("line", std::to_string(issued.ref.line));
		if (!seen.emplace(issued.ref.documentId, issued.ref.line).second)
			return erphost::permanent("parts.line.item_twice", "The line stands there twice.")
			    .with("pointer", pointer)
			    .with("item", issued.itemCode);
		if (!lines.empty() && (lines[0].issued.branchId != issued.branchId || lines[0].issued.person != issued.person))
			return erphost::permanent("parts.lines.invalid", "A paper is of one branch and one person.")
			    .with("pointer", pointer);
		EH_TRY(line.quantity, requireQuantity(body, "quantity", pointer));
		lines.push_back(std::move(line));
	}
	if (lines.empty())
		return erphost::permanent("parts.lines.invalid", "A paper without lines says nothing.")
		    .with("pointer", "/lines");
	EH_CHECK(requireRole(request, kKeepers, lines[0].issued.branchId, lines[0].issued.documentNumber));
	return lines;
}

PaperLine continuation(const Paper& paper, const IssuedLine& line)
{
	PaperLine row;
	row.ref = {paper.id, line.line};
	row.itemCode = line.issued.itemCode;
	row.quantity = line.quantity;
	row.origin = line.issued.ref;
	return row;
}

json issuedSchema(json more = json::object())
{
	json properties = {{"documentId", idSchema()}, {"line", integerSchema()}, {"quantity", integerSchema()}};
	properties.update(more);
	return arrayOf(objectSchema(std::move(properties), {"documentId", "line", "quantity"}));
}

json warrantySchema()
{
	return {{"enum", {"in", "out"}}};
}

/// PT-03: parts of an order are in or out of warranty; nobody guesses.
Result<std::string> warrantyOf(const json& body)
{
	const std::string warranty = body.value("warranty", "");
	if (!warranty.empty()) return warranty;
	return erphost::permanent("parts.warranty.missing", "Is it in or out of warranty?").with("pointer", "/warranty");
}

} // namespace

Result<void> IssueRoutes::addTo(erphost::Registry& registry) const
{
	const json technician = objectSchema({{"number", idSchema()}, {"name", textSchema(100)}}, {"number", "name"});
	EH_CHECK(registry.route(
		{"POST", "/issues", "issueParts", "Issues parts to a technician or to an order.", kKeepers, nullptr,
	     paperSchema({{"placeId", idSchema()},
	                  {"technician", technician},
	                  {"order", orderSchema()},
	                  {"warranty", warrantySchema()},
	                  {"transport", transportSchema()},
	                  {"lines", lineSchema({{"note", textSchema(500)}})}},
	                 {"placeId", "lines"}),
	     paperDetailSchema(), true, [this](Tx& tx, const Request& request) { return issue(tx, request); }}));
	EH_CHECK(registry.route({"POST", "/returns", "returnParts", "Takes back what was issued and not used.", kKeepers,
	                         nullptr, paperSchema({{"placeId", idSchema()}, {"lines", issuedSchema()}}, {"lines"}),
	                         paperDetailSchema(), true,
	                         [this](Tx& tx, const Request& request) { return giveBack(tx, request); }}));
	EH_CHECK(registry.route(
		{"POST", "/write-offs", "writeOffParts", "Writes off what was used for an order.", kKeepers, nullptr,
	     paperSchema({{"order", orderSchema()},
	                  {"warranty", warrantySchema()},
	                  {"lines", issuedSchema({{"chargedFen", integerSchema()}})}},
	                 {"lines"}),
	     paperDetailSchema(), true, [this](Tx& tx, const Request& request) { return writeOff(tx, request); }}));
	return registry.route({"GET", "/hands", "listHands", "What technicians and workshops hold.", kReaders,
	                       listQuery({"person", "branch", "orderKind", "orderBranch", "orderKey"}), nullptr,
	                       pageSchema(), false, [this](Tx& tx, const Request& request) { return held(tx, request); }});
}

Result<Reply> IssueRoutes::issue(Tx& tx, const Request& request) const
{
	EH_TRY(auto again, _work.known(tx, request));
	if (again) return *std::move(again);
	const json& body = request.body;
	if (!body.contains("technician") && !body.contains("order"))
		return erphost::permanent("parts.issue.to_nobody", "An issue is to a technician or for an order.")
		    .with("pointer", "/technician");
	EH_TRY(const NamedPlace store, requireStore(tx, request, body.at("placeId"), "/placeId"));
	EH_TRY(const auto wanted, wantedLines(tx, request));
	EH_TRY(Paper paper, _work.begin(tx, request, "issue", store.place.branchId));
	if (body.contains("order"))
	{
		EH_TRY(paper.order, requireOrder(tx, request, body.at("order")));
		EH_TRY(paper.warranty, warrantyOf(body));
	}
	if (body.contains("technician"))
	{
		paper.person = body.at("technician").at("number");
		paper.personName = body.at("technician").at("name");
	}
	const Place hands = handsOf(store.place.branchId, paper.person);
	paper.state = "open"; // until all of it is written off or back
	paper.fromPlace = store.id;
	paper.toPlace = hands.id();
	EH_CHECK(rememberPlace(tx, hands, paper.personName));
	EH_CHECK(addPaper(tx, paper));
	for (const WantedLine& line : wanted)
	{
		PaperLine row;
		row.ref = {paper.id, line.line};
		row.itemCode = line.item.code;
		row.quantity = line.quantity;
		row.placeId = hands.id();
		row.person = paper.person;
		row.note = line.body.value("note", "");
		EH_CHECK(addLine(tx, row));
		EH_TRY(
			[[maybe_unused]] const Movement moved,
			moveLine(tx, _work.posting(paper, "issue", line.line, line.item.code, line.quantity, store.place, hands)));
	}
	EH_CHECK(tellOrderChanged(tx, paper.order, orderReason("issue")));
	return _work.reply(tx, request, paper.id, 201);
}

Result<Reply> IssueRoutes::giveBack(Tx& tx, const Request& request) const
{
	EH_TRY(auto again, _work.known(tx, request));
	if (again) return *std::move(again);
	EH_TRY(const auto lines, issuedLines(tx, request));
	const PaperLine& first = lines[0].issued;
	EH_TRY(const NamedPlace store,
	       requireStore(tx, request, request.body.value("placeId", first.fromPlace), "/placeId"));
	if (store.place.branchId != first.branchId)
		return erphost::permanent("parts.place.wrong_kind", "It goes back to a store of its own branch.")
		    .with("pointer", "/placeId")
		    .with("place", store.id);
	EH_TRY(Paper paper, _work.begin(tx, request, "return", first.branchId));
	const Place hands = placeNamed(first.placeId);
	paper.person = first.person;
	paper.personName = first.personName;
	paper.fromPlace = hands.id();
	paper.toPlace = store.id;
	EH_CHECK(addPaper(tx, paper));
	for (const IssuedLine& line : lines)
	{
		EH_CHECK(addLine(tx, continuation(paper, line)));
		Posting posting =
			_work.posting(paper, "return", line.line, line.issued.itemCode, line.quantity, hands, store.place);
		posting.origin = line.issued.ref;
		posting.order = line.issued.order;
		posting.warranty = line.issued.warranty;
		EH_TRY([[maybe_unused]] const Movement moved, moveLine(tx, std::move(posting)));
		EH_TRY(const auto issue, findPaper(tx, line.issued.ref.documentId));
		EH_CHECK(_work.settle(tx, *issue, request, ""));
		EH_CHECK(tellOrderChanged(tx, line.issued.order, orderReason("return")));
	}
	return _work.reply(tx, request, paper.id, 201);
}

Result<Reply> IssueRoutes::writeOff(Tx& tx, const Request& request) const
{
	EH_TRY(auto again, _work.known(tx, request));
	if (again) return *std::move(again);
	const json& body = request.body;
	EH_TRY(const auto lines, issuedLines(tx, request));
	const PaperLine& first = lines[0].issued;
	EH_TRY(Paper paper, _work.begin(tx, request, "write_off", first.branchId));
	const Place hands = placeNamed(first.placeId), used = placeOf("used", first.branchId);
	paper.person = first.person;
	paper.personName = first.personName;
	paper.fromPlace = hands.id();
	paper.toPlace = used.id();
	if (body.contains("order"))
	{
		EH_TRY(paper.order, requireOrder(tx, request, body.at("order")));
		EH_TRY(paper.warranty, warrantyOf(body));
	}
	else
	{
		paper.order = first.order;
		paper.warranty = first.warranty;
	}
	for (const IssuedLine& line : lines)
	{
		// What was issued for an order is written off against it and no other; anything else names its order here.
		if (!paper.order || (line.issued.order && !(line.issued.order == paper.order)))
			return erphost::permanent("parts.order.differs", "The issue was made for another order, or for none.")
			    .with("pointer", "/order")
			    .with("number", line.issued.documentNumber)
			    .with("order", line.issued.order.number);
		if (line.issued.order && line.issued.warranty != paper.warranty)
			return erphost::conflict("parts.warranty.differs", "The item stands in the order under the other warranty.")
			    .with("pointer", "/warranty")
			    .with("item", line.issued.itemCode)
			    .with("order", paper.order.number);
	}
	EH_CHECK(rememberPlace(tx, used));
	EH_CHECK(addPaper(tx, paper));
	for (const IssuedLine& line : lines)
	{
		PaperLine row = continuation(paper, line);
		EH_TRY(row.chargedFen, moneyOrZero(line.body, "chargedFen", "/lines/" + std::to_string(line.line - 1)));
		EH_CHECK(addLine(tx, row));
		Posting posting =
			_work.posting(paper, "write_off", line.line, line.issued.itemCode, line.quantity, hands, used);
		posting.origin = line.issued.ref;
		posting.chargedFen = row.chargedFen;
		EH_TRY([[maybe_unused]] const Movement moved, moveLine(tx, std::move(posting)));
		EH_TRY(const auto issue, findPaper(tx, line.issued.ref.documentId));
		EH_CHECK(_work.settle(tx, *issue, request, ""));
	}
	EH_CHECK(tellOrderChanged(tx, paper.order, orderReason("write_off")));
	return _work.reply(tx, request, paper.id, 201);
}

Result<Reply> IssueRoutes::held(Tx& tx, const Request& request) const
{
	HeldFilter filter;
	filter.branches = readableBranches(request.caller);
	filter.person = request.queryText("person");
	filter.branch = request.queryText("branch");
	filter.order = {
		request.queryText("orderKind"), request.queryText("orderBranch"), request.queryText("orderKey"), {}};
	EH_TRY(const HeldPage page, listHeld(tx, filter, request.queryText("cursor"), limitOf(request)));
	json items = json::array();
	for (const auto& line : page.lines)
	{
		json item = toJson(line, request.caller.may(kMoney, line.branchId));
		item["documentId"] = line.ref.documentId;
		item["documentNumber"] = line.documentNumber;
		item["branchId"] = line.branchId;
		item["person"] = line.person;
		item["personName"] = line.personName;
		item["order"] = toJson(line.order);
		item["issuedOn"] = line.businessDate;
		items.push_back(std::move(item));
	}
	return pageReply(std::move(items), page.next);
}

} // namespace parts
