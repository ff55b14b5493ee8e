#pragma once

#include <array>
#include <string_view>

namespace complaints {

inline constexpr std::array<std::string_view, 3> kComplaintKinds{"store", "logistics", "after_sales"};
inline constexpr std::array<std::string_view, 4> kSubKinds{"quality", "workmanship", "overcharge", "service"};
inline constexpr std::array<std::string_view, 7> kDepartments{"store",        "logistics",  "after_sales", "provider",
                                                              "manufacturer", "purchasing", "other"};

/// CP-03: the role of the branch that a complaint of a kind goes to: 门店 → 店长, 物流 → 物流经理, 售后 →
/// 分公司售后经理.
constexpr std::string_view routeOf(std::string_view complaintKind)
{
	if (complaintKind == "store") return "store_manager";
	if (complaintKind == "logistics") return "logistics_manager";
	return "branch_manager";
}

/// CP-08: who manages the liable department; what has no office of its own in a branch is the after-sales manager's.
constexpr std::string_view managerOf(std::string_view department)
{
	return routeOf(department);
}

/// CP-03: only after-sales complaints are sub-divided.
constexpr bool subKindFits(std::string_view complaintKind, std::string_view subKind)
{
	return subKind.empty() || complaintKind == "after_sales";
}

} // namespace complaints
