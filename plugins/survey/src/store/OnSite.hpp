#pragma once

#include "erphost/Tx.hpp"
#include "rules/OnSite.hpp"
#include "store/Business.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace survey {

/// SV-14: makes a work order findable by the last digits of its numbers; one that is gone or cancelled is not.
Result<void> keepTails(Tx& tx, const Business& business, std::int64_t touchedAt);

/// Forgets orders that nobody phones in about any more.
Result<void> pruneTails(Tx& tx, std::int64_t beforeMs);

/// An order of the ERP, open or done, as the on-site desk needs it.
struct OnSiteOrder
{
	std::string branchId, branchName, orderKey, orderNumber, status, productType;
	std::optional<std::string> serviceType;
	std::string brand, model, customerName, phone, phone2, address, technicianName, providerName;
	std::optional<std::int64_t> completedAt;
	struct TaskOf
	{
		std::string id, number, state;
		std::int64_t version = 1;
	};
	std::optional<TaskOf> task;
};

/// At most 50, newest first. `branches`: "|01|02|" or "*"; `branch`: empty for all of them.
Result<std::vector<OnSiteOrder>> ordersByTail(Tx& tx, const std::string& last4, const std::string& branches,
                                              const std::string& branch, std::int64_t sinceMs);

Result<void> addCall(Tx& tx, const std::string& taskId, int round, int attempt, const OnSiteCall& call);

/// A call with the attempt that it was.
struct RecordedCall
{
	int round = 1, attempt = 1;
	OnSiteCall call;
};
Result<std::vector<RecordedCall>> callsOf(Tx& tx, const std::string& taskId);

/// A call that stands, as the desk lists it: no name and no number of the customer.
struct DeskCall
{
	std::string taskId, number, orderNumber, branchId, branchName, brand, model, technicianName, clerkName, disposition;
	std::int64_t at = 0;
	std::optional<std::string> level;
	bool mismatch = false, courtesy = false;
};
struct DeskDay
{
	std::vector<DeskCall> calls;
	std::int64_t total = 0, mismatches = 0, notContent = 0, withoutCourtesy = 0;
};
/// The newest calls since then, at most `limit`, and the counts over all of them.
Result<DeskDay> callsSince(Tx& tx, std::int64_t sinceMs, const std::string& branches, const std::string& branch,
                           int limit);

/// SV-21: the order needs an on-site call until `dueAt`; asking again changes nothing.
Result<void> expectCall(Tx& tx, const Business& business, std::int64_t dueAt);
/// The ERP took the order back.
Result<void> expectNoCall(Tx& tx, const std::string& branchId, const std::string& erpKey);

struct DueCall
{
	std::string branchId, erpKey;
};
/// Orders whose call is overdue and not looked at yet, at most so many.
Result<std::vector<DueCall>> dueCalls(Tx& tx, std::int64_t nowMs, int limit);

/// `state`: met, missed, or waiting to be looked at again.
Result<void> settleCall(Tx& tx, const std::string& branchId, const std::string& erpKey, std::string_view state);

} // namespace survey
