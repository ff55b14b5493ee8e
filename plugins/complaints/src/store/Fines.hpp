#pragma once

#include "erphost/Tx.hpp"

#include <nlohmann/json.hpp>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace complaints {

using erphost::Result;
using erphost::Tx;

/// Who is to pay: kind technician, provider, superior or department.
struct Liable
{
	std::string kind, key, name;
};

/// A proposed fine (§5); it is decided elsewhere.
struct FineProposal
{
	std::string id; ///< of the offence and the act: proposing it again changes nothing
	std::string caseId, caseNumber, branchId, offence;
	std::optional<std::int64_t> sumFen; ///< nullopt: by decision
	Liable liable;
	std::string reason;
	nlohmann::json evidence = nlohmann::json::array();
	std::string state = "proposed";
	std::int64_t proposedAt = 0;
	std::optional<std::int64_t> withdrawnAt;
	std::string withdrawnWhy;
};

/// True if it is new, or was withdrawn and lives again.
Result<bool> putProposal(Tx& tx, const FineProposal& fine);
/// True if it stood until now.
Result<bool> withdrawProposal(Tx& tx, const std::string& id, const std::string& why, std::int64_t nowMs);
Result<std::optional<FineProposal>> findProposal(Tx& tx, const std::string& id);
Result<std::vector<FineProposal>> proposalsOf(Tx& tx, const std::string& caseId);
/// CP-06: how often somebody stands proposed for an offence in other cases.
Result<int> earlierProposals(Tx& tx, const Liable& liable, const std::string& offence, const std::string& notCase);

struct FineFilter
{
	std::string branches; ///< "|01|02|" that the caller may see, or "*"
	std::string state = "proposed", branch, offence;
	std::int64_t fromMs = 0, toMs = 0; ///< [from, to)
};
struct FinePage
{
	std::vector<FineProposal> fines;
	std::string next;
};
/// The newest first.
Result<FinePage> listProposals(Tx& tx, const FineFilter& filter, const std::string& cursor, int limit);

/// CP-06: somebody who is never to be assigned again, until the service manager lifts it.
struct NeverAgain
{
	std::string technician, name, branchId, reason, caseId;
	std::int64_t listedAt = 0;
	std::string listedBy;
	std::optional<std::int64_t> liftedAt;
	std::string liftedBy, liftedWhy;
};
Result<void> listNeverAgain(Tx& tx, const NeverAgain& entry);
Result<std::vector<NeverAgain>> neverAgainList(Tx& tx);
/// Numbers and names of those who stand on it.
Result<std::map<std::string, std::string>> barredTechnicians(Tx& tx);
/// False if nobody of this number stands on it.
Result<bool> liftNeverAgain(Tx& tx, const std::string& technician, const std::string& by, const std::string& why,
                            std::int64_t nowMs);

} // namespace complaints
