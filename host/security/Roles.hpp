#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace erphost::security {

/// Every role there is (plugins/RULES.md §0, host/README.md).
inline constexpr std::array<std::string_view, 17> kRoles = {"admin",
                                                            "it",
                                                            "service_manager",
                                                            "callback_clerk",
                                                            "settlement_clerk",
                                                            "central_keeper",
                                                            "engineer",
                                                            "branch_manager",
                                                            "dispatch_clerk",
                                                            "parts_clerk",
                                                            "store_manager",
                                                            "logistics_manager",
                                                            "technician",
                                                            "cashier",
                                                            "finance",
                                                            "hr",
                                                            "executive"};

inline bool isRole(std::string_view role)
{
	return std::find(kRoles.begin(), kRoles.end(), role) != kRoles.end();
}

} // namespace erphost::security
