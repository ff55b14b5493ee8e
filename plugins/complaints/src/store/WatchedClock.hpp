#pragma once

#include "rules/Deadline.hpp"
#include "rules/ServiceClock.hpp"
#include "rules/Warning.hpp"
#include "store/ContactSheet.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace complaints {

/// A clock as it is stored (CP-11, CP-12, CP-18).
struct WatchedClock
{
	std::string id;
	std::string clock;   ///< name of a ClockKind
	std::string subject; ///< case, sheet, notice, order
	std::string caseId, caseNumber, sheetId;
	std::string kind, branchId, branchName, erpKey, orderNumber;
	std::string personKind, personKey, personName; ///< whose miss it would be
	std::int64_t startedAt = 0;
	std::optional<Target> target;
	std::optional<std::int64_t> untilAt; ///< an agreed instant instead of a target
	Leads leads{50, 80, 100};
	std::string offence;
	/// What follows from the above, the calendar and the pauses:
	std::string calendar;
	std::int64_t dueAt = kNever;
	bool dueProvisional = false;
	std::int64_t nextAt = kNever;  ///< when it must be looked at
	int level = 0;                 ///< the highest warning raised
	std::string state = "running"; ///< running, paused, done, void
	std::string pausedBy;
	std::optional<std::int64_t> pausedSince;
	std::optional<std::int64_t> doneAt;
	std::optional<Basis> basis; ///< of the field that ends it
	bool late = false;
	std::string proposal = "none"; ///< none, waiting, proposed, withdrawn, in_time
	std::int64_t version = 0;      ///< 0: not stored yet

	bool ofOrder() const { return subject == "order"; }
};

} // namespace complaints
