#include "store/Cases.hpp"

#include "erphost/Page.hpp"
#include "erphost/Rows.hpp"
#include "rules/Urgency.hpp"
#include "store/CaseSql.hpp"

#include <algorithm>
#include <array>

namespace complaints {

using erphost::allRows;
using erphost::Cursor;
using erphost::cursorOf;
using erphost::cutToPage;
using erphost::firstRow;
using erphost::pattern;
using erphost::Query;
using erphost::readCursor;
using erphost::Sorting;
using erphost::sortingNamed;
using erphost::Sql;

namespace {

/// A longer list is not counted to its end.
constexpr std::int64_t kMostCounted = 1'000;

Case toCase(const Query& row)
{
	int at = 0;
	const auto text = [&] { return row.text(at++); };
	const auto integer = [&] { return row.integer(at++); };
	const auto small = [&] { return static_cast<int>(row.integer(at++)); };
	const auto instant = [&] { return row.optionalInteger(at++); };
	Case item;
	item.id = text();
	item.number = text();
	item.source = text();
	item.sourceDetail = text();
	item.kind = text();
	item.branchId = text();
	item.branchName = text();
	item.erpKey = text();
	item.orderNumber = text();
	item.productType = text();
	item.brand = text();
	item.model = text();
	item.store = text();
	item.provider = text();
	item.providerName = text();
	item.technician = text();
	item.technicianName = text();
	item.customerName = text();
	item.phone = text();
	item.phoneKey = text();
	item.address = text();
	item.complaintKind = text();
	item.subKind = text();
	item.words = text();
	item.severity = small();
	item.severityReason = text();
	item.department = text();
	item.warningLevel = small();
	item.dueAt = instant();
	item.state = text();
	item.step = text();
	item.round = small();
	item.rework = small();
	item.cause = text();
	item.owner = text();
	item.ownerName = text();
	item.handler = text();
	item.handlerName = text();
	item.task = text();
	item.taskNumber = text();
	item.taskRound = small();
	item.vip = integer() != 0;
	item.earlier = small();
	item.repeats = small();
	item.urgency = integer();
	item.month = text();
	item.receivedAt = integer();
	item.handledAt = instant();
	item.closedAt = instant();
	item.nextSequence = integer();
	item.version = integer();
	item.origin = text();
	return item;
}

std::int64_t urgencyOf(const Case& item)
{
	return complaints::urgencyOf(
		{item.severity, item.warningLevel, item.vip, item.repeats, item.dueAt, item.receivedAt});
}

const std::array kSortings{
	Sorting{"urgency", sql::kCasesByUrgency, sql::kStateCasesByUrgency, true},
	Sorting{"-urgency", sql::kCasesByUrgencyDown, sql::kStateCasesByUrgencyDown, true},
	Sorting{"receivedAt", sql::kCasesByReceipt, sql::kStateCasesByReceipt, true},
	Sorting{"-receivedAt", sql::kCasesByReceiptDown, sql::kStateCasesByReceiptDown, true},
	Sorting{"number", sql::kCasesByNumber, sql::kStateCasesByNumber, false},
	Sorting{"-number", sql::kCasesByNumberDown, sql::kStateCasesByNumberDown, false},
};

/// The sort value of a row, as it goes into a cursor.
nlohmann::json sortValue(const Case& item, std::string_view sort)
{
	if (sort.ends_with("urgency")) return item.urgency;
	if (sort.ends_with("number")) return item.number;
	return item.receivedAt;
}

} // namespace

Result<std::string> nextNumber(Tx& tx, const std::string& series, const std::string& branchId,
                               const std::string& branchName, const std::string& localDay)
{
	EH_TRY(auto row, tx.query(sql::kNextNumber, series, branchId, localDay));
	EH_TRY([[maybe_unused]] const bool found, row.next());
	std::string count = std::to_string(row.integer(0));
	if (count.size() < 4) count.insert(0, 4 - count.size(), '0');
	std::string compact = localDay;
	std::erase(compact, '-');
	// People call a branch by its place: 勉县, not 勉县分公司.
	std::string_view place = branchName.empty() ? std::string_view(branchId) : std::string_view(branchName);
	constexpr std::string_view kBranch = "分公司";
	if (place.size() > kBranch.size() && place.ends_with(kBranch)) place.remove_suffix(kBranch.size());
	return series + "-" + std::string(place) + "-" + compact + "-" + count;
}

Result<bool> openCase(Tx& tx, const Case& item)
{
	EH_TRY(const auto added,
	       tx.execute(sql::kAddCase, item.id, item.number, item.source, item.sourceDetail, item.kind, item.branchId,
	                  item.branchName, item.erpKey, item.orderNumber, item.productType, item.brand, item.model,
	                  item.store, item.provider, item.providerName, item.technician, item.technicianName,
	                  item.customerName, item.phone, item.phoneKey, item.address, item.complaintKind, item.subKind,
	                  item.words, item.severity, item.severityReason, item.department, item.warningLevel, item.dueAt,
	                  item.state, item.step, item.round, item.rework, item.cause, item.owner, item.ownerName,
	                  item.handler, item.handlerName, item.task, item.taskNumber, item.taskRound, item.vip,
	                  item.earlier, item.repeats, urgencyOf(item), item.month, item.receivedAt, item.handledAt,
	                  item.closedAt, item.nextSequence, item.version, item.origin));
	return added > 0;
}

Result<std::optional<Case>> findCase(Tx& tx, const std::string& id)
{
	EH_TRY(auto rows, tx.query(sql::kCase, id));
	return firstRow(rows, toCase);
}

Result<std::optional<Case>> caseOfTask(Tx& tx, const std::string& task)
{
	EH_TRY(auto rows, tx.query(sql::kCaseOfTask, task));
	return firstRow(rows, toCase);
}

Result<std::vector<Case>> casesOfOrder(Tx& tx, const std::string& kind, const std::string& branchId,
                                       const std::string& erpKey)
{
	EH_TRY(auto rows, tx.query(sql::kCasesOfOrder, kind, branchId, erpKey));
	return allRows(rows, toCase);
}

Result<void> saveCase(Tx& tx, Case& item)
{
	item.urgency = urgencyOf(item);
	EH_TRY([[maybe_unused]] const auto saved,
	       tx.execute(sql::kSaveCase, item.id, item.complaintKind, item.subKind, item.severity, item.severityReason,
	                  item.department, item.warningLevel, item.dueAt, item.state, item.step, item.round, item.rework,
	                  item.cause, item.owner, item.ownerName, item.handler, item.handlerName, item.vip, item.repeats,
	                  item.urgency, item.handledAt, item.closedAt, item.nextSequence, item.technician,
	                  item.technicianName));
	++item.version;
	return {};
}

Result<void> setWarning(Tx& tx, const std::string& caseId, int level, std::optional<std::int64_t> dueAt)
{
	EH_TRY(auto item, findCase(tx, caseId));
	if (!item) return {};
	item->warningLevel = std::max(item->warningLevel, level);
	item->dueAt = dueAt;
	return saveCase(tx, *item);
}

Result<CasePage> listCases(Tx& tx, const CaseFilter& filter, const std::string& sort, const std::string& cursor,
                           int limit)
{
	EH_TRY(const Sorting* sorting, sortingNamed(kSortings, sort));
	EH_TRY(const Cursor last, readCursor(cursor, sorting->numeric));
	const std::string search = pattern(filter.search);
	const auto run = [&](const auto& value) {
		return tx.query(filter.state.empty() ? sorting->all : sorting->ofState, filter.branches, filter.state,
		                filter.step, filter.kind, filter.severity, filter.warning, filter.branch, filter.mine, search,
		                value, last.id, last.given, limit + 1);
	};
	EH_TRY(auto rows, sorting->numeric ? run(last.number) : run(last.text));
	CasePage page;
	EH_TRY(page.cases, allRows(rows, toCase));
	if (cutToPage(page.cases, limit)) page.next = cursorOf(sortValue(page.cases.back(), sort), page.cases.back().id);
	EH_TRY(auto count, tx.query(filter.state.empty() ? sql::kCountCases : sql::kCountStateCases, filter.branches,
	                            filter.state, filter.step, filter.kind, filter.severity, filter.warning, filter.branch,
	                            filter.mine, search, kMostCounted + 1));
	EH_TRY([[maybe_unused]] const bool counted, count.next());
	if (const std::int64_t total = count.integer(0); total <= kMostCounted) page.total = total;
	return page;
}

} // namespace complaints
