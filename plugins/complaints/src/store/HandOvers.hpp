#pragma once

#include "erphost/Tx.hpp"

#include <optional>
#include <string>
#include <vector>

namespace complaints {

using erphost::Result;
using erphost::Tx;

/// An offer to take a case over (CP-02).
struct HandOver
{
	std::string id, caseId, caseNumber, branchId, fromUser, fromName;
	std::string toUser, toName; ///< account's id or name; '' whoever holds the role
	std::string toRole, reason;
	std::string state = "offered"; ///< offered, accepted, declined, withdrawn
	std::int64_t offeredAt = 0;
	std::optional<std::int64_t> settledAt;
	std::string settledBy;
};

Result<void> offerHandOver(Tx& tx, const HandOver& offer);
Result<std::optional<HandOver>> findHandOver(Tx& tx, const std::string& id);
Result<std::vector<HandOver>> handOversOf(Tx& tx, const std::string& caseId);
/// The newest 200 in a state.
Result<std::vector<HandOver>> listHandOvers(Tx& tx, const std::string& state, const std::string& branches);
/// False if it was settled already.
Result<bool> settleHandOver(Tx& tx, const std::string& id, const std::string& state, const std::string& by,
                            std::int64_t nowMs);
/// Whatever is still offered of a case.
Result<void> withdrawHandOvers(Tx& tx, const std::string& caseId, const std::string& by, std::int64_t nowMs);

} // namespace complaints
