#pragma once

#include "erphost/Tx.hpp"
#include "rules/MoneyCheck.hpp"

#include <optional>
#include <string>
#include <vector>

namespace fees {

using erphost::Result;
using erphost::Tx;

/// Which order.
struct OrderKey
{
	std::string kind = "work_order", branchId, erpKey;
};

/// A work order as the ERP has it; what the fee depends on.
struct ErpOrder
{
	OrderKey key;
	std::string number, status, serviceType, productType, brand, model, serialNumber, faultCode, fault, technician,
		technicianName, provider, providerName;
	bool outsourced = false;
	std::optional<std::int64_t> completedAt, orderedAt; ///< ms
	std::string warranty, purchasedOn, proofNumber;
	std::int64_t units = 1;
	std::string serviceMode;
	int productMonths = -1; ///< of warranty, as the product's file says; -1 nothing
	bool deleted = false;
};
Result<std::optional<ErpOrder>> findErpOrder(Tx& tx, const std::string& branchId, const std::string& erpKey);
Result<std::vector<OrderKey>> changedErpOrders(Tx& tx, std::int64_t from, std::int64_t to);

/// fees_order: one row an order. Written by the program alone.
struct FeeOrder
{
	OrderKey key;
	std::string number, status, serviceType, productType, brand, model, serialNumber, faultKey, technician,
		technicianName, provider, providerName;
	bool outsourced = false;
	std::optional<std::int64_t> completedAt;
	std::string completedOn, verdict, verdictReason, coveredUntil, purchasedOn;
	std::int64_t warrantyMonths = 0;
	std::string warrantySource, warrantyList, repairOf, erpWarranty;
	std::int64_t generation = 0;
	Fen computedFen = 0, chargedFen = 0, handedFen = 0, passedFen = 0, cashedFen = 0;
	std::optional<Fen> namedFen;
	Fen refundedFen = 0;
	std::string moneyState, exception;
	std::int64_t touchedAt = 0;
	std::string settlementState; ///< read only here: settlements write it
	std::int64_t version = 0;    ///< read only
};
Result<std::optional<FeeOrder>> findFeeOrder(Tx& tx, const OrderKey& key);
/// By the number that people read; nullopt if none, or more than one, has it.
Result<std::optional<OrderKey>> orderOfNumber(Tx& tx, const std::string& branchId, const std::string& number);
/// Writes the row if it says anything new; true if it did.
Result<bool> saveFeeOrder(Tx& tx, const FeeOrder& order, const std::optional<FeeOrder>& before);

struct OrderFilter
{
	std::string branches, branch, number, moneyState;
};
struct OrderPage
{
	std::vector<FeeOrder> orders;
	std::string next;
};
Result<OrderPage> listFeeOrders(Tx& tx, const OrderFilter& filter, const std::string& cursor, int limit);

struct EarlierRepair
{
	std::string number, completedOn;
};
Result<std::optional<EarlierRepair>> earlierRepair(Tx& tx, const FeeOrder& order);

/// What a person found out about an order's warranty (FE-01).
struct WarrantyNote
{
	std::string id, exclusion, proof, purchasedOn, reason, whoName;
	std::int64_t at = 0;
};
/// False if a note of this id is there.
Result<bool> addNote(Tx& tx, const OrderKey& key, const WarrantyNote& note, const std::string& who);
Result<std::vector<WarrantyNote>> notesOf(Tx& tx, const OrderKey& key);

/// Takes over what parts publishes about the order now.
Result<void> takeOverParts(Tx& tx, const OrderKey& key);
Result<std::vector<UsedPart>> partsOf(Tx& tx, const OrderKey& key);

/// A fee line with the number of the list that its price is from.
struct ShownLine
{
	FeeLine line;
	std::string listNumber;
};
Result<std::vector<ShownLine>> computedLines(Tx& tx, const OrderKey& key, std::int64_t generation);
struct Computation
{
	std::int64_t generation = 0, at = 0;
	std::string cause;
	Fen totalFen = 0;
	std::string verdict, verdictReason;
};
Result<void> addComputation(Tx& tx, const OrderKey& key, const Computation& computation,
                            const std::vector<FeeLine>& lines);
Result<std::vector<Computation>> computationsOf(Tx& tx, const OrderKey& key);

/// FE-06: an amount that a customer named at a call-back, or took back; `position` of the event: the later wins.
struct NamedAmount
{
	std::string id, finding, said;
	std::optional<Fen> amountFen;
	std::int64_t position = 0, at = 0;
	bool withdrawn = false;
};
Result<void> putNamed(Tx& tx, const OrderKey& key, const NamedAmount& named);
Result<std::optional<Fen>> namedOf(Tx& tx, const OrderKey& key);

/// Sums of the ledger and names.
Result<void> addLedgerFacts(Tx& tx, const OrderKey& key, MoneyFacts& facts);
Result<std::string> branchNameOf(Tx& tx, const std::string& branchId);
Result<std::string> technicianNameOf(Tx& tx, const std::string& branchId, const std::string& number);
Result<std::string> customerNameOf(Tx& tx, const OrderKey& key);
/// "SJ-勉县-20261121-0001": the next of a series of a branch and day (ISO).
Result<std::string> nextNumber(Tx& tx, const std::string& series, const std::string& branchId, const std::string& day);

} // namespace fees
