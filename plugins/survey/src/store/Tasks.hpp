#pragma once

#include "rules/Answer.hpp"
#include "store/Business.hpp"

#include <optional>
#include <string>
#include <vector>

namespace survey {

/// A call-back task: one per order (SV-12), or per case that has no order to call back about (SV-04).
struct Task
{
	std::string id, number, kind, branchId, branchName, erpKey, orderNumber, stage, productType;
	std::optional<std::string> serviceType;
	std::string brand, model, technicianName, customerName, phone, address;
	std::int64_t completedAt = 0;
	std::string dueOn;
	bool dueProvisional = false;
	std::string state; ///< open, after_sales, done, not_reachable, cancelled
	int round = 1;
	int attempts = 0; ///< of the present round
	std::optional<std::int64_t> plannedAt;
	std::optional<std::string> level;
	std::optional<std::string> leaseUser, leaseUserName;
	std::int64_t leaseUntil = 0;
	std::int64_t version = 1;
	std::string provider, technician, completedOn, customerKind, performedBy, serviceMode;
	std::string origin; ///< erp: taken over from before (SV-16); empty: made here

	bool takenOver() const { return origin == "erp"; }
};

/// What a new task needs beyond the order itself.
struct TaskFrame
{
	std::string completedOn, dueOn;
	bool dueProvisional = false;
	std::string createdOn;
	std::int64_t createdAt = 0;
	std::int64_t completedAt = 0;
};

/// A complaint whose order has no call-back, to be followed up (SV-04).
struct FollowUp
{
	std::string caseId, caseNumber, branchId, orderNumber, customerName, phone;
};

/// "HF-勉县-20261121-0001": the next number of a branch and local day.
Result<std::string> nextTaskNumber(Tx& tx, const std::string& branchId, const std::string& branchName,
                                   const std::string& day);

/// SV-16: "survey.task.earlier" for a task that was taken over: nothing is recorded or corrected on it.
Result<void> requireOwn(const Task& task);

/// Creates the task of an order, with its number (HF-<branch>-<date>-<nnnn>) and first round; a second call for the
/// same order changes nothing (SV-12). A task that was cancelled because the ERP took the order back lives again.
Result<void> createTask(Tx& tx, const Business& business, const TaskFrame& frame);

/// Creates the task of a case, beginning with round 2: its first round was the complaint. Returns its id; a second call
/// for the same case changes nothing. Opens no round.
Result<std::string> createTask(Tx& tx, const FollowUp& followUp, const TaskFrame& frame);

/// The task of an order or case; nullopt if there is none.
Result<std::optional<Task>> findTaskOf(Tx& tx, std::string_view kind, const std::string& branchId,
                                       const std::string& erpKey);

/// Takes the ERP's newest names and numbers over into an unanswered task.
Result<void> refreshTask(Tx& tx, const Business& business);

/// The order is not finished any more, or never was in time: its task, if nobody has called yet, is cancelled, and it
/// leaves the draw.
Result<void> withdraw(Tx& tx, const Business& business, std::int64_t nowMs);

Result<std::optional<Task>> findTask(Tx& tx, const std::string& id);

/// Other open tasks of the same phone number (SV-13) in the branches ("|01|02|", or "*").
Result<std::vector<Task>> siblingsOf(Tx& tx, const Task& task, const std::string& branches);

/// What a list shows. Empty texts do not filter.
struct TaskFilter
{
	std::string branches; ///< "|01|02|" that the caller may see, or "*"
	std::string state, branch, stage, product, dueFrom, dueTo, search;
};
struct TaskPage
{
	std::vector<Task> tasks;
	std::optional<std::int64_t> total; ///< none: more than are counted
	std::string next;                  ///< cursor of the next page, empty at the end
};
/// `sort`: dueOn, number, completedAt, each with "-" for descending. "cursor.invalid" for a foreign cursor.
Result<TaskPage> listTasks(Tx& tx, const TaskFilter& filter, const std::string& sort, const std::string& cursor,
                           int limit);

/// One row of a query that selects the task columns.
Task toTask(const erphost::Query& row);

} // namespace survey
