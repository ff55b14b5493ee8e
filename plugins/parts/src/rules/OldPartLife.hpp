#pragma once

#include "rules/DeskQuantity.hpp"

#include <algorithm>

namespace parts {

/// PT-11, PT-18: the old parts that an order owes for one item. Owed is what was used in warranty: issued less what
/// came back unused. due = back + lost + open() as long as no more came back than was used.
struct OldPartLife
{
	std::int64_t due = 0;
	std::int64_t back = 0; ///< handed over
	std::int64_t lost = 0; ///< charged to whoever lost it
	std::int64_t sent = 0; ///< of back: in a lot to the manufacturer

	std::int64_t open() const { return std::max<std::int64_t>(0, due - back - lost); }
	std::int64_t toSend() const { return back - sent; }
	/// PT-18: what was replaced and what was issued less returned unused disagree by; 0 is right.
	std::int64_t difference() const { return due - back - lost - open(); }
	bool done() const { return open() == 0; }
};

inline erphost::Result<OldPartLife> handedOver(OldPartLife old, std::int64_t quantity)
{
	EH_CHECK(checkQuantity(quantity, old.open()));
	old.back += quantity;
	return old;
}

inline erphost::Result<OldPartLife> lost(OldPartLife old, std::int64_t quantity)
{
	EH_CHECK(checkQuantity(quantity, old.open()));
	old.lost += quantity;
	return old;
}

/// It was not lost: it is owed again.
inline erphost::Result<OldPartLife> found(OldPartLife old, std::int64_t quantity)
{
	EH_CHECK(checkQuantity(quantity, old.lost));
	old.lost -= quantity;
	return old;
}

inline erphost::Result<OldPartLife> putInLot(OldPartLife old, std::int64_t quantity)
{
	EH_CHECK(checkQuantity(quantity, old.toSend()));
	old.sent += quantity;
	return old;
}

} // namespace parts
