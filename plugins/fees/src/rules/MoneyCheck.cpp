#include "rules/MoneyCheck.hpp"

#include <algorithm>

namespace fees {

using nlohmann::json;

namespace {

json orNull(bool known, Fen fen)
{
	return known ? json(fen) : json();
}

Fen paidFen(const MoneyFacts& facts)
{
	return std::max({facts.handedFen, facts.chargedFen, facts.namedFen.value_or(0)});
}

bool moneySeen(const MoneyFacts& facts)
{
	return facts.chargedFen > 0 || facts.handedAny;
}

} // namespace

Fen overListOf(const MoneyFacts& facts)
{
	return std::max<Fen>(0, paidFen(facts) - facts.takenBackFen - facts.refundedFen - facts.listFen);
}

Gain gainOf(const MoneyFacts& facts)
{
	MoneyFacts before = facts;
	before.refundedFen = 0;
	const Fen over = overListOf(before);
	// What he handed in beyond what was receipted is his own doing; what the customer named beyond that he kept.
	const Fen kept = std::min(over, std::max<Fen>(0, paidFen(facts) - std::max(facts.handedFen, facts.chargedFen)));
	return {std::min(over - kept, std::max<Fen>(0, facts.handedFen - facts.chargedFen)), kept};
}

std::vector<Disagreement> disagreementsOf(const MoneyFacts& facts)
{
	std::vector<Disagreement> found;
	if (!facts.done) return found;
	const Fen over = overListOf(facts);
	const json sums = {{"listFen", facts.listFen},
	                   {"chargedFen", facts.chargedFen},
	                   {"handedFen", orNull(facts.handedAny, facts.handedFen)},
	                   {"namedFen", orNull(facts.namedFen.has_value(), facts.namedFen.value_or(0))}};
	if (over > 0) found.push_back({"over_list", over, sums});
	if (facts.namedFen && facts.handedAny && *facts.namedFen != facts.handedFen)
		found.push_back({"named_differs",
		                 *facts.namedFen - facts.handedFen,
		                 {{"handedFen", facts.handedFen}, {"namedFen", *facts.namedFen}}});
	if (facts.handedFen > facts.chargedFen)
		found.push_back({"receipt_missing",
		                 facts.handedFen - facts.chargedFen,
		                 {{"handedFen", facts.handedFen}, {"chargedFen", facts.chargedFen}}});
	const Fen under = facts.listFen - (std::max(facts.handedFen, facts.chargedFen) - facts.takenBackFen);
	if (moneySeen(facts) && under > 0) found.push_back({"under_list", under, sums});
	// FE-10: once money was taken for the order, each part that is to be paid must be on a receipt.
	json parts = json::array();
	if (moneySeen(facts))
		for (const auto& part : facts.parts)
			if (part.used != part.charged)
				parts.push_back({{"code", part.code},
				                 {"name", part.name},
				                 {"used", part.used},
				                 {"charged", part.charged},
				                 {"unit", part.unit},
				                 {"unitSize", part.unitSize}});
	if (!parts.empty()) found.push_back({"parts_differ", 0, {{"parts", parts}}});
	if (facts.cashedAny && facts.cashedFen != facts.passedFen + facts.paidOutFen)
		found.push_back({"cash_differs",
		                 facts.cashedFen - facts.passedFen - facts.paidOutFen,
		                 {{"passedFen", facts.passedFen + facts.paidOutFen}, {"cashedFen", facts.cashedFen}}});
	if (!facts.unlisted.empty()) found.push_back({"unlisted", 0, {{"items", facts.unlisted}}});
	if (!facts.erpWarranty.empty() && facts.erpWarranty != facts.verdict)
		found.push_back({"warranty_differs", 0, {{"verdict", facts.verdict}, {"erpWarranty", facts.erpWarranty}}});
	return found;
}

std::string_view moneyStateOf(const MoneyFacts& facts)
{
	const bool moved = moneySeen(facts) || facts.cashedAny;
	if (!moved) return !facts.done ? "open" : facts.listFen == 0 ? "free" : "due";
	const std::pair<Fen, std::string_view> places[] = {{facts.atTechnician, "technician"},
	                                                   {facts.atClerk, "clerk"},
	                                                   {facts.atCashier, "cashier"},
	                                                   {facts.atTill, "till"}};
	std::string_view state = facts.listFen == 0 ? "free" : "due"; // all of it was given back
	bool one = false;
	for (const auto& [fen, name] : places)
	{
		if (fen == 0) continue;
		if (fen < 0 || one) return "differs";
		one = true;
		state = name;
	}
	return state;
}

} // namespace fees
