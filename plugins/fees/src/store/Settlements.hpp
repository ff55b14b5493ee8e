#pragma once

#include "store/Penalties.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace fees {

/// What a payee is paid for a month (FE-40). total = orders + offsets + deposit = paid + carried; sums in fen.
struct Settlement
{
	std::string id, number, branchId, branchName, payee, payeeName, month;
	std::string state = "draft"; ///< draft, checked, approved, paid, dropped
	std::int64_t orders = 0;
	Fen ordersFen = 0, offsetFen = 0, depositFen = 0, totalFen = 0, paidFen = 0, carriedFen = 0;
	std::string grade;
	std::int64_t factor = 1000, content = 0, answered = 0, waiting = 0;
	std::int64_t draftedAt = 0;
	Doer drafter;
	std::optional<std::int64_t> checkedAt, approvedAt, paidAt;
	Doer checker, approver, payer;
	std::string paidOn, reference, droppedWhy;
	std::int64_t version = 1;

	bool open() const { return state == "draft" || state == "checked" || state == "approved"; }
};

Result<void> insertSettlement(Tx& tx, const Settlement& settlement);
/// Writes what may change; raises the version.
Result<void> saveSettlement(Tx& tx, Settlement& settlement);
Result<std::optional<Settlement>> findSettlement(Tx& tx, const std::string& id);
/// The one of a payee that is not paid yet: there is at most one.
Result<std::optional<Settlement>> openSettlementOf(Tx& tx, const std::string& branchId, const std::string& payee);

struct SettlementFilter
{
	std::string branches, state, branch, month, payee;
};
struct SettlementPage
{
	std::vector<Settlement> settlements;
	std::string next;
};
Result<SettlementPage> listSettlements(Tx& tx, const SettlementFilter& filter, const std::string& cursor, int limit);

} // namespace fees
