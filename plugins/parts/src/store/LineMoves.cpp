#include "store/LineMoves.hpp"

#include "rules/LineEffect.hpp"
#include "rules/Share.hpp"
#include "store/OrderParts.hpp"

#include <algorithm>

namespace parts {

namespace {

erphost::Error over(const PaperLine& line, std::int64_t there, std::int64_t wanted)
{
	return erphost::conflict("parts.line.over", "The line has not so much left.")
	    .with("number", line.documentNumber)
	    .with("line", std::to_string(line.ref.line))
	    .with("item", line.itemCode)
	    .with("held", std::to_string(there))
	    .with("wanted", std::to_string(wanted));
}

/// What a movement does to its line; `sign` −1: a counter-entry of the kind.
Result<void> apply(Tx& tx, PaperLine line, const LineEffect& effect, const Movement& movement, int sign)
{
	const std::int64_t quantity = sign * movement.quantity, cost = *movement.costFen;
	const auto move = [&](std::int64_t& count, int by) { count += by * quantity; };
	const PaperLine before = line;
	move(line.held, effect.held);
	move(line.done, effect.done);
	move(line.back, effect.back);
	move(line.lost, effect.lost);
	move(line.exchangeDue, effect.exchangeDue);
	for (const auto& [now, then] :
	     {std::pair{line.held, before.held}, std::pair{line.done, before.done}, std::pair{line.back, before.back},
	      std::pair{line.lost, before.lost}, std::pair{line.exchangeDue, before.exchangeDue}})
		if (now < 0) return over(line, then, movement.quantity);
	if (line.held + line.done + line.back + line.lost > line.quantity)
		return over(line, line.quantity - before.held - before.done - before.back - before.lost, movement.quantity);
	if (effect.held * sign > 0) line.heldCostFen += cost;
	if (effect.held * sign < 0) line.heldCostFen -= std::min(cost, line.heldCostFen);
	if (line.held == 0) line.heldCostFen = 0;
	if (effect.exchangeDue * sign > 0) line.exchangeCostFen += cost;
	if (effect.exchangeDue * sign < 0) line.exchangeCostFen -= std::min(cost, line.exchangeCostFen);
	// The line that a movement opens costs what the movement carried.
	if (movement.document == line.ref && (effect.held > 0 || effect.done > 0)) line.costFen += sign * cost;
	if (line.costFen < 0) line.costFen = 0;
	return saveLine(tx, line);
}

} // namespace

Result<Movement> moveLine(Tx& tx, Posting posting)
{
	EH_TRY(const PaperLine line, requireLine(tx, posting.origin));
	const LineEffect effect = lineEffect(posting.kind);
	if (!effect.isKnown)
		return erphost::bug("parts.movement.invalid", "The kind moves no line.").with("kind", posting.kind);
	posting.brand = line.brand;
	if (effect.held < 0)
	{
		EH_TRY(const auto known, findMovement(tx, posting.id));
		if (!known && line.held < posting.quantity) return over(line, line.held, posting.quantity);
		if (!known) posting.costFen = shareOf(line.heldCostFen, posting.quantity, line.held);
	}
	EH_TRY(Movement movement, post(tx, std::move(posting)));
	if (movement.repeated) return movement;
	EH_CHECK(apply(tx, line, effect, movement, 1));
	EH_CHECK(countForOrder(tx, movement, movement.kind, 1, static_cast<bool>(line.order)));
	return movement;
}

Result<Movement> takeBack(Tx& tx, const std::string& movementId, const Posting& posting)
{
	EH_TRY(const auto original, findMovement(tx, movementId));
	if (!original)
		return erphost::permanent("parts.movement.not_found", "There is no such movement.").with("id", movementId);
	const LineEffect effect = lineEffect(original->kind);
	if (!effect.isKnown)
		return erphost::conflict("parts.movement.reversed_elsewhere",
		                         "This kind of movement is taken back where it was made.")
		    .with("kind", original->kind);
	EH_TRY(const PaperLine line, requireLine(tx, original->origin));
	EH_TRY(const std::int64_t before, reversedQuantity(tx, movementId));
	Posting wanted = posting;
	const std::int64_t quantity = posting.quantity == 0 ? original->quantity - before : posting.quantity;
	// What comes out of somebody's hands again is worth what his line says, to the fen.
	if (effect.held > 0 && quantity > 0 && quantity <= line.held)
		wanted.costFen = shareOf(line.heldCostFen, quantity, line.held);
	EH_TRY(Movement counter, reverse(tx, movementId, wanted));
	if (counter.repeated) return counter;
	EH_CHECK(apply(tx, line, effect, counter, -1));
	EH_CHECK(countForOrder(tx, counter, counter.kind, -1, static_cast<bool>(line.order)));
	if (counter.kind == "receipt" && !line.origin.documentId.empty())
	{
		// The replacement goes back: the supplier owes it again.
		EH_TRY(PaperLine owed, requireLine(tx, line.origin));
		owed.exchangeDue += counter.quantity;
		owed.exchangeCostFen += *counter.costFen;
		EH_CHECK(saveLine(tx, owed));
	}
	return counter;
}

Result<std::int64_t> takeExchange(Tx& tx, const LineRef& ref, const std::string& itemCode, std::int64_t quantity)
{
	EH_TRY(PaperLine owed, requireLine(tx, ref));
	if (owed.itemCode != itemCode || owed.exchangeDue < quantity)
		return erphost::conflict("parts.exchange.not_due", "The supplier does not owe so much for that line.")
		    .with("number", owed.documentNumber)
		    .with("line", std::to_string(ref.line))
		    .with("due", std::to_string(owed.itemCode == itemCode ? owed.exchangeDue : 0))
		    .with("wanted", std::to_string(quantity));
	const std::int64_t cost = shareOf(owed.exchangeCostFen, quantity, owed.exchangeDue);
	owed.exchangeDue -= quantity;
	owed.exchangeCostFen -= cost;
	EH_CHECK(saveLine(tx, owed));
	return cost;
}

} // namespace parts
