#pragma once

#include "erphost/Http.hpp"

#include <string>
#include <vector>

namespace complaints {

/// Who may take a complaint: everybody whom a customer may reach (CP-01).
inline const std::vector<std::string> kIntake{"callback_clerk", "service_manager",   "dispatch_clerk", "branch_manager",
                                              "store_manager",  "logistics_manager", "cashier",        "engineer"};
/// Who sees and works on cases of his branches.
inline const std::vector<std::string> kWorkers{"callback_clerk", "service_manager", "dispatch_clerk",
                                               "branch_manager", "store_manager",   "logistics_manager",
                                               "engineer"};
/// Who sees them.
inline const std::vector<std::string> kReaders{"callback_clerk", "service_manager", "dispatch_clerk",
                                               "branch_manager", "store_manager",   "logistics_manager",
                                               "engineer",       "executive"};
/// Who calls customers back.
inline const std::vector<std::string> kClerks{"callback_clerk", "service_manager"};
/// Who decides: names somebody else (CP-05), withdraws, raises.
inline const std::vector<std::string> kDeciders{"service_manager", "branch_manager"};
inline const std::vector<std::string> kServiceManager{"service_manager"};

/// Who may be told something.
inline const std::vector<std::string> kEverybody{"callback_clerk", "service_manager", "dispatch_clerk",
                                                 "branch_manager", "store_manager",   "logistics_manager",
                                                 "engineer",       "executive",       "hr",
                                                 "cashier",        "finance",         "settlement_clerk"};

/// "|01|02|", or "*" for all: the form in which the statements take a caller's branches.
std::string branchList(const std::vector<std::string>& branches);

/// "|callback_clerk@01|branch_manager@*|" – the roles that somebody holds, for the statements that compare them.
std::string grantList(const erphost::Caller& caller);

} // namespace complaints
