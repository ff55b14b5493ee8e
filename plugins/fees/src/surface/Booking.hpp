#pragma once

#include "erphost/Plugin.hpp"
#include "store/MoneyLedger.hpp"
#include "store/Penalties.hpp"

#include <string>
#include <string_view>
#include <utility>

namespace fees {

/// Moves a sum (≠ 0; below zero the other way round) from one account to another now; the same id is done once.
struct Booking
{
	std::string id, what, branchId, reason, ref;
	Doer who;                 ///< id '' the program
	std::string kind, erpKey; ///< of the order, if there is one
	std::string businessDate; ///< '' today
};
inline Result<void> book(Tx& tx, const erphost::Host& host, const Booking& booking, std::string_view from,
                         const std::string& fromKey, std::string_view to, const std::string& toKey, Fen sum)
{
	if (sum == 0) return {};
	MoneyEntry entry;
	entry.id = booking.id;
	entry.what = booking.what;
	entry.branchId = booking.branchId;
	entry.kind = booking.kind;
	entry.erpKey = booking.erpKey;
	entry.at = host.nowMs();
	entry.businessDate = booking.businessDate.empty() ? host.localDate(entry.at) : booking.businessDate;
	entry.who = booking.who.id.empty() ? "program" : booking.who.id;
	entry.whoName = booking.who.name;
	entry.reason = booking.reason;
	entry.ref = booking.ref;
	entry.lines = {{std::string(from), fromKey, -sum}, {std::string(to), toKey, sum}};
	EH_TRY([[maybe_unused]] const bool posted, post(tx, entry));
	return {};
}

} // namespace fees
