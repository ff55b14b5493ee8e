#pragma once

#include "erphost/Tx.hpp"
#include "rules/ServiceClock.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <string>

namespace complaints {

using erphost::Result;
using erphost::Tx;

/// An order of the ERP as its clocks see it (CP-18).
struct ServiceOrder
{
	std::string kind; ///< work_order, delivery
	std::string branchId, branchName, erpKey, number;
	std::string personKey, personName; ///< technician, or who delivers
	std::string managerKey;            ///< of the branch: late dispatch is his (CP-13)
	std::string completionBasis;       ///< event, typed, '' where the row does not say
	bool deleted = false;
	bool waitingForParts = false;
	OrderTimes times;
};

/// Calls `use` for each order of the kind with from < change_seq <= to, in that order.
Result<void> changedOrders(Tx& tx, const std::string& kind, std::int64_t from, std::int64_t to,
                           const std::function<Result<void>(const ServiceOrder&)>& use);

/// What the mapping says of an entity's timestamps (view erp_field_basis).
Result<std::map<std::string, Basis, std::less<>>> fieldBases(Tx& tx, const std::string& entity);

} // namespace complaints
