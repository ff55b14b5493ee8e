#pragma once

#include "erphost/Tx.hpp"
#include "rules/Money.hpp"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace fees {

using erphost::Result;
using erphost::Tx;

/// Who is to pay: kind technician, provider, superior, department or employee.
struct LiablePerson
{
	std::string kind, key, name;
};

/// One liable person's part of a fine.
struct Share
{
	LiablePerson liable;
	std::int64_t parts = 1;
	bool byProvider = false; ///< a provider settles for him; otherwise HR's list
	std::string provider, providerName;
};

/// Who does something, for the record.
struct Doer
{
	std::string id, name;
};

/// A fine from its proposal to its end (FE-20). Sums in fen, instants ms.
struct Fine
{
	std::string id, number, source, proposal;
	std::int64_t generation = 1;
	std::string branchId, branchName, kind, erpKey, orderNumber, caseId, caseNumber;
	std::string offence, canonical, act;
	LiablePerson liable;
	std::string reason;
	nlohmann::json evidence = nlohmann::json::array();
	std::int64_t severity = 0; ///< class of the complaint, 0 none
	std::optional<Fen> proposedFen, sumFen;
	std::int64_t repetition = 1;
	bool dismissal = false;
	std::string noticeDueOn, state = "proposed";
	std::int64_t actAt = 0, proposedAt = 0;
	Doer proposer;
	std::optional<std::int64_t> checkedAt;
	Doer checker;
	std::optional<std::int64_t> decidedAt;
	Doer decider;
	std::string decidedWhy, month;
	std::int64_t entries = 0, version = 1;

	bool hasOrder() const { return !erpKey.empty(); }
	/// FE-20: what a call-back or a clock found takes no appeal on the merits.
	bool withoutAppeal() const { return source == "survey"; }
};

Result<void> insertFine(Tx& tx, const Fine& fine);
/// Writes what may change; raises the version.
Result<void> saveFine(Tx& tx, Fine& fine);
Result<std::optional<Fine>> findFine(Tx& tx, const std::string& id);
/// The latest fine of a proposal.
Result<std::optional<Fine>> fineOfProposal(Tx& tx, const std::string& source, const std::string& proposal);
Result<std::vector<Fine>> finesOfAct(Tx& tx, const std::string& act, const LiablePerson& liable);
Result<std::vector<Fine>> finesOfOrder(Tx& tx, const std::string& kind, const std::string& branchId,
                                       const std::string& erpKey);
/// FE-20: how often this makes it: earlier acts of the same person and offence, and this one.
Result<std::int64_t> repetitionOf(Tx& tx, const Fine& fine);
/// §5: true where a final fine says that the unit came back because of the work.
Result<bool> exchangeCaused(Tx& tx, const std::string& kind, const std::string& branchId, const std::string& erpKey);

struct FineFilter
{
	std::string branches; ///< "|01|02|" or "*"
	std::string state;    ///< one, "open", "dismissal", or "" all
	std::string branch, offence, liable, order, caseId, month, search;
};
struct FinePage
{
	std::vector<Fine> fines;
	std::string next;
};
/// `sort`: proposedAt, or with "-".
Result<FinePage> listFines(Tx& tx, const FineFilter& filter, const std::string& sort, const std::string& cursor,
                           int limit);

Result<void> putShares(Tx& tx, const std::string& fineId, const std::vector<Share>& shares);
Result<std::vector<Share>> sharesOf(Tx& tx, const std::string& fineId);

/// Who settles what somebody owes: an outsourced technician's provider, or himself where he has none.
Result<Share> shareOf(Tx& tx, const std::string& branchId, const LiablePerson& liable, std::int64_t parts);

} // namespace fees
