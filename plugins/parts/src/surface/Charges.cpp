#include "surface/Charges.hpp"

#include "rules/Id.hpp"
#include "rules/LoanLife.hpp"
#include "rules/OldPartLife.hpp"
#include "store/DeskSql.hpp"
#include "store/LoanSql.hpp"
#include "store/OldPartSql.hpp"
#include "surface/DeskList.hpp"
#include "surface/DeskRoles.hpp"
#include "surface/Lives.hpp"

#include <array>

namespace parts {

using erphost::Reply;
using erphost::Request;
using nlohmann::json;

namespace {

const RecordKind kCharge{sql::kCharge, sql::kChargeColumns};
const std::array kListSortings{PARTS_SORTINGS("at", sql::kCharges, true),
                               PARTS_SORTINGS("sumFen", sql::kChargesBySum, true)};
const DeskListing kList{kListSortings, sql::kChargeColumns, "-at"};

void finish(json& charge)
{
	if (charge.at("order").at("key").get<std::string>().empty()) charge["order"] = nullptr;
}

} // namespace

Result<void> Charges::addTo(erphost::Registry& registry) const
{
	EH_CHECK(deskRoute(registry, this, "GET", "/charges", "listCharges", "What persons have to pay or replace.",
	                   kDeskReaders, listQuery({"branch", "state"}, kListSortings), &Charges::list));
	return deskRoute(registry, this, "POST", "/charges/{id}/withdraw", "withdrawCharge",
	                 "Takes a charge back, and the loss with it.", kDeskApprovers,
	                 objectSchema({{"reason", textSchema(2000)}}, {"reason"}), &Charges::takeBack);
}

Result<Reply> Charges::list(Tx& tx, const Request& request) const
{
	return deskList(tx, request, kDeskReaders, kList, finish);
}

Result<json> Charges::find(Tx& tx, const std::string& id) const
{
	return _kit.find(tx, kCharge, id);
}

Result<json> Charges::ofSource(Tx& tx, const std::string& sourceId) const
{
	EH_TRY(auto rows, tx.query(sql::kChargesOfSource, sourceId));
	EH_TRY(json charges, jsonRows(rows, sql::kChargeColumns));
	for (json& charge : charges) finish(charge);
	return charges;
}

Result<void> Charges::tell(Tx& tx, const std::string& type, const json& charge, const json& payload) const
{
	json told = payload;
	const json& order = charge.at("order");
	const std::string key = order.at("key"), id = charge.at("id");
	told["charge"] = id;
	told["branch"] = charge.at("branchId");
	if (!key.empty())
	{
		told["kind"] = order.at("kind");
		told["erp_key"] = key;
		told["order"] = order.at("number");
	}
	erphost::Event event;
	event.type = type;
	event.branchId = charge.at("branchId");
	event.businessKey = key.empty() ? id : key;
	event.payload = told.dump();
	return tx.append(event);
}

Result<std::string> Charges::raise(Tx& tx, const ChargeDraft& draft, const Actor& actor) const
{
	const std::string id = newId(_kit.now());
	EH_TRY(const std::string number, _kit.number(tx, "KK", draft.branchId));
	EH_TRY([[maybe_unused]] const auto added,
	       tx.execute(sql::kAddCharge, id, number, draft.branchId, draft.person.at("kind").get<std::string>(),
	                  draft.person.at("key").get<std::string>(), draft.person.at("name").get<std::string>(),
	                  draft.reason, draft.sourceId, draft.movementId, draft.itemCode, draft.quantity, draft.sumFen,
	                  draft.text, draft.order.kind, draft.order.branchId, draft.order.key, draft.order.number,
	                  _kit.now(), actor.name));
	EH_CHECK(_kit.begin(tx, id, "raised", actor, draft.text));
	EH_TRY(const json charge, find(tx, id));
	EH_CHECK(tell(tx, "parts.charge.raised", charge,
	              {{"person", draft.person},
	               {"reason", draft.reason},
	               {"sum_fen", draft.sumFen},
	               {"at", _kit.now()},
	               {"text", draft.text}}));
	return id;
}

Result<void> Charges::withdraw(Tx& tx, const json& charge, const std::string& reason, const Actor& actor) const
{
	if (charge.at("state") != "raised") return wrongState(charge, "withdrawn");
	EH_CHECK(_kit.step(tx, charge, "withdrawn", actor, reason));
	EH_TRY([[maybe_unused]] const auto saved,
	       tx.execute(sql::kWithdrawCharge, charge.at("id").get<std::string>(), reason));
	return tell(tx, "parts.charge.withdrawn", charge, {{"reason", reason}});
}

Result<Reply> Charges::takeBack(Tx& tx, const Request& request) const
{
	EH_TRY(const json charge, _kit.changeable(tx, request, kCharge, kDeskApprovers));
	EH_TRY(const std::string reason, deskText(request.body, "reason"));
	EH_CHECK(withdraw(tx, charge, reason, actorOf(request)));
	EH_CHECK(undoLoss(tx, charge, reason, actorOf(request)));
	EH_TRY(json after, find(tx, charge.at("id")));
	finish(after);
	return recordReply(std::move(after));
}

Result<void> Charges::undoLoss(Tx& tx, const json& charge, const std::string& reason, const Actor& actor) const
{
	const std::string movement = charge.at("movementId"), source = charge.at("sourceId");
	const std::string why = charge.at("reason");
	const std::int64_t quantity = charge.at("quantity");
	// A shortage that was posted stays: what a count said is changed by the next count.
	if (movement.empty()) return {};
	Posting counter = _kit.posting(idOf({"charge", charge.at("id").get<std::string>(), "withdrawn"}), "",
	                               charge.at("branchId"), actor);
	counter.quantity = quantity;
	counter.reason = reason;
	EH_TRY([[maybe_unused]] const Movement reversed, reverse(tx, movement, counter));
	if (why == "old_part_lost")
	{
		EH_TRY(const json old, _kit.find(tx, kOldPartKind, source));
		EH_TRY(const OldPartLife life, found(oldPartLife(old), quantity));
		EH_CHECK(_kit.step(tx, old, "found", actor, reason));
		return saveOldPart(tx, source, life);
	}
	EH_TRY(const json loan, _kit.find(tx, kLoanKind, source));
	EH_TRY(const LoanLife life,
	       takenBack(loanLife(loan), why == "tool_lost" ? LoanMove::lost : LoanMove::damaged, quantity));
	EH_CHECK(_kit.step(tx, loan, "found", actor, reason));
	return saveLoan(tx, source, life);
}

} // namespace parts
