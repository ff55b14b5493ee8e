#pragma once

#include "erphost/Tx.hpp"
#include "store/Case.hpp"

#include <string>
#include <vector>

namespace complaints {

using erphost::Result;
using erphost::Tx;

/// "TS-勉县-20261121-0001" for cases, "LLD-…" for contact sheets: the next number of a series, branch and local day.
Result<std::string> nextNumber(Tx& tx, const std::string& series, const std::string& branchId,
                               const std::string& branchName, const std::string& localDay);

/// Writes a new case as it is; false if one with this id is there already (then nothing changes).
Result<bool> openCase(Tx& tx, const Case& item);

Result<std::optional<Case>> findCase(Tx& tx, const std::string& id);

/// The newest case that came from a call-back task, whatever its state.
Result<std::optional<Case>> caseOfTask(Tx& tx, const std::string& task);

/// Cases of one order, newest first.
Result<std::vector<Case>> casesOfOrder(Tx& tx, const std::string& kind, const std::string& branchId,
                                       const std::string& erpKey);

/// Writes everything of the case that may change, and raises its version; recomputes its urgency.
Result<void> saveCase(Tx& tx, Case& item);

/// CP-12: the highest warning that a case has had, and its nearest deadline; the case's version rises.
Result<void> setWarning(Tx& tx, const std::string& caseId, int level, std::optional<std::int64_t> dueAt);

/// What a list shows. Empty texts do not filter.
struct CaseFilter
{
	std::string branches; ///< "|01|02|" that the caller may see, or "*"
	std::string state, step, kind, branch, search;
	std::string mine; ///< id of an account: cases that it owns or handles
	int severity = 0; ///< 0: all
	int warning = -1; ///< at least this level; -1: all
};
struct CasePage
{
	std::vector<Case> cases;
	std::optional<std::int64_t> total; ///< none: more than are counted
	std::string next;                  ///< cursor of the next page, empty at the end
};
/// `sort`: urgency (the most urgent first), receivedAt, number, each with "-" for descending.
/// "cursor.invalid" for a foreign cursor.
Result<CasePage> listCases(Tx& tx, const CaseFilter& filter, const std::string& sort, const std::string& cursor,
                           int limit);

} // namespace complaints
