#pragma once

#include "erphost/Tx.hpp"
#include "rules/Gate.hpp"
#include "rules/Money.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace erphost {
class Query;
}

namespace fees {

using erphost::Result;
using erphost::Tx;

/// A finished order that somebody is paid for, with what the gate looks at.
struct Work
{
	std::string id, kind, branchId, branchName, erpKey, orderNumber;
	std::string performer; ///< outsourced, own
	std::string payee, payeeName, technician, technicianName, productType, serviceType, warranty;
	std::int64_t completedAt = 0;
	std::string completedOn, month;
	std::optional<Fen> rateFen;
	std::string state, storedVerdict, storedLevel, settlementId;
	Fen paidFen = 0;
	std::optional<std::int64_t> paidAt;
	std::int64_t times = 0;
	std::optional<std::int64_t> releasedAt;
	std::string releasedBy, releaseReason;
	/// Read with it, of this moment:
	std::string taskState, level, openCase;
	std::int64_t openCases = 0, closedCases = 0, exchangeCaused = 0, pendingFines = 0;

	/// `yesterday`: what was finished since then may still be drawn for a call-back.
	GateFacts facts(const std::string& yesterday) const;
};

Work toWork(const erphost::Query& row);
Result<std::optional<Work>> findWork(Tx& tx, const std::string& id);
Result<std::optional<Work>> workOfOrder(Tx& tx, const std::string& kind, const std::string& branchId,
                                        const std::string& erpKey);

} // namespace fees
