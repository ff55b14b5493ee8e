#pragma once

#include "store/Papers.hpp"

namespace parts {

/// Posts a movement that moves on a paper's line (`posting.origin`), and with it the line's quantities and the parts of
/// its order. Brand, and the value of what the line holds (PT-12: at what it was issued), come from the line.
/// "parts.line.over" (document, line, held, wanted) where the line has not so much, "parts.stock_short",
/// "parts.warranty.differs".
Result<Movement> moveLine(Tx& tx, Posting posting);

/// The counter-entry of a movement that moved a line on, see reverse(); line and order go back with it.
/// "parts.movement.reversed_elsewhere" for kinds whose work has its own way back; "parts.line.over" where what came of
/// it has gone on since.
Result<Movement> takeBack(Tx& tx, const std::string& movementId, const Posting& posting);

/// PT-09: takes `quantity` out of what the supplier owes for a line; its cost.
/// "parts.exchange.not_due" (due, wanted).
Result<std::int64_t> takeExchange(Tx& tx, const LineRef& ref, const std::string& itemCode, std::int64_t quantity);

} // namespace parts
