#pragma once

#include "store/FeeOrders.hpp"
#include "store/PriceLists.hpp"

namespace fees {

/// A line of a quotation or receipt; quantity in smallest units, of a refund negative as its amount.
struct PaperLine
{
	std::string what, code, name;
	std::int64_t quantity = 0;
	std::string unit;
	std::int64_t unitSize = 1;
	Fen amountFen = 0;
};
nlohmann::json toJson(const PaperLine& line);
PaperLine paperLine(const nlohmann::json& line);
Fen totalOf(const std::vector<PaperLine>& lines);

/// FE-04.
struct Quotation
{
	std::string id, number;
	OrderKey key;
	bool extra = false;
	std::vector<PaperLine> lines;
	Fen totalFen = 0;
	std::string state;
	std::int64_t madeAt = 0;
	std::string madeName;
	std::optional<std::int64_t> answeredAt;
	std::string answeredVia, answeredNote;
	std::int64_t version = 1;
};
/// Adds it; an unanswered one of its kind is superseded.
Result<void> addQuotation(Tx& tx, const Quotation& quotation, const Person& who);
Result<std::optional<Quotation>> findQuotation(Tx& tx, const std::string& id);
Result<std::vector<Quotation>> quotationsOf(Tx& tx, const OrderKey& key);
/// A basic one that is agreed to supersedes the one before; what was answered to that stays on it.
Result<void> answerQuotation(Tx& tx, const Quotation& quotation, bool agreed, const std::string& via,
                             const std::string& note, std::int64_t nowMs);
/// What the customer agreed to pay for the order in all.
Result<Fen> agreedFen(Tx& tx, const OrderKey& key);

/// FE-04: a charge, or the refund that mirrors one.
struct Receipt
{
	std::string id, number, what;
	OrderKey key;
	std::string mirrors, mirroredBy;
	Fen totalFen = 0;
	std::string method, technician, businessDate;
	std::int64_t at = 0;
	std::string whoName, reason;
	std::vector<PaperLine> lines;
};
Result<void> addReceipt(Tx& tx, const Receipt& receipt, const Person& who, std::int64_t generation);
Result<std::optional<Receipt>> findReceipt(Tx& tx, const std::string& id);
Result<std::vector<Receipt>> receiptsOf(Tx& tx, const OrderKey& key);

/// FE-10: what was charged of each part.
Result<std::vector<MoneyFacts::Part>> chargedParts(Tx& tx, const OrderKey& key);

} // namespace fees
