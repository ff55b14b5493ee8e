#include "surface/Confiscation.hpp"

#include "store/MoneyLedger.hpp"
#include "surface/FineEvents.hpp"

namespace fees {

namespace {

/// The last time that the gain was taken, or the next one: what was given back may be taken again.
struct Taking
{
	std::string suffix;
	bool stands = false;
};

Result<Taking> lastTaking(Tx& tx, const MoneyException& item)
{
	for (int time = 1;; ++time)
	{
		const std::string suffix = item.id + (time == 1 ? "" : ":" + std::to_string(time));
		EH_TRY(const auto entry, findEntry(tx, "confiscation:" + suffix));
		if (!entry) return Taking{suffix, false};
		if (entry->reversedBy.empty()) return Taking{suffix, true};
	}
}

} // namespace

Result<void> takeGain(Tx& tx, const erphost::Host& host, const MoneyException& item, const FeeOrder& order,
                      const Gain& gain, const Person& who, const std::string& reason)
{
	EH_TRY(const Taking taking, lastTaking(tx, item));
	if (taking.stands)
		return erphost::conflict("fees.exception.confiscated", "The gain was taken before.")
		    .with("number", item.orderNumber);
	const Fen all = gain.handedIn + gain.kept;
	if (all == 0)
		return erphost::conflict("fees.exception.nothing_gained", "Nobody gained by it.")
		    .with("number", item.orderNumber);
	const LiablePerson person = order.outsourced && !order.provider.empty()
	                                ? LiablePerson{"provider", order.provider, order.providerName}
	                                : LiablePerson{"technician", order.technician, order.technicianName};
	EH_TRY(const Share share, shareOf(tx, item.key.branchId, person, 1));
	const std::string owes(share.byProvider ? account::kProvider : account::kPerson);
	const std::string& key = share.byProvider ? share.provider : share.liable.key;
	MoneyEntry entry;
	entry.branchId = item.key.branchId;
	entry.kind = item.key.kind;
	entry.erpKey = item.key.erpKey;
	entry.at = host.nowMs();
	entry.businessDate = host.localDate(entry.at);
	entry.who = who.id;
	entry.whoName = who.name;
	entry.reason = reason;
	entry.ref = item.id;
	const auto add = [&](std::string_view account, const std::string& whose, Fen fen) {
		if (fen != 0) entry.lines.push_back({std::string(account), whose, fen});
	};
	// The customer's money came into his hands; what he kept of it is missing …
	entry.id = "overcharge:" + taking.suffix;
	entry.what = "overcharge";
	add(account::kCustomer, item.key.kind + "|" + item.key.erpKey, -all);
	add(owes, key, gain.handedIn);
	add(account::kOverShort, order.technician, gain.kept);
	EH_TRY([[maybe_unused]] const bool gained, post(tx, entry));
	// … and is taken from him: what he handed in settles his cash, the rest he owes.
	entry.id = "confiscation:" + taking.suffix;
	entry.what = "confiscation";
	entry.lines.clear();
	add(owes, key, -all);
	add(account::kTechnician, order.technician, gain.handedIn);
	add(account::kCompany, "confiscated", gain.kept);
	EH_TRY([[maybe_unused]] const bool taken, post(tx, entry));
	return give(
		tx, host,
		{"charge", item.id, item.key.branchId, person, -gain.kept, item.orderNumber, "overcharge: " + item.orderNumber},
		false);
}

Result<bool> giveGainBack(Tx& tx, const erphost::Host& host, const MoneyException& item, const std::string& reason)
{
	EH_TRY(const Taking taking, lastTaking(tx, item));
	if (!taking.stands) return false;
	const std::int64_t now = host.nowMs();
	const Reversal reversal{host.localDate(now), now, "program", "", reason};
	for (const char* what : {"confiscation:", "overcharge:"})
	{
		EH_TRY([[maybe_unused]] const bool turned, reverse(tx, what + taking.suffix, reversal));
	}
	EH_CHECK(takeBackGiven(tx, host, "charge", item.id, false));
	return true;
}

} // namespace fees
