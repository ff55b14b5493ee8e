#pragma once

#include "store/FeeOrders.hpp"
#include "store/PriceLists.hpp"

namespace fees {

/// Who bears a compensation, by stated parts.
struct Liable
{
	std::string kind, key, name; ///< kind: person, provider, company
	std::int64_t parts = 0;
};

/// FE-07: claimed, approved by another, paid, receipted, charged to the liable persons.
struct Compensation
{
	std::string id, number, what; ///< what: damage, overcharge, other
	OrderKey key;
	std::string orderNumber, caseId, exceptionId;
	Fen sumFen = 0;
	std::vector<Liable> liable;
	std::string reason, state; ///< claimed, approved, refused, paid, withdrawn
	std::int64_t claimedAt = 0;
	std::string claimedBy, claimedName;
	std::optional<std::int64_t> decidedAt;
	std::string decidedName, decidedWhy;
	std::optional<std::int64_t> paidAt;
	std::string paidName, receiptNumber;
	std::int64_t version = 1;
};
nlohmann::json toJson(const Compensation& item);
/// FE-08: each one's share of the sum; empty if nobody but the company bears it.
std::vector<Fen> sharesOf(const Compensation& item);

Result<void> addCompensation(Tx& tx, const Compensation& item);
Result<std::optional<Compensation>> findCompensation(Tx& tx, const std::string& id);
Result<std::vector<Compensation>> compensationsOf(Tx& tx, const OrderKey& key);
struct CompensationPage
{
	std::vector<Compensation> items;
	std::string next;
};
Result<CompensationPage> listCompensations(Tx& tx, const std::string& branches, const std::string& state,
                                           const std::string& branch, const std::string& cursor, int limit);
/// state: approved, refused, withdrawn.
Result<void> decideCompensation(Tx& tx, const std::string& id, const std::string& state, const Person& who,
                                const std::string& why, std::int64_t nowMs);
Result<void> markPaid(Tx& tx, const std::string& id, const Person& who, const std::string& receiptNumber,
                      std::int64_t nowMs);

} // namespace fees
