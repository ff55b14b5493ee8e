#include "store/Tasks.hpp"

#include "erphost/Page.hpp"
#include "erphost/Rows.hpp"
#include "rules/Draw.hpp"
#include "rules/Place.hpp"
#include "store/RoundSql.hpp"
#include "store/SurveySql.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace survey {

using erphost::Query;
using erphost::Sorting;

namespace {

/// A longer list is not counted to its end.
constexpr std::int64_t kMostCounted = 1'000;

struct Known
{
	std::string id, state;
};

Result<std::optional<Known>> taskOf(Tx& tx, const Business& business)
{
	EH_TRY(auto row, tx.query(sql::kTaskOfOrder, name(business.kind), business.branchId, business.erpKey));
	EH_TRY(const bool found, row.next());
	if (!found) return std::optional<Known>{};
	return std::optional(Known{row.text(0), row.text(1)});
}

const std::array kSortings{
	Sorting{"dueOn", sql::kTasksByDue, sql::kStateTasksByDue, false},
	Sorting{"-dueOn", sql::kTasksByDueDown, sql::kStateTasksByDueDown, false},
	Sorting{"number", sql::kTasksByNumber, sql::kStateTasksByNumber, false},
	Sorting{"-number", sql::kTasksByNumberDown, sql::kStateTasksByNumberDown, false},
	Sorting{"completedAt", sql::kTasksByCompletion, sql::kStateTasksByCompletion, true},
	Sorting{"-completedAt", sql::kTasksByCompletionDown, sql::kStateTasksByCompletionDown, true},
};

/// The sort value of a row, as it goes into a cursor.
nlohmann::json sortValue(const Task& task, std::string_view sort)
{
	if (sort.ends_with("dueOn")) return task.dueOn;
	if (sort.ends_with("number")) return task.number;
	return task.completedAt;
}

} // namespace

Task toTask(const Query& row)
{
	Task task;
	task.id = row.text(0);
	task.number = row.text(1);
	task.kind = row.text(2);
	task.branchId = row.text(3);
	task.branchName = row.text(4);
	task.erpKey = row.text(5);
	task.orderNumber = row.text(6);
	task.stage = row.text(7);
	task.productType = row.text(8);
	task.serviceType = row.optionalText(9);
	task.brand = row.text(10);
	task.model = row.text(11);
	task.technicianName = row.text(12);
	task.customerName = row.text(13);
	task.phone = row.text(14);
	task.address = row.text(15);
	task.completedAt = row.integer(16);
	task.dueOn = row.text(17);
	task.dueProvisional = row.integer(18) != 0;
	task.state = row.text(19);
	task.round = static_cast<int>(row.integer(20));
	task.attempts = static_cast<int>(row.integer(21));
	task.plannedAt = row.optionalInteger(22);
	task.level = row.optionalText(23);
	task.leaseUser = row.optionalText(24);
	task.leaseUserName = row.optionalText(25);
	task.leaseUntil = row.integer(26);
	task.version = row.integer(27);
	task.provider = row.text(28);
	task.technician = row.text(29);
	task.completedOn = row.text(30);
	task.customerKind = row.text(31);
	task.performedBy = row.text(32);
	task.serviceMode = row.text(33);
	task.origin = row.text(34);
	return task;
}

Result<std::string> nextTaskNumber(Tx& tx, const std::string& branchId, const std::string& branchName,
                                   const std::string& day)
{
	EH_TRY(auto row, tx.query(sql::kNextNumber, branchId, day));
	EH_TRY([[maybe_unused]] const bool found, row.next());
	std::string count = std::to_string(row.integer(0));
	if (count.size() < 4) count.insert(0, 4 - count.size(), '0');
	std::string compact = day;
	std::erase(compact, '-');
	return "HF-" + std::string(placeOf(branchName)) + "-" + compact + "-" + count;
}

Result<void> requireOwn(const Task& task)
{
	if (!task.takenOver()) return {};
	return erphost::conflict("survey.task.earlier",
	                         "The record was taken over from before and is changed where it was made.")
	    .with("number", task.number);
}

Result<void> createTask(Tx& tx, const Business& business, const TaskFrame& frame)
{
	EH_TRY(const auto known, taskOf(tx, business));
	if (known)
	{
		EH_TRY([[maybe_unused]] const auto revived, tx.execute(sql::kReviveTask, known->id, frame.completedAt,
		                                                       frame.completedOn, frame.dueOn, frame.dueProvisional));
		return refreshTask(tx, business);
	}
	const std::string id = taskId(name(business.kind), business.branchId, business.erpKey);
	EH_TRY(const std::string number, nextTaskNumber(tx, business.branchId, business.branchName, frame.createdOn));
	EH_TRY([[maybe_unused]] const auto added,
	       tx.execute(sql::kAddTask, id, number, name(business.kind), business.branchId, business.branchName,
	                  business.erpKey, business.orderNumber, name(business.stage), business.productType,
	                  business.serviceType, business.brand, business.model, business.store, business.provider,
	                  business.technician, business.technicianName, business.customerName, business.phone,
	                  business.address, frame.completedAt, frame.completedOn, frame.dueOn, frame.dueProvisional,
	                  frame.createdAt, business.customerKind, business.performedBy, business.serviceMode, 1));
	EH_TRY([[maybe_unused]] const auto opened, tx.execute(sql::kAddRound, id, 1, frame.createdAt, frame.dueOn, nullptr,
	                                                      nullptr, nullptr, nullptr, nullptr, false));
	return {};
}

Result<std::string> createTask(Tx& tx, const FollowUp& followUp, const TaskFrame& frame)
{
	const auto kind = name(Kind::complaint);
	const std::string id = taskId(kind, followUp.branchId, followUp.caseId);
	EH_TRY(const auto known, findTask(tx, id));
	if (known) return id;
	std::string branchName;
	{
		EH_TRY(auto row, tx.query(sql::kBranchName, followUp.branchId));
		EH_TRY(const bool found, row.next());
		branchName = found ? row.text(0) : followUp.branchId;
	}
	EH_TRY(const std::string number, nextTaskNumber(tx, followUp.branchId, branchName, frame.createdOn));
	const std::string& order = followUp.orderNumber.empty() ? followUp.caseNumber : followUp.orderNumber;
	EH_TRY([[maybe_unused]] const auto added,
	       tx.execute(sql::kAddTask, id, number, kind, followUp.branchId, branchName, followUp.caseId, order, "case",
	                  "other", nullptr, "", "", "", "", "", "", followUp.customerName, followUp.phone, "",
	                  frame.completedAt, frame.completedOn, frame.dueOn, frame.dueProvisional, frame.createdAt, "", "",
	                  "", 2));
	return id;
}

Result<std::optional<Task>> findTaskOf(Tx& tx, std::string_view kind, const std::string& branchId,
                                       const std::string& erpKey)
{
	return findTask(tx, taskId(kind, branchId, erpKey));
}

Result<void> refreshTask(Tx& tx, const Business& business)
{
	const std::string id = taskId(name(business.kind), business.branchId, business.erpKey);
	EH_TRY([[maybe_unused]] const auto changed,
	       tx.execute(sql::kRefreshTask, id, business.brand, business.model, business.technician,
	                  business.technicianName, business.customerName, business.phone, business.address));
	return {};
}

Result<void> withdraw(Tx& tx, const Business& business, std::int64_t nowMs)
{
	EH_TRY([[maybe_unused]] const auto left,
	       tx.execute(sql::kWithdrawCandidate, name(business.kind), business.branchId, business.erpKey));
	EH_TRY([[maybe_unused]] const auto cancelled,
	       tx.execute(sql::kCancelTask, taskId(name(business.kind), business.branchId, business.erpKey), nowMs));
	return {};
}

Result<std::optional<Task>> findTask(Tx& tx, const std::string& id)
{
	EH_TRY(auto row, tx.query(sql::kTask, id));
	EH_TRY(const bool found, row.next());
	if (!found) return std::optional<Task>{};
	return std::optional(toTask(row));
}

Result<std::vector<Task>> siblingsOf(Tx& tx, const Task& task, const std::string& branches)
{
	std::vector<Task> siblings;
	EH_TRY(auto rows, tx.query(sql::kSiblings, task.phone, task.id, branches));
	for (;;)
	{
		EH_TRY(const bool row, rows.next());
		if (!row) return siblings;
		siblings.push_back(toTask(rows));
	}
}

Result<TaskPage> listTasks(Tx& tx, const TaskFilter& filter, const std::string& sort, const std::string& cursor,
                           int limit)
{
	EH_TRY(const Sorting* sorting, erphost::sortingNamed(kSortings, sort));
	EH_TRY(const auto last, erphost::readCursor(cursor, sorting->numeric));
	const std::string search = erphost::pattern(filter.search);
	const auto ask = [&](const auto& value) {
		return tx.query(filter.state.empty() ? sorting->all : sorting->ofState, filter.branches, filter.state,
		                filter.branch, filter.stage, filter.product, filter.dueFrom, filter.dueTo, search, value,
		                last.id, last.given, limit + 1);
	};
	EH_TRY(auto rows, sorting->numeric ? ask(last.number) : ask(last.text));
	TaskPage page;
	EH_TRY(page.tasks, erphost::allRows(rows, toTask));
	if (erphost::cutToPage(page.tasks, limit))
		page.next = erphost::cursorOf(sortValue(page.tasks.back(), sort), page.tasks.back().id);
	EH_TRY(auto count, tx.query(filter.state.empty() ? sql::kCountTasks : sql::kCountStateTasks, filter.branches,
	                            filter.state, filter.branch, filter.stage, filter.product, filter.dueFrom, filter.dueTo,
	                            search, kMostCounted + 1));
	EH_TRY([[maybe_unused]] const bool counted, count.next());
	if (const std::int64_t total = count.integer(0); total <= kMostCounted) page.total = total;
	return page;
}

} // namespace survey
