#pragma once

#include <string>
#include <vector>

namespace fees::roles {

using Roles = std::vector<std::string>;

/// Who sees fines, notices and rewards of his branches.
inline const Roles kFineReaders{"service_manager", "settlement_clerk", "callback_clerk", "branch_manager", "hr",
                                "finance",         "executive",        "cashier"};
/// FE-20, first pair of eyes.
inline const Roles kCheckers{"service_manager", "settlement_clerk", "callback_clerk", "branch_manager"};
/// FE-20, second pair of eyes.
inline const Roles kApprovers{"service_manager", "branch_manager", "executive"};
inline const Roles kServiceManager{"service_manager"};
/// Who takes money over the counter.
inline const Roles kCash{"cashier", "finance"};
inline const Roles kHr{"hr"};
inline const Roles kHrReaders{"hr", "service_manager", "branch_manager", "executive", "finance"};
/// Who sees settlements.
inline const Roles kMoneyReaders{"service_manager", "settlement_clerk", "branch_manager",
                                 "finance",         "executive",        "cashier"};
inline const Roles kSettlers{"settlement_clerk", "service_manager"};
inline const Roles kSettlementCheckers{"settlement_clerk", "service_manager", "branch_manager"};
inline const Roles kSettlementApprovers{"service_manager", "finance", "executive"};
inline const Roles kFinance{"finance"};
inline const Roles kCardCollectors{"settlement_clerk", "dispatch_clerk"};
/// Who sees the ledger per brand; a branch's manager sees his branch's.
inline const Roles kBrandReaders{"finance", "settlement_clerk", "service_manager", "executive"};
inline const Roles kDeskReaders{"service_manager", "settlement_clerk", "branch_manager", "finance", "executive", "hr"};

} // namespace fees::roles
