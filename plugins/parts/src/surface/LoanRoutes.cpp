#include "surface/LoanRoutes.hpp"

#include "rules/Id.hpp"
#include "store/LoanSql.hpp"
#include "surface/DeskList.hpp"
#include "surface/DeskRoles.hpp"

#include <array>

namespace parts {

using erphost::Reply;
using erphost::Request;
using nlohmann::json;

namespace {

const std::array kListSortings{PARTS_SORTINGS("lentAt", sql::kLoans, true),
                               PARTS_SORTINGS("dueOn", sql::kLoansByDue, false)};
const DeskListing kList{kListSortings, sql::kLoanColumns, "-lentAt"};

void finish(json& loan, const std::string& today)
{
	const LoanLife life = loanLife(loan);
	loan["out"] = life.out();
	loan["replacementDue"] = life.replacementDue();
	loan["overdue"] = !life.done() && loan.at("dueOn").is_string() && loan.at("dueOn").get<std::string>() < today;
}

constexpr std::string_view nameOf(LoanMove move)
{
	switch (move)
	{
	case LoanMove::back: return "give_back";
	case LoanMove::damaged: return "damaged";
	case LoanMove::lost: return "lost";
	}
	return "";
}

} // namespace

Result<void> LoanRoutes::addTo(erphost::Registry& registry) const
{
	const json quantity = integerSchema(), text = textSchema(2000);
	EH_CHECK(deskRoute(registry, this, "GET", "/loans", "listLoans", "Tools lent to persons, the newest first.",
	                   kDeskReaders, listQuery({"branch", "state", "person", "overdue"}, kListSortings),
	                   &LoanRoutes::list));
	EH_CHECK(deskRoute(registry, this, "GET", "/loans/{id}", "readLoan", "A loan with its history.", kDeskReaders,
	                   nullptr, &LoanRoutes::read));
	EH_CHECK(deskRoute(registry, this, "POST", "/loans", "lendTool", "Lends a tool to a person.", kDeskWorkers,
	                   objectSchema({{"branchId", textSchema(100)},
	                                 {"place", textSchema(200)},
	                                 {"person", deskPersonSchema()},
	                                 {"itemCode", textSchema(100)},
	                                 {"quantity", quantity},
	                                 {"dueOn", textSchema(10)}},
	                                {"branchId", "place", "person", "itemCode", "quantity"}),
	                   &LoanRoutes::lend));
	EH_CHECK(deskRoute(registry, this, "POST", "/loans/{id}/back", "takeToolBack", "Tools came back in order.",
	                   kDeskWorkers, objectSchema({{"quantity", quantity}, {"note", text}}, {"quantity"}),
	                   &LoanRoutes::giveBack));
	EH_CHECK(deskRoute(
		registry, this, "POST", "/loans/{id}/damaged", "recordToolDamaged", "Tools came back broken.", kDeskWorkers,
		objectSchema({{"quantity", quantity}, {"text", text}, {"sumFen", integerSchema()}}, {"quantity", "text"}),
		&LoanRoutes::damage));
	EH_CHECK(deskRoute(registry, this, "POST", "/loans/{id}/lost", "recordToolLost", "Tools are lost.", kDeskWorkers,
	                   objectSchema({{"quantity", quantity}, {"text", text}, {"sumFen", integerSchema()}},
	                                {"quantity", "text", "sumFen"}),
	                   &LoanRoutes::lose));
	return deskRoute(registry, this, "POST", "/loans/{id}/replaced", "recordToolReplaced",
	                 "The person brought another one.", kDeskWorkers,
	                 objectSchema({{"charge", textSchema(100)}, {"note", text}}, {"charge", "note"}),
	                 &LoanRoutes::replace);
}

Result<Reply> LoanRoutes::list(Tx& tx, const Request& request) const
{
	const std::string today = _kit.today();
	return deskList(
		tx, request, kDeskReaders, kList, [&](json& loan) { finish(loan, today); }, request.queryText("person"),
		!request.queryText("overdue").empty(), today);
}

Result<Reply> LoanRoutes::reply(Tx& tx, const std::string& id, int status) const
{
	EH_TRY(json loan, _kit.find(tx, kLoanKind, id));
	finish(loan, _kit.today());
	EH_TRY(loan["steps"], _kit.steps(tx, id));
	EH_TRY(loan["charges"], _charges.ofSource(tx, id));
	return recordReply(std::move(loan), status);
}

Result<Reply> LoanRoutes::read(Tx& tx, const Request& request) const
{
	EH_TRY(const json loan, _kit.readable(tx, request, kLoanKind, kDeskReaders));
	return reply(tx, loan.at("id"));
}

Result<Reply> LoanRoutes::lend(Tx& tx, const Request& request) const
{
	const json& body = request.body;
	const std::string branchId = body.at("branchId"), code = body.at("itemCode");
	EH_CHECK(_kit.requireBranch(request, kDeskWorkers, branchId));
	EH_TRY(const Place place, _kit.placeIn(body.at("place"), branchId, {"store", "central"}));
	EH_TRY(const json person, deskPerson(body.at("person"), "/person"));
	EH_TRY(const json item, _kit.item(tx, code, "/itemCode"));
	if (item.at("kind") != "tool")
		return erphost::permanent("parts.loan.no_tool", "Only tools are lent; parts and material are issued.")
		    .with("pointer", "/itemCode")
		    .with("item", code);
	const std::int64_t quantity = body.at("quantity");
	EH_CHECK(checkQuantity(quantity, kMaximumQuantity));
	std::optional<std::string> dueOn;
	if (body.contains("dueOn"))
	{
		EH_TRY(dueOn, deskDate(body, "dueOn"));
	}
	const std::string id = newId(_kit.now());
	const Actor actor = actorOf(request);
	Posting posting = _kit.posting(idOf({"loan", id, "lend"}), "lend", branchId, actor);
	posting.itemCode = code;
	posting.quantity = quantity;
	posting.from = place;
	posting.to = handsOf(branchId, person.at("key"));
	posting.person = person.at("key");
	posting.personName = person.at("name");
	posting.brand = item.at("brand");
	EH_TRY([[maybe_unused]] const Movement lent, _kit.move(tx, posting));
	EH_TRY(const std::string number, _kit.number(tx, "JC", branchId));
	EH_TRY(const std::string placeName, _kit.placeName(tx, place));
	EH_TRY([[maybe_unused]] const auto added,
	       tx.execute(sql::kAddLoan, id, number, branchId, place.id(), placeName, person.at("kind").get<std::string>(),
	                  person.at("key").get<std::string>(), person.at("name").get<std::string>(), code, quantity,
	                  _kit.now(), dueOn));
	EH_CHECK(_kit.begin(tx, id, "lent", actor, std::to_string(quantity)));
	return reply(tx, id, 201);
}

Result<Reply> LoanRoutes::giveBack(Tx& tx, const Request& request) const
{
	return move(tx, request, LoanMove::back);
}

Result<Reply> LoanRoutes::damage(Tx& tx, const Request& request) const
{
	return move(tx, request, LoanMove::damaged);
}

Result<Reply> LoanRoutes::lose(Tx& tx, const Request& request) const
{
	return move(tx, request, LoanMove::lost);
}

Result<Reply> LoanRoutes::move(Tx& tx, const Request& request, LoanMove move) const
{
	EH_TRY(const json loan, _kit.changeable(tx, request, kLoanKind, kDeskWorkers));
	const std::int64_t quantity = request.body.at("quantity");
	EH_TRY(const LoanLife life, moved(loanLife(loan), move, quantity));
	const Actor actor = actorOf(request);
	const std::string id = loan.at("id"), branchId = loan.at("branchId");
	std::string text = request.body.value("note", "");
	if (move != LoanMove::back)
	{
		EH_TRY(text, deskText(request.body, "text"));
	}
	const std::string version = std::to_string(loan.at("version").get<std::int64_t>());
	Posting posting = _kit.posting(idOf({"loan", id, version}), nameOf(move), branchId, actor);
	posting.itemCode = loan.at("itemCode");
	posting.quantity = quantity;
	const json& person = loan.at("person");
	posting.from = handsOf(branchId, person.at("key"));
	posting.to = move == LoanMove::back      ? placeNamed(loan.at("place").get<std::string>())
	             : move == LoanMove::damaged ? placeOf("scrap", branchId)
	                                         : placeOf("difference", branchId);
	posting.person = person.at("key");
	posting.personName = person.at("name");
	posting.reason = text;
	EH_TRY(const Movement posted, _kit.move(tx, posting));
	EH_CHECK(_kit.step(tx, loan, nameOf(move), actor, std::to_string(quantity) + " " + text));
	EH_CHECK(saveLoan(tx, id, life));
	if (request.body.contains("sumFen"))
	{
		EH_TRY(const std::int64_t sum, deskSum(request.body, "sumFen"));
		ChargeDraft draft{branchId, person,    move == LoanMove::lost ? "tool_lost" : "tool_damaged",
		                  id,       posted.id, posting.itemCode,
		                  quantity, sum,       text,
		                  {}};
		EH_TRY([[maybe_unused]] const std::string charge, _charges.raise(tx, draft, actor));
	}
	return reply(tx, id);
}

Result<Reply> LoanRoutes::replace(Tx& tx, const Request& request) const
{
	EH_TRY(const json loan, _kit.changeable(tx, request, kLoanKind, kDeskWorkers));
	const std::string id = loan.at("id"), branchId = loan.at("branchId");
	EH_TRY(const json charge, _charges.find(tx, request.body.at("charge")));
	if (charge.at("sourceId") != id)
		return erphost::permanent("parts.desk.not_found", "There is no such charge on the loan.")
		    .with("record", charge.at("id").get<std::string>());
	EH_TRY(const std::string note, deskText(request.body, "note"));
	const std::int64_t quantity = charge.at("quantity");
	EH_TRY(const LoanLife life, replaced(loanLife(loan), quantity));
	const Actor actor = actorOf(request);
	EH_CHECK(_charges.withdraw(tx, charge, note, actor));
	// The new piece comes from outside; what was lost or scrapped stays there.
	Posting posting =
		_kit.posting(idOf({"loan", id, "replaced", charge.at("id").get<std::string>()}), "give_back", branchId, actor);
	posting.itemCode = loan.at("itemCode");
	posting.quantity = quantity;
	posting.from = placeOf("difference", branchId);
	posting.to = placeNamed(loan.at("place").get<std::string>());
	posting.person = loan.at("person").at("key");
	posting.personName = loan.at("person").at("name");
	posting.reason = note;
	EH_TRY(const auto lost, findMovement(tx, charge.at("movementId")));
	if (lost) posting.costFen = lost->costFen;
	EH_TRY([[maybe_unused]] const Movement posted, _kit.move(tx, posting));
	EH_CHECK(_kit.step(tx, loan, "replaced", actor, note));
	EH_CHECK(saveLoan(tx, id, life));
	return reply(tx, id);
}

} // namespace parts
