#pragma once

#include "erphost/Tx.hpp"
#include "rules/Pareto.hpp"

#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <vector>

namespace complaints {

using erphost::Result;
using erphost::Tx;

/// CP-15: how often each cause was found in cases received in months [from, to]; voided ones do not count.
Result<std::vector<CauseCount>> causeCounts(Tx& tx, const std::string& fromMonth, const std::string& toMonth,
                                            const std::string& branches, const std::string& branch);

/// CP-15: what is done against a cause.
struct Action
{
	std::string id, branchId, cause, caseId, type, what, person, dueOn;
	std::string state = "open"; ///< open, done, checked
	std::optional<std::string> doneOn;
	std::string effect;
	std::int64_t version = 1;
};
Result<void> addAction(Tx& tx, const Action& action, std::int64_t nowMs);
Result<std::optional<Action>> findAction(Tx& tx, const std::string& id);
Result<std::vector<Action>> actionsOf(Tx& tx, const std::string& caseId);
/// Writes state, day and effect.
Result<void> moveAction(Tx& tx, const Action& action);
struct ActionPage
{
	std::vector<Action> actions;
	std::string next;
};
/// `sort`: dueOn, or with "-".
Result<ActionPage> listActions(Tx& tx, const std::string& branches, const std::string& state, const std::string& cause,
                               const std::string& branch, const std::string& sort, const std::string& cursor,
                               int limit);
Result<std::int64_t> countActionsOverdue(Tx& tx, const std::string& branches, const std::string& today);

/// A written report of a case: report8d (CP-15) or write_up (CP-08).
struct Document
{
	std::string caseId, type;
	nlohmann::json content = nlohmann::json::object();
	std::string author, authorName;
	std::int64_t at = 0;
	std::optional<std::int64_t> sharedAt;
	std::int64_t version = 1;
	std::string caseNumber;
};
Result<std::optional<Document>> findDocument(Tx& tx, const std::string& caseId, const std::string& type);
Result<std::vector<std::string>> documentTypesOf(Tx& tx, const std::string& caseId);
Result<void> putDocument(Tx& tx, const Document& document);
Result<void> shareDocument(Tx& tx, const std::string& caseId, const std::string& type, std::int64_t nowMs);
struct DocumentPage
{
	std::vector<Document> documents;
	std::string next;
};
/// Shared ones. `sort`: sharedAt, or with "-".
Result<DocumentPage> listDocuments(Tx& tx, const std::string& type, const std::string& sort, const std::string& cursor,
                                   int limit);

/// The board's numbers of open cases.
struct Counters
{
	std::int64_t open = 0, waiting = 0, overdue = 0, unowned = 0, mine = 0, class2 = 0, class3 = 0, warned = 0;
};
Result<Counters> counters(Tx& tx, const std::string& branches, std::int64_t nowMs, const std::string& userId);

} // namespace complaints
