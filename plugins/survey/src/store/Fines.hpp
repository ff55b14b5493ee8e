#pragma once

#include "erphost/Tx.hpp"
#include "rules/FineProposal.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace survey {

using erphost::Result;
using erphost::Tx;

/// The act that fines are about: one order's work.
struct Act
{
	std::optional<std::string> taskId;
	std::string kind, branchId, erpKey, orderNumber;
};

/// A proposal as it is kept.
struct Fine
{
	std::string id;
	Act act;
	std::string offence;
	std::optional<std::int64_t> sumFen;
	std::string liableKind, liableKey, liableName, reason;
	std::string noticeDueOn; ///< empty: none
	/// Pieces of evidence that the proposal was told with; nullopt: proposed before they were counted.
	std::optional<std::int64_t> evidence;
	bool byClock = false; ///< SV-21: the job of missing on-site calls proposed it
	bool proposed = true; ///< false: withdrawn
	std::int64_t proposedAt = 0;
	std::optional<std::int64_t> withdrawnAt;
	std::optional<std::string> withdrawnReason;
};

Result<std::vector<Fine>> finesOfOrder(Tx& tx, const Act& act);

/// Keeps a proposal; false if it stands already: proposing it again changes nothing.
Result<bool> proposeFine(Tx& tx, const Fine& fine);

Result<void> withdrawFine(Tx& tx, const std::string& id, std::int64_t nowMs, const std::string& reason);

struct FineFilter
{
	std::string branches; ///< "|01|02|" that the caller may see, or "*"
	std::string state, offence, branch;
};
struct FinePage
{
	std::vector<Fine> fines;
	std::string next; ///< cursor of the next page, empty at the end
};
/// `sort`: proposedAt, or with "-". "cursor.invalid" for a foreign cursor.
Result<FinePage> listFines(Tx& tx, const FineFilter& filter, const std::string& sort, const std::string& cursor,
                           int limit);

} // namespace survey
