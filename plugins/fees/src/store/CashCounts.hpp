#pragma once

#include "store/FeeOrders.hpp"
#include "store/PriceLists.hpp"

namespace fees {

struct CountLine
{
	OrderKey key;
	std::string orderNumber;
	Fen expectedFen = 0, countedFen = 0;
};

/// FE-05: a blind count when cash changes hands; final once made, reversed as a whole.
struct CashCount
{
	std::string id, number, stage; ///< hand_in: technician → clerk; hand_over: clerk → cashier
	std::string branchId, technician, technicianName, businessDate;
	Fen expectedFen = 0, countedFen = 0;
	std::string state, reason, passedBy; ///< state: agreed, difference, explained, reversed
	std::int64_t at = 0;
	std::string whoName;
	std::int64_t version = 1;
	std::vector<CountLine> lines; ///< of a hand_in
};

Result<void> addCount(Tx& tx, const CashCount& count, const Person& who);
Result<std::optional<CashCount>> findCount(Tx& tx, const std::string& id); ///< with its lines
Result<void> moveCount(Tx& tx, const CashCount& count);                    ///< state, reason, passedBy
Result<std::vector<CashCount>> waitingCounts(Tx& tx, const std::string& branchId);
Result<std::vector<CashCount>> passedCounts(Tx& tx, const CashCount& handOver);
struct CountFilter
{
	std::string branches, stage, branch, technician;
};
struct CountPage
{
	std::vector<CashCount> counts;
	std::string next;
};
Result<CountPage> listCounts(Tx& tx, const CountFilter& filter, const std::string& cursor, int limit);

/// Ids of the entries that belong to a count, without counter-entries.
Result<std::vector<std::string>> entriesOfRef(Tx& tx, const std::string& ref);
Result<Fen> inHandOfOrder(Tx& tx, const OrderKey& key, const std::string& technician);

struct CashHolder
{
	std::string branchId, technician;
	OrderKey key;
	std::string orderNumber;
	std::int64_t receipts = 0;
};
Result<std::vector<CashHolder>> techniciansWithCash(Tx& tx, const std::string& branches, const std::string& branch);

/// A technician's day.
struct CashDay
{
	std::string branchId, technician, technicianName, day;
	Fen expectedFen = 0, handedFen = 0, differenceFen = 0; ///< difference: handed in less expected
	std::int64_t handIns = 0;
	std::string reason;
	std::optional<std::int64_t> closedAt;
	std::string closedName;
};
/// As it was closed, or as it stands.
Result<CashDay> cashDay(Tx& tx, const std::string& branchId, const std::string& technician, const std::string& day);
Result<void> closeDay(Tx& tx, const CashDay& day, const Person& who);
Result<std::string> lastClosedDay(Tx& tx, const std::string& branchId, const std::string& technician); ///< '' none
/// "fees.day.closed" for a day that was closed, or one before it.
Result<void> requireOpenDay(Tx& tx, const std::string& branchId, const std::string& technician, const std::string& day);
struct DayPage
{
	std::vector<CashDay> days;
	std::string next;
};
Result<DayPage> listDays(Tx& tx, const std::string& branches, const std::string& branch, const std::string& from,
                         const std::string& to, const std::string& cursor, int limit);

} // namespace fees
