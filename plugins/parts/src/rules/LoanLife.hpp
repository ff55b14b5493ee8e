#pragma once

#include "rules/DeskQuantity.hpp"

#include <algorithm>

namespace parts {

/// PT-15: what became of what was lent to somebody. quantity = back + damaged + lost + out(), always.
struct LoanLife
{
	std::int64_t quantity = 0;
	std::int64_t back = 0;
	std::int64_t damaged = 0;
	std::int64_t lost = 0;
	std::int64_t replaced = 0; ///< of damaged and lost: the person brought another one

	std::int64_t out() const { return quantity - back - damaged - lost; }
	std::int64_t replacementDue() const { return damaged + lost - replaced; }
	bool done() const { return out() == 0; }
};

enum class LoanMove
{
	back,
	damaged,
	lost
};

/// "parts.desk.quantity.invalid" if so much is not out.
inline erphost::Result<LoanLife> moved(LoanLife loan, LoanMove move, std::int64_t quantity)
{
	EH_CHECK(checkQuantity(quantity, loan.out()));
	if (move == LoanMove::back) loan.back += quantity;
	if (move == LoanMove::damaged) loan.damaged += quantity;
	if (move == LoanMove::lost) loan.lost += quantity;
	return loan;
}

/// He brought another one for what he lost or broke.
inline erphost::Result<LoanLife> replaced(LoanLife loan, std::int64_t quantity)
{
	EH_CHECK(checkQuantity(quantity, loan.replacementDue()));
	loan.replaced += quantity;
	return loan;
}

/// A loss that was none: the piece is out again.
inline erphost::Result<LoanLife> takenBack(LoanLife loan, LoanMove move, std::int64_t quantity)
{
	std::int64_t& from = move == LoanMove::damaged ? loan.damaged : loan.lost;
	EH_CHECK(checkQuantity(quantity, std::min(from, loan.replacementDue())));
	from -= quantity;
	return loan;
}

} // namespace parts
