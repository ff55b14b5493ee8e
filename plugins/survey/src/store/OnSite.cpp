#include "store/OnSite.hpp"

#include "store/OnSiteSql.hpp"

#include <utility>

namespace survey {

namespace {

IdentityCheck toCheck(const erphost::Query& row, int column)
{
	return {row.view(column) == "match", row.text(column + 1)};
}

std::string_view text(const IdentityCheck& check)
{
	return check.match ? "match" : "mismatch";
}

} // namespace

Result<void> keepTails(Tx& tx, const Business& business, std::int64_t touchedAt)
{
	const bool findable = !business.deleted && business.status != "cancelled";
	const std::string first = findable ? last4Of(business.phone) : std::string();
	const std::string second = findable ? last4Of(business.phone2) : std::string();
	EH_TRY([[maybe_unused]] const auto dropped,
	       tx.execute(sql::kDropTails, business.branchId, business.erpKey, first, second));
	for (const std::string& last4 : {first, second})
	{
		if (last4.empty()) continue;
		EH_TRY([[maybe_unused]] const auto kept,
		       tx.execute(sql::kPutTail, business.branchId, business.erpKey, last4, touchedAt));
	}
	return {};
}

Result<void> pruneTails(Tx& tx, std::int64_t beforeMs)
{
	EH_TRY([[maybe_unused]] const auto pruned, tx.execute(sql::kPruneTails, beforeMs));
	return {};
}

Result<std::vector<OnSiteOrder>> ordersByTail(Tx& tx, const std::string& last4, const std::string& branches,
                                              const std::string& branch, std::int64_t sinceMs)
{
	std::vector<OnSiteOrder> orders;
	EH_TRY(auto rows, tx.query(sql::kOrdersByTail, last4, branches, branch, sinceMs));
	for (;;)
	{
		EH_TRY(const bool row, rows.next());
		if (!row) return orders;
		OnSiteOrder order;
		order.branchId = rows.text(0);
		order.branchName = rows.text(1);
		order.orderKey = rows.text(2);
		order.orderNumber = rows.text(3);
		order.status = rows.text(4);
		order.productType = rows.text(5);
		order.serviceType = rows.optionalText(6);
		order.brand = rows.text(7);
		order.model = rows.text(8);
		order.customerName = rows.text(9);
		order.phone = rows.text(10);
		order.phone2 = rows.text(11);
		order.address = rows.text(12);
		order.technicianName = rows.text(13);
		order.providerName = rows.text(14);
		order.completedAt = rows.optionalInteger(15);
		if (!rows.isNull(16))
			order.task = OnSiteOrder::TaskOf{rows.text(16), rows.text(17), rows.text(18), rows.integer(19)};
		orders.push_back(std::move(order));
	}
}

Result<void> addCall(Tx& tx, const std::string& taskId, int round, int attempt, const OnSiteCall& call)
{
	const auto& conduct = call.conduct;
	const auto part = [&](std::string Conduct::*member) {
		return conduct ? std::optional((*conduct).*member) : std::optional<std::string>();
	};
	EH_TRY([[maybe_unused]] const auto added,
	       tx.execute(sql::kAddCall, taskId, round, attempt, call.callerNumber, call.callerIsCustomer, text(call.name),
	                  call.name.said, text(call.phone), call.phone.said, text(call.brand), call.brand.said,
	                  call.courtesy, part(&Conduct::found), part(&Conduct::outcome), part(&Conduct::offence),
	                  part(&Conduct::noticeDueOn)));
	return {};
}

Result<std::vector<RecordedCall>> callsOf(Tx& tx, const std::string& taskId)
{
	std::vector<RecordedCall> calls;
	EH_TRY(auto rows, tx.query(sql::kCalls, taskId));
	for (;;)
	{
		EH_TRY(const bool row, rows.next());
		if (!row) return calls;
		RecordedCall call;
		call.round = static_cast<int>(rows.integer(0));
		call.attempt = static_cast<int>(rows.integer(1));
		call.call.callerNumber = rows.text(2);
		call.call.callerIsCustomer = rows.integer(3) != 0;
		call.call.name = toCheck(rows, 4);
		call.call.phone = toCheck(rows, 6);
		call.call.brand = toCheck(rows, 8);
		call.call.courtesy = rows.integer(10) != 0;
		if (!rows.isNull(11)) call.call.conduct = Conduct{rows.text(11), rows.text(12), rows.text(13), rows.text(14)};
		calls.push_back(std::move(call));
	}
}

Result<DeskDay> callsSince(Tx& tx, std::int64_t sinceMs, const std::string& branches, const std::string& branch,
                           int limit)
{
	DeskDay day;
	EH_TRY(auto counted, tx.query(sql::kCountCallsSince, sinceMs, branches, branch));
	EH_TRY([[maybe_unused]] const bool found, counted.next());
	day.total = counted.integer(0);
	day.mismatches = counted.integer(1);
	day.notContent = counted.integer(2);
	day.withoutCourtesy = counted.integer(3);
	EH_TRY(auto rows, tx.query(sql::kCallsSince, sinceMs, branches, branch, limit));
	for (;;)
	{
		EH_TRY(const bool row, rows.next());
		if (!row) return day;
		DeskCall call;
		call.taskId = rows.text(0);
		call.number = rows.text(1);
		call.orderNumber = rows.text(2);
		call.branchId = rows.text(3);
		call.branchName = rows.text(4);
		call.brand = rows.text(5);
		call.model = rows.text(6);
		call.technicianName = rows.text(7);
		call.at = rows.integer(8);
		call.clerkName = rows.text(9);
		call.disposition = rows.text(10);
		call.level = rows.optionalText(11);
		call.mismatch = rows.integer(12) != 0;
		call.courtesy = rows.integer(13) != 0;
		day.calls.push_back(std::move(call));
	}
}

Result<void> expectCall(Tx& tx, const Business& business, std::int64_t dueAt)
{
	EH_TRY([[maybe_unused]] const auto added, tx.execute(sql::kExpectCall, business.branchId, business.erpKey, dueAt));
	return {};
}

Result<void> expectNoCall(Tx& tx, const std::string& branchId, const std::string& erpKey)
{
	EH_TRY([[maybe_unused]] const auto gone, tx.execute(sql::kExpectNoCall, branchId, erpKey));
	return {};
}

Result<std::vector<DueCall>> dueCalls(Tx& tx, std::int64_t nowMs, int limit)
{
	std::vector<DueCall> due;
	EH_TRY(auto rows, tx.query(sql::kDueCalls, nowMs, limit));
	for (;;)
	{
		EH_TRY(const bool row, rows.next());
		if (!row) return due;
		due.push_back({rows.text(0), rows.text(1)});
	}
}

Result<void> settleCall(Tx& tx, const std::string& branchId, const std::string& erpKey, std::string_view state)
{
	EH_TRY([[maybe_unused]] const auto settled, tx.execute(sql::kSettleCall, branchId, erpKey, state));
	return {};
}

} // namespace survey
