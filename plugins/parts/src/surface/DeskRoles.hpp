#pragma once

#include <string>
#include <vector>

namespace parts {

/// Who does what at the desk (docs/desk.md).
inline const std::vector<std::string> kDeskReaders{"central_keeper", "parts_clerk",     "dispatch_clerk", "engineer",
                                                   "branch_manager", "service_manager", "finance",        "executive"};
inline const std::vector<std::string> kDeskWorkers{"central_keeper", "parts_clerk", "branch_manager",
                                                   "service_manager"};
inline const std::vector<std::string> kDeskApprovers{"branch_manager", "service_manager"};
/// Who tells customers: their telephone numbers are shown to them.
inline const std::vector<std::string> kDeskTellers{"central_keeper",  "parts_clerk",    "branch_manager",
                                                   "service_manager", "dispatch_clerk", "callback_clerk"};
inline const std::vector<std::string> kDeskRepairers{"central_keeper", "parts_clerk", "branch_manager",
                                                     "service_manager", "engineer"};
inline const std::vector<std::string> kDeskViewers{"central_keeper", "parts_clerk",    "dispatch_clerk",
                                                   "engineer",       "branch_manager", "service_manager",
                                                   "finance",        "executive",      "callback_clerk"};
inline const std::vector<std::string> kDeskTellersAndRepairers{"central_keeper",  "parts_clerk",    "branch_manager",
                                                               "service_manager", "dispatch_clerk", "callback_clerk",
                                                               "engineer"};
inline const std::vector<std::string> kDeskMoney{"central_keeper", "parts_clerk", "branch_manager", "service_manager",
                                                 "finance"};

} // namespace parts
