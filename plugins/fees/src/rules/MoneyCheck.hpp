#pragma once

#include "rules/OrderFee.hpp"

#include <optional>

namespace fees {

/// What an order's ledger and sources say about its money; sums in fen.
struct MoneyFacts
{
	bool done = false;
	Fen listFen = 0;      ///< what it costs (FE-02)
	Fen chargedFen = 0;   ///< receipts of charges
	Fen takenBackFen = 0; ///< receipts of refunds, ≥ 0
	Fen refundedFen = 0;  ///< of what was over the list, ≥ 0
	bool handedAny = false;
	Fen handedFen = 0;  ///< handed in by the technician, or paid straight to the bank
	Fen passedFen = 0;  ///< taken over by the cashier, or paid straight to the bank
	Fen paidOutFen = 0; ///< given back or compensated by the cashier, ≤ 0: the ERP's cash entries have it too
	bool cashedAny = false;
	Fen cashedFen = 0;             ///< by the ERP's cash entries
	std::optional<Fen> namedFen{}; ///< by the customer
	std::string verdict, erpWarranty;
	/// Where the cash is now.
	Fen atTechnician = 0, atClerk = 0, atCashier = 0, atTill = 0;

	struct Part
	{
		std::string code, name, unit;
		std::int64_t unitSize = 1, used = 0, charged = 0; ///< smallest units; used: those that are to be charged
	};
	std::vector<Part> parts;
	std::vector<std::string> unlisted; ///< names of what has no price
};

/// One kind of disagreement, with what disagrees: other facts are another matter.
struct Disagreement
{
	std::string what;
	Fen differenceFen = 0;
	nlohmann::json facts;
};

/// FE-06, FE-10, X-03: price list, amount handed in, amount named, parts used and charged, in order of urgency.
/// over_list, named_differs, receipt_missing, under_list, parts_differ, cash_differs, unlisted, warranty_differs.
std::vector<Disagreement> disagreementsOf(const MoneyFacts& facts);

/// FE-06: how much the customer paid beyond the list, what was given back deducted; 0 if nothing.
Fen overListOf(const MoneyFacts& facts);

/// FE-06: of what was taken beyond the list, what the technician handed in and what he kept.
struct Gain
{
	Fen handedIn = 0, kept = 0;
};
Gain gainOf(const MoneyFacts& facts);

/// FE-43: where the money of an order is: open, free, due, technician, clerk, cashier, till, differs.
std::string_view moneyStateOf(const MoneyFacts& facts);

} // namespace fees
